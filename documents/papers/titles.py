"""Breaks titles of official papers into lines by GB/T 9704-2012: words stay whole, lines of like length."""

from __future__ import annotations

from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise
from math import ceil, inf

MOST = 18
"""Han signs of a line of a title, in type of 22 points within nine tenths of the page's 156 mm."""
_OPENING, _CLOSING = "《（(“‘〔[", "》）)”’〕]、，。：；！？,.:;!?"
_TORN, _JOINED, _ANYWHERE = 30.0, 12.0, 4.0
"""Costs of a break within a known word, before a joining sign, and where no known word ends or begins."""


@cache
def _words() -> frozenset[str]:
    """Words that stay whole; those of one sign are joining ones, which begin no line."""
    text = (files("content") / "templates" / "title_words.txt").read_text("utf-8")
    return frozenset(text.split())


def _width(words: str) -> float:
    return sum(1.0 if sign > "\u2e80" else 0.5 for sign in words)


@lru_cache(maxsize=64)
def title_lines(title: str) -> tuple[str, ...]:
    """The lines of a title; one that is mostly Latin is left to the typesetting."""
    whole = _width(title)
    if whole <= MOST or sum(sign > "\u2e80" for sign in title) * 2 < len(title):
        return (title,)
    costs = _costs(title)
    least = ceil(whole / MOST)
    for lines in (least, least + 1):
        if breaks := _best(title, costs, lines):
            return tuple(title[first:last].strip() for first, last in pairwise((0, *breaks, len(title))))
    return (title,)


def _costs(title: str) -> list[float]:
    """The cost of a break before each sign; infinite where there must be none."""
    inside, edges = set[int](), set[int]()
    for first in range(len(title)):
        for last in range(first + 2, len(title) + 1):
            if title[first:last] in _words():
                edges |= {first, last}
                inside |= set(range(first + 1, last))
    costs = [inf] * len(title)
    for place in range(1, len(title)):
        before, after = title[place - 1], title[place]
        if before in _OPENING or after in _CLOSING or (before < "\u2e80" and after < "\u2e80"):
            continue
        torn = _TORN if place in inside else 0 if place in edges else _ANYWHERE
        costs[place] = torn + (_JOINED if after in _words() else 0)
    return costs


def _best(title: str, costs: list[float], lines: int) -> tuple[int, ...]:
    """The cheapest breaks that make so many lines, each short enough; none where there are none."""
    wanted = _width(title) / lines
    best: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, ())}
    for line in range(lines):
        ends = [len(title)] if line == lines - 1 else range(1, len(title))
        found: dict[int, tuple[float, tuple[int, ...]]] = {}
        for start, (cost, breaks) in best.items():
            for end in ends:
                width = _width(title[start:end])
                if end <= start or width > MOST:
                    continue
                here = cost + (width - wanted) ** 2 / 2 + (costs[end] if end < len(title) else 0)
                if here < found.get(end, (inf, ()))[0]:
                    found[end] = here, ((*breaks, end) if end < len(title) else breaks)
        best = found
    return best.get(len(title), (inf, ()))[1]
