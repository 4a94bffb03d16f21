"""The words and spans of days that `content.typed.days` reads, in Chinese and English."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from content.typed.numerals import NUMERAL

FAR_YEARS = 60
NUMBERED = "0-9零〇一二两三四五六七八九十廿"
YEARS = {
    "今年": 0,
    "本年": 0,
    "当年": 0,
    "明年": 1,
    "来年": 1,
    "后年": 2,
    "去年": -1,
    "前年": -2,
    "大前年": -3,
}
YEARS |= {"thisyear": 0, "nextyear": 1, "lastyear": -1}
MONTHS_OFF = {"本": 0, "这个": 0, "这": 0, "当": 0, "下": 1, "下个": 1, "下下个": 2, "下下": 2}
MONTHS_OFF |= {"上": -1, "上个": -1, "上上个": -2, "上上": -2}
WEEKS = {
    "本": 0,
    "这": 0,
    "这个": 0,
    "下": 1,
    "下个": 1,
    "下下": 2,
    "下下个": 2,
    "上": -1,
    "上个": -1,
    "上上": -2,
}
WEEKS |= {"上上个": -2}
NEAR = {
    "今天": 0,
    "今日": 0,
    "当天": 0,
    "今晚": 0,
    "今儿": 0,
    "明天": 1,
    "明日": 1,
    "明儿": 1,
    "后天": 2,
    "大后天": 3,
}
NEAR |= {"昨天": -1, "昨日": -1, "昨晚": -1, "昨儿": -1, "前天": -2, "前日": -2, "大前天": -3}
NEAR |= {"today": 0, "tomorrow": 1, "yesterday": -1, "dayaftertomorrow": 2, "daybeforeyesterday": -2}
FEASTS = {
    "元旦": (1, 1),
    "劳动节": (5, 1),
    "五一": (5, 1),
    "五一节": (5, 1),
    "国庆": (10, 1),
    "国庆节": (10, 1),
}
WEEKDAYS = {"一": 0, "二": 1, "三": 2, "四": 3, "五": 4, "六": 5, "日": 6, "天": 6, "七": 6, "末": 6}
WEEKDAYS |= {str(number): number - 1 for number in range(1, 8)}
ENGLISH_DAYS = {
    name: number
    for number, names in enumerate(
        (
            "monday/mon",
            "tuesday/tue",
            "wednesday/wed",
            "thursday/thu",
            "friday/fri",
            "saturday/sat",
            "sunday/sun",
        )
    )
    for name in names.split("/")
}
ENGLISH_MONTHS = {
    name: number + 1
    for number, names in enumerate(
        (
            *("january/jan", "february/feb", "march/mar", "april/apr", "may", "june/jun", "july/jul"),
            *("august/aug", "september/sept/sep", "october/oct", "november/nov", "december/dec"),
        )
    )
    for name in names.split("/")
}


def any_of(words: Iterable[str]) -> str:
    """A pattern for any of the words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


WEEK = "周|星期|礼拜"
WEEKDAY = rf"(?:{WEEK})[{''.join(WEEKDAYS)}]"
FIGURE = "[零〇一二三四五六七八九]"
YEAR = rf"(?:(?P<year>[0-9]{{4}}|[0-9]{{2}}|{FIGURE}{{4}}|{FIGURE}{{2}})年|(?P<years>{any_of(YEARS)})的?)"
MONTH = r"(?P<month>[0-9]{1,2}|十[一二]?|[一二三四五六七八九元])月份?的?"
DAY = rf"(?P<day>[{NUMBERED}]{{1,3}})(?:日|号)?"
PART = r"(?P<part>最后一天|月?底|月?末|初|上旬|中旬|下旬|中)"
CHINESE = re.compile(rf"(?:{YEAR})?(?:{MONTH}|(?P<months>{any_of(MONTHS_OFF)})月份?的?)(?:{DAY}|{PART})?")
WHOLE_YEAR = re.compile(rf"{YEAR}(?P<part>年?底|年?末|年?初|年?中|上半年|下半年)?")
PLAIN_PART = re.compile(
    r"(?:(?P<of>年|月)(?P<part>底|末|初|中|内)|(?P<half>上半年|下半年)|(?P<ten>上旬|中旬|下旬))"
)
ALONE = re.compile(rf"([{NUMBERED}]{{1,3}})(?:日|号)?")
OF_WEEK = re.compile(rf"(?P<weeks>{any_of(WEEKS)})?(?:{WEEK})(?P<weekday>[{''.join(WEEKDAYS)}])?(?P<end>底)?")
FIGURES = re.compile(r"(?:([0-9]{4}|[0-9]{2})[-./])?([0-9]{1,2})[-./]([0-9]{1,2})")
YEAR_LAST = re.compile(r"([0-9]{1,2})[-./]([0-9]{1,2})[-./]([0-9]{4})")
YEAR_MONTH = re.compile(r"([0-9]{4})[-./]([0-9]{1,2})")
UNIT = "天|日|周|个?星期|个?礼拜|个?月|年|days?|weeks?|months?|years?"
SPAN = rf"(?:(?P<half>半)个?|(?P<number>{NUMERAL}|an?(?=day|week|month|year)))(?P<unit>{UNIT})"
AGO = re.compile(rf"{SPAN}(?:以前|之前|前|ago)")
LATER = re.compile(rf"(?P<lead>再?过|in|within)?{SPAN}(?P<tail>之后|以后|后|之内|以内|内|later|fromnow)?")
BEFORE = re.compile(r"(?:之前|以前|前)$")
WITHIN = re.compile(r"(?:之内|以内|内|latest)$")
TAIL = re.compile(r"(?:吧|左右|上午|下午|早上|晚上|中午|下班|那天|完成|做完|弄好|整改完|做的|的)+$")
LEAD = re.compile(r"^(?:大概|大约|约|预计|就在?|在|到|不晚于|最晚|最迟|截至|about|around|on|by|before)+")
EN_WEEKDAY = re.compile(rf"(?P<which>this|coming|next|last)?(?P<weekday>{any_of(ENGLISH_DAYS)})")
EN_PERIOD = re.compile(
    r"(?P<part>endof|startof|beginningof|mid)?(?:the)?(?P<which>this|next|last)?(?P<unit>week|month|year)(?P<end>end)?"
)
EN_MONTH = re.compile(
    rf"(?P<part>endof|startof|beginningof|mid)?(?:(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?(?:of)?)?(?P<month>{any_of(ENGLISH_MONTHS)})"
    rf"(?:(?P<later>[0-9]{{1,2}})(?:st|nd|rd|th)?(?![0-9]))?,?(?P<year>[0-9]{{4}})?"
)
EN_ALONE = re.compile(r"(?:the)?([0-9]{1,2})(?:st|nd|rd|th)(?:of(this|next|last)month)?")


@dataclass(frozen=True, slots=True)
class Span:
    first: date
    last: date
    absolute: bool = False


WHICH = {"this": 0, "next": 1, "last": -1}
PARTS = {"endof": "底", "startof": "初", "beginningof": "初", "mid": "中"}


def one_day(day: date, *, absolute: bool = False) -> Span:
    return Span(day, day, absolute)


def full_year(year: str) -> int:
    return int(year) + (2000 if len(year) == 2 else 0)


def month_span(year: int, month: int) -> Span:
    return Span(date(year, month, 1), date(year, month, monthrange(year, month)[1]))


def month_part(year: int, month: int, part: str) -> Span:
    last = monthrange(year, month)[1]
    first, end = {
        "初": (1, 5),
        "中": (15, 15),
        "上旬": (1, 10),
        "中旬": (11, 20),
        "下旬": (21, last),
        "内": (1, last),
    }.get(part, (last, last))
    return Span(date(year, month, first), date(year, month, end))


def year_part(year: int, part: str) -> Span:
    first, last = {
        "": ((1, 1), (12, 31)),
        "内": ((1, 1), (12, 31)),
        "初": ((1, 1), (1, 31)),
        "中": ((6, 30), (6, 30)),
        "上半年": ((1, 1), (6, 30)),
        "下半年": ((7, 1), (12, 31)),
    }.get(part, ((12, 31), (12, 31)))
    return Span(date(year, *first), date(year, *last))
