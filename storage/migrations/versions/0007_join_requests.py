"""Requests to join enterprises."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = '0007'
down_revision = '0006'
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
OPEN = sa.text("state = 'open'")


def upgrade() -> None:
    """Forward."""
    op.create_table('join_requests',
    sa.Column('id', KEY, nullable=False),
    sa.Column('enterprise_id', KEY, nullable=False),
    sa.Column('person_id', KEY, nullable=False),
    sa.Column('name', sa.String(length=64), nullable=False),
    sa.Column('state', sa.String(length=8), nullable=False),
    sa.Column('asked_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('decided_by', KEY, nullable=True),
    sa.Column('decided_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['decided_by'], ['people.id'], name=op.f('fk_join_requests_decided_by')),
    sa.ForeignKeyConstraint(['enterprise_id'], ['enterprises.id'], name=op.f('fk_join_requests_enterprise_id')),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_join_requests_person_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_join_requests'))
    )
    with op.batch_alter_table('join_requests', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_join_requests_person_id'), ['person_id'], unique=False)
        batch_op.create_index('uq_join_requests_open', ['enterprise_id', 'person_id'], unique=True, sqlite_where=OPEN, postgresql_where=OPEN)



def downgrade() -> None:
    """Revert the schema."""
    with op.batch_alter_table('join_requests', schema=None) as batch_op:
        batch_op.drop_index('uq_join_requests_open', sqlite_where=OPEN, postgresql_where=OPEN)
        batch_op.drop_index(batch_op.f('ix_join_requests_person_id'))

    op.drop_table('join_requests')
