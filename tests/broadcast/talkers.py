"""People who write to the bot now and then, and how long each waits for the answer."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any

import aiohttp

LONGEST = 60.0


class Talkers:
    """Some people in turn write /start; `waits`: seconds until the bot's next message in their chat."""

    def __init__(self, url: str, chats: list[int], each_second: float) -> None:
        """`each_second`: messages of all of them together."""
        self._url = url
        self._chats = chats
        self._pause = 1 / each_second
        self._open: dict[int, asyncio.Future[float]] = {}
        self.waits: list[float] = []

    async def run(self) -> None:
        """Talk until cancelled."""
        timeout = aiohttp.ClientTimeout(total=None)
        async with (
            aiohttp.ClientSession(trust_env=False, timeout=timeout) as session,
            asyncio.TaskGroup() as group,
        ):
            group.create_task(self._listen(session))
            while True:
                for chat in self._chats:
                    if chat not in self._open:
                        group.create_task(self._ask(session, chat))
                    await asyncio.sleep(self._pause)

    async def _ask(self, session: aiohttp.ClientSession, chat: int) -> None:
        answer = self._open[chat] = asyncio.get_running_loop().create_future()
        began = time.perf_counter()
        try:
            async with session.post(f"{self._url}/api/people/{chat}/text", json={"text": "/start"}):
                pass
            async with asyncio.timeout(LONGEST):
                self.waits.append(await answer - began)
        except TimeoutError:
            self.waits.append(LONGEST)
        finally:
            del self._open[chat]

    async def _listen(self, session: aiohttp.ClientSession) -> None:
        while True:
            async for chat, message in said(session, self._url):
                waiting = self._open.get(chat)
                if message["from"]["is_bot"] and waiting is not None and not waiting.done():
                    waiting.set_result(time.perf_counter())

    def quantile(self, share: float) -> float:
        """Seconds that this share of all waited at most."""
        ordered = sorted(self.waits)
        return ordered[min(int(len(ordered) * share), len(ordered) - 1)] if ordered else 0.0


async def said(session: aiohttp.ClientSession, url: str) -> AsyncIterator[tuple[int, dict[str, Any]]]:
    """Chat and message, whatever is written or changed in any chat, until the simulator ends the stream."""
    async with session.get(f"{url}/api/events", max_line_size=1 << 20) as events:
        async for line in events.content:
            event = json.loads(line[6:]) if line.startswith(b"data: ") else {}
            if event.get("message", {}).get("from"):
                yield event["chat_id"], event["message"]


@asynccontextmanager
async def talking(url: str, chats: list[int], each_second: float) -> AsyncIterator[Talkers]:
    """People at it for the length of the block."""
    made = Talkers(url, chats, each_second)
    task = asyncio.ensure_future(made.run())
    try:
        yield made
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError, BaseExceptionGroup):
            await task
