"""Days that are over, as people type them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dialogs.finding.typed import Typed
from bot.past_days import parse_past
from content.catalog import Catalog

TYPED = Typed.of(Catalog.load())
TODAY = date(2026, 11, 26)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("5月12日", date(2026, 5, 12)),
        ("12月1日", date(2025, 12, 1)),
        ("2026-05-12", date(2026, 5, 12)),
        ("２０２６年5月12日", date(2026, 5, 12)),
        ("2026年5月", date(2026, 5, 1)),
        ("2026-5", date(2026, 5, 1)),
        ("今天", TODAY),
        ("26号", TODAY),
        ("2027-01-01", date(2027, 1, 1)),  # to come: whoever keeps it refuses
        ("2026年13月", None),
        ("去年春天", None),
        ("<b>5</b>", None),
        ("", None),
    ],
)
def test_day_is_read(text: str, day: date | None) -> None:
    assert parse_past(TYPED, text, TODAY) == day


@given(st.integers(0, 364))
def test_month_and_day_mean_the_last_such_day(ago: int) -> None:
    day = TODAY - timedelta(days=ago)
    assert parse_past(TYPED, f"{day.month}月{day.day}日", TODAY) == day


def test_leap_day_of_a_year_without_one_is_the_day_before() -> None:
    assert parse_past(TYPED, "2月29日", date(2027, 12, 1)) in (None, date(2027, 2, 28))
