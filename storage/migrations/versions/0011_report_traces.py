"""PostgreSQL keeps no samples of reports and accounts in its statistics; whose the folder of photos is."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = '0011'
down_revision = '0010'
branch_labels = None
depends_on = None

TABLES = ('reports', 'report_departments', 'report_messages', 'report_files', 'tip_subscribers')
OUTBOX = ('telegram_id', 'dedupe_key')


def upgrade() -> None:
    """Forward."""
    op.create_table('report_folder',
    sa.Column('mark', sa.String(length=32), nullable=False),
    sa.PrimaryKeyConstraint('mark', name=op.f('pk_report_folder')),
    sqlite_with_rowid=False,
    )
    for table, column, kind in _columns():
        # of the type it has: nothing is rewritten, and the samples taken so far are dropped
        op.execute(f'ALTER TABLE "{table}" ALTER COLUMN "{column}" TYPE {kind}')
        op.execute(f'ALTER TABLE "{table}" ALTER COLUMN "{column}" SET STATISTICS 0')


def downgrade() -> None:
    """Revert the schema."""
    for table, column, _ in _columns():
        op.execute(f'ALTER TABLE "{table}" ALTER COLUMN "{column}" SET STATISTICS -1')
    op.drop_table('report_folder')


def _columns() -> list[tuple[str, str, str]]:
    """Table, column and type on PostgreSQL; nothing on SQLite."""
    bind = op.get_bind()
    if bind.dialect.name != 'postgresql':
        return []
    rows = bind.execute(
        sa.text(
            'SELECT c.relname, a.attname, format_type(a.atttypid, a.atttypmod) FROM pg_attribute a'
            ' JOIN pg_class c ON c.oid = a.attrelid'
            ' WHERE c.relnamespace = current_schema()::regnamespace AND a.attnum > 0 AND NOT a.attisdropped'
            " AND (c.relname = ANY(:tables) OR (c.relname = 'outbox' AND a.attname = ANY(:outbox)))"
        ),
        {'tables': list(TABLES), 'outbox': list(OUTBOX)},
    )
    return [(row[0], row[1], row[2]) for row in rows]
