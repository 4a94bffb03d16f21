"""The time by which a recurring action is overdue."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.calendar.overdue import Overdue, add_months, overdue
from content.model.questions import Dated

TODAY = date(2026, 11, 28)
YEARLY = Dated(
    ask={"zh": "哪天？", "en": "When?"},
    upkeep="testing",
    every_months=36,
    severe_months=12,
)


@pytest.mark.parametrize(
    ("last_on", "severe", "found"),
    [
        (None, True, None),
        (TODAY, True, None),
        (date(2025, 11, 28), True, None),  # today is its day
        (date(2025, 11, 27), True, Overdue(date(2026, 11, 27), 1, "day")),
        (date(2025, 10, 28), True, Overdue(date(2026, 10, 28), 1, "month")),
        (date(2025, 10, 29), True, Overdue(date(2026, 10, 29), 30, "day")),
        (date(2019, 5, 1), True, Overdue(date(2020, 5, 1), 6, "year")),
        (date(2019, 5, 1), False, Overdue(date(2022, 5, 1), 4, "year")),
        (date(2024, 2, 29), True, Overdue(date(2025, 2, 28), 1, "year")),
    ],
)
def test_it_is_counted_in_whole_years_months_or_days(
    last_on: date | None, severe: bool, found: Overdue | None
) -> None:
    assert overdue(YEARLY, last_on, TODAY, severe=severe) == found


def test_what_asks_for_no_day_is_never_overdue() -> None:
    assert overdue(None, date(2000, 1, 1), TODAY, severe=True) is None


@given(st.dates(date(2000, 1, 1), TODAY))
def test_no_more_is_said_than_went_by(last_on: date) -> None:
    found = overdue(YEARLY, last_on, TODAY, severe=True)
    due_on = add_months(last_on, 12)
    assert (found is None) == (due_on >= TODAY)
    if found is not None:
        assert found.count >= 1
        whole = {"day": timedelta(days=found.count)}.get(found.unit)
        months = found.count * (12 if found.unit == "year" else 1)
        assert (due_on + whole if whole else add_months(due_on, months)) <= TODAY
