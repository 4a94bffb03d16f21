"""Notes of an office to those right below it, read and answered."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = '0030'
down_revision = '0029'
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')


def upgrade() -> None:
    """Forward."""
    op.create_table(
        'circulars',
        sa.Column('id', KEY, nullable=False),
        sa.Column('jurisdiction_id', KEY, nullable=False),
        sa.Column('token', sa.String(length=32), nullable=False),
        sa.Column('kind', sa.String(length=10), nullable=False),
        sa.Column('text', sa.Text(), nullable=False),
        sa.Column('answer_by', sa.Date(), nullable=True),
        sa.Column('sent_by', KEY, nullable=True),
        sa.Column('sent_at', sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ['jurisdiction_id'], ['jurisdictions.id'], name=op.f('fk_circulars_jurisdiction_id')
        ),
        sa.ForeignKeyConstraint(['sent_by'], ['people.id'], name=op.f('fk_circulars_sent_by')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_circulars')),
        sa.UniqueConstraint('token', name=op.f('uq_circulars_token')),
    )
    op.create_index('ix_circulars_jurisdiction', 'circulars', ['jurisdiction_id'])
    op.create_table(
        'circular_copies',
        sa.Column('circular_id', KEY, nullable=False),
        sa.Column('jurisdiction_id', KEY, nullable=False),
        sa.Column('read_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('read_by', KEY, nullable=True),
        sa.Column('answer', sa.Text(), nullable=False),
        sa.Column('answered_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('answered_by', KEY, nullable=True),
        sa.ForeignKeyConstraint(
            ['circular_id'],
            ['circulars.id'],
            name=op.f('fk_circular_copies_circular_id'),
            ondelete='CASCADE',
        ),
        sa.ForeignKeyConstraint(
            ['jurisdiction_id'], ['jurisdictions.id'], name=op.f('fk_circular_copies_jurisdiction_id')
        ),
        sa.ForeignKeyConstraint(['read_by'], ['people.id'], name=op.f('fk_circular_copies_read_by')),
        sa.ForeignKeyConstraint(['answered_by'], ['people.id'], name=op.f('fk_circular_copies_answered_by')),
        sa.PrimaryKeyConstraint('circular_id', 'jurisdiction_id', name=op.f('pk_circular_copies')),
    )
    op.create_index('ix_circular_copies_jurisdiction', 'circular_copies', ['jurisdiction_id'])


def downgrade() -> None:
    """Revert the schema."""
    op.drop_table('circular_copies')
    op.drop_table('circulars')
