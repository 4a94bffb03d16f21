"""Reads numbers as people type them: 18人, 十八, 一百二, 1.5万, 17/18. Their meaning is decided elsewhere.

Only a number understood as a whole is read: an unknown sign, percentage or word makes it no number.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

_NONE = frozenset({"没有", "没有人", "没人", "没", "无", "none", "no", "nobody"})
_UNKNOWN = frozenset({"不清楚", "不知道", "不用", "都没有", "没有用", "not sure", "don't know", "nothing"})
_FREE = frozenset(
    [
        "不花钱",
        "不用钱",
        "不要钱",
        "没花钱",
        "没有",
        "无",
        "不花",
        "免费",
        "没",
        "free",
        "nothing",
        "none",
        "nocost",
        "nomoney",
    ]
)
_MOST = 100_000_000
_DIGITS = {
    sign: value
    for value, signs in enumerate(
        ("零〇", "一壹", "二两贰兩貳", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖")
    )
    for sign in signs
}
_TENS = {"廿": 20, "卅": 30, "卌": 40}
_UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000, "k": 1000}
_MYRIADS = frozenset("万萬w")
_ENGLISH = {
    word: value
    for value, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
            "twenty",
        ]
    )
}
_SIGNS = "".join((*_DIGITS, *_TENS, *_UNITS, *_MYRIADS))
_TOKEN = re.compile(rf"[0-9]+(?:\.[0-9]+)?|[{_SIGNS}]")
NUMERAL = rf"(?:[0-9{_SIGNS}]+(?:\.[0-9]+[{_SIGNS}]*)?|{'|'.join(sorted(_ENGLISH, key=len, reverse=True))})"
"""A pattern of what `read_numeral` may read; no groups in it."""
_THOUSANDS = re.compile(r"(?<=[0-9]),(?=[0-9]{3}(?![0-9]))")
_ABOUT = "大概|大约|约|左右|上下|预计|估计|about|around|approx"
_PEOPLE = "个人|名工人|个工人|名员工|名职工|工人|员工|职工|人|个|名|位|workers?|people|persons?|employees?"
_BEFORE = (
    f"一共有?|总共有?|共有?|总计|合计|我们|本厂|厂里|公司|全厂|车间|现在|目前|现有|在职|人数|有|是|:|"
    f"{_PEOPLE}|{_ABOUT}|total|wehave|have"
)
_DONE = "已?(?:经)?(?:签好?|参保|参加|交|买|上|做到|办好?)了?|了|signed|insured"
_COUNT = re.compile(rf"(?:{_BEFORE})*({NUMERAL})(?:{_PEOPLE}|{_ABOUT}|在职|左右|inall|intotal)*")
_SUM = re.compile(
    rf"(?:{_ABOUT}|人民币|¥|rmb|cny)*({NUMERAL})(?:元钱|元|块钱|块|圆|钱|整|人民币|yuan|rmb|cny|{_ABOUT})*"
)
_EVERYBODY = re.compile(
    rf"(?:全部|全员|全体|全都|所有人?|大家|人人|都|全|{_PEOPLE})+(?:{_DONE})*|all|everybody|everyone|allofthem"
)
_SO_MANY = rf"({NUMERAL})(?:{_PEOPLE})?"
_OF = "(?:一共|总共|共)?"
_ALL_OF = re.compile(rf"{_OF}{_SO_MANY}(?:全部|全都|都|全)(?:{_DONE})*")
_ONE = re.compile(rf"{_OF}{_SO_MANY}")
_PAIR = re.compile(
    rf"(?:{_DONE})*{_SO_MANY}(?:{_DONE})*(?:[/\\|,; ](?:一共|总共|共|of|outof)?|outof|of){_SO_MANY}"
)
_PART_OF = re.compile(
    rf"{_OF}{_SO_MANY}[,; ]?(?:其中|里面|中|里)?有?(?:{_DONE}){_SO_MANY}"
    rf"|{_OF}{_SO_MANY}[,; ]?(?:其中|里面|中|里)有?{_SO_MANY}(?:{_DONE})*"
)


@dataclass(frozen=True, slots=True)
class Counted:
    """A typed count: so many of so many. `total` None: only one number was said; `everybody`: no number at
    all."""

    done: int
    total: int | None = None
    everybody: bool = False


def plain(text: str) -> str:
    """The text with full-width signs made plain, in small letters, without the commas of thousands."""
    return _THOUSANDS.sub("", unicodedata.normalize("NFKC", text).casefold().strip().rstrip("。.!~ "))


def squeeze(text: str) -> str:
    """The same without spaces."""
    return re.sub(r"\s+", "", plain(text))


def read_numeral(text: str) -> Decimal:
    """A number in figures, in words, or mixed, and nothing else: 18, 一百二, 1.5万, 1万2, 二〇二六.

    Raises:
        ValueError: it is none.
    """
    if text in _ENGLISH:
        return Decimal(_ENGLISH[text])
    tokens = _TOKEN.findall(text)
    if not tokens or "".join(tokens) != text or len(text) > 30:
        raise ValueError("not a plain number")
    if all(token in _DIGITS for token in tokens):
        return Decimal(int("".join(str(_DIGITS[token]) for token in tokens)))
    return _add_up(tokens)


def _add_up(tokens: list[str]) -> Decimal:
    total = section = Decimal(0)
    digit: Decimal | None = None
    unit, gap = _MOST, False  # the last unit, and whether 零 came after it
    for token in tokens:
        if token in _UNITS and _UNITS[token] < unit and (digit or not gap) and digit != 0:
            unit = _UNITS[token]
            section, digit, gap = section + (Decimal(1) if digit is None else digit) * unit, None, False
        elif token in _MYRIADS and not total and section + (digit or 0):
            total, section, digit, unit, gap = (
                (section + (digit or 0)) * 10_000,
                Decimal(0),
                None,
                10_000,
                False,
            )
        elif token in _TENS and digit is None and unit > 10:
            section, unit = section + _TENS[token], 10
        elif token in _DIGITS and not digit:
            digit = Decimal(_DIGITS[token])
            gap = gap or not digit
        elif token[0].isdigit() and digit is None:
            digit = Decimal(token)
        else:
            raise ValueError("digits or units out of order")
    return total + section + _last(digit, unit, gap=gap)


def _last(digit: Decimal | None, unit: int, *, gap: bool) -> Decimal:
    """The value after the last unit: 一百二 is 120, 1万2000 is 12,000, and 1万20 is invalid."""
    if digit is None or gap or unit == _MOST:
        return digit or Decimal(0)
    if digit < 10:
        return digit * (unit // 10) if unit >= 100 else digit
    if not unit // 10 <= digit < unit:
        raise ValueError("digits or units out of order")
    return digit


def _whole(text: str) -> int:
    number = read_numeral(text)
    if number != int(number):
        raise ValueError("not a whole number")
    if number >= _MOST:
        raise ValueError("too large a number")
    return int(number)


def parse_number(text: str) -> int:
    """The whole number of people that `text` says, about so many included; 没有 is 0.

    Raises:
        ValueError: no number, several of them, a vague one (十几, 20多), or more is said than a number (80%,
            还差3人, -3).
    """
    if plain(text) in _NONE:
        return 0
    found = _COUNT.fullmatch(squeeze(text))
    if found is None:
        raise ValueError("not one number")
    return _whole(found[1])


def parse_money(text: str) -> int | None:
    """A sum of yuan, in fen; None where it cannot be read (a range, a remark, half a fen)."""
    typed = squeeze(text)
    if typed in _FREE:
        return 0
    # 1,5 and 5 6 are no sums; 3 000 is
    found = None if re.search(r"[0-9]\s+(?![0-9]{3}(?![0-9]))[0-9]", plain(text)) else _SUM.fullmatch(typed)
    try:
        fen = read_numeral(found[1]) * 100 if found else Decimal("0.5")
    except ValueError:
        return None
    return int(fen) if fen == int(fen) else None


_ROUGHLY = re.compile(r"(?<=[0-9十百千])[余多来](?=[人名个位]|$)")


def parse_headcount(text: str) -> int:
    """Parse the number of people of a list: as `parse_number`, and 20余人 is 20.

    A list is an office's estimate, so that some twenty is twenty.

    Raises:
        ValueError: it is no such number as a whole.
    """
    return parse_number(_ROUGHLY.sub("", squeeze(text)))


def parse_counts(text: str) -> Counted | None:
    """Parse so many of so many: 17/18, 18人中17人, 十八人, 18人都签了, 全部; None where more or less is
    said."""
    spaced = re.sub(r"\s+", " ", re.sub(r"\s*([/\\|,;])\s*", r"\1", plain(text)))
    typed = squeeze(text)
    try:
        if typed in {squeeze(word) for word in _NONE}:
            return Counted(0)
        if _EVERYBODY.fullmatch(typed) and re.search("全|都|所有|大家|人人|all|every", typed):
            return Counted(0, everybody=True)
        if found := _ALL_OF.fullmatch(typed):
            return Counted(_whole(found[1]), _whole(found[1]))
        if found := _PAIR.fullmatch(spaced) or _PAIR.fullmatch(spaced.replace(" ", "")):
            return Counted(_whole(found[1]), _whole(found[2]))
        if found := _PART_OF.fullmatch(typed):
            return Counted(_whole(found[2] or found[4]), _whole(found[1] or found[3]))
        if (found := _ONE.fullmatch(spaced.replace(" ", ""))) and not re.search(r"[0-9] [0-9]", spaced):
            return Counted(_whole(found[1]))
    except ValueError:
        return None
    return None


def figure(text: str) -> int | None:
    """The number that `text` is in figures alone, of any width; None where more or less is said."""
    signs = unicodedata.normalize("NFKC", text).strip()
    return int(signs) if signs.isascii() and signs.isdigit() else None


def says_none(text: str) -> bool:
    """Whether a text says only that there is nothing, or that the writer does not know."""
    return unicodedata.normalize("NFKC", text).strip(" 。.!").casefold() in _NONE | _UNKNOWN


def digits_of(text: str) -> str:
    """The ASCII digits of a typed code, of any width, without what stands between; empty if letters do."""
    plain_text = unicodedata.normalize("NFKC", text)
    if any(sign.isalpha() for sign in plain_text):
        return ""
    return "".join(sign for sign in plain_text if sign in "0123456789")


_YEAR = re.compile(r"\s*((?:19|20)[0-9]{2})\s*年?(?:以来|起|以后)?\s*")


def parse_year(text: str) -> int | None:
    """The year a text is: 2015, 2015年以来; None where it is no year."""
    found = _YEAR.fullmatch(unicodedata.normalize("NFKC", text))
    return int(found[1]) if found else None
