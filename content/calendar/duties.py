"""Computes when the duties of offices are due: once, each month, each quarter. No I/O, no clock."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from content.calendar.rules import OpenedDates, Span
from content.model.pack import Duty, Pack, Rhythm

At = Literal["own", "below", "below2"]
"""Offices that owe a duty: that of the campaign's own place, those one or two steps below it."""

ONCE = date(1, 1, 1)
"""The period of duties owed once, whenever they are due."""

MID_MONTH = 15
"""A report due on this day of a month or earlier is about the month or quarter before, a later one about its
own: what is reported on the 5th of December is November."""

_MONTHS = {Rhythm.monthly: 1, Rhythm.quarterly: 3}


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A duty to be done by a day. `period_on` identifies it, `due_on` may be moved: the first day of the
    month or quarter it is about (`MID_MONTH`), ONCE for a duty owed once."""

    code: str
    at: At
    due_on: date
    period_on: date


def occurrences(pack: Pack, days: OpenedDates) -> tuple[Occurrence, ...]:
    """Occurrences of the duties of the tree's offices in a campaign with these days, soonest first.

    A duty owed once is due on its own day. Monthly and quarterly duties are due on the last day of each month
    or quarter inside their phase (of all phases where they have none), or, where the office set a day, on
    that day of each month or quarter from then on. Standing duties are never due, nor is anything without
    days.
    """
    offices = {department.code: department.at for department in pack.departments}
    found = [
        Occurrence(duty.code, at, due, period)
        for duty in pack.duties
        if (at := offices.get(duty.who, "outside")) != "outside"
        for due, period in _due(duty, days)
    ]
    return tuple(sorted(found, key=lambda one: one.due_on))


def standing(pack: Pack) -> tuple[tuple[Duty, At], ...]:
    """The standing duties of the tree's offices, without a day. The duty of a party outside the tree belongs
    to the campaign's own office, which deals with that party."""
    offices = {department.code: department for department in pack.departments}
    found: list[tuple[Duty, At]] = []
    for duty in pack.duties:
        office = offices.get(duty.who)
        if office is None or office.kind == "enterprise":
            continue
        if office.at == "outside":
            found.append((duty, "own"))
        elif duty.rhythm is Rhythm.standing:
            found.append((duty, office.at))
    return tuple(found)


def of_enterprises(pack: Pack) -> tuple[Duty, ...]:
    """Duties of enterprises besides the form, rectifications and recurring dates."""
    kinds = {department.code: department.kind for department in pack.departments}
    return tuple(
        duty
        for duty in pack.duties
        if kinds.get(duty.who, "enterprise") == "enterprise"
        and duty.what in ("other", "ledger")
        and duty.rhythm in (Rhythm.once, Rhythm.standing)
    )


def _due(duty: Duty, days: OpenedDates) -> Iterator[tuple[date, date]]:
    own = days.duties.get(duty.code)
    if duty.rhythm is Rhythm.once and own:
        yield own[0], ONCE
    step = _MONTHS.get(duty.rhythm)
    span = _span(duty, days)
    if step is None or span is None:
        return
    first, last = span
    day = own[0] if own else None
    reports_before = duty.what == "report" and day is not None and _is_early(day, step)
    month = date(first.year, first.month, 1)
    if step == 3:
        month = month.replace(month=(month.month - 1) // 3 * 3 + 1)
    while month <= last:
        due = _day_in(month, step, day)
        if max(first, day or first) <= due <= last:
            yield due, _later(month, -step) if reports_before else month
        month = _later(month, step)


def _is_early(day: date, step: int) -> bool:
    """Whether a day lies in the first half of the first month of its month or quarter."""
    return day.day <= MID_MONTH and (day.month - 1) % step == 0


def _span(duty: Duty, days: OpenedDates) -> Span | None:
    """The days of its phase, or from the first to the last day of all phases."""
    if duty.phase is not None:
        return days.phases.get(duty.phase)
    spans = [span for span in days.phases.values() if span]
    return (min(first for first, _ in spans), max(last for _, last in spans)) if spans else None


def _day_in(period: date, step: int, own: date | None) -> date:
    """The due day within a period: the same day as `own` in its period, else the last."""
    months = step - 1 if own is None else (own.month - 1) % step
    month = _later(period, months)
    length = monthrange(month.year, month.month)[1]
    return month.replace(day=length if own is None else min(own.day, length))


def _later(month: date, months: int) -> date:
    years, index = divmod(month.month - 1 + months, 12)
    return date(month.year + years, index + 1, 1)
