"""Tells enterprises, on a working day, that the self-check of a campaign has begun, however it was opened."""

from __future__ import annotations

import logging
from zoneinfo import ZoneInfo

from content.calendar.quiet import after_quiet
from content.calendar.workdays import Works, is_workday
from content.model.library import Library
from scheduler.clock import Clock
from scheduler.planning.housekeeping import Tick
from storage.base.database import Database
from storage.campaigns import telling

SECONDS = 60.0

_log = logging.getLogger(__name__)


class Announcer:
    """Runs by its `tick`. Several schedulers at once do no harm."""

    def __init__(self, database: Database, clock: Clock, library: Library, works: Works = is_workday) -> None:
        self._database = database
        self._clock = clock
        self._library = library
        self._works = works

    async def tick(self) -> int:
        """Announce the campaigns whose self-check has begun; return how many."""
        now = self._clock.now()
        async with self._database.read() as db:
            coming = await telling.list_unannounced(db, self._library)
        made = 0
        for one in coming:
            zone = ZoneInfo(one.zone)
            today = now.astimezone(zone).date()
            if one.begins_on > today or after_quiet(now, zone) != now or not self._works(today):
                continue
            async with self._database.begin() as db:
                made += await telling.announce(db, now, one)
        if made:
            _log.info("announced %d campaigns", made)
        return made


def announcing(database: Database, clock: Clock, library: Library, seconds: float = SECONDS) -> Tick:
    """The announcing tick."""
    return Tick("announcing", seconds, Announcer(database, clock, library).tick)
