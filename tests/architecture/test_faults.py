"""Faults that `make chaos` plays: their tests exist, and both languages of the operations page list them."""

from __future__ import annotations

import re
from pathlib import Path

from tests.chaos import BEGIN, END, FAULTS

ROOT = Path(__file__).parents[2]


def test_every_fault_names_tests_that_exist() -> None:
    for fault in FAULTS:
        for test in fault.tests:
            file, _, name = test.partition("::")
            source = (ROOT / file).read_text(encoding="utf-8")
            assert not name or re.search(rf"def {name}\(", source), test


def test_the_tables_list_every_fault() -> None:
    for name in ("operations.md", "operations.zh.md"):
        text = (ROOT / "docs" / name).read_text(encoding="utf-8")
        table = text.partition(BEGIN)[2].partition(END)[0]
        for fault in FAULTS:
            assert f"| {fault.chinese if '.zh' in name else fault.english} |" in table, "run make chaos"
