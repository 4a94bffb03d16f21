"""The clock of the program; tests and the demonstration set their own."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

Clock = Callable[[], datetime]
"""Gives the instant now, UTC-aware."""
STORED_CLOCK = "clock.json"
"""File of the demonstration's time in its data directory. `not_before`: the earliest instant that a later
process may show; only while it runs, `at`: the instant shown when the machine showed `machine`, `speed`."""
LATEST = datetime(2099, 12, 31, 12, tzinfo=UTC)
"""Latest instant of the demonstration, at which its clock stops: campaigns reach no further."""

_log = logging.getLogger(__name__)


def system_clock() -> datetime:
    """The machine's time."""
    return datetime.now(UTC)  # noqa: TID251 - the one place that asks the machine


@dataclass(frozen=True, slots=True)
class StoredClock:
    """The content of STORED_CLOCK, instants in UTC."""

    not_before: datetime
    at: datetime | None = None
    machine: datetime | None = None
    speed: float = 1.0


def stored_clock(file: Path) -> StoredClock | None:
    """The demonstration's stored time; None where there is none, or none that can be read."""
    try:
        stored = json.loads(file.read_text("utf-8"))
        speed = float(stored.pop("speed", 1))
        instants = {name: datetime.fromisoformat(at).astimezone(UTC) for name, at in stored.items()}
        return StoredClock(**instants, speed=speed)
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError, AttributeError, OverflowError) as problem:
        _log.warning("the demonstration's time in %s could not be read: %s", file, type(problem).__name__)
        return None


def demonstration_clock(data_dir: Path, machine: Clock = system_clock) -> Clock | None:
    """The clock of the demonstration whose data are in a directory, as another process can know it; None
    where they are no demonstration's. It goes on at the speed it had when it was written last."""
    stored = stored_clock(data_dir / STORED_CLOCK)
    if stored is None:
        return None

    def now() -> datetime:
        if stored.at is None or stored.machine is None:  # it does not run
            return min(LATEST, max(machine(), stored.not_before))
        passed = (machine() - stored.machine).total_seconds() * stored.speed
        left = (LATEST - stored.at).total_seconds()
        return stored.at + timedelta(seconds=max(0.0, min(left, passed)))

    return now


async def pause(seconds: float) -> None:
    """Sleep.

    Raises:
        CancelledError: the task is being cancelled, though something it called swallowed that:
            `asyncio.wait_for` of Python 3.11, in which redis-py waits, does where its result comes just then.
            The task would go on for ever, and the process would not end.
    """
    task = asyncio.current_task()
    if task is not None and task.cancelling():
        raise asyncio.CancelledError
    await asyncio.sleep(seconds)
