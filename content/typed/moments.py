"""Reads an instant of the last days as people type it: 14:20, 昨天15点半, 10分钟前. No clock here."""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime, time, timedelta

from content.typed.days import parse_day

_NOW = re.compile(r"刚刚?才?|现在|just now|now", re.IGNORECASE)
_AGO = re.compile(
    r"(\d{1,3}|半)个?\s*(分钟|分|小时|钟头|min(?:ute)?s?|h(?:our)?s?)\s*(?:之前|以前|前|ago)", re.IGNORECASE
)
_CLOCK = re.compile(
    r"(上午|早上|中午|下午|晚上|凌晨|夜里)?\s*(\d{1,2})\s*(?::|点|时)\s*(\d{1,2}|半)?\s*分?\s*$"
)
_BEGINS = re.compile(
    r"\s*(上午|早上|中午|下午|晚上)?\s*(\d{1,2})\s*(?::|点|时)\s*(\d{1,2}|半)?\s*分?[\s,、]*(.*)", re.DOTALL
)
_FULL_WIDTH = str.maketrans("０１２３４５６７８９", "0123456789")
_LATE = frozenset({"下午", "晚上", "夜里"})


def parse_moment(text: str, now: datetime) -> datetime | None:
    """The instant that a text names, seen from the local instant `now`, in its zone; None: it names none, or
    one that is still to come. A clock time alone is the last such time."""
    plain = unicodedata.normalize("NFKC", text).strip().rstrip("。.!")
    if _NOW.fullmatch(plain):
        return now
    if ago := _AGO.fullmatch(plain):
        amount = 0.5 if ago[1] == "半" else int(ago[1])
        is_hours = ago[2].lower().startswith(("小时", "钟头", "h"))
        return now - timedelta(**{"hours" if is_hours else "minutes": amount})
    found = _CLOCK.search(plain)
    if found is None:
        return None
    hour, minute = int(found[2]), 30 if found[3] == "半" else int(found[3] or 0)
    if found[1] in _LATE and hour < 12:
        hour += 12
    if hour > 23 or minute > 59:
        return None
    if before := plain[: found.start()].strip():
        day = parse_day(before, now.date(), "past")
        if day is None:
            return None
        moment = datetime.combine(day.day, time(hour, minute), now.tzinfo)
        return moment if moment <= now else None
    moment = datetime.combine(now.date(), time(hour, minute), now.tzinfo)
    return moment if moment <= now else moment - timedelta(days=1)


def parse_clock(text: str) -> tuple[str, str] | None:
    """A time of the day as HH:MM, and the rest: 14点30分，三楼 is 14:30 and 三楼. None: no time."""
    found = _BEGINS.fullmatch(unicodedata.normalize("NFKC", text))
    if found is None:
        return None
    hour, minute = int(found[2]), 30 if found[3] == "半" else int(found[3] or 0)
    if found[1] in _LATE and hour < 12:
        hour += 12
    return (f"{hour:02}:{minute:02}", found[4].strip()) if hour <= 23 and minute <= 59 else None


def parse_hour(text: str, words: str) -> str | None:
    """A typed time of day as 09:30; None where it is none. `words` of the language may stand for the colon
    or at the end."""
    marks = "|".join(map(re.escape, (":", "：", ".", *words.split())))
    pattern = rf"(\d{{1,2}})\s*(?:{marks})\s*(?:(\d{{1,2}})\s*(?:{marks})?)?"
    found = re.fullmatch(pattern, text.strip().translate(_FULL_WIDTH))
    if found is None:
        return None
    hours, minutes = int(found[1]), int(found[2] or 0)
    return f"{hours:02}:{minutes:02}" if hours < 24 and minutes < 60 else None
