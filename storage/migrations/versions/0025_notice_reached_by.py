"""An office chooses by whom an enterprise counts as reached by a notice: one of its contacts, or all."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = '0025'
down_revision = '0024'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Upgrade the schema. Existing notices count an enterprise by any of its contacts."""
    op.add_column('notices', sa.Column('reached_by', sa.String(length=3), nullable=False, server_default='any'))


def downgrade() -> None:
    """Revert the schema."""
    with op.batch_alter_table('notices') as notices:
        notices.drop_column('reached_by')
