"""A day of a campaign is never one of two years: with its year wherever it could be taken for another's."""

from __future__ import annotations

from datetime import date

import pytest

from content.catalog import Catalog
from documents.words import plan_day, plan_span

TODAY = date(2026, 12, 1)


def say(key: str, **values: object) -> str:
    return Catalog.load().say(key, "zh", **values)


@pytest.mark.parametrize(
    ("day", "years", "shown"),
    [
        (date(2026, 12, 20), False, "12月20日"),
        (date(2026, 12, 20), True, "2026年12月20日"),
        (date(2027, 3, 4), False, "2027年3月4日"),
    ],
)
def test_a_day_has_its_year_in_a_campaign_of_two_and_where_it_is_another(
    day: date, years: bool, shown: str
) -> None:
    assert plan_day(say, day, TODAY, years=years) == shown


def test_a_year_that_both_days_share_stands_once() -> None:
    first = date(2026, 12, 20)
    assert plan_span(say, first, date(2027, 3, 4), TODAY, years=True) == "2026年12月20日至 2027年3月4日"
    assert plan_span(say, first, date(2026, 12, 31), TODAY, years=True) == "2026年12月20日至 12月31日"
    assert plan_span(say, first, first, TODAY, years=True) == "2026年12月20日"
