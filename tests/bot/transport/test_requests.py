"""Requests to Telegram: JSON where no file goes with them, saying what aiogram's form says."""

from __future__ import annotations

import json
from typing import Any

import pytest
from aiogram import Bot
from aiogram.client.default import DefaultBotProperties
from aiogram.methods import (
    AnswerCallbackQuery,
    EditMessageReplyMarkup,
    GetUpdates,
    SendChatAction,
    SendDocument,
    SendMessage,
    SetMyCommands,
    TelegramMethod,
)
from aiogram.types import (
    BotCommand,
    BufferedInputFile,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
    ReplyParameters,
)

from bot.transport.session import Session

BOARD = InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text="符合 & 😀", callback_data="a:1")]])
METHODS: list[TelegramMethod[Any]] = [
    SendMessage(chat_id=7, text="<b>尘安</b> & 😀\n第 1 项", reply_markup=BOARD, disable_notification=False),
    SendMessage(
        chat_id=-7,
        text="见 https://a.example",
        link_preview_options=LinkPreviewOptions(is_disabled=True),
        reply_parameters=ReplyParameters(message_id=3, allow_sending_without_reply=True),
    ),
    EditMessageReplyMarkup(chat_id=7, message_id=2),
    EditMessageReplyMarkup(chat_id=7, message_id=2, reply_markup=BOARD),
    AnswerCallbackQuery(callback_query_id="9", text="", show_alert=False, cache_time=0),
    GetUpdates(offset=-1, limit=100, timeout=0, allowed_updates=["message", "callback_query"]),
    SetMyCommands(commands=[BotCommand(command="start", description="首页")], language_code="zh"),
    SendChatAction(chat_id=7, action="typing"),
    SendDocument(chat_id=7, document="a file's id", caption="自查表"),
]


@pytest.fixture
def bot() -> Bot:
    return Bot("1:a", default=DefaultBotProperties(parse_mode="HTML"))


@pytest.mark.parametrize("method", METHODS, ids=lambda one: type(one).__name__)
def test_json_says_what_a_form_says(bot: Bot, method: TelegramMethod[Any]) -> None:
    session = Session()
    sent = session._sent(bot, method)
    form = {options["name"]: value for options, _, value in session.build_form_data(bot, method)._fields}
    told = {
        name: value if isinstance(value, str) else json.dumps(value)
        for name, value in json.loads(sent["data"]).items()
    }

    def read(text: str) -> Any:
        return json.loads(text) if text[:1] in "{[" else text

    assert sent["headers"] == {"Content-Type": "application/json"}
    assert {name: read(text) for name, text in told.items()} == {n: read(text) for n, text in form.items()}


def test_a_file_goes_as_a_form(bot: Bot) -> None:
    sent = Session()._sent(bot, SendDocument(chat_id=7, document=BufferedInputFile(b"%PDF", "自查表.pdf")))
    assert sent["data"].is_multipart
