"""Receipts of anonymous reports: 16 digits, the last of which reveals a typing mistake.

Text that may be one with digits missing or doubled is found too (`receipt_shape`): it is stored nowhere.
"""

from __future__ import annotations

import re
import secrets
import unicodedata
from collections.abc import Mapping
from typing import Literal

from content.typed.credit_code import LENGTH as CODE_LENGTH
from content.typed.credit_code import CreditCodeError, parse_credit_code

DIGITS = 16
ALIKE = range(13, 20)
"""Numbers of digits that may be a receipt, with three missing or three doubled."""
_NUMERALS = {
    sign: str(digit)
    for digit, signs in enumerate(
        (
            "〇零○Ｏ⓪",
            "一壹弌幺①",
            "二贰貳弐②",
            "三叁叄參③",
            "四肆④",
            "五伍⑤",
            "六陆陸⑥",
            "七柒⑦",
            "八捌⑧",
            "九玖⑨",
        )
    )
    for sign in signs
}
_LIKE_DIGITS = str.maketrans("oOlI|", "00111")
_NOTHING = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufe0f\u20e3\ufeff]")
_GAP = r"[\s\-‐‑‒–—―−_·]{0,3}"
_RUN = re.compile(rf"(?<![0-9A-Za-z])[0-9](?:{_GAP}[0-9])*(?![0-9A-Za-z])")
_MOBILE = r"1[3-9]\d(?:[ -]?\d{4}){2}"
_WELL_KNOWN = re.compile(
    rf"(?<!\d)(?:(?:\+|00)86[ -]?{_MOBILE}"  # a telephone as it is dialled from abroad
    r"|0\d{2,3}-\d{7,8}(?:-\d{1,6})?"  # one of a town, with an extension
    r"|\d{4}([-./])\d{1,2}\1\d{1,2}"  # a day
    r"|\d{1,2}[:：]\d{2}(?:[:：]\d{2})?)(?!\d)"  # a time
)
_LONE_MOBILE = re.compile(rf"(?<!\d){_MOBILE}(?!\d)")

# H. M. Damm's table: every wrong digit and every swap of two neighbours is noticed, unlike Luhn's.
_DAMM = (
    "0317598642",
    "7092154863",
    "4206871359",
    "1750983426",
    "6123045978",
    "3674209581",
    "5869720134",
    "8945362017",
    "9438617205",
    "2581436790",
)


class ReceiptError(ValueError):
    """A text that is no receipt. `kind`: length (of its digits), sign (another character in it), slip (a
    wrong check digit)."""

    def __init__(self, kind: str, digits: int = 0) -> None:
        self.kind = kind
        self.digits = digits
        super().__init__(kind)


def new_receipt() -> str:
    """A receipt nobody can guess: 15 digits of chance (nearly 50 bits) and their check digit."""
    digits = f"{secrets.randbelow(10 ** (DIGITS - 1)):0{DIGITS - 1}}"
    return digits + str(_check(digits))


def parse_receipt(text: str) -> str:
    """The 16 digits of a typed receipt, in whatever groups, full width or in Chinese numerals; words beside
    them do not matter where there is one run of digits that is a receipt.

    Raises:
        ReceiptError: not one.
    """
    signs = "".join(sign for sign in _plain(text) if sign.isalnum())
    if signs.isascii() and signs.isdigit():
        return _checked(signs)
    runs = _runs(text)
    good = {run for run in runs if len(run) == DIGITS and _check(run) == 0}
    if len(good) == 1:
        return good.pop()
    near = [run for run in runs if len(run) in ALIKE]
    if not good and len(near) == 1:
        return _checked(near[0])
    raise ReceiptError("sign", sum(sign in "0123456789" for sign in signs))


def _checked(digits: str) -> str:
    if len(digits) != DIGITS:
        raise ReceiptError("length", len(digits))
    if _check(digits) != 0:
        raise ReceiptError("slip", DIGITS)
    return digits


def _runs(text: str) -> list[str]:
    """Digits that stand together among words; Chinese numerals only where there is no such run without them,
    so that 一直 behind a receipt is no digit of it.
    """
    for plain in (_plain(text, {}), _plain(text)):
        runs = ["".join(re.findall(r"[0-9]", run[0])) for run in _RUN.finditer(plain)]
        if any(len(run) in ALIKE for run in runs):
            return runs
    return []


def receipt_shape(text: str) -> Literal["whole", "within", ""]:
    """Whether a text may be a receipt, with digits missing or doubled, or may have one within it.

    Left out are telephone numbers as they are dialled from abroad or with an extension, days, times, and
    unified social credit codes whose check character fits: one receipt in ten thousand with two digits
    doubled would be taken for one. Numbers with letters before or behind them are of documents.
    """
    plain = _plain(text)
    rest = _WELL_KNOWN.sub("：", plain)
    signs = [sign for sign in rest if sign.isalnum()]
    if _is_credit_code("".join(signs)):  # also with a letter at its end, and spaces anywhere
        return ""
    digits = "".join(signs).translate(_LIKE_DIGITS)
    if digits.isascii() and digits.isdigit():
        likely = len(digits) in ALIKE and sum(sign.isdigit() for sign in signs) * 2 > len(signs)
        return "whole" if likely and not _is_credit_code(digits) else ""
    return "within" if any(_may_be(run[0]) for run in _RUN.finditer(_LONE_MOBILE.sub("：", rest))) else ""


def is_receipt_like(text: str) -> bool:
    """Whether a message may be a receipt or contain one: such a message is stored nowhere."""
    return receipt_shape(text) != ""


def _may_be(run: str) -> bool:
    """Whether digits within a text are as many and grouped as in a receipt, not as measured values are."""
    groups = re.findall(r"\d+", run)
    digits = "".join(groups)
    grouped = len(digits) >= 3 * len(groups) or len(digits) == len(groups)
    return len(digits) in ALIKE and grouped and not _is_credit_code(digits)


def _is_credit_code(digits: str) -> bool:
    if len(digits) != CODE_LENGTH:
        return False
    try:
        parse_credit_code(digits)
    except CreditCodeError:
        return False
    return True


def _plain(text: str, numerals: Mapping[str, str] = _NUMERALS) -> str:
    """The text with every kind of decimal digit and Chinese numeral as 0 to 9, without invisible signs."""
    return "".join(
        numerals.get(sign) or (str(unicodedata.decimal(sign)) if sign.isdecimal() else sign)
        for sign in _NOTHING.sub("", text)
    )


def shown(receipt: str) -> str:
    """A receipt in groups of four."""
    return " ".join(receipt[start : start + 4] for start in range(0, DIGITS, 4))


def _check(digits: str) -> int:
    """0 for digits with their check digit behind them; else the check digit to put there."""
    interim = 0
    for digit in digits:
        interim = int(_DAMM[interim][int(digit)])
    return interim
