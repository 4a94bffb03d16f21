"""Whether the bot is busy, in all chats or in one; counts, never looks at content."""

import asyncio
from collections import Counter

EVERYWHERE = 0


class Activity:
    """Counts what is under way for each chat: updates not yet confirmed, requests in flight, buttons
    that show that they wait."""

    def __init__(self) -> None:
        self._busy: Counter[int] = Counter()
        self._began: dict[int, int] = {}
        self._waiters: dict[int, set[asyncio.Future[None]]] = {}

    def begin(self, chat_id: int | None) -> None:
        """Count the beginning of work for a chat, or for none in particular."""
        for key in {EVERYWHERE, chat_id or EVERYWHERE}:
            self._busy[key] += 1
            self._began[key] = self._began.get(key, 0) + 1

    def end(self, chat_id: int | None) -> None:
        """Count the end of work for the chat."""
        for key in {EVERYWHERE, chat_id or EVERYWHERE}:
            self._busy[key] -= 1
            if self._busy[key] <= 0:
                del self._busy[key]
                for waiter in self._waiters.pop(key, ()):
                    if not waiter.done():
                        waiter.set_result(None)

    def is_idle(self, chat_id: int | None = None) -> bool:
        """Whether no work is under way for the chat (or anywhere)."""
        return not self._busy[chat_id or EVERYWHERE]

    async def wait(self, chat_id: int | None, timeout: float, quiet: float = 0.0) -> bool:  # noqa: ASYNC109
        """Wait until idle, and idle still after `quiet` seconds; False after `timeout` seconds.

        A bot that confirms an update before it has handled it needs a `quiet` above zero.
        """
        try:
            async with asyncio.timeout(timeout):
                while True:
                    await self._until_idle(chat_id or EVERYWHERE)
                    began = self._began.get(chat_id or EVERYWHERE)
                    await asyncio.sleep(quiet)
                    if self._began.get(chat_id or EVERYWHERE) == began:
                        return True
        except TimeoutError:
            return False

    async def _until_idle(self, key: int) -> None:
        while self._busy[key]:
            waiter = asyncio.get_running_loop().create_future()
            self._waiters.setdefault(key, set()).add(waiter)
            try:
                await waiter
            finally:
                self._waiters.get(key, set()).discard(waiter)
