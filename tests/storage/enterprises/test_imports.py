"""Importing a list: all or nothing, repeated without doubling, nothing of other places told."""

from __future__ import annotations

import re
from typing import Any

import pytest
from sqlalchemy import func, select, text, update

from content.catalog import Catalog
from content.loader import load
from storage.base.audit import Actor
from storage.base.database import Database
from storage.base.errors import Conflict, NotAllowed
from storage.enterprises import imports as enterprise_imports
from storage.enterprises.imports import Imported, Listed
from storage.offices import jurisdictions, staff
from storage.people import contacts
from storage.tables.enterprises import Enterprise
from tests.storage.conftest import CLI, Clock, credit_code, register

INDUSTRIES = load().industries


def row(number: int, **cells: str) -> Listed:
    usual = {
        "name": f"第{number}厂",
        "credit_code": credit_code(number),
        "place": "",
        "industry": "制鞋",
        "address": "工业园",
        "headcount": "18",
        "contact_name": "赵六",
        "phone": "0523-86881234",
    }
    return Listed(number + 1, {**usual, **cells}, {})


class Lists:
    """A district with two towns; somebody who keeps the list of the first."""

    def __init__(self, database: Database, clock: Clock, places: dict[str, int], keeper: Actor) -> None:
        self.database, self.clock, self.places, self.keeper = database, clock, places, keeper

    async def run(self, *rows: Listed, actor: Actor = CLI, place: str = "hl", dry: bool = False) -> Imported:
        async with self.database.begin() as db:
            return await enterprise_imports.run(
                db, actor, self.clock.now(), self.places[place], rows, INDUSTRIES, dry=dry
            )

    async def all(self) -> list[dict[str, Any]]:
        async with self.database.read() as db:
            columns = (Enterprise.name, Enterprise.industry, Enterprise.jurisdiction_id, Enterprise.phone)
            rows = await db.execute(select(*columns).order_by(Enterprise.id))
            return [dict(one._mapping) for one in rows]


@pytest.fixture
async def lists(database: Database, clock: Clock) -> Lists:
    async with database.begin() as db:
        places = {}
        for code, name, parent in (
            ("hl", "海陵区", None),
            ("cd", "城东街道", "hl"),
            ("cx", "城西街道", "hl"),
        ):
            places[code] = (await jurisdictions.add(db, CLI, clock.now(), code, name, parent)).id
        person = await contacts.ensure_person(db, clock.now(), 77, "zh")
        await staff.seat(db, clock.now(), person, places["cd"], "inspector", "safety", "陈")
    return Lists(database, clock, places, Actor("person", person))


async def test_a_list_comes_in_once_however_often_it_is_sent(lists: Lists) -> None:
    rows = [
        row(1, headcount="18人"),
        row(2, place="海陵区/城东", industry="家具"),
        row(3, place="CX", industry="electroplating"),
    ]
    assert await lists.run(*rows, dry=True) == Imported(3, 0, 0)
    assert await lists.all() == []
    assert await lists.run(*rows) == Imported(3, 0, 0)
    assert await lists.run(*rows) == Imported(0, 0, 3)
    found = await lists.all()
    assert [one["jurisdiction_id"] for one in found] == [lists.places[code] for code in ("hl", "cd", "cx")]
    assert [one["industry"] for one in found] == ["shoes", "furniture", "electroplating"]
    typed = [row(1, phone="（０５２３）8688 1234"), *rows[1:]]
    assert await lists.run(*typed) == Imported(0, 0, 3)  # the same number
    changed = [row(1, name="第一鞋材厂", phone=""), *rows[1:]]
    assert (await lists.run(*changed, dry=True)).phoneless == 1
    assert await lists.run(*changed) == Imported(0, 1, 2)
    found = await lists.all()
    assert (found[0]["name"], found[0]["phone"]) == ("第一鞋材厂", "0523-86881234")
    async with lists.database.read() as db:
        imported = "SELECT count(*) FROM audit WHERE action = 'import'"
        assert (await db.execute(text(imported))).scalar_one() == 2


async def test_one_fault_and_nothing_comes_in(lists: Lists) -> None:
    made = await lists.run(
        row(1),
        row(2, name=" "),
        row(3, credit_code="123"),
        row(4, credit_code=credit_code(4)[:-1] + "X" if credit_code(4)[-1] != "X" else "Y" * 18),
        row(5, credit_code=credit_code(1)),
        row(6, place="火星"),
        row(7, industry="卖菜的航天"),
        row(8, industry=""),
        row(9, headcount="20-30人"),
        row(10, phone="=cmd|' /C calc'!A0"),
        Listed(12, {**row(11).cells, "place": "火星"}, {"name": "merged", "credit_code": "long-number"}),
    )
    problems = [(fault.row, fault.column, fault.problem) for fault in made.faults]
    assert problems == [
        (3, "name", "name"),
        (4, "credit_code", "code-length"),
        (5, "credit_code", problems[2][2]),
        (6, "credit_code", "code-twice"),
        (7, "place", "place"),
        (8, "industry", "industry"),
        (9, "industry", "industry-empty"),
        (10, "headcount", "headcount"),
        (11, "phone", "phone"),
        (12, "name", "merged"),
        (12, "credit_code", "long-number"),
        (12, "place", "place"),
    ]
    assert problems[2][2] in ("code-check", "code-character")
    assert made.faults[3].values == {"first": 2}
    assert await lists.all() == []


@pytest.mark.parametrize(
    ("written", "headcount"),
    [
        ("十八", 18),
        ("20人左右", 20),
        ("1,200", 1200),
        ("约20人", 20),
        ("20余人", 20),
        ("１８ 名", 18),
        ("两百", 200),
    ],
)
async def test_headcounts_are_taken_as_people_write_them(lists: Lists, written: str, headcount: int) -> None:
    assert (await lists.run(row(1, headcount=written))).faults == ()
    async with lists.database.read() as db:
        assert (await db.execute(select(Enterprise.headcount))).scalar_one() == headcount


@pytest.mark.parametrize(
    "written", ["20-30", "-3", "0", "80%", "十几", "1,2", "3000000", "人", "18.5", "20人30"]
)
async def test_of_other_headcounts_nothing_is_made(lists: Lists, written: str) -> None:
    assert [one.problem for one in (await lists.run(row(1, headcount=written))).faults] == ["headcount"]


async def test_what_the_template_gives_as_an_example_is_taken(lists: Lists) -> None:
    about = Catalog.load().say("sheet-about-industry", "zh")
    for number, example in enumerate(re.findall("“(.+?)”", about), 1):
        assert (await lists.run(row(number, industry=example))).faults == (), example
    assert len(await lists.all()) == 2


async def test_a_sheet_that_bears_the_name_of_a_town_is_that_towns(lists: Lists) -> None:
    rows = [
        Listed(2, row(1).cells, {}, "城东街道", True),
        Listed(2, row(2).cells, {}, "城西街道", True),
        Listed(3, row(2).cells, {}, "城西街道", True),
    ]
    made = await lists.run(*rows[:2])
    assert (made.places, len(made.first)) == ((("城东街道", 1), ("城西街道", 1)), 2)
    assert [one["jurisdiction_id"] for one in await lists.all()] == [lists.places["cd"], lists.places["cx"]]
    (fault,) = (await lists.run(*rows)).faults
    assert (fault.sheet, fault.row, fault.values) == ("城西街道", 3, {"first": 2})


async def test_only_what_was_shown_is_imported(lists: Lists) -> None:
    shown = await lists.run(row(1), row(2), dry=True)
    await lists.run(row(1))
    async with lists.database.begin() as db:
        with pytest.raises(Conflict):
            await enterprise_imports.run(
                db,
                CLI,
                lists.clock.now(),
                lists.places["hl"],
                [row(1), row(2)],
                INDUSTRIES,
                shown=shown,
            )
    assert len(await lists.all()) == 1


async def test_an_industry_that_may_be_several_is_asked_for(lists: Lists) -> None:
    made = await lists.run(row(1, industry="冶炼厂和铸造厂"))
    assert made.faults
    assert made.faults[0].problem in ("industry-several", "industry")


async def test_a_town_brings_in_its_own_and_learns_nothing_of_others(lists: Lists) -> None:
    await lists.run(row(1, place="城西街道"), row(2, place="城东街道"))
    made = await lists.run(row(1), row(2), actor=lists.keeper, place="cd")
    assert [(fault.row, fault.problem, fault.values) for fault in made.faults] == [(2, "elsewhere", {})]
    made = await lists.run(row(3, place="城西街道"), actor=lists.keeper, place="cd")
    assert [fault.problem for fault in made.faults] == ["place"]
    with pytest.raises(NotAllowed):
        await lists.run(row(3), actor=lists.keeper, place="hl")


async def test_what_owners_wrote_themselves_stays(lists: Lists) -> None:
    joined = await register(
        lists.database, lists.clock, lists.places["hl"], 5, credit_code=credit_code(1), name="老板自己写的名"
    )
    assert await lists.run(row(1)) == Imported(0, 1, 0)
    (found,) = await lists.all()
    assert (found["name"], found["phone"]) == ("老板自己写的名", "0523-86881234")
    async with lists.database.begin() as db:
        closed = update(Enterprise).where(Enterprise.id == joined.enterprise_id)
        await db.execute(closed.values(state="closed"))
    assert [fault.problem for fault in (await lists.run(row(1))).faults] == ["closed"]


async def test_ten_thousand_rows_in_one_go(lists: Lists) -> None:
    rows = [row(number) for number in range(1, 10_001)]
    assert await lists.run(*rows) == Imported(10_000, 0, 0)
    assert await lists.run(*rows) == Imported(0, 0, 10_000)
    async with lists.database.read() as db:
        assert (await db.execute(select(func.count(Enterprise.id)))).scalar_one() == 10_000
