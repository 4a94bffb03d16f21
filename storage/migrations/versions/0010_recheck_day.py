"""The day by which a form handed back has to be handed in again, and the day a task was made."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = '0010'
down_revision = '0009'
branch_labels = None
depends_on = None

OPEN = sa.text("state = 'open'")
HANDED_BACK = sa.text('recheck_on IS NOT NULL')
# A form handed back is a draft whose newest review decided it with a day.
FROM_REVIEWS = """
UPDATE self_checks SET recheck_on = (
    SELECT r.due_on FROM reviews r WHERE r.self_check_id = self_checks.id AND r.state = 'decided'
    AND r.verdict = 'again' AND r.submission = self_checks.submissions ORDER BY r.round DESC LIMIT 1)
WHERE state = 'draft' AND submissions > 0"""


def upgrade() -> None:
    """Forward, with the days of reviews already decided."""
    op.add_column('self_checks', sa.Column('recheck_on', sa.Date(), nullable=True))
    op.create_index('ix_self_checks_recheck', 'self_checks', ['recheck_on'], unique=False, sqlite_where=HANDED_BACK, postgresql_where=HANDED_BACK)
    op.execute(FROM_REVIEWS)
    op.add_column('escalations', sa.Column('made_on', sa.Date(), nullable=True))
    op.create_index('ix_escalations_made', 'escalations', ['made_on'], unique=False, sqlite_where=OPEN, postgresql_where=OPEN)
    day = 'date(raised_at)' if op.get_bind().dialect.name == 'sqlite' else 'CAST(raised_at AS DATE)'
    op.execute(f'UPDATE escalations SET made_on = {day}')


def downgrade() -> None:
    """Revert the schema."""
    op.drop_index('ix_escalations_made', table_name='escalations')
    op.drop_column('escalations', 'made_on')
    op.drop_index('ix_self_checks_recheck', table_name='self_checks')
    op.drop_column('self_checks', 'recheck_on')
