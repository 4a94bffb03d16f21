"""A clock that goes on evenly where the machine's was set, until Telegram's time says which one is right.

A machine's clock that jumps a day ahead (a typing mistake, a wrong time server, a virtual machine's host)
would have the next day's reminders sent, and the day after planned; no message can be taken back. Telegram
writes its time into each answer, and no jump of ours moves that.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from bot.clock import Clock, pause, system_clock

MOST_STEP = timedelta(minutes=5)
"""Largest difference that counts as none: a time server corrects, an answer was long on its way."""
UNCONFIRMED_SECONDS = 3600.0
"""Seconds after which a jump is believed of which Telegram says nothing, since it cannot be reached."""
LASTING_SECONDS = 60.0
"""Seconds for which Telegram has to contradict a clock that did not jump, before its own time is taken."""
HEARD_SECONDS = 10.0
"""Seconds within which a further answer of Telegram tells nothing new."""
ASK_SECONDS = 600.0
"""Seconds without an answer after which Telegram is asked for one: a scheduler may send nothing for days."""
LOOK_SECONDS = 5.0
FIRST_SECONDS = 3.0
"""Seconds for which a program that starts waits for Telegram's first answer."""

_log = logging.getLogger(__name__)


def running_seconds() -> float:
    """Seconds that nobody sets. On Linux they count on while the machine sleeps: waking up is no jump."""
    return time.clock_gettime(_RUNNING)


def _running() -> int:
    number = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)
    with suppress(OSError):
        time.clock_gettime(number)
        return int(number)
    return time.CLOCK_MONOTONIC


_RUNNING = _running()


class ClockGuard:
    """Call it for the instant now, UTC. `machine` is the clock that may be set, `seconds` count evenly.

    While the two have parted by more than MOST_STEP it goes on from the last instant that was right. `hear`
    tells it Telegram's time: that ends the doubt, whichever of them it confirms.
    """

    def __init__(self, machine: Clock = system_clock, seconds: Callable[[], float] = running_seconds) -> None:
        self._machine, self._seconds = machine, seconds
        self._right = machine(), seconds()
        """The last instant that was right, and the seconds then."""
        self._doubted_at: float | None = None
        self._heard_at = float("-inf")
        self._claimed: tuple[datetime, float] | None = None
        """Telegram's time, and the seconds then, since it contradicts a clock that did not jump."""

    def __call__(self) -> datetime:
        """The instant now, UTC."""
        machine, seconds = self._machine(), self._seconds()
        even = self._even(seconds)
        if abs(machine - even) <= MOST_STEP:
            self._trust(machine, seconds)
            return machine
        if self._doubted_at is None:
            self._doubted_at = seconds
            _log.warning(
                "the machine's clock is off by %+.0f s against the time before: this program goes on by that"
                " time until Telegram says which is right",
                (machine - even).total_seconds(),
            )
        elif seconds - self._doubted_at >= UNCONFIRMED_SECONDS:
            _log.warning("Telegram has said nothing of the time for long: the machine's clock is believed")
            self._trust(machine, seconds)
            return machine
        return even

    @property
    def off(self) -> timedelta:
        """By how much the machine's clock is ahead of the right time; 0 where it is not doubted."""
        now = self()
        return timedelta(0) if self._doubted_at is None else self._machine() - now

    @property
    def asks(self) -> bool:
        """Whether Telegram should be asked for its time."""
        self()
        return self._doubted_at is not None or self._seconds() - self._heard_at >= ASK_SECONDS

    def hear(self, date: str | None) -> None:
        """Take note of the Date of an answer that certainly is Telegram's."""
        seconds = self._seconds()
        if date is None or (self._doubted_at is None and seconds - self._heard_at < HEARD_SECONDS):
            return
        try:
            told = parsedate_to_datetime(date)
        except ValueError:
            return
        self._weigh(told if told.tzinfo is not None else told.replace(tzinfo=UTC), seconds)

    def _weigh(self, told: datetime, seconds: float) -> None:
        is_first = self._heard_at == float("-inf")
        self._heard_at = seconds
        machine, even = self._machine(), self._even(seconds)
        if abs(machine - told) <= MOST_STEP:
            if self._doubted_at is not None:
                _log.warning("Telegram's time confirms the machine's clock")
            self._claimed = None
            self._trust(machine, seconds)
        elif abs(machine - even) > MOST_STEP and abs(even - told) <= MOST_STEP:
            self._doubted_at, self._claimed = seconds if self._doubted_at is not None else None, None
        elif is_first or self._lasts(told, seconds):
            self._right, self._claimed = (told, seconds), None
            self()

    def _lasts(self, told: datetime, seconds: float) -> bool:
        """Whether Telegram has told the same for LASTING_SECONDS: one answer alone may be wrong."""
        if self._claimed is not None:
            at, since = self._claimed
            if abs(told - at - timedelta(seconds=seconds - since)) <= MOST_STEP:
                return seconds - since >= LASTING_SECONDS
        self._claimed = told, seconds
        return False

    def _even(self, seconds: float) -> datetime:
        at, since = self._right
        return at + timedelta(seconds=seconds - since)

    def _trust(self, machine: datetime, seconds: float) -> None:
        self._right, self._doubted_at = (machine, seconds), None


async def keep_confirmed(guard: ClockGuard, ask: Callable[[], Awaitable[object]]) -> None:
    """Ask Telegram for its time whenever the guard has to know it, until cancelled. `ask` raises nothing."""
    while True:
        if guard.asks:
            await ask()
        await pause(LOOK_SECONDS)
