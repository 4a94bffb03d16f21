"""Dialog states: cached in memory, written behind to the database, under keys without account ids.

People without a row have theirs in memory only; private ones go to the private session (`bot.privacy`).
The facts are elsewhere: what is lost here by `kill -9` (at most the last `FLUSH_SECONDS`) costs a person one
sentence of explanation, never an answer.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import logging
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from aiogram.fsm.state import State
from aiogram.fsm.storage.base import StorageKey

from bot.clock import Clock, pause
from bot.privacy.sessions import PrivateSessions
from bot.privacy.storage import PartedStorage
from storage.base import dialog_states
from storage.base.database import Database
from storage.base.diagnosis import brief

log = logging.getLogger(__name__)

FLUSH_SECONDS = 0.03
RETRY_SECONDS = 5.0
KEPT = 50_000


class DialogStorage(PartedStorage):
    """aiogram's storage over the table `dialog_states`; only `data` is kept, aiogram-dialog uses no state.

    `known` tells whether a chat belongs to a person with a row; `secret` keys the HMACs.
    """

    def __init__(
        self,
        database: Database,
        clock: Clock,
        secret: bytes,
        known: Callable[[int], Awaitable[bool]],
        private_sessions: PrivateSessions,
    ) -> None:
        super().__init__(private_sessions)
        self._database = database
        self._clock = clock
        self._secret = secret
        self._known = known
        self._kept: OrderedDict[StorageKey, str] = OrderedDict()
        self._dirty: dict[StorageKey, str] = {}
        self._work = asyncio.Event()
        self._flushing = asyncio.Lock()

    async def set_state(self, key: StorageKey, state: str | State | None = None) -> None:
        """aiogram-dialog keeps no FSM state: nothing to do."""

    async def get_state(self, key: StorageKey) -> str | None:
        """Always None, without asking the database."""
        return None

    async def set_all_stored(self, changed: Mapping[StorageKey, Mapping[str, Any]]) -> None:
        """Keep data; an empty mapping removes it."""
        texts = {
            key: json.dumps(data, ensure_ascii=False, separators=(",", ":")) if data else ""
            for key, data in changed.items()
        }
        new = {key: text for key, text in texts.items() if self._kept.get(key) != text}
        if not new:
            return
        is_known = await self._known(next(iter(new)).chat_id)
        for key, text in new.items():  # nothing is awaited in between: they are written together
            self._kept[key] = text
            self._kept.move_to_end(key)
        if is_known:
            self._dirty |= new
            self._work.set()
        self._evict()

    async def get_stored(self, key: StorageKey) -> dict[str, Any]:
        """The stored data, or an empty dict."""
        text = self._kept.get(key)
        if text is None:
            text = ""
            if key.destiny != "default" and await self._known(key.chat_id):
                async with self._database.read() as db:
                    text = await dialog_states.get(db, self._key(key)) or ""
            self._kept[key] = text
        return json.loads(text) if text else {}

    async def run(self) -> None:
        """Write behind, until cancelled: many conversations' changes in one transaction."""
        while True:
            await self._work.wait()
            await pause(FLUSH_SECONDS)
            try:
                await self.flush()
            except Exception as problem:  # noqa: BLE001 - a full disk must not end conversations
                log.error("dialog states could not be written: %s", brief(problem))
                await pause(RETRY_SECONDS)

    async def persist(self) -> None:
        """Write what changed, with what others changed meanwhile."""
        await self.flush()

    async def flush(self) -> None:
        """Write what changed."""
        async with self._flushing:
            self._work.clear()
            batch, self._dirty = self._dirty, {}
            if not batch:
                return
            rows = [(self._key(key), self._chat(key), text) for key, text in batch.items()]
            try:
                async with self._database.begin() as db:
                    await dialog_states.put(db, rows, self._clock())
            except BaseException:
                self._dirty = {**batch, **self._dirty}
                self._work.set()
                raise

    async def close(self) -> None:
        """Write what is left."""
        await self.flush()

    def _evict(self) -> None:
        while len(self._kept) > KEPT:
            key = next(iter(self._kept))
            if key in self._dirty:
                return
            del self._kept[key]

    def _key(self, key: StorageKey) -> str:
        return self._digest(f"{key.bot_id}:{key.chat_id}:{key.user_id}:{key.thread_id}:{key.destiny}")

    def _chat(self, key: StorageKey) -> str:
        return self._digest(f"chat:{key.bot_id}:{key.chat_id}")

    def _digest(self, text: str) -> str:
        return hmac.new(self._secret, text.encode(), hashlib.sha256).hexdigest()
