"""The clock's controls over HTTP: what they take, what they refuse, and that there are none without them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest

from simulator.client import SimulatorClient
from simulator.server import Simulator
from tests.simulator.clock_controls import FakeControls
from tests.simulator.test_http import ask


@pytest.fixture
def controls() -> FakeControls:
    return FakeControls()


@pytest.fixture
async def url(controls: FakeControls) -> AsyncIterator[str]:
    async with Simulator(clock=controls, controls=controls) as running:
        yield f"{running.base_url}/api/clock"


async def test_what_the_page_reads(url: str) -> None:
    status, state = await ask(url, how="GET")
    assert status == 200
    assert state == {
        "now": 1_803_864_600_000,
        "zone": "Asia/Shanghai",
        "speed": 1.0,
        "first": "2027-02-01",
        "last": "2027-06-30",
        "morning": "08:30",
        "marks": [
            {"label": "自查开始", "kind": "begin", "day": "2027-02-21"},
            {"label": "交表截止", "kind": "end", "day": "2027-04-30"},
        ],
    }


@pytest.mark.parametrize(
    ("wish", "done"),
    [
        ({"speed": 1440}, "run 1440.0"),
        ({"speed": "0"}, "run 0.0"),
        ({"days": 7}, "forward 7"),
        ({"days": "1"}, "forward 1"),
        ({"to": "2027-04-29"}, "go_to 2027-04-29"),
        ({"to": "2027-04-29T08:30:00+08:00"}, "go_to 2027-04-29T08:30:00+08:00"),
    ],
)
async def test_one_wish_at_a_time(url: str, controls: FakeControls, wish: dict[str, Any], done: str) -> None:
    status, state = await ask(url, json=wish)
    assert (status, controls.done) == (200, [done])
    assert state == (await ask(url, how="GET"))[1]
    controls.done.clear()
    form = {key: str(value) for key, value in wish.items()}
    assert (await ask(url, data=form))[0] == 200
    assert controls.done == [done]


@pytest.mark.parametrize(
    "wish",
    [
        {},
        {"speed": 1, "days": 1},
        {"other": 1},
        {"speed": None},
        {"speed": True},
        {"speed": "fast"},
        {"speed": [1]},
        {"days": 0},
        {"days": -1},
        {"days": 1.5},
        {"days": 1e300},
        {"days": "一"},
        {"days": 4000},
        {"to": ""},
        {"to": "tomorrow"},
        {"to": "2027-02-30"},
        {"to": "2027-04-29T08:30:00"},
        {"to": 5},
        {"to": {}},
        {"to": "9" * 5000},
    ],
)
async def test_what_is_no_wish_is_refused_and_changes_nothing(
    url: str, controls: FakeControls, wish: dict[str, Any]
) -> None:
    status, answer = await ask(url, json=wish)
    assert (status, answer["ok"], controls.done) == (400, False, [])


@pytest.mark.parametrize("reason", ["past", "beyond", "speed"])
async def test_the_clocks_own_refusal_says_why(url: str, controls: FakeControls, reason: str) -> None:
    controls.refuse = reason
    for wish in ({"to": "2027-01-01"}, {"days": 3}, {"speed": 5}):
        status, answer = await ask(url, json=wish)
        assert (status, answer["ok"], answer["parameters"]) == (409, False, {"reason": reason})


async def test_nobody_elses_page_moves_the_clock(url: str, controls: FakeControls) -> None:
    async with aiohttp.ClientSession() as session:
        for headers in ({"Host": "evil.example"}, {"Origin": "https://evil.example"}):
            async with session.post(url, json={"days": 1}, headers=headers) as refused:
                assert refused.status == 403
            async with session.get(url, headers=headers) as hidden:
                assert hidden.status == 403
        own = {"Origin": url.removesuffix("/api/clock")}
        async with session.post(url, json={"days": 1}, headers=own) as allowed:
            assert allowed.status == 200
    assert controls.done == ["forward 1"]


async def test_every_page_hears_of_it(url: str) -> None:
    async with aiohttp.ClientSession() as session, session.get(url.replace("clock", "events")) as events:
        assert await events.content.readline() == b"event: ready\n"
        _, state = await ask(url, json={"days": 2})
        async with asyncio.timeout(10):
            async for line in events.content:
                if b'"type":"clock"' in line:
                    assert str(state["now"]).encode() in line
                    break


async def test_pages_are_shown_days_that_are_known_only_later(controls: FakeControls) -> None:
    async with (
        Simulator(clock=controls, controls=controls) as running,
        aiohttp.ClientSession() as session,
        session.get(f"{running.base_url}/api/events") as events,
    ):
        assert await events.content.readline() == b"event: ready\n"
        controls.marks = controls.marks[:1]
        await running.show_clock()
        async with asyncio.timeout(10):
            async for line in events.content:
                if b'"type":"clock"' in line:
                    assert "自查开始" in line.decode()
                    assert "交表截止" not in line.decode()
                    break


async def test_a_simulator_without_controls_has_no_clock(
    simulator: Simulator, client: SimulatorClient
) -> None:
    url = f"{simulator.base_url}/api/clock"
    assert (await ask(url, how="GET"))[0] == 404
    assert (await ask(url, json={"days": 1}))[0] in (404, 405)
    assert (await client.call("GET", "/api/bot"))["clock"] is False
    await simulator.show_clock()


async def test_the_date_of_the_latest_message(simulator: Simulator, client: SimulatorClient) -> None:
    assert simulator.last_dated() is None
    somebody = await client.person("王师傅")
    await somebody.send("/start", wait=False)
    assert simulator.last_dated() == simulator.world.clock()
