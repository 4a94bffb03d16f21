"""Long polling that confirms an update only after it was handled: what `kill -9` cuts off comes again.

aiogram's own polling confirms before it handles, so that a photo sent in that moment would be lost.
"""

from __future__ import annotations

import asyncio
import logging
import math
import time
from contextlib import suppress
from functools import partial

from aiogram import Bot, Dispatcher
from aiogram.exceptions import (
    TelegramAPIError,
    TelegramConflictError,
    TelegramRetryAfter,
    TelegramUnauthorizedError,
)

from bot.clock import pause
from bot.logs import where
from bot.privacy.middleware import CONFIRM_EARLY
from bot.transport.conflicts import Conflicts
from bot.transport.session import Unanswered
from bot.transport.updates import UNREAD, Arrived, RawUpdates, UnreadUpdates, arrived

log = logging.getLogger(__name__)

WINDOW = 100  # Telegram's limit of updates a call
LOW_WATER = 8
PATIENCE = 0.02  # seconds between two looks while updates are being handled
EACH = 0.001  # seconds more for each update that a look brings once more: a fifth of the time goes into that
LONGEST_PATIENCE = 0.25  # where nothing new comes
SLOW = 0.15  # seconds after which a running update delays nobody else
ANSWER_SECONDS = 15  # beyond the time that Telegram is asked to wait for updates
LONGEST_ANSWER = 75  # where it is slow: an answer begun again comes no sooner
FINISH_SECONDS = 10
FIRST_BACKOFF, LONGEST_BACKOFF = 1.0, 30.0
MOST_CONFIRMED_EARLY = 200  # updates that are confirmed although they are still being handled


class Poller:
    """Feeds updates to the dispatcher, many chats at once; a chat's own come in order (ChatIsolation)."""

    def __init__(
        self,
        bot: Bot,
        dispatcher: Dispatcher,
        allowed_updates: list[str],
        unread: UnreadUpdates,
        conflicts: Conflicts,
        wait: int = 25,
    ) -> None:
        self._bot = bot
        self._unread = unread
        self._conflicts = conflicts
        self._dispatcher = dispatcher
        self._allowed = allowed_updates
        self._wait = wait
        self._at_work: dict[int, float] = {}
        """Instant at which each update's handling began, by the loop's clock."""
        self._confirmed_early: set[int] = set()
        """Updates that are acknowledged although they are still being handled."""
        self._tasks: set[asyncio.Task[None]] = set()
        self._low, self._empty = asyncio.Event(), asyncio.Event()
        self._offset = 0
        self._patience = PATIENCE
        self._answer = float(ANSWER_SECONDS)

    async def run(self) -> None:
        """Poll until cancelled.

        Raises:
            TelegramUnauthorizedError: the token is wrong; polling on would be pointless.
        """
        backoff = FIRST_BACKOFF
        try:
            while True:
                try:
                    updates = await self._fetch()
                except TelegramUnauthorizedError:
                    raise
                except TelegramRetryAfter as problem:
                    await pause(problem.retry_after)
                    continue
                except Exception as problem:  # noqa: BLE001 - whatever it is, the next answer may be right
                    self._say(problem, backoff)
                    await pause(backoff)
                    backoff = min(backoff * 2, LONGEST_BACKOFF)
                    continue
                backoff = FIRST_BACKOFF
                self._conflicts.none()
                self._begin(updates)
                await self._settle()
        finally:
            await self._finish()

    def _say(self, problem: Exception, seconds: float) -> None:
        if isinstance(problem, TelegramConflictError) and self._conflicts.another(problem.message):
            return
        what = type(problem).__name__ if isinstance(problem, TelegramAPIError) else where(problem)
        if isinstance(problem, Unanswered):
            what = problem.reason
        log.warning("polling: %s; again in %.0f s", what, seconds)

    async def _fetch(self) -> list[Arrived]:
        wait = 0 if self._at_work else self._wait
        asked = RawUpdates(
            offset=min(self._at_work, default=self._offset) or None,
            limit=WINDOW,
            timeout=wait,
            allowed_updates=self._allowed,
        )
        began = time.monotonic()
        try:
            raw = await self._bot(asked, request_timeout=math.ceil(wait + self._answer))
        except Unanswered:
            if time.monotonic() - began >= wait + self._answer:
                self._answer = min(self._answer * 2, LONGEST_ANSWER)
            raise
        if time.monotonic() - began < wait + ANSWER_SECONDS:
            self._answer = float(ANSWER_SECONDS)  # a dead connection is noticed sooner
        updates = [update for one in raw if (update := arrived(one, self._bot)) is not None]
        if raw and not updates:
            raise Unanswered(asked, "a list of something else than updates")
        return updates

    def _begin(self, updates: list[Arrived]) -> None:
        fresh = [update for update in updates if update.update_id >= self._offset]
        # Slow updates are returned again by every getUpdates call: the more of them, and the longer nothing
        # else comes, the less often it is called.
        least = PATIENCE + EACH * (len(updates) - len(fresh))
        self._patience = least if fresh else min(self._patience * 2, max(least, LONGEST_PATIENCE))
        for update in fresh:
            self._offset = update.update_id + 1
            if update.update is None:
                self._unread.note(update.update_id, update.unread or "unknown")
                continue
            task = asyncio.ensure_future(self._handle(update))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
            self._at_work[update.update_id] = asyncio.get_running_loop().time()
        if not fresh and len(updates) >= WINDOW:
            log.warning("an update has been at work for long and fills the window; going on beyond it")
            self._at_work.clear()

    async def _settle(self) -> None:
        """Wait until few updates are left, or a moment: fetching again returns unconfirmed updates.

        Twenty people who wait for something slow must not make everybody else wait with them.
        """
        if self._count_fresh() > LOW_WATER:
            self._low.clear()
            await self._wait_for(self._low, SLOW)
        if self._at_work:
            self._empty.clear()
            await self._wait_for(self._empty, self._patience)

    def _count_fresh(self) -> int:
        """The number of updates that have been running for a short time only."""
        since = asyncio.get_running_loop().time() - SLOW
        return sum(1 for began in self._at_work.values() if began > since)

    @staticmethod
    async def _wait_for(event: asyncio.Event, seconds: float) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await event.wait()

    async def _handle(self, one: Arrived) -> None:
        update = one.update
        assert update is not None  # noqa: S101  `_begin` saw to it
        try:
            given = {CONFIRM_EARLY: partial(self._confirm, update.update_id), UNREAD: one.unread}
            await self._dispatcher.feed_update(self._bot, update, **given)
        except Exception as problem:  # noqa: BLE001 - one update must not end the bot
            log.error("update not handled: %s", where(problem))
        finally:
            self._confirmed_early.discard(update.update_id)
            self._done(update.update_id)

    def _confirm(self, update_id: int) -> None:
        """Acknowledge an update early, while it is still being handled, unless there are many: then
        they have to wait."""
        if len(self._confirmed_early) < MOST_CONFIRMED_EARLY:
            self._confirmed_early.add(update_id)
            self._done(update_id)

    def _done(self, update_id: int) -> None:
        self._at_work.pop(update_id, None)
        if self._count_fresh() <= LOW_WATER:
            self._low.set()
        if not self._at_work:
            self._empty.set()

    async def _finish(self) -> None:
        """Let handlers end, then acknowledge the handled updates."""
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=FINISH_SECONDS)
        if self._offset and not self._at_work:
            with suppress(Exception):  # the process ends; what is not confirmed comes again
                await self._bot(RawUpdates(offset=self._offset, limit=1, timeout=0), request_timeout=5)
