"""Enterprises: registering, correcting, finding, closing."""

from __future__ import annotations

import asyncio
import unicodedata
from functools import partial
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection, event, func, select
from sqlalchemy.util import await_only

from content.typed.credit_code import ALPHABET, check_character
from storage.base.audit import Actor
from storage.base.database import Database
from storage.base.errors import Conflict, Invalid, NotAllowed, NotFound
from storage.base.texts import one_line, visible
from storage.changes import enterprises as enterprise_keeping
from storage.enterprises import registration
from storage.enterprises import registry as enterprises
from storage.enterprises.registration import Joined
from storage.offices import jurisdictions
from storage.people import contacts
from storage.tables.enterprises import Enterprise
from storage.tables.people import Contact, Person
from storage.tables.system import AuditRow
from tests.storage.conftest import CLI, CODE, Clock, credit_code, register, registering

OWNER, OTHER = 7_000_000_001, 7_000_000_002


async def _rows(database: Database) -> tuple[int, int, int]:
    async with database.read() as db:
        counts = [
            (await db.execute(select(func.count()).select_from(table))).scalar_one()
            for table in (Person, Enterprise, Contact)
        ]
    return counts[0], counts[1], counts[2]


async def test_registering_makes_person_enterprise_and_owner(
    database: Database, clock: Clock, place: int
) -> None:
    joined = await register(database, clock, place, OWNER, credit_code=f" {CODE[:8]} {CODE[8:].lower()}")
    async with database.read() as db:
        view = await enterprises.get_enterprise(db, joined.enterprise_id)
        identity = await contacts.identify(db, OWNER)
        (contact,) = await contacts.list_contacts(db, joined.enterprise_id)
        audited = (await db.execute(select(AuditRow).where(AuditRow.action == "register"))).one()
    assert (view.name, view.credit_code, view.industry, view.headcount, view.address) == (
        "华美鞋材厂",
        CODE,
        "shoes",
        23,
        "工业路 8 号",
    )
    assert (view.state, view.jurisdiction_name, dict(view.facts), view.hazards) == (
        "active",
        "城东街道",
        {},
        (),
    )
    assert view.registered_at == clock.now()
    assert identity == contacts.Identity(
        joined.person_id, "zh", joined.enterprise_id, "owner", unreachable=False
    )
    assert (contact.name, contact.role) == ("王师傅", "owner")
    assert (audited.actor, audited.person_id, audited.subject_id, audited.detail) == (
        "person",
        joined.person_id,
        joined.enterprise_id,
        {"industry": "shoes"},
    )


async def test_the_same_again_changes_nothing(database: Database, clock: Clock, place: int) -> None:
    first = await register(database, clock, place, OWNER)
    assert await register(database, clock, place, OWNER, name="另一个名字") == first
    assert await _rows(database) == (1, 1, 1)
    async with database.read() as db:
        assert (await enterprises.get_enterprise(db, first.enterprise_id)).name == "华美鞋材厂"


async def test_taps_at_once_register_once(database: Database, clock: Clock, place: int) -> None:
    results = await asyncio.gather(*(register(database, clock, place, OWNER) for _ in range(6)))
    assert len(set(results)) == 1
    assert await _rows(database) == (1, 1, 1)


@pytest.mark.parametrize("after", range(1, 9))
async def test_a_tap_that_commits_between_two_statements_of_another_registers_once(
    database: Database, clock: Clock, place: int, after: int
) -> None:
    """A second tap may commit after any statement that only read."""
    if database.is_sqlite:
        pytest.skip("SQLite has one writer at a time")
    statements: list[str] = []
    quicker: list[Joined] = []

    def executed(_db: Connection, _cursor: object, statement: str, *_: object) -> None:
        statements.append(statement)
        if len(statements) == after and all(one.startswith("SELECT") for one in statements):
            quicker.append(await_only(register(database, clock, place, OWNER)))

    async with database.begin() as db:
        event.listen(db.sync_connection, "after_cursor_execute", executed)
        joined = await registration.register(db, clock.now(), OWNER, **registering(place))
    assert set(quicker) <= {joined}
    assert quicker or after > 3, "the other tap must have come between"
    assert await _rows(database) == (1, 1, 1)


async def test_somebody_elses_code_is_a_conflict_and_leaves_no_row(
    database: Database, clock: Clock, place: int
) -> None:
    await register(database, clock, place, OWNER)
    with pytest.raises(Conflict) as caught:
        await register(database, clock, place, OTHER)
    assert caught.value.problem == "enterprise-exists"
    assert await _rows(database) == (1, 1, 1)


async def test_of_two_people_at_once_one_gets_the_code(database: Database, clock: Clock, place: int) -> None:
    results = await asyncio.gather(
        *(register(database, clock, place, OWNER + offset) for offset in range(4)), return_exceptions=True
    )
    assert sum(isinstance(result, Joined) for result in results) == 1
    assert sum(isinstance(result, Conflict) for result in results) == 3
    assert await _rows(database) == (1, 1, 1)


@pytest.mark.parametrize(
    ("wrong", "problem"),
    [
        ({"name": "厂"}, "name"),
        ({"name": "\u200b\u200b\u200b"}, "name"),
        ({"name": "厂" * 61}, "name"),
        ({"address": "路" * 101}, "address"),
        ({"headcount": 0}, "headcount"),
        ({"headcount": 200_001}, "headcount"),
        ({"industry": "Shoes!"}, "industry"),
        ({"jurisdiction_id": 999}, "jurisdiction"),
        ({"contact_name": " \u200b "}, "contact-name"),
        ({"contact_name": "王" * 65}, "contact-name"),
        ({"language": "qq"}, "language"),
        ({"credit_code": CODE[:-1]}, "credit-code"),
        ({"credit_code": CODE[:-1] + ("0" if CODE[-1] != "0" else "1")}, "credit-code"),
    ],
)
async def test_what_cannot_be_registered(
    database: Database, clock: Clock, place: int, wrong: dict[str, Any], problem: str
) -> None:
    with pytest.raises(Invalid) as caught:
        await register(database, clock, place, OWNER, **wrong)
    assert caught.value.problem == problem
    assert await _rows(database) == (0, 0, 0)


async def test_limits_are_inclusive(database: Database, clock: Clock, place: int) -> None:
    for number, (name, headcount) in enumerate(((("厂" * 60), 200_000), ("厂名", 1))):
        code = credit_code(number)
        joined = await register(
            database,
            clock,
            place,
            OWNER,
            name=name,
            headcount=headcount,
            credit_code=code,
            address="路" * 100,
        )
        async with database.read() as db:
            view = await enterprises.get_enterprise(db, joined.enterprise_id)
        assert (view.name, view.headcount, len(view.address)) == (name, headcount, 100)


async def test_names_stay_as_typed(database: Database, clock: Clock, place: int) -> None:
    typed = "  <b>𠮷田\t& 子\u200d\u200b厂\n\u202e“#*”\x00\x07  "
    joined = await register(database, clock, place, OWNER, name=typed)
    async with database.read() as db:
        view = await enterprises.get_enterprise(db, joined.enterprise_id)
    assert view.name == "<b>𠮷田 & 子\u200d\u200b厂 \u202e“#*”"


@given(st.text(max_size=80))
def test_one_line_keeps_all_but_controls(text: str) -> None:
    kept = one_line(text)
    assert one_line(kept) == kept
    assert not any(unicodedata.category(sign) in {"Cc", "Cs", "Zl", "Zp"} for sign in kept)
    plain = [sign for sign in unicodedata.normalize("NFC", text) if unicodedata.category(sign)[0] in "LNPS"]
    assert [sign for sign in kept if unicodedata.category(sign)[0] in "LNPS"] == plain
    assert visible(kept) <= len(kept)


@given(st.integers(0, 10**6))
def test_made_up_codes_are_sound(number: int) -> None:
    code = credit_code(number)
    assert set(code) <= set(ALPHABET)
    assert check_character(code[:17]) == code[17]


async def test_corrections_by_contacts_only(database: Database, clock: Clock, place: int) -> None:
    joined = await register(database, clock, place, OWNER)
    stranger = await register(database, clock, place, OTHER, credit_code=credit_code(2))
    of, by = joined.enterprise_id, Actor("person", joined.person_id)
    async with database.begin() as db:
        there = (await jurisdictions.add(db, CLI, clock.now(), "cx", "城西街道")).id
        for _ in range(2):
            await enterprises.rename(db, by, clock.now(), of, "华美鞋材有限公司")
            await enterprise_keeping.move_own(db, by, clock.now(), of, there, "新路 1 号")
            await enterprises.set_facts(db, by, clock.now(), of, {"toxic": True, "n_workers": 30}, ["苯"])
    for actor in (Actor("person", stranger.person_id), CLI):
        for correction in (
            partial(enterprises.rename, name="别人的厂"),
            partial(enterprise_keeping.move_own, jurisdiction_id=place, address=""),
            partial(enterprises.set_facts, facts={}, hazards=[]),
        ):
            with pytest.raises(NotAllowed):
                async with database.begin() as db:
                    await correction(db, actor, clock.now(), of)
    async with database.read() as db:
        view = await enterprises.get_enterprise(db, of)
        rows = await db.execute(
            select(AuditRow.action, AuditRow.detail).where(AuditRow.subject_id == of).order_by(AuditRow.id)
        )
    went = {"from": 1, "to": 2, "tasks": 0, "extensions": 0, "cases": 0}
    moved = {"fields": ["jurisdiction_id", "address"], **went}
    assert [tuple(row) for row in rows][-3:] == [
        ("rename", {"fields": ["name"]}),
        ("move", moved),
        ("set-facts", {"fields": ["facts", "hazards"]}),
    ]
    assert (view.name, view.jurisdiction_name, view.address) == ("华美鞋材有限公司", "城西街道", "新路 1 号")
    assert (view.facts, view.hazards) == ({"toxic": True, "n_workers": 30}, ("苯",))


async def test_closing_and_registering_again(database: Database, clock: Clock, place: int) -> None:
    joined = await register(database, clock, place, OWNER)
    of, by = joined.enterprise_id, Actor("person", joined.person_id)
    with pytest.raises(NotAllowed):
        async with database.begin() as db:
            await enterprise_keeping.close_for(db, Actor("person", 999), clock.now(), of, "stopped")
    async with database.begin() as db:
        assert await enterprise_keeping.close_for(db, CLI, clock.now(), of, "stopped")
        assert not await enterprise_keeping.close_for(db, CLI, clock.now(), of, "stopped")
    with pytest.raises(NotFound):
        async with database.begin() as db:
            await enterprises.rename(db, by, clock.now(), of, "新名字")
    with pytest.raises(Conflict):
        await register(database, clock, place, OTHER)
    assert await register(database, clock, place, OWNER) == joined
    async with database.read() as db:
        assert (await enterprises.get_enterprise(db, of)).state == "active"


async def test_finding_listing_counting(database: Database, clock: Clock, place: int) -> None:
    async with database.begin() as db:
        below = (await jurisdictions.add(db, CLI, clock.now(), "cd-1", "社区一", "cd")).id
        beside = (await jurisdictions.add(db, CLI, clock.now(), "cx", "城西街道")).id
    ids = []
    for number, (name, where) in enumerate(
        (("100%好厂", place), ("Best鞋厂", below), ("好_厂", beside), ("关了的厂", place))
    ):
        joined = await register(
            database, clock, where, OWNER, name=name, credit_code=credit_code(number), jurisdiction_id=where
        )
        ids.append(joined.enterprise_id)
    async with database.begin() as db:
        await enterprise_keeping.close_for(db, CLI, clock.now(), ids[3], "stopped")

        async def names(**how: Any) -> list[str]:
            found = await enterprises.list_enterprises(db, **how)
            if "after" not in how and "limit" not in how:
                assert await enterprises.count_enterprises(db, **how) == len(found)
            return [line.name for line in found]

        assert await names() == ["100%好厂", "Best鞋厂", "好_厂"]
        assert await names(jurisdiction_id=place) == ["100%好厂", "Best鞋厂"]
        assert await names(jurisdiction_id=place, state=None) == ["100%好厂", "Best鞋厂", "关了的厂"]
        assert await names(text="%") == ["100%好厂"]
        assert await names(text="_") == ["好_厂"]
        assert await names(text="best") == ["Best鞋厂"]
        assert await names(text=credit_code(2)[:17].lower()) == ["好_厂"]
        assert await names(after=ids[0], limit=1) == ["Best鞋厂"]
        found = await enterprises.find_enterprise(db, credit_code(1))
        assert found is not None
        assert found.id == ids[1]
        assert await enterprises.find_enterprise(db, credit_code(9)) is None
        with pytest.raises(NotFound):
            await enterprises.get_enterprise(db, 999)


async def test_the_office_enlists_without_an_owner(database: Database, clock: Clock, place: int) -> None:
    async def enlist(actor: Actor) -> int:
        async with database.begin() as db:
            return await registration.enlist(db, actor, clock.now(), "华美鞋材厂", CODE, "shoes", place, 23)

    assert await enlist(CLI) == await enlist(CLI)
    with pytest.raises(NotAllowed):
        await enlist(Actor("person", 1))
    with pytest.raises(Conflict):
        await register(database, clock, place, OWNER)
    assert await _rows(database) == (0, 1, 0)
