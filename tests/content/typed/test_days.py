"""Days as people type them, towards the past and the future, over all days of two years."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Iterator
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.typed.days import Towards, TypedDay, parse_day

TODAY = date(2027, 3, 4)  # a Thursday
FIRST = date(2026, 11, 1)
TWO_YEARS = [FIRST + timedelta(days=many) for many in range(731)]
DIGITS = "〇一二三四五六七八九"
WEEKDAYS = "一二三四五六日"
WIDE = str.maketrans("0123456789", "０１２３４５６７８９")


def spell(number: int) -> str:
    """A number below 100 in Chinese."""
    tens, ones = divmod(number, 10)
    if not tens:
        return DIGITS[ones]
    return ("" if tens == 1 else DIGITS[tens]) + "十" + (DIGITS[ones] if ones else "")


def read(text: str, today: date, towards: Towards) -> date | None:
    found = parse_day(text, today, towards)
    return found.day if found else None


@pytest.mark.parametrize(
    ("text", "past", "future"),
    [
        ("今天", TODAY, TODAY),
        ("昨天", date(2027, 3, 3), date(2027, 3, 3)),
        ("大前天", date(2027, 3, 1), date(2027, 3, 1)),
        ("后天", date(2027, 3, 6), date(2027, 3, 6)),
        ("三天前", date(2027, 3, 1), date(2027, 3, 1)),
        ("10天", date(2027, 2, 22), date(2027, 3, 14)),
        ("三天以后", date(2027, 3, 7), date(2027, 3, 7)),
        ("5日前", date(2027, 2, 27), date(2027, 3, 5)),
        ("15号", date(2027, 2, 15), date(2027, 3, 15)),
        ("31号", date(2027, 1, 31), date(2027, 3, 31)),
        ("上个月15号", date(2027, 2, 15), date(2027, 2, 15)),
        ("下月15号", date(2027, 4, 15), date(2027, 4, 15)),
        ("周五", date(2027, 2, 26), date(2027, 3, 5)),
        ("上周五", date(2027, 2, 26), date(2027, 2, 26)),
        ("本周三", date(2027, 3, 3), date(2027, 3, 3)),
        ("下周五", date(2027, 3, 12), date(2027, 3, 12)),
        ("下周", date(2027, 3, 8), date(2027, 3, 14)),
        ("下周前", date(2027, 3, 7), date(2027, 3, 7)),
        ("上个月", date(2027, 2, 1), date(2027, 2, 28)),
        ("月底", date(2027, 2, 28), date(2027, 3, 31)),
        ("下月底", date(2027, 4, 30), date(2027, 4, 30)),
        ("12月底", date(2026, 12, 31), date(2027, 12, 31)),
        ("12月前", date(2026, 11, 30), date(2027, 11, 30)),
        ("年底前", date(2026, 12, 31), date(2027, 12, 31)),
        ("去年5月", date(2026, 5, 1), date(2026, 5, 31)),
        ("明年1月5日", date(2028, 1, 5), date(2028, 1, 5)),
        ("2026.5", date(2026, 5, 1), date(2026, 5, 31)),
        ("5/6", date(2026, 5, 6), date(2027, 5, 6)),
        ("5月中旬", date(2026, 5, 11), date(2027, 5, 20)),
        ("半个月", date(2027, 2, 17), date(2027, 3, 19)),
        ("半年前", date(2026, 9, 4), date(2026, 9, 4)),
        ("一个月内", date(2027, 4, 4), date(2027, 4, 4)),
        ("国庆前", date(2026, 10, 1), date(2027, 10, 1)),
        ("今天下班前", TODAY, TODAY),
        ("不晚于 3 月 １２ 号", date(2026, 3, 12), date(2027, 3, 12)),
        ("2月29日", date(2024, 2, 29), date(2028, 2, 29)),
        ("3 days ago", date(2027, 3, 1), date(2027, 3, 1)),
        ("last Friday", date(2027, 2, 26), date(2027, 2, 26)),
        ("next Friday", date(2027, 3, 12), date(2027, 3, 12)),
        ("in two weeks", date(2027, 3, 18), date(2027, 3, 18)),
        ("end of December", date(2026, 12, 31), date(2027, 12, 31)),
        ("May 2026", date(2026, 5, 1), date(2026, 5, 31)),
    ],
)
def test_a_day_that_was_not_absolute_is_read_by_its_direction_and_asked(
    text: str, past: date, future: date
) -> None:
    assert parse_day(text, TODAY, "past") == TypedDay(past)
    assert parse_day(text, TODAY, "future") == TypedDay(future)


@pytest.mark.parametrize(
    "text",
    [
        *("", "尽快", "2月30日", "13月1日", "3.40", "99", "2027-02-29", "过年", "-3天", "去年春天", "前几天"),
        *(
            "3-5天",
            "3月4日或5日",
            "十来天前",
            "<b>5</b>",
            "2026/13/01",
            "下个月31日前后",
            "9" * 16,
            "1.5个月",
        ),
    ],
)
def test_what_is_no_day_is_not_guessed_at(text: str) -> None:
    for towards in ("past", "future", "either"):
        assert parse_day(text, TODAY, towards) is None


def absolute_ways(day: date) -> Iterator[str]:
    """All ways of writing a day with its year."""
    year = "".join(DIGITS[int(digit)] for digit in str(day.year))
    weekday = WEEKDAYS[day.weekday()]
    yield from (day.isoformat(), f"{day:%Y%m%d}", f"{day.year}年{day.month}月{day.day}日", f"{day:%Y %m %d}")
    yield from (f"{day.year}/{day.month}/{day.day}", f"{day.year}.{day.month}.{day.day}")
    yield f"{day.year}年{day.month}月{day.day}号前".translate(WIDE)
    yield f"{year}年{spell(day.month)}月{spell(day.day)}日"
    yield f"{year.replace('〇', '零')}年{spell(day.month)}月{spell(day.day)}日"
    yield f"{day.year}年{day.month}月{day.day}日（周{weekday}）"
    yield f"{day.day} {day:%B %Y}"


def test_an_absolute_day_is_read_in_every_way_of_writing_and_not_asked() -> None:
    for day in TWO_YEARS:
        for text in absolute_ways(day):
            assert parse_day(text, TODAY, "past") == TypedDay(day, absolute=True), text
            assert parse_day(text, TODAY, "future") == TypedDay(day, absolute=True), text


def test_a_weekday_that_does_not_agree_makes_a_day_one_to_ask_about() -> None:
    for day in TWO_YEARS:
        wrong = WEEKDAYS[(day.weekday() + 1) % 7]
        assert parse_day(f"{day.isoformat()} 星期{wrong}", TODAY, "future") == TypedDay(day)


def nearest(today: date, towards: Towards, fits: Callable[[date], bool]) -> date:
    step = timedelta(days=-1 if towards == "past" else 1)
    return next(day for many in range(3000) if fits(day := today + many * step))


@pytest.mark.parametrize("towards", ["past", "future"])
def test_a_part_of_a_day_is_the_nearest_one_in_the_direction(towards: Towards) -> None:
    for today in TWO_YEARS[::5]:
        for number in (1, 15, 28, 29, 30, 31):
            wanted = nearest(today, towards, lambda day, number=number: day.day == number)  # type: ignore[misc]
            for text in (f"{number}号", f"{spell(number)}号", f"{number}日".translate(WIDE)):
                assert read(text, today, towards) == wanted, (today, text)
        for weekday in range(7):
            wanted = nearest(today, towards, lambda day, weekday=weekday: day.weekday() == weekday)  # type: ignore[misc]
            for text in (f"周{WEEKDAYS[weekday]}", f"星期{WEEKDAYS[weekday]}", f"礼拜{WEEKDAYS[weekday]}"):
                assert read(text, today, towards) == wanted, (today, text)
        wanted = nearest(today, towards, lambda day: day.day == monthrange(day.year, day.month)[1])
        assert read("月底", today, towards) == wanted


@pytest.mark.parametrize("towards", ["past", "future"])
def test_month_and_day_without_a_year_over_all_days(towards: Towards) -> None:
    for day in TWO_YEARS:
        today = TODAY
        wanted = nearest(today, towards, lambda one, day=day: (one.month, one.day) == (day.month, day.day))  # type: ignore[misc]
        for text in (
            f"{day.month}月{day.day}日",
            f"{spell(day.month)}月{spell(day.day)}",
            f"{day.month}/{day.day}",
            f"{day.month}.{day.day}",
            f"{day:%B} {day.day}",
        ):
            assert parse_day(text, today, towards) == TypedDay(wanted), text


def test_so_many_days_and_weeks_away_over_all_days() -> None:
    for today in TWO_YEARS[::3]:
        monday = today - timedelta(days=today.weekday())
        for many in (1, 2, 3, 10, 30):
            for number in (str(many), spell(many)):
                assert read(f"{number}天前", today, "past") == today - timedelta(days=many)
                assert read(f"{number}天后", today, "future") == today + timedelta(days=many)
                assert read(f"{number}个星期前", today, "past") == today - timedelta(weeks=many)
                assert read(f"{number}周内", today, "future") == today + timedelta(weeks=many)
        for weekday, name in enumerate(WEEKDAYS):
            for lead, weeks in (("上", -1), ("本", 0), ("下", 1), ("下下", 2)):
                wanted = monday + timedelta(weeks=weeks, days=weekday)
                for towards in ("past", "future"):
                    assert read(f"{lead}周{name}", today, towards) == wanted


def test_stretches_of_time_over_all_days() -> None:
    for today in TWO_YEARS[::3]:
        last_month = today.replace(day=1) - timedelta(days=1)
        next_month = today.replace(day=1) + timedelta(days=32)
        end = monthrange(next_month.year, next_month.month)[1]
        assert read("上个月", today, "past") == last_month.replace(day=1)
        assert read("下个月", today, "future") == next_month.replace(day=end)
        assert read("去年5月", today, "past") == date(today.year - 1, 5, 1)
        assert read("明年5月", today, "future") == date(today.year + 1, 5, 31)
        assert read("年底前", today, "future") == date(today.year, 12, 31)
        assert read("今年底", today, "future") == date(today.year, 12, 31)
        assert read("去年年底", today, "past") == date(today.year - 1, 12, 31)
        for month in range(1, 13):
            back = read(f"{month}月", today, "past")
            ahead = read(f"{month}月底", today, "future")
            assert back is not None
            assert ahead is not None
            assert (back.month, back.day) == (month, 1)
            assert back <= today < back.replace(year=back.year + 1)
            assert today <= ahead < ahead.replace(day=1).replace(year=today.year + 2)
            assert (ahead + timedelta(days=1)).day == 1


@given(st.text(max_size=40), st.dates(), st.sampled_from(["past", "future", "either"]))
def test_no_text_breaks_the_reading(text: str, today: date, towards: Towards) -> None:
    found = parse_day(text, today, towards)
    assert found is None or isinstance(found.day, date)


@given(st.text("0123456789年月日号周天前后上下个半底-/.十一二三", max_size=9), st.dates())
def test_no_mixture_of_the_words_breaks_the_reading(text: str, today: date) -> None:
    found = parse_day(text, today, "past")
    assert found is None or isinstance(found.day, date)
