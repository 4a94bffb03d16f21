"""The sentences of the bot by key and language, from Fluent files read once; checking them is elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from fluent.runtime import FluentBundle
from fluent.runtime.types import fluent_number
from fluent.syntax import ast
from fluent.syntax.visitor import Visitor

from content.fluent_file import Bundle
from content.languages import FALLBACK, FOLDER, languages

_DEFAULT_ROOT = Path(__file__).parent
ON_PAGE = "-web"


@dataclass(frozen=True)
class Fault:
    """A syntax error of a Fluent file: `problem` in the words of the library, which are English."""

    file: str
    line: int
    problem: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.problem}"


class CatalogError(Exception):
    """Catalogs with syntax errors, a line each. No sentence of a catalog: they are what is broken."""

    exit_code = 1

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(map(str, self.faults)))


class Catalog:
    """All sentences in every language; every other module uses `say`."""

    def __init__(self, bundles: Mapping[str, FluentBundle]) -> None:
        self._bundles = bundles
        self.languages = tuple(bundles)
        self._simple: dict[tuple[str, str], tuple[tuple[bool, str], ...] | None] = {}
        self._variables: dict[tuple[str, str], frozenset[str]] = {}

    @classmethod
    def load(cls, root: Path | None = None) -> Catalog:
        """The catalogs below the content `root` (default: those that come with the program, read once).

        Raises:
            CatalogError: a file has a syntax error.
        """
        return _program_catalog() if root is None else cls._read(root)

    @classmethod
    def readable(cls) -> Catalog:
        """The program's own catalogs without the sentences that have a syntax error, to report mistakes."""
        return _program_catalog_readable()

    @classmethod
    def _read(cls, root: Path, *, lenient: bool = False) -> Catalog:
        faults: list[Fault] = []
        bundles = {}
        for language in languages(root):
            bundle = Bundle(language)
            for path in sorted((root / FOLDER / language).glob("*.ftl")):
                text = path.read_text("utf-8")
                faults += junk(bundle.read(text), text, f"{FOLDER}/{language}/{path.name}")
            bundles[language] = bundle
        if faults and not lenient:
            raise CatalogError(faults)
        return cls(bundles)

    def say(self, key: str, language: str, /, **values: object) -> str:
        """The sentence `key` in `language` with its variables filled; Chinese where the language lacks it.

        Whole numbers are written without grouping, dates as 2027-04-30.

        Raises:
            KeyError: no language has the key, or a variable of the sentence is not given.
        """
        simple = self._parts(key, language)
        if simple is not None:
            return "".join([part if is_text else _shown(key, part, values) for is_text, part in simple])
        bundle = self._bundle(key, language)
        pattern = bundle.get_message(key).value
        if pattern is None:
            raise KeyError(f"{key} has no sentence")
        said, errors = bundle.format_pattern(pattern, {name: _value(value) for name, value in values.items()})
        if errors:
            raise KeyError(f"{key}: {'; '.join(map(str, errors))}")
        return str(said)

    def on_page(self, key: str) -> str:
        """The key by which a sentence is said on the page in a browser: its own with `-web` behind it, where
        there is one."""
        other = key + ON_PAGE
        return other if self._bundles[FALLBACK].has_message(other) else key

    def variables(self, key: str, language: str) -> frozenset[str]:
        """Names of the variables of a sentence, those of sentences within it included.

        Raises:
            KeyError: no language has the key.
        """
        if (found := self._variables.get((key, language))) is None:
            finder = _Names()
            finder.visit(self._bundle(key, language).get_message(key).value)
            within = (self.variables(other, language) for other in finder.sentences)
            found = self._variables[key, language] = frozenset(finder.names).union(*within)
        return found

    def _parts(self, key: str, language: str) -> tuple[tuple[bool, str], ...] | None:
        """Text and names of variables in turn, for a sentence without selectors; most are such.

        Formatting them through Fluent's resolver costs ten times as much, at every window.
        """
        if (key, language) in self._simple:
            return self._simple[key, language]
        pattern = self._bundle(key, language).get_message(key).value
        if pattern is None:
            raise KeyError(f"{key} has no sentence")
        parts: list[tuple[bool, str]] | None = []
        for element in getattr(pattern, "elements", [pattern]):
            inner = getattr(element, "expression", element)
            if isinstance(inner, (ast.TextElement, ast.StringLiteral)) and parts is not None:
                value = inner.value if isinstance(inner, ast.TextElement) else inner.parse()["value"]
                parts.append((True, value))
            elif isinstance(inner, ast.VariableReference) and parts is not None:
                parts.append((False, inner.id.name))
            else:
                parts = None
        found = self._simple[key, language] = None if parts is None else tuple(parts)
        return found

    def _bundle(self, key: str, language: str) -> FluentBundle:
        for name in (language, FALLBACK):
            if name in self._bundles and self._bundles[name].has_message(key):
                return self._bundles[name]
        raise KeyError(key)


class _Names(Visitor):
    """Collects the variables of a sentence, also those inside selectors, and the sentences within it."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self.sentences: list[str] = []

    def visit_MessageReference(self, node: ast.MessageReference) -> None:  # noqa: N802 - the library's name
        """A sentence within it."""
        self.sentences.append(node.id.name)

    def visit_VariableReference(self, node: ast.VariableReference) -> None:  # noqa: N802 - the library's name
        """Collect a variable."""
        self.names.append(node.id.name)


def _shown(key: str, name: str, values: Mapping[str, object]) -> str:
    """A variable's value formatted as by `_value`."""
    try:
        value = values[name]
    except KeyError:
        raise KeyError(f"{key}: variable ${name} is not given") from None
    return value.isoformat() if isinstance(value, date) else str(value)


def _value(value: object) -> object:
    """A value as the sentences take it: no 2,027 for a year, no local form of a date."""
    if isinstance(value, int) and not isinstance(value, bool):
        return fluent_number(value, useGrouping=False)
    return value.isoformat() if isinstance(value, date) else value


def junk(resource: ast.Resource, text: str, file: str) -> list[Fault]:
    """Syntax errors of a Fluent file."""
    return [
        Fault(file, line_at(text, annotation.span), str(annotation.message))
        for entry in resource.body
        if isinstance(entry, ast.Junk)
        for annotation in entry.annotations
    ]


def line_at(text: str, span: ast.Span | None) -> int:
    """The line, from 1, on which a part of a Fluent file begins."""
    return text.count("\n", 0, span.start) + 1 if span else 1


@cache
def _program_catalog() -> Catalog:
    """The program's own catalogs, read once in a process."""
    return Catalog._read(_DEFAULT_ROOT)


@cache
def _program_catalog_readable() -> Catalog:
    """The program's own catalogs, without the sentences that cannot be parsed; read once, also if broken."""
    try:
        return _program_catalog()
    except CatalogError:
        return Catalog._read(_DEFAULT_ROOT, lenient=True)
