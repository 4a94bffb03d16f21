"""Times at which offices are told of reports: batches at fixed hours, urgent ones at once, limits, no trace
of when."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, text

from content.catalog import Catalog
from scheduler.delivery.outcome import Sent
from scheduler.planning.reports import SOON, ReportMail, ReportTicks, report_parts
from storage.base.database import Database
from storage.base.errors import NotFound
from storage.base.rights import require_person
from storage.membership import seats as staff_changes
from storage.offices import staff
from storage.outbox import queue as outbox
from storage.outbox.queue import Message
from storage.reports import handling as reports_handling
from storage.tables.outbox import OutboxRow
from storage.tables.reports import Report, ReportBatch
from tests.scheduler.planning.report_ticks import count, local, queued, ticks, ticks_of
from tests.storage.conftest import CLI
from tests.storage.reporting import DAY, Reports, reports

__all__ = ["reports", "ticks"]


async def claimed(database: Database, now: datetime) -> list[Message]:
    async with database.begin() as db:
        return await outbox.claim(db, now, now + timedelta(minutes=1), 100)


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
    assert row.id < 0, "its number is chance: one that counts would leave a gap"
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
