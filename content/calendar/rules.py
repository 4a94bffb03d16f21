"""Rules of days: when a campaign's phases and duties are, and the latest day of a rectification. No clock."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from content.model.base import PlanDay
from content.model.pack import Duty, Pack, Phase

Span = tuple[date, date]
"""First and last day of a phase, the last day included."""

Due = tuple[date, date | None]
"""The day something is due, and the last day it is still taken where the plan can be read both ways."""


@dataclass(frozen=True)
class OpenedDates:
    """Days of an opened campaign, whole local days; None where the office has to set them."""

    phases: Mapping[str, Span | None]
    duties: Mapping[str, Due | None]


DueProblem = Literal["past", "beyond"]


class DueError(ValueError):
    """A day on which a rectification cannot be due: `past`, or `beyond` the phase without a reason."""

    def __init__(self, kind: DueProblem) -> None:
        self.kind = kind
        super().__init__(kind)


def open_dates(pack: Pack, start: date) -> OpenedDates:
    """The pack's days for a campaign whose first dated phase starts on `start`.

    Every day moves by the same months, then by the same days; a month's last day stays one (domain 1.9).
    Order is kept. A plan without dates yields None everywhere.
    """
    anchor = pack.anchor
    if anchor is None:
        return OpenedDates(dict.fromkeys(_codes(pack.phases)), dict.fromkeys(_codes(pack.duties)))
    year = start.year - anchor.year
    months = start.month - anchor.month
    days = start - _shift(anchor, year, months)

    def opened(day: PlanDay) -> date:
        return _shift(day, year, months) + days

    phases = {
        phase.code: (opened(phase.start), opened(phase.end)) if phase.start and phase.end else None
        for phase in pack.phases
    }
    duties: dict[str, Due | None] = {}
    for duty in pack.duties:
        grace = opened(duty.grace_until) if duty.grace_until else None
        duties[duty.code] = (opened(duty.due), grace) if duty.due else None
    return OpenedDates(phases, duties)


def spans_years(days: Iterable[date | None]) -> bool:
    """Whether the days of a campaign lie in more than one year."""
    return len({day.year for day in days if day is not None}) > 1


def last_day(spans: Iterable[Span | None]) -> date | None:
    """The day on which the last phase ends; None where there is none, or one has no days yet."""
    found = list(spans)
    return max((span[1] for span in found if span), default=None) if all(found) else None


def first_day(pack: Pack, year: int) -> date | None:
    """The day on which the pack's own first phase with dates begins in a year; None where it has no dates."""
    return None if pack.anchor is None else _shift(pack.anchor, year - pack.anchor.year, 0)


def _codes(parts: tuple[Phase, ...] | tuple[Duty, ...]) -> list[str]:
    return [part.code for part in parts]


def _shift(day: PlanDay, year: int, months: int) -> date:
    """`day` of a campaign of `year`, moved by whole months; the last of a month stays the last."""
    last = _length(year + day.year, day.month)
    years, month = divmod(day.month - 1 + months, 12)
    target_year = year + day.year + years
    target_last = _length(target_year, month + 1)
    is_last = day.day in {0, last} or day.day > last
    return date(target_year, month + 1, target_last if is_last else min(day.day, target_last))


def _length(year: int, month: int) -> int:
    return monthrange(year, month)[1]


def decide_due(due: date, today: date, phase_end: date | None, reason: str) -> None:
    """Refuse a day in the past, and one beyond the self-check phase's end without a reason (domain 2).

    Raises:
        DueError: with `kind` past or beyond.
    """
    if due < today:
        raise DueError("past")
    if phase_end is not None and due > phase_end and not reason.strip():
        raise DueError("beyond")
