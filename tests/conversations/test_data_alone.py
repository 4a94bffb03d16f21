"""A sixth plan and a third language are data alone: put into a copy where nothing else is changed, the
program takes both, says what the language lacks, and the tests themselves talk to them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SIXTH = Path(__file__).parent / "data" / "sixth"
FOLDERS = ("bot", "content", "documents", "scheduler", "simulator", "storage", "tests")
TESTS = (
    "tests/conversations/test_packs.py::test_a_whole_self_check[island]",
    "tests/conversations/test_languages.py",
    "tests/content/model",
    "tests/content/checks",
    "tests/content/test_loader.py",
    "tests/content/test_quoted_labels.py",
    "tests/scheduler/messages/test_reminder_kinds.py",
    "tests/bot/cli/test_content.py::test_list_names_the_plans",
    "tests/bot/cli/test_content.py::test_show_prints_plans_items_and_questions",
    "tests/bot/cli/test_content.py::test_show_as_json_is_whole_and_readable",
    "tests/bot/cli/test_language.py",
    "tests/bot/ui/test_labels.py",
)
"""Tests that talk to a plan or a language, and tests that count plans, languages, sentences or texts."""


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The program and its tests with the plan and the language added."""
    root = tmp_path_factory.mktemp("copy")
    for folder in FOLDERS:
        shutil.copytree(ROOT / folder, root / folder)
    shutil.copy(ROOT / "pyproject.toml", root)
    shutil.copytree(SIXTH, root / "content", dirs_exist_ok=True)
    return root


def run(copy: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Python in the copy, whose folders come before those that are installed."""
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=copy,
        env={**os.environ, "PYTHONPATH": str(copy), "CHENAN_LANGUAGE": "en"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_the_check_lists_what_the_language_lacks(copy: Path) -> None:
    done = run(copy, "-m", "bot", "content", "check")
    assert (done.returncode, done.stderr) == (0, "")
    sound, gaps, *files = done.stdout.splitlines()
    assert sound.startswith("sound: plans 6,")
    sentences = sum(
        line.startswith(tuple("abcdefghijklmnopqrstuvwxyz")) and " =" in line
        for path in (ROOT / "content" / "catalogs" / "zh").glob("*.ftl")
        for line in path.read_text("utf-8").splitlines()
    )
    assert gaps.startswith(f"fr: {sentences - 4} of {sentences} sentences and ")
    listed = {line.split()[0]: line for line in files}
    assert "home-check-continue" in listed["catalogs/fr/home.ftl"]
    assert "home-check-start" not in listed["catalogs/fr/home.ftl"]
    lines = (SIXTH / "packs" / "island.yaml").read_text("utf-8").splitlines()
    title, goal = (
        next(n for n, one in enumerate(lines, 1) if one.startswith(f"{key}:")) for key in ("title", "goal")
    )
    numbers = listed["packs/island.yaml"].partition("lines ")[2].split(", ")
    assert str(goal) in numbers
    assert str(title) not in numbers


def test_a_key_that_is_no_language_is_still_a_mistake(copy: Path, tmp_path: Path) -> None:
    content = tmp_path / "content"
    shutil.copytree(copy / "content", content)
    pack = content / "packs" / "island.yaml"
    pack.write_text(pack.read_text("utf-8").replace("fr: Campagne", "de: Kampagne"), "utf-8")
    (content / "catalogs" / "klingon").mkdir()
    done = run(copy, "-m", "bot", "content", "check", str(content))
    assert done.returncode == 1
    assert "packs/island.yaml:3: 'de' is not a key here; write one of zh, en" in done.stderr
    assert "catalogs/klingon:1: 'klingon' is not a language code" in done.stderr


def test_the_tests_take_both_and_talk_to_them(copy: Path) -> None:
    leave = "not keeps_the_program_from_starting"  # seven starts that have nothing to do with plans
    done = run(copy, "-m", "pytest", "-q", "-n0", "-p", "no:cacheprovider", "-k", leave, *TESTS)
    assert done.returncode == 0, done.stdout[-6000:]
