"""State that several bot processes share in Redis: dialogs of people with a row, and the lock of each chat.

Of people without a row nothing is written there either: their chats stay with one process
(`bot.transport.replica_routing`).
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from typing import Any, Literal

from aiogram.fsm.storage.base import BaseEventIsolation, KeyBuilder, StorageKey
from aiogram.fsm.storage.redis import RedisEventIsolation, RedisStorage
from redis.asyncio.lock import Lock
from redis.exceptions import LockError, RedisError

from bot.clock import pause
from bot.privacy.entrance import may_be_shared
from bot.privacy.mode import PAGES_BEFORE
from bot.privacy.sessions import PrivateSessions
from bot.privacy.storage import PartedStorage
from bot.transport.isolation import ChatIsolation
from bot.transport.redis_client import options
from storage.base.memory import Recent

LOCK_SECONDS = 10.0
"""Seconds for which a process that was killed holds up the chats it was at work for."""
RENEWAL_SECONDS = 2.5
KEPT = 50_000
"""Most states of people without a row."""
Known = Callable[[int], Awaitable[bool]]


class HashedKeys(KeyBuilder):
    """Redis keys without account ids."""

    def __init__(self, secret: bytes) -> None:
        self._secret = secret

    def build(self, key: StorageKey, part: Literal["data", "state", "lock"] | None = None) -> str:
        """HMAC of all parts of a key."""
        text = f"{key.bot_id}:{key.chat_id}:{key.user_id}:{key.thread_id}:{key.destiny}:{part}"
        return "chenan:" + hmac.new(self._secret, text.encode(), hashlib.sha256).hexdigest()


class SharedDialogStorage(PartedStorage, RedisStorage):
    """aiogram's Redis storage, without account ids in keys or data, and without the unused state.

    `known` tells whether a chat belongs to a person with a row; others stay in this process's memory.
    """

    def __init__(self, *args: Any, known: Known, **options: Any) -> None:
        super().__init__(*args, **options)
        self._known = known
        self._strangers: Recent[StorageKey, str] = Recent(KEPT)

    async def set_state(self, key: StorageKey, state: Any = None) -> None:
        """aiogram-dialog keeps no FSM state."""

    async def get_state(self, key: StorageKey) -> str | None:
        """Always None, without asking Redis."""
        return None

    async def set_all_stored(self, changed: Mapping[StorageKey, Mapping[str, Any]]) -> None:
        """Keep data; an empty mapping removes it."""
        if not changed:
            return
        is_known = await self._known(next(iter(changed)).chat_id)
        for key, data in changed.items():
            if data and not is_known:
                self._strangers.put(key, json.dumps(data))
            else:
                self._strangers.drop(key)
        if is_known:
            await self._write(changed)

    async def _write(self, changed: Mapping[StorageKey, Mapping[str, Any]]) -> None:
        async with self.redis.pipeline(transaction=True) as pipe:
            for key, data in changed.items():
                name = self.key_builder.build(key, "data")
                if data:
                    pipe.set(name, self.json_dumps(data), ex=self.data_ttl)
                else:
                    pipe.delete(name)
            await pipe.execute()

    async def get_stored(self, key: StorageKey) -> dict[str, Any]:
        """The stored data, or an empty dict."""
        if (text := self._strangers.get(key)) is not None:
            kept: dict[str, Any] = json.loads(text)  # also of somebody who has got a row meanwhile
            return kept
        return await RedisStorage.get_data(self, key) if await self._known(key.chat_id) else {}


class RenewedIsolation(RedisEventIsolation):
    """aiogram's lock in Redis, renewed while it is held: a handler that sets a PDF and uploads it on a slow
    line keeps it, a killed process does not."""

    @asynccontextmanager
    async def lock(self, key: StorageKey) -> AsyncGenerator[None, None]:
        """Hold the chat's lock."""
        held = self.redis.lock(self.key_builder.build(key, "lock"), timeout=LOCK_SECONDS)
        await held.acquire()
        renewing = asyncio.ensure_future(_renew(held))
        try:
            yield
        finally:
            renewing.cancel()
            with suppress(LockError, RedisError, OSError):  # it ran out, or will: what was done is done
                await held.release()


async def _renew(held: Lock) -> None:
    while True:
        await pause(RENEWAL_SECONDS)
        with suppress(RedisError, OSError):  # tried again, as long as it lasts
            await held.reacquire()


class PartedIsolation(BaseEventIsolation):
    """The lock of a chat in this process; for ordinary updates of a person with a row, in Redis too.

    A lock in Redis without a state written there would tell when a person talks in private.
    """

    def __init__(self, shared: RedisEventIsolation, known: Known) -> None:
        self._shared = shared
        self._own = ChatIsolation()
        self._known = known

    @asynccontextmanager
    async def lock(self, key: StorageKey) -> AsyncGenerator[None, None]:
        """Hold the chat's lock."""
        async with self._own.lock(key):
            if await may_be_shared() and await self._known(key.chat_id):
                async with self._shared.lock(key):
                    yield
            else:
                yield

    async def close(self) -> None:
        """Close the connection to Redis."""
        await self._shared.close()


NOTICES = (b"report-cleared", b"report-cancelled", b"notice-private-gone", b"notice-private-old")
"""Keys of private conversations that earlier versions stored; states in the database are older than revision
0037 and were cleaned there."""


async def forget_reporting(url: str) -> int:
    """Remove the notices of private conversations, and the windows they begin from, from the states in
    Redis and its file; return the number of changed states."""
    from redis.asyncio import Redis
    from redis.exceptions import ResponseError

    changed = 0
    async with Redis.from_url(url) as client:
        redis: Any = client
        async for key in redis.scan_iter("chenan:*", count=500):
            if await redis.type(key) != b"string" or (old := await redis.get(key)) is None:
                continue
            new = old
            for notice in NOTICES:
                new = new.replace(b'"' + notice + b'"', b'""')
            for page in PAGES_BEFORE:
                new = new.replace(b'"state": "%s"' % page.encode(), b'"state": "HomeSG:main"')
            if new != old:
                await redis.set(key, new, keepttl=True)
                changed += 1
        with suppress(ResponseError):  # it has none, or is at it
            await redis.bgrewriteaof()
    return changed


def shared(
    url: str, secret: bytes, known: Known, private_sessions: PrivateSessions
) -> tuple[SharedDialogStorage, PartedIsolation]:
    """Storage and isolation over one Redis; `secret` is the same in every process."""
    storage = SharedDialogStorage.from_url(
        url,
        connection_kwargs=options(),
        key_builder=HashedKeys(secret),
        known=known,
        private_sessions=private_sessions,
    )
    assert isinstance(storage, SharedDialogStorage)  # noqa: S101 - from_url builds the class it is called on
    return storage, PartedIsolation(RenewedIsolation(storage.redis, storage.key_builder), known)
