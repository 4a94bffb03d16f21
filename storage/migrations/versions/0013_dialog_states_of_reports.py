"""Dialog states forget the notices of private conversations, and when they were last changed.

Until now the home window after a report was stored with its notice, at its second. Its words are taken out; of
rows without them nobody knows which a report changed, so all get the time of the latest.
"""

from __future__ import annotations

from alembic import op

revision = '0013'
down_revision = '0012'
branch_labels = None
depends_on = None

NOTICES = ('report-cleared', 'report-cancelled', 'notice-private-gone', 'notice-private-old')


def upgrade() -> None:
    """Forward."""
    on_sqlite = op.get_bind().dialect.name == 'sqlite'
    if on_sqlite:
        op.execute('PRAGMA secure_delete = ON')  # what is overwritten is gone from the file, too
    for notice in NOTICES:
        op.execute(
            f"""UPDATE dialog_states SET data = replace(data, '"{notice}"', '""') WHERE data LIKE '%"{notice}"%'"""
        )
    op.execute('UPDATE dialog_states SET updated_at = (SELECT max(updated_at) FROM dialog_states)')
    if not on_sqlite:  # a new heap: an UPDATE leaves the old rows in the file
        op.execute(
            'ALTER TABLE dialog_states ALTER COLUMN updated_at TYPE timestamptz'
            " USING updated_at + interval '0 seconds'"
        )


def downgrade() -> None:
    """Revert: nothing to do; deleted states cannot be restored."""
