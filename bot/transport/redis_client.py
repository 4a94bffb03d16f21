"""Connections to Redis that give up in time: a line that loses everything would keep a chat waiting for
ever."""

from __future__ import annotations

from typing import Any

from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import ConnectionError as NotConnected
from redis.exceptions import TimeoutError as NotAnswered

SECONDS = 2.0
"""Seconds for an answer. It is asked once more, by a new connection: before a person would wait for long."""


def options() -> dict[str, Any]:
    """Options of a connection.

    uvloop says by a RuntimeError that the other end has closed one that is just written to.
    """
    return {
        "socket_timeout": SECONDS,
        "socket_connect_timeout": SECONDS,
        "socket_keepalive": True,
        "retry": Retry(NoBackoff(), 1),
        "retry_on_error": [NotConnected, NotAnswered, RuntimeError],
    }


def open_redis(url: str) -> Redis:
    """A client of the Redis at `url`, to be closed by the caller."""
    return Redis.from_url(url, **options())
