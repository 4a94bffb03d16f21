"""The people of the benchmark: how they begin, press as fast as they can, press in a rhythm, press twice."""

from __future__ import annotations

import asyncio
import random
import statistics
import time
from collections.abc import Iterable
from dataclasses import dataclass

from tests.bench.stub import Chat

WATCHDOG_SECONDS = 1800


@dataclass(frozen=True)
class Steps:
    """Steps of one phase: latencies and the whole in seconds."""

    latencies: list[float]
    seconds: float

    def quantile(self, part: float) -> float:
        """Milliseconds below which that part of the steps stayed."""
        ordered = sorted(self.latencies)
        return ordered[min(int(len(ordered) * part), len(ordered) - 1)] * 1000

    @property
    def rate(self) -> float:
        """Steps a second."""
        return len(self.latencies) / self.seconds


async def begin(chats: Iterable[Chat], seats: int = 25) -> None:
    """Bring everybody to the first question."""
    queue = iter(chats)

    async def seat() -> None:
        for chat in queue:
            await chat.say("/start")
            if (home := chat.find("check")) is not None:
                await chat.tap(home)
            if chat.find("pass") is None:
                raise RuntimeError(f"no question was shown, but: {chat.screen.get('text')}")

    async with asyncio.timeout(WATCHDOG_SECONDS):
        await asyncio.gather(*(seat() for _ in range(seats)))


async def rush(chats: Iterable[Chat], seats: int) -> Steps:
    """Closed loop: people on `seats` press 符合 as soon as they see a question; who is done makes room."""
    queue = iter(chats)
    latencies: list[float] = []

    async def seat() -> None:
        for chat in queue:
            while (button := chat.find("pass")) is not None:
                latencies.append(await chat.tap(button))

    start = time.perf_counter()
    async with asyncio.timeout(WATCHDOG_SECONDS):
        await asyncio.gather(*(seat() for _ in range(seats)))
    return Steps(latencies, time.perf_counter() - start)


async def read(chats: list[Chat], every: float, presses: int, seed: int = 1) -> Steps:
    """Open loop: everybody presses each `every` seconds, at a moment of their own, slow bot or not.

    A step is counted from the moment it was due, so that a bot that falls behind is not spared.
    """
    chance = random.Random(seed)
    latencies: list[float] = []
    start = time.perf_counter() + 0.2

    async def person(chat: Chat, first: float) -> None:
        for number in range(presses):
            due = start + first + number * every
            await asyncio.sleep(max(0.0, due - time.perf_counter()))
            if (button := chat.find("pass")) is None:
                return
            late = time.perf_counter() - due
            latencies.append(await chat.tap(button) + max(0.0, late))

    async with asyncio.timeout(WATCHDOG_SECONDS):
        await asyncio.gather(*(person(chat, chance.random() * every) for chat in chats))
    return Steps(latencies, time.perf_counter() - start)


async def press_twice(chats: list[Chat]) -> dict[int, list[str]]:
    """Everybody taps each button twice at once; returns by chat the buttons on the screen, in order."""
    read_by: dict[int, list[str]] = {chat.id: [] for chat in chats}

    async def person(chat: Chat) -> None:
        while (button := chat.find("pass")) is not None:
            read_by[chat.id].append(button)
            await chat.tap(button, times=2)
        await chat.answered()

    async with asyncio.timeout(WATCHDOG_SECONDS):
        await asyncio.gather(*(person(chat) for chat in chats))
    return read_by


async def count_taps(chat: Chat, photo: str, required: frozenset[str], most: int = 60) -> int:
    """Taps from the home window to the form handed in, all 符合; `photo` for questions in `required`.

    Raises:
        RuntimeError: it was not handed in with `most` taps.
    """
    taps = 0
    await chat.say("/start")
    while chat.find("withdraw") is None and taps < most:
        button = chat.find("submit") or chat.find("pass") or chat.find("check")
        if button is None:
            raise RuntimeError(f"nothing to press: {chat.screen.get('text')}")
        if button.startswith("pass:") and button.split(":")[1] in required:
            await chat.photo(photo)
        await chat.tap(button)
        taps += 1
    if taps >= most:
        raise RuntimeError(f"not handed in after {taps} taps: {chat.screen.get('text')}")
    return taps


def median(values: Iterable[float]) -> float:
    """The median; 0 of nothing."""
    return statistics.median(list(values) or [0.0])
