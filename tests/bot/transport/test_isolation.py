"""One chat at a time, in the order things came; nothing is kept of chats that are quiet."""

from __future__ import annotations

import asyncio
import gc
import weakref

import pytest
from aiogram.fsm.storage.base import StorageKey

from bot.transport.isolation import ChatIsolation


def key(chat: int, *, destiny: str = "default", bot: int = 1) -> StorageKey:
    """A key of somebody in a private chat."""
    return StorageKey(bot_id=bot, chat_id=chat, user_id=chat, destiny=destiny)


async def test_a_chat_waits_its_turn_in_the_order_of_arrival() -> None:
    isolation, order = ChatIsolation(), list[str]()

    async def act(name: str) -> None:
        async with isolation.lock(key(1)):
            order.append(f"{name} begins")
            await asyncio.sleep(0)
            await asyncio.sleep(0)
            order.append(f"{name} ends")

    await asyncio.gather(*(act(name) for name in "abc"))
    assert order == ["a begins", "a ends", "b begins", "b ends", "c begins", "c ends"]


async def test_other_chats_and_other_bots_do_not_wait() -> None:
    isolation = ChatIsolation()
    one, other, elsewhere = isolation.lock(key(1)), isolation.lock(key(2)), isolation.lock(key(1, bot=2))
    async with asyncio.timeout(5), one, other, elsewhere:
        pass


async def test_all_conversations_of_a_chat_share_one_lock() -> None:
    isolation, entered = ChatIsolation(), asyncio.Event()

    async def other_destiny() -> None:
        async with isolation.lock(key(1, destiny="aiogd:stack:")):
            entered.set()

    async with isolation.lock(key(1)):
        waiting = asyncio.ensure_future(other_destiny())
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        assert not entered.is_set()
    await waiting
    assert entered.is_set()


async def test_a_lock_is_released_by_an_error_and_by_a_cancelled_waiter() -> None:
    isolation = ChatIsolation()
    with pytest.raises(ValueError, match="oops"):
        async with isolation.lock(key(1)):
            raise ValueError("oops")

    async def wait() -> None:
        async with isolation.lock(key(1)):
            raise AssertionError("was cancelled before its turn")

    async with isolation.lock(key(1)):
        waiting = asyncio.ensure_future(wait())
        await asyncio.sleep(0)
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting
    async with asyncio.timeout(5), isolation.lock(key(1)):
        pass


async def test_locks_of_quiet_chats_are_freed(monkeypatch: pytest.MonkeyPatch) -> None:
    made: weakref.WeakSet[asyncio.Lock] = weakref.WeakSet()

    class Counted(asyncio.Lock):
        def __init__(self) -> None:
            super().__init__()
            made.add(self)

    monkeypatch.setattr("bot.transport.isolation.asyncio.Lock", Counted)
    isolation = ChatIsolation()

    async def act(chat: int) -> None:
        async with isolation.lock(key(chat)):
            await asyncio.sleep(0)

    await asyncio.gather(*(act(number % 300) for number in range(900)))
    gc.collect()
    assert len(made) == 0
