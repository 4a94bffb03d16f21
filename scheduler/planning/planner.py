"""The planning tick: once a local day, from half past eight on, it writes the day's reminders.

A day that was missed is caught up; a killed planner begins again and writes nothing twice, since a reminder
has one row for each rule, subject, day and person. What a day costs is what is due on it.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta, tzinfo
from itertools import islice
from zoneinfo import ZoneInfo

from content.calendar.quiet import after_quiet
from content.calendar.workdays import Works, is_known, is_workday
from content.model.library import Library
from content.model.reminder_kinds import Planned
from content.model.reminders import BACK_DAYS, ReminderRule, Wanted, wanted
from scheduler.clock import Clock
from scheduler.planning.housekeeping import Tick
from storage.base.database import Connection, Database
from storage.base.join_order import keep_order
from storage.offices.jurisdictions import zone_of
from storage.reminders import digests, gathered
from storage.reminders.digests import Group
from storage.reminders.duty_planning import DutyTask, list_due_duties, remind_office
from storage.reminders.fact_planning import FactTask, list_due_facts, remind_of_facts
from storage.reminders.planning import Task, list_due, remind

SECONDS = 20.0
PORTION = 2000
"""Subjects, or digests, in one transaction, so that no answer waits for a whole city to be planned."""
FEW = 500
"""Most reminders that are gathered into digests in the transaction that wrote them."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Day:
    """The reminders to write for a group's local day."""

    group: Group
    day: date
    portions: list[tuple[Task, tuple[int, ...]]]
    duties: list[DutyTask]
    facts: tuple[FactTask, ...]

    def has_urgent(self) -> bool:
        """Whether any rule of it may be urgent."""
        days = (one for task, _ in self.portions for one in task.wanted)
        return bool(self.duties) or any(one.urgent for one in days)


class Planner:
    """Plans by the library's rules; runs by its `tick`. Several at once do no harm."""

    def __init__(self, database: Database, clock: Clock, library: Library, works: Works = is_workday) -> None:
        """`works`: local days on which reminders are sent that are neither urgent nor due that day."""
        self._database = database
        self._clock = clock
        self._library = library
        self._works = works
        self._unknown: set[int] = set()

    async def tick(self) -> int:
        """Plan the days that have begun, gather waiting lines; return how many digests were made."""
        now = self._clock.now()
        async with self._database.read() as db:
            open_campaigns = await digests.open_campaigns(db)
            ahead = {one.zone for one in open_campaigns.groups if _is_ahead(now, one)}
            days = {
                one.zone: _local_day(now, one.zone) for one in open_campaigns.groups if _is_day(now, one.zone)
            }
            begun = [group for group in open_campaigns.groups if _is_left(group, days.get(group.zone))]
            if begun:
                await keep_order(db)
            asked = [await self._ask(db, group, days[group.zone]) for group in begun]
        asked = [replace(day, facts=await self._count(day)) for day in asked]
        for begun_on in days.values():
            self._warn_unknown(begun_on)
        if ahead:
            await self._plan_again(now, ahead)
        first = open_campaigns.waits_from
        waiting = {zone for zone, day in days.items() if first is not None and first <= day}
        made = 0
        for day in asked:
            zone = day.group.zone
            # The second of two groups of a zone may have lines for the same people.
            alone = sum(one.group.zone == zone for one in asked) == 1
            urgent = zone in waiting or day.has_urgent()
            gathered = await self._write(now, day, gather=alone, urgent=urgent)
            if gathered is None or gathered == PORTION:
                waiting.add(zone)
            made += gathered or 0
        made += sum([await self._collect(now, zone, days[zone]) for zone in sorted(waiting)])
        return made + await self._gather(now)

    async def _gather(self, now: datetime) -> int:
        """Make digests for people of offices who have messages and no reminders; return how many."""
        places: dict[tzinfo, list[int]] = {}
        async with self._database.read() as db:
            for place in await gathered.offices(db, now):
                places.setdefault(await zone_of(db, place), []).append(place)
        made = 0
        for zone, listed in places.items():
            if after_quiet(now, zone) != now:
                continue
            day = now.astimezone(zone).date()
            since = None if self._works(day) else datetime.combine(day, time(), zone)
            async with self._database.begin() as db:
                made += await gathered.collect(db, now, str(zone), day, listed, since=since)
        return made

    def _warn_unknown(self, day: date) -> None:
        """Warn the operator, once a year and process, that only weekends are known as days off."""
        if self._works is is_workday and day.year not in self._unknown and not is_known(day):
            self._unknown.add(day.year)
            _log.warning("public holidays of %d are not known yet: only weekends count as days off", day.year)

    async def _plan_again(self, now: datetime, zones: set[str]) -> None:
        async with self._database.begin() as db:
            await keep_order(db)
            for zone in sorted(zones):
                await digests.plan_again(db, zone, _local_day(now, zone))
        _log.warning("a clock that was ahead planned days to come: today is planned again")

    async def _ask(self, db: Connection, group: Group, day: date) -> _Day:
        """Find the reminders to plan."""
        portions: list[tuple[Task, tuple[int, ...]]] = []
        rules = self._days(group, day, "due")
        tasks = [Task(rule, wanted_days, group.campaigns, group.zone) for rule, wanted_days in rules]
        for task, found in await list_due(db, tasks):
            portions += [(task, ids) for ids in _portions(found)]
        owed = self._days(group, day, "duty")
        duties = await list_due_duties(db, self._library, owed, group.campaigns)
        return _Day(group, day, portions, duties, ())

    async def _count(self, day: _Day) -> tuple[FactTask, ...]:
        """The facts to tell offices on a working day; its queries need other plans than `keep_order`."""
        if not self._works(day.day):
            return ()
        async with self._database.read() as db:
            where = (self._library, day.group.campaigns, day.day, self._works)
            return await list_due_facts(db, *where)

    async def _write(self, now: datetime, day: _Day, *, gather: bool, urgent: bool) -> int | None:
        """Write a day's reminders, then record the day as planned: after a crash it is planned again.

        Returns the number of digests made; None: not gathered, since it was not to be or there are too many.
        `urgent`: whether any line can be.
        """
        planned = 0
        portions = list(day.portions)
        while len(portions) > 1 and sum(len(ids) for _, ids in portions) > PORTION:
            task, ids = portions.pop(0)
            async with self._database.begin() as db:
                await keep_order(db)
                planned += await remind(db, now, task, ids)
        made = None
        async with self._database.begin() as db:
            await keep_order(db)
            for task, ids in portions:
                planned += await remind(db, now, task, ids)
            for duty in day.duties:
                planned += await remind_office(db, now, duty)
            planned += await remind_of_facts(db, now, day.facts, day.day)
            await digests.mark_planned(db, day.group, day.day)
            if gather and planned <= FEW:
                working = self._works(day.day)
                made = await digests.collect(
                    db, now, day.group.zone, day.day, PORTION, urgent=urgent, working=working
                )
        _log.info("planned %s in %s: %d reminders", day.day, day.group.zone, planned)
        return made

    def _days(
        self, group: Group, day: date, planned: Planned
    ) -> list[tuple[ReminderRule, tuple[Wanted, ...]]]:
        """The rules planned in that way, with the days they fall on."""
        # A month earlier: the clock may have been behind when a day was set. Of a campaign opened by a clock
        # that was ahead it is not known what may have been due.
        since = group.since - timedelta(days=BACK_DAYS) if group.since <= day else date.min
        found = []
        for rule in self._library.reminders:
            if rule.kind.planned == planned:
                recurs = rule.kind.has_upkeeps or planned == "duty"  # and was due before the campaign, too
                first = date.min if recurs else since
                found.append((rule, wanted(rule, group.planned_on, day, self._works, first)))
        return found

    async def _collect(self, now: datetime, zone: str, day: date) -> int:
        made = 0
        while True:
            async with self._database.begin() as db:
                await keep_order(db)
                portion = await digests.collect(db, now, zone, day, PORTION, working=self._works(day))
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
    """Whether it is outside the quiet hours of a zone."""
    return after_quiet(now, ZoneInfo(zone)) == now


def _is_ahead(now: datetime, group: Group) -> bool:
    """Whether a campaign is planned for a day that has not begun: by a clock that was wrong."""
    return group.planned_on is not None and group.planned_on > _local_day(now, group.zone)


def _is_left(group: Group, day: date | None) -> bool:
    """Whether the day, if it has begun, is still to be planned."""
    return day is not None and (group.planned_on is None or group.planned_on < day)


def _local_day(now: datetime, zone: str) -> date:
    return now.astimezone(ZoneInfo(zone)).date()
