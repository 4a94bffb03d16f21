"""The inbox of the web door: counters of each address, and its messages."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = '0034'
down_revision = '0033'
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
HAS_FILE = sa.text('sha256 IS NOT NULL')


def upgrade() -> None:
    """Forward."""
    op.create_table(
        'web_inboxes',
        sa.Column('address', sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column('message_id', sa.BigInteger(), nullable=False),
        sa.Column('version', sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint('address', name=op.f('pk_web_inboxes')),
    )
    op.create_table(
        'web_messages',
        sa.Column('id', KEY, nullable=False),
        sa.Column('address', sa.BigInteger(), nullable=False),
        sa.Column('message_id', sa.BigInteger(), nullable=False),
        sa.Column('version', sa.BigInteger(), nullable=False),
        sa.Column('body', sa.JSON(), nullable=False),
        sa.Column('sha256', sa.String(length=64), nullable=True),
        sa.Column('is_urgent', sa.Boolean(), nullable=False),
        sa.Column('is_silent', sa.Boolean(), nullable=False),
        sa.Column('sent_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('edited_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('deleted_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('read_at', sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_web_messages')),
    )
    op.create_index('uq_web_messages_address', 'web_messages', ['address', 'message_id'], unique=True)
    op.create_index('ix_web_messages_version', 'web_messages', ['address', 'version'])
    op.create_index('ix_web_messages_sent', 'web_messages', ['sent_at'])
    op.create_index(
        'ix_web_messages_file',
        'web_messages',
        ['sha256'],
        sqlite_where=HAS_FILE,
        postgresql_where=HAS_FILE,
    )


def downgrade() -> None:
    """Revert the schema."""
    op.drop_table('web_messages')
    op.drop_table('web_inboxes')
