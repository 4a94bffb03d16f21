"""Selects tests by noun: `--noun=extensions` picks those whose name has it, and those whose module imports
product code of that name, itself or through helpers of its own folder or of one above."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

TESTS = Path(__file__).parent
PRODUCT = ("bot", "content", "documents", "scheduler", "simulator", "storage")


def concerns(noun: str, path: Path, name: str = "", *, by_import: bool = True) -> bool:
    """Whether a test of the module at `path` concerns the noun; both `extension` and `extensions` are it.

    `by_import` False: its name alone counts.
    """
    stem = _stem(noun)
    if stem in path.stem.removeprefix("test_") or stem in path.parent.name or stem in name.lower():
        return True
    return by_import and any(stem in module for module in product_modules(path))


def may_concern(noun: str, path: Path, *, by_import: bool = True) -> bool:
    """Whether a module can hold such a test; others need not be imported."""
    return concerns(noun, path, " ".join(_tests(path)), by_import=by_import)


def _stem(noun: str) -> str:
    return noun.strip().lower().replace("-", "_").removesuffix("s")


@cache
def _tests(path: Path) -> tuple[str, ...]:
    """The names of a module's tests and of their classes."""
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    return tuple(node.name for node in nodes if isinstance(node, kinds) and "test" in node.name.lower())


@cache
def product_modules(path: Path) -> frozenset[str]:
    """The modules of product code that a test module imports, and that its folder's helpers import for it."""
    found: set[str] = set()
    seen: set[Path] = set()
    ahead = [path]
    while ahead:
        at = ahead.pop()
        if at in seen:
            continue
        seen.add(at)
        for module in _imported(at):
            if module.split(".")[0] in PRODUCT:
                found.add(module)
            elif (helper := _helper(module)) is not None and helper.parent in path.parents:
                ahead.append(helper)
    return frozenset(found)


def _helper(module: str) -> Path | None:
    if not module.startswith("tests."):
        return None
    for name in (module, module.rpartition(".")[0]):  # a module, or something out of one
        path = TESTS.parent.joinpath(*name.split(".")).with_suffix(".py")
        if path.is_file():
            return path
    return None


@cache
def _imported(path: Path) -> tuple[str, ...]:
    return tuple(_names(ast.parse(path.read_text(encoding="utf-8"))))


def _names(tree: ast.AST) -> Iterator[str]:
    """Every module imported, wherever in the file; return what is imported from one stands behind it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            for alias in node.names:
                yield f"{node.module}.{alias.name}" if alias.name.islower() else node.module
