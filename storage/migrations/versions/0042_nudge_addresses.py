"""Addresses at which people are told that something waits on the page."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = '0042'
down_revision = '0041'
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')


def upgrade() -> None:
    """Forward. What is in the inboxes already is left alone: nobody is nudged for it."""
    op.create_table(
        'nudge_addresses',
        sa.Column('id', KEY, nullable=False),
        sa.Column('person_id', KEY, nullable=False),
        sa.Column('kind', sa.String(length=8), nullable=False),
        sa.Column('address', sa.String(length=200), nullable=False),
        sa.Column('code', sa.String(length=6), nullable=True),
        sa.Column('code_until', sa.DateTime(timezone=True), nullable=True),
        sa.Column('tries', sa.Integer(), nullable=False),
        sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('confirmed_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('nudged_on', sa.Date(), nullable=True),
        sa.Column('failed_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('problem', sa.String(length=80), nullable=True),
        sa.ForeignKeyConstraint(
            ['person_id'], ['people.id'], name=op.f('fk_nudge_addresses_person_id'), ondelete='CASCADE'
        ),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_nudge_addresses')),
    )
    op.create_index('ix_nudge_addresses_person_id', 'nudge_addresses', ['person_id'])


def downgrade() -> None:
    """Back."""
    op.execute("DELETE FROM outbox WHERE topic IN ('nudge', 'nudge-code')")
    op.drop_table('nudge_addresses')
