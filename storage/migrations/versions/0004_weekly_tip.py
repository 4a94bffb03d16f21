"""The weekly safety tip: the issue a subscriber had, and rows of the outbox to accounts without a row."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None

_KEY = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')


def upgrade() -> None:
    """Forward."""
    with op.batch_alter_table('tip_subscribers', schema=None) as batch_op:
        batch_op.add_column(sa.Column('issue', sa.Integer(), nullable=False))
    with op.batch_alter_table('outbox', schema=None) as batch_op:
        batch_op.add_column(sa.Column('telegram_id', sa.BigInteger(), nullable=True))
        batch_op.alter_column('person_id', existing_type=_KEY, nullable=True)


def downgrade() -> None:
    """Revert the schema."""
    op.execute("DELETE FROM outbox WHERE person_id IS NULL")
    with op.batch_alter_table('outbox', schema=None) as batch_op:
        batch_op.alter_column('person_id', existing_type=_KEY, nullable=False)
        batch_op.drop_column('telegram_id')
    with op.batch_alter_table('tip_subscribers', schema=None) as batch_op:
        batch_op.drop_column('issue')
