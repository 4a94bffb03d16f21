"""A day that is over, as people type it: the same words as for days to come, read backwards."""

from __future__ import annotations

import re
from datetime import date

from bot.dialogs.finding.typed import Typed, squeeze

_YEAR = re.compile(r"\d{4}")
_MONTH = re.compile(r"(\d{4})\D(\d{1,2})\D?")


def parse_past(typed: Typed, text: str, today: date) -> date | None:
    """The day meant, which may still be one to come; None where it cannot be read.

    Without a year it is the last such day. A month alone (2026年5月) is its first day: rather reminded early.
    """
    if month := _MONTH.fullmatch(squeeze(text)):
        year, number = int(month[1]), int(month[2])
        return date(year, number, 1) if 1 <= number <= 12 and year > 1900 else None
    found = typed.parse_day(text, today)
    if found is None or found <= today or _YEAR.search(text):
        return found
    try:
        return found.replace(year=found.year - 1)
    except ValueError:  # 29 February of a year that has none
        return found.replace(year=found.year - 1, day=28)
