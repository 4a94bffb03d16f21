"""Accounts: the addresses of people by channel, in place of one Telegram account a person.

People who were forgotten had a negative number in place of their account; they have no account now.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = '0035'
down_revision = '0034'
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
IS_LIVE = sa.text('ended_at IS NULL')


def upgrade() -> None:
    """Forward."""
    op.create_table(
        'accounts',
        sa.Column('id', KEY, nullable=False),
        sa.Column('person_id', KEY, nullable=False),
        sa.Column('channel', sa.String(length=8), nullable=False),
        sa.Column('address', sa.BigInteger(), nullable=False),
        sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('verified_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('unreachable_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('unreachable_reason', sa.String(length=200), nullable=True),
        sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_accounts_person_id')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_accounts')),
    )
    op.create_index('ix_accounts_person_id', 'accounts', ['person_id'])
    op.create_index(
        'uq_accounts_live',
        'accounts',
        ['address', 'channel'],
        unique=True,
        sqlite_where=IS_LIVE,
        postgresql_where=IS_LIVE,
    )
    op.execute(
        'INSERT INTO accounts (person_id, channel, address, created_at, unreachable_at)'
        " SELECT id, 'telegram', telegram_id, created_at, unreachable_at FROM people"
        ' WHERE telegram_id > 0 ORDER BY id'
    )
    with op.batch_alter_table('people') as people:
        people.add_column(sa.Column('account_id', KEY, nullable=True))
        people.drop_constraint('uq_people_telegram_id', type_='unique')
        people.drop_column('telegram_id')
    op.execute('UPDATE people SET account_id = (SELECT a.id FROM accounts a WHERE a.person_id = people.id)')


def downgrade() -> None:
    """Back. Of several accounts of a person the Telegram one is kept; who has none cannot be reached."""
    with op.batch_alter_table('people') as people:
        people.add_column(sa.Column('telegram_id', sa.BigInteger(), nullable=True))
    op.execute(
        'UPDATE people SET telegram_id = COALESCE((SELECT MAX(a.address) FROM accounts a'
        " WHERE a.person_id = people.id AND a.channel = 'telegram' AND a.ended_at IS NULL), -id)"
    )
    with op.batch_alter_table('people') as people:
        people.alter_column('telegram_id', existing_type=sa.BigInteger(), nullable=False)
        people.create_unique_constraint('uq_people_telegram_id', ['telegram_id'])
        people.drop_column('account_id')
    op.drop_table('accounts')
