"""Repeats replies that fail for a moment: after a 429 they wait; lost requests are repeated where that cannot
double anything. Delivery is told of each message."""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import Awaitable, Callable
from typing import Any, cast

from aiogram import Bot
from aiogram.client.session.middlewares.base import BaseRequestMiddleware, NextRequestMiddlewareType
from aiogram.exceptions import TelegramBadRequest, TelegramRetryAfter, TelegramServerError
from aiogram.methods import TelegramMethod
from aiogram.methods.base import Response, TelegramType

from bot.transport.session import Unanswered

TRIES = 4
LONGEST_SECONDS = 60
"""Longer waits than this are not waited for: the person presses again."""

PAUSES = (0.5, 1.5, 4.0)
"""Seconds before each repetition of a lost request."""

_ALONE = frozenset({"getUpdates", "getMe", "setWebhook", "deleteWebhook"})
"""Methods whose callers repeat them themselves: polling, and the start."""
_SAME_TWICE = ("get", "set", "delete", "edit", "answer", "sendChatAction")
"""Prefixes of methods that may be repeated; others only if they certainly were not carried out."""
_DONE_BEFORE = ("message to delete not found", "query is too old")
"""Telegram's answers to the second of two equal requests."""
_COUNTED = ("send", "edit", "copy", "forward")
"""Prefixes of methods that send messages, and count towards Telegram's limits."""

log = logging.getLogger(__name__)


class PatientReplies(BaseRequestMiddleware):
    """Repeats requests that Telegram refused as too many, after the time it names, and lost ones; polling and
    the start repeat by themselves.

    The chat waits with its reply, so that the order of messages stays.
    """

    def __init__(
        self, replied: Callable[[], None], sleep: Callable[[float], Awaitable[Any]] = asyncio.sleep
    ) -> None:
        """`replied` is called before each message that counts."""
        self._replied = replied
        self._sleep = sleep

    async def __call__(
        self,
        make_request: NextRequestMiddlewareType[TelegramType],
        bot: Bot,
        method: TelegramMethod[TelegramType],
    ) -> Response[TelegramType]:
        """Make the request, repeatedly if necessary."""
        name = method.__api_method__
        if name in _ALONE:
            return await make_request(bot, method)
        lost = 0
        for left in reversed(range(TRIES)):
            if name.startswith(_COUNTED):
                self._replied()
            try:
                return await make_request(bot, method)
            except TelegramRetryAfter as flood:
                if not left or flood.retry_after > LONGEST_SECONDS:
                    raise
                log.warning("a reply waits %s s for Telegram", flood.retry_after)
                await self._sleep(flood.retry_after + random.random() / 2)  # noqa: S311  not all at once
            except (Unanswered, TelegramServerError) as problem:
                if not left or not _may_repeat(name, problem):
                    raise
                await self._sleep(PAUSES[lost])
                lost += 1
            except TelegramBadRequest as refusal:
                if lost and (done := _done_before(name, refusal)) is not None:
                    return cast("Response[TelegramType]", done)
                raise
        raise AssertionError("unreachable")  # pragma: no cover


def _may_repeat(name: str, problem: Unanswered | TelegramServerError) -> bool:
    if isinstance(problem, Unanswered) and not problem.left:
        return True
    return name.startswith(_SAME_TWICE)


def _done_before(name: str, refusal: TelegramBadRequest) -> Any:
    """The result where the first try was carried out and only its answer was lost; None: it was not."""
    said = refusal.message.lower()
    if name.startswith(("delete", "answer")) and any(words in said for words in _DONE_BEFORE):
        return True
    return None
