"""Errors of private conversations: counted by class and place, logged together at the hours of batches.

A single log line would tell when somebody reported.
"""

from __future__ import annotations

import logging
from collections import Counter
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.clock import Clock, pause
from bot.logs import where

log = logging.getLogger(__name__)

HOURS = (time(9), time(14), time(17))
"""Local times at which reports reach the office too, so that the log tells nothing more."""
MOST_KINDS = 200


class Troubles:
    """Errors since they were last logged."""

    def __init__(self) -> None:
        self._counted: Counter[str] = Counter()

    def note(self, error: BaseException) -> None:
        """Count an error. Its message is left out: it may hold what a person typed."""
        kind = where(error)
        if kind in self._counted or len(self._counted) < MOST_KINDS:
            self._counted[kind] += 1

    def say(self) -> None:
        """Log the counts, and start again from zero."""
        counted, self._counted = self._counted, Counter()
        for kind, times in sorted(counted.items()):
            log.error("private conversations: %d x %s", times, kind)

    async def run(self, clock: Clock, zone: ZoneInfo) -> None:
        """Log the counts at each of the HOURS, until cancelled."""
        while True:
            now = clock()
            await pause((next_hour(now, zone) - now).total_seconds())
            self.say()


def next_hour(now: datetime, zone: ZoneInfo) -> datetime:
    """The first instant after `now` that is one of the HOURS in `zone`."""
    today = now.astimezone(zone).date()
    hours = [datetime.combine(today + timedelta(days=days), hour, zone) for days in (0, 1) for hour in HOURS]
    return next(hour for hour in hours if hour > now)
