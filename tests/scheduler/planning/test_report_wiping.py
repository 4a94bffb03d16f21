"""Closed reports are wiped from the disk to the last byte, open ones are kept, idle ticks write nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import NullPool, func, select, text, update
from sqlalchemy.ext.asyncio import create_async_engine

from scheduler.planning.reports import AGAIN_SECONDS, ReportTicks
from storage.reports import closing as reports_closing
from storage.tables.reports import Report, ReportFile, ReportMessage
from storage.tables.system import AuditRow
from tests.conversations.walk import picture
from tests.scheduler.planning.report_ticks import TABLES, count, local, ticks
from tests.storage.reporting import DAY, Reports, reports

__all__ = ["reports", "ticks"]


@dataclass
class Traces:
    """Marks of a report that a thief of the disk would look for."""

    text: bytes
    case_number: bytes
    receipt_hash: bytes
    key_office: bytes

    def left(self, found: bytes) -> list[str]:
        """The marks in `found`."""
        return [name for name, mark in vars(self).items() if mark in found]


ALL_OF_IT = ["text", "case_number", "receipt_hash", "key_office"]


async def closed(reports: Reports, ticks: ReportTicks, result: str) -> Traces:
    """A report with a photo, closed today; what there is of it in the database."""
    officer = await reports.officer("hl", "health", "head")
    ticket = await reports.report(photos=(picture(50, 40),))
    reports.clock.at = local(2, 14)
    await ticks.batch()
    query = select(Report.id, Report.case_number, ReportMessage.body, ReportMessage.key_office)
    query = query.join(ReportMessage, ReportMessage.report_id == Report.id)
    ((report_id, number, body, key),) = await reports.rows(query)
    if result == "spam":
        await reports.do(reports_closing.mark_spam, officer, reports.intake, DAY, report_id)
    else:
        await reports.do(reports_closing.close, officer, reports.intake, DAY, report_id, 7, result, "办结")
    return Traces(bytes(body)[100:140], number.encode(), ticket.lookup, bytes(key)[:40])


@pytest.mark.parametrize(("result", "days"), [("true", 180), ("spam", 30)])
async def test_leak_15_closed_reports_are_wiped_to_the_last_byte(
    reports: Reports, ticks: ReportTicks, result: str, days: int
) -> None:
    traces = await closed(reports, ticks, result)
    reports.clock.at = local(2, 18) + timedelta(days=days - 1)
    assert await ticks.clean() == 0
    await _analyze(reports)
    assert traces.left(await _bytes(reports)) == ALL_OF_IT
    reports.clock.move(days=1)
    assert await ticks.clean() == 1
    await _settle(reports, ticks)
    assert [await count(reports, table) for table in TABLES] == [0, 0, 0, 0]
    assert list(reports.files.root.iterdir()) == []
    assert traces.left(await _bytes(reports)) == []
    (row,) = await reports.rows(
        select(AuditRow.actor, AuditRow.subject_id, AuditRow.detail).where(AuditRow.action == "wipe-reports")
    )
    assert tuple(row) == ("system", 0, {"count": 1})


async def test_leak_15_a_report_closed_by_a_clock_that_was_ahead_is_kept_no_longer_than_others(
    reports: Reports, ticks: ReportTicks
) -> None:
    await closed(reports, ticks, "true")
    async with reports.database.begin() as db:
        await db.execute(update(Report).values(closed_on=DAY + timedelta(days=400)))
    reports.clock.at = local(2, 18)  # the clock was set right
    assert await ticks.clean() == 0
    assert [row[0] for row in await reports.rows(select(Report.closed_on))] == [DAY]
    reports.clock.move(days=179)
    assert await ticks.clean() == 0
    reports.clock.move(days=1)
    assert await ticks.clean() == 1
    assert await count(reports, Report) == 0


async def test_leak_15_what_somebody_still_reads_is_overwritten_once_they_have_done(
    reports: Reports, ticks: ReportTicks
) -> None:
    """A dump of PostgreSQL holds back old versions of rows for as long as it takes."""
    if reports.database.is_sqlite:
        pytest.skip("PostgreSQL's old versions of rows")
    traces = await closed(reports, ticks, "spam")
    reports.clock.at = local(2, 18) + timedelta(days=30)
    async with reports.database.read() as dump:  # holds no lock on reports, and may look at them yet
        await dump.execute(select(func.count()).select_from(AuditRow))
        assert await ticks.clean() == 1
    assert traces.left(await _bytes(reports)) == ALL_OF_IT
    async with reports.database.read() as dump:
        await dump.execute(select(func.count()).select_from(Report))  # holds it locked
        assert await _again(ticks)
    await _settle(reports, ticks)
    assert traces.left(await _bytes(reports)) == []


async def test_leak_15_the_photos_of_an_open_report_outlive_those_that_are_wiped(
    reports: Reports, ticks: ReportTicks
) -> None:
    await closed(reports, ticks, "true")
    reports.clock.at = local(2, 15)
    ticket = await reports.report(text="还开着", photos=(picture(60, 40), picture(44, 50)))
    for days in (0, 1, 30, 179, 181, 400):
        reports.clock.at = local(2, 18) + timedelta(days=days)
        await ticks.batch()
        await ticks.clean()
        assert len(list(reports.files.root.iterdir())) == (3 if days < 180 else 2)
    (said,) = (await reports.seen(ticket)).messages
    assert said.photos == 2
    for row in await reports.rows(select(ReportFile.name, ReportFile.key_id, ReportFile.key_office)):
        body = await reports.files.get(row.name)
        assert reports.keyring.photo(row.key_id, row.key_office, body).startswith(b"\xff\xd8")


async def _again(ticks: ReportTicks) -> bool:
    """Let the time pass until old versions are tried again; whether some are left."""
    if ticks.later is not None:
        ticks.later -= AGAIN_SECONDS
        await ticks.urgent()
    return ticks.later is not None


async def _settle(reports: Reports, ticks: ReportTicks) -> None:
    """Try until nobody reads old versions: PostgreSQL's own ANALYZE does so, on a busy machine for long."""
    of = "FROM pg_stat_activity WHERE datname = current_database()"
    for _ in range(100):
        if not await _again(ticks):
            return
        async with reports.database.read() as db:
            await db.execute(
                text(f"SELECT pg_terminate_backend(pid) {of} AND backend_type = 'autovacuum worker'")
            )
    async with reports.database.read() as db:
        rows = (await db.execute(text(f"SELECT backend_type, state, backend_xmin, query {of}"))).all()
    raise AssertionError(f"old versions of rows stay: {rows}")


async def _analyze(reports: Reports) -> None:
    """Analyze as autovacuum does: PostgreSQL stores samples of values in its catalog."""
    if reports.database.is_sqlite:
        return
    async with reports.database.begin() as db:
        for table in TABLES:
            await db.execute(text(f"ANALYZE {table.__tablename__}"))


async def _bytes(reports: Reports) -> bytes:
    """All bytes of the database on the disk: SQLite's file and journal; PostgreSQL's heaps, indexes, TOAST,
    catalogs, maps of the whole database, without `pg_wal`, which is the cluster's."""
    if not reports.database.is_sqlite:
        engine = create_async_engine(reports.database.url, isolation_level="AUTOCOMMIT", poolclass=NullPool)
        async with engine.connect() as connection:
            await connection.execute(text("CHECKPOINT"))
            rows = await connection.execute(
                text(
                    "SELECT pg_read_binary_file(folder || '/' || name, 0, 1 << 26, true) FROM"
                    " (SELECT 'base/' || oid AS folder FROM pg_database WHERE datname = current_database())"
                    " AS mine, pg_ls_dir(folder) AS name"
                )
            )
            return b"".join(row[0] or b"" for row in rows)
    file = Path(reports.database.url.database or "")
    return b"".join(path.read_bytes() for path in file.parent.glob(file.name + "*"))


def _journal(reports: Reports) -> int:
    return Path(f"{reports.database.url.database}-wal").stat().st_size


async def test_open_reports_are_kept_however_old(reports: Reports, ticks: ReportTicks) -> None:
    ticket = await reports.report()
    reports.clock.move(days=1000)
    await ticks.batch()
    assert await ticks.clean() == 0
    assert (await reports.seen(ticket)).state == "waiting"


async def test_leak_15_the_journal_is_emptied_while_something_waits(
    reports: Reports, ticks: ReportTicks
) -> None:
    if not reports.database.is_sqlite:
        pytest.skip("SQLite's journal")
    await reports.report()
    assert _journal(reports) > 0
    await ticks.urgent()
    assert _journal(reports) == 0


async def test_an_idle_tick_writes_nothing(reports: Reports, ticks: ReportTicks) -> None:
    if not reports.database.is_sqlite:
        pytest.skip("looks at SQLite's file")
    before = await _bytes(reports)
    for _ in range(3):
        assert await ticks.urgent() == await ticks.batch() == 0
    assert await _bytes(reports) == before
