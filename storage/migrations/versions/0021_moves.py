"""Rows of the outbox name the enterprise they are about and the right to read them; a review names its former
reviewer."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = '0021'
down_revision = '0020'
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
OPEN = "state IN ('pending', 'retry', 'failed')"
ABOUT = sa.text(f'enterprise_id IS NOT NULL AND {OPEN}')
READ_BY = sa.text(f'(enterprise_id IS NOT NULL OR office_id IS NOT NULL) AND {OPEN}')


def upgrade() -> None:
    """Forward. Of what is queued already the office is read off its key."""
    op.add_column('outbox', sa.Column('enterprise_id', KEY, nullable=True))
    op.add_column('outbox', sa.Column('self_check_id', KEY, nullable=True))
    op.add_column('outbox', sa.Column('office_id', KEY, nullable=True))
    op.add_column('outbox', sa.Column('needs', sa.String(24), nullable=True))
    op.add_column('reviews', sa.Column('had_by', KEY, nullable=True))
    outbox = sa.table('outbox', sa.column('id'), sa.column('dedupe_key'), sa.column('state'), sa.column('office_id'))
    db = op.get_bind()
    waiting = sa.select(outbox.c.id, outbox.c.dedupe_key).where(
        outbox.c.state.in_(('pending', 'retry', 'failed')), outbox.c.dedupe_key.like('office:%')
    )
    for row in db.execute(waiting).all():
        place = int(row.dedupe_key.split(':')[1])
        db.execute(sa.update(outbox).where(outbox.c.id == row.id).values(office_id=place))
    op.create_index('ix_outbox_about', 'outbox', ['enterprise_id'], unique=False, sqlite_where=ABOUT, postgresql_where=ABOUT)
    op.create_index('ix_outbox_reader', 'outbox', ['person_id'], unique=False, sqlite_where=READ_BY, postgresql_where=READ_BY)


def downgrade() -> None:
    """Revert the schema."""
    op.drop_index('ix_outbox_reader', 'outbox')
    op.drop_index('ix_outbox_about', 'outbox')
    op.drop_column('reviews', 'had_by')
    for name in ('needs', 'office_id', 'self_check_id', 'enterprise_id'):
        op.drop_column('outbox', name)
