"""Shared states of several processes in Redis: leftovers of earlier versions are removed."""

from __future__ import annotations

from typing import Any

import pytest
from aiogram.fsm.storage.base import StorageKey
from redis import Redis

from bot.privacy.sessions import PrivateSessions
from bot.transport.replicas import forget_reporting, shared
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


@pytest.mark.redis
async def test_a_window_and_its_stack_are_written_together(monkeypatch: pytest.MonkeyPatch) -> None:
    async def known(_chat: int) -> bool:
        return True

    storage, isolation = shared(redis_url(), b"secret", known, PrivateSessions(lambda: 0.0))

    def key(destiny: str) -> StorageKey:
        return StorageKey(bot_id=1, chat_id=2, user_id=2, destiny=destiny)

    stack, window = key("aiogd:stack:"), key("aiogd:context:a")
    whole: dict[StorageKey, dict[str, Any]] = {stack: {"intents": ["a"]}, window: {"state": "HomeSG:main"}}
    await storage.set_all_stored({stack: {}, window: {}})
    wrote: list[Any] = []
    write: Any = storage.redis.set

    async def killed_after_the_first(*values: Any, **named: Any) -> Any:
        if wrote:
            raise ConnectionError
        wrote.append(values)
        return await write(*values, **named)

    monkeypatch.setattr(storage.redis, "set", killed_after_the_first)
    try:
        async with storage.gathered((1, 2)):
            for one, data in whole.items():
                await storage.set_data(one, data)
    except ConnectionError:
        pass
    kept = {one: data for one in whole if (data := await storage.get_stored(one))}
    assert kept in ({}, whole)
    await storage.set_all_stored({stack: {}, window: {}})
    assert not await storage.get_stored(stack)
    await isolation.close()
    await storage.close()
