"""Measures that were withdrawn."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = '0054'
down_revision = '0053'
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')


def upgrade() -> None:
    """Forward."""
    keys = {'measure_id': 'measures', 'jurisdiction_id': 'jurisdictions', 'withdrawn_by': 'people'}
    op.create_table(
        'withdrawals',
        sa.Column('measure_id', KEY, nullable=False),
        sa.Column('jurisdiction_id', KEY, nullable=False),
        sa.Column('cause', sa.String(length=8), nullable=False),
        sa.Column('text', sa.Text(), nullable=False),
        sa.Column('number', sa.String(length=60), nullable=False),
        sa.Column('withdrawn_on', sa.Date(), nullable=False),
        sa.Column('withdrawn_by', KEY, nullable=True),
        sa.Column('withdrawn_at', sa.DateTime(timezone=True), nullable=False),
        *(
            sa.ForeignKeyConstraint([column], [f'{table}.id'], name=op.f(f'fk_withdrawals_{column}'))
            for column, table in keys.items()
        ),
        sa.PrimaryKeyConstraint('measure_id', name=op.f('pk_withdrawals')),
    )


def downgrade() -> None:
    """Revert the schema. What was withdrawn becomes again what it was before: older programs know no more."""
    op.execute(
        "UPDATE measures SET state = CASE WHEN ended_on IS NULL THEN 'open' ELSE 'done' END"
        " WHERE state = 'annulled'"
    )
    op.execute("UPDATE escalations SET state = 'decided' WHERE state = 'annulled'")
    op.execute(
        "UPDATE resumptions SET state = CASE WHEN asked_at IS NULL THEN 'draft' ELSE 'asked' END,"
        " decided_by = NULL, decided_at = NULL WHERE state = 'lapsed'"
    )
    op.drop_table('withdrawals')
