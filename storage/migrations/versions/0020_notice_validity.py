"""A notice may say until when it is of use; what has not been sent by then goes back to its author."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = '0020'
down_revision = '0019'
branch_labels = None
depends_on = None

OVER = sa.text("valid_until IS NOT NULL AND state IN ('waiting', 'scheduled', 'sending', 'paused')")


def upgrade() -> None:
    """Forward. Notices so far have no end."""
    op.add_column('notices', sa.Column('valid_until', sa.DateTime(timezone=True), nullable=True))
    op.create_index('ix_notices_valid', 'notices', ['valid_until'], sqlite_where=OVER, postgresql_where=OVER)


def downgrade() -> None:
    """Revert the schema."""
    op.drop_index('ix_notices_valid', table_name='notices')
    op.drop_column('notices', 'valid_until')
