"""An office chooses which facts its daily digest tells, and on which days."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = '0019'
down_revision = '0018'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward."""
    key = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
    op.create_table(
        'office_rules',
        sa.Column('id', key, nullable=False),
        sa.Column('jurisdiction_id', key, nullable=False),
        sa.Column('rule', sa.String(length=40), nullable=False),
        sa.Column('is_on', sa.Boolean(), nullable=False),
        sa.Column('first', sa.Integer(), nullable=False),
        sa.Column('again', sa.Integer(), nullable=False),
        sa.Column('changed_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('changed_by', key, nullable=True),
        sa.ForeignKeyConstraint(['changed_by'], ['people.id'], name=op.f('fk_office_rules_changed_by_people')),
        sa.ForeignKeyConstraint(['jurisdiction_id'], ['jurisdictions.id'], name=op.f('fk_office_rules_jurisdiction_id_jurisdictions')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_office_rules')),
        sa.UniqueConstraint('jurisdiction_id', 'rule', name=op.f('uq_office_rules_jurisdiction_id_rule')),
    )


def downgrade() -> None:
    """Revert the schema."""
    op.drop_table('office_rules')
