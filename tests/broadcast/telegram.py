"""The simulator as a process, and what it received: watched while it runs, read when it has ended."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp

from simulator.journal import Store
from tests.conversations.processes import Process

PATIENCE = 120.0


def start_simulator(directory: Path, data_dir: Path, *, flood_limits: bool = True) -> tuple[Process, str]:
    """A running simulator with what is kept in `data_dir`; its URL."""
    limits = "--flood-limits" if flood_limits else "--no-flood-limits"
    process = Process(
        "simulator", "--port", "0", "--data-dir", str(data_dir), limits, directory=directory, settings={}
    )
    return process, process.wait_for("ready ").partition(" ")[2]


class Watch:
    """Counts the bot's new messages as they arrive."""

    def __init__(self) -> None:
        self.count = 0
        self._changed = asyncio.Condition()

    async def seen(self, more: int, seconds: float = PATIENCE) -> None:
        """Wait for so many more; raises TimeoutError if they do not come."""
        goal = self.count + more
        async with asyncio.timeout(seconds), self._changed:
            await self._changed.wait_for(lambda: self.count >= goal)

    async def run(self, url: str) -> None:
        """Watch until cancelled."""
        timeout = aiohttp.ClientTimeout(total=None)
        async with aiohttp.ClientSession(trust_env=False, timeout=timeout) as session:
            while True:
                async with session.get(f"{url}/api/events", max_line_size=1 << 20) as events:
                    async for line in events.content:
                        if line.startswith(b'data: {"type":"message"') and b'"is_bot":true' in line:
                            async with self._changed:
                                self.count += 1
                                self._changed.notify_all()


@asynccontextmanager
async def watching(url: str) -> AsyncIterator[Watch]:
    """A running watch."""
    made = Watch()
    task = asyncio.ensure_future(made.run(url))
    try:
        yield made
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


def received(data_dir: Path) -> dict[int, list[dict[str, Any]]]:
    """The bot's messages by chat, in their order, as a simulator kept them that has ended."""
    store = Store(data_dir)
    store.open()
    try:
        found: dict[int, list[dict[str, Any]]] = defaultdict(list)
        for message in store.table("messages").values():
            if message.get("from", {}).get("is_bot"):
                found[message["chat"]["id"]].append(message)
        for messages in found.values():
            messages.sort(key=lambda one: int(one["message_id"]))
        return dict(found)
    finally:
        store.close()
