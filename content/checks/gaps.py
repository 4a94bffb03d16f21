"""Finds the texts missing in languages other than Chinese and English: no mistake, since Chinese is shown
instead."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from content.checks.catalogs import lacking
from content.checks.texts import find_texts
from content.languages import COMPLETE, languages
from content.loader import DEFAULT_ROOT, read_tree


@dataclass(frozen=True)
class Gaps:
    """Texts missing in a language: keys of sentences by file, lines of content files whose text lacks it; and
    the totals of sentences and texts."""

    language: str
    keys: Mapping[str, Sequence[str]]
    sentences: int
    lines: Mapping[str, Sequence[int]]
    texts: int

    @property
    def missing_sentences(self) -> int:
        """Number of sentences missing in the catalogs."""
        return sum(map(len, self.keys.values()))

    @property
    def missing_texts(self) -> int:
        """Number of texts missing in plans, check items and rules."""
        return sum(map(len, self.lines.values()))


def find_gaps(root: Path | None = None) -> list[Gaps]:
    """The gaps of each language that need not be complete; only for content without mistakes."""
    base = root or DEFAULT_ROOT
    others = [language for language in languages(base) if language not in COMPLETE]
    if not others:
        return []
    tree, _ = read_tree(base)
    texts = list(find_texts(tree))
    found = []
    for language in others:
        lines: dict[str, list[int]] = {}
        for file, place, _owner, _name, text in texts:
            if language not in text.languages:
                lines.setdefault(file, []).append(tree.lines[file](place))
        keys, sentences = lacking(base, language)
        found.append(Gaps(language, keys, sentences, lines, len(texts)))
    return found
