"""People: who is talking, languages, several enterprises, leaving, being out of reach."""

from __future__ import annotations

import asyncio
import re

import pytest
from sqlalchemy import delete, event, func, select

from storage.base.audit import Actor
from storage.base.database import Database
from storage.base.errors import Conflict, Invalid, NotAllowed
from storage.membership import enterprise_contacts
from storage.offices import jurisdictions
from storage.people import contacts as people
from storage.people import reachability
from storage.people.contacts import Identity
from storage.tables import metadata
from storage.tables.people import Contact, Person
from storage.tables.system import AuditRow
from tests.storage.conftest import CLI, Clock, credit_code, register

OWNER, MEMBER = 7_000_000_001, 7_000_000_002


async def _member(database: Database, clock: Clock, enterprise_id: int, role: str = "member") -> Actor:
    async with database.begin() as db:
        person_id = await people.ensure_person(db, clock.now(), MEMBER, "en")
        await enterprise_contacts.add_contact(db, clock.now(), enterprise_id, person_id, role, "小李")
    return Actor("person", person_id)


async def _audited(database: Database, action: str) -> int:
    async with database.read() as db:
        count = select(func.count()).select_from(AuditRow).where(AuditRow.action == action)
        return (await db.execute(count)).scalar_one()


async def test_identify_takes_one_query(database: Database, clock: Clock, place: int) -> None:
    joined = await register(database, clock, place, OWNER)
    asked: list[str] = []
    async with database.read() as db:
        await people.identify(db, MEMBER)

        @event.listens_for(db.sync_connection, "before_cursor_execute")
        def _count(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
            asked.append(statement)

        found = await people.identify(db, OWNER)
    assert found == Identity(joined.person_id, "zh", joined.enterprise_id, "owner", unreachable=False)
    assert len(asked) == 1


async def test_nobody_has_a_row_without_joining(database: Database) -> None:
    async with database.read() as db:
        assert await people.identify(db, OWNER) is None


async def test_ensure_person_keeps_the_first_language(database: Database, clock: Clock) -> None:
    async def ensure(language: str) -> int:
        async with database.begin() as db:
            return await people.ensure_person(db, clock.now(), OWNER, language)

    first = await ensure("en")
    assert set(await asyncio.gather(*(ensure("zh") for _ in range(4)))) == {first}
    async with database.read() as db:
        assert await people.identify(db, OWNER) == Identity(first, "en", None, None, unreachable=False)


async def test_language_is_kept_and_audited_once(database: Database, clock: Clock, place: int) -> None:
    joined = await register(database, clock, place, OWNER)
    async with database.begin() as db:
        for _ in range(2):
            await people.set_language(db, Actor("person", joined.person_id), clock.now(), "en")
        identity = await people.identify(db, OWNER)
        with pytest.raises(Invalid, match="language"):
            await people.set_language(db, Actor("person", joined.person_id), clock.now(), "qq")
        with pytest.raises(NotAllowed):
            await people.set_language(db, CLI, clock.now(), "zh")
    assert identity is not None
    assert identity.language == "en"
    assert await _audited(database, "set-language") == 1


async def test_one_person_works_for_two_enterprises(database: Database, clock: Clock, place: int) -> None:
    first = await register(database, clock, place, OWNER)
    second = await register(database, clock, place, OWNER, name="二厂", credit_code=credit_code(2))
    foreign = await register(database, clock, place, MEMBER, name="三厂", credit_code=credit_code(3))
    actor = Actor("person", first.person_id)
    async with database.begin() as db:
        before = await people.list_enterprises(db, first.person_id)
        for _ in range(2):
            await people.switch_enterprise(db, actor, clock.now(), first.enterprise_id)
        after = await people.list_enterprises(db, first.person_id)
        identity = await people.identify(db, OWNER)
        with pytest.raises(NotAllowed):
            await people.switch_enterprise(db, actor, clock.now(), foreign.enterprise_id)
    assert [(own.name, own.role, own.current) for own in before] == [
        ("华美鞋材厂", "owner", False),
        ("二厂", "owner", True),
    ]
    assert [own.id for own in after if own.current] == [first.enterprise_id]
    assert identity is not None
    assert identity.enterprise_id == first.enterprise_id != second.enterprise_id
    assert await _audited(database, "switch-enterprise") == 1


async def test_only_contacts_pass(database: Database, clock: Clock, place: int) -> None:
    joined = await register(database, clock, place, OWNER)
    of = joined.enterprise_id
    member = await _member(database, clock, of)
    async with database.read() as db:
        assert await people.require_contact(db, Actor("person", joined.person_id), of) == joined.person_id
        assert await people.require_contact(db, member, of) == member.person_id
        for actor, where, roles in (
            (member, of, ("owner",)),
            (member, of + 1, ()),
            (Actor("person", 999), of, ()),
            (Actor("person"), of, ()),
            (CLI, of, ()),
            (Actor("cli", joined.person_id), of, ()),
        ):
            with pytest.raises(NotAllowed):
                await people.require_contact(db, actor, where, *roles)


async def test_a_member_leaves_once_and_loses_all_access(
    database: Database, clock: Clock, place: int
) -> None:
    joined = await register(database, clock, place, OWNER)
    own = await register(database, clock, place, MEMBER, name="小李的厂", credit_code=credit_code(2))
    member = await _member(database, clock, joined.enterprise_id)
    async with database.begin() as db:
        assert await enterprise_contacts.leave(db, member, clock.now(), joined.enterprise_id)
        assert not await enterprise_contacts.leave(db, member, clock.now(), joined.enterprise_id)
        identity = await people.identify(db, MEMBER)
        with pytest.raises(NotAllowed):
            await people.require_contact(db, member, joined.enterprise_id)
        contacts = await people.list_contacts(db, joined.enterprise_id)
    assert identity is not None
    assert (identity.enterprise_id, identity.role) == (own.enterprise_id, "owner")
    assert [contact.person_id for contact in contacts] == [joined.person_id]
    assert await _audited(database, "leave") == 1


async def test_who_leaves_the_only_enterprise_works_on_none(
    database: Database, clock: Clock, place: int
) -> None:
    joined = await register(database, clock, place, OWNER)
    member = await _member(database, clock, joined.enterprise_id)
    async with database.begin() as db:
        await enterprise_contacts.leave(db, member, clock.now(), joined.enterprise_id)
        identity = await people.identify(db, MEMBER)
    assert identity is not None
    assert (identity.enterprise_id, identity.role) == (None, None)


async def test_the_last_owner_stays(database: Database, clock: Clock, place: int) -> None:
    joined = await register(database, clock, place, OWNER)
    of, owner = joined.enterprise_id, Actor("person", joined.person_id)
    await _member(database, clock, of)

    async def leave(actor: Actor) -> bool:
        async with database.begin() as db:
            return await enterprise_contacts.leave(db, actor, clock.now(), of)

    with pytest.raises(Conflict) as caught:
        await leave(owner)
    assert caught.value.problem == "last-owner"
    assert len(await _contacts(database, of)) == 2


async def test_of_two_owners_leaving_at_once_one_stays(database: Database, clock: Clock, place: int) -> None:
    joined = await register(database, clock, place, OWNER)
    of = joined.enterprise_id
    second = await _member(database, clock, of, "owner")

    async def leave(actor: Actor) -> bool:
        async with database.begin() as db:
            return await enterprise_contacts.leave(db, actor, clock.now(), of)

    results = await asyncio.gather(
        leave(second), leave(Actor("person", joined.person_id)), return_exceptions=True
    )
    assert sorted(type(result).__name__ for result in results) == ["Conflict", "bool"]
    assert len(await _contacts(database, of)) == 1


async def _contacts(database: Database, of: int) -> tuple[people.ContactLine, ...]:
    async with database.read() as db:
        return await people.list_contacts(db, of)


async def test_contacts_tell_what_a_message_needs(database: Database, clock: Clock, place: int) -> None:
    joined = await register(database, clock, place, OWNER)
    member = await _member(database, clock, joined.enterprise_id)
    async with database.begin() as db:
        assert await reachability.mark_unreachable(db, Actor("system"), clock.now(), joined.person_id)
        assert not await reachability.mark_unreachable(db, Actor("system"), clock.now(), joined.person_id)
        with pytest.raises(NotAllowed):
            await reachability.mark_unreachable(db, member, clock.now(), joined.person_id)
    assert member.person_id is not None
    assert await _contacts(database, joined.enterprise_id) == (
        people.ContactLine(joined.person_id, "王师傅", "owner", "zh", reachable=False),
        people.ContactLine(member.person_id, "小李", "member", "en", reachable=True),
    )


async def test_who_writes_again_is_reachable(database: Database, clock: Clock, place: int) -> None:
    joined = await register(database, clock, place, OWNER)
    member = await _member(database, clock, joined.enterprise_id)
    async with database.begin() as db:
        await reachability.mark_unreachable(db, Actor("system"), clock.now(), joined.person_id)
        found = await people.identify(db, OWNER)
        assert found is not None
        assert found.unreachable
        kept = (await db.execute(select(Person.unreachable_at).where(Person.id == joined.person_id))).scalar()
        assert kept == clock.now()
        with pytest.raises(NotAllowed):
            await reachability.mark_reachable(db, member, clock.now(), joined.person_id)
        owner = Actor("person", joined.person_id)
        assert await reachability.mark_reachable(db, owner, clock.now(), joined.person_id)
        assert not await reachability.mark_reachable(db, owner, clock.now(), joined.person_id)
        found = await people.identify(db, OWNER)
    assert found is not None
    assert not found.unreachable
    assert await _audited(database, "mark-reachable") == 1


def test_all_that_is_kept_of_a_person_is_named() -> None:
    """As /privacy says: account, name, language; a telephone that somebody typed; no place of a phone."""
    of = {table.name: {column.name for column in table.columns} for table in metadata.sorted_tables}
    assert of["people"] == {
        *("id", "account_id", "language", "enterprise_id", "staff_id", "unreachable_at", "created_at")
    }
    assert of["contacts"] == {"id", "enterprise_id", "person_id", "name", "role", "joined_at"}
    assert of["accounts"] == {
        *("id", "person_id", "channel", "address", "created_at", "verified_at", "ended_at"),
        *("unreachable_at", "unreachable_reason"),
    }
    telling = re.compile("phone|tel_|latitude|longitude|location|address|username|email")
    found = {f"{table}.{name}" for table, names in of.items() for name in names if telling.search(name)}
    assert found == {
        *("enterprises.phone", "enterprises.address", "join_requests.own_phone"),
        "nudge_addresses.address",
        *("accounts.address", "web_inboxes.address", "web_messages.address"),
    }


async def test_places_are_told_whom_nothing_reaches(database: Database, clock: Clock, place: int) -> None:
    async with database.begin() as db:
        other = await jurisdictions.add(db, CLI, clock.now(), "jl", "九龙镇")
    first = await register(database, clock, place, OWNER)
    await _member(database, clock, first.enterprise_id)
    gone = await register(database, clock, place, 7_000_000_003, credit_code=credit_code(2), name="乙厂")
    left = await register(database, clock, other.id, 7_000_000_004, credit_code=credit_code(3), name="丙厂")
    async with database.begin() as db:
        for joined in (first, gone):
            await reachability.mark_unreachable(db, CLI, clock.now(), joined.person_id)
        await db.execute(delete(Contact).where(Contact.enterprise_id == left.enterprise_id))
    async with database.read() as db:
        assert await reachability.by_place(db) == [
            reachability.Reach("cd", "城东街道", 3, 2, 1),
            reachability.Reach("jl", "九龙镇", 0, 0, 1),
        ]
        assert await reachability.count(db) == (4, 2)
