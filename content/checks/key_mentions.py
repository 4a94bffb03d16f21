"""Finds which keys of the catalogs the program's source names; reads Python and runs none of it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from content.languages import languages

FOLDERS = ("bot", "content", "documents", "scheduler", "simulator", "storage")
_SPEAKERS = {
    "T": 0,
    "say": 0,
    "say_wanted": 0,
    "variables": 0,
    "Sentence": 0,
    "WrongValue": 0,
    "mistake": 2,
    "back_to": 2,
    "ListColumn": 0,
}
"""Functions called with a key, and the position of that argument."""
_FILLED = frozenset({"say", "Sentence", "WrongValue", "mistake"})
"""Functions among them that take the sentence's variables as keywords."""
_ERRORS = frozenset({"Invalid", "Conflict", "SheetError"})
"""Classes of errors constructed with the key of their sentence."""
_KEYWORDS = frozenset({"text_key", "key", "help", "prompt"})
_KEY = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9_]+)+")
_PIECE = re.compile(r"[a-z0-9_-]*-[a-z0-9_-]*")
"""Part of a composed key."""


@dataclass(frozen=True)
class Use:
    """A key where the source relies on it.

    `given`: names of the variables passed along; None where that cannot be seen.
    """

    file: str
    line: int
    key: str
    given: frozenset[str] | None = None


@dataclass
class Mentions:
    """Uses that need a key; tables of nothing but what looks like keys; all texts that may name one.

    `composed`: files and lines where a key is put together from pieces, so that nobody can find it.
    `replaced`: keys for which a table has another one, so that they need no sentence of their own.
    """

    uses: list[Use] = field(default_factory=list)
    composed: list[tuple[str, int]] = field(default_factory=list)
    tables: list[tuple[Use, ...]] = field(default_factory=list)
    texts: set[str] = field(default_factory=set)
    replaced: set[str] = field(default_factory=set)


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
    elif isinstance(node, ast.Dict) and (table := tuple(_table(file, node))):
        mentions.tables.append(table)
        mentions.replaced |= {ast.literal_eval(one) for one in node.keys if one is not None and _is_key(one)}
    elif isinstance(node, ast.Call):
        mentions.uses.extend(_uses(file, node))
        mentions.composed.extend((file, one.lineno) for one in _key_arguments(node) if _is_composed(one))


def _table(file: str, node: ast.Dict) -> Iterator[Use]:
    """The values of a table, where all of them look like keys."""
    if all(_is_key(one) for one in node.values):
        for one in node.values:
            yield Use(file, one.lineno, ast.literal_eval(one))


def _is_key(node: ast.expr | None) -> bool:
    return (
        isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and _KEY.fullmatch(node.value) is not None
    )


def _key_arguments(call: ast.Call) -> Iterator[ast.expr]:
    """The argument of a call that takes a key."""
    name = _name(call)
    at = _SPEAKERS.get(name, 0 if name in _ERRORS else None)
    if at is not None and len(call.args) > at:
        yield call.args[at]
    for keyword in call.keywords:
        if keyword.arg in _KEYWORDS:
            yield keyword.value


def _is_composed(node: ast.expr) -> bool:
    if isinstance(node, ast.IfExp):
        return _is_composed(node.body) or _is_composed(node.orelse)
    pieces: list[ast.expr] = []
    if isinstance(node, ast.JoinedStr):
        pieces = node.values
    elif isinstance(node, ast.BinOp):
        pieces = [node.left, node.right]
    fixed = [one.value for one in pieces if isinstance(one, ast.Constant)]
    return any(isinstance(text, str) and _PIECE.fullmatch(text) for text in fixed)


def _name(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def _uses(file: str, call: ast.Call) -> Iterator[Use]:
    name = _name(call)
    at = _SPEAKERS.get(name)
    if at is not None and len(call.args) > at:
        given = None
        if name in _FILLED and all(keyword.arg for keyword in call.keywords):
            given = frozenset(str(keyword.arg) for keyword in call.keywords)
        for use in _keys(file, call.args[at], given):
            if use.key not in languages():  # Text.say("zh")
                yield use
    if name in _ERRORS and call.args:
        yield from _keys(file, call.args[0], None)
    for keyword in call.keywords:
        if keyword.arg in _KEYWORDS:
            for use in _keys(file, keyword.value, None):
                # The other words also name other things; only a key of the catalogs has hyphens.
                if keyword.arg == "text_key" or _KEY.fullmatch(use.key):
                    yield use


def _keys(file: str, node: ast.expr, given: frozenset[str] | None) -> Iterator[Use]:
    if isinstance(node, ast.IfExp):
        yield from _keys(file, node.body, given)
        yield from _keys(file, node.orelse, given)
    elif isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield Use(file, node.lineno, node.value, given=given)
