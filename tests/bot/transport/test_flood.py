"""Replies that Telegram refuses for flooding wait and are sent; delivery is told of each message."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import TelegramForbiddenError, TelegramRetryAfter

from bot.transport.flood import LONGEST_SECONDS, TRIES, PatientReplies
from simulator.client import Person, SimulatorClient
from simulator.server import Simulator


class Waits(list[float]):
    """Sleeps that take no time."""

    async def __call__(self, seconds: float) -> None:
        self.append(seconds)


@pytest.fixture
async def simulator() -> AsyncIterator[Simulator]:
    async with Simulator() as running:
        yield running


@pytest.fixture
async def person(simulator: Simulator) -> AsyncIterator[Person]:
    async with SimulatorClient(simulator.base_url) as client:
        somebody = await client.person("王师傅")
        await somebody.send("/start", wait=False)
        yield somebody


@pytest.fixture
def waits() -> Waits:
    return Waits()


@pytest.fixture
def heard() -> list[int]:
    return []


@pytest.fixture
async def bot(simulator: Simulator, waits: Waits, heard: list[int]) -> AsyncIterator[Bot]:
    session = AiohttpSession(api=TelegramAPIServer.from_base(simulator.base_url))
    session.middleware(PatientReplies(lambda: heard.append(1), waits))
    made = Bot(simulator.bot_token, session=session)
    yield made
    await made.session.close()


def slow(simulator: Simulator, seconds: int, times: int, method: str | None = None) -> None:
    simulator.fail_next(
        method, 429, f"Too Many Requests: retry after {seconds}", {"retry_after": seconds}, times
    )


async def test_reply_waits_as_long_as_asked_and_arrives_once(
    bot: Bot, simulator: Simulator, person: Person, waits: Waits, heard: list[int]
) -> None:
    slow(simulator, 7, TRIES - 1)
    await bot.send_message(person.id, "第 3 题")
    assert [one.text for one in await person.messages()] == ["第 3 题"]
    assert len(waits) == TRIES - 1
    assert all(7 <= seconds <= 7.5 for seconds in waits)
    assert len(heard) == TRIES


@pytest.mark.parametrize(("seconds", "times"), [(1, TRIES), (LONGEST_SECONDS + 1, 1)])
async def test_patience_ends(
    bot: Bot, simulator: Simulator, person: Person, waits: Waits, seconds: int, times: int
) -> None:
    slow(simulator, seconds, times)
    with pytest.raises(TelegramRetryAfter):
        await bot.send_message(person.id, "第 3 题")
    assert len(waits) == times - 1
    await bot.send_message(person.id, "第 3 题")


async def test_polling_looks_after_itself(bot: Bot, simulator: Simulator, waits: Waits) -> None:
    slow(simulator, 1, 1, "getUpdates")
    with pytest.raises(TelegramRetryAfter):
        await bot.get_updates(timeout=0)
    assert not waits


async def test_other_refusals_are_not_repeated(bot: Bot, person: Person, waits: Waits) -> None:
    await person.block(wait=False)
    with pytest.raises(TelegramForbiddenError):
        await bot.send_message(person.id, "第 3 题")
    assert not waits


async def test_delivery_hears_of_messages_and_edits_only(bot: Bot, person: Person, heard: list[int]) -> None:
    await bot.me()
    await bot.get_updates(timeout=0)
    sent = await bot.send_message(person.id, "一")
    await bot.edit_message_text("二", chat_id=person.id, message_id=sent.message_id)
    await bot.delete_message(person.id, sent.message_id)
    assert len(heard) == 2
