"""Visits put on another day; what becomes of open ones when the enterprise or the campaign is gone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from content.model.library import Library
from storage.base.audit import Actor
from storage.base.errors import Conflict, Invalid, NotFound
from storage.changes import campaign_ending
from storage.changes import enterprises as enterprise_keeping
from storage.inspections import days, ending, figures, planning, recording
from storage.offices import staff
from storage.people import contacts
from storage.tables.inspections import Inspection
from storage.tables.outbox import OutboxRow
from storage.tables.system import AuditRow
from tests.storage.inspections.visiting import Visiting, visiting
from tests.storage.review_desk import ReviewDesk, desk
from tests.storage.shop import TODAY
from tests.storage.workshop import PLAIN, Workshop, open_varied, varied

__all__ = ["desk", "varied", "visiting"]


def later(count: int) -> Any:
    return TODAY + timedelta(days=count)


async def move(visiting: Visiting, visit: int, ahead: int, actor: Actor | None = None) -> None:
    await visiting.desk.do(days.move, visit, later(ahead), actor=actor, today=TODAY)


async def states(desk: ReviewDesk) -> dict[int, str]:
    async with desk.database.read() as db:
        return {row.id: row.state for row in await db.execute(select(Inspection.id, Inspection.state))}


async def actions(desk: ReviewDesk, visit: int) -> list[str]:
    async with desk.database.read() as db:
        of = select(AuditRow.action).where(AuditRow.subject == "inspection", AuditRow.subject_id == visit)
        return list((await db.execute(of.order_by(AuditRow.id))).scalars())


def days_of(told: list[dict[str, Any]]) -> list[tuple[int, int]]:
    return [(one["values"]["day_day"], one["values"].get("new_day", 0)) for one in told]


# --- another day --------------------------------------------------------------------------------------


async def test_an_announced_visit_is_told_its_new_day_once(visiting: Visiting) -> None:
    shop, desk = await visiting.enterprise(1), visiting.desk
    visit = await visiting.schedule(shop, 3, announced=True)
    await visiting.sent()
    for _ in range(2):
        await move(visiting, visit, 5, desk.zhou)
    assert days_of(await desk.queued("outbox-inspection-moved")) == [(5, 7)] * 2
    assert await actions(desk, visit) == ["inspection-announced", "inspection-moved"]
    (line,) = await desk.look(planning.list_planned)
    assert (line.id, line.planned_on) == (visit, later(5))
    async with desk.database.read() as db:
        of = select(AuditRow.detail).where(AuditRow.action == "inspection-moved")
        assert (await db.execute(of)).scalar_one() == {"from": "2026-11-05", "to": "2026-11-07"}
    desk.clock.move(minutes=1)
    await move(visiting, visit, 6)  # nobody has read of the 7th yet
    assert days_of(await desk.queued("outbox-inspection-moved")) == [(7, 8)] * 2


async def test_what_waits_for_the_morning_is_said_once_and_rightly(visiting: Visiting) -> None:
    """Announced at night, moved and called off before the morning: nobody reads of days that are not."""
    shop, desk = await visiting.enterprise(1), visiting.desk
    desk.clock.at = datetime(2026, 11, 2, 13, 30, tzinfo=UTC)  # half past nine in the evening
    visit = await visiting.schedule(shop, 3, announced=True)
    told = await desk.queued("outbox-inspection")
    assert {one["not_before"] for one in told} == {datetime(2026, 11, 3, 0, 30, tzinfo=UTC)}
    desk.clock.move(minutes=1)
    await move(visiting, visit, 4)
    assert days_of(await desk.queued("outbox-inspection")) == [(6, 0)] * 2
    assert await desk.queued("outbox-inspection-moved") == []
    await desk.do(planning.drop, visit)
    for key in ("outbox-inspection", "outbox-inspection-off"):
        assert await desk.queued(key) == []


async def test_a_quiet_visit_moves_quietly(visiting: Visiting) -> None:
    shop, desk = await visiting.enterprise(1), visiting.desk
    visit = await visiting.schedule(shop, 3)
    await move(visiting, visit, 0)
    async with desk.database.read() as db:
        of = select(OutboxRow.id).where(OutboxRow.text_key.like("outbox-inspection%"))
        assert (await db.execute(of)).first() is None
    await desk.do(recording.begin, visit, today=TODAY)


async def test_a_day_that_is_taken_or_cannot_be(visiting: Visiting) -> None:
    shop, desk = await visiting.enterprise(1), visiting.desk
    visit, there = await visiting.schedule(shop, 3, announced=True), await visiting.schedule(shop, 4)
    for ahead, error, key in (
        (-1, Invalid, "inspection-day"),
        (91, Invalid, "inspection-day"),
        (0, Invalid, "inspection-announced"),
        (4, Conflict, "inspection-there"),
    ):
        with pytest.raises(error) as caught:
            await move(visiting, visit, ahead)
        assert str(getattr(caught.value, "problem", "")) == key
    await desk.do(planning.drop, there)
    await move(visiting, visit, 4)  # that one was called off: its day is free
    for actor in (visiting.health, desk.viewer, desk.stranger):
        with pytest.raises(NotFound):
            await move(visiting, visit, 5, actor)
    today = await visiting.begin(await visiting.enterprise(2))
    with pytest.raises(Conflict) as begun:
        await move(visiting, today, 5)
    assert begun.value.problem == "inspection-begun"
    await desk.do(planning.drop, visit)
    with pytest.raises(Conflict) as over:
        await move(visiting, visit, 5)
    assert over.value.problem == "inspection-over"


async def test_departments_asked_along_hear_the_new_day(visiting: Visiting) -> None:
    shop, desk = await visiting.enterprise(1), visiting.desk
    visit = await visiting.schedule(shop, 3)
    await desk.do(planning.join, visit, "health", joins=True)
    await move(visiting, visit, 5)
    assert await desk.queued("outbox-inspection-joint") == []  # it waited, and named the old day
    (told,) = await desk.queued("outbox-inspection-moved-joint")
    assert told["person_id"] == visiting.health.person_id
    assert told["button"] == {"kind": "inspection", "id": visit}


async def test_a_department_without_people_in_the_town_is_asked_at_the_county(visiting: Visiting) -> None:
    shop, desk = await visiting.enterprise(1), visiting.desk
    async with desk.database.begin() as db:
        person = await contacts.ensure_person(db, desk.clock.now(), 710_900, "zh")
        await staff.seat(db, desk.clock.now(), person, desk.county, "inspector", "labour", "社")
    visit = await visiting.schedule(shop, 3)
    await desk.do(planning.join, visit, "labour", joins=True)
    (told,) = await desk.queued("outbox-inspection-joint")
    assert told["person_id"] == person


# --- the enterprise is gone -------------------------------------------------------------------------------


async def close(visiting: Visiting, shop: Workshop) -> None:
    await visiting.desk.do(
        enterprise_keeping.close_for, shop.enterprise_id, "stopped", actor=visiting.desk.head
    )


async def test_visits_of_a_closed_enterprise_are_called_off_and_that_is_said(visiting: Visiting) -> None:
    shop, desk = await visiting.enterprise(1), visiting.desk
    planned = await visiting.schedule(shop, 3, announced=True)
    await desk.do(planning.join, planned, "health", joins=True)
    begun = await visiting.begin(shop, desk.zhou)
    await visiting.answer(begun, PLAIN, "fail", "没有上墙")
    await close(visiting, shop)
    assert await states(desk) == {planned: "dropped", begun: "open"}
    assert (await actions(desk, planned))[-1] == "inspection-dropped"
    told = await desk.queued("outbox-inspection-dropped")
    named = {(one["person_id"], one["values"]["state"]) for one in told}
    people = {desk.chen.person_id, desk.zhou.person_id, visiting.health.person_id}
    assert named >= {(one, "planned") for one in people}
    assert (visiting.health.person_id, "open") not in named
    assert (desk.chen.person_id, "open") in named
    assert await desk.queued("outbox-inspection") == []
    assert await desk.queued("outbox-inspection-off") == []  # the enterprise is told that it is off the list
    done = await visiting.finish(begun)
    assert (done.closed, done.faults) == (True, 0)
    assert await desk.look(planning.list_planned) == ()


async def test_visits_of_a_double_go_to_the_one_it_is(visiting: Visiting) -> None:
    double, into, desk = await visiting.enterprise(1), await visiting.enterprise(2), visiting.desk
    along, twice = await visiting.schedule(double, 3), await visiting.schedule(double, 4, announced=True)
    own = await visiting.schedule(into, 4)
    health = await visiting.schedule(double, 4, visiting.health)  # another department's on that day
    await visiting.sent()
    await desk.do(enterprise_keeping.merge, double.enterprise_id, into.enterprise_id, actor=desk.head)
    found = await states(desk)
    assert found == {along: "planned", twice: "dropped", own: "planned", health: "planned"}
    async with desk.database.read() as db:
        rows = await db.execute(select(Inspection.id, Inspection.enterprise_id, Inspection.announced))
        where = {row.id: (row.enterprise_id, row.announced) for row in rows}
    assert where[along] == (into.enterprise_id, False)
    assert where[health] == (into.enterprise_id, False)
    assert where[own] == (into.enterprise_id, True)  # the enterprise was told of that day
    assert await desk.queued("outbox-inspection-off") == []
    told = {one["values"]["why"] for one in await desk.queued("outbox-inspection-dropped")}
    assert told == {"merged"}


async def test_visits_to_who_moved_away_are_called_off(visiting: Visiting) -> None:
    shop, desk = await visiting.enterprise(1), visiting.desk
    visit = await visiting.schedule(shop, 3)
    county = await visiting.schedule(shop, 5, desk.above)
    await desk.do(enterprise_keeping.move_to, shop.enterprise_id, desk.other, actor=desk.above)
    assert await states(desk) == {visit: "dropped", county: "planned"}
    told = await desk.queued("outbox-inspection-dropped")
    assert {one["values"]["why"] for one in told} == {"moved"}
    assert desk.chen.person_id in {one["person_id"] for one in told}


# --- the campaign ends ------------------------------------------------------------------------------------


async def test_visits_end_with_their_campaign_and_come_back_with_it(visiting: Visiting) -> None:
    shop, other, desk = await visiting.enterprise(1), await visiting.enterprise(2), visiting.desk
    planned = await visiting.schedule(shop, 3, announced=True)
    begun = await visiting.begin(other)
    await visiting.answer(begun, PLAIN, "fail", "没有上墙")
    await visiting.sent()
    left = await desk.look(campaign_ending.look, desk.clock.now(), desk.campaign_id, actor=desk.above)
    assert left.inspections == 2
    end = (desk.campaign_id, "目标已达到")
    assert await desk.do(campaign_ending.close, *end, actor=desk.above)
    assert await states(desk) == {planned: "ended", begun: "ended"}
    for visit in (planned, begun):
        assert (await actions(desk, visit))[-1] == "inspection-ended"
    told = await desk.queued("outbox-inspections-ended")
    assert {(one["values"]["count"], one["values"]["open"]) for one in told} == {(2, 1)}
    assert {one["person_id"] for one in told} >= {desk.chen.person_id, desk.zhou.person_id}
    assert len(await desk.queued("outbox-inspection-off")) == 2
    assert await desk.look(planning.list_planned) == ()
    view = await visiting.look(begun)
    assert (view.state, view.seen[PLAIN].note) == ("ended", "没有上墙")
    with pytest.raises(Conflict):
        await visiting.answer(begun, PLAIN, "pass", seen=1)
    with pytest.raises(Conflict):
        await desk.do(ending.finish, begun, today=TODAY)
    assert await desk.look(figures.list_made, desk.town) == ()
    desk.clock.move(minutes=5)
    assert await desk.do(campaign_ending.reopen, *end, actor=desk.above)
    assert await states(desk) == {planned: "planned", begun: "open"}
    assert (await visiting.look(planned)).announced is False
    assert (await visiting.finish(begun)).faults == 1


async def test_a_visit_that_another_campaign_covers_stays(visiting: Visiting, varied: Library) -> None:
    shop, desk = await visiting.enterprise(1), visiting.desk
    visit = await visiting.schedule(shop, 3)
    await open_varied(desk.database, desk.clock, desk.town, varied)
    assert await desk.do(campaign_ending.close, desk.campaign_id, "结束", actor=desk.above)
    assert await states(desk) == {visit: "planned"}
    assert await desk.queued("outbox-inspections-ended") == []


async def test_what_ended_can_be_planned_again(visiting: Visiting) -> None:
    shop, desk = await visiting.enterprise(1), visiting.desk
    visit = await visiting.schedule(shop, 3)
    await desk.do(campaign_ending.close, desk.campaign_id, "结束", actor=desk.above)
    assert await states(desk) == {visit: "ended"}
    assert await visiting.schedule(shop, 3) == visit
    assert await states(desk) == {visit: "planned"}


async def test_a_visit_of_the_past_does_not_come_back(visiting: Visiting) -> None:
    shop, desk = await visiting.enterprise(1), visiting.desk
    visit = await visiting.schedule(shop, 1)
    await desk.do(campaign_ending.close, desk.campaign_id, "结束", actor=desk.above)
    desk.clock.move(days=3)
    await desk.do(campaign_ending.reopen, desk.campaign_id, "还要继续", actor=desk.above)
    assert await states(desk) == {visit: "ended"}
