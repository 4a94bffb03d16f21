"""Devices: a key opens one account, nothing opens it twice, guessing takes longer and longer."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from storage.base.audit import Actor
from storage.base.database import Database
from storage.base.errors import Invalid, NotAllowed
from storage.people import accounts, contacts
from storage.tables.web import WebSession
from storage.web import devices, sessions
from storage.web.sessions import Device
from tests.storage.conftest import Clock

WEB, TELEGRAM = 2**52 + 3, 7_000_000_001
TODAY = date(2026, 11, 2)
PIN = "130579"


@pytest.fixture
async def person(database: Database, clock: Clock) -> int:
    async with database.begin() as db:
        return await contacts.ensure_person(db, clock.now(), WEB, "zh")


async def resolved(database: Database, key: str) -> Device | None:
    async with database.read() as db:
        return await sessions.resolve(db, key)


async def opened(database: Database, clock: Clock, address: int = WEB) -> str:
    async with database.begin() as db:
        return await sessions.open_session(db, clock.now(), TODAY, address)


async def link(database: Database, clock: Clock, person_id: int) -> str:
    async with database.begin() as db:
        return await sessions.create_login(db, Actor("person", person_id), clock.now())


async def test_a_key_opens_its_account_and_is_kept_nowhere(
    database: Database, clock: Clock, person: int
) -> None:
    key = await opened(database, clock)
    device = await resolved(database, key)
    assert device is not None
    assert (device.person_id, device.address, device.used_on) == (person, WEB, TODAY)
    assert len(key) >= 43, "256 bits"
    assert await resolved(database, key + "x") is None
    async with database.begin() as db:
        await sessions.touch(db, TODAY + timedelta(days=1), device.id)
        await sessions.touch(db, TODAY, device.id)
        kept = [str(value) for value in (await db.execute(select(WebSession.__table__))).one()]
    assert not any(key in value for value in kept)
    device = await resolved(database, key)
    assert device is not None
    assert device.used_on == TODAY + timedelta(days=1)


async def test_nobodys_address_and_no_telegram_account_is_opened(
    database: Database, clock: Clock, person: int
) -> None:
    async with database.begin() as db:
        await contacts.ensure_person(db, clock.now(), TELEGRAM, "zh")
    for address in (WEB + 1, TELEGRAM):
        with pytest.raises(NotAllowed):
            await opened(database, clock, address)


async def test_a_device_is_left_and_all_are_ended(database: Database, clock: Clock, person: int) -> None:
    one, two, three = [await opened(database, clock) for _ in range(3)]
    token = await link(database, clock, person)
    async with database.begin() as db:
        assert await sessions.end(db, clock.now(), one)
        assert not await sessions.end(db, clock.now(), one)
        other = await contacts.ensure_person(db, clock.now(), TELEGRAM, "zh")
        with pytest.raises(NotAllowed):
            await devices.end_all(db, Actor("person", other), clock.now(), person)
    assert await resolved(database, one) is None
    assert await resolved(database, two) is not None
    async with database.begin() as db:
        assert await devices.end_all(db, Actor("cli"), clock.now(), person) == 2
        assert await devices.end_all(db, Actor("person", person), clock.now(), person) == 0
    assert await resolved(database, three) is None
    with pytest.raises(Invalid, match="web-login"):
        await sessions.open_by_login(database, clock.now(), TODAY, token)


async def test_an_account_that_ended_lets_no_device_in(database: Database, clock: Clock, person: int) -> None:
    key = await opened(database, clock)
    async with database.begin() as db:
        await accounts.end(db, clock.now(), person, "web")
    assert await resolved(database, key) is None


async def test_a_link_opens_the_page_of_its_person_once(database: Database, clock: Clock) -> None:
    async with database.begin() as db:
        person_id = await contacts.ensure_person(db, clock.now(), TELEGRAM, "zh")
    token = await link(database, clock, person_id)
    key = await sessions.open_by_login(database, clock.now(), TODAY, token)
    device = await resolved(database, key)
    assert device is not None
    assert device.person_id == person_id
    assert accounts.channel_of(device.address) == "web"
    with pytest.raises(Invalid, match="web-login"):
        await sessions.open_by_login(database, clock.now(), TODAY, token)
    again = await sessions.open_by_login(database, clock.now(), TODAY, await link(database, clock, person_id))
    second = await resolved(database, again)
    assert second is not None
    assert second.address == device.address, "one inbox for all devices"
    late = await link(database, clock, person_id)
    clock.move(hours=25)
    with pytest.raises(Invalid, match="web-login"):
        await sessions.open_by_login(database, clock.now(), TODAY, late)


async def test_guessing_a_number_takes_longer_and_longer(
    database: Database, clock: Clock, person: int
) -> None:
    for form in ("12345", "1234567", "111111", "12345x", "１３０５７９"):
        with pytest.raises(Invalid, match="web-pin-form"):
            await sessions.hash_pin(form)
    kept = await sessions.hash_pin(PIN)
    assert PIN not in kept
    assert kept.startswith("$argon2id$")
    async with database.begin() as db:
        await sessions.set_pin(db, Actor("person", person), clock.now(), kept)
    token = await link(database, clock, person)

    async def attempt(pin: str | None) -> str:
        return await sessions.open_by_login(database, clock.now(), TODAY, token, pin)

    for _ in range(9):  # who is asked has tried nothing
        with pytest.raises(Invalid, match="web-pin-asked"):
            await attempt(None)
    for guess in ("130569", "130570", "130571", "130572", "130573"):
        with pytest.raises(Invalid, match="web-pin'"):
            await attempt(guess)
    for minutes in (1, 2, 4):
        with pytest.raises(Invalid, match="web-pin-wait"):
            await attempt(PIN)
        clock.move(minutes=minutes - 1, seconds=59)
        with pytest.raises(Invalid, match="web-pin-wait"):
            await attempt(PIN)
        clock.move(seconds=1)
        with pytest.raises(Invalid, match="web-pin'"):
            await attempt("130574")
    clock.move(hours=1)
    assert await resolved(database, await attempt(PIN)) is not None
    token = await link(database, clock, person)
    with pytest.raises(Invalid, match="web-pin'"):
        await attempt("130574")  # counted from the beginning
    assert await resolved(database, await attempt(PIN)) is not None
    async with database.read() as db:
        assert (await db.execute(select(func.count()).select_from(WebSession))).scalar_one() == 2
