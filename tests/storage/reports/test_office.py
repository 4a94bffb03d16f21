"""Reports in their offices: who sees what, what is done with them, and what becomes of them."""

from __future__ import annotations

import asyncio
import itertools
import statistics
import time
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from storage.base.audit import Actor
from storage.base.errors import Conflict, Invalid, NotAllowed, NotFound
from storage.base.rights import DEPARTMENTS, ROLES, allows
from storage.membership import enterprise_contacts
from storage.reports import batches as reports_batches
from storage.reports import closing as reports_closing
from storage.reports import handling as reports_handling
from storage.reports import office as reports_office
from storage.reports.crypto import Ticket
from storage.reports.views import Case, Counts, Inbox
from storage.reviews import inspections
from storage.tables.reports import Report, ReportDepartment, ReportMessage, random_key
from storage.tables.reviews import Inspection
from storage.tables.system import AuditRow
from tests.conversations.walk import picture
from tests.storage.conftest import CLI, credit_code, register
from tests.storage.reporting import DAY, RULES, Reports, reports

__all__ = ["reports"]

SYSTEM = Actor("system")
NOTHING = Inbox((), Counts(0, 0, 0, 0))


class Desk:
    """An officer at work."""

    def __init__(self, reports: Reports, actor: Actor) -> None:
        self.reports = reports
        self.actor = actor

    async def inbox(self, **other: Any) -> Inbox:
        async with self.reports.database.read() as db:
            return await reports_office.list_cases(
                db, self.actor, self.reports.intake, RULES, self.reports.today, **other
            )

    async def case(self, report_id: int) -> Case:
        async with self.reports.database.read() as db:
            return await reports_office.get_case(db, self.actor, self.reports.intake, report_id)

    async def the_case(self) -> Case:
        (line,) = (await self.inbox()).lines
        return await self.case(line.id)

    def text(self, case: Case, position: int) -> str:
        sealed = case.messages[position].text
        return self.reports.keyring.words(sealed.key_id, sealed.key_office, sealed.body).text

    async def do(self, operation: Any, report_id: int, *values: Any, **named: Any) -> Any:
        return await self.reports.do(
            operation, self.actor, self.reports.intake, self.reports.today, report_id, *values, **named
        )

    async def say(self, report_id: int, text: str, *, question: bool = False) -> None:
        await self.do(reports_handling.say, report_id, random_key(), text, question=question)


async def release(reports: Reports) -> int:
    async with reports.database.begin() as db:
        done = await reports_batches.release(db, reports.clock.now(), reports.intake, reports.today)
    await reports.files.remove(done.files)
    return done.queued


async def desk(
    reports: Reports, place: str = "hl", department: str = "health", role: str = "inspector"
) -> Desk:
    return Desk(reports, await reports.officer(place, department, role))


async def one(reports: Reports, **other: Any) -> tuple[Desk, Ticket, int]:
    """A report that an inspector of 卫健 in 海陵区 has before them."""
    office = await desk(reports)
    ticket = await reports.report(**other)
    await release(reports)
    return office, ticket, (await office.the_case()).id


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
    assert set(row._mapping) == {
        "id",
        "jurisdiction_id",
        "department",
        "enterprise_id",
        "planned_on",
        "state",
    }
    async with reports.database.read() as db:
        (line,) = await inspections.list_planned(db, office.actor)
    assert (line.enterprise, line.planned_on) == ("华美鞋材厂", later)
    details = await reports.rows(select(AuditRow.detail).where(AuditRow.action == "inspect-report"))
    assert details == [({},), ({},)]
    await reports.do(inspections.finish, office.actor, line.id, "done")
    async with reports.database.read() as db:
        assert await inspections.list_planned(db, office.actor) == ()
    stranger = await desk(reports, "gg")
    for actor, error in (
        (stranger.actor, NotAllowed),
        ((await desk(reports, "hl", "safety")).actor, NotFound),
    ):
        with pytest.raises(error):
            await reports.do(inspections.finish, actor, line.id, "done")


# --- rights -------------------------------------------------------------------------------------------


class Undone(Exception):
    """Rolls a deed back that was allowed."""


def deeds(reports: Reports) -> dict[str, tuple[Any, tuple[Any, ...], dict[str, Any]]]:
    """For each right the operation that asks for it, with its arguments after the report's id."""
    gg, later = reports.places["gg"], DAY + timedelta(days=2)
    return {
        "report.answer": (reports_handling.say, (random_key(), "请补充"), {"question": True}),
        "report.hand_on": (reports_handling.hand_on, (random_key(), gg, "union", "转交理由"), {}),
        "report.inspect": (reports_handling.inspect, (reports.enterprise_id, later), {}),
        "report.close": (reports_closing.close, (random_key(), "true", "属实"), {}),
        "report.spam": (reports_closing.mark_spam, (), {}),
    }


async def attempt(office: Desk, right: str, report_id: int) -> str:
    """What an officer is told who tries: done, or the key of the error. Nothing is kept."""
    reports = office.reports
    try:
        if right == "report.read":
            await office.case(report_id)
            return "done"
        operation, values, named = deeds(reports)[right]
        async with reports.database.begin() as db:
            await operation(
                db,
                office.actor,
                reports.clock.now(),
                reports.intake,
                reports.today,
                report_id,
                *values,
                **named,
            )
            raise Undone
    except NotFound as error:
        return error.key
    except Undone:
        return "done"


RIGHTS = ("report.read", "report.answer", "report.hand_on", "report.inspect", "report.close", "report.spam")


async def test_every_right_is_the_tables_and_everybody_else_finds_nothing(reports: Reports) -> None:
    """Each right × role × department × place (the holder's, above, beside) against the table of rights."""
    joined = await register(reports.database, reports.clock, reports.places["cd"], 5)
    reports.enterprise_id = joined.enterprise_id
    desks = {
        (place, department, role): await desk(reports, place, department, role)
        for place, department, role in itertools.product(("hl", "cd", "jl"), DEPARTMENTS, ROLES)
    }
    await reports.report(category="checkups")
    await release(reports)
    report_id = (await desks["cd", "health", "head"].the_case()).id
    for right, (key, office) in itertools.product(RIGHTS, desks.items()):
        place, department, role = key
        allowed = place != "jl" and department == "health" and allows(right, role, department)
        said = await attempt(office, right, report_id)
        assert said == ("done" if allowed else "error-not-found"), (right, *key)


async def test_a_report_that_is_not_ones_own_is_answered_like_one_that_is_not(reports: Reports) -> None:
    _, _, report_id = await one(reports)
    for stranger in (
        await desk(reports, "gg"),
        await desk(reports, "hl", "labour", "head"),
        await desk(reports, "hl", "health", "viewer"),
        Desk(reports, Actor("person", 9999)),
    ):
        assert (await stranger.inbox()) == NOTHING
        for right in RIGHTS:
            told = await attempt(stranger, right, report_id)
            assert told == await attempt(stranger, right, random_key()) == "error-not-found"
    for operator in (CLI, SYSTEM):
        with pytest.raises(NotAllowed):
            await Desk(reports, operator).case(report_id)
        with pytest.raises(NotAllowed):
            await Desk(reports, operator).inbox()


async def test_who_acts_for_the_enterprise_never_sees_the_report_whatever_seat_they_have(
    reports: Reports,
) -> None:
    joined = await register(reports.database, reports.clock, reports.places["cd"], 5)
    office = await desk(reports)
    both = await desk(reports, role="head")
    who = both.actor.person_id
    assert who is not None
    async with reports.database.begin() as db:
        await enterprise_contacts.add_contact(
            db, reports.clock.now(), joined.enterprise_id, who, "member", ""
        )
    await reports.report(enterprise_id=joined.enterprise_id, place="")
    assert await release(reports) == 1  # the other one alone is told
    report_id = (await office.the_case()).id
    assert (await both.inbox()) == NOTHING
    with pytest.raises(NotFound):
        await both.case(report_id)
    await reports.report(jurisdiction_id=reports.places["jl"])
    await release(reports)
    assert len((await both.inbox()).lines) == 1


async def test_not_mine_and_not_there_take_the_same_time(reports: Reports) -> None:
    _, _, report_id = await one(reports)
    stranger = await desk(reports, "gg")
    times: dict[int, list[float]] = {report_id: [], random_key(): []}
    for _ in range(60):
        for id_, taken in times.items():
            started = time.perf_counter()
            with pytest.raises(NotFound):
                await stranger.case(id_)
            taken.append(time.perf_counter() - started)
    there, absent = (statistics.median(taken) for taken in times.values())
    assert 0.6 < there / absent < 1.6  # noise of a shared machine; a query more would be twice


# --- lists, figures, duplicates -----------------------------------------------------------------------


async def test_urgent_ones_come_first_and_of_one_day_none_is_the_earlier(reports: Reports) -> None:
    office = await desk(reports)
    for day in (2, 1, 0):
        reports.today = DAY + timedelta(days=day)
        for number in range(2):
            await reports.report(text=f"第{day}天{number}")
    reports.today = DAY + timedelta(days=3)
    await reports.report(text="急", urgent=True)
    await release(reports)
    inbox = await office.inbox()
    assert [line.received_on for line in inbox.lines] == [
        DAY + timedelta(days=day) for day in (3, 0, 0, 1, 1, 2)
    ]
    assert inbox.lines[0].urgent
    for first, second in (inbox.lines[1:3], inbox.lines[3:5]):
        assert first.id < second.id
    assert len((await office.inbox(page=1)).lines) == 1
    assert inbox.counts == Counts(7, 7, 4, 0)


@pytest.mark.parametrize(
    ("deed", "days", "late"),
    [("", 1, 0), ("", 2, 1), ("accept", 7, 0), ("accept", 8, 1), ("say", 30, 0), ("say", 31, 1)],
)
async def test_limits_run_from_the_day_it_came(reports: Reports, deed: str, days: int, late: int) -> None:
    office, _, report_id = await one(reports)
    if deed == "accept":
        await office.do(reports_handling.accept, report_id)
    if deed == "say":
        await office.say(report_id, "请补充")
    line = (await office.inbox()).lines[0]
    due = RULES.due_on(line.state, line.received_on, line.answered_on)
    assert due is not None
    reports.today = DAY + timedelta(days=days)
    assert (await office.inbox()).counts.overdue == late
    assert (due[1] < reports.today) == bool(late)


async def test_leak_22_the_same_text_or_photo_is_known_again_without_knowing_who(reports: Reports) -> None:
    office = await desk(reports)
    photo = picture(60, 40)
    await reports.report(text="喷胶车间没有抽风。", photos=(photo,))
    await reports.report(text="喷胶车间,没有抽风", category="checkups")
    await reports.report(text="另一件事", photos=(picture(50, 40), photo))
    await reports.report(text="再一件事")
    await release(reports)
    lines = (await office.inbox()).lines
    cases = {office.text(case := await office.case(line.id), 0): case for line in lines}
    numbers = {text: case.case_number for text, case in cases.items()}
    assert set(cases["喷胶车间没有抽风。"].alike) == {numbers["喷胶车间,没有抽风"], numbers["另一件事"]}
    assert cases["再一件事"].alike == ()


async def test_other_reports_about_the_same_enterprise_are_counted(reports: Reports) -> None:
    first = await register(reports.database, reports.clock, reports.places["cd"], 5)
    other = await register(
        reports.database,
        reports.clock,
        reports.places["cd"],
        6,
        name="利达家具厂",
        credit_code=credit_code(6),
    )
    office = await desk(reports)
    for text, joined in (("一", first), ("二", first), ("三", other)):
        await reports.report(text=text, enterprise_id=joined.enterprise_id, place="")
    await reports.report(text="四")
    await release(reports)
    cases = [await office.case(line.id) for line in (await office.inbox()).lines]
    assert {office.text(case, 0): case.same_place for case in cases} == {"一": 1, "二": 1, "三": 0, "四": 0}


async def test_leak_16_reading_leaves_a_trace_and_no_word(reports: Reports) -> None:
    office, _, report_id = await one(reports)
    await reports.do(reports_office.note_reading, office.actor, reports.intake, report_id)
    await office.say(report_id, "标记答复甲乙", question=True)
    rows = await reports.rows(
        select(
            AuditRow.action, AuditRow.person_id, AuditRow.subject, AuditRow.subject_id, AuditRow.detail
        ).where(AuditRow.subject == "report")
    )
    who = office.actor.person_id
    assert rows == [
        ("read-report", who, "report", report_id, {}),
        ("ask-report", who, "report", report_id, {}),
    ]
