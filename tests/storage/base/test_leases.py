"""Leases: one holder at a time, the next one after its time."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from storage.base import leases
from storage.base.database import Database
from tests.storage.conftest import Clock


async def ask(database: Database, clock: Clock, holder: str, name: str = "delivery") -> bool:
    async with database.begin() as db:
        return await leases.acquire(db, clock.now(), name, holder, clock.now() + timedelta(seconds=10))


async def test_of_many_that_ask_at_once_one_gets_it(database: Database, clock: Clock) -> None:
    got = await asyncio.gather(*(ask(database, clock, f"process {number}") for number in range(8)))
    assert sum(got) == 1


async def test_holder_renews_and_others_wait_until_it_has_run_out(database: Database, clock: Clock) -> None:
    assert await ask(database, clock, "a")
    clock.move(seconds=9)
    assert await ask(database, clock, "a")
    clock.move(seconds=9)
    assert not await ask(database, clock, "b")
    clock.move(seconds=1)
    assert await ask(database, clock, "b")
    assert not await ask(database, clock, "a")


async def test_other_name_is_another_lease(database: Database, clock: Clock) -> None:
    assert await ask(database, clock, "a")
    assert await ask(database, clock, "b", "something else")


async def test_lease_is_given_back_only_by_its_holder(database: Database, clock: Clock) -> None:
    await ask(database, clock, "a")
    async with database.begin() as db:
        await leases.release(db, "delivery", "b")
    assert not await ask(database, clock, "b")
    async with database.begin() as db:
        await leases.release(db, "delivery", "a")
    assert await ask(database, clock, "b")
