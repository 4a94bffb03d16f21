"""The tick of reviews: updates the queue's weights, and makes tasks of long overdue rectifications."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from content.calendar.workdays import Works, is_workday
from content.catalog import Catalog
from content.model.library import Library
from content.model.reminders import ReminderRule
from content.model.reviews import ReviewRules
from scheduler.clock import Clock
from scheduler.delivery.items import Composer
from scheduler.messages.escalations import HandedUp
from scheduler.planning.housekeeping import Tick
from storage.base.database import Database
from storage.base.files import Files
from storage.membership import consequences
from storage.reminders import escalation_planning
from storage.reviews import raising
from storage.self_checks import weights as review_weights

SECONDS = 300.0
_PORTION = 100
"""Tasks made in one transaction, so that no answer waits for a whole city's."""


class Reviews:
    """Runs by its `tick`. Several schedulers at once do no harm."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        rules: ReviewRules,
        zone: ZoneInfo,
        reminder: ReminderRule | None = None,
        works: Works = is_workday,
    ) -> None:
        """`reminder`: the rule by which offices hear of new tasks, made on the days that `works` allows."""
        self._database = database
        self._clock = clock
        self._rules = rules
        self._zone = zone
        self._reminder = reminder
        self._works = works
        self._plans_read = False

    async def tick(self) -> int:
        """Compute the weights again, make tasks; return how many were made. At first also put back cases of
        departments that the plans, as they are read now, give no review."""
        now = self._clock.now()
        if not self._plans_read:
            async with self._database.begin() as db:
                await consequences.release_barred(db, now)
            self._plans_read = True
        today = now.astimezone(self._zone).date()
        async with self._database.read() as db:
            weighs = await review_weights.has_late(db, today)
            due = self._works(today) and await escalation_planning.has_due(db, self._rules, today)
        if weighs:
            async with self._database.begin() as db:
                await review_weights.refresh_late(db, self._rules, today)
        made = 0
        while due:
            async with self._database.begin() as db:
                portion = await escalation_planning.plan_due(
                    db, now, self._rules, today, _PORTION, reminder=self._reminder, zone=self._zone
                )
            made += portion
            due = portion == _PORTION
        return made


def review_parts(
    database: Database, catalog: Catalog, clock: Clock, library: Library, files: Files, zone: ZoneInfo
) -> tuple[dict[str, Composer], tuple[Tick, ...]]:
    """Topics by name, and ticks; no tick where the content says nothing about reviews."""
    composers: dict[str, Composer] = {raising.TOPIC: HandedUp(database, catalog, clock, library, files, zone)}
    if library.reviews is None:
        return composers, ()
    reminder = next((rule for rule in library.reminders if rule.about == "escalation"), None)
    reviews = Reviews(database, clock, library.reviews, zone, reminder)
    return composers, (Tick("reviews", SECONDS, reviews.tick),)
