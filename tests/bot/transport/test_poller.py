"""Polling: an update is confirmed after it was handled, never before; trouble is waited out."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from itertools import pairwise

import pytest
from aiogram import Dispatcher
from aiogram.exceptions import (
    ClientDecodeError,
    TelegramConflictError,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
    TelegramUnauthorizedError,
)
from aiogram.methods import GetUpdates
from aiogram.types import Message

from bot.clock import system_clock
from bot.transport.conflicts import Conflicts
from bot.transport.isolation import ChatIsolation
from bot.transport.poller import FINISH_SECONDS, LONGEST_BACKOFF, MOST_CONFIRMED_EARLY, WINDOW, Poller
from bot.transport.updates import UnreadUpdates
from tests.bot.telegram_queue import Queue, text_update
from tests.bot.virtual_time import now, play

ANN, BOB, EVE = 101, 102, 103
ASKED = GetUpdates()
Handler = Callable[..., Awaitable[None]]


@asynccontextmanager
async def polling(queue: Queue, handler: Handler) -> AsyncIterator[asyncio.Future[None]]:
    """A poller running on the queue, its handlers ordered by chat as in the bot."""
    dispatcher = Dispatcher(events_isolation=ChatIsolation())
    dispatcher.message.register(handler)
    conflicts = Conflicts(None, system_clock, now)
    poller = Poller(queue, dispatcher, ["message"], UnreadUpdates(), conflicts, wait=25)
    task = asyncio.ensure_future(poller.run())
    try:
        yield task
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError, TelegramUnauthorizedError):
            await task


class Desk:
    """A handler: `hold` keeps messages with these texts until `release`."""

    def __init__(self, *hold: str) -> None:
        self.begun: list[str] = []
        self.done: list[str] = []
        self._hold = set(hold)
        self._released = asyncio.Event()

    def release(self) -> None:
        self._released.set()

    async def take(self, message: Message) -> None:
        text = message.text or ""
        self.begun.append(text)
        if text in self._hold:
            await self._released.wait()
        self.done.append(text)


def test_many_who_wait_for_something_slow_hold_up_nobody_else() -> None:
    async def story() -> None:
        slow = [str(number) for number in range(1, 21)]
        queue, desk = Queue(), Desk(*slow)
        async with polling(queue, desk.take):
            for number in range(1, 21):
                queue.add(text_update(number, 1000 + number))
            await asyncio.sleep(5)
            assert desk.begun == slow
            queue.add(text_update(21, EVE))
            await asyncio.sleep(0.3)
            assert desk.done == ["21"]
            assert queue.unconfirmed[:1] == [1], "what is not handled is not confirmed"
            desk.release()
            await asyncio.sleep(1)
            assert queue.unconfirmed == []

    play(story())


def test_an_update_is_confirmed_only_after_it_was_handled() -> None:
    async def story() -> None:
        queue, desk = Queue(), Desk("7")
        async with polling(queue, desk.take):
            queue.add(text_update(7, ANN))
            await asyncio.sleep(10)
            assert desk.begun == ["7"], "handled once, however often it came"
            assert max(queue.offsets) == 7
            assert queue.unconfirmed == [7]
            desk.release()
            await asyncio.sleep(1)
            assert desk.done == ["7"]
            assert queue.offsets[-1] == 8
            assert queue.unconfirmed == []

    play(story())


def test_an_update_confirmed_early_goes_on_while_it_is_handled_and_done_once() -> None:
    async def story() -> None:
        queue, desk = Queue(), Desk(*(str(number) for number in range(1, 21)))

        async def take(message: Message, confirm_early: Callable[[], None]) -> None:
            confirm_early()
            confirm_early()
            await desk.take(message)

        async with polling(queue, take):
            queue.add(*(text_update(number, 1000 + number) for number in range(1, 21)))
            await asyncio.sleep(1)
            assert queue.unconfirmed == []
            asked = len(queue.asked_at)
            await asyncio.sleep(20)
            assert len(queue.asked_at) <= asked + 1, "it waits for what is new, as if nothing were at work"
            queue.add(text_update(21, EVE), text_update(22, 1001))
            await asyncio.sleep(0.1)
            assert desk.done == ["21"], "a chat's next update waits for the one that was let go"
            desk.release()
            await asyncio.sleep(1)
        assert sorted(map(int, desk.done)) == list(range(1, 23))

    play(story())


def test_not_more_are_confirmed_early_than_can_be_looked_after() -> None:
    async def story() -> None:
        many = [str(number) for number in range(1, MOST_CONFIRMED_EARLY + 11)]
        queue, desk = Queue(), Desk(*many)

        async def take(message: Message, confirm_early: Callable[[], None]) -> None:
            confirm_early()
            await desk.take(message)

        async with polling(queue, take):
            queue.add(*(text_update(int(number), 1000 + int(number)) for number in many))
            await asyncio.sleep(5)
            assert desk.begun == many
            assert len(queue.unconfirmed) == 10
            desk.release()
            await asyncio.sleep(1)
            assert (queue.unconfirmed, len(desk.done)) == ([], len(many))

    play(story())


def test_what_a_crash_cut_off_comes_again() -> None:
    async def story() -> None:
        queue, before, after = Queue(), Desk("8"), Desk()
        async with polling(queue, before.take):
            queue.add(text_update(7, ANN), text_update(8, ANN), text_update(9, BOB))
            await asyncio.sleep(5)
            assert before.done == ["7", "9"]
        assert 8 in queue.unconfirmed
        assert 7 not in queue.unconfirmed
        async with polling(queue, after.take):
            await asyncio.sleep(5)
        assert "8" in after.done
        assert "7" not in after.done
        assert queue.unconfirmed == []

    play(story())


def test_chats_are_served_together_and_each_in_its_order() -> None:
    async def story() -> None:
        queue, desk = Queue(), Desk("1")
        async with polling(queue, desk.take):
            queue.add(text_update(1, ANN), text_update(2, BOB), text_update(3, ANN), text_update(4, BOB))
            await asyncio.sleep(3)
            assert desk.done == ["2", "4"]
            queue.add(text_update(5, EVE), text_update(6, ANN))
            await asyncio.sleep(3)
            assert desk.done == ["2", "4", "5"], "one who hangs holds up nobody else"
            desk.release()
            await asyncio.sleep(3)
            assert desk.done[3:] == ["1", "3", "6"]
            assert queue.unconfirmed == []

    play(story())


def test_more_updates_than_one_answer_holds_are_all_handled_once() -> None:
    async def story() -> None:
        queue, desk = Queue(), Desk()
        queue.add(*(text_update(number, 1000 + number % 60) for number in range(1, 3 * WINDOW + 1)))
        async with polling(queue, desk.take):
            await asyncio.sleep(5)
        assert sorted(map(int, desk.done)) == list(range(1, 3 * WINDOW + 1))
        assert queue.unconfirmed == []

    play(story())


def test_one_who_hangs_for_hours_does_not_fill_the_window() -> None:
    async def story() -> None:
        queue, desk = Queue(), Desk("1")
        async with polling(queue, desk.take):
            queue.add(text_update(1, ANN))
            await asyncio.sleep(1)
            queue.add(*(text_update(number, BOB) for number in range(2, WINDOW + 21)))
            await asyncio.sleep(10)
            assert len(desk.done) == WINDOW + 19
            desk.release()
            await asyncio.sleep(1)
            assert desk.done[-1] == "1"

    play(story())


def test_a_handler_that_fails_ends_nothing_and_is_not_repeated(caplog: pytest.LogCaptureFixture) -> None:
    async def fail(message: Message) -> None:
        begun.append(message.text or "")
        if message.text == "secret words":
            raise ValueError(message.text)

    async def story() -> None:
        queue = Queue()
        async with polling(queue, fail):
            queue.add(text_update(1, ANN, "secret words"), text_update(2, ANN))
            await asyncio.sleep(3)
            assert begun == ["secret words", "2"]
            assert queue.unconfirmed == []

    begun: list[str] = []
    play(story())
    ours = [one.getMessage() for one in caplog.records if one.name == "bot.transport.poller"]
    assert len(ours) == 1
    assert ours[0].startswith("update not handled: ValueError at tests/bot/transport/test_poller.py:")
    assert "secret" not in ours[0]


@pytest.mark.parametrize(
    "problem",
    [
        TelegramNetworkError(ASKED, "no route"),
        TelegramServerError(ASKED, "Bad Gateway"),
        TelegramConflictError(ASKED, "terminated by other getUpdates request"),
        ClientDecodeError("Failed to decode object", ValueError(), "<html>"),
        RuntimeError("whatever it is"),
    ],
    ids=["network", "server", "conflict", "decode", "anything"],
)
def test_trouble_is_waited_out_longer_and_longer_up_to_a_limit(problem: Exception) -> None:
    async def story() -> None:
        queue, desk = Queue(), Desk()
        queue.problems.extend([problem] * 8)
        queue.add(text_update(1, ANN))
        async with polling(queue, desk.take):
            await asyncio.sleep(600)
            pauses = [after - before for before, after in pairwise(queue.asked_at)]
            assert pauses[:8] == [1, 2, 4, 8, 16, LONGEST_BACKOFF, LONGEST_BACKOFF, LONGEST_BACKOFF]
            assert desk.done == ["1"]
            again = len(queue.asked_at)
            queue.problems.append(problem)
            await asyncio.sleep(100)
            recovered = [b - a for a, b in pairwise(queue.asked_at[again:])]
            assert 1 in recovered, "after it worked the pauses begin anew"

    play(story())


def test_a_second_program_is_named_after_the_second_conflict_and_once(
    caplog: pytest.LogCaptureFixture,
) -> None:
    def named() -> int:
        return sum("another program reads this bot's updates" in one.getMessage() for one in caplog.records)

    async def story() -> None:
        conflict = TelegramConflictError(ASKED, "terminated by other getUpdates request")
        queue, desk = Queue(), Desk()
        async with polling(queue, desk.take):
            queue.problems.append(conflict)
            await asyncio.sleep(100)
            assert named() == 0, "a restart's"
            for number in range(1, 9):  # each takes what it gets
                queue.problems.append(conflict)
                queue.add(text_update(number, ANN))
                await asyncio.sleep(60)
            assert named() == 1
            assert "/revoke" in caplog.text
            queue.problems.append(
                TelegramConflictError(ASKED, "can't use getUpdates while webhook is active")
            )
            await asyncio.sleep(3000)
            assert "no other program has read" in caplog.text
            assert desk.done == [str(number) for number in range(1, 9)]

    play(story())


def test_a_flood_wait_is_kept_to_the_second() -> None:
    async def story() -> None:
        queue, desk = Queue(), Desk()
        queue.problems.append(TelegramRetryAfter(ASKED, "Too Many Requests", 17))
        queue.add(text_update(1, ANN))
        async with polling(queue, desk.take):
            await asyncio.sleep(20)
            assert queue.asked_at[:2] == [0, 17]
            assert desk.done == ["1"]

    play(story())


def test_a_refused_token_ends_the_polling() -> None:
    async def story() -> None:
        queue = Queue()
        queue.problems.append(TelegramUnauthorizedError(ASKED, "Unauthorized"))
        async with polling(queue, Desk().take) as task:
            with pytest.raises(TelegramUnauthorizedError):
                await task
            assert now() == 0

    play(story())


def test_a_shutdown_lets_handlers_end_and_confirms_them() -> None:
    async def slow(message: Message) -> None:
        await asyncio.sleep(FINISH_SECONDS / 2)
        done.append(message.text)

    async def story() -> None:
        queue = Queue()
        async with polling(queue, slow):
            queue.add(text_update(1, ANN), text_update(2, BOB))
            await asyncio.sleep(0.01)
        assert sorted(map(str, done)) == ["1", "2"]
        assert queue.unconfirmed == []

    done: list[str | None] = []
    play(story())


def test_a_shutdown_does_not_wait_for_ever_nor_confirm_what_hangs() -> None:
    async def story() -> None:
        queue, desk = Queue(), Desk("2")
        async with polling(queue, desk.take):
            queue.add(text_update(1, ANN), text_update(2, BOB))
            await asyncio.sleep(1)
        assert now() == pytest.approx(1 + FINISH_SECONDS, abs=1)
        assert queue.unconfirmed == [2]

    play(story())


def test_waiting_for_nothing_asks_once_in_a_long_while() -> None:
    async def story() -> None:
        queue = Queue()
        async with polling(queue, Desk().take):
            await asyncio.sleep(250)
            assert len(queue.asked_at) <= 11

    play(story())
