"""The demonstration as a process: after a jump of its clock what is due is on the phones at once."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from simulator.client import Person, SimulatorClient
from tests.conversations.processes import Process
from tests.sample_forms import sample_form

ARRIVES_SECONDS = 10.0
"""About two on a machine that has nothing else to do."""


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[str]:
    """Address of a demonstration."""
    process = Process(
        *("demo", "--port", "0", "--no-browser", "--data-dir", str(tmp_path / "data")),
        directory=tmp_path,
        settings={},
    )
    try:
        yield process.wait_for("ready ").partition(" ")[2]
        assert process.terminate() == 0
        assert " ERROR " not in process.output()
    finally:
        if process.running:
            process.kill()


@pytest.fixture
async def client(demo: str) -> AsyncIterator[SimulatorClient]:
    async with SimulatorClient(demo) as connected:
        yield connected


async def clock(client: SimulatorClient, **wish: Any) -> dict[str, Any]:
    """The clock after a wish."""
    state: dict[str, Any] = await client.call("POST" if wish else "GET", "/api/clock", json=wish or None)
    return state


async def until(person: Person, words: str) -> float:
    """Real seconds until a message with these words has come."""
    begun = time.monotonic()
    path = f"{person.client.base_url}/api/events"
    async with (
        asyncio.timeout(ARRIVES_SECONDS),
        aiohttp.ClientSession(trust_env=False) as session,
        session.get(path, params={"chats": str(person.id)}) as events,
    ):
        async for _ in events.content:  # the first line comes at once
            if any(words in one.text for one in await person.messages()):
                break
    return time.monotonic() - begun


async def test_the_day_before_the_deadline_reminds_everybody_differently(client: SimulatorClient) -> None:
    before, half = await client.person("李老板"), await client.person("吴老板")
    done = await client.person("郑老板")
    state = await clock(client)
    due = next(mark["day"] for mark in state["marks"] if mark["label"] == "交自查表截止")
    await clock(client, to=due)
    assert await until(before, "还没开始") < ARRIVES_SECONDS
    assert await until(half, sample_form("吴老板").progress()) < ARRIVES_SECONDS
    await client.idle()
    assert not any("自查表" in one.text for one in await done.messages())
