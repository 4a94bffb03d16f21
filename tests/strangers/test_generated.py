"""Updates as another description of the Bot API has them, whole and broken, among a person's own taps."""

from __future__ import annotations

import asyncio
import json
import logging
import random
from collections.abc import Iterator
from itertools import chain, islice
from pathlib import Path

import pytest

from storage.base.database import Database
from tests.sizes import size
from tests.strangers.bot_api import BotApi, Json, account, message, text_message
from tests.strangers.generated import Stranger
from tests.strangers.test_updates import OTHER, PERSON, at_work, said

BATCH = 90
pytestmark = pytest.mark.filterwarnings("ignore::telegram.warnings.PTBDeprecationWarning")


def tap(api: BotApi, chance: random.Random) -> Json:
    """A tap of the person on a button of the window that the bot showed last; at first, a command."""
    for asked in reversed(api.calls("sendMessage")):
        markup = asked.values.get("reply_markup")
        if str(asked.values["chat_id"]) == str(PERSON) and isinstance(markup, dict):
            buttons = [one for row in markup.get("inline_keyboard", ()) for one in row]
            if data := [one["callback_data"] for one in buttons if "callback_data" in one]:
                shown = message(PERSON, 1001, text="x", reply_markup=markup)
                query = {"id": str(chance.random()), "from": account(PERSON), "chat_instance": "1"}
                return {"callback_query": {**query, "data": chance.choice(data), "message": shown}}
    return text_message(PERSON, "/start")


def mistakes(caplog: pytest.LogCaptureFixture) -> list[logging.LogRecord]:
    """Errors that were logged, other than those of a bot that another test of this process left polling."""
    return [
        one for one in caplog.records if one.levelno >= logging.ERROR and one.name != "aiogram.dispatcher"
    ]


async def test_what_another_description_of_telegram_says_ends_nothing(
    database: Database, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, logger="bot")
    caplog.set_level(logging.WARNING, logger="aiogram")
    chance, stranger = random.Random(20), Stranger(20, PERSON)
    url = database.url.render_as_string(hide_password=False)
    batches = answers = 0

    async def take(updates: Iterator[Json]) -> None:
        nonlocal batches, answers
        while batch := list(islice(updates, BATCH)):
            sent = json.loads(json.dumps(batch))
            api.send(*sent, tap(api, chance), text_message(OTHER, "/help"))
            api.asked.clear()
            await asyncio.to_thread(api.wait_confirmed)
            batches, answers = batches + 1, answers + bool(said(api, OTHER))

    def some() -> Iterator[Json]:
        return chain(stranger.each_kind(), (stranger.update() for _ in range(size(150, 100_000))))

    with BotApi() as api:
        async with at_work(api, tmp_path, database_url=url) as app:
            await take(some())
            unread = {one.split("(")[1].split(")")[0] for one in caplog.messages if "cannot be read" in one}
            assert unread == {"callback_query", "chat_member", "my_chat_member"}, "an older kind of member"
            await take(stranger.broken(one) for one in some())
            app.troubles.say()
    assert answers == batches, "nobody else waits"
    failed = [one.getMessage() for one in mistakes(caplog)]
    known = ("UnreadUpdate", "SessionGoneError")
    assert [one for one in failed if not any(name in one for name in known)] == []


async def test_a_tap_without_its_message_is_answered(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    query = {"from": account(PERSON), "chat_instance": "1"}
    shown = message(PERSON, 7, text="x")
    taps = [{"id": "1", "data": "x", **query}, {"id": "2", "inline_message_id": "9", "data": "x", **query}]
    with BotApi() as api:
        api.send(*({"callback_query": one} for one in [*taps, {"id": "3", "message": shown, **query}]))
        async with at_work(api, tmp_path) as app:
            await asyncio.to_thread(api.wait_confirmed)
        answers = {
            one.values["callback_query_id"]: one.values["text"] for one in api.calls("answerCallbackQuery")
        }
        assert answers == dict.fromkeys("123", app.catalog.say("input-tap-unread", "zh"))
    assert not mistakes(caplog)


async def test_who_wrote_what_is_answered_may_be_unknown(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    answered = {name: value for name, value in message(PERSON, 2, text="旧").items() if name != "from"}
    with BotApi() as api:
        api.send(text_message(PERSON, "/help", 3, reply_to_message=answered))
        api.send(text_message(PERSON, "你好", 4, reply_to_message={**answered, "from": account(OTHER)}))
        api.send({"business_message": message(PERSON, 5, text="x", reply_to_message=answered)})
        async with at_work(api, tmp_path) as app:
            await asyncio.to_thread(api.wait_confirmed)
            assert app.unread.count == 0
        assert len(said(api, PERSON)) >= 2
    assert not mistakes(caplog)


@pytest.mark.parametrize("large", [2**63, -(2**80)])
async def test_ids_that_no_database_takes_are_not_read(tmp_path: Path, large: int) -> None:
    odd = text_message(PERSON, "你好")
    with BotApi() as api:
        odd["message"]["from"]["id"] = odd["message"]["chat"]["id"] = large
        api.send(odd, text_message(OTHER, "/help"))
        async with at_work(api, tmp_path) as app:
            await asyncio.to_thread(api.wait_confirmed)
            assert app.unread.count == 1
        assert said(api, OTHER)
        assert not said(api, large)
