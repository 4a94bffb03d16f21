"""Waits for Telegram at the start: its API may be away for hours, and only a wrong token ends that."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

from aiogram.exceptions import (
    TelegramAPIError,
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramNotFound,
    TelegramRetryAfter,
    TelegramUnauthorizedError,
)

from bot.transport.session import Unanswered

log = logging.getLogger(__name__)

FIRST_PAUSE, LONGEST_PAUSE = 1.0, 60.0
_FINAL = (TelegramBadRequest, TelegramForbiddenError, TelegramNotFound, TelegramUnauthorizedError)
Answer = TypeVar("Answer")


class TokenUnknown(Exception):
    """Telegram does not know the token."""


class Reach:
    """Asks Telegram until it answers; says once that it does not, and once that it does again."""

    def __init__(self, api: str, sleep: Callable[[float], Awaitable[Any]] = asyncio.sleep) -> None:
        """`api`: the address named in the sentence."""
        self._api = api
        self._sleep = sleep
        self._waiting = False

    async def until_answered(self, ask: Callable[[], Awaitable[Answer]]) -> Answer:
        """The answer of Telegram, waiting however long it takes.

        Raises:
            TokenUnknown: the token is wrong. TelegramAPIError: Telegram refuses what is asked.
        """
        pause = FIRST_PAUSE
        while True:
            try:
                answer = await ask()
            except (TelegramUnauthorizedError, TelegramNotFound):
                raise TokenUnknown from None  # 404: it is no token at all
            except _FINAL:
                raise
            except TelegramRetryAfter as flood:
                await self._sleep(flood.retry_after)
            except TelegramAPIError as problem:
                self._say(problem)
                await self._sleep(pause)
                pause = min(pause * 2, LONGEST_PAUSE)
            else:
                self._answered()
                return answer

    def _say(self, problem: TelegramAPIError) -> None:
        if not self._waiting:
            what = problem.reason if isinstance(problem, Unanswered) else type(problem).__name__
            log.warning(
                "Telegram does not answer at %s (%s); waiting for it, with pauses of up to %.0f s. Nobody is "
                "served meanwhile (in mainland China CHENAN_PROXY is needed; `chenan doctor` looks)",
                self._api,
                what,
                LONGEST_PAUSE,
            )
        self._waiting = True

    def _answered(self) -> None:
        if self._waiting:
            log.warning("Telegram answers again")
        self._waiting = False
