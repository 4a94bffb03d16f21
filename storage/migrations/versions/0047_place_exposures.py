"""Places to be named in public."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = '0047'
down_revision = '0046'
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
GOING_ON = sa.text("state IN ('proposed', 'agreed')")


def upgrade() -> None:
    """Forward."""
    keys = {
        'campaign_id': 'campaigns',
        'office_id': 'jurisdictions',
        'place_id': 'jurisdictions',
        'proposed_by': 'people',
        'decided_by': 'people',
    }
    op.create_table(
        'place_exposures',
        sa.Column('id', KEY, nullable=False),
        sa.Column('campaign_id', KEY, nullable=False),
        sa.Column('office_id', KEY, nullable=False),
        sa.Column('place_id', KEY, nullable=False),
        sa.Column('reason', sa.Text(), nullable=False),
        sa.Column('state', sa.String(length=8), nullable=False),
        sa.Column('proposed_by', KEY, nullable=True),
        sa.Column('proposed_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('decided_by', KEY, nullable=True),
        sa.Column('decided_at', sa.DateTime(timezone=True), nullable=True),
        *(
            sa.ForeignKeyConstraint([column], [f'{table}.id'], name=op.f(f'fk_place_exposures_{column}'))
            for column, table in keys.items()
        ),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_place_exposures')),
    )
    op.create_index(
        'uq_place_exposures_place',
        'place_exposures',
        ['campaign_id', 'place_id'],
        unique=True,
        sqlite_where=GOING_ON,
        postgresql_where=GOING_ON,
    )


def downgrade() -> None:
    """Revert the schema."""
    op.drop_table('place_exposures')
