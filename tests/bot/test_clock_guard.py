"""A machine's clock that is set while the program runs: the right time counts, as Telegram tells it."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from hypothesis import given
from hypothesis import strategies as st
from pydantic import SecretStr

from bot.clock_guard import (
    ASK_SECONDS,
    LASTING_SECONDS,
    MOST_STEP,
    UNCONFIRMED_SECONDS,
    ClockGuard,
    running_seconds,
)
from bot.config import Settings
from bot.health import Health
from bot.runtime import build_app, guarded_clock
from storage.installation import migrate
from storage.installation.health import Trouble
from tests.bot.conftest import TOKEN

DAY = timedelta(days=1)
NOON = datetime(2026, 11, 2, 4, tzinfo=UTC)


class Machine:
    """A machine: `right` is what a right clock shows, `ahead` by how much its own is wrong."""

    def __init__(self) -> None:
        self.seconds = 5000.0
        self.lost = 0.0
        """Seconds for which it stood still, its own counter with it."""
        self.ahead = timedelta(0)
        self.guard = ClockGuard(self.wall, lambda: self.seconds)

    @property
    def right(self) -> datetime:
        return NOON + timedelta(seconds=self.seconds + self.lost - 5000)

    def wall(self) -> datetime:
        return self.right + self.ahead

    def hear(self, ahead: timedelta = timedelta(0)) -> None:
        """Telegram answers; `ahead`: its time is wrong."""
        self.guard.hear(format_datetime(self.right + ahead, usegmt=True))

    @property
    def off(self) -> timedelta:
        """By how much the guard is wrong, but for what a header rounds off."""
        found = self.guard() - self.right
        return timedelta(0) if abs(found) <= timedelta(seconds=1) else found


@pytest.fixture
def machine() -> Machine:
    return Machine()


@pytest.mark.parametrize("jump", [DAY, -DAY, timedelta(minutes=6), timedelta(days=3650)])
def test_a_clock_that_jumps_there_and_back_moves_nothing(machine: Machine, jump: timedelta) -> None:
    machine.hear()
    machine.ahead = jump
    assert machine.off == timedelta(0)
    machine.seconds += 3000
    machine.hear()
    assert (machine.off, machine.guard.off) == (timedelta(0), jump)
    machine.seconds += 3000
    assert machine.off == timedelta(0), "longer than a jump of which nobody says anything"
    machine.ahead = timedelta(0)
    assert (machine.off, machine.guard.off) == (timedelta(0), timedelta(0))


@pytest.mark.parametrize("lost", [3600.0, 10 * 86_400.0])
def test_a_jump_that_telegram_confirms_is_right(machine: Machine, lost: float) -> None:
    """A virtual machine that was stopped with its counter, and set right when it went on."""
    machine.lost += lost
    assert machine.off == timedelta(seconds=-lost)
    assert machine.guard.asks
    machine.hear()
    assert (machine.off, machine.guard.off) == (timedelta(0), timedelta(0))


def test_a_machine_that_slept_or_is_corrected_a_little_is_not_doubted(machine: Machine) -> None:
    machine.seconds += 40_000
    assert (machine.off, machine.guard.off) == (timedelta(0), timedelta(0))
    for _ in range(20):
        machine.ahead += MOST_STEP - timedelta(seconds=1)
        assert machine.guard() == machine.wall()
        assert not machine.guard.off


def test_without_telegram_a_jump_is_believed_after_an_hour(machine: Machine) -> None:
    machine.ahead = DAY
    assert machine.off == timedelta(0)
    machine.seconds += UNCONFIRMED_SECONDS - 1
    assert machine.off == timedelta(0)
    machine.seconds += 1
    assert machine.guard() == machine.wall()
    assert not machine.guard.off


def test_a_program_that_starts_with_a_wrong_clock_goes_by_telegrams(machine: Machine) -> None:
    machine.ahead = DAY
    machine.guard = ClockGuard(machine.wall, lambda: machine.seconds)
    assert machine.off == DAY
    machine.hear()
    assert (machine.off, round(machine.guard.off / DAY)) == (timedelta(0), 1)


def test_a_clock_that_stays_behind_is_told_for_a_minute_first(machine: Machine) -> None:
    """A virtual machine that was stopped and goes on where it was; one wrong Date alone is nothing."""
    machine.hear()
    machine.seconds += 100
    machine.hear(DAY)
    machine.seconds += LASTING_SECONDS
    machine.hear()
    assert machine.off == timedelta(0)
    machine.lost, machine.ahead = 3600.0, timedelta(hours=-1)
    for passed in (30, 40):
        machine.seconds += passed
        assert machine.off == timedelta(hours=-1)
        machine.hear()
    machine.seconds += 30
    machine.hear()
    assert (machine.off, round(machine.guard.off / timedelta(hours=1))) == (timedelta(0), -1)


def test_telegram_is_asked_where_nothing_was_heard_for_long(machine: Machine) -> None:
    assert machine.guard.asks
    machine.hear()
    assert not machine.guard.asks
    machine.seconds += ASK_SECONDS
    assert machine.guard.asks


@pytest.mark.parametrize("date", [None, "", "yesterday", "Mon, 99 Nov 2026 04:00:00 GMT"])
def test_what_is_no_date_says_nothing(machine: Machine, date: str | None) -> None:
    machine.guard.hear(date)
    assert machine.guard() == machine.right


@given(st.lists(st.tuples(st.integers(-(10**6), 10**6), st.integers(1, 2000)), max_size=20))
def test_whatever_a_clock_is_set_to_the_right_time_counts(steps: list[tuple[int, int]]) -> None:
    machine = Machine()
    machine.hear()
    for ahead, passed in steps:
        machine.ahead = timedelta(seconds=ahead)
        machine.seconds += passed
        assert abs(machine.guard() - machine.right) <= 2 * MOST_STEP
        machine.hear()
        assert abs(machine.guard() - machine.right) <= 2 * MOST_STEP


def test_seconds_count_on_evenly() -> None:
    before = time.monotonic(), running_seconds()
    passed = time.monotonic() - before[0], running_seconds() - before[1]
    assert passed[1] == pytest.approx(passed[0], abs=0.5)


async def test_the_first_answer_sets_a_wrong_clock_right_and_health_says_so(
    home: Path, machine: Machine
) -> None:
    async def answer(_: web.Request) -> web.Response:
        told = {"Date": format_datetime(machine.right, usegmt=True)}
        me = {"id": 7, "is_bot": True, "first_name": "尘安", "username": "chenan_bot"}
        return web.json_response({"ok": True, "result": me}, headers=told)

    telegram = web.Application()
    telegram.router.add_route("*", "/{rest:.*}", answer)
    async with TestServer(telegram) as server:
        settings = Settings(bot_token=SecretStr(TOKEN), bot_api_url=str(server.make_url("/")).rstrip("/"))
        await migrate.upgrade(settings.database)
        app = build_app(settings)
        assert app.guard is None, "a server of one's own is no better than this machine"
        machine.ahead = DAY
        app.guard = ClockGuard(machine.wall, lambda: machine.seconds)
        async with guarded_clock(settings, app):
            assert abs(app.wall() - machine.right) <= timedelta(seconds=1)
            troubles = await Health(settings, app).look()
        assert Trouble("clock", {"off_seconds": 86_400}) in troubles
        await app.database.close()


def test_telegram_itself_guards_the_clock(home: Path) -> None:
    app = build_app(Settings())
    assert app.clock is app.guard
