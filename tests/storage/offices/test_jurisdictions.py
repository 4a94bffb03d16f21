"""Places: the tree, and who may change it."""

from __future__ import annotations

import asyncio

import pytest
from sqlalchemy import select

from storage.base.audit import Actor
from storage.base.database import Database
from storage.base.errors import Conflict, Invalid, NotAllowed, NotFound
from storage.offices import jurisdictions
from storage.tables.system import AuditRow
from tests.storage.conftest import CLI, Clock


async def _tree(database: Database, clock: Clock) -> dict[str, int]:
    places = [
        ("TZ", "泰州市", None),
        ("HL", "海陵区", "TZ"),
        ("GG", "高港区", "TZ"),
        ("HL-1", "城东街道", "HL"),
        ("HL-2", "城西街道", "HL"),
        ("TJ", "天津市", None),
    ]
    async with database.begin() as db:
        return {
            code: (await jurisdictions.add(db, CLI, clock.now(), code, name, parent)).id
            for code, name, parent in places
        }


async def test_tree_is_listed_parents_first_with_depths(database: Database, clock: Clock) -> None:
    await _tree(database, clock)
    async with database.read() as db:
        tree = await jurisdictions.list_tree(db)
    assert [(place.code, place.depth) for place in tree] == [
        ("TJ", 0),
        ("TZ", 0),
        ("GG", 1),
        ("HL", 1),
        ("HL-1", 2),
        ("HL-2", 2),
    ]


async def test_below_above_children_and_path(database: Database, clock: Clock) -> None:
    ids = await _tree(database, clock)
    async with database.read() as db:
        assert await jurisdictions.below(db, ids["HL"]) == {ids["HL"], ids["HL-1"], ids["HL-2"]}
        assert await jurisdictions.below(db, ids["TJ"]) == {ids["TJ"]}
        assert await jurisdictions.below(db, 999) == frozenset()
        above = await jurisdictions.above(db, ids["HL-2"])
        assert [(place.code, place.depth) for place in above] == [("HL-2", 0), ("HL", 1), ("TZ", 2)]
        assert [place.code for place in await jurisdictions.list_children(db, ids["TZ"])] == ["GG", "HL"]
        assert [place.code for place in await jurisdictions.list_children(db)] == ["TJ", "TZ"]
        assert await jurisdictions.path(db, ids["HL-1"]) == ("泰州市", "海陵区", "城东街道")


async def test_the_same_place_again_changes_nothing(database: Database, clock: Clock) -> None:
    ids = await _tree(database, clock)
    async with database.begin() as db:
        again = await jurisdictions.add(db, CLI, clock.now(), "HL", " 海陵区\n", "TZ")
        audited = (await db.execute(select(AuditRow.action, AuditRow.actor))).all()
    assert again.id == ids["HL"]
    assert [tuple(row) for row in audited] == [("add-jurisdiction", "cli")] * 6


@pytest.mark.parametrize(("name", "parent"), [("海陵", "TZ"), ("海陵区", None), ("海陵区", "TJ")])
async def test_another_name_or_parent_is_a_conflict(
    database: Database, clock: Clock, name: str, parent: str | None
) -> None:
    await _tree(database, clock)
    with pytest.raises(Conflict) as caught:
        async with database.begin() as db:
            await jurisdictions.add(db, CLI, clock.now(), "HL", name, parent)
    assert caught.value.problem == "jurisdiction-exists"


@pytest.mark.parametrize("code", ["", "海陵", "a b", "-a", "a" * 41, "a\n"])
async def test_codes_are_plain(database: Database, clock: Clock, code: str) -> None:
    with pytest.raises(Invalid) as caught:
        async with database.begin() as db:
            await jurisdictions.add(db, CLI, clock.now(), code, "海陵区")
    assert caught.value.problem == "jurisdiction-code"


@pytest.mark.parametrize("name", ["", "区", "\u200b\u200b\u200b", "区" * 61])
async def test_names_have_two_to_sixty_characters(database: Database, clock: Clock, name: str) -> None:
    with pytest.raises(Invalid) as caught:
        async with database.begin() as db:
            await jurisdictions.add(db, CLI, clock.now(), "HL", name)
    assert caught.value.problem == "name"


async def test_only_the_office_adds_places(database: Database, clock: Clock) -> None:
    with pytest.raises(NotAllowed):
        async with database.begin() as db:
            await jurisdictions.add(db, Actor("person", 1), clock.now(), "HL", "海陵区")
    with pytest.raises(NotFound):
        async with database.begin() as db:
            await jurisdictions.add(db, CLI, clock.now(), "HL", "海陵区", "TZ")
    async with database.read() as db:
        assert await jurisdictions.find(db, "HL") is None


async def test_two_at_once_add_one_place(database: Database, clock: Clock) -> None:
    async def add() -> int:
        async with database.begin() as db:
            return (await jurisdictions.add(db, CLI, clock.now(), "HL", "海陵区")).id

    assert len(set(await asyncio.gather(*(add() for _ in range(8))))) == 1
