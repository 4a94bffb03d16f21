"""Records when and to when the clock was set back: reports closed meanwhile are stored for their full
time."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = '0022'
down_revision = '0021'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward."""
    op.add_column('clock_trust', sa.Column('back_from', sa.DateTime(timezone=True), nullable=True))
    op.add_column('clock_trust', sa.Column('back_to', sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    """Revert the schema."""
    with op.batch_alter_table('clock_trust') as table:
        table.drop_column('back_to')
        table.drop_column('back_from')
