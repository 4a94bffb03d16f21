"""Photos that come later, where nothing was being made when the form was filled in."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = '0027'
down_revision = '0026'
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
OPEN = sa.text("state = 'open'")
MARK = 'INSERT INTO progress_marks (enterprise_id) VALUES'
WATCHED = 'state, enterprise_id, self_check_id'


def upgrade() -> None:
    """Forward."""
    op.create_table(
        'owed_photos',
        sa.Column('id', KEY, nullable=False),
        sa.Column('enterprise_id', KEY, nullable=False),
        sa.Column('self_check_id', KEY, nullable=False),
        sa.Column('question', sa.String(length=8), nullable=False),
        sa.Column('state', sa.String(length=10), nullable=False),
        sa.Column('since_on', sa.Date(), nullable=False),
        sa.Column('due_on', sa.Date(), nullable=False),
        sa.Column('promised_by', KEY, nullable=False),
        sa.Column('promised_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('kept_at', sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(['enterprise_id'], ['enterprises.id'], name=op.f('fk_owed_photos_enterprise_id')),
        sa.ForeignKeyConstraint(['self_check_id'], ['self_checks.id'], name=op.f('fk_owed_photos_self_check_id')),
        sa.ForeignKeyConstraint(['promised_by'], ['people.id'], name=op.f('fk_owed_photos_promised_by')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_owed_photos')),
        sa.UniqueConstraint('self_check_id', 'question', name=op.f('uq_owed_photos_self_check_id_question')),
    )
    op.create_index('ix_owed_photos_due', 'owed_photos', ['due_on'], sqlite_where=OPEN, postgresql_where=OPEN)
    op.create_index('ix_owed_photos_enterprise', 'owed_photos', ['enterprise_id', 'state'])
    if op.get_bind().dialect.name == 'sqlite':
        for name, when, rows in (
            ('new', 'INSERT', ('NEW',)),
            ('gone', 'DELETE', ('OLD',)),
            ('changed', f'UPDATE OF {WATCHED}', ('OLD', 'NEW')),
        ):
            marks = ' '.join(f'{MARK} ({row}.enterprise_id);' for row in rows)
            op.execute(
                f'CREATE TRIGGER progress_owed_photos_{name} AFTER {when} ON owed_photos BEGIN {marks} END'
            )
    else:
        op.execute(
            f'CREATE TRIGGER progress_owed_photos AFTER INSERT OR DELETE OR UPDATE OF {WATCHED}'
            ' ON owed_photos FOR EACH ROW EXECUTE FUNCTION progress_mark_enterprise_id()'
        )


def downgrade() -> None:
    """Revert the schema: promised photos are left without an answer."""
    op.drop_table('owed_photos')
    op.execute("UPDATE answers SET verdict = NULL WHERE verdict = 'owed'")
