"""Patterns of texts about somebody in danger now, and the first advice. Pure."""

from __future__ import annotations

import re
import unicodedata
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
_NEVER = r"(?!)"


class Emergencies(Frozen):
    """All of emergencies.yaml. Patterns are regular expressions in which `<name>` is replaced by one of
    `names`, and `<event>` by any of `seen`.

    `spelt`: misspellings and their corrections, applied first. `harmless`: phrases that look like an
    emergency and are none, as things denied or feared; they are blotted out before `seen` is searched.
    `over`: the same for past or habitual events, unless a word of `now` is among them.
    """

    names: dict[str, str]
    spelt: dict[str, str]
    seen: tuple[str, ...]
    harmless: tuple[str, ...]
    over: tuple[str, ...]
    now: str
    first_aid: Text
    """First aid, shown above a question."""
    help: Text
    """The same at more length, on a screen of its own."""

    def faults(self) -> Iterator[tuple[str, int, Sentence]]:
        """Patterns that cannot be used: their list, their number in it, the reason."""
        for name in ("spelt", "seen", "harmless", "over"):
            for number, pattern in enumerate(getattr(self, name)):
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
        marked = self._seen.sub(rf"{_BEGIN}\g<0>{_END}", plain)
        left = self._over.sub(self._unless_now, self._denied.sub(_BLOT, marked))
        return _BEGIN in left

    def _unless_now(self, found: re.Match[str]) -> str:
        return found[0] if self._now.search(found[0]) else _BLOT

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
    def _now(self) -> re.Pattern[str]:
        return self._any((self.now,))

    def _any(self, patterns: Iterable[str]) -> re.Pattern[str]:
        return re.compile(self._whole("|".join(patterns)) or _NEVER)

    def _whole(self, pattern: str) -> str:
        """The pattern with its names replaced."""
        pattern = pattern.replace(_EVENT, f"{_BEGIN}[^{_END}]*{_END}")
        while _NAME.search(pattern):
            pattern = _NAME.sub(lambda found: f"(?:{self.names[found[1]]})", pattern)
        return pattern
