"""Moved days of campaigns are kept, and whether enterprises were told that the self-check has begun."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = '0024'
down_revision = '0023'
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
SELF_CHECK = 'self_check'


def upgrade() -> None:
    """Upgrade the schema. Where the self-check has begun, or has no days, nobody is told of it belatedly."""
    op.add_column('campaigns', sa.Column('announced_on', sa.Date(), nullable=True))
    op.create_table(
        'campaign_moves',
        sa.Column('id', KEY, nullable=False),
        sa.Column('campaign_id', KEY, nullable=False),
        sa.Column('kind', sa.String(length=8), nullable=False),
        sa.Column('code', sa.String(length=40), nullable=False),
        sa.Column('first_before', sa.Date(), nullable=True),
        sa.Column('last_before', sa.Date(), nullable=True),
        sa.Column('first_after', sa.Date(), nullable=True),
        sa.Column('last_after', sa.Date(), nullable=True),
        sa.Column('reason', sa.Text(), nullable=False),
        sa.Column('moved_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('moved_by', KEY, nullable=True),
        sa.ForeignKeyConstraint(['campaign_id'], ['campaigns.id'], name=op.f('fk_campaign_moves_campaign_id'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['moved_by'], ['people.id'], name=op.f('fk_campaign_moves_moved_by')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_campaign_moves')),
    )
    op.create_index('ix_campaign_moves_campaign', 'campaign_moves', ['campaign_id', 'id'], unique=False)
    campaigns = sa.table('campaigns', sa.column('id'), sa.column('start_on', sa.Date()), sa.column('announced_on', sa.Date()))
    phases = sa.table('campaign_phases', sa.column('campaign_id'), sa.column('code'), sa.column('starts_on', sa.Date()))
    coming = sa.select(phases.c.campaign_id).where(
        phases.c.code == SELF_CHECK, phases.c.starts_on > sa.func.current_date()
    )
    op.execute(
        sa.update(campaigns).where(campaigns.c.id.not_in(coming)).values(announced_on=campaigns.c.start_on)
    )


def downgrade() -> None:
    """Revert the schema."""
    op.drop_table('campaign_moves')
    op.drop_column('campaigns', 'announced_on')
