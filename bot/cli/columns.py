"""Measures and wraps text for a terminal, where Han characters take two columns."""

from __future__ import annotations

import re
import unicodedata

_WORD = re.compile(r"(?:[!-~]+|[^ ])[，。；：、！？）》」”]*|[（《「“](?:[!-~]+|[^ ])| +")
"""Pieces that are never broken: a Latin word, or a character with punctuation that must not begin a line."""


def width(text: str) -> int:
    """The columns a text takes."""
    return sum(_columns(sign) for sign in text)


def fold(text: str, columns: int) -> list[str]:
    """The text in lines of at most so many columns."""
    lines = [""]
    for found in _WORD.finditer(text.replace("\n", " ")):
        word = found[0]
        if lines[-1] and width(lines[-1] + word.rstrip()) > columns:
            lines[-1] = lines[-1].rstrip()
            lines.append("")
        if lines[-1] or word.strip():
            lines[-1] += word
    return lines


def _columns(sign: str) -> int:
    if unicodedata.category(sign) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(sign) in "WF" else 1
