"""Selects tests by noun: `--noun=extensions` picks those whose name has it, and those that use an import of
product code of that name, their module's own or one of a helper of its folder or of one above."""

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
    if not by_import:
        return False
    used = _uses(path).get(name.partition("[")[0])
    imports = _imports(path)
    modules = [imports.get(one, frozenset()) for one in used] if used else imports.values()
    return any(stem in module for some in modules for module in some)


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
    return frozenset().union(*_imports(path).values())


@cache
def _imports(path: Path) -> dict[str, frozenset[str]]:
    """The modules of product code behind each name that a test module imports."""
    found: dict[str, frozenset[str]] = {}
    for name, module in _imported(path):
        found[name] = found.get(name, frozenset()) | _behind(module, path)
    return found


def _behind(module: str, path: Path) -> frozenset[str]:
    """A module of product code itself; of a helper in the folder of `path` or above it, all that it
    imports."""
    found: set[str] = set()
    seen: set[str] = set()
    ahead = [module]
    while ahead:
        at = ahead.pop()
        if at in seen:
            continue
        seen.add(at)
        if at.split(".")[0] in PRODUCT:
            found.add(at)
        elif (helper := _helper(at)) is not None and helper.parent in path.parents:
            ahead += [one for _, one in _imported(helper)]
    return frozenset(found)


@cache
def _uses(path: Path) -> dict[str, frozenset[str]]:
    """The names that each definition of a module uses, those that its other definitions use with them.

    Arguments count, since they name fixtures, and so do fixtures that all tests get.
    """
    own: dict[str, set[str]] = {}
    everywhere: set[str] = set()
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        names = {one.id for one in ast.walk(node) if isinstance(one, ast.Name)}
        names |= {one.arg for one in ast.walk(node) if isinstance(one, ast.arg)}
        names |= {str(one.value) for one in ast.walk(node) if isinstance(one, ast.Constant)}
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            own.setdefault(node.name, set()).update(names)
            if any("autouse=True" in ast.unparse(one) for one in node.decorator_list):
                everywhere.add(node.name)
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
                own.setdefault(ast.unparse(target), set()).update(names)
    return {name: _reached(own, {name, *everywhere}) for name in own}


def _reached(own: dict[str, set[str]], names: set[str]) -> frozenset[str]:
    found: set[str] = set()
    ahead = list(names)
    while ahead:
        name = ahead.pop()
        if name not in found:
            found.add(name)
            ahead += own.get(name, ())
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
def _imported(path: Path) -> tuple[tuple[str, str], ...]:
    return tuple(_names(ast.parse(path.read_text(encoding="utf-8"))))


def _names(tree: ast.AST) -> Iterator[tuple[str, str]]:
    """Every name imported, wherever in the file, with its module: itself, or the one it is from."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.asname or alias.name.split(".")[0], alias.name
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            for alias in node.names:
                module = f"{node.module}.{alias.name}" if alias.name.islower() else node.module
                yield alias.asname or alias.name, module
