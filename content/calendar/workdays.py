"""Working days of mainland China: weekends, public holidays, days worked instead (调休). No clock here."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

Works = Callable[[date], bool]
"""Whether a local day is a working day."""

_DAY: Final = timedelta(days=1)
LONGEST: Final = 12
"""Most days off in a row."""


def every_day(day: date) -> bool:
    """Always True: for senders that also write on days off."""
    return True


@lru_cache(maxsize=4096)
def is_workday(day: date) -> bool:
    """Whether offices work on a local day, by the State Council's yearly notice (国务院办公厅放假安排).

    A year whose notice the calendar does not have yet has its plain weekends off: see `is_known`.
    """
    import chinese_calendar

    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:
        return day.weekday() < 5


def is_known(day: date) -> bool:
    """Whether the calendar knows the holidays of that day's year."""
    import chinese_calendar

    try:
        chinese_calendar.is_workday(day)
    except NotImplementedError:
        return False
    return True


def workday_before(day: date, works: Works = is_workday) -> date:
    """`day` itself, or the last working day before it."""
    return _nearest(day, -_DAY, works)


def workday_after(day: date, works: Works = is_workday) -> date:
    """`day` itself, or the first working day after it."""
    return _nearest(day, _DAY, works)


def _nearest(day: date, step: timedelta, works: Works) -> date:
    found = day
    for _ in range(LONGEST):
        if works(found):
            return found
        found += step
    return day
