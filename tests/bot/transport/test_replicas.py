"""Shared states of several processes in Redis: leftovers of earlier versions are removed."""

from __future__ import annotations

from typing import Any

import pytest
from redis import Redis

from bot.transport.replicas import forget_reporting
from tests.redis_server import redis_url


@pytest.mark.redis
async def test_notices_of_private_conversations_are_taken_out_of_redis() -> None:
    url = redis_url()
    client: Any = Redis.from_url(url)
    client.flushdb()
    client.set("chenan:a", '{"start_data": {"notice": "report-cleared"}, "note": "report-cleared 好"}')
    client.set("chenan:b", '{"start_data": {"notice": "notice-cancelled"}}', px=100_000)
    client.set("chenan:d", '{"state": "HomeSG:more"}')
    client.set("other:c", '"report-cleared"')
    assert await forget_reporting(url) == 2
    assert await forget_reporting(url) == 0
    assert client.get("chenan:a").decode() == '{"start_data": {"notice": ""}, "note": "report-cleared 好"}'
    assert client.get("chenan:d") == b'{"state": "HomeSG:main"}'
    assert b"notice-cancelled" in client.get("chenan:b")
    assert client.ttl("chenan:b") > 0
    assert client.get("other:c") == b'"report-cleared"'
    client.flushdb()
    client.close()
