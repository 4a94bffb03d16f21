"""Updates reach the bot by long polls and webhooks."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest, TelegramConflictError
from aiohttp import web
from telegram.error import Conflict
from telegram.ext import ExtBot

from simulator.client import NotSettledError, Person, SimulatorClient
from simulator.server import Simulator
from tests.simulator.conftest import picture


async def test_an_update_comes_again_until_it_is_confirmed(bot: Bot, person: Person) -> None:
    first = await bot.get_updates(timeout=0)
    assert [update.message and update.message.text for update in first] == ["/start"]
    assert first[0].message is not None
    assert [entity.type for entity in first[0].message.entities or []] == ["bot_command"]
    await person.send("二", wait=False)
    await person.send("三", wait=False)
    again = await bot.get_updates(limit=2, timeout=0)
    assert [update.message and update.message.text for update in again] == ["/start", "二"]
    rest = await bot.get_updates(offset=again[-1].update_id + 1, timeout=0)
    assert [update.message and update.message.text for update in rest] == ["三"]
    assert await bot.get_updates(offset=rest[0].update_id + 1, timeout=0) == []


async def test_a_long_poll_answers_when_something_happens(bot: Bot, client: SimulatorClient) -> None:
    somebody = await client.person("李师傅")
    poll = asyncio.ensure_future(bot.get_updates(timeout=30))
    await somebody.send("来了", wait=False)
    async with asyncio.timeout(5):
        updates = await poll
    assert [update.message and update.message.text for update in updates] == ["来了"]


async def test_only_kinds_asked_for_arrive(bot: Bot, person: Person) -> None:
    (start,) = await bot.get_updates(timeout=0, allowed_updates=["message"])
    await person.block(wait=False)
    await person.unblock(wait=False)
    assert await bot.get_updates(offset=start.update_id + 1, timeout=0, allowed_updates=["message"]) == []


async def test_of_two_pollers_the_first_has_to_go(simulator: Simulator, bot: Bot, ptb: ExtBot[None]) -> None:
    first = asyncio.ensure_future(bot.get_updates(timeout=30))
    await _until(lambda: simulator.world.updates.is_polled)
    second = asyncio.ensure_future(ptb.get_updates(timeout=30))
    words = "terminated by other getUpdates request; make sure that only one bot instance is running"
    with pytest.raises(TelegramConflictError, match=words):
        await first
    await _until(lambda: simulator.world.updates.is_polled)
    third = asyncio.ensure_future(bot.get_updates(timeout=30))
    with pytest.raises(Conflict, match=words):
        await second
    simulator.world.updates.end_polls()
    assert await third == []


async def _until(holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(5):
        while not holds():  # noqa: ASYNC110  the server tells nobody that a poll has begun
            await asyncio.sleep(0)


async def test_idle_means_the_bot_has_confirmed(simulator: Simulator, bot: Bot, person: Person) -> None:
    assert not await simulator.idle(timeout=0.01)
    waiting = asyncio.ensure_future(simulator.idle(timeout=5, chat_id=person.id))
    (update,) = await bot.get_updates(timeout=0)
    assert not waiting.done()
    await bot.get_updates(offset=update.update_id + 1, timeout=0)
    assert await waiting
    other = SimulatorClient(simulator.base_url, settle=0.01)
    async with other:
        with pytest.raises(NotSettledError):
            await (await other.person("王师傅")).send("还在吗")


async def test_everything_people_send_arrives(bot: Bot, client: SimulatorClient, person: Person) -> None:
    await person.album([picture(), picture(color="blue")], "两张", wait=False)
    await person.document(b"%PDF", "台账.pdf", "application/pdf", wait=False)
    await person.voice(wait=False)
    for kind in ("sticker", "location", "contact", "poll"):
        await person.other(kind, wait=False)
    await person.forward("别人说的", "老张", wait=False)
    start = (await person.messages(mine=True))[0]
    await person.edit(start.id, "改过", wait=False)
    updates = await bot.get_updates(timeout=0)
    kinds = [update.message.content_type if update.message else update.event_type for update in updates]
    assert kinds == [
        *["text", "photo", "photo", "document", "voice", "sticker", "location", "contact", "poll", "text"],
        "edited_message",
    ]
    album = [update.message for update in updates[1:3] if update.message]
    assert album[0].media_group_id == album[1].media_group_id != None  # noqa: E711  one chain
    assert [message.caption for message in album] == ["两张", None]
    assert updates[3].message is not None
    assert updates[3].message.document is not None
    assert updates[3].message.document.file_name == "台账.pdf"
    assert updates[-1].edited_message is not None
    assert updates[-1].edited_message.text == "改过"


async def test_groups_and_channels(simulator: Simulator, bot: Bot, person: Person) -> None:
    group = simulator.add_group("车间群", [person.id])
    channel = simulator.add_channel("公告", "gonggao")
    simulator.people.send_text(person.id, "大家好", chat=group)
    update = (await bot.get_updates(timeout=0))[-1]
    assert update.message is not None
    assert (update.message.chat.id, update.message.chat.type) == (group, "supergroup")
    assert (await bot.send_message(group, "您好")).message_id == 2
    posted = await bot.send_message("@gonggao", "公告")
    assert (posted.chat.id, posted.from_user) == (channel, None)


@asynccontextmanager
async def receiver(
    answers: list[web.Response],
) -> AsyncIterator[tuple[str, list[tuple[dict[str, Any], str]]]]:
    """A bot's webhook that gives these answers in turn; its address and what came in, with the secret."""
    came: list[tuple[dict[str, Any], str]] = []

    async def take(request: web.Request) -> web.Response:
        came.append((await request.json(), request.headers.get("X-Telegram-Bot-Api-Secret-Token", "")))
        return answers.pop(0)

    app = web.Application()
    app.router.add_post("/hook", take)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}/hook", came
    finally:
        await runner.cleanup()


async def test_a_webhook_gets_updates_in_order_and_again_after_an_error(
    simulator: Simulator, bot: Bot, person: Person
) -> None:
    method = {"method": "sendMessage", "chat_id": person.id, "text": "收到"}
    answers = [web.Response(status=502), web.json_response(method), web.Response()]
    async with receiver(answers) as (address, came):
        await bot.set_webhook(address, secret_token="s3cret")
        await person.send("二", wait=False)
        assert await simulator.idle(timeout=10)
        assert [(update["message"]["text"], secret) for update, secret in came] == [
            ("/start", "s3cret"),
            ("/start", "s3cret"),
            ("二", "s3cret"),
        ]
        assert (await person.last()).text == "收到"
        info = await bot.get_webhook_info()
        assert (info.url, info.pending_update_count) == (address, 0)
        assert info.last_error_message == "Wrong response from the webhook: 502 Bad Gateway"
        with pytest.raises(
            TelegramConflictError, match="can't use getUpdates method while webhook is active"
        ):
            await bot.get_updates()
        await bot.delete_webhook()
    assert await bot.get_updates(timeout=0) == []


async def test_a_webhook_elsewhere_is_refused_and_waiting_updates_can_be_dropped(
    bot: Bot, person: Person
) -> None:
    with pytest.raises(TelegramBadRequest, match="bad webhook"):
        await bot.set_webhook("https://example.org/hook")
    await bot.delete_webhook(drop_pending_updates=True)
    assert await bot.get_updates(timeout=0) == []
