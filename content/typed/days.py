"""Reads one day as people type it, in Chinese or English, towards the past or the future. No clock here.

A day without its year or month is the nearest such day in the direction asked for: 15号 said of what was done
is the last 15th, said of what is to be done the next one. A stretch of time (下周, 2026年5月) is its last day
where a deadline is asked for, and its first where something that is over: rather reminded early.
"""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from content.typed.day_words import (
    AGO,
    ALONE,
    BEFORE,
    CHINESE,
    EN_ALONE,
    EN_MONTH,
    EN_PERIOD,
    EN_WEEKDAY,
    ENGLISH_DAYS,
    ENGLISH_MONTHS,
    FAR_YEARS,
    FEASTS,
    FIGURES,
    LATER,
    LEAD,
    MONTHS_OFF,
    NEAR,
    OF_WEEK,
    PARTS,
    PLAIN_PART,
    TAIL,
    WEEKDAY,
    WEEKDAYS,
    WEEKS,
    WHICH,
    WHOLE_YEAR,
    WITHIN,
    YEAR_LAST,
    YEAR_MONTH,
    YEARS,
    Span,
    any_of,
    full_year,
    month_part,
    month_span,
    one_day,
    year_part,
)
from content.typed.numerals import read_numeral

Towards = Literal["past", "future", "either"]


@dataclass(frozen=True, slots=True)
class TypedDay:
    """A parsed day. `absolute`: year, month and day were written; else it has to be confirmed."""

    day: date
    absolute: bool = False


def parse_day(text: str, today: date, towards: Towards) -> TypedDay | None:
    """The parsed day; None where there is none. It may lie in the other direction: 昨天 where a deadline
    is asked for."""
    if len(text) > 40:
        return None
    plain = re.sub(r"(?<=[0-9])\s+(?=[0-9])", "-", unicodedata.normalize("NFKC", text).casefold().strip())
    plain = re.sub(r"[\s()\[\]]+", "", plain).strip(".。,、!~;")
    plain = re.sub(r"(?<=[零〇一二三四五六七八九])o|o(?=[零〇一二三四五六七八九])", "〇", plain)  # 二O二六年
    plain = plain.replace("號", "号").replace("週", "周").replace("禮拜", "礼拜").replace("後", "后")
    try:
        return _Reader(today, towards).read(plain)
    except (ValueError, OverflowError):
        return None


class _Reader:
    def __init__(self, today: date, towards: Towards) -> None:
        self.today = today
        self.towards = towards
        self.monday = today - timedelta(days=today.weekday())

    def read(self, plain: str) -> TypedDay | None:
        plain = LEAD.sub("", plain) or plain
        plain = TAIL.sub("", plain)
        if (ago := AGO.fullmatch(plain)) and self._is_ago(ago["unit"]) and (day := self._away(ago, -1)):
            return TypedDay(day)
        before = TAIL.sub("", BEFORE.sub("", plain))
        for one in (plain, WITHIN.sub("", plain), before):
            if one and (span := self._span(one)):
                return self._day(span, before=one == before != plain)
        return None

    def _is_ago(self, unit: str) -> bool:
        """三天前 is three days ago; 12月前 and, as a deadline, 5日前 are of the calendar."""
        return unit != "月" and (unit != "日" or self.towards == "past")

    def _day(self, span: Span, *, before: bool) -> TypedDay:
        if span.first == span.last:
            return TypedDay(span.first, span.absolute)
        if before:  # 下周前, 12月前: all of it is too late
            return TypedDay(span.first - timedelta(days=1))
        return TypedDay(span.first if self.towards == "past" else span.last)

    def _span(self, plain: str) -> Span | None:
        if plain in NEAR:
            return one_day(self.today + timedelta(days=NEAR[plain]))
        if plain in FEASTS:
            return self._nearest_year(lambda year: one_day(date(year, *FEASTS[plain])))
        return (
            self._week(plain)
            or self._later(plain)
            or self._figures(plain)
            or self._chinese(plain)
            or self._english(plain)
            or self._with_weekday(plain)
        )

    def _with_weekday(self, plain: str) -> Span | None:
        """A day with its weekday behind it; where they disagree the day is asked about, weekday and all."""
        found = re.fullmatch(rf"(.+?),?({WEEKDAY}|{any_of(ENGLISH_DAYS)})", plain) or re.fullmatch(
            rf"({any_of(ENGLISH_DAYS)}),?(.+)", plain
        )
        if found is None:
            return None
        rest, name = (found[1], found[2]) if found[1] not in ENGLISH_DAYS else (found[2], found[1])
        weekday = ENGLISH_DAYS.get(name, WEEKDAYS.get(name[-1], -1))
        span = self._figures(rest) or self._chinese(rest) or self._english(rest)
        if span is None or span.first != span.last:
            return None
        return Span(span.first, span.last, span.absolute and span.first.weekday() == weekday)

    # --- so many days from here

    def _later(self, plain: str) -> Span | None:
        found = LATER.fullmatch(plain)
        if found is None:
            return None
        unit = found["unit"]
        if unit in {"日", "月", "年"} and not (found["lead"] or found["tail"] or found["half"]):
            return None  # 3日 and 5月 are of the calendar
        marked = found["lead"] or found["tail"]
        day = self._away(found, -1 if self.towards == "past" and not marked else 1)
        return one_day(day) if day else None

    def _away(self, found: re.Match[str], sign: int) -> date | None:
        unit = found["unit"]
        if found["half"]:
            days, months = (15, 0) if "月" in unit else (0, 6 if unit == "年" else -1)
            return None if months < 0 else self._add(sign * days, sign * months)
        number = read_numeral("one" if found["number"] in {"a", "an"} else found["number"])
        if number != int(number) or number > FAR_YEARS * 365:
            return None
        many = sign * int(number)
        if unit in {"天", "日"} or unit.startswith("day"):
            return self._add(many, 0)
        if unit.endswith(("周", "星期", "礼拜")) or unit.startswith("week"):
            return self._add(7 * many, 0)
        return self._add(0, many * (12 if unit == "年" or unit.startswith("year") else 1))

    def _add(self, days: int, months: int) -> date:
        years, month = divmod(self.today.month - 1 + months, 12)
        year = self.today.year + years
        day = min(self.today.day, monthrange(year, month + 1)[1])
        return date(year, month + 1, day) + timedelta(days=days)

    # --- weeks

    def _week(self, plain: str) -> Span | None:
        found = OF_WEEK.fullmatch(plain)
        if found is None:
            return None
        weeks = WEEKS[found["weeks"]] if found["weeks"] else None
        if found["weekday"] is None:
            if weeks is None:
                return None
            first = self.monday + timedelta(weeks=weeks)
            return (
                one_day(first + timedelta(days=6)) if found["end"] else Span(first, first + timedelta(days=6))
            )
        weekday = WEEKDAYS[found["weekday"]]
        return one_day(
            self._weekday(weekday) if weeks is None else self.monday + timedelta(weeks=weeks, days=weekday)
        )

    def _weekday(self, weekday: int) -> date:
        ahead = (weekday - self.today.weekday()) % 7
        back = (self.today.weekday() - weekday) % 7
        is_back = self.towards == "past" or (self.towards == "either" and back < ahead)
        return self.today + timedelta(days=-back if is_back else ahead)

    # --- the calendar

    def _figures(self, plain: str) -> Span | None:
        if re.fullmatch("[0-9]{8}", plain):
            return one_day(date(int(plain[:4]), int(plain[4:6]), int(plain[6:])), absolute=True)
        if re.fullmatch("[0-9]{6}", plain):
            if 1 <= int(plain[4:]) <= 12 and plain.startswith(("19", "20")):
                return month_span(int(plain[:4]), int(plain[4:]))
            return one_day(date(2000 + int(plain[:2]), int(plain[2:4]), int(plain[4:])))
        if re.fullmatch("[0-9]{4}", plain):
            if 1950 <= int(plain) <= 2100:
                return Span(date(int(plain), 1, 1), date(int(plain), 12, 31))
            return self._nearest_year(lambda year: one_day(date(year, int(plain[:2]), int(plain[2:]))))
        if found := FIGURES.fullmatch(plain):
            year, month, day = found[1], int(found[2]), int(found[3])
            if year:
                return one_day(date(full_year(year), month, day), absolute=len(year) == 4)
            return self._nearest_year(lambda year: one_day(date(year, month, day)))
        if found := YEAR_LAST.fullmatch(plain):
            month, day = int(found[1]), int(found[2])
            return one_day(date(int(found[3]), *((day, month) if month > 12 else (month, day))))
        if found := YEAR_MONTH.fullmatch(plain):
            return month_span(int(found[1]), int(found[2]))
        return None

    def _chinese(self, plain: str) -> Span | None:
        if found := CHINESE.fullmatch(plain):
            return self._of_month(found)
        if found := WHOLE_YEAR.fullmatch(plain):
            year = self._year(found)
            return None if year is None else year_part(year, (found["part"] or "").removeprefix("年"))
        if found := PLAIN_PART.fullmatch(plain):
            part = found["part"] or found["half"] or found["ten"]
            if found["of"] == "月" or found["ten"]:
                return self._nearest_month(lambda year, month: month_part(year, month, part))
            return self._nearest_year(lambda year: year_part(year, part))
        if found := ALONE.fullmatch(plain):
            number = int(read_numeral(found[1]))
            return self._nearest_month(lambda year, month: one_day(date(year, month, number)))
        return None

    def _of_month(self, found: re.Match[str]) -> Span | None:
        number = int(read_numeral(found["day"])) if found["day"] else 0
        part = (found["part"] or "").removeprefix("月")
        stated = self._year(found)

        def make(year: int, month: int) -> Span:
            if found["day"]:
                return one_day(date(year, month, number))
            return month_part(year, month, part) if part else month_span(year, month)

        if found["months"]:
            if stated is not None:
                return None  # 去年上个月
            years, month = divmod(self.today.month - 1 + MONTHS_OFF[found["months"]], 12)
            return make(self.today.year + years, month + 1)
        month = 1 if found["month"] == "元" else int(read_numeral(found["month"]))
        if stated is None:
            return self._nearest_year(lambda year: make(year, month))
        span = make(stated, month)
        absolute = bool(found["day"]) and found["year"] is not None and len(found["year"]) == 4
        return Span(span.first, span.last, absolute)

    def _year(self, found: re.Match[str]) -> int | None:
        if found["years"]:
            return self.today.year + YEARS[found["years"]]
        if not found["year"]:
            return None
        digits = found["year"]
        return full_year(
            digits
            if digits[0].isdigit() and digits.isascii()
            else f"{int(read_numeral(digits)):0{len(digits)}}"
        )

    # --- English

    def _english(self, plain: str) -> Span | None:
        if found := EN_WEEKDAY.fullmatch(plain):
            weekday = ENGLISH_DAYS[found["weekday"]]
            if found["which"] == "next":
                return one_day(self.monday + timedelta(weeks=1, days=weekday))
            if found["which"] == "last":
                return one_day(self.today - timedelta(days=(self.today.weekday() - weekday - 1) % 7 + 1))
            return one_day(
                self.monday + timedelta(days=weekday) if found["which"] == "this" else self._weekday(weekday)
            )
        if (found := EN_PERIOD.fullmatch(plain)) and (found["which"] or found["part"] or found["end"]):
            return self._english_period(found)
        if (found := EN_MONTH.fullmatch(plain)) and not (found["day"] and found["later"]):
            return self._english_month(found)
        if found := EN_ALONE.fullmatch(plain):
            number = int(found[1])
            if found[2]:
                years, month = divmod(self.today.month - 1 + WHICH[found[2]], 12)
                return one_day(date(self.today.year + years, month + 1, number))
            return self._nearest_month(lambda year, month: one_day(date(year, month, number)))
        return None

    def _english_period(self, found: re.Match[str]) -> Span:
        off, part = (
            WHICH[found["which"] or "this"],
            PARTS.get(found["part"] or "", "底" if found["end"] else ""),
        )
        if found["unit"] == "week":
            first = self.monday + timedelta(weeks=off)
            return (
                one_day(first + timedelta(days=6)) if part == "底" else Span(first, first + timedelta(days=6))
            )
        if found["unit"] == "year":
            return year_part(self.today.year + off, part)
        years, month = divmod(self.today.month - 1 + off, 12)
        year = self.today.year + years
        return month_part(year, month + 1, part) if part else month_span(year, month + 1)

    def _english_month(self, found: re.Match[str]) -> Span | None:
        month, day = ENGLISH_MONTHS[found["month"]], int(found["day"] or found["later"] or 0)
        part = PARTS.get(found["part"] or "", "")
        if day and part:
            return None

        def make(year: int) -> Span:
            if day:
                return one_day(date(year, month, day))
            return month_part(year, month, part) if part else month_span(year, month)

        if found["year"]:
            span = make(int(found["year"]))
            return Span(span.first, span.last, bool(day))
        return self._nearest_year(make)

    # --- the nearest one in the direction

    def _nearest_year(self, make: Callable[[int], Span]) -> Span | None:
        return self._nearest([(self.today.year + off, 0) for off in range(-8, 9)], lambda year, _: make(year))

    def _nearest_month(self, make: Callable[[int, int], Span]) -> Span | None:
        places = [divmod(self.today.year * 12 + self.today.month - 1 + off, 12) for off in range(-4, 5)]
        return self._nearest([(year, month + 1) for year, month in places], make)

    def _nearest(self, places: list[tuple[int, int]], make: Callable[[int, int], Span]) -> Span | None:
        found = []
        for year, month in places:
            try:
                found.append(make(year, month))
            except ValueError:  # no 31st, no 29 February
                continue
        over = [span for span in found if span.first <= self.today]
        ahead = [span for span in found if span.last >= self.today]
        if self.towards == "past":
            return over[-1] if over else None
        if self.towards == "future":
            return ahead[0] if ahead else None
        return min(found, key=lambda span: abs((span.last - self.today).days), default=None)
