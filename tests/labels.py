"""How long a button's label may be: what a phone of 360 px shows of it on one line before it cuts it off."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

KEYBOARD = 310.0
"""Pixels of a bubble with buttons."""
GAP, EDGES = 5.0, 16.0
SIGN = 15.0
"""Of a Han character; others are half as wide, emoji a little wider."""


def width(label: str) -> float:
    """The width of a label in Han characters."""
    return sum(_width(sign) for sign in label)


def _width(sign: str) -> float:
    if unicodedata.combining(sign) or unicodedata.category(sign) in ("Mn", "Me", "Cf"):
        return 0.0
    if unicodedata.east_asian_width(sign) in "WF":
        return 1.0
    return 0.55 if sign.isascii() else 0.75


def room(beside: int) -> float:
    """Han characters that fit a label, of so many in its row."""
    return ((KEYBOARD - GAP * (beside - 1)) / beside - EDGES) / SIGN


def too_long(rows: Sequence[Sequence[str]]) -> list[str]:
    """The labels that would be cut off."""
    return [label for row in rows for label in row if width(label) > room(len(row)) + 0.01]
