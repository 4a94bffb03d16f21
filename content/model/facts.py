"""Facts counted for an office: since when each is so, and on which days the office is told. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from content.calendar.workdays import Works, every_day, workday_before
from content.model.base import Text
from content.model.reminder_kinds import KINDS, About
from content.model.reminders import ReminderRule

RECENT_DAYS = 7
"""Days within which an increase is told apart."""
ENDING_DAYS = 14
"""Number of days before its last phase ends from which a campaign waits for its end."""
LEAST_AGAIN, MOST_AGAIN, MOST_FIRST = 1, 60, 120
"""Bounds in days of an office's choices."""


@dataclass(frozen=True, slots=True)
class Days:
    """Days on which an office is told of a fact: the first day of waiting, and the interval in days after
    it; or not at all."""

    is_on: bool
    first: int
    again: int


@dataclass(frozen=True, slots=True)
class Fact:
    """A count of waiting work in a place and all below it in a campaign, `about` one of
    `content.model.reminder_kinds.FACTS`.

    `since`: the local day on which the oldest of it began to wait. `recent`: of `count`, what came within
    RECENT_DAYS. `until`: of forms the last day on which they are still taken, of open days the one offered,
    of the end the last day of the last phase; there `count` is 2 where the summary is not filed either.
    `names`: some of what is meant (offices, phases), the worst first; `others`: how many are not named.
    """

    about: About
    campaign_id: int
    place_id: int
    count: int
    since: date
    recent: int = 0
    until: date | None = None
    names: tuple[Text, ...] = ()
    others: int = 0

    def waits(self, today: date) -> int:
        """Number of days it has been waiting."""
        return (today - self.since).days


def days_of(rule: ReminderRule) -> Days:
    """The days by the rule, for an office without a choice of its own."""
    return Days(True, rule.days[0], rule.again)


def is_told(fact: Fact, days: Days, today: date) -> bool:
    """Whether an office's rule tells it at all, whenever it was told last."""
    return days.is_on and fact.count > 0 and fact.waits(today) >= days.first


def next_on(fact: Fact, days: Days, said_on: date | None, today: date, works: Works = every_day) -> date:
    """The first day from today on on which it is told again, if it still holds then.

    `said_on`: the last local day on which it was told, None for never. Forms are told again when their day
    has passed, and on the last day they are taken, or the working day before it, however lately they were
    told.
    """
    begins = max(fact.since + timedelta(days=days.first), today)
    if said_on is None:
        return begins
    marks = [said_on + timedelta(days=days.again)]
    if KINDS[fact.about].anew_by_day:
        named = [
            fact.since + timedelta(days=days.first),
            *([workday_before(fact.until, works)] if fact.until else []),
        ]
        marks += [mark for mark in named if mark > said_on]
    return max(min(marks), begins)


def falls(fact: Fact, days: Days, said_on: date | None, today: date, works: Works = every_day) -> bool:
    """Whether an office is told of it today."""
    return is_told(fact, days, today) and next_on(fact, days, said_on, today, works) == today
