"""Dialog states of private conversations: never in the table, and the ordinary ones untouched meanwhile."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiogram.fsm.storage.base import StorageKey

from bot.dialog_storage import DialogStorage
from storage.database import Database
from storage.urls import sqlite_url
from tests.bot.dialog_place import OWNER, Place

STRANGER = 5_550_009_876
STACK, HOME, REPORT, LATER = (f"aiogd:{one}" for one in ("stack:", "context:h1", "context:r1", "context:h2"))
AT_HOME = {"id": "h1", "state": "HomeSG:main", "dialog_data": {}}
REPORTING = {"id": "r1", "state": "ReportSG:story", "dialog_data": {"page": 1}}
HOME_AGAIN = {"id": "h2", "state": "HomeSG:main", "dialog_data": {}}


def key(destiny: str, chat: int = OWNER) -> StorageKey:
    return StorageKey(bot_id=1, chat_id=chat, user_id=chat, destiny=destiny)


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("tables") / "empty.db"

    async def create() -> None:
        database = Database(sqlite_url(path))
        await database.create_all()
        await database.close()

    asyncio.run(create())
    return path


@pytest.fixture
async def place(tables: Path, tmp_path: Path) -> AsyncIterator[Place]:
    made = Place(Path(shutil.copy(tables, tmp_path / "chenan.db")))
    yield made
    await made.database.close()


@pytest.fixture
async def storage(place: Place) -> DialogStorage:
    """The owner at home, written; then on the way into a report, as aiogram-dialog goes there."""
    storage = place.storage()
    await storage.set_data(key(HOME), AT_HOME)
    await storage.set_data(key(STACK), {"_id": "", "intents": ["h1"], "last_message_id": 4})
    await storage.flush()
    storage.rooms.open((1, OWNER))
    await storage.set_data(key(HOME), {})
    await storage.set_data(key(STACK), {})
    await storage.set_data(key(REPORT), REPORTING)
    await storage.set_data(key(STACK), {"_id": "", "intents": ["r1"], "last_message_id": 9})
    return storage


async def go_home(storage: DialogStorage) -> None:
    """Out of the report, as aiogram-dialog goes there."""
    await storage.set_data(key(REPORT), {})
    await storage.set_data(key(STACK), {})
    await storage.set_data(key(LATER), HOME_AGAIN)
    await storage.set_data(key(STACK), {"_id": "", "intents": ["h2"], "last_message_id": 9})


async def test_leak_01_nothing_of_a_private_conversation_is_written(
    place: Place, storage: DialogStorage
) -> None:
    before, writes = await place.rows(), place.database.writes
    assert await storage.get_data(key(REPORT)) == REPORTING
    assert (await storage.get_data(key(STACK)))["intents"] == ["r1"]
    assert await storage.get_data(key(HOME)) == {}
    await storage.set_data(key(REPORT), {**REPORTING, "state": "ReportSG:photos"})
    await storage.flush()
    await storage.close()
    assert await place.rows() == before, "not even a time has changed"
    assert place.database.writes == writes
    again = place.storage()
    assert await again.get_data(key(HOME)) == AT_HOME, "after a crash the person is where they were before"
    assert await again.get_data(key(REPORT)) == {}


async def test_coming_back_stores_the_ordinary_part_alone(place: Place, storage: DialogStorage) -> None:
    await go_home(storage)
    await storage.flush()
    rows = await place.rows()
    assert sorted(row["data"].partition('"state":"')[2][:6] for row in rows) == ["", "HomeSG"]
    assert "r1" not in str(rows)
    assert "ReportSG" not in str(rows)
    again = place.storage()
    assert await again.get_data(key(LATER)) == HOME_AGAIN
    assert await again.get_data(key(HOME)) == {}
    assert (await again.get_data(key(STACK)))["intents"] == ["h2"]
    assert storage.rooms.find((1, OWNER)) is None, "and the room is gone"


async def test_the_keys_of_private_states_never_reach_the_table(
    place: Place, storage: DialogStorage, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[str] = []

    async def put(_: object, rows: list[tuple[str, str, str]], __: object) -> None:
        written.extend(one for one, _, _ in rows)

    monkeypatch.setattr("storage.dialog_states.put", put)
    await go_home(storage)
    await storage.flush()
    assert storage._key(key(LATER)) in written
    assert storage._key(key(REPORT)) not in written, "not even to be deleted"


async def test_a_private_state_without_a_room_makes_one(place: Place) -> None:
    storage = place.storage()
    await storage.set_data(key(REPORT), REPORTING)
    await storage.set_data(key(STACK), {"_id": "", "intents": ["r1"]})
    await storage.close()
    assert await place.rows() == []


async def test_a_stranger_comes_back_to_memory(place: Place) -> None:
    storage = place.storage()
    storage.rooms.open((1, STRANGER))
    await storage.set_data(key(REPORT, STRANGER), REPORTING)
    await storage.set_data(key(LATER, STRANGER), HOME_AGAIN)
    await storage.close()
    assert await storage.get_data(key(LATER, STRANGER)) == HOME_AGAIN
    assert await storage.get_data(key(REPORT, STRANGER)) == {}
    assert await place.rows() == []
