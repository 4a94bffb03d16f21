"""The demonstration's clock on the page: the campaign's own days, jumps, and who is woken by them."""

from __future__ import annotations

import asyncio
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.clock import LATEST
from simulator.controls import Refused
from simulator.demo.clock import DemoClock
from simulator.demo.controls import DemoControls, keeping_pace
from storage.base.audit import Actor
from storage.campaigns import days as campaign_days
from storage.campaigns import opening as campaigns
from tests.bot.at_work import at_work

ZONE = ZoneInfo("Asia/Shanghai")
START = datetime(2026, 11, 25, 2, 0, tzinfo=UTC)


def controls_at(start: datetime = START, speed: float = 0) -> tuple[DemoClock, DemoControls]:
    """Controls over a clock that stands still."""
    clock = DemoClock(speed, machine=lambda: start)
    return clock, DemoControls(clock)


async def test_it_shows_the_days_of_the_campaign_and_follows_them(tmp_path: Path) -> None:
    clock, controls = controls_at()
    async with at_work(tmp_path, clock) as work:
        controls.follow(work.app)
        state = await controls.state()
        assert (state.now, state.zone, state.speed, state.morning) == (START, "Asia/Shanghai", 0, "08:30")
        assert state.first <= date(2026, 11, 1)
        marks = {mark.label: (mark.kind, mark.day) for mark in state.marks}
        assert marks["自查自改开始"][0] == "begin"
        kind, due = marks["交自查表截止"]
        assert (kind, (due + timedelta(days=1)).day) == ("end", 1)
        assert [mark.day for mark in state.marks] == sorted(mark.day for mark in state.marks)
        assert state.last > max(mark.day for mark in state.marks)
        async with work.app.database.begin() as db:
            (campaign,) = await campaigns.list_campaigns(db, state="open")
            later = due + timedelta(days=10)
            await campaign_days.set_duty_date(
                db,
                Actor("system"),
                clock(),
                work.app.library,
                campaign.id,
                "self_check_form",
                later,
                None,
                "大家要多点时间",
            )
        state = await controls.state()
        assert {mark.label: mark.day for mark in state.marks}["交自查表截止"] == later


async def test_without_a_campaign_it_shows_the_time_all_the_same(tmp_path: Path) -> None:
    clock, controls = controls_at()
    state = await controls.state()
    assert (state.first, state.marks) == (date(2026, 11, 25), ())
    assert state.last > state.first
    async with at_work(tmp_path, clock) as work:
        await work.change("UPDATE campaigns SET state = 'closed'")
        controls.follow(work.app)
        assert (await controls.state()).marks == ()


async def test_a_jump_to_a_day_arrives_in_its_morning(tmp_path: Path) -> None:
    clock, controls = controls_at()
    controls.go_to(date(2027, 4, 29))
    assert clock() == datetime(2027, 4, 29, 8, 30, tzinfo=ZONE)
    assert controls.moved.is_set()
    controls.forward(7)
    assert clock() == datetime(2027, 5, 6, 8, 30, tzinfo=ZONE)
    controls.go_to(datetime(2027, 5, 6, 23, 50, tzinfo=ZONE))
    controls.forward(1)
    assert clock() == datetime(2027, 5, 7, 8, 30, tzinfo=ZONE), "not at night, when nothing is sent"
    controls.go_to(datetime(2027, 5, 8, 12, tzinfo=UTC))
    assert clock() == datetime(2027, 5, 8, 12, tzinfo=UTC)
    controls.moved.clear()
    for day, reason in ((date(2027, 5, 8), "past"), (date.min, "past"), (date.max, "beyond")):
        with pytest.raises(Refused) as refused:
            controls.go_to(day)
        assert refused.value.reason == reason
    with pytest.raises(Refused, match="beyond"):
        controls.forward((LATEST - clock()).days + 1)
    with pytest.raises(Refused, match="speed"):
        controls.run(1e9)
    assert not controls.moved.is_set()
    assert (await controls.state()).now == clock()


class Woken:
    """Counts how often it looked for what is due, and was woken after."""

    def __init__(self) -> None:
        self.looked = self.times = 0
        self.again = asyncio.Event()

    async def tick_now(self) -> None:
        """Count a look; the first one fails."""
        self.looked += 1
        if self.looked == 1:
            raise LookupError("the first tick goes wrong")

    def wake(self) -> None:
        """Count that it was woken, after it looked."""
        self.times += 1
        assert self.looked == self.times
        self.again.set()


async def test_a_jump_wakes_the_scheduler_at_once(tmp_path: Path) -> None:
    clock, controls = controls_at()
    woken = Woken()
    async with keeping_pace(clock, controls.moved, woken):
        await asyncio.sleep(0)
        assert woken.times == 0
        controls.forward(1)
        async with asyncio.timeout(5):
            await woken.again.wait()
        assert woken.times == 1


async def test_a_fast_clock_wakes_it_again_and_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("simulator.demo.controls.STEP_SECONDS", 0.001)
    clock, controls = controls_at()
    woken = Woken()
    async with keeping_pace(clock, controls.moved, woken):
        controls.run(1440)
        for _ in range(3):
            async with asyncio.timeout(5):
                woken.again.clear()
                await woken.again.wait()
    assert woken.times >= 3
