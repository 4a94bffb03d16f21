"""Dialog states: aiogram's contract for storages, no account in any row, no loss."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from pathlib import Path

import pytest
from aiogram.fsm.storage.base import StorageKey
from pydantic import SecretStr

import bot.transport.dialog_storage
from bot.config import Settings
from bot.runtime import dialog_secret
from bot.transport.dialog_storage import DialogStorage
from tests.bot.dialog_place import OWNER, Place, place, tables
from tests.bot.telegram_queue import TOKEN

__all__ = ["place", "tables"]

BOT, STRANGER = 123_456_789, 5_550_009_876
STACK = "aiogd:stack:"
DATA = {"id": "aB3", "stack_id": "", "state": "SelfCheckSG:question", "dialog_data": {"名": "鑫达"}}


def key(chat: int = OWNER, destiny: str = STACK) -> StorageKey:
    """A key as aiogram-dialog makes it."""
    return StorageKey(bot_id=BOT, chat_id=chat, user_id=chat, destiny=destiny)


@pytest.fixture
def storage(place: Place) -> DialogStorage:
    return place.storage()


@pytest.fixture
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bot.transport.dialog_storage, "FLUSH_SECONDS", 0)
    monkeypatch.setattr(bot.transport.dialog_storage, "RETRY_SECONDS", 0.01)


@asynccontextmanager
async def writing(storage: DialogStorage) -> AsyncIterator[None]:
    """The storage writing behind."""
    task = asyncio.ensure_future(storage.run())
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


# --- aiogram's contract ------------------------------------------------------------------------------


async def test_data_is_given_back(storage: DialogStorage) -> None:
    assert await storage.get_data(key()) == {}
    assert await storage.get_value(storage_key=key(), dict_key="foo") is None
    assert await storage.get_value(storage_key=key(), dict_key="foo", default="baz") == "baz"
    await storage.set_data(key(), {"foo": "bar"})
    assert await storage.get_data(key()) == {"foo": "bar"}
    assert await storage.get_value(storage_key=key(), dict_key="foo") == "bar"
    await storage.set_data(key(), {})
    assert await storage.get_data(key()) == {}
    assert await storage.get_value(storage_key=key(), dict_key="foo") is None


async def test_data_is_updated(storage: DialogStorage) -> None:
    assert await storage.update_data(key(), {"foo": "bar"}) == {"foo": "bar"}
    assert await storage.update_data(key(), {}) == {"foo": "bar"}
    assert await storage.get_data(key()) == {"foo": "bar"}
    assert await storage.update_data(key(), {"baz": "spam"}) == {"foo": "bar", "baz": "spam"}
    assert await storage.update_data(key(), {"baz": "test"}) == {"foo": "bar", "baz": "test"}
    assert await storage.get_data(key()) == {"foo": "bar", "baz": "test"}


async def test_state_is_never_kept(place: Place, storage: DialogStorage) -> None:
    await storage.set_state(key(), "SelfCheckSG:question")
    assert await storage.get_state(key()) is None
    await storage.flush()
    assert await place.rows() == []
    assert place.asked == 0, "nothing is looked up for a state"


async def test_keys_that_differ_in_anything_are_apart(storage: DialogStorage) -> None:
    base = StorageKey(bot_id=1, chat_id=OWNER, user_id=OWNER, thread_id=None, destiny="a")
    keys = [
        base,
        replace(base, bot_id=2),
        replace(base, chat_id=STRANGER),
        replace(base, user_id=STRANGER),
        replace(base, thread_id=4),
        replace(base, destiny="b"),
    ]
    for number, one in enumerate(keys):
        await storage.set_data(one, {"n": number})
    assert [(await storage.get_data(one))["n"] for one in keys] == list(range(len(keys)))


async def test_what_is_given_out_can_be_changed_without_harm(storage: DialogStorage) -> None:
    mine = {"inner": {"list": [1]}}
    await storage.set_data(key(), mine)
    mine["inner"]["list"].append(2)
    given = await storage.get_data(key())
    given["inner"]["list"].append(3)
    assert await storage.get_data(key()) == {"inner": {"list": [1]}}


# --- what is in the table ---------------------------------------------------------------------------


async def test_a_restart_finds_everything(place: Place, storage: DialogStorage) -> None:
    await storage.set_data(key(), DATA)
    await storage.set_data(key(destiny="aiogd:context:aB3"), {"a": 1})
    await storage.close()
    again = place.storage()
    assert await again.get_data(key()) == DATA
    assert await again.get_data(key(destiny="aiogd:context:aB3")) == {"a": 1}


async def test_no_row_holds_an_account(place: Place, storage: DialogStorage) -> None:
    stack = {"id": "", "intents": ["aB3"], "access_settings": {"user_ids": [OWNER], "custom": None}}
    await storage.set_data(key(), stack)
    await storage.set_data(
        key(destiny="aiogd:context:aB3"), {**DATA, "access_settings": {"user_ids": [OWNER]}}
    )
    await storage.flush()
    rows = await place.rows()
    assert len(rows) == 2
    assert str(OWNER) not in str(rows)
    assert str(BOT) not in str(rows)
    assert f"{OWNER:x}" not in str(rows)
    assert {row["chat"] for row in rows} == {rows[0]["chat"]}, "a chat's rows can be purged together"
    for row in rows:
        assert len(row["key"]) == len(row["chat"]) == 64


async def test_keys_depend_on_the_secret(place: Place) -> None:
    for secret in (b"a" * 32, b"b" * 32):
        one = place.storage(secret)
        await one.set_data(key(), {"of": secret.decode()})
        await one.flush()
    assert len({row["key"] for row in await place.rows()}) == 2
    assert (await place.storage(b"a" * 32).get_data(key()))["of"] == "a" * 32


async def test_people_without_a_row_leave_none(place: Place, storage: DialogStorage) -> None:
    await storage.set_data(key(STRANGER), DATA)
    await storage.set_data(key(), DATA)
    await storage.close()
    assert len(await place.rows()) == 1
    assert await storage.get_data(key(STRANGER)) == DATA, "it is remembered while the process lives"
    assert await place.storage().get_data(key(STRANGER)) == {}


async def test_empty_data_deletes_the_row(place: Place, storage: DialogStorage) -> None:
    await storage.set_data(key(), DATA)
    await storage.flush()
    assert len(await place.rows()) == 1
    await storage.set_data(key(), {})
    await storage.flush()
    assert await place.rows() == []
    assert await place.storage().get_data(key()) == {}


async def test_what_did_not_change_is_not_written(place: Place, storage: DialogStorage) -> None:
    await storage.set_data(key(), DATA)
    await storage.flush()
    writes = place.database.writes
    await storage.set_data(key(), DATA)
    await storage.flush()
    assert place.database.writes == writes


async def test_changes_of_many_are_written_together(place: Place, storage: DialogStorage) -> None:
    keys = [key(destiny=f"aiogd:context:{number}") for number in range(200)]
    for one in keys:
        for n in range(3):
            await storage.set_data(one, {"n": n})
    async with writing(storage):
        await asyncio.wait_for(place.database.wrote.wait(), 10)
    assert place.database.writes == 1
    assert {row["data"] for row in await place.rows()} == {'{"n":2}'}


@pytest.mark.usefixtures("_at_once")
async def test_a_failing_database_keeps_conversations_and_is_tried_again(
    place: Place, storage: DialogStorage, caplog: pytest.LogCaptureFixture
) -> None:
    await place.run("ALTER TABLE dialog_states RENAME TO away")
    async with writing(storage):
        await storage.set_data(key(), {"n": 1})
        await storage.set_data(key(destiny="b"), {"n": 1})
        await asyncio.wait_for(place.database.failed.wait(), 10)
        await storage.set_data(key(), {"n": 2})
        assert await storage.get_data(key()) == {"n": 2}
        await place.run("ALTER TABLE away RENAME TO dialog_states")
        place.database.wrote.clear()
        await asyncio.wait_for(place.database.wrote.wait(), 10)
    assert await place.storage().get_data(key()) == {"n": 2}, "the newer one is not written over"
    assert await place.storage().get_data(key(destiny="b")) == {"n": 1}
    assert "dialog states could not be written: OperationalError" in caplog.text
    assert str(OWNER) not in caplog.text


async def test_a_failed_flush_loses_nothing(place: Place, storage: DialogStorage) -> None:
    await place.run("ALTER TABLE dialog_states RENAME TO away")
    await storage.set_data(key(), DATA)
    with pytest.raises(Exception, match="dialog_states"):
        await storage.flush()
    await place.run("ALTER TABLE away RENAME TO dialog_states")
    await storage.close()
    assert await place.storage().get_data(key()) == DATA


async def test_memory_is_bounded_and_what_was_dropped_is_read_again(
    place: Place, storage: DialogStorage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bot.transport.dialog_storage, "KEPT", 10)
    for number in range(30):
        await storage.set_data(key(destiny=f"d{number}"), {"n": number})
        await storage.flush()
    await place.run('UPDATE dialog_states SET data = \'{"n":"read"}\'')
    given = [(await storage.get_data(key(destiny=f"d{number}")))["n"] for number in range(30)]
    assert given == ["read"] * 20 + list(range(20, 30))


async def test_what_was_not_written_yet_is_never_dropped(
    place: Place, storage: DialogStorage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bot.transport.dialog_storage, "KEPT", 3)
    for number in range(10):
        await storage.set_data(key(destiny=f"d{number}"), {"n": number})
    assert [(await storage.get_data(key(destiny=f"d{n}")))["n"] for n in range(10)] == list(range(10))
    await storage.flush()
    assert len(await place.rows()) == 10


async def test_strangers_do_not_fill_the_memory(
    storage: DialogStorage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bot.transport.dialog_storage, "KEPT", 5)
    for number in range(20):
        await storage.set_data(key(STRANGER + number), {"n": number})
    kept = [await storage.get_data(key(STRANGER + number)) for number in range(20)]
    assert kept == [{}] * 15 + [{"n": number} for number in range(15, 20)]


# --- the secret -------------------------------------------------------------------------------------


def settings(directory: Path, token: str) -> Settings:
    return Settings(_env_file=None, bot_token=SecretStr(token), data_dir=directory)


def test_every_process_of_a_bot_has_the_same_secret_and_other_bots_another(tmp_path: Path) -> None:
    one = dialog_secret(settings(tmp_path / "a", TOKEN))
    assert len(one) == 32
    assert dialog_secret(settings(tmp_path / "b", TOKEN)) == one
    assert dialog_secret(settings(tmp_path / "a", TOKEN[:-1] + "7")) != one


def test_the_secret_is_in_no_file(tmp_path: Path) -> None:
    secret = dialog_secret(settings(tmp_path, TOKEN))
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
    assert TOKEN.encode() not in secret
