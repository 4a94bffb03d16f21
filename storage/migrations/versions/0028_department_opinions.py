"""Departments' opinions on the rows a plan gives them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = '0028'
down_revision = '0027'
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')


def upgrade() -> None:
    """Forward."""
    op.create_table(
        'department_opinions',
        sa.Column('id', KEY, nullable=False),
        sa.Column('self_check_id', KEY, nullable=False),
        sa.Column('question', sa.String(length=8), nullable=False),
        sa.Column('department', sa.String(length=12), nullable=False),
        sa.Column('submission', sa.Integer(), nullable=False),
        sa.Column('verdict', sa.String(length=8), nullable=False),
        sa.Column('comment', sa.Text(), nullable=False),
        sa.Column('said_by', KEY, nullable=False),
        sa.Column('said_at', sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ['self_check_id'], ['self_checks.id'], name=op.f('fk_department_opinions_self_check_id')
        ),
        sa.ForeignKeyConstraint(['said_by'], ['people.id'], name=op.f('fk_department_opinions_said_by')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_department_opinions')),
        sa.UniqueConstraint(
            'self_check_id',
            'question',
            'department',
            name=op.f('uq_department_opinions_self_check_id_question_department'),
        ),
    )


def downgrade() -> None:
    """Revert the schema."""
    op.drop_table('department_opinions')
