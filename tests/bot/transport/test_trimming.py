"""Trimming: parts of messages are cut off before they are read, and nothing needs them."""

from __future__ import annotations

import json
from typing import Any

import pytest
from aiogram import Bot
from aiogram.methods import EditMessageText, SendMediaGroup
from aiogram.types import CallbackQuery, Message, Update

from bot.transport import poller
from bot.transport.session import Session
from bot.transport.updates import arrived
from tests import trimmed

KEYBOARD = {"inline_keyboard": [[{"text": "符合", "callback_data": "a"}]]}
MESSAGE: dict[str, Any] = {
    "message_id": 5,
    "date": 1_700_000_000,
    "chat": {"id": 7, "type": "private", "first_name": "王"},
    "from": {"id": 42, "is_bot": True, "first_name": "尘安"},
    "text": "有没有负责人？",
    "entities": [{"type": "bold", "offset": 0, "length": 2}],
    "reply_markup": KEYBOARD,
}


def tap(data: str) -> dict[str, Any]:
    person = {"id": 7, "is_bot": False, "first_name": "王"}
    pressed = {"id": "1", "from": person, "chat_instance": "x", "data": data, "message": MESSAGE}
    return {"update_id": 1, "callback_query": pressed}


@pytest.fixture
def bot() -> Bot:
    return Bot("42:token", session=Session())


def pressed(raw: dict[str, Any], bot: Bot) -> tuple[CallbackQuery, Message]:
    one = arrived(raw, bot)
    assert one is not None
    assert one.update is not None
    assert one.update.callback_query is not None
    message = one.update.callback_query.message
    assert isinstance(message, Message)
    return one.update.callback_query, message


def test_a_tap_brings_its_message_without_what_nobody_reads(bot: Bot) -> None:
    raw = tap("r3aBcD\x1dpass")
    before = json.dumps(raw)
    callback, message = pressed(raw, bot)
    assert (callback.data, callback.from_user.id) == ("r3aBcD\x1dpass", 7)
    assert (message.message_id, message.chat.id, message.text) == (5, 7, "有没有负责人？")
    assert (message.reply_markup, message.entities, message.from_user) == (None, None, None)
    assert json.dumps(raw) == before, "what came was changed"


def test_under_a_delivered_message_the_keyboard_stays(bot: Bot) -> None:
    _, message = pressed(tap("go:read:7"), bot)
    assert message.reply_markup is not None
    assert message.reply_markup.inline_keyboard[0][0].text == "符合"
    assert message.entities is None


def test_what_a_person_writes_stays_whole(bot: Bot) -> None:
    raw = {"update_id": 1, "message": {**MESSAGE, "reply_to_message": MESSAGE}}
    one = arrived(raw, bot)
    assert one is not None
    assert one.update == Update.model_validate(raw, context={"bot": bot})
    assert one.update.message is not None
    assert one.update.message.entities


@pytest.mark.parametrize("result", [MESSAGE, True])
def test_an_answer_is_read_without_what_nobody_reads(bot: Bot, result: Any) -> None:
    body = json.dumps({"ok": True, "result": result})
    found: Any = Session().check_response(bot, EditMessageText(text="x"), 200, body).result
    if result is True:
        assert found is True
        return
    assert (found.message_id, found.chat.id, found.text, found.reply_markup) == (5, 7, MESSAGE["text"], None)
    assert found.bot is bot


def test_so_is_each_message_of_an_album(bot: Bot) -> None:
    body = json.dumps({"ok": True, "result": [MESSAGE, MESSAGE]})
    found: Any = Session().check_response(bot, SendMediaGroup(chat_id=7, media=[]), 200, body).result
    assert [(one.message_id, one.reply_markup) for one in found] == [(5, None)] * 2


def test_the_guard_of_the_conversations_sees_who_reads_it(bot: Bot) -> None:
    body = json.dumps({"ok": True, "result": MESSAGE})
    with trimmed.guard():
        found: Any = Session().check_response(bot, EditMessageText(text="x"), 200, body).result
        delivered = vars(poller)["arrived"](tap("go:read:7"), bot).update.callback_query.message
    assert all((found.text, delivered.text, delivered.reply_markup))
    for message, name in ((found, "reply_markup"), (found, "html_text"), (delivered, "entities")):
        with pytest.raises(trimmed.TrimmedRead):
            getattr(message, name)
