"""Dialog states of private conversations: never in the table, and the ordinary ones untouched meanwhile."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from aiogram.fsm.storage.base import StorageKey

from bot.privacy.mode import reset_private, set_private
from bot.transport.channels import WEB_BOT_ID
from bot.transport.dialog_storage import DialogStorage
from tests.bot.dialog_place import OWNER, Place, place, tables

__all__ = ["place", "tables"]

STRANGER = 5_550_009_876
STACK, HOME, REPORT = (f"aiogd:{one}" for one in ("stack:", "context:h1", "context:r1"))
AT_HOME = {"id": "h1", "state": "HomeSG:main", "dialog_data": {}}
REPORTING = {"id": "r1", "state": "ReportSG:story", "dialog_data": {"page": 1}}


def key(destiny: str, chat: int = OWNER) -> StorageKey:
    return StorageKey(bot_id=1, chat_id=chat, user_id=chat, destiny=destiny)


@pytest.fixture
def private() -> Iterator[None]:
    """Handle the updates inside as private."""
    token = set_private(True)
    yield
    reset_private(token)


@pytest.fixture
async def storage(place: Place) -> DialogStorage:
    """The owner at home, written."""
    storage = place.storage()
    await storage.set_data(key(HOME), AT_HOME)
    await storage.set_data(key(STACK), {"_id": "", "intents": ["h1"], "last_message_id": 4})
    await storage.flush()
    return storage


async def go_in(storage: DialogStorage) -> None:
    """Enter a report as aiogram-dialog does."""
    storage.private_sessions.open((1, OWNER))
    await storage.set_data(key(STACK), {})
    await storage.set_data(key(REPORT), REPORTING)
    await storage.set_data(key(STACK), {"_id": "", "intents": ["r1"], "last_message_id": 9})


async def test_leak_01_nothing_of_a_private_conversation_is_written(
    place: Place, storage: DialogStorage
) -> None:
    before, writes = await place.rows(), place.database.writes
    token = set_private(True)
    assert await storage.get_data(key(STACK)) == {}, "what is stored is not even read"
    await go_in(storage)
    assert await storage.get_data(key(REPORT)) == REPORTING
    assert (await storage.get_data(key(STACK)))["intents"] == ["r1"]
    assert await storage.get_data(key(HOME)) == {}
    await storage.set_data(key(REPORT), {**REPORTING, "state": "ReportSG:photos"})
    storage.private_sessions.close((1, OWNER))
    await storage.set_data(key(STACK), {"_id": "", "intents": [], "last_message_id": 9})
    assert await storage.get_data(key(REPORT)) == {}, "the private session is gone, and nothing makes another"
    reset_private(token)
    await storage.flush()
    await storage.close()
    assert await place.rows() == before, "not even a time has changed"
    assert place.database.writes == writes
    for one in (storage, place.storage()):
        assert await one.get_data(key(HOME)) == AT_HOME, "the person is where they were before"
        assert (await one.get_data(key(STACK)))["last_message_id"] == 4
        assert await one.get_data(key(REPORT)) == {}


async def test_a_private_state_is_never_stored_even_where_the_update_is_not_private(place: Place) -> None:
    storage = place.storage()
    await storage.set_data(key(REPORT), REPORTING)
    await storage.close()
    assert await storage.get_data(key(REPORT)) == {}
    assert await place.rows() == []


@pytest.mark.usefixtures("private")
async def test_a_stranger_has_a_room_alone(place: Place) -> None:
    storage = place.storage()
    storage.private_sessions.open((1, STRANGER))
    await storage.set_data(key(REPORT, STRANGER), REPORTING)
    assert await storage.get_data(key(REPORT, STRANGER)) == REPORTING
    storage.private_sessions.close((1, STRANGER))
    await storage.close()
    assert await storage.get_data(key(REPORT, STRANGER)) == {}
    assert await place.rows() == []


@pytest.mark.parametrize(("bot", "is_written"), [(WEB_BOT_ID, True), (4242, False)])
async def test_a_window_with_the_button_of_a_report_is_written_where_it_has_none(
    place: Place, bot: int, is_written: bool
) -> None:
    """On the page such a window leads to no report: another process shows it to its owner after a restart."""
    storage = place.storage()

    def of(destiny: str) -> StorageKey:
        return StorageKey(bot_id=bot, chat_id=OWNER, user_id=OWNER, destiny=destiny)

    async with storage.gathered((bot, OWNER)):
        await storage.set_data(of("aiogd:context:m1"), {"_intent_id": "m1", "state": "HomeSG:more"})
        await storage.set_data(of(STACK), {"_id": "", "intents": ["m1"], "last_message_id": 5})
    await storage.close()
    assert bool(await place.rows()) is is_written
