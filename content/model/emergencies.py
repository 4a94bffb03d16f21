"""Patterns of texts about somebody in danger now, and the first advice. Pure."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from functools import cached_property

from content.model.base import Frozen, Text
from content.sentences import Sentence

_HAN = r"[㐀-鿿]"
_GAPS = re.compile(rf"(?<={_HAN})\s+|\s+(?={_HAN})")
_NAME = re.compile(r"<([a-z]+)>")
_EVENT = "<event>"
_BEGIN, _END = "\ue000", "\ue001"
"""Marks around a match, while it is checked against the exceptions."""
_BLOT = "\n"
_DENIED = "\ue002"
"""In place of an event that is denied, feared or past."""
_NEVER = r"(?!)"
_LETTERS = re.ASCII
"""A word of Latin letters begins and ends where Han characters stand beside it: 机器on fire."""
_STOPS = re.compile(r"[。！？!?;；\n]")
"""The end of a sentence; signs are added up within one sentence."""


class Sign(Frozen):
    """Something that an emergency is told by together with others; `weight` is negative where it tells
    against one.
    """

    weight: int
    pattern: str


class Signs(Frozen):
    """Signs, and how much of them is enough: weights of different signs that begin within `within`
    characters of each other are added up. Signs against an emergency count on both sides of it.
    """

    enough: int
    within: int
    denied: int
    """The weight of an event that is denied, feared or past."""
    each: tuple[Sign, ...]


class Emergencies(Frozen):
    """All of emergencies.yaml. Patterns are regular expressions in which `<name>` is replaced by one of
    `names`, and `<event>` by any of `seen`.

    `spelt`: misspellings and their corrections, applied first. `harmless`: phrases that look like an
    emergency and are none, as things denied or feared; they are blotted out before `seen` is searched.
    `doubted`: words that make an event none when they stand inside its match. `over`: the same for past
    or habitual events, unless a word of `now` is among them. `signs` find what no single pattern tells.
    """

    names: dict[str, str]
    spelt: dict[str, str]
    seen: tuple[str, ...]
    harmless: tuple[str, ...]
    doubted: str
    over: tuple[str, ...]
    now: str
    signs: Signs
    first_aid: Text
    """First aid, shown above a question."""
    help: Text
    """The same at more length, on a screen of its own."""

    def faults(self) -> Iterator[tuple[str, int, Sentence]]:
        """Patterns that cannot be used: their list, their number in it, the reason."""
        lists: dict[str, Iterable[str]] = {
            "spelt": self.spelt,
            "seen": self.seen,
            "harmless": self.harmless,
            "over": self.over,
            "signs": (sign.pattern for sign in self.signs.each),
        }
        for name, patterns in lists.items():
            for number, pattern in enumerate(patterns):
                try:
                    re.compile(self._whole(pattern))
                except KeyError as error:
                    unknown = Sentence("mistake-pattern-name", pattern=pattern, name=error.args[0])
                    yield name, number, unknown
                except re.error as error:
                    yield name, number, Sentence("mistake-no-pattern", pattern=pattern, problem=str(error))

    def is_seen(self, text: str) -> bool:
        """Whether a text says that somebody is in danger now."""
        plain = self._named_else.sub(_BLOT, self._plain(text))
        marked = self._doubted.sub(_DENIED, self._seen.sub(rf"{_BEGIN}\g<0>{_END}", plain))
        left = self._over.sub(self._unless_now, self._denied.sub(_DENIED, marked))
        if _BEGIN in left:
            return True
        return any(self._adds_up(part) for part in _STOPS.split(left))

    def _adds_up(self, part: str) -> bool:
        """Whether signs of a sentence that stand close together say enough."""
        found = sorted(
            [
                *(
                    (match.start(), sign.weight, number)
                    for number, (sign, pattern) in enumerate(self._signs)
                    for match in pattern.finditer(part)
                ),
                *((spot, self.signs.denied, -1) for spot, letter in enumerate(part) if letter == _DENIED),
            ]
        )
        spots = [spot for spot, _, _ in found]
        within = self.signs.within
        for first in {spot for spot, weight, _ in found if weight > 0}:
            near = found[bisect_left(spots, first - within) : bisect_right(spots, first + within)]
            told = {number: weight for spot, weight, number in near if weight < 0 or spot >= first}
            if sum(told.values()) >= self.signs.enough:
                return True
        return False

    def _unless_now(self, found: re.Match[str]) -> str:
        return found[0] if self._now.search(found[0]) else _DENIED

    def _plain(self, text: str) -> str:
        """Normalised text: half width, small letters, nothing between Han characters, misspellings
        corrected."""
        plain = _GAPS.sub("", unicodedata.normalize("NFKC", text).casefold().replace("’", "'"))
        for pattern, meant in self._spelt:
            plain = pattern.sub(meant, plain)
        return plain

    @cached_property
    def _spelt(self) -> tuple[tuple[re.Pattern[str], str], ...]:
        return tuple((re.compile(self._whole(wrong)), meant) for wrong, meant in self.spelt.items())

    @cached_property
    def _seen(self) -> re.Pattern[str]:
        return self._any(self.seen)

    @cached_property
    def _named_else(self) -> re.Pattern[str]:
        return self._any(one for one in self.harmless if _EVENT not in one)

    @cached_property
    def _denied(self) -> re.Pattern[str]:
        return self._any(one for one in self.harmless if _EVENT in one)

    @cached_property
    def _over(self) -> re.Pattern[str]:
        return self._any(self.over)

    @cached_property
    def _doubted(self) -> re.Pattern[str]:
        return re.compile(f"{_BEGIN}[^{_END}]*(?:{self._whole(self.doubted)})[^{_END}]*{_END}")

    @cached_property
    def _signs(self) -> tuple[tuple[Sign, re.Pattern[str]], ...]:
        return tuple((sign, re.compile(self._whole(sign.pattern), _LETTERS)) for sign in self.signs.each)

    @cached_property
    def _now(self) -> re.Pattern[str]:
        return self._any((self.now,))

    def _any(self, patterns: Iterable[str]) -> re.Pattern[str]:
        return re.compile(self._whole("|".join(patterns)) or _NEVER, _LETTERS)

    def _whole(self, pattern: str) -> str:
        """The pattern with its names replaced."""
        pattern = pattern.replace(_EVENT, f"{_BEGIN}[^{_END}]*{_END}")
        while _NAME.search(pattern):
            pattern = _NAME.sub(lambda found: f"(?:{self.names[found[1]]})", pattern)
        return pattern
