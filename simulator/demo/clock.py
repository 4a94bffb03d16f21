"""The demonstration's clock: at any speed, forwards only, never earlier than it ever was."""

from __future__ import annotations

import json
import logging
import math
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.clock import LATEST, Clock, stored_clock, system_clock

FASTEST = 86_400.0
"""Fastest speed: a day a second."""
AHEAD_SECONDS = 2.0
"""Real seconds by which the stored time is ahead, so that it is not written for every reading."""

_NEVER = datetime.min.replace(tzinfo=UTC)

log = logging.getLogger(__name__)


class NoSuchTime(ValueError):
    """A time or speed the clock does not take. `kind`: past, beyond, speed."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


class DemoClock:
    """Gives UTC-aware instants, `speed` demonstration seconds in a real one; 0 stands still.

    With a file in `kept` no reading is ever given that a later process could fall behind: what is written
    there is ahead of what was given, so that a killed process loses at most AHEAD_SECONDS. Real time that
    passed between two processes has passed in the demonstration, too.
    """

    def __init__(
        self,
        speed: float = 1.0,
        kept: Path | None = None,
        *,
        machine: Clock = system_clock,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        """Raises NoSuchTime: `speed` is not 0 to FASTEST."""
        self._kept = kept
        self._monotonic, self._machine = monotonic, machine
        self._speed = _check_speed(speed)
        self._from = min(LATEST, max(machine(), _read(kept)))
        self._since = monotonic()
        self._promised = _NEVER

    def __call__(self) -> datetime:
        """The instant now, UTC; never before one returned earlier."""
        now = self._reading()
        if now > self._promised:
            self._promise(now)
        return now

    @property
    def speed(self) -> float:
        """Demonstration seconds in a real one."""
        return self._speed

    def run(self, speed: float) -> None:
        """Set the speed from now on; 0 stops the clock.

        Raises:
            NoSuchTime: `speed`: not 0 to FASTEST.
        """
        speed = _check_speed(speed)
        self._stand(self._reading())
        self._speed = speed
        self._promised = _NEVER  # what was promised was for the old speed

    def jump(self, to: datetime) -> None:
        """Jump to an aware instant.

        Raises:
            NoSuchTime: `past`: before now; `beyond`: after LATEST.
        """
        to = to.astimezone(UTC)
        if to > LATEST:
            raise NoSuchTime("beyond")
        if to < self._reading():
            raise NoSuchTime("past")
        self._stand(to)

    def reach(self, instant: datetime) -> None:
        """Move to at least that instant, as after a restart among messages that are already dated."""
        now = self._reading()
        self._stand(min(LATEST, max(now, instant.astimezone(UTC))))

    def close(self) -> None:
        """Store the current time, not one ahead."""
        self._write(self._reading())

    def _reading(self) -> datetime:
        return self._ahead(self._from, self._monotonic() - self._since)

    def _ahead(self, instant: datetime, seconds: float) -> datetime:
        left = (LATEST - instant).total_seconds()
        return instant + timedelta(seconds=min(left, seconds * self._speed))

    def _stand(self, instant: datetime) -> None:
        self._from, self._since = instant, self._monotonic()

    def _promise(self, now: datetime) -> None:
        self._promised = self._ahead(now, AHEAD_SECONDS)
        self._write(
            self._promised,
            at=now.isoformat(),
            machine=self._machine().isoformat(),
            speed=self._speed,
        )

    def _write(self, not_before: datetime, **going: object) -> None:
        """Store the time; `going`: how other processes can tell it while this one runs."""
        if self._kept is None:
            return
        fresh = self._kept.with_suffix(".new")
        try:
            self._kept.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            fresh.write_text(json.dumps({"not_before": not_before.isoformat(), **going}), "utf-8")
            fresh.replace(self._kept)
        except OSError as problem:  # a full disk must not stop the time of everything
            log.warning("the demonstration's time could not be kept: %s", problem)


def _check_speed(speed: float) -> float:
    if not (math.isfinite(speed) and 0 <= speed <= FASTEST):
        raise NoSuchTime("speed")
    return float(speed)


def _read(kept: Path | None) -> datetime:
    """The instant an earlier process stored; the distant past if there is none."""
    stored = stored_clock(kept) if kept is not None else None
    return stored.not_before if stored is not None else _NEVER
