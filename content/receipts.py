"""Receipts of anonymous reports: 16 digits, the last of which shows a slip of the finger."""

from __future__ import annotations

import re
import secrets

DIGITS = 16
_NOT_A_DIGIT = re.compile(r"[\s\-–—·.,，。、_]+")
_FULL_WIDTH = str.maketrans("０１２３４５６７８９", "0123456789")

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
    """A text that is no receipt. `kind`: length (of its digits), sign (something else in it), slip."""

    def __init__(self, kind: str, digits: int = 0) -> None:
        self.kind = kind
        self.digits = digits
        super().__init__(kind)


def new_receipt() -> str:
    """A receipt nobody can guess: 15 digits of chance (nearly 50 bits) and their check digit."""
    digits = f"{secrets.randbelow(10 ** (DIGITS - 1)):0{DIGITS - 1}}"
    return digits + str(_check(digits))


def parse_receipt(text: str) -> str:
    """The 16 digits of a typed receipt, in whatever groups, full width or not.

    Raises:
        ReceiptError: not one.
    """
    digits = _NOT_A_DIGIT.sub("", text.translate(_FULL_WIDTH))
    if not digits.isascii() or not digits.isdigit():
        raise ReceiptError("sign")
    if len(digits) != DIGITS:
        raise ReceiptError("length", len(digits))
    if _check(digits) != 0:
        raise ReceiptError("slip")
    return digits


def looks_like_receipt(text: str) -> bool:
    """Whether a message is 16 digits and nothing else: such a message is deleted, and kept nowhere."""
    try:
        parse_receipt(text)
    except ReceiptError as problem:
        return problem.kind == "slip"
    return True


def shown(receipt: str) -> str:
    """In groups of four."""
    return " ".join(receipt[start : start + 4] for start in range(0, DIGITS, 4))


def _check(digits: str) -> int:
    """0 for digits with their check digit behind them; else the check digit to put there."""
    interim = 0
    for digit in digits:
        interim = int(_DAMM[interim][int(digit)])
    return interim
