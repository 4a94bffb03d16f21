"""Expected facts told to the offices of the time machine, from everybody's actions alone.

Nobody reviews in it, and extensions are answered on the same day: of 销号 and of answers nobody hears.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from content.calendar.workdays import is_workday, workday_before
from content.model.facts import ENDING_DAYS
from storage.membership.reminder_access import ACCESS
from tests.time_machine.cast import DAY, Due, Owner

if TYPE_CHECKING:
    from tests.time_machine.campaign import Campaign, Officer

BELOW = {"top": ("east", "west", "village"), "east": ("village",), "west": (), "village": ()}
OWED = {"top": ("below", "below2"), "east": ("below2",)}
"""Duties an office is told of, by how far below the campaign's place their offices are."""


def expected(life: Campaign, first: date) -> Iterator[tuple[str, str, int, int, date]]:
    """(rule, subject, id, person, day) of each line, from the day `first` to the campaign's end."""
    rules = {rule.about: rule for rule in life.world.library.reminders if rule.kind.planned == "counted"}
    for code, place in life.places.items():
        for about, rule in rules.items():
            right = ACCESS[about].right
            hearers = [
                one.person_id
                for one in life.officers
                if one.place == code and one.may(right) and _lets(life, right, one)
            ]
            said: date | None = None
            for number in range((life.ends_on - first).days + 1):
                day = first + number * DAY
                since, marks = _waits(life, about, code, day)
                if number in life.bad.off or not is_workday(day) or since is None:
                    continue
                if (day - since).days < rule.days[0]:
                    continue
                anew = said is None or any(said < mark <= day for mark in marks)
                if anew or (said is not None and (day - said).days >= rule.again):
                    said = day
                    yield from ((rule.code, "office", place, person, day) for person in hearers)


def _lets(life: Campaign, right: str | None, officer: Officer) -> bool:
    """Whether the plan leaves the review of whole forms to that office."""
    if right not in ("review.do", "review.confirm"):
        return True
    steps = {"top": 0, "east": 1, "west": 1, "village": 2}[officer.place]
    return life.world.library.packs[life.pack].lets_review(officer.department, steps)


def _waits(life: Campaign, about: str, code: str, day: date) -> tuple[date | None, tuple[date, ...]]:
    """Since when something of a kind waits at an office in the morning of a day, None where nothing does; and
    the days on which it is said however lately it was said."""
    where = [life.places[one] for one in (code, *BELOW[code])]
    owners = [owner for owner in life.owners if owner.place in where and owner.dues]
    if about == "unsent":
        return _unsent(life, owners, day)
    if about == "unreviewed":
        sent = [since for owner in owners for since, due in owner.dues[0].days if due is None and since < day]
        return min(sent, default=None), ()
    if about == "overdue":
        late = [due.on(day) for due in _late(life, code, owners)]
        return min((at for at in late if at is not None and (day - at).days >= 14), default=None), ()
    if about == "owed":
        owed = [
            due.on(day) for due, one in life.duty_dues if one.at in OWED.get(code, ()) and one.due_on < day
        ]
        return min((at for at in owed if at is not None), default=None), ()
    if about == "undated" and code == "top" and life.has_open_phases:
        return life.opened_on, ()
    if about == "ending" and code == "top" and life.phases_end_on is not None:
        since = life.phases_end_on - ENDING_DAYS * DAY
        return since, (since + 7 * DAY, workday_before(life.phases_end_on))
    return None, ()


def _unsent(life: Campaign, owners: list[Owner], day: date) -> tuple[date | None, tuple[date, ...]]:
    open_ones = [due for owner in owners if (due := owner.dues[0].on(day)) is not None and due < day]
    if not open_ones:
        return None, ()
    grace = (workday_before(life.grace),) if life.grace is not None else ()
    return open_ones[0], (open_ones[0] + DAY, *grace)


def _late(life: Campaign, code: str, owners: list[Owner]) -> Iterator[Due]:
    """Rectifications of enterprises that another office decides about."""
    deciding = {due.subject_id: due.hearers for due, _ in life.office_dues}
    mine = {one.person_id for one in life.officers if one.place == code}
    for owner in owners:
        for due in owner.dues:
            if due.rule == "rectification" and not mine & set(deciding.get(due.subject_id, ())):
                yield due
