"""The pages for newcomers are true: names, folders, pictures, commands, glossary."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from storage.base.rights import RIGHTS
from storage.tables import metadata
from tests.architecture.test_layout import PACKAGES
from tests.diagrams import DOCS, DRAWN

ROOT = Path(__file__).parents[2]
TABLES = metadata.tables
LIBRARIES = {"aiogram", "sys"}
"""First words of names that are not ours: sys.inputs is Typst's."""
DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
PAGES = ("CONTRIBUTING.md", "README.md", "README.zh.md", "docs/architecture.md")
DECISIONS = sorted(path.relative_to(ROOT).as_posix() for path in (DOCS / "decisions").glob("*.md"))
NAME = re.compile(r"[A-Za-z_][\w.]*(\(\))?")
PATH = re.compile(r"(?P<path>[\w.-]+(/[\w.*-]+)*/?)(:(?P<name>\w+))?")
ELSEWHERE = {
    *("ensure_future", "getUpdates", "sqlite3", "busy_timeout"),
    *("data_dir", "list.xlsx", "demo.db", "FILE"),
}
"""Names of libraries and of Telegram, and files that a reader makes."""


def text(page: str) -> str:
    """A page of the documentation."""
    return (ROOT / page).read_text("utf-8")


def fences(page: str) -> list[str]:
    """Blocks of code of a page."""
    return re.findall(r"```\w*\n(.*?)```", text(page), re.DOTALL)


def quoted(page: str) -> list[str]:
    """Text in backticks on a page, without blocks of code."""
    bare = re.sub(r"```.*?```", "", text(page), flags=re.DOTALL)
    return re.findall(r"`([^`\n]+)`", bare)


@cache
def words() -> frozenset[str]:
    """All words of the program's source, its tests and its settings."""
    files = [path for folder in (*PACKAGES, "tests") for path in (ROOT / folder).rglob("*.py")]
    files += [ROOT / name for name in ("pyproject.toml", "Makefile", ".env.example")]
    files += [*(ROOT / "content").rglob("*.yaml"), *(ROOT / "content" / "catalogs" / "en").glob("*.ftl")]
    this = Path(__file__)
    return frozenset(
        word for path in files if path != this for word in re.findall(r"\w+", path.read_text("utf-8"))
    )


def missing(piece: str) -> bool:
    """Whether something in backticks names a file or a thing of the code that is not there."""
    if found := PATH.fullmatch(piece):
        path, name = found["path"], found["name"]
        if "/" in path or path.endswith((".md", ".py")):
            there = list(ROOT.glob(path.rstrip("/")))
            if not there or (path.endswith("/") and not there[0].is_dir()):
                return True
            return name is not None and name not in defined(there[0])
    if NAME.fullmatch(piece) and piece not in ELSEWHERE:
        return any(word not in words() for word in re.findall(r"\w+", piece))
    return False


def defined(path: Path) -> set[str]:
    """Names that a module defines."""
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    return {node.name for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, kinds)}


@pytest.mark.parametrize("page", [*PAGES, *DECISIONS])
def test_what_a_page_names_is_there(page: str) -> None:
    assert [piece for piece in quoted(page) if missing(piece)] == []


def test_names_that_are_not_there_are_seen() -> None:
    for gone in ("bot/poller.py", "bot/ring/", "bot/resume.py:nowhere", "storage.nothing_like_it", "NoSuch"):
        assert missing(gone), gone
    assert not missing("bot/dialogs/")


def quoted_in_code() -> Iterator[tuple[str, str]]:
    """Dotted names in backticks in the program's comments and docstrings, with their module."""
    for path in (path for folder in PACKAGES for path in (ROOT / folder).rglob("*.py")):
        for name in re.findall(r"`([a-z_]+(?:\.[A-Za-z_]+)+)`", path.read_text("utf-8")):
            yield path.relative_to(ROOT).as_posix(), name


def is_gone(path: str, name: str) -> bool:
    """Whether a dotted name is none of ours: no module or part of one, no right, no column, nothing that the
    module itself knows by the first word."""
    columns = {f"{column.table.name}.{column.name}" for table in TABLES.values() for column in table.columns}
    if name in RIGHTS or name in columns or name in modules():
        return False
    owner, _, part = name.rpartition(".")
    if part in modules().get(owner, ()):
        return False
    nodes = list(ast.walk(ast.parse((ROOT / path).read_text("utf-8"))))
    known = {node.arg for node in nodes if isinstance(node, ast.arg)}
    known |= {node.id for node in nodes if isinstance(node, ast.Name)}
    return name.split(".", maxsplit=1)[0] not in known | LIBRARIES


@cache
def modules() -> dict[str, frozenset[str]]:
    """Names defined in each module, by its dotted name and by the ends of it (`reviews.queue`, `queue`)."""
    found: dict[str, set[str]] = {}
    for path in (path for folder in PACKAGES for path in (ROOT / folder).rglob("*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        parts = parts[:-1] if parts[-1] == "__init__" else parts
        nodes = list(ast.walk(ast.parse(path.read_text("utf-8"))))
        named = {node.name for node in nodes if isinstance(node, DEFINITIONS)}
        named |= {node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
        for begin in range(len(parts)):
            found.setdefault(".".join(parts[begin:]), set()).update(named)
    return {name: frozenset(named) for name, named in found.items()}


def test_names_in_comments_are_there() -> None:
    assert [(path, name) for path, name in quoted_in_code() if is_gone(path, name)] == []


def test_a_name_that_has_gone_is_seen() -> None:
    assert is_gone("storage/campaigns/days.py", "campaign_telling.tell_moved")
    assert not is_gone("storage/campaigns/days.py", "telling.tell_moved")


@pytest.mark.parametrize("page", [*PAGES, *DECISIONS])
def test_links_of_a_page_lead_somewhere(page: str) -> None:
    links = re.findall(r"\]\(([^)#:]+)\)", text(page))
    assert [link for link in links if not (ROOT / page).parent.joinpath(link).exists()] == []


def test_every_folder_has_its_line() -> None:
    folders = {
        folder.relative_to(ROOT).as_posix()
        for package in PACKAGES
        for folder in (ROOT / package).iterdir()
        if folder.is_dir() and folder.name != "__pycache__" and any(folder.iterdir())
    }
    named = re.findall(r"^\| `([\w/]+)/` \| \S", text("docs/architecture.md"), re.MULTILINE)
    assert {one for one in named if "/" in one} == folders
    assert len(named) == len(set(named))


def test_every_decision_is_listed() -> None:
    listed = re.findall(r"\((decisions/[\w-]+\.md)\)", text("docs/architecture.md"))
    assert sorted(f"docs/{one}" for one in listed) == DECISIONS
    assert len(DECISIONS) >= 7


@pytest.mark.parametrize("name", DRAWN)
def test_pictures_show_the_code_as_it_is(name: str) -> None:
    assert text(f"docs/{name}") == DRAWN[name](), "make it anew: .venv/bin/python -m tests.diagrams"
