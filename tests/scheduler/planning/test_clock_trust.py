"""A clock months ahead deletes nothing: it is believed after a day of running, or when somebody says so."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from sqlalchemy import func, select, update

from bot.cli.run import _clean_reports
from scheduler.clock import Clock as SchedulerClock
from scheduler.clock_watch import DeletingClock
from scheduler.planning.housekeeping import KEEP_SENT, ticks
from scheduler.planning.reports import ReportTicks
from storage.base import audit
from storage.base.audit import Actor
from storage.base.database import Database
from storage.installation import clock_trust
from storage.installation.clock_trust import EVEN_FOR, MOST_AHEAD
from storage.reports import closing as reports_closing
from storage.tables.outbox import OutboxRow
from storage.tables.reports import Report
from storage.tables.system import ClockTrust
from tests.conversations.walk import picture
from tests.scheduler.conftest import START, add_people, queue
from tests.scheduler.planning.report_ticks import ZONE
from tests.scheduler.test_clock_watch import SetTime
from tests.storage.reporting import DAY, RULES, Reports, reports

__all__ = ["reports"]

HOUR, A_DAY = 3600.0, 86_400.0
MONTHS = 200 * A_DAY


@pytest.fixture
def time() -> SetTime:
    return SetTime()


async def believed(deleting: DeletingClock, time: SetTime, hours: int) -> list[bool]:
    """The verdict on the clock at once and after each hour."""
    said = [await deleting.allows()]
    for _ in range(hours):
        time.seconds += HOUR
        said.append(await deleting.allows())
    return said


async def test_a_clock_that_goes_evenly_or_stood_for_days_is_believed(
    database: Database, time: SetTime, caplog: pytest.LogCaptureFixture
) -> None:
    deleting = DeletingClock(database, time.clock)
    assert await believed(deleting, time, 3) == [True] * 4
    for off in (A_DAY, MOST_AHEAD.total_seconds() - 1, -HOUR, -MONTHS):
        time.ahead += off
        assert await DeletingClock(database, time.clock).allows(), "a machine that was off, or set right"
    assert caplog.text == ""


async def test_a_clock_months_ahead_is_believed_after_a_day_of_running_and_is_said(
    database: Database, time: SetTime, caplog: pytest.LogCaptureFixture
) -> None:
    deleting = DeletingClock(database, time.clock)
    assert await deleting.allows()
    time.ahead = MONTHS
    with caplog.at_level(logging.WARNING):
        assert await believed(deleting, time, 23) == [False] * 24
        assert caplog.text.count("200 days later") == 1
        assert "chenan db trust-clock" in caplog.text
        assert await believed(deleting, time, 1) == [False, True]
    assert "believed again" in caplog.text


async def test_a_start_counts_no_time_and_keeps_what_was_counted(database: Database, time: SetTime) -> None:
    """Processes that are started again again and again do not pass for a day; a day in parts does."""
    assert await DeletingClock(database, time.clock).allows()
    time.ahead = MONTHS
    for _ in range(30):
        time.seconds += HOUR
        assert not await DeletingClock(database, time.clock).allows()
    halves = [await believed(DeletingClock(database, time.clock), time, 12) for _ in range(2)]
    assert halves == [[False] * 13, [False] * 12 + [True]]


async def test_two_processes_do_not_count_the_same_hour_twice(database: Database, time: SetTime) -> None:
    one, other = DeletingClock(database, time.clock), DeletingClock(database, time.clock)
    assert await one.allows()
    time.ahead = MONTHS
    for _ in range(24):
        assert not await one.allows()
        assert not await other.allows()
        time.seconds += HOUR
    assert await other.allows()


async def test_a_clock_that_jumps_back_and_forth_is_believed_only_where_it_stays(
    database: Database, time: SetTime
) -> None:
    deleting = DeletingClock(database, time.clock)
    assert await deleting.allows()
    for ahead in (MONTHS, 2 * MONTHS, 400 * A_DAY * 9, MONTHS):
        time.ahead = ahead
        assert await believed(deleting, time, 20) == [False] * 21, "each leap begins the day anew"
    time.ahead = 0
    assert await believed(deleting, time, 2) == [True] * 3
    time.ahead = MONTHS
    assert await believed(deleting, time, 23) == [False] * 24


async def test_a_time_believed_by_mistake_is_no_excuse_for_the_next(
    database: Database, time: SetTime
) -> None:
    deleting = DeletingClock(database, time.clock)
    assert await deleting.allows()
    time.ahead = MONTHS
    await believed(deleting, time, 24)
    time.ahead = 0
    assert await deleting.allows()
    time.ahead = MONTHS
    assert not await deleting.allows()


async def test_an_installation_of_before_is_measured_by_its_newest_deed(
    database: Database, time: SetTime
) -> None:
    """The first start with this version is one with a clock that is wrong."""
    async with database.begin() as db:
        await audit.write(db, Actor("cli"), START, "x", "x", 0)
        assert not (await clock_trust.see(db, START + timedelta(days=8))).is_believed
        assert (await clock_trust.see(db, START + timedelta(days=6))).is_believed
    time.ahead = MONTHS
    assert not await DeletingClock(database, time.clock).allows()


async def test_an_operator_can_say_that_it_is_right(database: Database, time: SetTime) -> None:
    deleting = DeletingClock(database, time.clock)
    assert await deleting.allows()
    time.ahead = MONTHS
    assert not await deleting.allows()
    async with database.begin() as db:
        said = await clock_trust.see(db, time.wall())
        assert (said.is_believed, said.ahead.days, said.left) == (False, 200, EVEN_FOR)
        await clock_trust.confirm(db, time.wall())
        assert (await clock_trust.see(db, time.wall())).is_believed
    assert await deleting.allows()


async def test_housekeeping_deletes_nothing_by_it(database: Database, time: SetTime) -> None:
    people = await add_people(database, 1)
    await queue(database, people[1], "sent")
    async with database.begin() as db:
        await db.execute(update(OutboxRow).values(state="sent", sent_at=START))
        await clock_trust.look(db, START, 0)
    time.ahead = (KEEP_SENT + timedelta(days=1)).total_seconds()
    by_age = [one for one in ticks(database, time.clock) if one.name not in ("requeue", "progress", "days")]
    assert {one.name for one in by_age} == {"purge", "quiet", "refused", "former", "nudges", "inboxes"}
    for _ in range(24):
        for one in by_age:
            assert not await one.run()
        time.seconds += HOUR
    async with database.read() as db:
        assert (await db.execute(select(func.count()).select_from(OutboxRow))).scalar_one() == 1
    assert [await one.run() for one in by_age] == [1, 0, 0, 0, 0, 0]


async def closed(reports: Reports) -> None:
    """A report with a photo, closed today, and an open one with another."""
    officer = await reports.officer("hl", "health", "head")
    for number, photo in enumerate((picture(50, 40), picture(40, 50))):
        await reports.report(text=f"第{number}件", photos=(photo,))
    async with reports.database.begin() as db:
        await db.execute(update(Report).values(state="waiting", pending=False))
        await clock_trust.look(db, reports.clock.now(), 0)
    report_id = (await reports.rows(select(Report.id)))[0][0]
    await reports.do(reports_closing.close, officer, reports.intake, DAY, report_id, 7, "true", "办结")


async def counted(reports: Reports) -> tuple[int, int]:
    """Reports, and photos on the disk."""
    ((number,),) = await reports.rows(select(func.count()).select_from(Report))
    return number, len(list(reports.files.root.iterdir()))


async def test_reports_are_wiped_by_no_clock_that_leaps(reports: Reports) -> None:
    """Months forward, back, and forward again around the day on which they are due."""
    await closed(reports)
    seconds, leap = [0.0], timedelta(days=200)
    clock = SchedulerClock(reports.clock.now, reports.clock.now, lambda: seconds[0])
    deleting = DeletingClock(reports.database, clock)
    there = ReportTicks(reports.database, clock, ZONE, RULES, reports.intake, reports.files, deleting)
    right = reports.clock.now()
    for days in (200, 0, 200, 181, -1, 300):
        reports.clock.at = right + timedelta(days=days, seconds=seconds[0])
        for _ in range(3):
            await there.batch()
            await there.clean()
            reports.clock.move(hours=5)
            seconds[0] += 5 * HOUR
        assert await counted(reports) == (2, 2)
    reports.clock.at = right + leap + timedelta(seconds=seconds[0])
    for _ in range(25):
        assert await there.clean() == 0
        seconds[0] += HOUR
        reports.clock.move(hours=1)
        if await deleting.allows():
            break
    assert await there.clean() == 1
    assert await counted(reports) == (1, 1)


@pytest.mark.parametrize("behind", [5, *(pytest.param(days, marks=pytest.mark.long) for days in (60, 365))])
async def test_an_answer_given_while_the_clock_was_behind_is_kept_its_full_time(
    reports: Reports, behind: int
) -> None:
    """Closed by a clock that is behind, then the clock is set right: the time promised runs from then on."""
    seconds, right = [0.0], reports.clock.now()
    clock = SchedulerClock(reports.clock.now, reports.clock.now, lambda: seconds[0])
    deleting = DeletingClock(reports.database, clock)
    there = ReportTicks(reports.database, clock, ZONE, RULES, reports.intake, reports.files, deleting)
    await there.clean()
    officer = await reports.officer("hl", "health", "head")

    def run(off: int, hours: float = 1) -> None:
        seconds[0] += hours * HOUR
        reports.clock.at = right + timedelta(days=off, seconds=seconds[0])

    async def running(off: int, days: int) -> None:
        for _ in range(24 * days):
            run(off)
            await deleting.allows()

    await running(-behind, 1)
    await reports.report(text="第1件", photos=(picture(50, 40),))
    async with reports.database.begin() as db:
        await db.execute(update(Report).values(state="waiting", pending=False))
    report_id = (await reports.rows(select(Report.id)))[0][0]
    day = reports.clock.now().astimezone(ZONE).date()
    await reports.do(reports_closing.close, officer, reports.intake, day, report_id, 7, "true", "办结")
    await running(-behind, 2)
    for _ in range(RULES.keep_days - 2):
        run(0, 24)
        assert await there.clean() == 0
    assert await counted(reports) == (1, 1)
    await running(0, 4)
    assert await there.clean() == 1
    assert await counted(reports) == (0, 0)


async def test_a_clock_that_was_ahead_and_is_set_right_dates_nothing_anew(
    database: Database, time: SetTime, caplog: pytest.LogCaptureFixture
) -> None:
    """The time that was believed before is the wrong one: what was closed since is of its day."""
    deleting = DeletingClock(database, time.clock)
    assert await deleting.allows()
    time.ahead = 2 * A_DAY
    assert await deleting.allows()
    time.ahead = 0
    with caplog.at_level(logging.WARNING):
        assert await believed(deleting, time, 72) == [True] * 73
    assert "closed by a clock" not in caplog.text
    async with database.read() as db:
        assert (await db.execute(select(ClockTrust.back_from, ClockTrust.back_to))).one() == (None, None)


async def test_a_start_with_a_wrong_clock_wipes_nothing(reports: Reports, tmp_path: Path) -> None:
    """An empty battery: the machine comes up years ahead, and the program with it."""
    await closed(reports)

    def at() -> datetime:
        return START + timedelta(days=3650)

    app = SimpleNamespace(
        database=reports.database, clock=at, wall=at, now=at, today=lambda: at().date(), reporting=None
    )
    settings = SimpleNamespace(reports_dir=reports.files.root, data_dir=tmp_path)
    await _clean_reports(cast("Any", settings), cast("Any", app), alone=True)
    assert await counted(reports) == (2, 2)
    async with reports.database.begin() as db:
        await clock_trust.confirm(db, at())
    await _clean_reports(cast("Any", settings), cast("Any", app), alone=True)
    assert await counted(reports) == (1, 1)
    assert len(await reports.rows(select(ClockTrust.__table__))) == 1
