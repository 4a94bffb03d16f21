"""Indexes by which escalations are found from an enterprise, by their decision and by their warning."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = '0048'
down_revision = '0047'
branch_labels = None
depends_on = None

DECIDED = sa.text("state = 'decided'")
WARNED = sa.text("state = 'open' AND warned_on IS NOT NULL")


def upgrade() -> None:
    """Forward."""
    op.create_index('ix_escalations_enterprise', 'escalations', ['enterprise_id', 'state'])
    op.create_index(
        'ix_escalations_decided',
        'escalations',
        ['decision', 'self_check_id'],
        sqlite_where=DECIDED,
        postgresql_where=DECIDED,
    )
    op.create_index(
        'ix_escalations_warned',
        'escalations',
        ['warned_on'],
        sqlite_where=WARNED,
        postgresql_where=WARNED,
    )


def downgrade() -> None:
    """Revert the schema."""
    for name in ('ix_escalations_warned', 'ix_escalations_decided', 'ix_escalations_enterprise'):
        op.drop_index(name, 'escalations')
