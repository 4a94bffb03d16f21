"""Reports in time: batches at fixed hours, urgent ones at once, limits, wiping, and no trace of when."""

from __future__ import annotations

import asyncio
import os
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import NullPool, func, literal_column, select, text, update
from sqlalchemy.ext.asyncio import create_async_engine

from content.catalog import Catalog
from scheduler.clock import Clock as SchedulerClock
from scheduler.delivery.outcome import Sent
from scheduler.planning.reports import AGAIN_SECONDS, SOON, ReportMail, ReportTicks, clean, report_parts
from storage.base.database import Database
from storage.base.errors import NotFound
from storage.base.rights import require_person
from storage.membership import seats as staff_changes
from storage.offices import staff
from storage.outbox import queue as outbox
from storage.outbox.queue import Message
from storage.reports import closing as reports_closing
from storage.reports import handling as reports_handling
from storage.reports import tips
from storage.reports.files import SAME, ReportFiles
from storage.tables.outbox import OutboxRow
from storage.tables.reports import Report, ReportBatch, ReportDepartment, ReportFile, ReportMessage
from storage.tables.system import AuditRow
from tests.conversations.walk import picture
from tests.storage.conftest import CLI, clock
from tests.storage.reporting import DAY, RULES, Reports, reports

__all__ = ["clock", "reports"]

ZONE = ZoneInfo("Asia/Shanghai")
TABLES = (Report, ReportMessage, ReportFile, ReportDepartment)


def local(day: int, hour: int, minute: int = 0) -> datetime:
    """An instant of November 2026 by its local time."""
    return datetime(2026, 11, day, hour, minute, tzinfo=ZONE).astimezone(UTC)


def ticks_of(reports: Reports) -> ReportTicks:
    at = SchedulerClock(reports.clock.now, reports.clock.now)
    return ReportTicks(reports.database, at, ZONE, RULES, reports.intake, reports.files)


@pytest.fixture
async def ticks(reports: Reports) -> ReportTicks:
    """On Monday at ten, the batch of nine o'clock behind us."""
    reports.clock.at = local(2, 10)
    made = ticks_of(reports)
    await made.batch()
    return made


async def queued(reports: Reports) -> list[tuple[str, dict[str, int]]]:
    """What offices are told, in the order in which it was seen here: ids are chance."""
    seen = reports.told
    for row in await reports.rows(select(OutboxRow.id, OutboxRow.text_key, OutboxRow.values)):
        seen.setdefault(row.id, (row.text_key, row.values))
    return list(seen.values())


async def claimed(database: Database, now: datetime) -> list[Message]:
    async with database.begin() as db:
        return await outbox.claim(db, now, now + timedelta(minutes=1), 100)


async def count(reports: Reports, table: type[object]) -> int:
    ((number,),) = await reports.rows(select(func.count()).select_from(table))
    return int(number)


# --- when offices are told ----------------------------------------------------------------------------


async def test_leak_04_offices_are_told_at_fixed_hours_however_early_a_report_came(
    reports: Reports, ticks: ReportTicks
) -> None:
    await reports.officer("hl", "health")
    for minute, texts in ((5, "一"), (7, "二"), (30, "三")):
        reports.clock.at = local(2, 10, minute)
        await reports.report(text=texts)
        assert await ticks.batch() == await ticks.urgent() == 0
    reports.clock.at = local(2, 13, 59)
    assert await ticks.batch() == 0
    reports.clock.at = local(2, 14, 0)
    assert await ticks.batch() == 1
    assert await queued(reports) == [("outbox-reports-new", {"count": 3, "urgent": 0})]
    assert await ticks.batch() == 0


async def test_leak_20_what_is_queued_bears_the_day_alone_and_names_no_report(
    reports: Reports, ticks: ReportTicks
) -> None:
    await reports.officer("hl", "health")
    await reports.report(urgent=True, at_once=True)
    reports.clock.at = local(2, 11, 37)
    assert await ticks.urgent() == 1
    ((row,),) = [await reports.rows(select(OutboxRow.__table__))]
    midnight = datetime(2026, 11, 2, tzinfo=UTC)
    assert (row.created_at, row.not_before, row.sent_at) == (midnight, midnight, None)
    ((id_, number),) = await reports.rows(select(Report.id, Report.case_number))
    shown = repr(tuple(row))
    assert str(id_) not in shown
    assert number not in shown


async def test_leak_20_when_it_was_sent_is_forgotten_with_the_row(
    reports: Reports, ticks: ReportTicks
) -> None:
    await reports.officer("hl", "health")
    await reports.report(urgent=True, at_once=True)
    await ticks.urgent()
    (message,) = await claimed(reports.database, reports.clock.now())
    mail = ReportMail(Catalog.load())
    composed = (await mail.compose([message]))[message.id]
    assert composed is not None
    assert "1" in composed.text
    assert composed.rows[0][0].callback == "go:cases:0"
    async with reports.database.begin() as db:
        await mail.report(db, reports.clock.now(), [(message, Sent(()))])
    assert await count(reports, OutboxRow) == 0


async def test_reports_go_at_once_where_lives_are_at_risk_and_others_wait(
    reports: Reports, ticks: ReportTicks
) -> None:
    await reports.officer("hl", "health")
    await reports.report(text="普通")
    await reports.report(text="不急也点了", at_once=True)
    await reports.report(text="有人晕倒", urgent=True, at_once=True)
    assert await ticks.urgent() == 1
    assert await queued(reports) == [("outbox-reports-new", {"count": 1, "urgent": 1})]
    assert await ticks.urgent() == 0
    every = {one.name: one.seconds for one in report_parts(Catalog.load(), ticks)[1]}
    assert every["urgent reports"] <= 10, "within ten seconds, as it is said to workers"
    states = await reports.rows(select(Report.urgent, Report.state, Report.pending, Report.wish))
    assert set(map(tuple, states)) == {(True, "waiting", False, None), (False, "received", True, None)}


async def test_leak_04_the_minute_of_an_urgent_report_is_not_its_senders(
    reports: Reports, ticks: ReportTicks
) -> None:
    await reports.officer("hl", "health")
    waits: list[float] = []
    for number in range(12):
        reports.clock.at = sent = local(2, 10, 1) + timedelta(minutes=15 * number)
        await reports.report(text=f"第{number}件", urgent=True)
        while not await ticks.urgent():
            assert not (await reports.rows(select(Report.id).where(Report.wish.is_not(None))))
            reports.clock.move(seconds=10)
        waits.append((reports.clock.at - sent).total_seconds())
    assert min(waits) >= 2 * 60
    assert max(waits) <= 10 * 60 + 10
    assert (timedelta(minutes=2), timedelta(minutes=10)) == SOON, "as it is said to workers"
    assert len(set(waits)) > 3, "drawn anew for each"


async def test_leak_04_what_is_added_to_an_urgent_report_waits_for_the_batch(
    reports: Reports, ticks: ReportTicks
) -> None:
    await reports.officer("hl", "health")
    added, closed_again = [await reports.report(text=one, urgent=True, at_once=True) for one in "甲乙"]
    assert await ticks.urgent() == len(await queued(reports)) == 1
    await reports.add(added, "又晕倒一个")
    await reports.withdraw(closed_again)
    for minutes in range(0, 120, 1):
        reports.clock.at = local(2, 10, 1) + timedelta(minutes=minutes)
        assert await ticks.urgent() == 0
    reports.clock.at = local(2, 14)
    assert await ticks.batch() == 1
    assert (await queued(reports))[1:] == [("outbox-reports-new", {"count": 1, "urgent": 1})]
    assert (await reports.seen(closed_again)).state == "closed"


async def test_an_urgent_report_handed_on_reaches_the_next_office_at_once(
    reports: Reports, ticks: ReportTicks
) -> None:
    officer, other = await reports.officer("hl", "health", "head"), await reports.officer("gg", "health")
    await reports.report(urgent=True, at_once=True)
    assert await ticks.urgent() == 1
    ((report_id,),) = await reports.rows(select(Report.id))
    await reports.do(
        reports_handling.hand_on,
        officer,
        reports.intake,
        DAY,
        report_id,
        7,
        reports.places["gg"],
        "health",
        "在高港",
    )
    assert await ticks.urgent() == 1
    rows = await reports.rows(select(OutboxRow.person_id))
    assert {row.person_id for row in rows} == {require_person(officer), require_person(other)}


async def test_what_happens_to_an_urgent_report_before_anybody_was_told(
    reports: Reports, ticks: ReportTicks
) -> None:
    """Something is added to the one, the other is withdrawn, the clock is set back, the process dies."""
    await reports.officer("hl", "health")
    hurried = await reports.report(text="有人晕倒", urgent=True, at_once=True)
    await reports.add(hurried, "在二楼")
    gone = await reports.report(text="算了", urgent=True)
    await reports.withdraw(gone)
    assert await ticks.urgent() == 1
    assert len((await reports.seen(hurried)).messages) == 2
    waiting = await reports.report(text="味道很大", urgent=True)
    assert await ticks.urgent() == 0
    reports.clock.move(hours=-3)
    assert await ticks.urgent() == 0
    reports.clock.move(minutes=11)
    assert await ticks.urgent() == 1
    assert (await reports.seen(waiting)).state == "waiting"
    await reports.report(text="又一件", urgent=True)
    again = ticks_of(reports)
    assert await again.urgent() == 0
    reports.clock.move(minutes=11)
    assert await again.urgent() == 1
    reports.clock.at = local(2, 14)
    await ticks.batch()
    with pytest.raises(NotFound):
        await reports.seen(gone)


async def test_of_two_processes_one_sends_the_batch(reports: Reports, ticks: ReportTicks) -> None:
    await reports.officer("hl", "health")
    await reports.report()
    reports.clock.at = local(2, 14)
    assert sorted(await asyncio.gather(ticks.batch(), ticks_of(reports).batch())) == [0, 1]
    assert await count(reports, ReportBatch) == 1


async def test_a_missed_hour_is_caught_up(reports: Reports, ticks: ReportTicks) -> None:
    await reports.officer("hl", "health")
    await reports.report()
    reports.clock.at = local(3, 11, 20)
    assert await ticks.batch() == 1


async def test_additions_and_closings_are_told_as_what_they_are(reports: Reports, ticks: ReportTicks) -> None:
    await reports.officer("hl", "health")
    one, other = await reports.report(text="一"), await reports.report(text="二")
    reports.clock.at = local(2, 14)
    assert await ticks.batch() == len(await queued(reports)) == 1
    await reports.do(_accept_all, CLI)
    await reports.add(one, "补充")
    await reports.withdraw(other)
    reports.clock.at = local(2, 17)
    assert await ticks.batch() == 1
    assert (await queued(reports))[1:] == [("outbox-reports-more", {"count": 1, "urgent": 0})]
    assert (await reports.seen(other)).result == "withdrawn"


async def _accept_all(db: object, _actor: object, _now: object) -> None:
    await db.execute(text("UPDATE reports SET state = 'accepted'"))  # type: ignore[attr-defined]


async def test_only_the_very_office_is_told_and_not_those_above(reports: Reports, ticks: ReportTicks) -> None:
    near = await reports.officer("cd", "health")
    for place, department, role in (
        ("hl", "health", "head"),
        ("cd", "safety", "viewer"),
        ("cd", "labour", "inspector"),
        ("jl", "health", "inspector"),
    ):
        await reports.officer(place, department, role)
    await reports.report(category="checkups")
    reports.clock.at = local(2, 14)
    assert await ticks.batch() == 1
    assert await reports.rows(select(OutboxRow.person_id)) == [(near.person_id,)]


async def test_limits_passed_are_told_once_a_day(reports: Reports, ticks: ReportTicks) -> None:
    await reports.officer("hl", "health")
    await reports.report()
    reports.clock.at = local(2, 14)
    await ticks.batch()
    for day, hour, told in ((3, 9, 0), (4, 9, 1), (4, 14, 0), (5, 9, 1)):
        reports.clock.at = local(day, hour)
        assert await ticks.batch() == told
        await queued(reports)
    assert (await queued(reports))[-1] == ("outbox-reports-late", {"count": 1, "urgent": 0})


async def test_limits_passed_over_a_weekend_are_told_as_they_are_then_not_added_up(
    reports: Reports, ticks: ReportTicks
) -> None:
    await reports.officer("hl", "health")
    await reports.report()
    late = select(OutboxRow.values).where(OutboxRow.text_key == "outbox-reports-late")
    for day in (2, 6, 7, 8):  # Monday, and from Friday to Sunday
        reports.clock.at = local(day, 14)
        await ticks.batch()
    assert [row.values for row in await reports.rows(late)] == [{"count": 1, "urgent": 0}]
    async with reports.database.begin() as db:
        await _accept_all(db, None, None)
        await db.execute(text("UPDATE reports SET state = 'closed'"))
    reports.clock.at = local(9, 9)
    await ticks.batch()
    assert await reports.rows(late) == [], "none is over its limit any more"


async def test_what_waits_for_somebody_whose_seat_ended_is_taken_back(
    reports: Reports, ticks: ReportTicks
) -> None:
    officer = await reports.officer("hl", "health")
    await reports.report()
    reports.clock.at = local(2, 14)
    await ticks.batch()
    async with reports.database.begin() as db:
        (seat,) = await staff.list_seats(db, require_person(officer))
        await staff_changes.revoke(db, CLI, reports.clock.now(), seat.id)
    assert await count(reports, OutboxRow) == 0


# --- what becomes of them -----------------------------------------------------------------------------


@dataclass
class Traces:
    """What a thief of the disk would look for of a report."""

    text: bytes
    case_number: bytes
    receipt_hash: bytes
    key_office: bytes

    def left(self, found: bytes) -> list[str]:
        """Which of it is in `found`."""
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
    await _settle(ticks)
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
    await _settle(ticks)
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


async def _settle(ticks: ReportTicks) -> None:
    """Try until nobody reads old versions any more: PostgreSQL's own ANALYZE does so for a moment."""
    for _ in range(100):
        if not await _again(ticks):
            return
    raise AssertionError("old versions of rows stay")


async def _analyze(reports: Reports) -> None:
    """As autovacuum does: PostgreSQL keeps samples of values in its catalog."""
    if reports.database.is_sqlite:
        return
    async with reports.database.begin() as db:
        for table in TABLES:
            await db.execute(text(f"ANALYZE {table.__tablename__}"))


async def _bytes(reports: Reports) -> bytes:
    """Everything the database has on the disk: SQLite's file and journal; PostgreSQL's heaps, indexes, TOAST,
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


async def test_leak_05_rows_written_anew_are_the_same_rows_and_tell_no_time(
    reports: Reports, ticks: ReportTicks
) -> None:
    await reports.officer("hl", "health")
    tickets = [await reports.report(text=f"第{number}件", photos=(picture(20, 20),)) for number in range(6)]

    async def all_rows() -> list[list[tuple[object, ...]]]:
        return [sorted(map(tuple, await reports.rows(select(table.__table__))), key=repr) for table in TABLES]

    before = await all_rows()
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
    assert [(await reports.seen(ticket)).state for ticket in tickets] == ["received"] * 6


async def test_leak_05_who_asks_for_the_tip_does_not_stand_beside_a_report(
    reports: Reports, ticks: ReportTicks
) -> None:
    """By PostgreSQL's numbers of transactions, or the places of rows in their pages."""
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


async def test_an_idle_tick_writes_nothing(reports: Reports, ticks: ReportTicks) -> None:
    if not reports.database.is_sqlite:
        pytest.skip("looks at SQLite's file")
    before = await _bytes(reports)
    for _ in range(3):
        assert await ticks.urgent() == await ticks.batch() == 0
    assert await _bytes(reports) == before
