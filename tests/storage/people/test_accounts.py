"""Accounts: owners of addresses, targets of messages, and the fallback of an unreachable one."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from storage.base.audit import Actor
from storage.base.database import Database
from storage.base.errors import NotAllowed
from storage.outbox import queue as outbox
from storage.outbox.queue import Message
from storage.people import accounts, contacts, reachability
from tests.storage.conftest import Clock

TELEGRAM, WEB, OTHERS = 7_000_000_001, 2**52 + 7, 2**52 + 8
SYSTEM = Actor("system")


@pytest.fixture
async def person(database: Database, clock: Clock) -> int:
    async with database.begin() as db:
        return await contacts.ensure_person(db, clock.now(), TELEGRAM, "zh")


async def claimed(database: Database, clock: Clock, person_id: int) -> Message:
    """A message queued and claimed now."""
    async with database.begin() as db:
        now = clock.move(seconds=1)
        key = f"key:{now.isoformat()}"
        await outbox.enqueue(db, now, dedupe_key=key, person_id=person_id, text_key="outbox-submitted")
        (message,) = await outbox.claim(db, now, now + timedelta(seconds=40), 10)
        return message


async def test_who_comes_by_browser_first_is_a_person_like_others(database: Database, clock: Clock) -> None:
    async with database.begin() as db:
        person_id = await contacts.ensure_person(db, clock.now(), WEB, "en")
        assert await contacts.ensure_person(db, clock.now(), WEB, "zh") == person_id
    async with database.read() as db:
        (account,) = await accounts.list_accounts(db, person_id)
        who = await contacts.identify(db, WEB)
        assert await contacts.identify(db, OTHERS) is None
        assert await accounts.find_person(db, OTHERS) is None
    assert (account.channel, account.address, account.reachable) == ("web", WEB, True)
    assert who is not None
    assert (who.person_id, who.language, who.elsewhere) == (person_id, "en", False)
    assert (await claimed(database, clock, person_id)).address == WEB


async def test_messages_go_to_the_account_used_last(database: Database, clock: Clock, person: int) -> None:
    async with database.begin() as db:
        assert await accounts.add(db, clock.now(), person, WEB)
        assert not await accounts.add(db, clock.now(), person, WEB)
    message = await claimed(database, clock, person)
    assert (message.address, message.other) == (TELEGRAM, WEB)
    async with database.begin() as db:
        who = await contacts.identify(db, WEB)
        assert who is not None
        assert who.elsewhere
        assert await accounts.use(db, person, WEB)
        assert not await accounts.use(db, person, WEB)
        assert not await accounts.use(db, person, OTHERS), "nobody else's"
    message = await claimed(database, clock, person)
    assert (message.address, message.other) == (WEB, TELEGRAM)
    async with database.read() as db:
        assert [one.address for one in await accounts.list_accounts(db, person)] == [WEB, TELEGRAM]


async def test_an_account_is_one_persons(database: Database, clock: Clock, person: int) -> None:
    async with database.begin() as db:
        other = await contacts.ensure_person(db, clock.now(), OTHERS, "zh")
        assert not await accounts.add(db, clock.now(), other, TELEGRAM)
        assert not await accounts.use(db, other, TELEGRAM)
        assert await accounts.find_person(db, TELEGRAM) == person


async def test_an_account_that_ended_is_nobodys_and_may_be_given_again(
    database: Database, clock: Clock, person: int
) -> None:
    async with database.begin() as db:
        await accounts.add(db, clock.now(), person, WEB)
        await accounts.use(db, person, WEB)
        assert await accounts.end(db, clock.now(), person, "web") == (WEB,)
        assert await accounts.end(db, clock.now(), person, "web") == ()
        assert await contacts.identify(db, WEB) is None
    assert (await claimed(database, clock, person)).address == TELEGRAM
    async with database.begin() as db:
        other = await contacts.ensure_person(db, clock.now(), WEB, "zh")
        assert other != person
        assert await accounts.forget(db, [other]) == (WEB,)
        assert await accounts.find_person(db, WEB) is None
    assert (await claimed(database, clock, other)).address == 0


async def test_the_last_account_that_reaches_somebody_is_used(
    database: Database, clock: Clock, person: int
) -> None:
    async with database.begin() as db:
        await accounts.add(db, clock.now(), person, WEB)
        assert await reachability.fall_back(db, SYSTEM, clock.now(), person, TELEGRAM, "blocked")
        with pytest.raises(NotAllowed):
            await reachability.fall_back(db, Actor("person", person), clock.now(), person, WEB, "no")
    message = await claimed(database, clock, person)
    assert (message.address, message.other) == (WEB, None)
    async with database.begin() as db:
        assert not await reachability.fall_back(db, SYSTEM, clock.now(), person, WEB, "gone")
        await reachability.mark_unreachable(db, SYSTEM, clock.now(), person)
        mine = Actor("person", person)
        assert await reachability.mark_reachable(db, mine, clock.now(), person, TELEGRAM)
        lines = await accounts.list_accounts(db, person)
    assert [(one.address, one.reachable) for one in lines] == [(TELEGRAM, True), (WEB, False)]
    assert (await claimed(database, clock, person)).reachable


async def test_two_first_messages_at_once_make_one_person(database: Database, clock: Clock) -> None:
    async def come() -> int:
        async with database.begin() as db:
            return await contacts.ensure_person(db, clock.now(), WEB, "zh")

    assert len(set(await asyncio.gather(*(come() for _ in range(6))))) == 1
    async with database.read() as db:
        assert await reachability.count(db) == (1, 0)
