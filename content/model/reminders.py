"""Types of the rules of reminding, and which days a rule falls on. No clock and no query here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import Annotated, Any, Final, Literal

from pydantic import Field

from content.calendar.quiet import END
from content.calendar.workdays import LONGEST, Works, every_day, is_workday, workday_after, workday_before
from content.model.base import Frozen
from content.model.reminder_kinds import KINDS, About, Hearer, Kind, ReminderButton

KEY: Final = r"^[a-z][a-z0-9]*(-[a-z0-9]+)+$"
"""A key of the catalogs."""
LONG: Final = 2 * 366
"""Days after the due day for which reminders are repeated: longer than any plan's campaign."""
BACK_DAYS: Final = 31
"""Oldest missed day that is caught up, in days."""


class ReminderRule(Frozen):
    """A rule that reminds somebody of something with a due day; counted in whole local days.

    `days`: from the due day, negative before. `again`: interval in days after the last of them, for LONG (0:
    none). `urgent_on`: then it does not wait for tomorrow's digest where today's is out. `kinds`: the upkeeps
    meant. `gap`: where the due day moves by fewer days than this, reminders sent for the old day are not
    repeated for the new one.

    `text`: the key of its sentence; `more`: of its other sentences, by the roles of its kind
    (`content.model.reminder_kinds`).

    `follows`: rungs of plans' ladders; from the last of `days` on the first of them that the plan has is
    quoted to an enterprise as the consequence.

    Of FACTS `days` has one entry, the day of waiting from which it is told, and `again` counts from the last
    day it was told; an office may choose both for itself (`storage.reminders.office_rules`).
    """

    code: str = Field(pattern=r"^[a-z_0-9]+$", max_length=40)
    about: About
    kinds: tuple[str, ...] = ()
    to: tuple[Hearer, ...] = Field(min_length=1)
    days: tuple[int, ...] = Field(min_length=1)
    urgent_on: tuple[int, ...] = ()
    text: str = Field(pattern=KEY)
    more: dict[str, Annotated[str, Field(pattern=KEY)]] = Field(default_factory=dict)
    follows: tuple[str, ...] = ()
    buttons: tuple[ReminderButton, ...] = ()
    mutable: bool = False
    again: int = Field(default=0, ge=0, le=366)
    gap: int = Field(default=3, ge=0, le=60)

    @property
    def all_days(self) -> tuple[int, ...]:
        """`days`, and the days of repetition."""
        return (*self.days, *range(self.days[-1] + self.again, LONG, self.again)) if self.again else self.days

    @property
    def kind(self) -> Kind:
        """Properties shared by every rule about the same kind."""
        return KINDS[self.about]

    @property
    def sentences(self) -> tuple[str, ...]:
        """Keys of the catalog that the rule is said with."""
        return (self.text, *self.more.values())


MailList = Literal["office", "unanswered", "unreviewed", "tasks", "joins", "records"]
"""Target of the button under several messages of an office."""


class MailRule(Frozen):
    """Rule of a message to an office: at once by itself, or as a line of its readers' next daily digest.

    `says`: the key of its sentence. At once goes what is due today or earlier (`urgent: today`), what counts
    urgent things (`counted`: its value `urgent`), and what is of one of `kinds` (its value `kind`).
    `within`: a rule about this, in the same digest, says it already. `adds`: numbers of several of them that
    are added up in the same sentence; else several are told by the sentence `several`, with a button that
    leads to `list`. `names`: the value that names what one of them is about; without it each is told by
    itself.
    """

    says: str = Field(pattern=KEY)
    several: str | None = Field(default=None, pattern=KEY)
    urgent: Literal["never", "today", "counted"] = "never"
    kinds: tuple[str, ...] = ()
    within: About | None = None
    adds: tuple[str, ...] = ()
    names: str = "enterprise"
    list: MailList = "office"

    @property
    def is_alone(self) -> bool:
        """Whether several messages need no sentence of their own: they are added up, or told one by
        one."""
        return bool(self.adds) or not self.names

    @property
    def sentences(self) -> tuple[str, ...]:
        """Keys of the catalog that the rule is said with."""
        return (self.says,) if self.several is None else (self.says, self.several)

    def is_urgent(self, values: Mapping[str, Any], due_on: date | None, today: date) -> bool:
        """Whether a message with these values, due on `due_on` if on any day, goes out at once."""
        if self.urgent == "today" and due_on is not None and due_on <= today:
            return True
        return (self.urgent == "counted" and bool(values.get("urgent"))) or values.get("kind") in self.kinds


def told_from(now: datetime, zone: tzinfo, due_on: date | None = None, works: Works = is_workday) -> datetime:
    """The instant at which the next daily digest is made for a message: in the morning of the next working
    day, or of `due_on` where that comes before it; UTC-aware."""
    local = now.astimezone(zone)
    day = local.date() + timedelta(days=local.time() > END)
    morning = workday_after(day, works)
    if due_on is not None:
        morning = max(day, min(due_on, morning))
    return datetime.combine(morning, END, zone).astimezone(UTC)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A planned reminder: of a subject due on `due_on`, on `planned_on`, `days` from it."""

    due_on: date
    planned_on: date
    days: int
    urgent: bool


def wanted(
    rule: ReminderRule,
    after: date | None,
    today: date,
    works: Works = every_day,
    since: date = date.min,
) -> tuple[Wanted, ...]:
    """The due days of which `rule` reminds on the days after `after` up to `today`, soonest first.

    On days off (`works`) only what is due that day or urgent is said: what was to be said before the due day
    is said on the working day before, what was to be said after it on the working day after.

    Of several days that were missed only the latest counts, so that who was away for a week hears once;
    `after` None, or longer ago than BACK_DAYS, is as if everything since then had been missed. `since`:
    nothing is due before, so that a young campaign is not asked about two years.
    """
    first = today - timedelta(days=BACK_DAYS - 1)
    if after is not None:
        first = max(first, after + timedelta(days=1))
    earliest = since.toordinal()
    latest: dict[int, tuple[int, int]] = {}
    for planned in range(first.toordinal(), today.toordinal() + 1):
        sooner, later = _moved_to(date.fromordinal(planned), works)
        for days in rule.all_days:
            due = planned - days
            if days == 0 or days in rule.urgent_on:
                moved: Sequence[int] = (due,)
            else:
                moved = [due + off for off in (sooner if days < 0 else later)]
            for one in moved:
                if one >= earliest:
                    latest[one] = planned, days
    return tuple(
        Wanted(date.fromordinal(due), date.fromordinal(planned), days, days in rule.urgent_on)
        for due, (planned, days) in sorted(latest.items())
    )


def planned_days(rule: ReminderRule, due_on: date, works: Works = every_day) -> tuple[date, ...]:
    """All days on which `rule` reminds of what is due on a day, soonest first; as `wanted` counts them."""
    days = set()
    for offset in rule.all_days:
        day = due_on + timedelta(days=offset)
        if offset and offset not in rule.urgent_on:
            day = workday_before(day, works) if offset < 0 else workday_after(day, works)
        days.add(day)
    return tuple(sorted(days))


def _moved_to(day: date, works: Works) -> tuple[list[int], list[int]]:
    """Days whose reminders are sent on `day`, counted from it: of reminders before a due day, and after one.

    On a working day these are itself and the days off beside it; on a day off none.
    """
    if not works(day):
        return [], []
    sides: list[list[int]] = []
    for step in (1, -1):
        off = step
        while not works(day + timedelta(days=off)) and abs(off) <= LONGEST:
            off += step
        sides.append(list(range(0, off, step)))
    return sides[0], sides[1]
