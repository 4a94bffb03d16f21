"""One update of a chat at a time, in order; locks are freed (aiogram's own never are)."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from aiogram.fsm.storage.base import BaseEventIsolation, StorageKey


class ChatIsolation(BaseEventIsolation):
    """Locks of chats: without them a double tap runs a handler twice on stale data (style T1)."""

    def __init__(self) -> None:
        self._locks: dict[tuple[int, int], tuple[asyncio.Lock, int]] = {}

    @asynccontextmanager
    async def lock(self, key: StorageKey) -> AsyncGenerator[None, None]:
        """Hold the chat's lock."""
        chat = (key.bot_id, key.chat_id)
        lock, waiting = self._locks.get(chat) or (asyncio.Lock(), 0)
        self._locks[chat] = (lock, waiting + 1)
        try:
            async with lock:
                yield
        finally:
            lock, waiting = self._locks[chat]
            if waiting == 1:
                del self._locks[chat]
            else:
                self._locks[chat] = (lock, waiting - 1)

    async def close(self) -> None:
        """Nothing to close."""
