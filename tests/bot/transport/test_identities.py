"""Identities: read once, forgotten on request, never shared between processes by mistake."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

import bot.transport.identities
from bot.transport.identities import Identities
from storage.base.audit import Actor
from storage.base.database import Database
from storage.base.urls import sqlite_url
from storage.people import contacts

NOW = datetime(2027, 3, 1, 4, tzinfo=UTC)
KNOWN, STRANGER = 5_550_001_234, 5_550_009_876


class Counting(Database):
    """Counts its reads."""

    reads = 0

    @asynccontextmanager
    async def read(self) -> AsyncIterator[Any]:
        self.reads += 1
        async with super().read() as connection:
            yield connection


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database file with one person."""
    path = tmp_path_factory.mktemp("people") / "people.db"

    async def create() -> None:
        database = Database(sqlite_url(path))
        await database.create_all()
        async with database.begin() as db:
            await contacts.ensure_person(db, NOW, KNOWN, "zh")
        await database.close()

    asyncio.run(create())
    return path


@pytest.fixture
async def database(tables: Path, tmp_path: Path) -> AsyncIterator[Counting]:
    made = Counting(sqlite_url(Path(shutil.copy(tables, tmp_path / "chenan.db"))))
    yield made
    await made.close()


async def test_a_person_and_a_stranger_are_read_once(database: Counting) -> None:
    identities = Identities(database)
    for _ in range(3):
        who = await identities.get(KNOWN)
        assert who is not None
        assert who.language == "zh"
        assert await identities.get(STRANGER) is None
    assert database.reads == 2


async def test_what_was_forgotten_is_read_anew(database: Counting) -> None:
    identities = Identities(database)
    who = await identities.get(KNOWN)
    assert who is not None
    async with database.begin() as db:
        await contacts.set_language(db, Actor("person", who.person_id), NOW, "en")
        await contacts.ensure_person(db, NOW, STRANGER, "en")
    identities.forget(KNOWN)
    identities.forget(STRANGER)
    for number in (KNOWN, STRANGER):
        renewed = await identities.get(number)
        assert renewed is not None
        assert identities.language(number, renewed) == "en"


async def test_several_processes_remember_nothing(database: Counting) -> None:
    identities = Identities(database, shared=True)
    assert await identities.get(STRANGER) is None
    async with database.begin() as db:
        await contacts.ensure_person(db, NOW, STRANGER, "zh")
    assert await identities.get(STRANGER) is not None


async def test_the_language_of_a_stranger_is_in_memory_only(database: Counting) -> None:
    identities = Identities(database)
    assert identities.language(STRANGER, None) == "zh"
    identities.set_language(STRANGER, "en")
    assert identities.language(STRANGER, None) == "en"
    assert Identities(database).language(STRANGER, None) == "zh"
    assert await Identities(database).get(STRANGER) is None


async def test_memory_is_bounded(database: Counting, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bot.transport.identities, "KEPT", 10)
    identities = Identities(database)
    for number in range(15):
        await identities.get(STRANGER + number)
        identities.set_language(STRANGER + number, "en")
    reads = database.reads
    await identities.get(STRANGER + 14)
    assert database.reads == reads
    await identities.get(STRANGER)
    assert database.reads == reads + 1
    assert identities.language(STRANGER, None) == "zh"
    assert identities.language(STRANGER + 14, None) == "en"
