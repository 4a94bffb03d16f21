"""Duties of offices: who owes what, marked as done, undone; which places still owe it."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import func, select

from content.calendar.duties import ONCE
from content.loader import load
from storage.base.audit import Actor
from storage.base.database import Database
from storage.base.errors import Invalid, NotAllowed, NotFound
from storage.campaigns import days as campaign_days
from storage.campaigns import duties
from storage.campaigns import opening as campaigns
from storage.campaigns.duties import OwedDuty
from storage.changes import campaign_ending
from storage.membership import staff_invites
from storage.offices import jurisdictions, staff
from storage.statistics import summaries
from storage.tables.campaigns import DutyMark
from storage.tables.system import AuditRow
from tests.storage.conftest import CLI, Clock

LIBRARY = load()
DAY = date(2026, 11, 2)


@dataclass
class City:
    """A city with a campaign by the pack of Tianjin, two districts and a town; an inspector in each."""

    database: Database
    clock: Clock
    ids: dict[str, int]
    actors: dict[str, Actor]
    campaign_id: int

    async def owed(self, place: str, today: date = DAY, by: Actor | None = None) -> list[OwedDuty]:
        async with self.database.read() as db:
            return list(await duties.list_owed(db, by or self.actors[place], LIBRARY, self.ids[place], today))

    async def mark(
        self, place: str, code: str, period: date = ONCE, by: Actor | None = None, note: str = ""
    ) -> bool:
        async with self.database.begin() as db:
            return await duties.mark_done(
                db,
                by or self.actors[place],
                self.clock.now(),
                LIBRARY,
                self.campaign_id,
                code,
                self.ids[place],
                period,
                note,
            )

    async def undo(self, place: str, code: str, period: date = ONCE, by: Actor | None = None) -> bool:
        async with self.database.begin() as db:
            return await duties.undo(
                db,
                by or self.actors[place],
                self.clock.now(),
                self.campaign_id,
                code,
                self.ids[place],
                period,
            )

    async def owing(self, at: str, code: str, period: date = ONCE) -> set[int]:
        values = {"campaign_id": self.campaign_id, "code": code, "period_on": period}
        async with self.database.read() as db:
            return set((await db.execute(duties.owing_places(at), values)).scalars())

    async def scalar(self, statement: Any) -> Any:
        async with self.database.read() as db:
            return (await db.execute(statement)).scalar()


@pytest.fixture
async def city(database: Database, clock: Clock) -> City:
    ids, actors = {}, {}
    async with database.begin() as db:
        for number, (code, parent) in enumerate(
            (("city", None), ("east", "city"), ("west", "city"), ("town", "east")), 1
        ):
            made = await jurisdictions.add(db, CLI, clock.now(), code, f"{code}处", parent)
            ids[code] = made.id
            link = await staff_invites.create(db, CLI, clock.now(), made.id, "inspector", "town")
            hashed = staff_invites.hash_of_link(link.secret)
            seated = await staff_invites.accept(db, clock.now(), number, "zh", hashed)
            actors[code] = Actor("person", seated.person_id)
        opened = await campaigns.open_campaign(
            db, CLI, clock.now(), LIBRARY, "tianjin", ids["city"], date(2026, 10, 1)
        )
    return City(database, clock, ids, actors, opened.id)


async def test_each_office_owes_what_is_its_own(city: City) -> None:
    assert {one.code for one in await city.owed("city")} == {"city_inspection", "city_bulletin"}
    east = await city.owed("east")
    codes = [one.code for one in east]
    assert codes == sorted(codes, key=lambda code: next(one.due_on for one in east if one.code == code))
    assert {"monthly_report", "monthly_meeting", "district_roster", "district_summary"} <= set(codes)
    assert {one.code for one in await city.owed("town")} == {"review_all"}


async def test_what_was_over_when_the_campaign_opened_is_not_asked_for(city: City) -> None:
    east = await city.owed("east", date(2027, 1, 15))
    assert "district_plan" not in {one.code for one in east}  # 31 October, opened on 2 November
    assert date(2026, 10, 31) not in {one.due_on for one in east}


async def test_of_a_monthly_duty_all_that_is_late_and_the_next_are_asked_for(city: City) -> None:
    def months(owed: list[OwedDuty]) -> list[date]:
        return [one.due_on for one in owed if one.code == "monthly_report" and one.done_at is None]

    assert months(await city.owed("east")) == [date(2026, 11, 30)]
    late = date(2027, 1, 10)
    assert months(await city.owed("east", late)) == [
        date(2026, 11, 30),
        date(2026, 12, 31),
        date(2027, 1, 31),
    ]
    assert await city.mark("east", "monthly_report", date(2026, 12, 1))
    assert months(await city.owed("east", late)) == [date(2026, 11, 30), date(2027, 1, 31)]


async def test_marking_and_undoing(city: City) -> None:
    assert await city.mark("east", "district_roster", note=" 已报\n区政府 ")
    assert not await city.mark("east", "district_roster", note="再一次")
    (done,) = [one for one in await city.owed("east") if one.done_at]
    assert (done.code, done.note, done.done_at) == ("district_roster", "已报 区政府", city.clock.now())
    assert await city.owing("below", "district_roster") == {city.ids["west"]}
    assert await city.undo("east", "district_roster")
    assert not await city.undo("east", "district_roster")
    assert await city.owing("below", "district_roster") == {city.ids["west"], city.ids["east"]}
    assert await city.owing("own", "city_bulletin") == {city.ids["city"]}
    assert await city.owing("below2", "review_all") == {city.ids["town"]}
    actions = select(AuditRow.action).where(AuditRow.action.startswith("duty-")).order_by(AuditRow.id)
    async with city.database.read() as db:
        assert list((await db.execute(actions)).scalars()) == ["duty-done", "duty-undone"]


async def test_two_officers_at_once_mark_it_once(city: City) -> None:
    came = await asyncio.gather(*(city.mark("east", "district_roster") for _ in range(4)))
    assert sorted(came) == [False, False, False, True]
    assert await city.scalar(select(func.count(DutyMark.id))) == 1


async def test_a_done_duty_stays_done_when_its_day_is_moved(city: City) -> None:
    from storage.campaigns import days as campaign_days

    await city.mark("east", "district_roster")
    async with city.database.begin() as db:
        await campaign_days.set_duty_date(
            db,
            CLI,
            city.clock.now(),
            LIBRARY,
            city.campaign_id,
            "district_roster",
            date(2026, 12, 20),
            None,
            "名单晚一点",
        )
    (done,) = [one for one in await city.owed("east") if one.code == "district_roster"]
    assert done.done_at is not None
    assert done.due_on == date(2026, 12, 20)


async def test_who_may_mark(city: City) -> None:
    assert await city.mark("east", "district_roster", by=city.actors["city"])
    for by in (city.actors["west"], city.actors["town"], Actor("person", 999), Actor("")):
        with pytest.raises(NotAllowed):
            await city.mark("east", "district_summary", by=by)
        with pytest.raises(NotAllowed):
            await city.undo("east", "district_roster", by=by)
        with pytest.raises(NotAllowed):
            await city.owed("east", by=by)


@pytest.mark.parametrize(
    ("place", "code", "period"),
    [
        ("east", "nothing", ONCE),
        ("east", "city_bulletin", ONCE),
        ("town", "district_roster", ONCE),
        ("east", "self_check_form", ONCE),
        ("east", "district_supervision", ONCE),
        ("east", "monthly_report", date(2031, 1, 1)),
        ("east", "monthly_report", date(2026, 11, 30)),
    ],
)
async def test_what_is_not_owed_is_not_marked(city: City, place: str, code: str, period: date) -> None:
    with pytest.raises(NotFound):
        await city.mark(place, code, period)


async def test_a_closed_campaign_owes_nothing(city: City) -> None:
    async with city.database.begin() as db:
        await campaign_ending.close(db, CLI, city.clock.now(), city.campaign_id)
    assert await city.owed("east") == []
    with pytest.raises(NotFound):
        await city.mark("east", "district_roster")


async def test_a_note_is_at_most_200_characters(city: City) -> None:
    with pytest.raises(Invalid, match="note"):
        await city.mark("east", "district_roster", note="长" * 201)
    assert await city.mark("east", "district_roster", note="长" * 200)


async def test_the_monthly_report_filed_does_the_duty_of_the_day_after(city: City) -> None:
    """Due on the 5th, filed on the 4th: it is November's report, and nothing is owed until the next 5th."""
    async with city.database.begin() as db:
        day = date(2026, 12, 5)
        await campaign_days.set_duty_date(
            db, CLI, city.clock.now(), LIBRARY, city.campaign_id, "monthly_report", day, None, "市里统一要求"
        )
        await staff.seat(
            db, city.clock.now(), city.actors["east"].person_id or 0, city.ids["east"], "head", "safety", "长"
        )
    city.clock.at = datetime(2026, 12, 4, 2, tzinfo=UTC)
    east = city.actors["east"]
    async with city.database.begin() as db:
        summary = await summaries.begin(
            db, east, city.clock.now(), city.campaign_id, city.ids["east"], "month", date(2026, 11, 1)
        )
        await summaries.file(db, east, city.clock.now(), LIBRARY, summary, date(2026, 12, 4))
    owed = [one for one in await city.owed("east", date(2026, 12, 6)) if one.code == "monthly_report"]
    assert [(one.due_on, one.done_at is None) for one in owed] == [
        (date(2026, 12, 5), False),
        (date(2027, 1, 5), True),
    ]
    assert await city.owing("below", "monthly_report", date(2026, 11, 1)) == {city.ids["west"]}
