"""Replies and Telegram's flood limits: a reply that meets 429 waits and goes out; delivery hears of each."""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import Awaitable, Callable
from typing import Any

from aiogram import Bot
from aiogram.client.session.middlewares.base import BaseRequestMiddleware, NextRequestMiddlewareType
from aiogram.exceptions import TelegramRetryAfter
from aiogram.methods import TelegramMethod
from aiogram.methods.base import Response, TelegramType

TRIES = 4
LONGEST_SECONDS = 60
"""Who is asked to be silent for longer is silent: the person presses again."""

_COUNTED = ("send", "edit", "copy", "forward")
"""What begins so are messages to Telegram, and count towards its limits."""

log = logging.getLogger(__name__)


class PatientReplies(BaseRequestMiddleware):
    """Repeats what Telegram refused for haste, after the time it asks for; polling looks after itself.

    The chat waits with its reply, so that the order of what a person sees stays.
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
        """Make the request, again and again if need be."""
        name = method.__api_method__
        for left in reversed(range(TRIES)):
            if name.startswith(_COUNTED):
                self._replied()
            try:
                return await make_request(bot, method)
            except TelegramRetryAfter as flood:
                if name == "getUpdates" or not left or flood.retry_after > LONGEST_SECONDS:
                    raise
                log.warning("a reply waits %s s for Telegram", flood.retry_after)
                await self._sleep(flood.retry_after + random.random() / 2)  # noqa: S311  not all at once
        raise AssertionError("unreachable")  # pragma: no cover
