"""Replica routing: all updates of a chat are handled by the same process, as long as the same processes are
running (rendezvous hashing).

Telegram sends updates to any of them. State in memory only (a report being written, windows of people without
a row) is found again because each update is passed on to the chat's own process. Redis knows where the
processes are, and nothing of chats.
"""

from __future__ import annotations

import hashlib
import hmac
import logging
from collections.abc import Collection, Mapping
from contextlib import suppress
from typing import Any

import aiohttp
from redis.asyncio import Redis
from redis.exceptions import RedisError

from bot.clock import pause

KEY = "chenan:ring"
BEAT_SECONDS = 2.0
LOST_SECONDS = 8
"""Seconds without a heartbeat after which a process gets no more chats."""
PATIENCE = aiohttp.ClientTimeout(total=120, connect=2)

log = logging.getLogger(__name__)


class ReplicaRouting:
    """The processes of one bot; `url` is where the others reach this one, `secret` is the same in all.

    `session` is for passing on; its opener closes it. `key`: where in Redis they find each other.
    """

    def __init__(
        self, redis: Redis, session: aiohttp.ClientSession, url: str, secret: bytes, key: str
    ) -> None:
        self.url = url.rstrip("/")
        self._key = key
        self._redis = redis
        self._session = session
        self._secret = secret
        self._members: frozenset[str] = frozenset({self.url})

    @property
    def members(self) -> frozenset[str]:
        """The URLs of the processes that take part."""
        return self._members

    async def run(self) -> None:
        """Send heartbeats, and read those of the others, until cancelled."""
        while True:
            try:
                await self.send_heartbeat()
            except Exception as problem:  # noqa: BLE001 - without heartbeats the others pass nothing on, for good
                log.warning("the other processes cannot be found: %s", type(problem).__name__)
            await pause(BEAT_SECONDS)

    async def send_heartbeat(self) -> None:
        """Send one heartbeat and read those of the others."""
        seconds, _ = await self._redis.time()
        await self._redis.zadd(self._key, {self.url: seconds + LOST_SECONDS})
        await self._redis.zremrangebyscore(self._key, "-inf", seconds)
        found: Any = await self._redis.zrange(self._key, 0, -1)
        self._members = frozenset(one.decode() for one in found) | {self.url}

    async def leave(self) -> None:
        """Withdraw this process; without Redis the others notice by themselves. What it has, the others have
        from now on."""
        self._members = self._members - {self.url} or frozenset({self.url})
        with suppress(RedisError, OSError):
            await self._redis.zrem(self._key, self.url)

    def lose(self, member: str) -> None:
        """Pass nothing on to a process that does not answer, until its next heartbeat is read."""
        self._members = self._members - {member} or frozenset({self.url})

    def owner(self, chat: int | str, lost: Collection[str] = ()) -> str:
        """The URL of a chat's process: each chat ranks all processes, the first live one has it that is not
        among the `lost`."""
        return _first(self._secret, chat, self._members.difference(lost) or {self.url})

    async def pass_on(self, chat: int, body: bytes, headers: Mapping[str, str], path: str) -> int | None:
        """Pass an update on to the chat's process; return the status of its answer, or None: this process
        handles it.

        Also where the other is gone: its memory is lost, the person is led home.
        """
        owner = self.owner(chat)
        if owner == self.url:
            return None
        try:
            async with self._session.post(
                f"{owner}{path}", data=body, headers=headers, timeout=PATIENCE
            ) as response:
                return response.status
        except aiohttp.ClientConnectorError:
            self.lose(owner)
            return None
        except (aiohttp.ClientError, TimeoutError):
            return 504  # it may have been handled: Telegram asks again


def _first(secret: bytes, chat: int | str, members: Collection[str]) -> str:
    def rank(member: str) -> bytes:
        return hmac.new(secret, f"{member} {chat}".encode(), hashlib.sha256).digest()

    return max(sorted(members), key=rank)
