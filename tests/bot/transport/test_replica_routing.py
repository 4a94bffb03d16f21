"""Several processes behind one webhook: each chat stays with one, and Redis learns nothing of chats."""

from __future__ import annotations

import asyncio
import json
import secrets
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from typing import Any

import aiohttp
import pytest
from aiogram import Bot, Dispatcher
from aiogram.fsm.storage.base import StorageKey
from aiogram.types import CallbackQuery, ChatMemberUpdated, Message
from redis.asyncio import Connection, Redis

from bot.privacy.sessions import PrivateSessions
from bot.transport import replica_routing as ring_module
from bot.transport.receiving import end
from bot.transport.redis_client import open_redis
from bot.transport.replica_routing import ReplicaRouting
from bot.transport.replicas import shared
from bot.transport.updates import UnreadUpdates
from bot.transport.web import SECRET_HEADER, serving, webhook_app
from tests.conversations.processes import free_port
from tests.redis_server import redis_url

pytestmark = pytest.mark.redis
SECRET = b"the same in every process"
WEBHOOK = "https://bot.example/hook"
WEBHOOK_SECRET = "s" * 20
TOKEN = "123456789:AAtest-token-of-nobody-at-all-0000000"


KINDS = ("message", "edited_message", "callback_query", "my_chat_member")


@pytest.fixture
async def redis(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Redis]:
    monkeypatch.setattr(ring_module, "KEY", f"chenan:test:{secrets.token_hex(6)}")
    async with Redis.from_url(redis_url()) as client:
        yield client
        await client.delete(ring_module.KEY)


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(trust_env=False) as made:
        yield made


class Replica:
    """A process: its ring, its server, the chats it handled."""

    def __init__(self, redis: Redis, session: aiohttp.ClientSession) -> None:
        self.port = free_port()
        self.routing = ReplicaRouting(
            redis, session, f"http://127.0.0.1:{self.port}", SECRET, ring_module.KEY
        )
        self.handled: list[int] = []

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        dispatcher = Dispatcher()
        for kind in KINDS:
            dispatcher.observers[kind].register(self._handle)
        async with Bot(TOKEN).context() as bot:
            app = webhook_app(bot, dispatcher, WEBHOOK, WEBHOOK_SECRET, UnreadUpdates(), self.routing)
            async with serving(app, f"127.0.0.1:{self.port}"):
                yield

    async def _handle(self, event: Message | CallbackQuery | ChatMemberUpdated) -> None:
        assert event.from_user is not None
        self.handled.append(event.from_user.id)

    async def post(self, chat: int, secret: str = WEBHOOK_SECRET, kind: str = "message") -> int:
        """An update as Telegram sends it; the status of the answer."""
        async with (
            aiohttp.ClientSession(trust_env=False) as session,
            session.post(
                f"http://127.0.0.1:{self.port}/hook", json=update(chat, kind), headers={SECRET_HEADER: secret}
            ) as response,
        ):
            return response.status


def update(chat: int, kind: str) -> dict[str, Any]:
    """One of somebody's, as Telegram sends it."""
    user = {"id": chat, "is_bot": False, "first_name": "A"}
    where = {"id": chat, "type": "private"}
    message = {"message_id": 1, "date": 0, "chat": where, "from": user, "text": "你好"}
    me = {"user": {"id": 123456789, "is_bot": True, "first_name": "B"}}
    member, gone = {**me, "status": "member"}, {**me, "status": "kicked", "until_date": 0}
    events: dict[str, dict[str, Any]] = {
        "message": message,
        "edited_message": {**message, "edit_date": 1},
        "callback_query": {"id": "1", "from": user, "chat_instance": "1", "data": "x", "message": message},
        "my_chat_member": {
            "chat": where,
            "from": user,
            "date": 0,
            "old_chat_member": member,
            "new_chat_member": gone,
        },
    }
    return {"update_id": 1, kind: events[kind]}


async def meet(*replicas: Replica) -> None:
    for _ in range(2):
        for one in replicas:
            await one.routing.send_heartbeat()


async def test_each_chat_is_handled_by_its_own_process_whoever_is_asked(
    redis: Redis, session: aiohttp.ClientSession
) -> None:
    first, second, third = replicas = [Replica(redis, session) for _ in range(3)]
    await meet(*replicas)
    async with AsyncExitStack() as stack:
        for one in replicas:
            await stack.enter_async_context(one.running())
        for chat in range(1, 61):
            for one in (first, second, third):
                assert await one.post(chat, kind=KINDS[chat % len(KINDS)]) == 200
    handled = [set(one.handled) for one in replicas]
    assert set.union(*handled) == set(range(1, 61))
    assert sum(len(chats) for chats in handled) == 60, "no chat is with two"
    assert all(len(one.handled) == 3 * len(set(one.handled)) > 9 for one in replicas)


async def test_only_the_chats_of_a_process_that_is_gone_move(
    redis: Redis, session: aiohttp.ClientSession
) -> None:
    first, second, third = replicas = [Replica(redis, session) for _ in range(3)]
    await meet(*replicas)
    before = {chat: first.routing.owner(chat) for chat in range(300)}
    await third.routing.leave()
    await meet(first, second)
    after = {chat: first.routing.owner(chat) for chat in range(300)}
    assert {before[chat] for chat in before if before[chat] != after[chat]} == {third.routing.url}
    assert after == {chat: second.routing.owner(chat) for chat in range(300)}


async def test_a_process_that_fell_over_loses_its_chats_at_once(
    redis: Redis, session: aiohttp.ClientSession
) -> None:
    first, second = Replica(redis, session), Replica(redis, session)
    await meet(first, second)
    theirs = next(chat for chat in range(1, 100) if first.routing.owner(chat) == second.routing.url)
    async with first.running():  # the second does not listen
        assert await first.post(theirs) == 200
    assert first.handled == [theirs]
    assert first.routing.owner(theirs) == first.routing.url


async def test_who_is_not_heard_of_is_forgotten(
    redis: Redis, session: aiohttp.ClientSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = Replica(redis, session), Replica(redis, session)
    await meet(first, second)
    assert {first.routing.owner(chat) for chat in range(50)} == {first.routing.url, second.routing.url}
    with monkeypatch.context() as long_ago:
        long_ago.setattr(ring_module, "LOST_SECONDS", -1)
        await second.routing.send_heartbeat()
    await first.routing.send_heartbeat()
    assert {first.routing.owner(chat) for chat in range(50)} == {first.routing.url}


async def test_nobody_gets_in_without_the_secret_and_nothing_goes_round_in_circles(
    redis: Redis, session: aiohttp.ClientSession
) -> None:
    first, second = Replica(redis, session), Replica(redis, session)
    await meet(first, second)
    theirs = next(chat for chat in range(1, 100) if first.routing.owner(chat) == second.routing.url)
    second.routing._members = frozenset({first.routing.url, second.routing.url, "http://127.0.0.1:9"})
    async with first.running(), second.running():
        assert await first.post(theirs, "wrong" * 5) == 401
        assert await first.post(theirs) == 200
    assert (first.handled, second.handled) == ([], [theirs])


async def test_redis_learns_where_processes_are_and_nothing_else(
    redis: Redis, session: aiohttp.ClientSession
) -> None:
    one = Replica(redis, session)
    await meet(one)
    async with one.running():
        await one.post(5_550_001_234)
    kept = await redis.zrange(ring_module.KEY, 0, -1)
    assert kept == [one.routing.url.encode()]


async def test_a_redis_that_is_away_does_not_end_the_process(session: aiohttp.ClientSession) -> None:
    away = Redis.from_url(f"redis://127.0.0.1:{free_port()}")
    routing = ReplicaRouting(away, session, "http://127.0.0.1:1", SECRET, ring_module.KEY)
    beating = asyncio.ensure_future(routing.run())
    done, _ = await asyncio.wait({beating}, timeout=0.2)
    assert not done
    assert routing.owner(7) == "http://127.0.0.1:1"
    beating.cancel()
    await routing.leave()


async def test_a_connection_that_is_just_closed_ends_no_heartbeats(
    redis: Redis, session: aiohttp.ClientSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    """uvloop says so by a RuntimeError. It is asked again, and whatever else happens heartbeats go on."""
    sent = Connection.send_packed_command
    failed: list[Connection | None] = []

    async def closed(self: Connection, *given: Any, **how: Any) -> None:
        if not failed:
            failed.append(self)
            raise RuntimeError("unable to perform operation on <TCPTransport closed=True>")
        await sent(self, *given, **how)

    monkeypatch.setattr(ring_module, "BEAT_SECONDS", 0.0)
    async with open_redis(redis_url()) as client:
        await client.ping()
        with monkeypatch.context() as patched:
            patched.setattr(Connection, "send_packed_command", closed)
            assert await client.ping()
        routing = ReplicaRouting(client, session, "http://127.0.0.1:1", SECRET, ring_module.KEY)
        beat = routing.send_heartbeat

        async def flaky() -> None:
            if len(failed) < 3:
                failed.append(None)
                raise RuntimeError
            await beat()

        monkeypatch.setattr(routing, "send_heartbeat", flaky)
        running = asyncio.ensure_future(routing.run())
        while not await redis.zrange(ring_module.KEY, 0, -1):
            assert not running.done()
        await end(running)


async def test_a_process_ends_though_its_redis_client_swallows_the_cancelling(
    redis: Redis, session: aiohttp.ClientSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    routing, asked = (
        ReplicaRouting(redis, session, "http://127.0.0.1:1", SECRET, ring_module.KEY),
        asyncio.Event(),
    )

    async def swallow() -> None:
        asked.set()
        with suppress(asyncio.CancelledError):
            await asyncio.sleep(60)

    monkeypatch.setattr(routing, "send_heartbeat", swallow)
    beating = asyncio.ensure_future(routing.run())
    await asked.wait()
    async with asyncio.timeout(1):
        await end(beating)


OWNER, STRANGER = 7_000_000_001, 7_000_000_002


async def test_where_a_stranger_stands_is_never_in_redis(redis: Redis) -> None:
    people = {OWNER}

    async def known(chat: int) -> bool:
        return chat in people

    storage, isolation = shared(redis_url(), secrets.token_bytes(16), known, PrivateSessions())
    keys = {
        one: StorageKey(bot_id=1, chat_id=one, user_id=one, destiny="aiogd:stack:")
        for one in (OWNER, STRANGER)
    }
    before = set(await redis.keys("*"))
    await storage.set_data(keys[STRANGER], {"state": "HomeSG:main", "mark": "s"})
    assert set(await redis.keys("*")) == before
    assert await storage.get_data(keys[STRANGER]) == {"state": "HomeSG:main", "mark": "s"}
    async with isolation.lock(keys[STRANGER]):
        assert set(await redis.keys("*")) == before, "nor the lock of the chat"
    async with isolation.lock(keys[OWNER]):
        assert len(set(await redis.keys("*")) - before) == 1
    await storage.set_data(keys[OWNER], {"state": "HomeSG:main", "mark": "o"})
    (made,) = set(await redis.keys("*")) - before
    assert json.loads(await redis.get(made) or b"{}")["mark"] == "o"
    people.add(STRANGER)
    assert (await storage.get_data(keys[STRANGER]))["mark"] == "s", "who registers goes on where they are"
    await storage.set_data(keys[STRANGER], {"state": "HomeSG:main", "mark": "t"})
    assert len(set(await redis.keys("*")) - before) == 2
    assert (await storage.get_data(keys[STRANGER]))["mark"] == "t"
    await storage.set_data(keys[STRANGER], {})
    await storage.set_data(keys[OWNER], {})
    assert set(await redis.keys("*")) == before
    await storage.close()
