"""Rules of the house that no linter knows, read from the source."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fluent.syntax import parse
from fluent.syntax.ast import Message

from content.catalog import Catalog
from content.languages import languages
from scheduler.messages.wording import BUTTONS

ROOT = Path(__file__).parents[2]
REPORT_DIALOGS = ("report", "report_case", "receipt")
FOLDERS = ("bot", "simulator", "storage", "scheduler", "documents")
HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
LONGEST = 450


def modules(*folders: str) -> list[Path]:
    """All modules of the program in these folders."""
    return [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]


def name_of(path: Path) -> str:
    """A module as it is named in messages."""
    return path.relative_to(ROOT).as_posix()


def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def docstrings(tree: ast.Module) -> set[int]:
    """Lines of strings that are statements: docstrings and notes under fields."""
    return {
        node.value.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
    }


def texts(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Texts of the code, docstrings left out."""
    apart = docstrings(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.lineno not in apart:
            yield node.lineno, node.value


def test_no_text_that_people_read_is_in_the_code() -> None:
    found = [
        f"{name_of(path)}:{line}: {text[:30]!r}"
        for path in modules(*FOLDERS)
        if "simulator" not in path.parts
        for line, text in texts(parsed(path))
        if HAN.search(text)
    ]
    assert found == [], "move these into content/catalogs or a pack"


def test_no_dialog_waits_for_itself() -> None:
    # BgManager.fg() on the stack of the running handler waits for itself without end.
    found = [
        f"{name_of(path)}:{node.lineno}"
        for path in modules("bot", "simulator")
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "fg"
    ]
    assert found == []


def test_every_module_says_what_lives_in_it() -> None:
    silent = [name_of(path) for path in modules("content", *FOLDERS) if not ast.get_docstring(parsed(path))]
    assert silent == []


def test_no_module_grew_too_long() -> None:
    long = {
        name_of(path): count
        for path in modules("content", *FOLDERS)
        if "migrations" not in path.parts and (count := len(path.read_text("utf-8").splitlines())) > LONGEST
    }
    assert long == {}


def test_a_registry_bears_the_name_under_which_it_is_found() -> None:
    # a missing part is named by it: "documents.words.WHY lacks …"
    wrong = []
    for path in modules("content", *FOLDERS):
        for node in parsed(path).body:
            if isinstance(node, ast.Assign | ast.AnnAssign) and isinstance(node.value, ast.Call):
                target = node.targets[0] if isinstance(node, ast.Assign) else node.target
                name = f"{name_of(path)[:-3].replace('/', '.')}.{ast.unparse(target)}"
                call = node.value
                if ast.unparse(call.func) == "complete" and ast.literal_eval(call.args[0]) != name:
                    wrong.append(name)
    assert wrong == []


def test_nothing_is_left_for_later() -> None:
    marks = re.compile(r"\b(" + "|".join(("TO" + "DO", "FIX" + "ME")) + r")\b")
    everything = modules("content", *FOLDERS, "tests")
    assert [name_of(path) for path in everything if marks.search(path.read_text("utf-8"))] == []


def raised(kind: str) -> list[tuple[str, str, frozenset[str]]]:
    """The places that raise an error of a class: place, key, names of the values given."""
    found = []
    for path in modules("content", *FOLDERS):
        for node in ast.walk(parsed(path)):
            if not isinstance(node, ast.Call) or getattr(node.func, "id", "") != kind or not node.args:
                continue
            first = node.args[0]
            for one in (first.body, first.orelse) if isinstance(first, ast.IfExp) else (first,):
                if isinstance(one, ast.Constant) and isinstance(one.value, str):
                    given = frozenset(str(keyword.arg) for keyword in node.keywords)
                    found.append((f"{name_of(path)}:{node.lineno}", one.value, given))
    return found


@pytest.mark.parametrize("kind", ["Invalid", "Conflict"])
def test_every_problem_that_is_raised_has_its_sentence(kind: str) -> None:
    catalog, problems = Catalog.load(), raised(kind)
    assert problems
    # Errors only an operator can meet are written by the command line, in English.
    commands = (ROOT / "bot" / "cli" / "support.py").read_text("utf-8")
    silent = []
    for place, key, given in problems:
        assert key.startswith(f"error-{kind.lower()}-"), place
        if f'"{key}":' in commands:
            continue
        for language in languages():
            try:
                wanted = catalog.variables(key, language)
            except KeyError:
                silent.append(f"{place}: no sentence {key}")
                continue
            if not wanted <= given:
                silent.append(f"{place}: {sorted(wanted - given)} not given")
    assert silent == []


def test_files_of_people_are_deleted_where_their_owner_is_asked_alone() -> None:
    """Two databases may share a data directory: `storage/reports/folder.py` knows whose the files are."""
    deletes = re.compile(r"(files|store)\.remove\(|\w\.path\([^)]*\)\.unlink")
    found = {name_of(path) for path in modules(*FOLDERS) if deletes.search(path.read_text("utf-8"))}
    asks = {
        "storage/installation/evidence_folder.py",
        "storage/reports/folder.py",
        "scheduler/planning/reports.py",
    }
    assert found == {*asks, "storage/base/files.py"}


def test_the_modules_of_reports_know_no_store_of_evidence() -> None:
    """Photos of reports stay on the disk: a bucket would log the second at which each came."""
    knows = re.compile(r"app\.files|BucketFiles|base\.files|evidence_of")
    folders = ("storage/reports", "bot/privacy", *(f"bot/dialogs/{name}" for name in REPORT_DIALOGS))
    paths = [*modules(*folders), *(ROOT / "scheduler").rglob("report*.py")]
    assert len(paths) > 40
    assert [name_of(path) for path in paths if knows.search(path.read_text("utf-8"))] == []


def pattern_of(node: ast.JoinedStr) -> str | None:
    """The pattern of an f-string whose fixed parts are those of a key."""
    fixed = [str(one.value) for one in node.values if isinstance(one, ast.Constant)]
    if not re.search(r"[a-z]-|-[a-z]", " ".join(fixed)) or re.search(r"[^a-z0-9_-]", "".join(fixed)):
        return None
    return "".join(str(one.value) if isinstance(one, ast.Constant) else "[a-z0-9_-]+" for one in node.values)


def no_keys(tree: ast.Module) -> set[ast.AST]:
    """Composed names of messages in the outbox, which look like keys."""
    found: set[ast.AST] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            found |= {one.value for one in node.keywords if one.arg in ("what", "dedupe_key")}
            if ast.unparse(node.func).endswith(".take_back_of"):
                found |= set(node.args)
    return found


def test_no_key_of_the_catalogs_is_put_together_from_pieces() -> None:
    """A search for a key finds its use, and `chenan content check` sees it."""
    keys = [
        entry.id.name
        for path in (ROOT / "content" / "catalogs" / "zh").glob("*.ftl")
        for entry in parse(path.read_text("utf-8")).body
        if isinstance(entry, Message)
    ]
    assert len(keys) > 2000
    found = []
    for path in modules(*FOLDERS, "content"):
        tree = parsed(path)
        apart = no_keys(tree)
        for node in ast.walk(tree):
            pattern = pattern_of(node) if isinstance(node, ast.JoinedStr) and node not in apart else None
            if pattern is not None and any(re.fullmatch(pattern, key) for key in keys):
                found.append(f"{name_of(path)}: {pattern}")
    assert found == []


def test_every_button_of_the_outbox_has_its_words() -> None:
    """A kind without words would be found out when its message is composed."""
    asked = {
        (name_of(path), value.value)
        for path in modules("storage")
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Dict)
        for key, value in zip(node.keys, node.values, strict=True)
        if ast.unparse(key or value) == "'kind'" and isinstance(value, ast.Constant)
        if {ast.unparse(one) for one in node.keys if one is not None} >= {"'kind'", "'id'"}
    }
    assert len(asked) > 15
    assert [one for one in sorted(asked) if one[1] not in BUTTONS] == []
