"""Templates of notices that offices wrote themselves."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = '0043'
down_revision = '0042'
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')


def upgrade() -> None:
    """Forward."""
    op.create_table(
        'notice_templates',
        sa.Column('id', KEY, nullable=False),
        sa.Column('jurisdiction_id', KEY, nullable=False),
        sa.Column('title', sa.String(length=20), nullable=False),
        sa.Column('body', sa.Text(), nullable=False),
        sa.Column('written_by', KEY, nullable=True),
        sa.Column('written_at', sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ['jurisdiction_id'], ['jurisdictions.id'], name=op.f('fk_notice_templates_jurisdiction_id')
        ),
        sa.ForeignKeyConstraint(
            ['written_by'], ['people.id'], name=op.f('fk_notice_templates_written_by'), ondelete='SET NULL'
        ),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_notice_templates')),
        sa.UniqueConstraint(
            'jurisdiction_id', 'title', name=op.f('uq_notice_templates_jurisdiction_id_title')
        ),
    )


def downgrade() -> None:
    """Back."""
    op.drop_table('notice_templates')
