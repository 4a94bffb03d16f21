"""Lists of reports before an office: their order, limits passed, reports alike, and what reading leaves."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from storage.reports import handling as reports_handling
from storage.reports import office as reports_office
from storage.reports.views import Counts
from storage.tables.system import AuditRow
from tests.conversations.walk import picture
from tests.storage.conftest import credit_code, register
from tests.storage.reporting import DAY, RULES, Reports, reports
from tests.storage.reports.desks import desk, one, release

__all__ = ["reports"]


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
        select(AuditRow.action, AuditRow.person_id, AuditRow.subject, AuditRow.subject_id, AuditRow.detail)
        .where(AuditRow.subject == "report")
        .order_by(AuditRow.id)
    )
    who = office.actor.person_id
    assert rows == [
        ("read-report", who, "report", report_id, {}),
        ("ask-report", who, "report", report_id, {}),
    ]
