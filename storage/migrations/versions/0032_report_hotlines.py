"""Numbers that offices publish for reports by telephone."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = '0032'
down_revision = '0031'
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')


def upgrade() -> None:
    """Forward."""
    op.create_table(
        'report_hotlines',
        sa.Column('id', KEY, nullable=False),
        sa.Column('jurisdiction_id', KEY, nullable=False),
        sa.Column('number', sa.String(length=40), nullable=False),
        sa.Column('department', sa.String(length=20), nullable=False),
        sa.Column('hours', sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ['jurisdiction_id'], ['jurisdictions.id'], name=op.f('fk_report_hotlines_jurisdiction_id')
        ),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_report_hotlines')),
        sa.UniqueConstraint(
            'jurisdiction_id', 'number', name=op.f('uq_report_hotlines_jurisdiction_id_number')
        ),
    )


def downgrade() -> None:
    """Revert the schema."""
    op.drop_table('report_hotlines')
