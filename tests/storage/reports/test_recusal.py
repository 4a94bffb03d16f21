"""People who act for a reported enterprise do not read the report, whatever seat they have besides: not where
the worker typed the place, not after doubles were merged, not after they left or moved."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from storage.base.errors import Invalid, NotFound
from storage.changes import enterprises as enterprise_keeping
from storage.membership import enterprise_contacts
from storage.people import former_contacts
from storage.reports import closing as reports_closing
from storage.reports import handling as reports_handling
from storage.reports import office as reports_office
from storage.tables.outbox import OutboxRow
from storage.tables.people import Contact, FormerContact
from storage.tables.reports import Report, ReportDepartment, random_key
from tests.storage.conftest import CLI, credit_code, register
from tests.storage.reporting import DAY, Reports, reports
from tests.storage.reports.desks import NOTHING, RIGHTS, Desk, attempt, desk, release

__all__ = ["reports"]


async def listed(reports: Reports, number: int, place: str = "cd") -> int:
    """A new enterprise; its id."""
    where, name = reports.places[place], f"利达{number}厂"
    code = credit_code(number)
    return (
        await register(reports.database, reports.clock, where, number, name=name, credit_code=code)
    ).enterprise_id


async def join(reports: Reports, who: Desk, enterprise_id: int) -> None:
    """An officer acts for an enterprise too."""
    async with reports.database.begin() as db:
        await enterprise_contacts.add_contact(db, reports.clock.now(), enterprise_id, id_of(who), "owner", "")


async def own(reports: Reports, who: Desk, number: int = 5, place: str = "cd") -> int:
    """A new enterprise for which an officer acts too."""
    made = await listed(reports, number, place)
    await join(reports, who, made)
    return made


def id_of(who: Desk) -> int:
    assert who.actor.person_id is not None
    return who.actor.person_id


async def sent(reports: Reports, **other: Any) -> int:
    """A report that a batch has brought; its id."""
    before = {row.id for row in await reports.rows(select(Report.id))}
    await reports.report(**other)
    await release(reports)
    (made,) = {row.id for row in await reports.rows(select(Report.id))} - before
    return int(made)


async def told(reports: Reports) -> set[int]:
    """Ids of people who were told anything of reports."""
    return {row.person_id for row in await reports.rows(select(OutboxRow.person_id))}


async def assert_shut(who: Desk, report_id: int) -> None:
    assert [await attempt(who, right, report_id) for right in RIGHTS] == ["error-not-found"] * len(RIGHTS)
    for closed in (False, True):
        assert report_id not in {line.id for line in (await who.inbox(closed=closed)).lines}


async def assert_open(who: Desk, report_id: int) -> None:
    assert await attempt(who, "report.read", report_id) == "done"


@pytest.mark.parametrize("where", ["cd", "hl"])
async def test_a_report_of_a_typed_place_is_shut_to_contacts_of_enterprises_there(
    reports: Reports, where: str
) -> None:
    """The enterprise may be the very one; listed in the place that was chosen, or in one below it."""
    both, other = await desk(reports, role="head"), await desk(reports)
    await own(reports, both)
    report_id = await sent(reports, jurisdiction_id=reports.places[where])
    await assert_shut(both, report_id)
    await assert_open(other, report_id)
    assert await told(reports) == {id_of(other)}
    assert (await both.inbox()) == NOTHING


async def test_of_a_place_beside_it_the_typed_report_is_open(reports: Reports) -> None:
    both = await desk(reports)
    await own(reports, both)
    await assert_open(both, await sent(reports, jurisdiction_id=reports.places["jl"]))


@pytest.mark.parametrize("of", ["double", "kept"])
async def test_doubles_put_together_keep_reports_shut(reports: Reports, of: str) -> None:
    """They act for the merged double, or for the other one; and for a chain of them."""
    both, other = await desk(reports, role="head"), await desk(reports)
    double, kept, third = [await listed(reports, number) for number in (5, 6, 7)]
    await join(reports, both, double if of == "double" else kept)
    report_id = await sent(reports, enterprise_id=double, place="")
    await reports.do(enterprise_keeping.merge, CLI, double, kept)
    await assert_shut(both, report_id)
    await assert_open(other, report_id)
    await reports.do(enterprise_keeping.merge, CLI, kept, third)
    await assert_shut(both, report_id)
    await assert_shut(both, await sent(reports, enterprise_id=third, place="", text="又一次"))
    later = DAY + timedelta(days=3)
    await other.do(reports_handling.inspect, report_id, third, later)  # it is about the one that is left
    with pytest.raises(Invalid):
        await other.do(reports_handling.inspect, report_id, await listed(reports, 8), later)


async def test_leaving_or_moving_the_enterprise_opens_nothing(reports: Reports) -> None:
    both = await desk(reports, role="head")
    mine, others = await own(reports, both), await listed(reports, 6)
    named = await sent(reports, enterprise_id=mine, place="")
    typed = await sent(reports, text="别的事")
    await reports.do(enterprise_keeping.move_own, both.actor, mine, reports.places["gg"], "")
    await assert_shut(both, named)
    await assert_shut(both, typed)
    await join(reports, both, others)
    await reports.do(enterprise_contacts.leave, both.actor, mine)
    await reports.do(enterprise_contacts.leave, both.actor, others)
    assert await reports.rows(select(Contact.id).where(Contact.person_id == id_of(both))) == []
    await assert_shut(both, named)
    await assert_shut(both, typed)


async def test_a_year_later_they_are_officers_like_others(reports: Reports) -> None:
    both = await desk(reports)
    mine = await own(reports, both)
    await reports.do(enterprise_contacts.leave, both.actor, mine)
    report_id = await sent(reports, enterprise_id=mine, place="")
    async with reports.database.begin() as db:
        assert await former_contacts.forget(db, reports.clock.now() + timedelta(days=364)) == 0
    await assert_shut(both, report_id)
    async with reports.database.begin() as db:
        assert await former_contacts.forget(db, reports.clock.now() + timedelta(days=366)) == 1
    assert await reports.rows(select(FormerContact.person_id)) == []
    await assert_open(both, report_id)


async def test_where_the_only_officer_is_the_owner_the_office_above_has_it(reports: Reports) -> None:
    both, above = await desk(reports, "cd", "health"), await desk(reports, "hl", "health")
    report_id = await sent(reports, enterprise_id=await own(reports, both), place="")
    holds = select(ReportDepartment.jurisdiction_id).where(ReportDepartment.report_id == report_id)
    assert await reports.rows(holds) == [(reports.places["hl"],)]
    await assert_shut(both, report_id)
    await assert_open(above, report_id)
    typed = await sent(reports)
    await assert_shut(both, typed)
    assert await told(reports) == {id_of(above)}


async def test_who_became_owner_after_it_came_in_is_told_nothing_and_the_office_above_is(
    reports: Reports,
) -> None:
    both, above = await desk(reports, "cd", "health"), await desk(reports, "hl", "health")
    mine = await listed(reports, 6)
    ticket = await reports.report(enterprise_id=mine, place="")
    await join(reports, both, mine)
    await release(reports)
    await reports.add(ticket, "补充")
    await release(reports)
    assert await told(reports) == {id_of(above)}


async def test_a_report_is_not_handed_to_an_office_of_the_owner_alone(reports: Reports) -> None:
    office = await desk(reports)
    both, above = await desk(reports, "cd", "labour"), await desk(reports, "hl", "labour")
    mine = await own(reports, both)
    report_id = await sent(reports, enterprise_id=mine, place="", category="checkups")
    to = reports.places["cd"]
    await office.do(reports_handling.hand_on, report_id, random_key(), to, "labour", "涉及工伤")
    await assert_shut(both, report_id)
    await assert_open(above, report_id)


async def test_a_closed_report_stays_shut(reports: Reports) -> None:
    both, other = await desk(reports, role="head"), await desk(reports)
    await own(reports, both)
    report_id = await sent(reports)
    await other.do(reports_closing.close, report_id, random_key(), "true", "属实")
    await assert_shut(both, report_id)
    with pytest.raises(NotFound):
        await both.do(reports_closing.reopen, report_id)
    with pytest.raises(NotFound):
        await reports.do(reports_office.note_reading, both.actor, reports.intake, report_id)
