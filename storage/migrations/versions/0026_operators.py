"""Operators' chats, the links that lead there, and of which troubles they were told."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = '0026'
down_revision = '0025'
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')


def upgrade() -> None:
    """Forward."""
    op.create_table(
        'operator_invites',
        sa.Column('token_hash', sa.String(length=64), nullable=False),
        sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint('token_hash', name=op.f('pk_operator_invites')),
    )
    op.create_table(
        'operators',
        sa.Column('id', KEY, nullable=False),
        sa.Column('telegram_id', sa.BigInteger(), nullable=False),
        sa.Column('language', sa.String(length=5), nullable=False),
        sa.Column('joined_at', sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_operators')),
        sa.UniqueConstraint('telegram_id', name=op.f('uq_operators_telegram_id')),
    )
    op.create_table(
        'operator_alerts',
        sa.Column('name', sa.String(length=20), nullable=False),
        sa.Column('since', sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint('name', name=op.f('pk_operator_alerts')),
    )


def downgrade() -> None:
    """Revert the schema."""
    op.drop_table('operator_alerts')
    op.drop_table('operators')
    op.drop_table('operator_invites')
