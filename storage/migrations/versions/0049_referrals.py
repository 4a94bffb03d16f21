"""Referrals to authorities outside the installation, with their answers."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = '0049'
down_revision = '0048'
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
WAITING = sa.text("state = 'waiting'")


def upgrade() -> None:
    """Forward."""
    keys = {
        'escalation_id': 'escalations',
        'enterprise_id': 'enterprises',
        'jurisdiction_id': 'jurisdictions',
        'handed_by': 'people',
        'noted_by': 'people',
    }
    op.create_table(
        'referrals',
        sa.Column('id', KEY, nullable=False),
        sa.Column('escalation_id', KEY, nullable=False),
        sa.Column('enterprise_id', KEY, nullable=False),
        sa.Column('jurisdiction_id', KEY, nullable=False),
        sa.Column('state', sa.String(length=10), nullable=False),
        sa.Column('authority', sa.String(length=60), nullable=False),
        sa.Column('wanted', sa.String(length=8), nullable=False),
        sa.Column('reason', sa.Text(), nullable=False),
        sa.Column('number', sa.String(length=60), nullable=False),
        sa.Column('handed_on', sa.Date(), nullable=False),
        sa.Column('answer_by', sa.Date(), nullable=True),
        sa.Column('handed_by', KEY, nullable=True),
        sa.Column('handed_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('answered_on', sa.Date(), nullable=True),
        sa.Column('answered_from', sa.String(length=60), nullable=False),
        sa.Column('outcome', sa.String(length=8), nullable=True),
        sa.Column('answer', sa.Text(), nullable=False),
        sa.Column('noted_by', KEY, nullable=True),
        sa.Column('noted_at', sa.DateTime(timezone=True), nullable=True),
        *(
            sa.ForeignKeyConstraint([column], [f'{table}.id'], name=op.f(f'fk_referrals_{column}'))
            for column, table in keys.items()
        ),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_referrals')),
    )
    op.create_index(
        'uq_referrals_waiting',
        'referrals',
        ['escalation_id'],
        unique=True,
        sqlite_where=WAITING,
        postgresql_where=WAITING,
    )
    op.create_index('ix_referrals_place', 'referrals', ['jurisdiction_id', 'state'])
    op.create_index('ix_referrals_enterprise', 'referrals', ['enterprise_id'])
    op.create_table(
        'referral_files',
        sa.Column('id', KEY, nullable=False),
        sa.Column('referral_id', KEY, nullable=False),
        sa.Column('part', sa.String(length=8), nullable=False),
        sa.Column('kind', sa.String(length=10), nullable=False),
        sa.Column('sha256', sa.String(length=64), nullable=False),
        sa.Column('original_sha256', sa.String(length=64), nullable=False),
        sa.Column('mime', sa.String(length=80), nullable=False),
        sa.Column('size', sa.Integer(), nullable=False),
        sa.Column('pages', sa.Integer(), nullable=True),
        sa.Column('preview_sha256', sa.String(length=64), nullable=True),
        sa.Column('added_by', KEY, nullable=True),
        sa.Column('added_at', sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ['referral_id'], ['referrals.id'], name=op.f('fk_referral_files_referral_id'), ondelete='CASCADE'
        ),
        sa.ForeignKeyConstraint(['added_by'], ['people.id'], name=op.f('fk_referral_files_added_by')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_referral_files')),
        sa.UniqueConstraint(
            'referral_id',
            'part',
            'original_sha256',
            name=op.f('uq_referral_files_referral_id_part_original_sha256'),
        ),
    )


def downgrade() -> None:
    """Revert the schema."""
    for table in ('referral_files', 'referrals'):
        op.drop_table(table)
