"""Under which number somebody is reached who asks to join, until their office has decided."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = '0023'
down_revision = '0022'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward. Requests so far have none."""
    op.add_column('join_requests', sa.Column('own_phone', sa.String(length=40), nullable=False, server_default=''))
    with op.batch_alter_table('join_requests') as table:
        table.alter_column('own_phone', server_default=None)


def downgrade() -> None:
    """Revert the schema."""
    with op.batch_alter_table('join_requests') as table:
        table.drop_column('own_phone')
