"""Turns of visitors: few at once, who sent least is next, and nobody's turn is lost."""

from __future__ import annotations

import asyncio

import pytest

from bot.web import turns as module
from bot.web.turns import AT_ONCE, Turns


@pytest.fixture(autouse=True)
def restless(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "RESTS", 0.0)


async def moments() -> None:
    """Let others go on."""
    for _ in range(5):
        await asyncio.sleep(0)


async def test_who_sent_least_is_next_and_few_are_at_work_at_once() -> None:
    turns, done = Turns(), list[str]()
    gates: dict[str, asyncio.Event] = {}

    async def one(name: str, sent: int) -> None:
        async with turns.taken(sent):
            gates[name] = asyncio.Event()
            await gates[name].wait()
            done.append(name)

    names = [("machine 1", 59), ("machine 2", 58), ("machine 3", 57), ("machine 4", 56), ("person", 1)]
    tasks = []
    for name, sent in names:
        tasks.append(asyncio.ensure_future(one(name, sent)))
        await moments()
    assert list(gates) == ["machine 1", "machine 2"]
    assert len(gates) == AT_ONCE
    gates["machine 1"].set()
    await moments()
    assert list(gates)[-1] == "person"
    while not all(task.done() for task in tasks):
        for gate in list(gates.values()):
            gate.set()
        await moments()
    assert len(done) == len(names)


async def test_a_turn_of_somebody_who_is_gone_is_the_next_ones() -> None:
    turns, begun = Turns(), list[int]()
    gate = asyncio.Event()

    async def one(number: int) -> None:
        async with turns.taken(number):
            begun.append(number)
            await gate.wait()

    tasks = [asyncio.ensure_future(one(number)) for number in range(5)]
    await moments()
    tasks[2].cancel()  # it waits
    tasks[0].cancel()  # it is at work
    await moments()
    assert begun == [0, 1, 3]
    gate.set()
    await asyncio.gather(*tasks, return_exceptions=True)
    assert begun == [0, 1, 3, 4]
    async with asyncio.timeout(1), turns.taken(0), turns.taken(0):
        pass
