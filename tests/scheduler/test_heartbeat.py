"""A scheduler shows which of its parts are alive."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

from content.catalog import Catalog
from scheduler.app import PLANNING, Scheduler
from scheduler.clock import Clock
from scheduler.planning.housekeeping import Tick
from storage.base import leases
from storage.base.database import Database
from storage.installation.health import PARTS, heartbeat_of
from tests.scheduler.conftest import START, FakeSender


async def seen(database: Database) -> dict[str, datetime]:
    async with database.read() as db:
        found = await leases.last_seen(db, [heartbeat_of(part) for part in PARTS])
    return {part: found[heartbeat_of(part)] for part in PARTS if heartbeat_of(part) in found}


async def test_a_part_that_fails_shows_no_life(
    database: Database, catalog: Catalog, sender: FakeSender
) -> None:
    broken = asyncio.Event()

    async def plan() -> None:
        if broken.is_set():
            raise OSError

    seconds = [0.0]
    wall = [START]
    clock = Clock(lambda: START, lambda: wall[0], lambda: seconds[0])
    more = (Tick(PLANNING, 3600, plan),)
    scheduler = Scheduler(database, catalog, sender, clock, more_ticks=more)
    await scheduler.start()
    try:
        async with asyncio.timeout(10):
            while set(await seen(database)) != set(PARTS) - {"bot"}:
                await scheduler.tick_now()
        assert set((await seen(database)).values()) == {START}
        broken.set()
        seconds[0] += 3600 + 31
        wall[0] = datetime(2026, 11, 2, 5, 1, tzinfo=UTC)
        async with asyncio.timeout(10):
            while (await seen(database))["delivery"] != wall[0]:
                await scheduler.tick_now()
        assert (await seen(database))[PLANNING] == START, "the last time it was well"
    finally:
        await scheduler.stop()
