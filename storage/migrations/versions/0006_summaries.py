"""Summaries of offices and their typical cases; telephone numbers of offices."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')


def upgrade() -> None:
    """Forward."""
    op.create_table('summaries',
    sa.Column('id', KEY, nullable=False),
    sa.Column('campaign_id', KEY, nullable=False),
    sa.Column('jurisdiction_id', KEY, nullable=False),
    sa.Column('kind', sa.String(length=8), nullable=False),
    sa.Column('period_on', sa.Date(), nullable=False),
    sa.Column('problems', sa.Text(), nullable=False),
    sa.Column('plans', sa.Text(), nullable=False),
    sa.Column('filed', sa.JSON(), nullable=False),
    sa.Column('filings', sa.Integer(), nullable=False),
    sa.Column('begun_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('filed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('filed_by', KEY, nullable=True),
    sa.ForeignKeyConstraint(['campaign_id'], ['campaigns.id'], name=op.f('fk_summaries_campaign_id')),
    sa.ForeignKeyConstraint(['filed_by'], ['people.id'], name=op.f('fk_summaries_filed_by')),
    sa.ForeignKeyConstraint(['jurisdiction_id'], ['jurisdictions.id'], name=op.f('fk_summaries_jurisdiction_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_summaries')),
    sa.UniqueConstraint('campaign_id', 'jurisdiction_id', 'kind', 'period_on', name=op.f('uq_summaries_campaign_id_jurisdiction_id_kind_period_on'))
    )
    with op.batch_alter_table('summaries', schema=None) as batch_op:
        batch_op.create_index('ix_summaries_place', ['jurisdiction_id', 'campaign_id'], unique=False)

    op.create_table('summary_cases',
    sa.Column('id', KEY, nullable=False),
    sa.Column('summary_id', KEY, nullable=False),
    sa.Column('self_check_id', KEY, nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['self_check_id'], ['self_checks.id'], name=op.f('fk_summary_cases_self_check_id')),
    sa.ForeignKeyConstraint(['summary_id'], ['summaries.id'], name=op.f('fk_summary_cases_summary_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_summary_cases')),
    sa.UniqueConstraint('summary_id', 'self_check_id', name=op.f('uq_summary_cases_summary_id_self_check_id'))
    )
    op.add_column('jurisdictions', sa.Column('hotline', sa.String(length=40), server_default='', nullable=False))


def downgrade() -> None:
    """Revert the schema."""
    with op.batch_alter_table('jurisdictions', schema=None) as batch_op:
        batch_op.drop_column('hotline')
    op.drop_table('summary_cases')
    with op.batch_alter_table('summaries', schema=None) as batch_op:
        batch_op.drop_index('ix_summaries_place')

    op.drop_table('summaries')
