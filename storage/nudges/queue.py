"""Queues nudges for messages in inboxes of the page: one a day and person, urgent ones one an hour.

The row says nothing of what waits. Nothing of an anonymous report ever leads to one (`NEVER`): the hour at
which an officer's phone rings would tell the carrier, and a reader of the phone, that a report came in.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, timedelta, tzinfo

from sqlalchemy import case, delete, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from content.calendar.quiet import on_workday
from content.calendar.workdays import workday_after
from storage.nudges import addresses
from storage.outbox import queue as outbox
from storage.outbox.queue import PERSONAL, URGENT, Message
from storage.people.accounts import WEB
from storage.tables.outbox import OutboxRow
from storage.tables.people import Account, is_live
from storage.tables.web import WebMessage

TOPIC = "nudge"
TOPICS = frozenset({TOPIC, addresses.CODE_TOPIC})
NEVER = frozenset({"reports", "report-text", "tip", "nprogress", "ntest"}) | TOPICS
"""Topics that lead to no nudge: all that is about reports, and answers to who is on the page now."""
WAIT, URGENT_WAIT = timedelta(minutes=30), timedelta(minutes=2)
"""Time for people who are on the page to read it there."""


async def plan(
    db: AsyncConnection, now: datetime, zone: tzinfo, person_id: int, *, urgent: bool = False
) -> bool:
    """Queue a nudge for a person who has given an address; False where one is queued, or they gave none.

    One that is not urgent keeps the quiet hours and days off of `zone`; where today's was sent, tomorrow's
    is queued, which is dropped if everything was read by then.
    """
    if not await addresses.has_target(db, person_id):
        return False
    at = now + URGENT_WAIT if urgent else on_workday(now + WAIT, zone)
    for moment, key in _keys(at, zone, urgent=urgent):
        if not urgent and await addresses.was_nudged(db, person_id, moment.astimezone(zone).date()):
            continue
        if await outbox.enqueue(
            db,
            now,
            dedupe_key=f"nudge:{person_id}:{key}",
            person_id=person_id,
            text_key=TOPIC,
            not_before=moment,
            priority=URGENT if urgent else PERSONAL,
            topic=TOPIC,
            topic_id=person_id,
        ):
            return True
    return False


def _keys(at: datetime, zone: tzinfo, *, urgent: bool) -> list[tuple[datetime, str]]:
    local = at.astimezone(zone)
    if urgent:
        return [(at, f"{local:%Y-%m-%dT%H}")]
    following: date = workday_after(local.date() + timedelta(days=1))
    later = on_workday(datetime.combine(following, local.time(), zone).astimezone(at.tzinfo), zone)
    return [(at, f"{local.date()}"), (later, f"{following}")]


async def unread(
    db: AsyncConnection, person_ids: Collection[int], before: datetime
) -> dict[int, tuple[int, int]]:
    """By person: messages put into their inboxes unasked that no page has shown, sent until `before`, and
    those sent after it. Reads only."""
    is_old = case((WebMessage.sent_at <= before, 1))
    query = (
        select(Account.person_id, func.count(is_old), func.count() - func.count(is_old))
        .join(WebMessage, WebMessage.address == Account.address)
        .where(
            Account.person_id.in_(person_ids),
            Account.channel == WEB,
            is_live,
            WebMessage.read_at.is_(None),
            WebMessage.deleted_at.is_(None),
            WebMessage.is_silent.is_(False),
        )
        .group_by(Account.person_id)
    )
    return {person_id: (int(old), int(young)) for person_id, old, young in await db.execute(query)}


async def drop(db: AsyncConnection, now: datetime, zone: tzinfo, row: Message) -> None:
    """Delete a nudge that was not needed, so that another one may come today; what is unread and younger
    gets its own."""
    await db.execute(delete(OutboxRow).where(OutboxRow.id == row.id))
    waiting = await unread(db, [row.person_id], now)
    if row.person_id in waiting:
        await plan(db, now, zone, row.person_id, urgent=row.priority == URGENT)
