"""Finds the product's reads in its source: what `bot/` and `documents/` ask of `storage/` and that writes
nothing, itself or by what it calls.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
_WRITES = re.compile(r"\s*(INSERT|UPDATE|DELETE)\b")
_WRITERS = {"insert", "update", "delete"}
_CUT = {"storage.offices.staff.require"}
"""Writes only that it refused."""
_Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Found:
    """A read: its name (`reviews.queue.list_waiting`) and the names of its arguments after the connection."""

    name: str
    arguments: tuple[str, ...]
    needed: frozenset[str]
    """Arguments without a default."""

    @property
    def function(self) -> Any:
        """The function itself."""
        module, _, name = self.name.rpartition(".")
        return getattr(import_module(f"storage.{module}"), name)


@cache
def product_reads() -> tuple[Found, ...]:
    """All of them, by name."""
    defined, references = _storage()
    writing = _writing(defined, references)
    used = set(_used())
    found = []
    for name, node in defined.items():
        if name not in used or name in writing or not isinstance(node, ast.AsyncFunctionDef):
            continue
        arguments = node.args
        positional = [one.arg for one in arguments.args]
        if positional[:1] != ["db"]:
            continue
        optional = positional[len(positional) - len(arguments.defaults) :]
        optional += [
            one.arg
            for one, default in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True)
            if default is not None
        ]
        names = (*positional[1:], *(one.arg for one in arguments.kwonlyargs))
        found.append(Found(name.removeprefix("storage."), names, frozenset(names) - set(optional)))
    return tuple(sorted(found, key=lambda one: one.name))


def _modules(*folders: str) -> Iterator[tuple[str, ast.Module]]:
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*.py")):
            if "migrations" not in path.parts:
                name = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
                yield name, ast.parse(path.read_text(encoding="utf-8"))


def _imported(tree: ast.Module) -> dict[str, str]:
    return {
        one.asname or one.name: f"{node.module}.{one.name}"
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module
        for one in node.names
    }


def _storage() -> tuple[dict[str, ast.stmt], dict[str, set[str]]]:
    """Definitions of the modules of `storage/`, and the names that each refers to."""
    defined: dict[str, ast.stmt] = {}
    references: dict[str, set[str]] = {}
    for module, tree in _modules("storage"):
        imported = _imported(tree)
        names = [(name, node) for node in tree.body for name in _names(node)]
        own = {name: f"{module}.{name}" for name, _ in names}
        for name, node in names:
            defined[own[name]] = node
            references[own[name]] = set(_referred(node, {**imported, **own}))
    return defined, references


def _names(node: ast.stmt) -> list[str]:
    if isinstance(node, _Function):
        return [node.name]
    if isinstance(node, ast.Assign):
        return [one.id for one in node.targets if isinstance(one, ast.Name)]
    if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
        return [node.target.id]
    return []


def _referred(node: ast.AST, known: dict[str, str]) -> Iterator[str]:
    """The names that a definition refers to; `write` where it builds a statement that writes."""
    for one in ast.walk(node):
        if isinstance(one, ast.Name) and one.id in known:
            target = known[one.id]
            yield target
            if target.startswith("sqlalchemy.") and one.id in _WRITERS:
                yield "write"
        elif isinstance(one, ast.Attribute) and isinstance(one.value, ast.Name) and one.value.id in known:
            yield f"{known[one.value.id]}.{one.attr}"
        elif isinstance(one, ast.Constant) and isinstance(one.value, str) and _WRITES.match(one.value):
            yield "write"


def _writing(defined: dict[str, ast.stmt], references: dict[str, set[str]]) -> set[str]:
    writing = {"write", "storage.base.database.upsert"}
    while True:
        more = {name for name in defined if references[name] & writing} - writing - _CUT
        if not more:
            return writing
        writing |= more


def _used() -> Iterator[str]:
    for _, tree in _modules("bot", "documents"):
        imported = _imported(tree)
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                if node.value.id in imported:
                    yield f"{imported[node.value.id]}.{node.attr}"
            elif isinstance(node, ast.Name) and node.id in imported:
                yield imported[node.id]
