"""Wakes requests that wait for news of stored inboxes: one query for all of them, not one each."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress

from bot.clock import pause
from storage.base.database import Database
from storage.base.diagnosis import brief
from storage.web import inbox

log = logging.getLogger(__name__)

LOOK_SECONDS = 2.0
"""Seconds between two looks for changes of other processes, reminders for instance."""


class News:
    """All waiting requests of one process. A change made in this process is told at once (`tell`)."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._waiting: dict[int, dict[asyncio.Future[None], int]] = {}
        """The versions of the waiting requests, by address."""

    def __len__(self) -> int:
        return sum(len(of_address) for of_address in self._waiting.values())

    async def wait(
        self, address: int, version: int, seconds: float, current: Callable[[], Awaitable[int]]
    ) -> None:
        """Wait until the inbox of `address` is newer than `version`, or so many seconds have passed. A
        version that is to come is of another inbox: its page is not kept waiting.

        `current` reads its version: asked once the request is listed, so that no change falls between.
        """
        told: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.setdefault(address, {})[told] = version
        try:
            if await current() == version:
                with suppress(TimeoutError):
                    async with asyncio.timeout(seconds):
                        await told
        finally:
            of_address = self._waiting[address]
            del of_address[told]
            if not of_address:
                del self._waiting[address]

    def tell(self, address: int) -> None:
        """Wake the requests of an inbox that changed."""
        for told in self._waiting.get(address, ()):
            _wake(told)

    async def look(self) -> None:
        """Query the database once, for all addresses that are waited for."""
        if not self._waiting:
            return
        async with self._database.read() as db:
            newest = await inbox.versions(db, list(self._waiting))
        for address, version in newest.items():
            for told, has in self._waiting.get(address, {}).items():
                if version > has:
                    _wake(told)

    async def run(self) -> None:
        """Query every LOOK_SECONDS until cancelled."""
        while True:
            await pause(LOOK_SECONDS)
            try:
                await self.look()
            except Exception as problem:  # noqa: BLE001 - a database that is away comes back
                log.error("news of the page could not be read: %s", brief(problem))


def _wake(told: asyncio.Future[None]) -> None:
    if not told.done():
        told.set_result(None)
