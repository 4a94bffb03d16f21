"""Rows and files of reports are rewritten, so that they tell no time; files without a row are swept."""

from __future__ import annotations

import os

import pytest
from sqlalchemy import literal_column, select, text

from scheduler.clock import Clock as SchedulerClock
from scheduler.planning.reports import ReportTicks, clean
from storage.reports import tips
from storage.reports.files import SAME, ReportFiles
from tests.conversations.walk import picture
from tests.scheduler.planning.report_ticks import TABLES, ZONE, ticks
from tests.storage.reporting import DAY, RULES, Reports, reports

__all__ = ["reports", "ticks"]


async def test_leak_05_rows_written_anew_are_the_same_rows_and_tell_no_time(
    reports: Reports, ticks: ReportTicks
) -> None:
    await reports.officer("hl", "health")
    tickets = [await reports.report(text=f"第{number}件", photos=(picture(20, 20),)) for number in range(6)]

    async def all_rows() -> list[list[tuple[object, ...]]]:
        return [sorted(map(tuple, await reports.rows(select(table.__table__))), key=repr) for table in TABLES]

    async def heap() -> list[list[tuple[object, ...]]]:
        return [
            list(map(tuple, await reports.rows(select(table.__table__).order_by(text("ctid")))))
            for table in TABLES
        ]

    before = await all_rows()
    as_they_came = [] if reports.database.is_sqlite else await heap()
    if not reports.database.is_sqlite:
        told = await reports.rows(text("SELECT DISTINCT xmin::text FROM reports"))
        assert len(told) == 6
    await ticks.clean()
    assert await all_rows() == before
    if not reports.database.is_sqlite:
        for table in TABLES:
            assert (
                len(await reports.rows(select(literal_column("xmin::text")).select_from(table).distinct()))
                == 1
            )
        assert await heap() != as_they_came, "by chance once in hundreds of thousands of millions"
    assert [(await reports.seen(ticket)).state for ticket in tickets] == ["received"] * 6


async def test_leak_05_who_asks_for_the_tip_does_not_stand_beside_a_report(
    reports: Reports, ticks: ReportTicks
) -> None:
    """Neither PostgreSQL's numbers of transactions nor the places of rows in their pages link them."""
    if reports.database.is_sqlite:
        pytest.skip("on SQLite rows lie in the order of their keys and bear no number")
    for number in range(13):
        await reports.report(text=f"第{number}件")
        async with reports.database.begin() as db:
            await tips.subscribe(db, 7_000_000_000 + number, "zh", 1)
    beside = text("SELECT telegram_id, xmin::text FROM tip_subscribers ORDER BY ctid")
    assert len({row[1] for row in await reports.rows(beside)}) == 13
    await ticks.clean()
    rows = await reports.rows(beside)
    assert len({row[1] for row in rows}) == 1
    assert len(rows) == 13
    assert [row[0] for row in rows] != sorted(row[0] for row in rows), (
        "by chance once in thousands of millions"
    )


async def test_leak_04_files_are_written_anew_until_their_day_is_over(
    reports: Reports, ticks: ReportTicks
) -> None:
    """A file that kept its first rewriting would tell between which batches of the day it came in."""
    for number in range(4):
        await reports.report(text=str(number), photos=(picture(30, 30),))
    before, born = _files(reports), _born(reports)
    await ticks.clean()
    assert _files(reports) == before
    at_noon = _born(reports)
    assert all(at_noon[name] != born[name] for name in born)
    await reports.report(text="下午", photos=(picture(30, 30),))
    reports.clock.move(days=1)
    await ticks.clean()
    next_day = _born(reports)
    assert len(next_day) == 5
    assert all(next_day[name] != at_noon[name] for name in at_noon)
    await ticks.clean()
    assert _born(reports) == next_day
    for path in (reports.files.root, *reports.files.root.iterdir()):
        assert path.stat().st_mtime_ns == SAME * 10**9


async def test_leak_04_files_of_an_older_version_are_dated_like_the_others(
    reports: Reports, ticks: ReportTicks
) -> None:
    await reports.report(photos=(picture(30, 30),))
    (path,) = reports.files.root.iterdir()
    path.chmod(0o400)
    os.utime(path, (86_400 * 20_000, 86_400 * 20_000))
    born = path.stat().st_ino
    await ticks.clean()
    (path,) = reports.files.root.iterdir()
    assert path.stat().st_mtime_ns == SAME * 10**9
    assert path.stat().st_ino != born


def _files(reports: Reports) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in reports.files.root.iterdir()}


def _born(reports: Reports) -> dict[str, int]:
    return {path.name: path.stat().st_ino for path in reports.files.root.iterdir()}


async def test_leak_04_what_a_crash_left_is_swept_at_start(reports: Reports, ticks: ReportTicks) -> None:
    """Half a file, and a whole one without its row; while others take reports in, once nobody can want it."""
    ticket = await reports.report(photos=(picture(30, 30),))
    await reports.files.put("a" * 32, b"whole")
    half = reports.files.root / f".{'b' * 32}"
    half.write_bytes(b"x")
    await ticks.clean()
    assert {half, reports.files.root / ("a" * 32)} < set(reports.files.root.iterdir())
    for path in (reports.files.root, *reports.files.root.iterdir()):
        assert path.stat().st_mtime_ns == SAME * 10**9
    await clean(reports.database, reports.files, RULES, reports.clock.now(), DAY, alone=True)
    assert len(list(reports.files.root.iterdir())) == 1
    assert reports.files.root.stat().st_mtime_ns == SAME * 10**9
    assert (await reports.seen(ticket)).messages[0].photos == 1


async def test_files_without_a_row_go_after_an_hour(reports: Reports) -> None:
    seconds = [0.0]
    files = ReportFiles(reports.files.root, lambda: seconds[0])
    at = SchedulerClock(reports.clock.now, reports.clock.now)
    ticks = ReportTicks(reports.database, at, ZONE, RULES, reports.intake, files)
    await ticks.clean()
    await files.put("a" * 32, b"left by a crash")
    ticket = await reports.report(photos=(picture(30, 30),))
    reports.clock.move(days=2)  # a clock that is wrong takes no photo that is being sent
    await ticks.clean()
    seconds[0] += 3599
    await ticks.clean()
    assert "a" * 32 in {path.name for path in files.root.iterdir()}
    seconds[0] += 1
    await ticks.clean()
    assert len(list(files.root.iterdir())) == 1
    assert (await reports.seen(ticket)).messages[0].photos == 1
