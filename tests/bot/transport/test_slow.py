"""People who wait for longer than a moment are told so once; the sentence is deleted after the answer."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any

import pytest
from aiogram import Bot
from aiogram.types import TelegramObject, Update
from pydantic import SecretStr

from bot.app import App
from bot.config import Settings
from bot.runtime import build_bot
from bot.transport import slow
from tests.privacy.servers import Cluster, cluster
from tests.strangers.bot_api import TOKEN, BotApi, Json, account, message, text_message
from tests.strangers.test_updates import at_work, said

PERSON, OTHER = 700_000_001, 700_000_002
TAP: Json = {"callback_query": {"id": "5", "from": account(PERSON), "chat_instance": "1", "data": "x",
             "message": message(PERSON, 7, text="x")}}  # fmt: skip


@pytest.fixture(scope="module")
def server() -> Iterator[Cluster]:
    with cluster() as made:
        yield made


@pytest.fixture
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slow, "SECONDS", 0.3)


@contextmanager
def standing_still(server: Cluster) -> Iterator[None]:
    """Every process of the server is held."""
    head = int((server.directory / "postmaster.pid").read_text().split()[0])
    children = Path(f"/proc/{head}/task/{head}/children").read_text().split()
    held = [head, *map(int, children)]
    for one in held:
        os.kill(one, signal.SIGSTOP)
    try:
        yield
    finally:
        for one in held:
            os.kill(one, signal.SIGCONT)


@pytest.fixture
async def bot(
    server: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[tuple[App, BotApi]]:
    """A bot that has talked to both already, and is slow after that."""
    with BotApi() as api:
        async with at_work(api, tmp_path, database_url=server.url) as app:
            api.send(text_message(PERSON, "/help"), text_message(OTHER, "/help"))
            await asyncio.to_thread(api.wait_confirmed)
            monkeypatch.setattr(slow, "SECONDS", 0.3)
            yield app, api


@asynccontextmanager
async def speaking(api: BotApi, app: App) -> AsyncIterator[Bot]:
    """The bot's own connection, on which nothing else goes."""
    settings = Settings(_env_file=None, bot_token=SecretStr(TOKEN), bot_api_url=api.url)
    bot = build_bot(settings, app)
    try:
        yield bot
    finally:
        await bot.session.close()


def words(app: App) -> str:
    return app.catalog.say("slow-answer", "zh")


@pytest.mark.postgres
@pytest.mark.chaos
async def test_while_the_database_stands_still_people_are_told(
    bot: tuple[App, BotApi], server: Cluster
) -> None:
    app, api = bot
    app.identities.forget(PERSON)
    before = len(said(api, PERSON))
    with standing_still(server):
        api.send(text_message(PERSON, "/help", 8), text_message(PERSON, "/help", 9), TAP)
        told = (await asyncio.to_thread(api.wait_for, "answerCallbackQuery"))[0]
        assert told.values["text"] == words(app)
        await asyncio.to_thread(api.wait, lambda: words(app) in said(api, PERSON), "told")
        assert said(api, PERSON)[before:] == [words(app)], "once, though two wait"
        assert not api.calls("deleteMessage")
    await asyncio.to_thread(api.wait_confirmed)
    await asyncio.to_thread(api.wait_for, "deleteMessage")
    assert len([one for one in said(api, PERSON)[before:] if one != words(app)]) >= 2, "both are answered"


@pytest.mark.postgres
@pytest.mark.chaos
async def test_while_all_connections_are_taken_people_are_told(bot: tuple[App, BotApi]) -> None:
    app, api = bot
    async with AsyncExitStack() as taken:
        for _ in range(20):
            await taken.enter_async_context(app.database.read())
        app.identities.forget(PERSON)
        api.send(text_message(PERSON, "/help", 8))
        await asyncio.to_thread(api.wait, lambda: words(app) in said(api, PERSON), "told")
    await asyncio.to_thread(api.wait_confirmed)
    assert said(api, PERSON)[-1] != words(app)


async def _handled_late(app: App, bot: Bot, update: Json, *, begins: bool = False) -> None:
    """An update whose handling ends after a person would have been told; `begins`: it answers at once."""
    over = asyncio.Event()

    async def handler(_: TelegramObject, data: dict[str, Any]) -> None:
        if begins:
            await data["bot"].send_message(PERSON, "开始")
        asyncio.get_running_loop().call_later(slow.SECONDS * 2, over.set)
        await over.wait()

    event = Update.model_validate({"update_id": 1, **update}, context={"bot": bot})
    await slow.SlowAnswers(app)(handler, event, {"bot": bot})


async def test_who_sees_the_answer_begin_is_told_nothing(tmp_path: Path, soon: None) -> None:
    with BotApi() as api:
        async with at_work(api, tmp_path) as app, speaking(api, app) as bot:
            await _handled_late(app, bot, text_message(PERSON, "好"), begins=True)
            assert said(api, PERSON) == ["开始"]
            await _handled_late(app, bot, text_message(PERSON, "好"))
            assert words(app) in said(api, PERSON)


async def test_in_a_private_conversation_and_in_groups_nothing_is_written(tmp_path: Path, soon: None) -> None:
    group = text_message(PERSON, "好")
    group["message"]["chat"] = {"id": -7, "type": "group", "title": "群"}
    with BotApi() as api:
        async with at_work(api, tmp_path) as app, speaking(api, app) as bot:
            await _handled_late(app, bot, group)
            app.private_sessions.open((bot.id, PERSON))
            await _handled_late(app, bot, text_message(PERSON, "好"))
            assert not api.calls("sendMessage")
            await _handled_late(app, bot, TAP)
            await asyncio.to_thread(api.wait_for, "answerCallbackQuery")


async def test_who_is_answered_in_time_hears_nothing_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(slow, "SECONDS", 10.0)
    with BotApi() as api:
        async with at_work(api, tmp_path) as app:
            api.send(text_message(PERSON, "/help"), TAP)
            await asyncio.to_thread(api.wait_confirmed)
            assert words(app) not in said(api, PERSON)
            assert words(app) not in [one.values.get("text") for one in api.calls("answerCallbackQuery")]
