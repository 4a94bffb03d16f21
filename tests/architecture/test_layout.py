"""The layout of the program: folders one can look through, names that say one thing, no import circle."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path

import grimp
import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = ("bot", "content", "documents", "scheduler", "simulator", "storage")
MOST = 25
"""Modules that a folder may hold directly."""
LONGEST = 450
"""Lines that a module of tests may have, as a module of the product may (`test_source`)."""


def folders() -> Iterator[Path]:
    """All folders of product code with modules in them."""
    for package in PACKAGES:
        for folder in sorted({path.parent for path in (ROOT / package).rglob("*.py")}):
            if "migrations" not in folder.parts:
                yield folder


def test_no_folder_holds_more_modules_than_can_be_looked_through() -> None:
    crowded = {
        folder.relative_to(ROOT).as_posix(): count
        for folder in folders()
        if (count := len(list(folder.glob("*.py")))) > MOST
    }
    assert not crowded, f"put the modules of one noun into a package of their own: {crowded}"


def test_every_module_of_storage_lies_in_a_package() -> None:
    assert [path.name for path in (ROOT / "storage").glob("*.py")] == ["__init__.py"]


def test_no_module_repeats_the_name_of_its_package() -> None:
    repeated = []
    for folder in folders():
        noun = folder.name.rstrip("s")
        for path in folder.glob("*.py"):
            words = path.stem.split("_")
            if len(folder.relative_to(ROOT).parts) > 1 and noun in {word.rstrip("s") for word in words}:
                repeated.append(path.relative_to(ROOT).as_posix())
    assert repeated == []


def test_no_module_only_hands_on_what_others_define() -> None:
    """A package's front may name what its modules make; a module names its own."""
    found = []
    for path in (path for folder in folders() for path in folder.glob("*.py") if path.name != "__init__.py"):
        body = ast.parse(path.read_text("utf-8")).body
        imported = {
            alias.asname or alias.name
            for node in body
            if isinstance(node, ast.ImportFrom)
            for alias in node.names
        }
        named = {
            name
            for node in body
            if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__"
            for name in ast.literal_eval(node.value)
        }
        if named & imported:
            found.append(path.relative_to(ROOT).as_posix())
    assert found == []


SHAPE = {"getters.py", "handlers.py", "windows.py"}
"""Files of every package of dialogs; its states are in `bot/states`, where other dialogs may start them."""
OTHERWISE = {
    "campaign",
    "finding",
    "notice_write",
    "notices",
    "office",
    "report_case",
    "review",
}
"""Packages that are still cut by window, each module with its handlers, getters and windows: fewer only."""


def test_packages_of_dialogs_have_the_same_files() -> None:
    packages = {path.parent for path in (ROOT / "bot" / "dialogs").glob("*/__init__.py")}
    assert len(packages) > 10
    odd = {path.name for path in packages if not {one.name for one in path.glob("*.py")} >= SHAPE}
    assert odd == OTHERWISE, "a new package takes the shape; one that has taken it leaves the list"


def circles(imports: Mapping[str, set[str]]) -> list[set[str]]:
    """Groups of modules that import one another, by whatever way (Tarjan)."""
    order: dict[str, int] = {}
    lowest: dict[str, int] = {}
    stack: list[str] = []
    found: list[set[str]] = []

    def visit(module: str) -> None:
        order[module] = lowest[module] = len(order)
        stack.append(module)
        for imported in imports[module]:
            if imported not in order:
                visit(imported)
                lowest[module] = min(lowest[module], lowest[imported])
            elif imported in stack:
                lowest[module] = min(lowest[module], order[imported])
        if lowest[module] == order[module]:
            group = set(stack[stack.index(module) :])
            del stack[stack.index(module) :]
            if len(group) > 1:
                found.append(group)

    for module in imports:
        if module not in order:
            visit(module)
    return found


def test_no_modules_import_one_another_in_a_circle() -> None:
    """Imports inside functions counted; those for type checkers too."""
    graph = grimp.build_graph(*PACKAGES, cache_dir=None)
    imports = {module: set(graph.find_modules_directly_imported_by(module)) for module in graph.modules}
    # A package's front imports its modules, and they import nothing from the front.
    assert len(imports) > 500
    assert circles(imports) == []


def test_circles_are_seen() -> None:
    assert circles({"a": {"b"}, "b": {"c"}, "c": {"a"}, "d": {"a"}}) == [{"a", "b", "c"}]


@pytest.mark.parametrize("package", PACKAGES)
def test_every_package_says_what_lives_in_it(package: str) -> None:
    silent = [
        folder.relative_to(ROOT).as_posix()
        for folder in folders()
        if folder.is_relative_to(ROOT / package)
        and not ast.get_docstring(ast.parse((folder / "__init__.py").read_text("utf-8")))
    ]
    assert silent == []


def test_tests_stand_in_folders_named_as_what_they_test() -> None:
    mirrored = ("bot", "content", "scheduler", "storage")
    folders = [path for top in mirrored for path in (ROOT / "tests" / top).iterdir() if path.is_dir()]
    named = [path for path in folders if path.name not in ("__pycache__", "data")]
    assert len(named) > 20
    strange = [path for path in named if not (ROOT / path.relative_to(ROOT / "tests")).is_dir()]
    assert not strange, strange
    loose = [path.name for path in (ROOT / "tests" / "storage").glob("test_*.py")]
    assert not loose, f"put them into a folder of tests/storage: {loose}"


def test_no_test_module_is_over_450_lines() -> None:
    """A longer one is split by subject; its parts share helpers in a module beside them."""
    modules = [path for path in (ROOT / "tests").rglob("test_*.py") if "data" not in path.parts]
    assert len(modules) > 250
    long = {
        path.relative_to(ROOT).as_posix(): count
        for path in modules
        if (count := len(path.read_text("utf-8").splitlines())) > LONGEST
    }
    assert long == {}


ALL = {"windows", "getters", "handlers"}
SHAPES = {
    "windows": {"windows"},
    "getters": {"getters"},
    "handlers": {"handlers"},
    "__init__": set[str](),
}
"""Parts that a module of a dialog with one of these names may hold. Any other name is that of a step of the
dialog, whose module may hold all that the step needs."""


def parts(module: ast.Module) -> set[str]:
    """The parts of a dialog that a module defines: windows, getters, handlers."""
    found: set[str] = set()
    for node in module.body:
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        if node.name.endswith("_getter"):
            found.add("getters")
        elif node.name.startswith("on_"):
            found.add("handlers")
    called = {ast.unparse(node.func) for node in ast.walk(module) if isinstance(node, ast.Call)}
    return found | ({"windows"} if called & {"Dialog", "RememberingDialog", "house_window"} else set())


def out_of_shape(folder: Path) -> list[str]:
    """Files in a folder of dialogs that break the one shape: a dialog is a package; `windows.py` makes it,
    and `__init__.py` only hands that on."""
    found = [path.name for path in folder.glob("*.py") if path.name != "__init__.py"]
    for package in (path.parent for path in sorted(folder.glob("*/__init__.py"))):
        if not (package / "windows.py").exists():
            found.append(f"{package.name}: no windows.py")
        for path in sorted(package.glob("*.py")):
            other = parts(ast.parse(path.read_text("utf-8"))) - SHAPES.get(path.stem, ALL)
            found += [f"{package.name}/{path.name}: {part}" for part in sorted(other)]
    return found


def test_every_dialog_is_a_package_of_one_shape() -> None:
    assert out_of_shape(ROOT / "bot" / "dialogs") == []


def test_a_dialog_out_of_shape_would_be_seen(tmp_path: Path) -> None:
    for name, text in {
        "single.py": "",
        "one/__init__.py": "def make_dialog(): return Dialog()",
        "two/__init__.py": "",
        "two/windows.py": "async def on_tap(): ...",
        "two/getters.py": "async def on_tap(): ...",
        "two/handlers.py": "async def list_getter(): ...",
        "two/choosing.py": "async def on_tap(): ...\nasync def list_getter(): ...\nhouse_window()",
    }.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    assert out_of_shape(tmp_path) == [
        *("single.py", "one: no windows.py", "one/__init__.py: windows", "two/getters.py: handlers"),
        *("two/handlers.py: getters", "two/windows.py: handlers"),
    ]
