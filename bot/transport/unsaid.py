"""Resends the last sentence to each chat that failed because Telegram was away, unless the person was
answered since."""

from __future__ import annotations

import asyncio

from aiogram import Bot
from aiogram.exceptions import TelegramAPIError, TelegramNetworkError, TelegramServerError

PAUSES = (2.0, 8.0, 30.0, 120.0)
"""Seconds before each further try."""


class Unsaid:
    """The last unsent sentence of each chat; memory only. Never of a private conversation."""

    def __init__(self) -> None:
        self._waiting: dict[int, asyncio.Task[None]] = {}

    def later(self, bot: Bot, chat: int, text: str) -> None:
        """Send `text` in the chat once Telegram answers again; it replaces an earlier pending one."""
        self.drop(chat)
        task = asyncio.get_running_loop().create_task(self._say(bot, chat, text))
        self._waiting[chat] = task
        task.add_done_callback(lambda done: self._done(chat, done))

    def drop(self, chat: int) -> None:
        """Drop the pending message of this chat: something newer is being answered."""
        if task := self._waiting.pop(chat, None):
            task.cancel()

    def _done(self, chat: int, task: asyncio.Task[None]) -> None:
        if self._waiting.get(chat) is task:
            del self._waiting[chat]

    async def _say(self, bot: Bot, chat: int, text: str) -> None:
        for seconds in PAUSES:
            await asyncio.sleep(seconds)
            try:
                await bot.send_message(chat, text)
            except (TelegramNetworkError, TelegramServerError):
                continue
            except TelegramAPIError:
                pass  # blocked, or gone: nobody to tell
            return
