"""Formats a day of a campaign: with its year wherever it could be taken for another one's. Pure."""

from __future__ import annotations

from datetime import date
from typing import Protocol


class Say(Protocol):
    """Formats a sentence of the catalog in a language."""

    def __call__(self, key: str, **values: object) -> str: ...


def plan_day(say: Say, day: date, today: date, *, years: bool) -> str:
    """A day of a campaign, with its year if that is not this year's, or if the campaign has days in two
    (`years`), since a message is read again later."""
    if years or day.year != today.year:
        return say("day", year=day.year, month=day.month, day=day.day)
    return say("day-of-month", month=day.month, day=day.day)


def plan_span(say: Say, first: date, last: date, today: date, *, years: bool) -> str:
    """Two days of a campaign, from the first to the last; a year they share stands once."""
    begins = plan_day(say, first, today, years=years)
    if last == first:
        return begins
    # measured from the first day, the last one has its year only where that is another
    return say("days-span", first=begins, last=plan_day(say, last, first, years=False))
