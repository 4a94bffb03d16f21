"""Rows waiting in the outbox, counted for operators."""

from __future__ import annotations

from datetime import timedelta

from storage.base.database import Database
from storage.outbox import backlog
from storage.outbox import queue as outbox
from storage.outbox.queue import GATHERED
from storage.people import contacts
from tests.storage.conftest import Clock

HOUR = timedelta(hours=1)


async def test_what_waits_is_counted_by_state_and_what_is_due_apart(database: Database, clock: Clock) -> None:
    now = clock.now()
    rows = [
        ("late", now - 3 * HOUR, 5),
        ("due", now, 5),
        ("later", now + HOUR, 5),
        ("line", now - HOUR, GATHERED),
    ]
    async with database.begin() as db:
        person = await contacts.ensure_person(db, now, 4242, "zh")
        for key, not_before, priority in rows:
            await outbox.enqueue(
                db,
                now,
                dedupe_key=key,
                person_id=person,
                text_key="outbox-submitted",
                not_before=not_before,
                priority=priority,
            )
    async with database.read() as db:
        found = await backlog.list_waiting(db, now)
    assert [(one.state, one.is_line, one.count, one.due, one.oldest) for one in found] == [
        ("pending", False, 3, 2, now - 3 * HOUR),
        ("pending", True, 1, 1, now - HOUR),
    ]
    async with database.read() as db:
        assert await backlog.list_waiting(db, now - 9 * HOUR) == [
            backlog.Waiting("pending", False, 3, 0, None),
            backlog.Waiting("pending", True, 1, 0, None),
        ]
