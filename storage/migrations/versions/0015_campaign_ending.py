"""A campaign ends on a day, for a reason; its figures stay; what drafts found is not counted; a seat's campaign."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from alembic import op

revision = '0015'
down_revision = '0014'
branch_labels = None
depends_on = None

REMEDIES = ('undecided', 'to_do', 'done', 'settled')


def upgrade() -> None:
    """Forward. A campaign that had ended keeps the day of its end; what was late on it is counted by that day."""
    op.add_column('campaigns', sa.Column('closed_on', sa.Date(), nullable=True))
    op.add_column('campaigns', sa.Column('closed_at', sa.DateTime(timezone=True), nullable=True))
    op.add_column('campaigns', sa.Column('close_reason', sa.Text(), server_default='', nullable=False))
    op.add_column('campaigns', sa.Column('endings', sa.Integer(), server_default='0', nullable=False))
    op.add_column('place_progress', sa.Column('overdue', sa.Integer(), server_default='0', nullable=False))
    key = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
    op.add_column('staff', sa.Column('campaign_id', key, nullable=True))
    # Readings are counted by the text that was read: one copy of two carried it.
    op.execute("""
        UPDATE notice_copies SET read_revision = coalesce((
            SELECT max(o.read_revision) FROM notice_copies o
            WHERE o.notice_id = notice_copies.notice_id AND o.person_id = notice_copies.person_id), revision)
        WHERE read_at IS NOT NULL AND read_revision IS NULL""")
    bind = op.get_bind()
    _uncount_drafts(bind)
    _end_the_ended(bind)


def _uncount_drafts(bind: sa.Connection) -> None:
    bind.execute(sa.text(f"""
        UPDATE campaign_progress SET {', '.join(f'{name} = 0' for name in REMEDIES)}
        WHERE EXISTS (SELECT 1 FROM self_checks s WHERE s.enterprise_id = campaign_progress.enterprise_id
                      AND s.campaign_id = campaign_progress.campaign_id AND s.submitted_at IS NULL)"""))
    for name in REMEDIES:
        bind.execute(sa.text(f"""
            UPDATE place_progress SET {name} = coalesce((
                SELECT sum(p.{name}) FROM campaign_progress p WHERE p.campaign_id = place_progress.campaign_id
                AND p.jurisdiction_id = place_progress.jurisdiction_id), 0)"""))


def _end_the_ended(bind: sa.Connection) -> None:
    rows = bind.execute(sa.text("""
        SELECT c.id, c.zone, max(a.at) AS at FROM campaigns c
        JOIN audit a ON a.subject = 'campaign' AND a.subject_id = c.id AND a.action = 'close'
        WHERE c.state = 'closed' GROUP BY c.id, c.zone""")).all()
    for row in rows:
        at = row.at if isinstance(row.at, datetime) else datetime.fromisoformat(str(row.at))
        at = at if at.tzinfo else at.replace(tzinfo=UTC)
        values = {'id': row.id, 'at': row.at, 'day': at.astimezone(ZoneInfo(row.zone)).date().isoformat()}
        day = ':day' if bind.dialect.name == 'sqlite' else 'CAST(:day AS DATE)'
        bind.execute(sa.text(f'UPDATE campaigns SET closed_at = :at, closed_on = {day}, endings = 1 WHERE id = :id'), values)
        bind.execute(sa.text("""
            UPDATE place_progress SET overdue = (
                SELECT count(*) FROM campaign_progress p
                JOIN self_checks s ON s.enterprise_id = p.enterprise_id AND s.campaign_id = p.campaign_id
                JOIN findings f ON f.self_check_id = s.id AND f.state = 'open'
                JOIN rectifications r ON r.finding_id = f.id AND r.state = 'open'
                WHERE p.campaign_id = place_progress.campaign_id AND s.submitted_at IS NOT NULL
                AND p.jurisdiction_id = place_progress.jurisdiction_id
                AND r.due_on < (SELECT c.closed_on FROM campaigns c WHERE c.id = place_progress.campaign_id))
            WHERE campaign_id = :id"""), {'id': row.id})


def downgrade() -> None:
    """Revert the schema."""
    op.drop_column('staff', 'campaign_id')
    op.drop_column('place_progress', 'overdue')
    for name in ('endings', 'close_reason', 'closed_at', 'closed_on'):
        op.drop_column('campaigns', name)
