"""Finds which keys of the catalogs the program's source names; reads Python and runs none of it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from content.catalog import LANGUAGES

FOLDERS = ("bot", "documents", "scheduler", "simulator", "storage")
_SPEAKERS = frozenset({"T", "say"})
_KEYWORDS = frozenset({"text_key", "key", "help", "prompt"})
_KEY = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)+")


@dataclass(frozen=True)
class Use:
    """A key, or the beginning of one (`is_prefix`), where the source relies on it.

    `given`: names of the variables passed along; None where that cannot be seen.
    """

    file: str
    line: int
    key: str
    is_prefix: bool = False
    given: frozenset[str] | None = None


@dataclass
class Mentions:
    """Uses that need a key, and all texts and prefixes that may name one."""

    uses: list[Use] = field(default_factory=list)
    texts: set[str] = field(default_factory=set)
    prefixes: set[str] = field(default_factory=set)

    def names(self, key: str) -> bool:
        """Is the key named anywhere?"""
        return key in self.texts or any(key.startswith(prefix) for prefix in self.prefixes)


def find_mentions(source_root: Path) -> Mentions:
    """All mentions in the Python files below the program's folders in `source_root`."""
    mentions = Mentions()
    for folder in FOLDERS:
        for path in sorted((source_root / folder).rglob("*.py")):
            file = path.relative_to(source_root).as_posix()
            for node in ast.walk(ast.parse(path.read_text("utf-8"), filename=file)):
                _note(mentions, file, node)
    return mentions


def _note(mentions: Mentions, file: str, node: ast.AST) -> None:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        mentions.texts.add(node.value)
    elif isinstance(node, ast.JoinedStr) and (prefix := _prefix(node)):
        mentions.prefixes.add(prefix)
    elif isinstance(node, ast.Call):
        mentions.uses.extend(_uses(file, node))


def _prefix(node: ast.JoinedStr) -> str:
    """The fixed beginning of a key built in place: `error-` of f"error-{kind}"."""
    first = node.values[0]
    text = first.value if isinstance(first, ast.Constant) else None
    return text if isinstance(text, str) and re.fullmatch(r"[a-z][a-z0-9-]*-", text) else ""


def _uses(file: str, call: ast.Call) -> Iterator[Use]:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    if name in _SPEAKERS and call.args:
        given = None
        if name == "say" and all(keyword.arg for keyword in call.keywords):
            given = frozenset(str(keyword.arg) for keyword in call.keywords)
        for use in _keys(file, call.args[0], given):
            if use.key not in LANGUAGES:  # Text.say("zh")
                yield use
    for keyword in call.keywords:
        if keyword.arg in _KEYWORDS:
            for use in _keys(file, keyword.value, None):
                # The other words also name other things; only a key of the catalogs has hyphens.
                if keyword.arg == "text_key" or use.is_prefix or _KEY.fullmatch(use.key):
                    yield use


def _keys(file: str, node: ast.expr, given: frozenset[str] | None) -> Iterator[Use]:
    if isinstance(node, ast.IfExp):
        yield from _keys(file, node.body, given)
        yield from _keys(file, node.orelse, given)
    elif isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield Use(file, node.lineno, node.value, given=given)
    elif isinstance(node, ast.JoinedStr) and (prefix := _prefix(node)):
        yield Use(file, node.lineno, prefix, is_prefix=True)
