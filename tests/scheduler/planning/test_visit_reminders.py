"""The morning of a visit: its officers are reminded, on days off too; what was not made is said again."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import update

from content import loader
from content.calendar.workdays import is_workday
from storage.base.audit import Actor
from storage.base.database import Database
from storage.changes import enterprises as enterprise_keeping
from storage.inspections import days, planning, recording
from storage.membership import enterprise_contacts
from storage.offices import jurisdictions, staff
from storage.people import contacts
from storage.tables.inspections import Inspection
from storage.tables.offices import Jurisdiction
from tests.scheduler.planned import RULES, Town, open_town
from tests.storage.conftest import CLI

MONDAY = date(2026, 11, 9)
DAY = timedelta(days=1)
OWN = tuple(rule for rule in RULES if rule.about == "inspection")


async def opened(database: Database) -> tuple[Town, dict[str, Actor]]:
    """A town with officers of two departments, and one of a third in the county above."""
    town = await open_town(database, loader.load(), rules=OWN, pack="hailing", start=date(2026, 11, 1))
    people: dict[str, Actor] = {}
    async with database.begin() as db:
        county = (await jurisdictions.add(db, CLI, town.clock(), "qu", "海陵区")).id
        await db.execute(update(Jurisdiction).where(Jurisdiction.id == town.place).values(parent_id=county))
        for number, (name, place, role, department) in enumerate(
            (
                ("chen", town.place, "inspector", "safety"),
                ("zhou", town.place, "head", "safety"),
                ("wei", town.place, "inspector", "health"),
                ("she", county, "inspector", "labour"),
                ("viewer", town.place, "viewer", "safety"),
            )
        ):
            person = await contacts.ensure_person(db, town.clock(), 720_000 + number, "zh")
            await staff.seat(db, town.clock(), person, place, role, department, name)
            people[name] = Actor("person", person)
    return town, people


async def visit(town: Town, who: Actor, owner: Actor, on: date) -> int:
    today = town.clock().date()
    made: int = await town.do(planning.schedule, who, await town.works_on(owner), on, today=today)
    return made


async def said(town: Town, people: dict[str, Actor], on: date) -> dict[str, str]:
    """Texts of a morning by the reader's name."""
    names = {actor.person_id: name for name, actor in people.items()}
    return {names[one.person_id]: one.text for one in await town.day(on) if one.person_id in names}


async def test_officers_are_told_in_the_morning_of_the_day(database: Database) -> None:
    town, people = await opened(database)
    owner = await town.enterprise("鑫达鞋材厂")
    town.set(MONDAY - 3 * DAY)
    made = await visit(town, people["chen"], owner, MONDAY)
    await town.do(planning.join, people["chen"], made, "labour", joins=True)
    assert await said(town, people, MONDAY - DAY) == {}
    await town.deliver()
    letters = [one for one in await town.day(MONDAY) if "今天现场检查" in one.text]
    told = {one.person_id for one in letters}
    assert told == {people[name].person_id for name in ("chen", "zhou", "she")}  # wei is not asked along
    assert all("今天现场检查：鑫达鞋材厂" in one.text for one in letters)
    assert {f"go:inspection:{made}"} <= set(letters[0].buttons.values())
    assert await said(town, people, MONDAY + timedelta(hours=0)) == {}  # once


async def test_what_was_not_made_is_said_the_next_day_and_weekly(database: Database) -> None:
    town, people = await opened(database)
    owner = await town.enterprise()
    town.set(MONDAY - DAY)
    made = await visit(town, people["chen"], owner, MONDAY)
    found = {}
    for offset in range(16):
        texts = await said(town, people, MONDAY + offset * DAY)
        if texts:
            found[offset] = texts["chen"]
    assert list(found) == [0, 1, 8, 15]
    assert "11月9日的检查尚未进行，已过 1 天" in found[1]
    await town.do(recording.begin, people["chen"], made, today=MONDAY + 16 * DAY)
    texts = await said(town, people, MONDAY + 22 * DAY)
    assert "开始的检查尚未结束" in texts["chen"]
    await town.do(planning.drop, people["chen"], made)
    assert await said(town, people, MONDAY + 29 * DAY) == {}


async def test_a_moved_visit_is_said_on_its_new_day_only(database: Database) -> None:
    town, people = await opened(database)
    owner = await town.enterprise()
    town.set(MONDAY - DAY)
    made = await visit(town, people["chen"], owner, MONDAY)
    assert "chen" in await said(town, people, MONDAY)
    await town.do(days.move, people["chen"], made, MONDAY + DAY, today=MONDAY)
    assert "今天现场检查" in (await said(town, people, MONDAY + DAY))["chen"]
    await town.do(days.move, people["chen"], made, MONDAY + 4 * DAY, today=MONDAY + DAY)
    assert await said(town, people, MONDAY + 2 * DAY) == {}


async def test_many_of_a_day_are_one_line(database: Database) -> None:
    town, people = await opened(database)
    owners = [await town.enterprise() for _ in range(5)]
    town.set(MONDAY - DAY)
    for owner in owners:
        await visit(town, people["chen"], owner, MONDAY)
    text = (await said(town, people, MONDAY))["chen"]
    assert "今天现场检查 5 家：" in text
    assert text.count("现场检查") == 1


async def test_a_visit_on_a_day_off_is_said_that_day(database: Database) -> None:
    """An officer who planned it for a Sunday works then; a visit not made waits for the Monday."""
    town, people = await opened(database)
    town.works = is_workday
    owner = await town.enterprise()
    sunday = MONDAY - DAY
    town.set(MONDAY - 4 * DAY)
    await visit(town, people["chen"], owner, sunday)
    assert await said(town, people, sunday - DAY) == {}
    assert "今天现场检查" in (await said(town, people, sunday))["chen"]
    assert "尚未进行，已过 1 天" in (await said(town, people, MONDAY))["chen"]


async def test_who_works_for_the_enterprise_is_not_told(database: Database) -> None:
    town, people = await opened(database)
    owner = await town.enterprise()
    async with database.begin() as db:
        await enterprise_contacts.add_contact(
            db, town.clock(), await town.works_on(owner), people["zhou"].person_id or 0, "member", "周"
        )
    town.set(MONDAY - DAY)
    await visit(town, people["chen"], owner, MONDAY)
    assert set(await said(town, people, MONDAY)) == {"chen"}


async def test_a_visit_that_is_no_more_is_not_said(database: Database) -> None:
    """Planned in the morning's tick, called off before it is sent: by its officers, with the enterprise."""
    town, people = await opened(database)
    owners = [await town.enterprise() for _ in range(3)]
    town.set(MONDAY - DAY)
    made = [await visit(town, people["chen"], owner, MONDAY) for owner in owners]
    town.set(MONDAY)
    await town.planner.tick()
    await town.do(planning.drop, people["chen"], made[0])
    await town.do(enterprise_keeping.close_for, people["zhou"], await town.works_on(owners[1]), "stopped")
    (text,) = [one.text for one in await town.deliver() if one.person_id == people["chen"].person_id]
    assert "第3鞋材厂" in text
    assert "第1鞋材厂" not in text
    async with database.begin() as db:
        await db.execute(update(Inspection).values(state="ended"))
    assert await said(town, people, MONDAY + DAY) == {}
