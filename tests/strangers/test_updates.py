"""Updates that this version cannot read: found one by one, confirmed, said; all others are handled."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from pydantic import SecretStr

from bot.app import App
from bot.config import Settings
from bot.runtime import build_app, running_bot
from storage import tables
from tests.conversations.processes import free_port
from tests.empty import create_tables
from tests.strangers.bot_api import BROKEN, TOKEN, BotApi, Json, account, message, no, text_message

PERSON, OTHER = 700_000_001, 700_000_002
SECRET = "张三 尘肺 13800000000"
HOOK_SECRET = "0123456789abcdef0123456789abcdef"
NEW_ORIGIN = {"type": "hologram", "date": 1, "hologram": SECRET}


def said(api: BotApi, chat: int) -> list[str]:
    """Messages of the bot to a chat."""
    return [str(one.values["text"]) for one in api.calls("sendMessage") if one.values["chat_id"] == str(chat)]


@asynccontextmanager
async def at_work(api: BotApi, directory: Path, **settings: Any) -> AsyncIterator[App]:
    """The bot with a database of its own, in this process."""
    made = Settings(
        _env_file=None,
        bot_token=SecretStr(TOKEN),
        bot_api_url=api.url,
        data_dir=directory,
        **{"database_url": None, "redis_url": None, "proxy": None, "webhook_url": None, **settings},
    )
    app = build_app(made)
    assert tables.metadata.tables
    await create_tables(app.database)
    try:
        async with running_bot(made, app):
            yield app
    finally:
        await app.database.close()


def unreadable(kind: str) -> Json:
    """The content of an update that aiogram's types refuse, with words of a person in it."""
    odd: dict[str, Json] = {
        "message": text_message(PERSON, SECRET, forward_origin=NEW_ORIGIN),
        "photo": {"message": message(PERSON, 2, photo=[{"width": "wide"}], caption=SECRET)},
        "edited": {"edited_message": message(PERSON, 3, text=SECRET, edit_date=5, entities=[{"type": 7}])},
        "member": {
            "my_chat_member": {
                "chat": {"id": PERSON, "type": "private", "first_name": SECRET},
                "from": account(PERSON, SECRET),
                "date": 1,
                "old_chat_member": {"status": "levitating", "user": account(1)},
                "new_chat_member": {"status": "levitating", "user": account(1)},
            }
        },
        "no chat": {"message": {"message_id": 4, "text": SECRET}},
        "new kind": {"telepathy": {"thought": SECRET}},
        "no object": {"message": SECRET},
        "nothing": {},
    }
    return odd[kind]


KINDS = ("message", "photo", "edited", "member", "no chat", "new kind", "no object", "nothing")


async def test_one_unreadable_update_holds_up_nobody(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    with BotApi() as api:
        numbers = api.send(*(unreadable(kind) for kind in KINDS), text_message(OTHER, "/help"))
        async with at_work(api, tmp_path) as app:
            await asyncio.to_thread(api.wait_confirmed)
            later = api.send(text_message(PERSON, "/help", 9))
            await asyncio.to_thread(api.wait_confirmed, *later)
        assert said(api, OTHER), "the rest of the batch is handled"
        texts = said(api, PERSON)
        assert texts[:2] == [app.catalog.say("input-unread", "zh")] * 2
        assert texts[2] == app.catalog.say("input-edited", "zh")
        assert "/check" in texts[-1] or len(texts) > 3, "and the person is served on"
        assert app.unread.count >= len(KINDS) - 1
    for number, kind in zip(
        numbers, ("message", "message", "edited_message", "my_chat_member"), strict=False
    ):
        assert f"update {number} ({kind}) cannot be read by this version" in caplog.text
    for secret in (SECRET, "尘肺", str(PERSON), str(OTHER), TOKEN):
        assert secret not in caplog.text, secret


async def test_a_tap_and_an_answer_count_though_what_they_are_about_is_new(tmp_path: Path) -> None:
    shown = message(PERSON, 40, text="旧", reply_markup={"inline_keyboard": [[{"text": 7}]]})
    shown["forward_origin"] = NEW_ORIGIN
    tap = {"id": "77", "from": account(PERSON), "chat_instance": "1", "data": "x", "message": shown}
    answer = text_message(PERSON, "/help", 5, reply_to_message={"odd": True}, external_reply={"origin": 1})
    with BotApi() as api:
        api.send(answer, {"callback_query": tap})
        async with at_work(api, tmp_path) as app:
            await asyncio.to_thread(api.wait_confirmed)
            assert app.unread.count == 0
        assert said(api, PERSON)
        assert api.calls("answerCallbackQuery")[0].values["callback_query_id"] == "77"


async def test_polling_goes_on_whatever_is_answered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.transport.poller.FIRST_BACKOFF", 0.001)
    monkeypatch.setattr("bot.transport.poller.LONGEST_BACKOFF", 0.002)
    with BotApi() as api:
        api.script("getUpdates", *BROKEN.values(), no(500, "Internal"), no(404, "Not Found"))
        api.send(text_message(PERSON, "/help"))
        async with at_work(api, tmp_path):
            await asyncio.to_thread(api.wait_confirmed)
        assert said(api, PERSON)
        assert api.foreign == []


async def test_by_webhook_the_same_answered_200(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    port = free_port()
    url = f"http://127.0.0.1:{port}/hook"
    head = {"X-Telegram-Bot-Api-Secret-Token": HOOK_SECRET}
    hook = {"webhook_url": url, "webhook_secret": SecretStr(HOOK_SECRET)}
    with BotApi() as api:
        async with (
            at_work(api, tmp_path, webhook_listen=f"127.0.0.1:{port}", **hook) as app,
            aiohttp.ClientSession(headers=head) as session,
        ):

            async def post(body: bytes) -> int:
                async with session.post(url, data=body) as response:
                    return response.status

            for number, kind in enumerate(KINDS, 1):
                body = json.dumps({"update_id": number, **unreadable(kind)}).encode()
                assert await post(body) == 200, kind
            assert await post(b"[]") == 200
            assert await post(b'{"update_id": ') == 400, "cut off on the way: it comes again"
            body = json.dumps({"update_id": 50, **text_message(OTHER, "/help")}).encode()
            assert await post(body) == 200
        assert said(api, OTHER)
        assert said(api, PERSON)[0] == app.catalog.say("input-unread", "zh")
    assert SECRET not in caplog.text


async def test_in_private_no_line_is_written_at_its_second(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    with BotApi() as api:
        async with at_work(api, tmp_path) as app:
            chat = (int(TOKEN.split(":")[0]), PERSON)
            private_session = app.private_sessions.open(chat)
            (number,) = api.send(unreadable("message"))
            await asyncio.to_thread(api.wait_confirmed)
            assert app.catalog.say("input-unread", "zh") in said(api, PERSON)
            assert len(private_session.messages) == 2, "theirs and the answer, to be deleted with the others"
            assert not [one for one in caplog.records if one.name.startswith("bot.")], number
            assert app.unread.count == 0
            app.troubles.say()
            assert "private conversations: 1 x UnreadUpdate" in caplog.text
