"""The sentences of the bot by key and language, from Fluent files parsed once; checking them is elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from fluent.runtime import FluentBundle, FluentResource
from fluent.runtime.types import fluent_number
from fluent.syntax import ast

from content.mistakes import ContentError, Mistake

LANGUAGES = ("zh", "en")
FALLBACK = "zh"
FOLDER = "catalogs"
_DEFAULT_ROOT = Path(__file__).parent


class Catalog:
    """All sentences in both languages; `say` is what everything else uses."""

    def __init__(self, bundles: Mapping[str, FluentBundle]) -> None:
        self._bundles = bundles
        self._plain: dict[tuple[str, str], str] = {}

    @classmethod
    def load(cls, root: Path | None = None) -> Catalog:
        """The catalogs below the content `root` (default: those that come with the program).

        Raises:
            ContentError: a file has a syntax error.
        """
        mistakes: list[Mistake] = []
        bundles = {}
        for language in LANGUAGES:
            bundle = FluentBundle([language], use_isolating=False)
            for path in sorted(((root or _DEFAULT_ROOT) / FOLDER / language).glob("*.ftl")):
                text = path.read_text("utf-8")
                resource = FluentResource(text)
                mistakes += junk(resource, text, f"{FOLDER}/{language}/{path.name}")
                bundle.add_resource(resource)
            bundles[language] = bundle
        if mistakes:
            raise ContentError(mistakes)
        return cls(bundles)

    def say(self, key: str, language: str, /, **values: object) -> str:
        """The sentence `key` in `language` with its variables filled; Chinese where the language lacks it.

        Whole numbers are written without grouping, dates as 2027-04-30.

        Raises:
            KeyError: no language has the key, or a variable of the sentence is not given.
        """
        if not values and (plain := self._plain.get((key, language))) is not None:
            return plain
        bundle = self._bundle(key, language)
        pattern = bundle.get_message(key).value
        if pattern is None:
            raise KeyError(f"{key} has no sentence")
        said, errors = bundle.format_pattern(pattern, {name: _value(value) for name, value in values.items()})
        if errors:
            raise KeyError(f"{key}: {'; '.join(map(str, errors))}")
        text = str(said)
        if not values:  # said without variables, so it never changes
            self._plain[key, language] = text
        return text

    def _bundle(self, key: str, language: str) -> FluentBundle:
        for name in (language, FALLBACK):
            if name in self._bundles and self._bundles[name].has_message(key):
                return self._bundles[name]
        raise KeyError(key)


def _value(value: object) -> object:
    """A value as the sentences want it: no 2,027 for a year, no local form of a date."""
    if isinstance(value, int) and not isinstance(value, bool):
        return fluent_number(value, useGrouping=False)
    return value.isoformat() if isinstance(value, date) else value


def junk(resource: ast.Resource, text: str, file: str) -> list[Mistake]:
    """Syntax errors of a Fluent file."""
    return [
        Mistake(
            file,
            line_at(text, annotation.span),
            f"{annotation.message}; write 'key = sentence', further lines indented, variables as {{ $name }}",
        )
        for entry in resource.body
        if isinstance(entry, ast.Junk)
        for annotation in entry.annotations
    ]


def line_at(text: str, span: ast.Span | None) -> int:
    """The line, from 1, on which a part of a Fluent file begins."""
    return text.count("\n", 0, span.start) + 1 if span else 1
