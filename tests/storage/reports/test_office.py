"""Reports in their offices: questions and answers, handed on, closed and opened again, inspected."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from storage.base.errors import Conflict, Invalid, NotFound
from storage.inspections import planning as inspections
from storage.reports import closing as reports_closing
from storage.reports import handling as reports_handling
from storage.tables.inspections import Inspection
from storage.tables.reports import Report, ReportDepartment, ReportMessage, random_key
from storage.tables.system import AuditRow
from tests.conversations.walk import picture
from tests.storage.conftest import register
from tests.storage.interleaving import Pair, check
from tests.storage.reporting import DAY, Reports, reports
from tests.storage.reports.desks import desk, one, release

__all__ = ["reports"]


async def test_an_office_sees_nothing_before_the_batch(reports: Reports) -> None:
    office = await desk(reports)
    ticket = await reports.report()
    assert (await office.inbox()).lines == ()
    ((report_id,),) = await reports.rows(select(Report.id))
    with pytest.raises(NotFound):
        await office.case(report_id)
    await release(reports)
    case = await office.case(report_id)
    assert office.text(case, 0) == "喷胶车间没有抽风,味道很大"
    assert (await reports.seen(ticket)).state == "waiting"
    await reports.add(ticket, "补充一句")
    assert len((await office.case(report_id)).messages) == 1
    await release(reports)
    assert office.text(await office.case(report_id), 1) == "补充一句"


async def test_questions_and_answers_go_back_and_forth(reports: Reports) -> None:
    office, ticket, report_id = await one(reports)
    await office.do(reports_handling.accept, report_id)
    await office.say(report_id, "是哪个车间?", question=True)
    seen = await reports.seen(ticket)
    assert seen.state == "asked"
    assert (seen.messages[1].author, seen.messages[1].text) == ("office", "是哪个车间?")
    assert (seen.messages[1].department, seen.messages[1].office) == ("health", "海陵区")
    await reports.add(ticket, "二楼", picture(40, 30))
    assert (await office.case(report_id)).state == "asked"
    await release(reports)
    case = await office.case(report_id)
    assert case.state == "accepted"
    assert office.text(case, 2) == "二楼"
    (photo,) = case.messages[2].photos
    body = await reports.files.get(photo.name)
    assert reports.keyring.photo(photo.key_id, photo.key_office, body).startswith(b"\xff\xd8")
    await office.say(report_id, "已安排核查")
    assert await office.do(reports_closing.close, report_id, random_key(), "true", "属实,已责令整改")
    seen = await reports.seen(ticket)
    assert (seen.state, seen.result, seen.closed_on) == ("closed", "true", DAY)
    assert [said.author for said in seen.messages] == ["worker", "office", "worker", "office", "office"]


async def test_notes_between_offices_are_not_the_workers_to_read(reports: Reports) -> None:
    office, ticket, report_id = await one(reports)
    labour = await desk(reports, "hl", "labour")
    hl = reports.places["hl"]
    await office.do(reports_handling.hand_on, report_id, random_key(), hl, "labour", "涉及工伤保险")
    assert len((await reports.seen(ticket)).messages) == 1
    with pytest.raises(NotFound):
        await office.case(report_id)
    case = await labour.case(report_id)
    assert (case.state, case.messages[1].author) == ("waiting", "note")
    assert labour.text(case, 1) == "涉及工伤保险"
    assert (await reports.seen(ticket)).holders == (("海陵区", "labour"),)
    assert await release(reports) == 1  # labour is told by the next batch
    with pytest.raises(NotFound):
        await office.do(reports_handling.hand_on, report_id, random_key(), hl, "labour", "再来一次")


async def test_it_can_be_handed_to_another_place(reports: Reports) -> None:
    office, _, report_id = await one(reports)
    other = await desk(reports, "gg", "safety")
    with pytest.raises(Conflict) as caught:
        await office.do(
            reports_handling.hand_on, report_id, random_key(), reports.places["cd"], "health", "同一处"
        )
    assert caught.value.problem == "report-same-office"
    await office.do(
        reports_handling.hand_on, report_id, random_key(), reports.places["gg"], "safety", "在高港"
    )
    assert (await other.case(report_id)).holders == ((reports.places["gg"], "高港区", "safety"),)
    for problem, place, kind in (("jurisdiction", 999, "health"), ("department", 1, "police")):
        with pytest.raises(Invalid) as refused:
            await other.do(reports_handling.hand_on, report_id, random_key(), place, kind, "x 理由")
        assert refused.value.problem == problem


async def test_of_two_who_accept_at_once_one_does_and_the_other_is_told(reports: Reports) -> None:
    office, _, report_id = await one(reports)
    other = await desk(reports)
    results = await asyncio.gather(
        office.do(reports_handling.accept, report_id),
        other.do(reports_handling.accept, report_id),
        return_exceptions=True,
    )
    refused = [result for result in results if isinstance(result, Conflict)]
    assert [conflict.problem for conflict in refused] == ["report-accepted"]
    winner = office if results[0] is None else other
    await winner.do(reports_handling.accept, report_id)
    audited = await reports.rows(select(AuditRow.id).where(AuditRow.action == "accept-report"))
    assert len(audited) == 1


async def test_a_deed_done_twice_says_its_sentence_once(reports: Reports) -> None:
    office, ticket, report_id = await one(reports)
    key = random_key()
    for _ in range(2):
        await office.do(reports_handling.say, report_id, key, "是哪个车间?", question=True)
    key = random_key()
    for _ in range(2):
        await office.do(reports_closing.close, report_id, key, "untrue", "没有发现")
    assert len((await reports.seen(ticket)).messages) == 3
    with pytest.raises(Conflict):
        await office.do(reports_closing.close, report_id, random_key(), "true", "其实属实")
    with pytest.raises(Conflict):
        await office.say(report_id, "结了还说")


async def test_one_department_leaves_a_report_to_the_other(reports: Reports) -> None:
    office = await desk(reports)
    safety = await desk(reports, "hl", "safety")
    await reports.report()
    await release(reports)
    report_id = (await office.the_case()).id
    closed = await office.do(reports_closing.close, report_id, random_key(), "elsewhere", "由安监办理")
    assert closed is False
    with pytest.raises(NotFound):
        await office.case(report_id)
    assert (await safety.case(report_id)).state == "waiting"
    assert await safety.do(reports_closing.close, report_id, random_key(), "elsewhere", "请打 12345") is True


async def test_a_closed_report_opens_again_by_worker_or_office(reports: Reports) -> None:
    office, ticket, report_id = await one(reports)
    await office.do(reports_closing.close, report_id, random_key(), "untrue", "没有发现")
    await reports.add(ticket, "晚上才喷")
    await release(reports)
    case = await office.case(report_id)
    assert (case.state, case.result, case.closed_on, case.handler_id) == ("waiting", None, None, None)
    head = await desk(reports, role="head")
    await head.do(reports_closing.mark_spam, report_id)
    await head.do(reports_closing.mark_spam, report_id)
    assert (await office.case(report_id)).result == "spam"
    await office.do(reports_closing.reopen, report_id)
    await office.do(reports_closing.reopen, report_id)
    assert (await office.case(report_id)).state == "accepted"
    with pytest.raises(NotFound):
        await office.do(reports_closing.mark_spam, report_id)  # an inspector may not


async def test_a_worker_closes_it_and_before_the_batch_it_never_was(reports: Reports) -> None:
    office = await desk(reports)
    early = await reports.report(photos=(picture(40, 30),))
    await reports.withdraw(early)
    assert await release(reports) == 0
    with pytest.raises(NotFound):
        await reports.seen(early)
    assert list(reports.files.root.iterdir()) == []
    for table in (Report, ReportMessage, ReportDepartment):
        assert await reports.rows(select(func.count()).select_from(table)) == [(0,)]
    late = await reports.report()
    await release(reports)
    await reports.withdraw(late)
    assert (await office.the_case()).state == "waiting"
    await release(reports)
    seen = await reports.seen(late)
    assert (seen.state, seen.result, seen.closed_on) == ("closed", "withdrawn", DAY)


async def test_leak_18_an_inspection_tells_nothing_of_the_report(reports: Reports) -> None:
    joined = await register(reports.database, reports.clock, reports.places["cd"], 5)
    office, _, report_id = await one(reports, enterprise_id=joined.enterprise_id, place="")
    later = DAY + timedelta(days=3)
    with pytest.raises(Invalid) as caught:
        await office.do(reports_handling.inspect, report_id, joined.enterprise_id, DAY)
    assert caught.value.problem == "inspection-day"
    with pytest.raises(Invalid) as caught:
        await office.do(
            reports_handling.inspect, report_id, joined.enterprise_id + 1, DAY + timedelta(days=3)
        )
    assert caught.value.problem == "report-enterprise"
    for _ in range(2):
        await office.do(reports_handling.inspect, report_id, joined.enterprise_id, later)
    (row,) = await reports.rows(select(Inspection.__table__))
    routine = await reports.do(
        inspections.schedule, office.actor, joined.enterprise_id, later + timedelta(days=1), today=DAY
    )
    (other,) = await reports.rows(select(Inspection.__table__).where(Inspection.id == routine))
    differing = {name for name in row._mapping if row._mapping[name] != other._mapping[name]}
    assert differing == {"id", "planned_on"}  # a visit of any other origin looks the same
    await reports.do(inspections.drop, office.actor, routine)
    async with reports.database.read() as db:
        (line,) = await inspections.list_planned(db, office.actor)
    assert (line.enterprise, line.planned_on) == ("华美鞋材厂", later)
    details = await reports.rows(select(AuditRow.detail).where(AuditRow.action == "inspect-report"))
    assert details == [({},), ({},)]
    await reports.do(inspections.drop, office.actor, line.id)
    async with reports.database.read() as db:
        assert await inspections.list_planned(db, office.actor) == ()
    stranger = await desk(reports, "gg")
    for actor, error in (
        (stranger.actor, NotFound),
        ((await desk(reports, "hl", "safety")).actor, NotFound),
    ):
        with pytest.raises(error):
            await reports.do(inspections.drop, actor, line.id)


@pytest.mark.postgres
@pytest.mark.parametrize("database_url", ["postgres"], indirect=True)
async def test_a_report_handed_on_is_not_closed_by_a_colleague_at_that_moment(reports: Reports) -> None:
    """As one after the other, whenever the two meet: who has handed it on no longer holds it."""
    colleague = await reports.officer("hl", "health")
    await reports.officer("hl", "labour")
    office, _, first = await one(reports)
    known = {first}

    async def meet() -> Pair:
        await reports.report()
        await release(reports)
        (case,) = {line.id for line in (await office.inbox()).lines} - known
        known.add(case)
        now, today, at = reports.clock.now(), reports.today, reports.places["hl"]
        closing, moving = random_key(), random_key()
        of = (reports.intake, today, case)
        return Pair(
            lambda db: reports_closing.close(db, office.actor, now, *of, closing, "true", "查实了"),
            lambda db: reports_handling.hand_on(db, colleague, now, *of, moving, at, "labour", "归人社"),
            (select(Report.state).where(Report.id == case),),
        )

    await check(reports.database, meet)
