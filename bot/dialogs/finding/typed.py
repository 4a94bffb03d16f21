"""Typed sums and days, read as people write them. The words for them stand in the catalogs; no clock here."""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from content.catalog import LANGUAGES, Catalog

_NUMERIC_DAY = re.compile(r"(?:(\d{4}|\d{2})[-./])?(\d{1,2})[-./](\d{1,2})")
_BARE_DAY = re.compile(r"(\d{4})(\d{2})(\d{2})")
_TWO_NUMBERS = re.compile(r"\d\s+(?!\d{3}(?!\d))\d")
_COMMAS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_HALF_YEAR = timedelta(days=183)
_FAR = 20 * 365


def squeeze(text: str) -> str:
    """The text with full-width signs made plain, in small letters, without spaces."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text).lower())


@dataclass(frozen=True)
class Typed:
    """What is understood: words of all languages of the bot, read from a catalog once."""

    _words: dict[str, tuple[str, ...]]
    _places: dict[str, dict[str, int]]

    @classmethod
    def of(cls, catalog: Catalog) -> Typed:
        """The words of the keys `finding-typed-…`: `|` parts entries, `/` names for the same entry."""

        def entries(name: str) -> list[list[str]]:
            said = [catalog.say(f"finding-typed-{name}", language) for language in LANGUAGES]
            return [[squeeze(entry) for entry in one.split("|")] for one in said]

        words = {name: tuple(word for one in entries(name) for word in one) for name in _WORDS}
        places = {
            name: {
                word: place
                for one in entries(name)
                for place, entry in enumerate(one)
                for word in entry.split("/")
            }
            for name in _PLACES
        }
        return cls(words, places)

    def parse_number(self, text: str) -> Decimal | None:
        """A number in figures, in words, or mixed (1.5万, 三千五, 1万2); None for anything else."""
        digits, units = self._places["digits"], self._places["units"]
        token = re.compile(rf"\d+(?:\.\d+)?|{_any((*digits, *units))}")
        found = token.findall(text)
        if not found or "".join(found) != text or units.get(found[0], 1) != 1:
            return None
        total, section, current, last = Decimal(0), Decimal(0), None, 0
        for position, part in enumerate(found):
            if part in units:
                last = int(10 ** units[part])
                if last >= 10_000:
                    total, section = total + (section + (current or Decimal(0))) * last, Decimal(0)
                else:
                    section += (Decimal(1) if current is None else current) * last
                current = None
            elif current not in (None, 0):
                return None  # two numbers side by side
            else:
                current = Decimal(part) if part[0].isascii() and part[0].isdigit() else Decimal(digits[part])
                is_short = position == len(found) - 1 and last > 10 and found[position - 1] in units
                if is_short and current < 10:
                    current = current * last / 10  # three thousand five: 3,500
        return total + section + (current or 0)

    def parse_money(self, text: str) -> int | None:
        """A sum of yuan, in fen; None where it cannot be read (a range, a remark, half a fen)."""
        if _TWO_NUMBERS.search(text):
            return None
        plain = squeeze(text).strip(".。,!")
        if plain in self._words["free"]:
            return 0
        around = _any((*self._words["currency"], *self._words["about"]))
        plain = _COMMAS.sub("", re.sub(rf"^(?:{around})+|(?:{around})+$", "", plain))
        number = self.parse_number(plain)
        if number is None or number * 100 != int(number * 100):
            return None
        return int(number * 100)

    def parse_day(self, text: str, today: date) -> date | None:
        """A day as typed (3月4日, 2027-03-04, 3.4, 明天, 下周五, 月底, 15号, 三天后); None where it is none.

        Without a year it is this year's, or next year's where that would be more than half a year ago.
        """
        plain = squeeze(text).strip(".。,!")
        for suffix in self._words["by"]:
            plain = plain.removesuffix(suffix)
        try:
            return (
                self._named(plain, today)
                or self._weekday(plain, today)
                or self._later(plain, today)
                or self._calendar(plain, today)
            )
        except (ValueError, OverflowError):
            return None

    def _named(self, plain: str, today: date) -> date | None:
        if plain in self._places["near"]:
            return today + timedelta(days=self._places["near"][plain])
        if plain in self._words["month-end"]:
            return _last_of(today.year, today.month)
        if plain in self._words["next-month-end"]:
            return _last_of(*_next_month(today))
        return today + timedelta(days=15) if plain in self._words["half-month"] else None

    def _weekday(self, plain: str, today: date) -> date | None:
        monday = today - timedelta(days=today.weekday())
        weekdays = self._places["weekdays"]
        for name, weeks in (("next-week", 1), ("this-week", 0)):
            for prefix in sorted(self._words[name], key=len, reverse=True):
                rest = plain.removeprefix(prefix)
                if plain.startswith(prefix) and rest in weekdays:
                    day = monday + timedelta(days=weekdays[rest], weeks=weeks)
                    return day if day >= today else day + timedelta(weeks=1)
        return None

    def _later(self, plain: str, today: date) -> date | None:
        suffix = _any(self._words["later"])
        for name, days in (("unit-day", 1), ("unit-week", 7), ("unit-month", 0)):
            found = re.fullmatch(
                rf"(?:{_any(self._words['in'])})?(.+?)(?:{_any(self._words[name])})(?:{suffix})?", plain
            )
            number = self.parse_number(found[1]) if found else None
            if number is None or number != int(number) or number > _FAR:
                continue
            if days:
                return today + timedelta(days=int(number) * days)
            years, month = divmod(today.month - 1 + int(number), 12)
            last = _last_of(today.year + years, month + 1)
            return last.replace(day=min(today.day, last.day))
        return None

    def _calendar(self, plain: str, today: date) -> date | None:
        if found := _BARE_DAY.fullmatch(plain):
            return date(int(found[1]), int(found[2]), int(found[3]))
        if found := _NUMERIC_DAY.fullmatch(plain):
            return _day(found[1], int(found[2]), int(found[3]), today)
        months, end = self._places["months"], _any(self._words["day"])
        name, year = _any(months), _any(self._words["year"])
        if found := re.fullmatch(rf"(?:(\d{{4}}|\d{{2}})(?:{year}))?({name})(.+?)(?:{end})?", plain):
            number = self.parse_number(found[3])
            return _day(found[1], months[found[2]] + 1, int(number), today) if number else None
        if found := re.fullmatch(rf"(\d{{1,2}})({name})(\d{{4}})?", plain):
            return _day(found[3], months[found[2]] + 1, int(found[1]), today)
        return self._day_of_month(plain, today)

    def _day_of_month(self, plain: str, today: date) -> date | None:
        found = re.fullmatch(
            rf"({_any(self._words['next-month'])})?({_any(self._words['this-month'])})?"
            rf"(.+?)({_any(self._words['day'])})?",
            plain,
        )
        number = self.parse_number(found[3]) if found else None
        if found is None or number is None or number != int(number):
            return None
        if found[1]:
            return date(*_next_month(today), int(number))
        if found[2] or number >= today.day:
            return date(today.year, today.month, int(number))
        return date(*_next_month(today), int(number))


_WORDS = (
    "free",
    "currency",
    "about",
    "by",
    "month-end",
    "next-month-end",
    "half-month",
    "next-week",
    "this-week",
    "unit-day",
    "unit-week",
    "unit-month",
    "in",
    "later",
    "year",
    "day",
    "next-month",
    "this-month",
)
_PLACES = ("digits", "units", "near", "weekdays", "months")


def _any(words: Iterable[str]) -> str:
    """A pattern for any of the words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)) or "(?!)"


def _next_month(today: date) -> tuple[int, int]:
    return (today.year + 1, 1) if today.month == 12 else (today.year, today.month + 1)


def _last_of(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def _day(year: str | None, month: int, day: int, today: date) -> date:
    """That day; ValueError where there is none such."""
    if year:
        return date(int(year) + (2000 if len(year) == 2 else 0), month, day)
    near = date(today.year, month, day)
    return near if near > today - _HALF_YEAR else date(today.year + 1, month, day)
