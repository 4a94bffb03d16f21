"""Reads one whole number as people type it: 18人, １８, 十八, 一百二. What it counts is decided elsewhere."""

from __future__ import annotations

import re
import unicodedata
from itertools import groupby

_NONE = frozenset({"没有", "没有人", "没人", "没", "无", "none", "no", "nobody"})
_UNKNOWN = frozenset({"不清楚", "不知道", "不用", "都没有", "没有用", "not sure", "don't know", "nothing"})
_FILLERS = re.compile("一共|一起|一直")  # hold a numeral and count nothing
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_VAGUE = "几多来余"  # 十几, 20多人: a number is asked for, not a guess
_MOST = 100_000_000


def parse_number(text: str) -> int:
    """The one whole number in `text`, in digits of any width or in Chinese; 没有 is 0.

    Raises:
        ValueError: no number, several of them, a vague one (十几, 20多), a negative or a broken one.
    """
    plain = unicodedata.normalize("NFKC", text).strip().casefold()
    if plain in _NONE:
        return 0
    plain = _THOUSANDS.sub("", _FILLERS.sub("", plain))
    runs, start = [], 0
    for numeric, group in groupby(plain, lambda sign: _value(sign) is not None):
        run = "".join(group)
        if numeric:
            runs.append((start, run))
        start += len(run)
    if len(runs) != 1:
        raise ValueError("not one number")
    start, run = runs[0]
    if plain[:start].rstrip()[-1:] in {"-", "−", ".", "几"} or plain[start + len(run) :][:1] in {
        *_VAGUE,
        ".",
    }:
        raise ValueError("not a plain number")
    found = _digits(run) if run[0].isascii() else _chinese(run)
    if found >= _MOST:
        raise ValueError("too large")
    return found


def _value(sign: str) -> int | None:
    """What a digit or numeral stands for; None for any other character."""
    if sign == "两":
        return 2
    value = unicodedata.numeric(sign, None)
    return None if value is None or value != int(value) else int(value)


def _digits(run: str) -> int:
    """18, or 3百."""
    number = run.rstrip("十百千万拾佰仟萬")
    if not number.isascii() or not number.isdigit() or len(run) > 9 or len(run) - len(number) > 1:
        raise ValueError("not a plain number")
    return int(number) * ((_value(run[-1]) or 1) if len(run) > len(number) else 1)


def _chinese(run: str) -> int:
    """十八, 一百零二, 一百二 (120), 二〇 (20)."""
    values = [_value(sign) or 0 for sign in run]
    if any(sign.isascii() for sign in run):
        raise ValueError("digits and numerals mixed")
    if all(value < 10 for value in values):
        return int("".join(map(str, values))[:10])
    total = section = digit = 0
    unit, gap = _MOST, False  # the last unit, and whether 零 came after it
    for value in values:
        if value < 10:
            if digit:
                raise ValueError("two digits in a row")
            digit, gap = value, gap or value == 0
        elif value in {10, 100, 1000} and value < unit and (digit or not gap):
            section += (digit or 1) * value
            digit, unit, gap = 0, value, False
        elif value == 10_000 and not total and section + digit:
            total = (section + digit) * value
            section, digit, unit, gap = 0, 0, value, False
        elif value in {20, 30, 40} and not digit and unit > 10:
            section, unit = section + value, 10
        else:
            raise ValueError("units out of order")
    if digit and not gap and 100 <= unit < _MOST:
        digit *= unit // 10  # 一百二 is 120
    return total + section + digit


def says_none(text: str) -> bool:
    """Whether a text says only that there is nothing, or that one does not know."""
    return unicodedata.normalize("NFKC", text).strip(" 。.!").casefold() in _NONE | _UNKNOWN


def digits_of(text: str) -> str:
    """The ASCII digits of a typed code, of any width, without what stands between; empty if letters do."""
    plain = unicodedata.normalize("NFKC", text)
    if any(sign.isalpha() for sign in plain):
        return ""
    return "".join(sign for sign in plain if sign in "0123456789")
