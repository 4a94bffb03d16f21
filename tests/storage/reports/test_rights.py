"""Rights to see and handle a report: the table of rights, and everybody else is told it is not there."""

from __future__ import annotations

import itertools
import statistics
import time

import pytest

from storage.base.audit import Actor
from storage.base.errors import NotAllowed, NotFound
from storage.base.rights import DEPARTMENTS, ROLES, allows
from storage.membership import enterprise_contacts
from storage.tables.reports import random_key
from tests.storage.conftest import CLI, register
from tests.storage.reporting import Reports, reports
from tests.storage.reports.desks import NOTHING, RIGHTS, Desk, attempt, desk, one, release

__all__ = ["reports"]

SYSTEM = Actor("system")


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
