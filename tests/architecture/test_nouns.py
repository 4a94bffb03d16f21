"""`make test NOUN=…` picks what concerns a noun by what it imports, and nothing else."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.nouns import TESTS, concerns, may_concern, product_modules


@pytest.mark.parametrize(
    "chosen",
    [
        "storage/findings/test_extensions.py",  # by its name
        "conversations/test_confirming_enterprise.py",  # by an import
    ],
)
def test_a_module_is_chosen_by_name_and_by_import(chosen: str) -> None:
    assert concerns("extensions", TESTS / chosen)
    assert concerns("extension", TESTS / chosen)


def test_a_module_that_has_nothing_to_do_with_it_is_left_out() -> None:
    assert not may_concern("extensions", TESTS / "content/typed/test_credit_code.py")


def test_a_test_named_after_it_is_chosen_alone() -> None:
    path = TESTS / "content/typed/test_credit_code.py"
    assert concerns("extensions", path, "test_an_extension_is_granted")
    assert not concerns("extensions", path, "test_a_code_is_read")


def test_of_a_module_that_imports_it_only_the_tests_that_use_it_are_chosen(tmp_path: Path) -> None:
    module = tmp_path / "test_it.py"
    module.write_text(
        "import pytest\nfrom storage.findings import extensions\nfrom storage.offices import seats\n"
        "def ask(): return extensions.ask()\n"
        "@pytest.fixture\ndef asked(): return ask()\n"
        "def test_it_waits(asked): assert asked\n"
        "def test_it_is_open(seat): assert seats.seat\n"
    )
    assert concerns("extensions", module, "test_it_waits[sqlite]")
    assert not concerns("extensions", module, "test_it_is_open[sqlite]")
    assert concerns("seats", module, "test_it_is_open")


def test_imports_by_name_count_where_long_tests_are_left_out() -> None:
    path = TESTS / "conversations/test_confirming_enterprise.py"
    assert not concerns("extensions", path, by_import=False)


def test_helpers_of_the_same_folder_count(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.nouns.TESTS", tmp_path / "tests")
    for folder, helper in (("near", "from storage.findings import extensions"), ("far", "import bot.far")):
        (tmp_path / "tests" / folder).mkdir(parents=True)
        (tmp_path / "tests" / folder / "helper.py").write_text(helper + "\n")
    asking = tmp_path / "tests" / "near" / "test_it.py"
    asking.write_text("from tests.near.helper import one\nfrom tests.far import helper\n")
    assert product_modules(asking) == {"storage.findings.extensions"}


def test_the_option_collects_what_is_chosen_only() -> None:
    """The real collection, of a folder with both kinds."""
    command = [
        sys.executable,
        "-m",
        "pytest",
        "--collect-only",
        "--noun=credit_codes",
        "-p",
        "no:cacheprovider",
    ]
    done = subprocess.run(
        [*command, "tests/content"], cwd=TESTS.parent, capture_output=True, text=True, check=True
    )
    modules = {line.split("::")[0] for line in done.stdout.splitlines() if "::" in line}
    assert "tests/content/typed/test_credit_code.py" in modules
    assert "tests/content/typed/test_telephones.py" not in modules
