"""Puts rows that are due at night and may wait back into the outbox until the morning."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, time, timedelta, tzinfo
from typing import TYPE_CHECKING

from content.calendar.quiet import END, after_quiet
from content.calendar.workdays import Works, is_workday, workday_after
from storage.campaigns import telling
from storage.notices import drafts
from storage.notices import progress as notice_progress
from storage.nudges import queue as waiting
from storage.nudges.addresses import CODE_TOPIC
from storage.offices import nights
from storage.outbox import results as outbox_marks
from storage.outbox.queue import URGENT, Message
from storage.reminders import digests

if TYPE_CHECKING:
    from storage.base.database import Connection

_AT_ANY_HOUR = frozenset({notice_progress.TOPIC, drafts.TEST_TOPIC, CODE_TOPIC})
"""Topics of messages to somebody who is at work now, sent at any hour."""
_BY_THEMSELVES = frozenset({digests.TOPIC})
"""Topics that postpone late rows themselves: tomorrow's digest replaces today's."""
_ON_WORKDAYS = frozenset({telling.TOPIC, waiting.TOPIC})
"""Topics that are sent on working days only."""
_NEVER_ON_DAYS_OFF = frozenset({waiting.TOPIC})
"""Of those, the ones that wait in the middle of a day off, too."""


async def put_off(
    db: Connection, now: datetime, claimed: Sequence[Message], zone: tzinfo, works: Works = is_workday
) -> list[Message]:
    """Put off the claimed rows that may not be sent in the quiet hours of their reader; return the others.

    Rows queued by day become due at night when the machine, the line or Telegram was away. `zone`: of readers
    whose place has none.
    """
    may_wait = [one for one in claimed if _may_wait(one)]
    if not may_wait:
        return list(claimed)
    is_day = all(after_quiet(now, one) == now for one in await nights.zones(db, zone))
    if is_day and not any(one.topic in _NEVER_ON_DAYS_OFF for one in may_wait):
        return list(claimed)
    zones = await nights.zones_of(db, [one.id for one in may_wait], zone)
    until: dict[datetime, list[int]] = defaultdict(list)
    for message in may_wait:
        local = zones.get(message.id, zone)
        morning = after_quiet(now, local)
        if message.topic in _NEVER_ON_DAYS_OFF and not works(now.astimezone(local).date()):
            morning = max(morning, _next_morning(now, local))
        if morning != now:
            if message.topic in _ON_WORKDAYS:
                morning = _workday(morning, local, works)
            until[morning].append(message.id)
    for morning, ids in until.items():
        await outbox_marks.put_off(db, morning, ids)
    off = {one for ids in until.values() for one in ids}
    return [one for one in claimed if one.id not in off]


def _may_wait(message: Message) -> bool:
    """Whether a row may wait: edits and deletions wake nobody, and an album that has arrived needs its
    text."""
    if message.priority == URGENT or message.action != "send" or message.message_ids:
        return False
    return message.topic not in _AT_ANY_HOUR | _BY_THEMSELVES


def _next_morning(now: datetime, zone: tzinfo) -> datetime:
    tomorrow = now.astimezone(zone).date() + timedelta(days=1)
    return datetime.combine(tomorrow, END, zone).astimezone(now.tzinfo)


def _workday(morning: datetime, zone: tzinfo, works: Works) -> datetime:
    local = morning.astimezone(zone)
    day, hour = workday_after(local.date(), works), time(local.hour, local.minute)
    return datetime.combine(day, hour, zone).astimezone(morning.tzinfo)
