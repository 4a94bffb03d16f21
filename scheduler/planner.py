"""The planning tick: once a local day, from half past eight on, it writes what is to be reminded of.

A day that was missed is caught up; a killed planner begins again and writes nothing twice, since a reminder
has one row for each rule, subject, day and person. What a day costs is what is due on it.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from itertools import islice
from zoneinfo import ZoneInfo

from content.model import Library, ReminderRule
from content.quiet import after_quiet
from content.reminders import Wanted, wanted
from scheduler.clock import Clock
from scheduler.housekeeping import Tick
from storage import digests
from storage.database import Database
from storage.digests import Group
from storage.duty_planning import list_due_duties, remind_office
from storage.reminder_planning import Task, keep_order, list_due, remind

SECONDS = 20.0
PORTION = 2000
"""Subjects, and digests, in one transaction: nobody's answer waits for a whole city to be planned."""

_log = logging.getLogger(__name__)


class Planner:
    """Plans by the library's rules; give its `tick` to the scheduler. Several at once do no harm."""

    def __init__(self, database: Database, clock: Clock, library: Library) -> None:
        self._database = database
        self._clock = clock
        self._library = library

    async def tick(self) -> int:
        """Plan the days that have begun, gather what waits; how many digests were made."""
        now = self._clock.now()
        async with self._database.read() as db:
            standing = await digests.standing(db)
        groups = [group for group in standing.groups if _is_day(now, group.zone)]
        days = {group.zone: _local_day(now, group.zone) for group in groups}
        first = standing.waits_from
        waiting = {zone for zone, day in days.items() if first is not None and first <= day}
        for group in groups:
            day = days[group.zone]
            if group.planned_on is None or group.planned_on < day:
                await self._plan(now, group, day)
                waiting.add(group.zone)
        return sum([await self._collect(now, zone, days[zone]) for zone in sorted(waiting)])

    async def _plan(self, now: datetime, group: Group, day: date) -> None:
        """Write a day's reminders, then that they are written: whoever is killed in between begins again."""
        portions: list[tuple[Task, tuple[int, ...]]] = []
        async with self._database.read() as db:
            await keep_order(db)
            rules = self._days(group, day, duties=False)
            tasks = [Task(rule, days, group.campaigns, group.zone) for rule, days in rules]
            for task, found in await list_due(db, tasks):
                portions += [(task, ids) for ids in _portions(found)]
            owed = self._days(group, day, duties=True)
            duties = await list_due_duties(db, self._library, owed, group.campaigns)
        planned = 0
        while len(portions) > 1 and sum(len(ids) for _, ids in portions) > PORTION:
            task, ids = portions.pop(0)
            async with self._database.begin() as db:
                await keep_order(db)
                planned += await remind(db, now, task, ids)
        async with self._database.begin() as db:
            await keep_order(db)
            for task, ids in portions:
                planned += await remind(db, now, task, ids)
            for duty in duties:
                planned += await remind_office(db, now, duty)
            await digests.mark_planned(db, group, day)
        _log.info("planned %s in %s: %d reminders", day, group.zone, planned)

    def _days(
        self, group: Group, day: date, *, duties: bool
    ) -> list[tuple[ReminderRule, tuple[Wanted, ...]]]:
        """The rules with the days they fall on."""
        return [
            (rule, wanted(rule, group.planned_on, day))
            for rule in self._library.reminders
            if (rule.about == "duty") is duties
        ]

    async def _collect(self, now: datetime, zone: str, day: date) -> int:
        made = 0
        while True:
            async with self._database.begin() as db:
                portion = await digests.collect(db, now, zone, day, PORTION)
            made += portion
            if portion < PORTION:
                return made


def planning(database: Database, clock: Clock, library: Library, seconds: float = SECONDS) -> Tick:
    """The planning tick; the faster the clock, the fewer `seconds` may lie between two."""
    return Tick("planning", seconds, Planner(database, clock, library).tick)


def _portions(ids: Sequence[int]) -> Iterator[tuple[int, ...]]:
    rest = iter(ids)
    while portion := tuple(islice(rest, PORTION)):
        yield portion


def _is_day(now: datetime, zone: str) -> bool:
    """Outside the quiet hours of a zone."""
    return after_quiet(now, ZoneInfo(zone)) == now


def _local_day(now: datetime, zone: str) -> date:
    return now.astimezone(ZoneInfo(zone)).date()
