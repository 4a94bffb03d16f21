"""Dialog states forget who rests at a window from which reports begin, and when they were last changed.

Such windows are no longer written. Of the rows that are left nobody shall know which was the last before a
report, so all get the time of the latest, and stand at the home window.
"""

from __future__ import annotations

from alembic import op

revision = '0031'
down_revision = '0030'
branch_labels = None
depends_on = None

PAGES = ('HomeSG:more', 'HomeSG:privacy', 'HomeSG:anonymity')


def upgrade() -> None:
    """Forward."""
    on_sqlite = op.get_bind().dialect.name == 'sqlite'
    if on_sqlite:
        op.execute('PRAGMA secure_delete = ON')  # what is overwritten is gone from the file, too
    for page in PAGES:
        op.execute(
            f"""UPDATE dialog_states SET data = replace(data, '"state":"{page}"', '"state":"HomeSG:main"')"""
            f""" WHERE data LIKE '%"state":"{page}"%'"""
        )
    op.execute('UPDATE dialog_states SET updated_at = (SELECT max(updated_at) FROM dialog_states)')
    if not on_sqlite:  # a new heap: an UPDATE leaves the old rows in the file
        op.execute(
            'ALTER TABLE dialog_states ALTER COLUMN updated_at TYPE timestamptz'
            " USING updated_at + interval '0 seconds'"
        )


def downgrade() -> None:
    """Revert: nothing to do; deleted states cannot be restored."""
