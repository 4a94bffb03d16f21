"""Sums and days as people type them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dialogs.finding.typed import Typed
from content.catalog import Catalog

TYPED = Typed.of(Catalog.load())
TODAY = date(2027, 3, 4)  # a Thursday
DAYS = st.dates(TODAY, TODAY + timedelta(days=400))


@pytest.mark.parametrize(
    ("text", "yuan"),
    [
        ("500", 500),
        ("1.5万", 15_000),
        ("￥3,000", 3_000),
        ("３０００ 元", 3_000),
        ("１．５万元", 15_000),
        ("三千五", 3_500),
        ("三千零五", 3_005),
        ("1万2", 12_000),
        ("一万二千", 12_000),
        ("十五块钱", 15),
        ("大概 500 左右", 500),
        ("2k", 2_000),
        ("不花钱", 0),
        ("无", 0),
        ("0", 0),
        ("12.34", 12.34),
    ],
)
def test_a_sum_is_read_as_it_is_meant(text: str, yuan: float) -> None:
    assert TYPED.parse_money(text) == round(yuan * 100)


@pytest.mark.parametrize(
    "text", ["", "500-800", "几百块", "-5", "1,5", "0.005", "万", "老板出", "5 6", "1.2.3", "¥", "5元6"]
)
def test_what_is_no_sum_is_not_guessed_at(text: str) -> None:
    assert TYPED.parse_money(text) is None


@given(st.integers(0, 10**10))
def test_a_sum_in_fen_is_read_back(fen: int) -> None:
    assert TYPED.parse_money(f"{fen // 100:,}.{fen % 100:02}") == fen


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("今天", TODAY),
        ("明天", date(2027, 3, 5)),
        ("大后天", date(2027, 3, 7)),
        ("3月4日", TODAY),
        ("３ 月 １２ 号 前", date(2027, 3, 12)),
        ("三月十二", date(2027, 3, 12)),
        ("十一月一日", date(2027, 11, 1)),
        ("2027-03-14", date(2027, 3, 14)),
        ("2027年4月1日", date(2027, 4, 1)),
        ("20270401", date(2027, 4, 1)),
        ("3.14", date(2027, 3, 14)),
        ("3/14", date(2027, 3, 14)),
        ("1月5日", date(2027, 1, 5)),
        ("8月1日", date(2027, 8, 1)),
        ("周五", date(2027, 3, 5)),
        ("周三", date(2027, 3, 10)),
        ("下周五", date(2027, 3, 12)),
        ("下个星期天", date(2027, 3, 14)),
        ("月底", date(2027, 3, 31)),
        ("下月底", date(2027, 4, 30)),
        ("15号", date(2027, 3, 15)),
        ("1号", date(2027, 4, 1)),
        ("下月15号", date(2027, 4, 15)),
        ("10天", date(2027, 3, 14)),
        ("三天以后", date(2027, 3, 7)),
        ("两周", date(2027, 3, 18)),
        ("一个月内", date(2027, 4, 4)),
        ("半个月", date(2027, 3, 19)),
        ("4 March", TODAY),
        ("Mar 14", date(2027, 3, 14)),
        ("next Friday", date(2027, 3, 12)),
        ("in two weeks", date(2027, 3, 18)),
        ("end of month", date(2027, 3, 31)),
    ],
)
def test_a_day_is_read_as_it_is_meant(text: str, day: date) -> None:
    assert TYPED.parse_day(text, TODAY) == day


@pytest.mark.parametrize(
    "text", ["", "尽快", "2月30日", "13月1日", "3.40", "99", "2027-02-29", "过年", "-3天"]
)
def test_what_is_no_day_is_not_guessed_at(text: str) -> None:
    assert TYPED.parse_day(text, TODAY) is None


def test_a_month_long_over_is_next_years() -> None:
    assert TYPED.parse_day("1月5日", date(2027, 12, 20)) == date(2028, 1, 5)


@given(DAYS)
def test_a_full_day_is_read_in_every_way_of_writing(day: date) -> None:
    for text in (
        day.isoformat(),
        f"{day:%Y%m%d}",
        f"{day.year}年{day.month}月{day.day}日",
        f"{day.year}/{day.month}/{day.day}",
    ):
        assert TYPED.parse_day(text, TODAY) == day


@given(st.text(max_size=40), st.dates())
def test_no_text_breaks_the_reading(text: str, today: date) -> None:
    found = TYPED.parse_day(text, today)
    assert found is None or isinstance(found, date)
    sum_ = TYPED.parse_money(text)
    assert sum_ is None or sum_ >= 0
