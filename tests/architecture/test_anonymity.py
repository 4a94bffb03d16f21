"""docs/anonymity.md names a test for every leak, docs/security.md for every attack: each of them exists."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from content.catalog import Catalog

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "anonymity.md").read_text("utf-8")
SECURITY = (ROOT / "docs" / "security.md").read_text("utf-8")


def _tests() -> set[str]:
    found: set[str] = set()
    for path in (ROOT / "tests").rglob("test_*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test_"):
                found.add(node.name)
    return found


@pytest.mark.parametrize("page", [PAGE, SECURITY], ids=["anonymity", "security"])
def test_every_test_a_page_names_exists(page: str) -> None:
    named = set(re.findall(r"`(test_\w+)`", page))
    assert len(named) > 30
    assert named - _tests() == set()


def test_every_attack_has_a_test() -> None:
    rows = re.findall(r"^\| (.+?) \| .+ \| (.+?) \|$", SECURITY, re.MULTILINE)[2:]
    assert len(rows) > 18
    assert [attack for attack, test in rows if "`test_" not in test and "pip refuses" not in test] == []


def test_every_file_and_command_the_page_names_exists() -> None:
    for named in re.findall(r"`(tests/[\w/]+\.py)`", PAGE):
        assert (ROOT / named).is_file(), named
    source = "".join(path.read_text("utf-8") for path in (ROOT / "bot" / "cli").rglob("*.py"))
    for group, command in re.findall(r"`chenan (\w+)(?: ([a-z][\w-]*))?[^`]*`", PAGE):
        assert f'"{group}": (' in source, group
        name = command.replace("-", "_")
        assert not command or re.search(rf'def {name}\(|command\("{command}"\)|name="{command}"', source), (
            command
        )


def test_every_leak_has_a_row_with_a_test() -> None:
    rows = dict(re.findall(r"^\| (\d+) \|(.+)$", PAGE, re.MULTILINE))
    assert [int(number) for number in rows] == list(range(1, 24))
    assert [number for number, row in rows.items() if "`test_" not in row] == []


def test_a_test_of_a_leak_is_on_the_page() -> None:
    assert {name for name in _tests() if name.startswith("test_leak_")} <= set(re.findall(r"test_\w+", PAGE))


def test_every_sentence_of_the_chat_has_a_row_with_its_test() -> None:
    """Also the other way round: no row for what is no longer said."""
    catalog = Catalog.load()
    said = [
        line.strip()
        for key in ("private-privacy", "home-privacy-text")
        for line in catalog.say(key, "zh").splitlines()
    ]
    shown = PAGE[PAGE.index("## What the chat says") :]
    rows = dict(re.findall(r"^\| (?!sentence|---)(.+?) \| (.+) \|$", shown, re.MULTILINE))
    assert list(rows) == said
    assert [line for line, test in rows.items() if "`test_" not in test and not test.startswith("none")] == []


def test_every_sentence_of_the_page_has_a_row() -> None:
    """Every sentence true of Telegram too is said by the chat, in these or nearly these words."""
    said = Catalog.load().say("private-privacy-web", "zh").splitlines()
    assert len(said) == 10
    shown = PAGE[PAGE.index("## In a browser") : PAGE.index("## For the office")]
    rows = dict(re.findall(r"^\| (?!line|---)(.+?) \| (.+) \|$", shown, re.MULTILINE))
    assert list(rows) == said
    assert [line for line, test in rows.items() if not test.startswith(("`test_", "none", "as in"))] == []


def test_notes_on_upgrading_say_what_older_backups_hold() -> None:
    changes = (ROOT / "CHANGELOG.md").read_text("utf-8")
    notes = " ".join(changes[changes.index("### Migration") :].split())
    assert "Backups made before still hold the notices" in notes
    assert "delete them" in notes
