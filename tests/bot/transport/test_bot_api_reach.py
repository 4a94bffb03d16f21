"""Starting while Telegram is away: it waits, says so once, and only a wrong token ends it."""

from __future__ import annotations

import asyncio

import pytest
from aiogram import Bot
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import (
    TelegramAPIError,
    TelegramBadRequest,
    TelegramRetryAfter,
    TelegramServerError,
    TelegramUnauthorizedError,
)
from aiogram.methods import GetMe

from bot.cli.run import _started
from bot.transport.first_contact import LONGEST_PAUSE, Reach, TokenUnknown
from bot.transport.session import Session, Unanswered
from tests.strangers.bot_api import TOKEN, BotApi, html, no

ME = GetMe()


class Answers:
    """Raises these errors, one a call, then answers; notes the pauses between."""

    def __init__(self, *problems: Exception) -> None:
        self.problems = list(problems)
        self.pauses: list[float] = []

    async def ask(self) -> str:
        if self.problems:
            raise self.problems.pop(0)
        return "chenan_bot"

    async def sleep(self, seconds: float) -> None:
        self.pauses.append(seconds)

    def reach(self) -> Reach:
        return Reach("https://api.telegram.org", self.sleep)


async def test_it_waits_longer_and_longer_and_says_so_once(caplog: pytest.LogCaptureFixture) -> None:
    away = [Unanswered(ME, "HTTP 502, not JSON"), TelegramServerError(ME, "Bad Gateway")] * 5
    answers = Answers(*away)
    reach = answers.reach()
    assert await reach.until_answered(answers.ask) == "chenan_bot"
    assert answers.pauses == [1, 2, 4, 8, 16, 32, LONGEST_PAUSE, LONGEST_PAUSE, LONGEST_PAUSE, LONGEST_PAUSE]
    first, last = (one.getMessage() for one in caplog.records)
    assert "does not answer at https://api.telegram.org (HTTP 502, not JSON); waiting" in first
    assert last == "Telegram answers again"
    assert await reach.until_answered(answers.ask) == "chenan_bot"
    assert len(caplog.records) == 2


async def test_a_flood_wait_at_the_start_is_kept() -> None:
    answers = Answers(TelegramRetryAfter(ME, "Too Many Requests", 17))
    assert await answers.reach().until_answered(answers.ask) == "chenan_bot"
    assert answers.pauses == [17]


@pytest.mark.parametrize(
    ("problem", "raised"),
    [
        (TelegramUnauthorizedError(ME, "Unauthorized"), TokenUnknown),
        (TelegramBadRequest(ME, "Bad Request: bad webhook"), TelegramBadRequest),
    ],
)
async def test_what_waiting_cannot_mend_ends_it(problem: Exception, raised: type[Exception]) -> None:
    answers = Answers(problem)
    with pytest.raises(raised):
        await answers.reach().until_answered(answers.ask)
    assert answers.pauses == []


async def test_only_telegram_itself_can_refuse_the_token() -> None:
    async def at_once(_: float) -> None:
        """Wait for nothing."""

    with BotApi() as api:
        api.script("getMe", *[html(401)] * 6, *[html(404)] * 6, no(404, "Not Found"))
        async with Bot(TOKEN, session=Session(api=TelegramAPIServer.from_base(api.url))).context() as bot:
            with pytest.raises(TokenUnknown):
                await Reach(api.url, at_once).until_answered(bot.me)
        assert len(api.calls("getMe")) == 13


async def test_a_stop_while_telegram_is_away_is_heard() -> None:
    stopping = asyncio.Event()
    starting: asyncio.Future[asyncio.Future[None]] = asyncio.ensure_future(asyncio.Event().wait())  # type: ignore[arg-type]
    stopped = asyncio.ensure_future(stopping.wait())
    stopping.set()
    assert await _started(starting, [stopped]) is None
    assert starting.cancelled()


async def test_delivery_that_ends_meanwhile_is_heard_too() -> None:
    async def fail() -> None:
        raise TelegramAPIError(ME, "refused")

    starting: asyncio.Future[asyncio.Future[None]] = asyncio.ensure_future(asyncio.Event().wait())  # type: ignore[arg-type]
    with pytest.raises(TelegramAPIError):
        await _started(starting, [asyncio.ensure_future(fail())])
