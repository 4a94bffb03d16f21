"""Computes the time by which a recurring action of an enterprise is overdue: rules of days. No clock here."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Literal

from content.model.questions import Dated


@dataclass(frozen=True, slots=True)
class Overdue:
    """An overdue recurring action: it was due on `due_on`, so many whole years, months or days ago."""

    due_on: date
    count: int
    unit: Literal["year", "month", "day"]


def add_months(day: date, months: int) -> date:
    """The day so many months later; the month's last day where the month is shorter."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def overdue(dated: Dated | None, last_on: date | None, today: date, *, severe: bool) -> Overdue | None:
    """The time by which an action last done on `last_on` is overdue; None where it is not, or no day is
    known."""
    if dated is None or last_on is None:
        return None
    return overdue_since(add_months(last_on, dated.months(severe=severe)), today)


def overdue_since(due_on: date, today: date) -> Overdue | None:
    """The time since that day; None for today and later."""
    if due_on >= today:
        return None
    months = (today.year - due_on.year) * 12 + today.month - due_on.month
    if add_months(due_on, months) > today:
        months -= 1
    if months >= 12:
        return Overdue(due_on, months // 12, "year")
    return Overdue(due_on, months, "month") if months else Overdue(due_on, (today - due_on).days, "day")
