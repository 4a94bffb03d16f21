"""Short rounds, and a day of its own for a fault of an inspection.

`inspections.scope`: all, danger, or rows, those of the check items in `chosen`. `inspection_answers.due_on`: the
local day by which that fault is to be put right; none: the day of the whole order.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = '0038'
down_revision = '0037'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward."""
    op.add_column(
        'inspections', sa.Column('scope', sa.String(length=8), server_default='all', nullable=False)
    )
    op.add_column('inspections', sa.Column('chosen', sa.JSON(), server_default='[]', nullable=False))
    op.add_column('inspection_answers', sa.Column('due_on', sa.Date(), nullable=True))


def downgrade() -> None:
    """Back."""
    op.drop_column('inspection_answers', 'due_on')
    op.drop_column('inspections', 'chosen')
    op.drop_column('inspections', 'scope')
