"""A clock that is set, or a machine that slept: nothing waits for as long as the clock was wrong."""

from __future__ import annotations

import asyncio
import logging
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select, update

from content.catalog import Catalog
from scheduler.app import Scheduler
from scheduler.clock import Clock
from scheduler.clock_watch import ClockWatch, right_outbox
from scheduler.lease import Lease
from scheduler.planning.housekeeping import Tick, requeue
from storage.base.database import Database
from storage.reports import tips
from storage.tables.outbox import OutboxRow
from storage.tables.reports import TipSubscriber
from tests.scheduler.conftest import START, FakeSender, FakeTime, add_people, queue, rows

HOUR, DAY = 3600.0, 86_400.0


class SetTime(FakeTime):
    """Seconds pass evenly; the wall's clock is set as somebody likes."""

    def __init__(self) -> None:
        super().__init__()
        self.ahead = 0.0
        self.clock = Clock(self.wall, self.wall, lambda: self.seconds, self.sleep)

    def wall(self) -> datetime:
        return START + timedelta(seconds=self.seconds + self.ahead)


@pytest.fixture
def time() -> SetTime:
    return SetTime()


@pytest.mark.parametrize("jump", [HOUR, DAY, -HOUR, -DAY])
async def test_after_a_jump_another_process_delivers_within_the_lease(
    database: Database, time: SetTime, jump: float, caplog: pytest.LogCaptureFixture
) -> None:
    dead, next_one = (Lease(database, time.clock, "delivery") for _ in range(2))
    assert await dead.hold()
    assert not await next_one.hold()
    time.ahead = jump
    time.seconds += 10
    assert not dead.held
    with caplog.at_level(logging.WARNING):
        assert await next_one.hold()
    assert ("not believed" in caplog.text) == (jump < 0)
    assert not await dead.hold()


async def test_a_lease_of_a_machine_a_little_ahead_is_kept(database: Database, time: SetTime) -> None:
    first, other = (Lease(database, time.clock, "delivery") for _ in range(2))
    time.ahead = 55
    assert await first.hold()
    time.ahead = 0
    assert not await other.hold()


@pytest.mark.parametrize("jump", [HOUR, -HOUR, DAY, -DAY])
async def test_what_is_under_way_at_the_jump_is_not_sent_twice(
    database: Database, time: SetTime, jump: float, caplog: pytest.LogCaptureFixture
) -> None:
    people = await add_people(database, 1)
    await queue(database, people[1], "claimed")
    async with database.begin() as db:
        claimed = {"state": "sending", "lease_until": time.wall() + timedelta(seconds=40)}
        await db.execute(update(OutboxRow).values(**claimed))
    watch = ClockWatch(time.clock, 40)
    assert watch.look() == 0
    time.ahead = jump
    assert await requeue(database, time.clock, watch) == 0, "seen before the watch itself looks"
    with caplog.at_level(logging.WARNING):
        assert watch.look() == jump
    assert ("back" in caplog.text) == (jump < 0)
    time.seconds += 39
    assert await requeue(database, time.clock, watch) == 0
    time.seconds += 2
    assert await requeue(database, time.clock, watch) == 1


async def test_what_a_clock_ahead_has_queued_is_due_again(database: Database, time: SetTime) -> None:
    """START is noon: nothing that is due is put off to the morning."""
    people = await add_people(database, *range(1, 6))
    day = timedelta(days=1)
    wrong: dict[str, dict[str, object]] = {
        "at once": {"created_at": START + day, "not_before": START + day},
        "put off": {"created_at": START + day, "not_before": START + day + timedelta(hours=9)},
        "failed": {"state": "retry", "not_before": START + day},
        "fails now": {"state": "retry", "not_before": START + timedelta(hours=1)},
        "of today": {"created_at": START, "not_before": START + timedelta(hours=20)},
    }
    for number, (key, values) in enumerate(wrong.items(), 1):
        await queue(database, people[number], key)
        async with database.begin() as db:
            await db.execute(update(OutboxRow).where(OutboxRow.dedupe_key == key).values(**values))
    assert await right_outbox(database, time.clock, ZoneInfo("Asia/Shanghai")) == 3
    found = {key: row.not_before for key, row in (await rows(database)).items()}
    assert found == {
        "at once": START,
        "put off": START,
        "failed": START,
        "fails now": START + timedelta(hours=1),
        "of today": START + timedelta(hours=20),
    }
    assert await right_outbox(database, time.clock, ZoneInfo("Asia/Shanghai")) == 0


@pytest.mark.parametrize("is_guarded", [False, True])
async def test_ticks_go_on_at_once_when_the_clock_is_set_back(
    database: Database, catalog: Catalog, sender: FakeSender, is_guarded: bool
) -> None:
    ticked, slept, state = asyncio.Event(), asyncio.Event(), {"back": 0.0}

    async def sleep(seconds: float) -> None:
        if seconds == 5.0:  # the watch
            await slept.wait()
        await asyncio.sleep(0.01)

    async def tick() -> None:
        ticked.set()

    began = datetime.now(UTC)  # noqa: TID251  APScheduler looks at the machine's own clock

    def machine() -> datetime:
        return began - timedelta(seconds=state["back"])

    wall, asked = (lambda: began, machine) if is_guarded else (machine, None)
    clock = Clock(lambda: began, wall, lambda: 0.0, sleep, asked)
    scheduler = Scheduler(database, catalog, sender, clock, more_ticks=[Tick("seldom", DAY, tick)])
    await scheduler.start()
    try:
        async with asyncio.timeout(10):
            await ticked.wait()
            ticked.clear()
            state["back"] = HOUR
            slept.set()
            await ticked.wait()
    finally:
        await scheduler.stop()


async def test_a_tip_of_weeks_ahead_does_not_silence_those_to_come(database: Database) -> None:
    async with database.begin() as db:
        for account, issue in ((1, 99), (2, 5), (3, 6)):
            await tips.subscribe(db, account, "zh", issue)
        assert await tips.take_back(db, 5) == 1
        found = (await db.execute(select(TipSubscriber.telegram_id, TipSubscriber.issue))).all()
    assert {row.telegram_id: row.issue for row in found} == {1: 5, 2: 5, 3: 6}
