"""The last time of the machine's clock that was believed: nothing is deleted by a clock that is months ahead."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = '0018'
down_revision = '0017'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward."""
    op.create_table('clock_trust',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('believed_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('later_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('even_seconds', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_clock_trust')),
    )


def downgrade() -> None:
    """Revert the schema."""
    op.drop_table('clock_trust')
