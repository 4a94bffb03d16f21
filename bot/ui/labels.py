"""Fits labels to a phone of 360 px: one line, cut off at its end. Rows are laid out to fit.

Telegram gives the buttons of a row the same width, whatever their labels.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence

from aiogram.types import InlineKeyboardButton

KEYBOARD = 310.0
"""Pixels of a bubble with buttons."""
GAP, EDGES = 5.0, 15.0
SIGN = 15.0
"""Width of a Han character or an emoji; other characters are narrower."""
MOST_ROWS = 8
"""Most rows that fit a phone's screen; with more a label is cut off instead."""
WIDEST_ROW = 4
"""Most buttons of a row that is laid out again; longer rows are calendars and numbers, which stay as they
are."""


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
    """Number of Han characters that fit a label, in a row of so many buttons."""
    return ((KEYBOARD - GAP * (beside - 1)) / beside - EDGES) / SIGN


def fits(labels: Sequence[str]) -> bool:
    """Whether all labels of a row are shown whole."""
    return all(width(label) <= room(len(labels)) + 0.01 for label in labels)


def label_fitted(label: Callable[[str], str], name: str, beside: int = 1) -> str:
    """A label with as much of a name as fits in a row of so many; … replaces the rest of the name."""
    whole = label(name)
    if fits([whole] * beside):
        return whole
    cut = (label(name[:size] + "…") for size in range(len(name) - 1, 0, -1))
    return next((one for one in cut if fits([one] * beside)), label(name[:1] + "…"))


def in_label(name: str, before: str = "", after: str = "", beside: int = 1) -> str:
    """As much of a name as fits a label between the text before and after it."""
    return label_fitted(lambda shown: f"{before}{shown}{after}", name, beside)


def laid_out(rows: Sequence[Sequence[InlineKeyboardButton]]) -> list[list[InlineKeyboardButton]]:
    """The same buttons in the same order; a row with a label that does not fit is split."""
    made = [list(row) for row in rows]
    at = 0
    while at < len(made):
        if len(made[at]) <= WIDEST_ROW and not fits([one.text for one in made[at]]):
            parts = _broken(made[at])
            if len(made) + len(parts) - 1 <= MOST_ROWS:
                made[at : at + 1] = parts
                at += len(parts) - 1
        at += 1
    return made


def _broken(row: Sequence[InlineKeyboardButton]) -> list[list[InlineKeyboardButton]]:
    """The fewest rows that show every label whole; a label too long for any row gets a row of its own."""
    parts: list[list[InlineKeyboardButton]] = [[]]
    for button in row:
        if parts[-1] and not fits([one.text for one in (*parts[-1], button)]):
            parts.append([])
        parts[-1].append(button)
    return parts
