"""Fits text on a phone: 12 lines of 22 Han characters a window. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from unicodedata import east_asian_width

LINES = 12
COLUMNS = 44  # 22 Han characters
_WORDS = re.compile(r"[!-~]+|.", re.DOTALL)


def fitted(*parts: str | tuple[str, ...], most: int = LINES) -> str:
    """The parts, a line each, fitted to a screen: one given in several lengths is shortened where necessary.

    Parts are shortened from the last to the first; "" leaves one out, a single space is an empty line.
    """
    choices = [(part,) if isinstance(part, str) else part for part in parts]
    taken = [0] * len(choices)

    def said() -> str:
        chosen = [choice[place] for choice, place in zip(choices, taken, strict=True)]
        return "\n".join("" if part == " " else part for part in chosen if part)

    while lines_of(said()) > most:
        longer = [place for place, choice in enumerate(choices) if taken[place] + 1 < len(choice)]
        if not longer:
            break
        taken[longer[-1]] += 1
    return said()


def screens(paragraphs: Iterable[str], most: int = LINES) -> list[str]:
    """Paragraphs on as few screens of `most` lines as they need, in their order; one too long has its own."""
    pages: list[str] = []
    for one in paragraphs:
        together = f"{pages[-1]}\n{one}" if pages else one
        if pages and lines_of(together) <= most:
            pages[-1] = together
        else:
            pages.append(one)
    return pages


def lines_of(text: str) -> int:
    """Count the lines of a phone that a text takes: Han text breaks anywhere, other words at their ends."""
    return sum(_height(line) for line in text.split("\n"))


def shortened(text: str, most: int = 40) -> str:
    """The beginning of a text on one line, at most `most` characters; … where it goes on."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1] + "…"


def clause(text: str, most: int = 40) -> str:
    """As `shortened`, for use within a sentence: without its own full stop."""
    line = " ".join(text.split())
    return shortened(line.rstrip("。.．；;，,、！!") or line, most)


def _height(line: str) -> int:
    needed, left = 1, COLUMNS
    for word in _WORDS.findall(line):
        columns = sum(2 if east_asian_width(sign) in "WFA" else 1 for sign in word)
        if columns > left and word != " ":
            needed, left = needed + 1 + (columns - 1) // COLUMNS, COLUMNS
            columns = (columns - 1) % COLUMNS + 1
        left = max(0, left - columns)
    return needed
