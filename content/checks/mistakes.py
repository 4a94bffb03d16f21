"""Describes mistakes in content files: the problem and what to write instead. Reads and decides nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from content.sentences import Sentence


@dataclass(frozen=True)
class Mistake:
    """One mistake: `file` relative to the content root, `line` counted from 1, and what to write instead.

    As text it is English, for logs; the command line says it in its own language. They are sorted by file,
    line and English sentence, so that their order is the same in every language.
    """

    file: str
    line: int
    sentence: Sentence

    def say(self, language: str) -> str:
        """A line with where it is and what to write."""
        return f"{self.file}:{self.line}: {self.sentence.say(language)}"

    def __lt__(self, other: Mistake) -> bool:
        return (self.file, self.line, str(self.sentence)) < (other.file, other.line, str(other.sentence))

    def __str__(self) -> str:
        return self.say("en")


def mistake(file: str, line: int, key: str, /, **values: object) -> Mistake:
    """A mistake with the sentence `key` of the catalogs."""
    return Mistake(file, line, Sentence(key, **values))


class ContentError(Exception):
    """Content that cannot be used; one line a mistake."""

    exit_code = 1

    def __init__(self, mistakes: Iterable[Mistake]) -> None:
        self.mistakes = tuple(mistakes)
        super().__init__(self.mistakes)

    def say(self, language: str) -> str:
        """All mistakes, a line each."""
        return "\n".join(mistake.say(language) for mistake in self.mistakes)

    def __str__(self) -> str:
        return self.say("en")
