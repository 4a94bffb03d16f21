"""Turns: one update of those who report works at a time; waiting for others does not count."""

from __future__ import annotations

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.privacy.fair_queue import LONG, PATIENCE, FairQueue
from tests.bot.virtual_time import now, play


class Watched:
    """Numbers of updates at work, and of those waiting aside."""

    def __init__(self) -> None:
        self.fair_queue = FairQueue()
        self.working = self.most = self.aside = self.most_aside = 0
        self.order: list[int] = []

    async def update(self, number: int, waits: int, *, nested: bool = False) -> None:
        """Some work, so many waits with work in between."""
        async with self.fair_queue.taken():
            self.order.append(number)
            await self._work()
            for _ in range(waits):
                async with self.fair_queue.aside():
                    self.aside += 1
                    self.most_aside = max(self.most_aside, self.aside)
                    if nested:
                        async with self.fair_queue.aside():
                            await asyncio.sleep(0)
                    for _ in range(5):
                        await asyncio.sleep(0)
                    self.aside -= 1
                await self._work()

    async def _work(self) -> None:
        self.working += 1
        self.most = max(self.most, self.working)
        await asyncio.sleep(0)
        self.working -= 1


@given(st.lists(st.tuples(st.integers(0, 3), st.booleans()), min_size=2, max_size=12))
def test_one_works_at_a_time_in_the_order_of_coming(updates: list[tuple[int, bool]]) -> None:
    async def all_of_them() -> Watched:
        watched = Watched()
        await asyncio.gather(
            *(watched.update(at, waits, nested=nested) for at, (waits, nested) in enumerate(updates))
        )
        return watched

    watched = asyncio.run(all_of_them())
    assert watched.most == 1
    assert watched.order == sorted(watched.order)
    assert len(watched.order) == len(updates)


async def test_those_who_wait_make_room_for_others() -> None:
    watched = Watched()
    await asyncio.gather(*(watched.update(number, 1) for number in range(5)))
    assert watched.most_aside > 1


async def test_aside_without_a_turn_is_nothing() -> None:
    watched = Watched()
    async with watched.fair_queue.aside():
        await watched.update(1, 1)
    await watched.update(2, 0)
    assert watched.order == [1, 2]


@pytest.mark.parametrize("where", ["queue", "work", "aside", "back"])
async def test_whoever_is_cut_off_anywhere_holds_up_nobody(where: str) -> None:
    fair_queue, reached, on = FairQueue(), asyncio.Event(), asyncio.Event()

    async def cut_off() -> None:
        async with fair_queue.taken():
            if where == "work":
                reached.set()
                await asyncio.Event().wait()
            async with fair_queue.aside():
                reached.set()
                await (on.wait() if where == "back" else asyncio.Event().wait())

    async def other() -> None:
        async with fair_queue.taken():
            on.set()
            await asyncio.sleep(0)

    if where == "queue":
        async with fair_queue.taken():
            task = asyncio.ensure_future(cut_off())
            await asyncio.sleep(0)
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
    elif where == "back":
        task = asyncio.ensure_future(cut_off())
        await reached.wait()
        async with fair_queue.taken():  # it comes back, and waits for this one
            on.set()
            await asyncio.sleep(0)
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
    else:
        task = asyncio.ensure_future(cut_off())
        await reached.wait()
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
    assert task.cancelled()
    async with asyncio.timeout(5):
        await other()
        await asyncio.gather(*(Watched().update(number, 1) for number in range(3)), other(), other())


async def test_an_update_with_a_slow_step_is_confirmed_early() -> None:
    fair_queue, told = FairQueue(), []
    async with fair_queue.taken(lambda: told.append(1)):
        async with fair_queue.aside():
            assert told == []
        async with fair_queue.aside(slow=True):
            assert told == [1]
    async with fair_queue.aside(slow=True):
        assert told == [1]


def test_everybody_else_goes_first_but_not_for_ever() -> None:
    async def story() -> None:
        fair_queue, order = FairQueue(), []

        async def reporter() -> None:
            async with fair_queue.taken():
                order.append("reporter")

        with fair_queue.other():
            task = asyncio.ensure_future(reporter())
            await asyncio.sleep(PATIENCE / 2)
            order.append("other")
        await task
        assert order == ["other", "reporter"]
        with fair_queue.other():
            began = now()
            await reporter()
            assert now() - began == pytest.approx(PATIENCE)

    play(story())


def test_who_is_answered_for_long_keeps_nobody_back() -> None:
    async def story() -> None:
        fair_queue = FairQueue()
        with fair_queue.other():
            await asyncio.sleep(LONG)
            began = now()
            async with fair_queue.taken():
                assert now() == began
        with fair_queue.other():
            assert fair_queue._others == 1
        assert fair_queue._others == 0

    play(story())


async def test_work_that_outlives_its_update_has_no_turn_to_give() -> None:
    fair_queue, over = FairQueue(), asyncio.Event()

    async def later() -> None:
        await over.wait()
        async with fair_queue.aside():
            pass

    async with fair_queue.taken():
        task = asyncio.ensure_future(later())
    over.set()
    await task
    async with asyncio.timeout(5), fair_queue.taken():
        assert fair_queue._free.locked()
