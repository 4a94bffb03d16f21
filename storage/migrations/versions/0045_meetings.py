"""Joint meetings: who is asked, minutes, points decided."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = '0045'
down_revision = '0044'
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')


def upgrade() -> None:
    """Forward."""
    op.create_table(
        'meetings',
        sa.Column('id', KEY, nullable=False),
        sa.Column('campaign_id', KEY, nullable=False),
        sa.Column('jurisdiction_id', KEY, nullable=False),
        sa.Column('token', sa.String(length=32), nullable=False),
        sa.Column('code', sa.String(length=40), nullable=False),
        sa.Column('period_on', sa.Date(), nullable=False),
        sa.Column('held_on', sa.Date(), nullable=False),
        sa.Column('clock', sa.String(length=5), nullable=False),
        sa.Column('place', sa.String(length=60), nullable=False),
        sa.Column('agenda', sa.Text(), nullable=False),
        sa.Column('state', sa.String(length=8), nullable=False),
        sa.Column('called_by', KEY, nullable=True),
        sa.Column('called_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('minutes', sa.Text(), nullable=False),
        sa.Column('minuted_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('issued_at', sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(['campaign_id'], ['campaigns.id'], name=op.f('fk_meetings_campaign_id')),
        sa.ForeignKeyConstraint(
            ['jurisdiction_id'], ['jurisdictions.id'], name=op.f('fk_meetings_jurisdiction_id')
        ),
        sa.ForeignKeyConstraint(['called_by'], ['people.id'], name=op.f('fk_meetings_called_by')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_meetings')),
        sa.UniqueConstraint('token', name=op.f('uq_meetings_token')),
    )
    op.create_index('ix_meetings_place', 'meetings', ['jurisdiction_id', 'held_on'])
    op.create_table(
        'meeting_guests',
        sa.Column('meeting_id', KEY, nullable=False),
        sa.Column('jurisdiction_id', KEY, nullable=False),
        sa.Column('department', sa.String(length=12), nullable=False),
        sa.Column('answer', sa.String(length=8), nullable=False),
        sa.Column('who', sa.String(length=40), nullable=False),
        sa.Column('answered_by', KEY, nullable=True),
        sa.Column('answered_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('came', sa.Boolean(), nullable=True),
        sa.ForeignKeyConstraint(
            ['meeting_id'], ['meetings.id'], name=op.f('fk_meeting_guests_meeting_id'), ondelete='CASCADE'
        ),
        sa.ForeignKeyConstraint(
            ['jurisdiction_id'], ['jurisdictions.id'], name=op.f('fk_meeting_guests_jurisdiction_id')
        ),
        sa.ForeignKeyConstraint(['answered_by'], ['people.id'], name=op.f('fk_meeting_guests_answered_by')),
        sa.PrimaryKeyConstraint(
            'meeting_id', 'jurisdiction_id', 'department', name=op.f('pk_meeting_guests')
        ),
    )
    op.create_index('ix_meeting_guests_place', 'meeting_guests', ['jurisdiction_id'])
    op.create_table(
        'meeting_points',
        sa.Column('id', KEY, nullable=False),
        sa.Column('meeting_id', KEY, nullable=False),
        sa.Column('campaign_id', KEY, nullable=False),
        sa.Column('jurisdiction_id', KEY, nullable=False),
        sa.Column('department', sa.String(length=12), nullable=False),
        sa.Column('text', sa.String(length=150), nullable=False),
        sa.Column('due_on', sa.Date(), nullable=False),
        sa.Column('decided_by', KEY, nullable=True),
        sa.Column('decided_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('removed_at', sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ['meeting_id'], ['meetings.id'], name=op.f('fk_meeting_points_meeting_id'), ondelete='CASCADE'
        ),
        sa.ForeignKeyConstraint(
            ['campaign_id'], ['campaigns.id'], name=op.f('fk_meeting_points_campaign_id')
        ),
        sa.ForeignKeyConstraint(
            ['jurisdiction_id'], ['jurisdictions.id'], name=op.f('fk_meeting_points_jurisdiction_id')
        ),
        sa.ForeignKeyConstraint(['decided_by'], ['people.id'], name=op.f('fk_meeting_points_decided_by')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_meeting_points')),
    )
    op.create_index('ix_meeting_points_place', 'meeting_points', ['jurisdiction_id', 'campaign_id'])


def downgrade() -> None:
    """Revert the schema."""
    for table in ('meeting_points', 'meeting_guests', 'meetings'):
        op.drop_table(table)
