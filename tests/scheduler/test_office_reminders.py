"""What offices are reminded of: their duties, and what enterprises below them have let pass."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta

import pytest

from content.loader import load
from content.model import Library
from storage import campaigns, duties, jurisdictions, people, staff
from storage.audit import Actor
from storage.database import Database
from tests.scheduler.planned import START, Town, at, open_town
from tests.storage.conftest import CLI, library

__all__ = ["library"]

DAY = timedelta(days=1)
REAL = load()


async def officer(town: Town, place: int, role: str = "inspector", department: str = "safety") -> Actor:
    """Somebody with a seat in that place."""
    town.numbers += 1
    async with town.database.begin() as db:
        person = await people.ensure_person(db, town.clock(), town.numbers * 100, "zh")
        await staff.seat(db, town.clock(), person, place, role, department, "周科长")
    return Actor("person", person)


@pytest.fixture
async def town(database: Database, library: Library) -> Town:
    made = await open_town(database, library)
    await made.move_form(None)
    return made


async def live(town: Town, first: date, last: date) -> dict[int, list[int]]:
    """Days from `first` on which somebody got a letter, by person."""
    town.letters.clear()
    day = first
    while day <= last:
        await town.day(day)
        day += DAY
    heard = defaultdict(list)
    for letter in town.letters:
        heard[letter.person_id].append((letter.day - first).days)
    return heard


async def late_fix(town: Town, place: int, due: date) -> Actor:
    owner = await town.enterprise(place=place)
    await town.plan(owner, await town.fail(owner), due)
    return owner


async def test_office_hears_of_the_third_overdue_reminder_once(town: Town) -> None:
    inspector = await officer(town, town.place)
    viewer = await officer(town, town.place, "viewer")
    labour = await officer(town, town.place, "inspector", "labour")
    due = START + 5 * DAY
    owner = await late_fix(town, town.place, due)
    heard = await live(town, due, due + 20 * DAY)
    assert heard == {owner.person_id: [0, 1, 3, 7], inspector.person_id: [7]}
    assert viewer.person_id not in heard
    assert labour.person_id not in heard
    (letter,) = [one for one in town.letters if one.person_id == inspector.person_id]
    assert letter.text == "办公室：今天 1 件事\n1. 第4鞋材厂的整改过期没完成，共 1 项，最久 7 天"
    assert list(letter.buttons.values()) == ["go:office:0"]


async def test_nearest_office_that_has_somebody_hears(town: Town) -> None:
    async with town.database.begin() as db:
        near = await jurisdictions.add(db, CLI, town.clock(), "near", "甲村", "cd")
        bare = await jurisdictions.add(db, CLI, town.clock(), "bare", "乙村", "cd")
    above, at_hand = await officer(town, town.place), await officer(town, near.id, department="town")
    await officer(town, bare.id, "viewer")  # decides nothing
    due = START + 5 * DAY
    await late_fix(town, near.id, due)
    await late_fix(town, bare.id, due)
    await live(town, due + 7 * DAY, due + 7 * DAY)
    said = {one.person_id: one.text for one in town.letters}
    assert "第4鞋材厂" in said[at_hand.person_id or 0]
    assert "第5鞋材厂" in said[above.person_id or 0]
    assert "第4鞋材厂" not in said[above.person_id or 0]


async def test_many_late_enterprises_are_one_line(town: Town) -> None:
    inspector = await officer(town, town.place)
    due = START + 5 * DAY
    for _ in range(5):
        await late_fix(town, town.place, due)
    await live(town, due + 7 * DAY, due + 7 * DAY)
    (letter,) = [one for one in town.letters if one.person_id == inspector.person_id]
    assert letter.text == (
        "办公室：今天 5 件事\n1. 第2鞋材厂、第3鞋材厂、第4鞋材厂等 5 家的整改过期没完成，共 5 项，最久 7 天"
    )


async def test_revoked_seat_hears_nothing_more(town: Town) -> None:
    inspector = await officer(town, town.place)
    due = START + 5 * DAY
    await late_fix(town, town.place, due)
    town.set(due + 7 * DAY)
    await town.planner.tick()
    await town.change(staff.Staff.__table__.update().values(revoked_at=town.clock()))  # type: ignore[attr-defined]
    assert inspector.person_id not in {one.person_id for one in await town.deliver()}


# --- duties: Tianjin's districts owe a monthly meeting and report, once a plan, a roster …


@pytest.fixture
async def city(database: Database) -> Town:
    """A city with two districts, its campaign opened from the plan of Tianjin on 21 November."""
    town = await open_town(database, REAL, code="city", pack="tianjin", start=date(2026, 11, 21))
    town.clock.at = at(date(2026, 11, 21), 12)
    async with database.begin() as db:
        for code in ("east", "west"):
            town.places[code] = (
                await jurisdictions.add(db, CLI, town.clock(), code, f"{code} 区", "city")
            ).id
    return town


async def test_offices_that_owe_a_duty_are_reminded_until_it_is_done(city: Town) -> None:
    east, west = await officer(city, city.places["east"]), await officer(city, city.places["west"])
    top = await officer(city, city.place)
    month_end = date(2026, 11, 30)
    heard = await live(city, month_end - 8 * DAY, month_end - 3 * DAY)
    assert heard == {east.person_id: [1, 5], west.person_id: [1, 5]}
    assert top.person_id not in heard
    meeting = city.letters[0]
    assert meeting.text.startswith("办公室：今天 2 件事\n1. ")
    for code in ("monthly_meeting", "monthly_report"):
        await city.do(
            duties.mark_done, east, REAL, city.campaign_id, code, city.places["east"], date(2026, 11, 1)
        )
    heard = await live(city, month_end - 2 * DAY, month_end + 8 * DAY)
    assert east.person_id not in heard
    assert heard[west.person_id or 0] == [1, 2, 3, 5, 9]


async def test_duty_done_between_planning_and_sending_is_not_said(city: Town) -> None:
    east = await officer(city, city.places["east"])
    city.set(date(2026, 11, 30))
    await city.planner.tick()
    await city.do(
        duties.mark_done,
        east,
        REAL,
        city.campaign_id,
        "monthly_report",
        city.places["east"],
        date(2026, 11, 1),
    )
    (letter,) = await city.deliver()
    assert "今天 1 件事" in letter.text
    assert "今天到期" in letter.text


async def test_other_departments_hear_of_their_own_duties_only(city: Town) -> None:
    union = await officer(city, city.places["east"], "inspector", "union")
    heard = await live(city, date(2026, 11, 23), date(2026, 12, 31))
    assert union.person_id not in heard


async def test_closed_campaign_asks_offices_for_nothing(city: Town) -> None:
    await officer(city, city.places["east"])
    await city.do(campaigns.close, CLI, city.campaign_id)
    assert await live(city, date(2026, 11, 23), date(2026, 12, 31)) == {}


async def test_many_duties_of_a_day_are_counted(city: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("scheduler.digest_wording.DUTIES", 1)
    await officer(city, city.places["east"])
    await live(city, date(2026, 11, 30), date(2026, 11, 30))
    assert "等 2 项任务 · 今天到期" in city.letters[0].text
    assert city.letters[0].text.startswith("办公室：今天 2 件事")
    assert city.letters[0].buttons["看办公室"] == "go:office:0"
