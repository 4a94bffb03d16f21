"""Housekeeping: what is purged and put back, and that the ticks run it."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from sqlalchemy import update

from content.catalog import Catalog
from scheduler.app import Scheduler
from scheduler.clock import Clock
from scheduler.planning.housekeeping import KEEP_QUIET, Tick, forget_quiet, purge, requeue, ticks
from storage.base import dialog_states
from storage.base.database import Database
from storage.tables.outbox import OutboxRow
from tests.scheduler.conftest import START, FakeSender, FakeTime, add_people, queue, rows, states


async def put(database: Database, key: str, **values: object) -> None:
    people = await add_people(database, 1)
    await queue(database, people[1], key)
    async with database.begin() as db:
        await db.execute(update(OutboxRow).where(OutboxRow.dedupe_key == key).values(**values))


async def test_purge_keeps_ninety_days_and_everything_unsent(database: Database, time: FakeTime) -> None:
    old = START - timedelta(days=90, seconds=1)
    for number in range(501):  # more than one portion
        await put(database, f"old:{number}", state="sent", sent_at=old, created_at=old)
    await put(database, "young", state="sent", sent_at=START - timedelta(days=90))
    await put(database, "parked", state="failed", created_at=old)
    await put(database, "open", created_at=old)
    assert await purge(database, time.clock) == 501
    assert set(await states(database)) == {"young", "parked", "open"}
    assert await purge(database, time.clock) == 0


async def test_requeue_puts_back_only_what_nobody_holds(database: Database, time: FakeTime) -> None:
    assert await requeue(database, time.clock) == 0
    await put(database, "dead", state="sending", lease_until=START)
    await put(database, "alive", state="sending", lease_until=START + timedelta(seconds=1))
    assert await requeue(database, time.clock) == 1
    kept = await rows(database)
    assert (kept["dead"].state, kept["dead"].problem) == ("retry", "interrupted")
    assert kept["alive"].state == "sending"


async def test_a_chat_quiet_for_half_a_year_is_forgotten_whole(database: Database, time: FakeTime) -> None:
    quiet, now = START - KEEP_QUIET, time.clock.now()
    async with database.begin() as db:
        await dialog_states.put(
            db, [("stack", "left", "{}"), ("context", "left", "{}")], quiet - timedelta(1)
        )
        await dialog_states.put(db, [("old", "back", "{}")], quiet - timedelta(1))
        await dialog_states.put(db, [("new", "back", "{}")], now)
    assert "quiet" in {tick.name for tick in ticks(database, time.clock)}
    assert await forget_quiet(database, time.clock) == 2
    assert await forget_quiet(database, time.clock) == 0
    async with database.read() as db:
        assert [await dialog_states.get(db, key) for key in ("stack", "old", "new")] == [None, "{}", "{}"]


async def test_ticks_run_from_the_start_and_one_that_fails_stops_nothing(
    database: Database, catalog: Catalog, sender: FakeSender
) -> None:
    await put(database, "dead", state="sending", lease_until=START)
    ticked = asyncio.Event()

    async def fail() -> None:
        raise OSError

    async def tick() -> None:
        ticked.set()

    more = (Tick("fails", 0.01, fail), Tick("ticks", 0.01, tick))
    scheduler = Scheduler(database, catalog, sender, Clock(lambda: START, lambda: START), more_ticks=more)
    await scheduler.start()
    try:
        async with asyncio.timeout(10):
            await ticked.wait()
            ticked.clear()
            await ticked.wait()
            while (await rows(database))["dead"].attempts == 0:
                pass  # reading leaves the processor to others
    finally:
        await scheduler.stop()
