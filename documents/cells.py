"""Reads cells of foreign spreadsheets: their text, their columns, telephone numbers with lost zeros
restored."""

from __future__ import annotations

import re
import unicodedata
from typing import Any


def whole_phone(digits: str) -> tuple[str, bool, bool]:
    """A telephone stored as a number, with its leading 0 restored; whether the 0 was missing, and whether the
    result is sure.

    A mobile has 11 digits from 13 on, a number without area code 7 or 8, a hotline 10 from 400 or 800. Area
    codes are 010, 02x and 03xx to 09xx; what fits none of these may have lost more than a 0.
    """
    if not digits.isdigit():
        return digits, False, not digits
    is_whole = re.fullmatch(r"1[3-9][0-9]{9}|[2-8][0-9]{6,7}|[48]00[0-9]{7}|1[0-9]{2,4}", digits)
    if is_whole:
        return digits, False, True
    if re.fullmatch(r"(?:10|2[0-9])[0-9]{8}|[3-9][0-9]{9,10}", digits):
        return f"0{digits}", True, True
    return digits, False, False


def letter_of(at: int) -> str:
    """The letters of a column, from 0 on."""
    letters = ""
    at += 1
    while at:
        at, rest = divmod(at - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def index_of(letters: str) -> int:
    """The number of a column, from 0 on."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def text_of(value: Any) -> str:
    """A cell as text: full-width signs as plain ones, 18.0 as 18, no control signs."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = unicodedata.normalize("NFKC", str(value))
    kept = "".join(" " if unicodedata.category(sign) in ("Cc", "Cs", "Cf") else sign for sign in text)
    return " ".join(kept.split())


def plain_head(head: str) -> str:
    """A head reduced for comparison: without spaces, stars, brackets with remarks."""
    text = unicodedata.normalize("NFKC", head).casefold()
    text = re.sub(r"\(.*?\)", "", text)
    return "".join(sign for sign in text if unicodedata.category(sign)[0] in "LN")
