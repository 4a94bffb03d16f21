"""Leaks of a process and its libraries: ids, core dumps, counted errors."""

from __future__ import annotations

import asyncio
import logging
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from aiogram.fsm.state import State, StatesGroup
from aiogram_dialog.api.entities import Stack

from bot.privacy.intents import LENGTH, SIGNS, random_intent, use_random_intents
from bot.privacy.troubles import Troubles, next_hour

SHANGHAI = ZoneInfo("Asia/Shanghai")


class AnySG(StatesGroup):
    """Some dialog."""

    some = State()


def read_back(text: str) -> int:
    """The number behind an id, as peers.md decoded it."""
    signs = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
    return sum(signs.index(sign) * SIGNS**place for place, sign in enumerate(text))


def test_leak_02_ids_of_dialogs_tell_no_time() -> None:
    use_random_intents()
    second = int(time.time()) % 100_000_000  # noqa: TID251 - what the library's own ids are made of
    ids = [Stack(_id="").push(AnySG.some, None).id for _ in range(2000)] + [Stack().id for _ in range(2000)]
    near = [one for one in ids if abs(read_back(one) % 100_000_000 - second) < 1000]
    assert len(near) < 5, "of 4,000 random numbers hardly one falls so near by chance"
    assert len(set(ids)) == len(ids)
    assert {len(one) for one in ids} == {LENGTH}


def test_random_ids_use_the_whole_range() -> None:
    numbers = [random_intent() for _ in range(2000)]
    lowest, highest = SIGNS ** (LENGTH - 1), SIGNS**LENGTH
    assert all(lowest <= number < highest for number in numbers)
    assert min(numbers) < lowest + (highest - lowest) / 20
    assert max(numbers) > highest - (highest - lowest) / 20


def in_a_child(code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=60
    )


@pytest.mark.skipif(sys.platform != "linux", reason="Linux only")
def test_a_dying_process_leaves_no_memory_behind() -> None:
    before = (
        "import resource; most = resource.getrlimit(resource.RLIMIT_CORE)[1];"
        " resource.setrlimit(resource.RLIMIT_CORE, (0, most)); "
    )
    look = "; import ctypes; print(resource.getrlimit(resource.RLIMIT_CORE), ctypes.CDLL(None).prctl(3))"
    assert in_a_child(before.rstrip("; ") + look).stdout.strip().endswith(" 1"), "prctl(3) tells: dumpable"
    keep = "from storage.base.private_memory import keep_memory_private; keep_memory_private()"
    assert in_a_child(before + keep + look).stdout.strip() == "(0, 0) 0"


def test_the_services_keep_their_memory_private() -> None:
    source = Path(__file__).parents[2].joinpath("bot", "cli", "run.py").read_text("utf-8")
    assert source.index("keep_memory_private()") < source.index("run_loop(_serve"), "before anything is read"


# --- errors -----------------------------------------------------------------------------------------


def failing(text: str) -> Exception:
    try:
        raise ValueError(text)
    except ValueError as error:
        return error


def test_troubles_are_said_together_and_without_their_words(caplog: pytest.LogCaptureFixture) -> None:
    troubles = Troubles()
    for _ in range(3):
        troubles.note(failing("第二车间 王师傅"))
    assert caplog.text == "", "not at their second"
    troubles.say()
    (record,) = caplog.records
    assert record.levelno == logging.ERROR
    assert "3 x ValueError at tests/privacy/test_process.py:" in record.getMessage()
    assert "车间" not in caplog.text
    troubles.say()
    assert len(caplog.records) == 1


def test_troubles_of_many_kinds_do_not_fill_the_memory() -> None:
    troubles = Troubles()
    for number in range(1000):
        troubles.note(type(f"Error{number}", (Exception,), {})())
    assert len(troubles._counted) == 200


@pytest.mark.parametrize(
    ("now", "then"),
    [
        ((1, 0, 30), (1, 1)),  # 08:30 local: 09:00
        ((1, 1, 0), (1, 6)),  # 09:00 itself: 14:00
        ((1, 8, 59), (1, 9)),  # 16:59: 17:00
        ((1, 9, 1), (2, 1)),  # 17:01: tomorrow, 09:00
        ((1, 18, 0), (2, 1)),  # 02:00 local
    ],
)
def test_they_are_said_at_the_hours_at_which_reports_arrive(
    now: tuple[int, int, int], then: tuple[int, int]
) -> None:
    at = next_hour(datetime(2027, 3, *now, tzinfo=UTC), SHANGHAI)
    assert at == datetime(2027, 3, *then, tzinfo=UTC)


async def test_they_are_said_when_the_hour_comes(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    waits: list[float] = []
    troubles, enough = Troubles(), asyncio.Event()
    troubles.note(failing("x"))

    async def sleep(seconds: float) -> None:
        waits.append(seconds)
        if len(waits) == 2:
            enough.set()
            await asyncio.Event().wait()

    monkeypatch.setattr("bot.privacy.troubles.pause", sleep)
    task = asyncio.ensure_future(troubles.run(lambda: datetime(2027, 3, 1, 0, 59, tzinfo=UTC), SHANGHAI))
    await enough.wait()
    task.cancel()
    assert waits == [60, 60]
    assert len(caplog.records) == 1
