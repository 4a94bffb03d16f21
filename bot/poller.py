"""Long polling that confirms an update only after it was handled: what `kill -9` cuts off comes again.

aiogram's own polling confirms before it handles, so that a photo sent in that moment would be lost.
"""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress
from functools import partial

from aiogram import Bot, Dispatcher
from aiogram.exceptions import (
    TelegramAPIError,
    TelegramConflictError,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramUnauthorizedError,
)
from aiogram.types import Update

from bot.privacy.middleware import LET_GO

log = logging.getLogger(__name__)

WINDOW = 100  # Telegram's limit of updates a call
LOW_WATER = 8
PATIENCE = 0.02  # seconds between two looks while updates are being handled
EACH = 0.001  # seconds more for each update that a look brings once more: a fifth of the time goes into that
LONGEST_PATIENCE = 0.25  # where nothing new comes
SLOW = 0.15  # seconds after which an update at work holds up nobody else
FINISH_SECONDS = 10
LONGEST_BACKOFF = 30.0
MOST_LET_GO = 200  # updates that are confirmed although they are still being handled


class Poller:
    """Feeds updates to the dispatcher, many chats at once; a chat's own come in order (ChatIsolation)."""

    def __init__(self, bot: Bot, dispatcher: Dispatcher, allowed_updates: list[str], wait: int = 25) -> None:
        self._bot = bot
        self._dispatcher = dispatcher
        self._allowed = allowed_updates
        self._wait = wait
        self._at_work: dict[int, float] = {}
        """When the work on each update began, by the loop's clock."""
        self._let_go: set[int] = set()
        """Updates at work that nobody waits for."""
        self._tasks: set[asyncio.Task[None]] = set()
        self._low, self._empty = asyncio.Event(), asyncio.Event()
        self._offset = 0
        self._patience = PATIENCE

    async def run(self) -> None:
        """Poll until cancelled.

        Raises:
            TelegramUnauthorizedError: the token is wrong; polling on would be pointless.
        """
        backoff = 1.0
        try:
            while True:
                try:
                    updates = await self._fetch()
                except TelegramUnauthorizedError:
                    raise
                except TelegramRetryAfter as problem:
                    await asyncio.sleep(problem.retry_after)
                    continue
                except (TelegramNetworkError, TelegramConflictError, TelegramAPIError) as problem:
                    log.warning("polling: %s; again in %.0f s", type(problem).__name__, backoff)
                    await asyncio.sleep(backoff)
                    backoff = min(backoff * 2, LONGEST_BACKOFF)
                    continue
                backoff = 1.0
                self._begin(updates)
                await self._settle()
        finally:
            await self._finish()

    async def _fetch(self) -> list[Update]:
        wait = 0 if self._at_work else self._wait
        return await self._bot.get_updates(
            offset=min(self._at_work, default=self._offset) or None,
            limit=WINDOW,
            timeout=wait,
            allowed_updates=self._allowed,
            request_timeout=wait + 15,
        )

    def _begin(self, updates: list[Update]) -> None:
        fresh = [update for update in updates if update.update_id >= self._offset]
        # What is slow comes again at every look: the more of it, and the longer nothing else comes, the less
        # often is looked.
        least = PATIENCE + EACH * (len(updates) - len(fresh))
        self._patience = least if fresh else min(self._patience * 2, max(least, LONGEST_PATIENCE))
        for update in fresh:
            task = asyncio.ensure_future(self._handle(update))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
            self._at_work[update.update_id] = asyncio.get_running_loop().time()
            self._offset = update.update_id + 1
        if not fresh and len(updates) >= WINDOW:
            log.warning("an update has been at work for long and fills the window; going on beyond it")
            self._at_work.clear()

    async def _settle(self) -> None:
        """Wait until little is left, or a moment: fetching again brings unconfirmed updates once more.

        Twenty people who wait for something slow must not make everybody else wait with them.
        """
        if self._count_fresh() > LOW_WATER:
            self._low.clear()
            await self._wait_for(self._low, SLOW)
        if self._at_work:
            self._empty.clear()
            await self._wait_for(self._empty, self._patience)

    def _count_fresh(self) -> int:
        """How many updates have been at work for a short time only."""
        since = asyncio.get_running_loop().time() - SLOW
        return sum(1 for began in self._at_work.values() if began > since)

    @staticmethod
    async def _wait_for(event: asyncio.Event, seconds: float) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await event.wait()

    async def _handle(self, update: Update) -> None:
        try:
            let_go = partial(self._confirm, update.update_id)
            await self._dispatcher.feed_update(self._bot, update, **{LET_GO: let_go})
        except Exception as problem:  # noqa: BLE001 - one update must not end the bot
            log.error("update not handled: %s", type(problem).__name__)
        finally:
            self._let_go.discard(update.update_id)
            self._done(update.update_id)

    def _confirm(self, update_id: int) -> None:
        """Let an update go that is still being handled, unless there are many: then they have to wait."""
        if len(self._let_go) < MOST_LET_GO:
            self._let_go.add(update_id)
            self._done(update_id)

    def _done(self, update_id: int) -> None:
        self._at_work.pop(update_id, None)
        if self._count_fresh() <= LOW_WATER:
            self._low.set()
        if not self._at_work:
            self._empty.set()

    async def _finish(self) -> None:
        """Let handlers end, then confirm what was handled."""
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=FINISH_SECONDS)
        if self._offset and not self._at_work:
            with suppress(TelegramAPIError):
                await self._bot.get_updates(offset=self._offset, limit=1, timeout=0, request_timeout=5)
