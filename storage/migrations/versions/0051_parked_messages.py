"""An index of parked messages, so that counting what is not sent does not read all that was."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = '0051'
down_revision = '0050'
branch_labels = None
depends_on = None

PARKED = sa.text("state = 'failed'")


def upgrade() -> None:
    """Forward."""
    op.create_index('ix_outbox_parked', 'outbox', ['id'], sqlite_where=PARKED, postgresql_where=PARKED)


def downgrade() -> None:
    """Revert the schema."""
    op.drop_index('ix_outbox_parked', 'outbox')
