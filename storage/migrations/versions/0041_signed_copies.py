"""Signed and stamped papers that came back as photos."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = '0041'
down_revision = '0040'
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
FORM = sa.text('replaced_at IS NULL AND measure_id IS NULL')
MEASURE = sa.text('replaced_at IS NULL AND measure_id IS NOT NULL')


def upgrade() -> None:
    """Forward."""
    op.create_table(
        'signed_copies',
        sa.Column('id', KEY, nullable=False),
        sa.Column('self_check_id', KEY, nullable=True),
        sa.Column('measure_id', KEY, nullable=True),
        sa.Column('paper', sa.String(length=8), nullable=False),
        sa.Column('submission', sa.Integer(), nullable=False),
        sa.Column('is_first', sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column('by_office', sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column('kind', sa.String(length=10), nullable=False),
        sa.Column('sha256', sa.String(length=64), nullable=False),
        sa.Column('original_sha256', sa.String(length=64), nullable=False),
        sa.Column('mime', sa.String(length=80), nullable=False),
        sa.Column('size', sa.Integer(), nullable=False),
        sa.Column('pages', sa.Integer(), nullable=True),
        sa.Column('preview_sha256', sa.String(length=64), nullable=True),
        sa.Column('added_by', KEY, nullable=False),
        sa.Column('added_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('replaced_at', sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ['self_check_id'], ['self_checks.id'], name=op.f('fk_signed_copies_self_check_id')
        ),
        sa.ForeignKeyConstraint(['measure_id'], ['measures.id'], name=op.f('fk_signed_copies_measure_id')),
        sa.ForeignKeyConstraint(['added_by'], ['people.id'], name=op.f('fk_signed_copies_added_by')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_signed_copies')),
    )
    op.create_index('ix_signed_copies_form', 'signed_copies', ['self_check_id'])
    op.create_index('ix_signed_copies_measure', 'signed_copies', ['measure_id'])
    op.create_index(
        'uq_signed_copies_form',
        'signed_copies',
        ['self_check_id', 'submission', 'original_sha256'],
        unique=True,
        sqlite_where=FORM,
        postgresql_where=FORM,
    )
    op.create_index(
        'uq_signed_copies_measure',
        'signed_copies',
        ['measure_id', 'paper', 'original_sha256'],
        unique=True,
        sqlite_where=MEASURE,
        postgresql_where=MEASURE,
    )


def downgrade() -> None:
    """Revert the schema."""
    op.drop_table('signed_copies')
