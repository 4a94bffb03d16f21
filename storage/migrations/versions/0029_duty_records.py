"""Records of duties done, with their files, handed in to the office above."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = '0029'
down_revision = '0028'
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')


def upgrade() -> None:
    """Forward."""
    op.create_table(
        'duty_records',
        sa.Column('id', KEY, nullable=False),
        sa.Column('campaign_id', KEY, nullable=False),
        sa.Column('code', sa.String(length=40), nullable=False),
        sa.Column('jurisdiction_id', KEY, nullable=False),
        sa.Column('enterprise_id', KEY, nullable=True),
        sa.Column('period_on', sa.Date(), nullable=False),
        sa.Column('done_on', sa.Date(), nullable=False),
        sa.Column('sentence', sa.String(length=200), nullable=False),
        sa.Column('recorded_by', KEY, nullable=True),
        sa.Column('recorded_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('state', sa.String(length=10), nullable=False),
        sa.Column('sent_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('sendings', sa.Integer(), nullable=False),
        sa.Column('answered_by', KEY, nullable=True),
        sa.Column('answered_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('reason', sa.String(length=200), nullable=False),
        sa.Column('removed_at', sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(['campaign_id'], ['campaigns.id'], name=op.f('fk_duty_records_campaign_id')),
        sa.ForeignKeyConstraint(
            ['jurisdiction_id'], ['jurisdictions.id'], name=op.f('fk_duty_records_jurisdiction_id')
        ),
        sa.ForeignKeyConstraint(
            ['enterprise_id'], ['enterprises.id'], name=op.f('fk_duty_records_enterprise_id')
        ),
        sa.ForeignKeyConstraint(['recorded_by'], ['people.id'], name=op.f('fk_duty_records_recorded_by')),
        sa.ForeignKeyConstraint(['answered_by'], ['people.id'], name=op.f('fk_duty_records_answered_by')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_duty_records')),
    )
    op.create_index('ix_duty_records_duty', 'duty_records', ['campaign_id', 'jurisdiction_id', 'code'])
    op.create_index('ix_duty_records_enterprise', 'duty_records', ['enterprise_id'])
    op.create_table(
        'duty_files',
        sa.Column('id', KEY, nullable=False),
        sa.Column('record_id', KEY, nullable=False),
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
            ['record_id'], ['duty_records.id'], name=op.f('fk_duty_files_record_id'), ondelete='CASCADE'
        ),
        sa.ForeignKeyConstraint(['added_by'], ['people.id'], name=op.f('fk_duty_files_added_by')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_duty_files')),
        sa.UniqueConstraint(
            'record_id', 'original_sha256', name=op.f('uq_duty_files_record_id_original_sha256')
        ),
    )


def downgrade() -> None:
    """Revert the schema."""
    op.drop_table('duty_files')
    op.drop_table('duty_records')
