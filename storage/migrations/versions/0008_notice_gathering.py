"""Writes the targets of a notice in portions."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = '0008'
down_revision = '0007'
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')


def upgrade() -> None:
    """Forward."""
    with op.batch_alter_table('notices', schema=None) as batch_op:
        batch_op.add_column(sa.Column('gathered_id', KEY, nullable=True))


def downgrade() -> None:
    """Revert the schema."""
    with op.batch_alter_table('notices', schema=None) as batch_op:
        batch_op.drop_column('gathered_id')
