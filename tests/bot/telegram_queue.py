"""Telegram's queue of updates, as far as getUpdates shows it: confirmed by offset, held until then."""

from __future__ import annotations

import asyncio
from collections import deque
from contextlib import suppress
from typing import Any

from aiogram import Bot
from aiogram.methods import GetUpdates
from aiogram.methods.base import TelegramMethod

from tests.bot.virtual_time import now

Json = dict[str, Any]
TOKEN = "123456789:AAabcdefghijklmnopqrstuvwxyz0123456"


def text_update(number: int, chat: int, text: str = "") -> Json:
    """A private message; its text says its number unless given."""
    account = {"id": chat, "is_bot": False, "first_name": "王"}
    message = {
        "message_id": number,
        "date": 1_800_000_000,
        "chat": {"id": chat, "type": "private"},
        "from": account,
        "text": text or str(number),
    }
    return {"update_id": number, "message": message}


class Queue(Bot):
    """A bot that asks this queue instead of the network; `problems` are raised first, one a call."""

    def __init__(self) -> None:
        super().__init__(TOKEN)
        self.pending: list[Json] = []
        self.problems: deque[Exception] = deque()
        self.offsets: list[int] = []
        self.asked_at: list[float] = []
        self._arrived = asyncio.Event()

    def add(self, *updates: Json) -> None:
        """Updates come in."""
        self.pending.extend(updates)
        self._arrived.set()

    @property
    def unconfirmed(self) -> list[int]:
        """Numbers of the updates that would come again."""
        return [one["update_id"] for one in self.pending]

    async def __call__(self, method: TelegramMethod[Any], request_timeout: int | None = None) -> Any:
        """Answer getUpdates as Telegram does."""
        assert isinstance(method, GetUpdates), type(method).__name__
        self.asked_at.append(now())
        self.offsets.append(method.offset or 0)
        if self.problems:
            raise self.problems.popleft()
        self.pending = [one for one in self.pending if one["update_id"] >= (method.offset or 0)]
        if not self.pending and method.timeout:
            self._arrived.clear()
            with suppress(TimeoutError):
                async with asyncio.timeout(method.timeout):
                    await self._arrived.wait()
        return self.pending[: method.limit or 100]
