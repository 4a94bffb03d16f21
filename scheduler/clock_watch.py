"""Detects that the machine's clock was set, or slept, and repairs what was written by the wrong time."""

from __future__ import annotations

import logging
from datetime import UTC, timedelta, tzinfo

from content.calendar.quiet import after_quiet
from scheduler.clock import Clock
from storage.base.database import Database
from storage.installation import clock_trust
from storage.outbox import clock as outbox_clock

LOOK_SECONDS = 5.0
LEAST_JUMP = 10.0
"""Smallest difference in seconds between wall and monotonic time that counts as a jump. NTP's own slewing is
far below."""
LONGEST_RETRY = timedelta(hours=2)
"""Longest wait of a failed message; a longer flood pause is kept by the gate."""
MOST_SKEW = timedelta(minutes=5)
_PORTION = 500

_log = logging.getLogger(__name__)


class ClockWatch:
    """Compares wall time with monotonic time, which nobody sets."""

    def __init__(self, clock: Clock, settle: float) -> None:
        """`settle`: seconds after a jump during which heartbeats noted before it do not tell which processes
        are running."""
        self._clock = clock
        self._settle = settle
        self._wall, self._monotonic = clock.wall(), clock.monotonic()
        self._jumped_at = float("-inf")

    def look(self) -> float:
        """Seconds by which the clock has jumped since the last look: below 0 for back, 0 for no jump."""
        jump = self._parted()
        self._wall, self._monotonic = self._clock.wall(), self._clock.monotonic()
        if abs(jump) < LEAST_JUMP:
            return 0.0
        self._jumped_at = self._monotonic
        way = "forwards (or this machine slept)" if jump > 0 else "back"
        _log.warning("the clock jumped %.0f s %s: all ticks run now", abs(jump), way)
        return jump

    @property
    def settled(self) -> bool:
        """Whether instants written before the last jump, seen or not yet, no longer matter."""
        jumped = abs(self._parted()) >= LEAST_JUMP
        return not jumped and self._clock.monotonic() - self._jumped_at >= self._settle

    def _parted(self) -> float:
        """Seconds by which wall and monotonic time have diverged since the last look."""
        wall = (self._clock.wall() - self._wall).total_seconds()
        return wall - (self._clock.monotonic() - self._monotonic)


class DeletingClock:
    """Whether the machine's clock is trusted enough to delete by age (`clock_trust`)."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._looked: float | None = None

    async def allows(self) -> bool:
        """Check the clock; False: it is much later than the last trusted time, and nothing is
        deleted."""
        at = self._clock.monotonic()
        elapsed = 0.0 if self._looked is None else at - self._looked
        self._looked = at
        async with self._database.begin() as db:
            trust = await clock_trust.look(db, self._clock.wall(), elapsed)
        if trust.is_new and trust.is_believed:
            _log.warning("the clock is believed again: what is old is deleted as ever")
        elif trust.is_new:
            _log.warning(
                "the clock is %d days later than this database last saw it: nothing is deleted for its age"
                " until it has gone evenly for a day of running, or `chenan db trust-clock` says it is right",
                trust.ahead.days,
            )
        if trust.redated:
            _log.warning("%d reports closed by a clock that was behind are kept from today on", trust.redated)
        return trust.is_believed


async def right_outbox(database: Database, clock: Clock, zone: tzinfo = UTC) -> int:
    """Make messages deliverable again that wait for an instant of a clock that was ahead; return how
    many.

    What was to be sent at once is due now. What was put off to the morning is put off by today's clock.
    """
    now, righted = clock.now(), 0
    morning, queued, tried = after_quiet(now, zone), now + MOST_SKEW, now + LONGEST_RETRY
    while True:
        async with database.begin() as db:
            portion = await outbox_clock.right(
                db,
                now,
                morning,
                queued_after=queued,
                retry_after=tried,
                limit=_PORTION,
            )
        righted += portion
        if portion < _PORTION:
            break
    if righted:
        _log.warning("%d messages waited for the time of a wrong clock: they are due again", righted)
    return righted
