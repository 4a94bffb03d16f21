"""`chenan enterprise template` and `import`: a list from a desk."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.bot.conftest import Chenan
from tests.storage.conftest import credit_code


def fill(path: Path, *rows: tuple[Any, ...]) -> None:
    book = load_workbook(path)
    for number, row in enumerate(rows, 2):
        for at, value in enumerate(row, 1):
            book.worksheets[0].cell(number, at, value)
    book.save(path)


@pytest.fixture
def blank(ready: Chenan, tmp_path: Path) -> Path:
    path = tmp_path / "名单.xlsx"
    assert ready("enterprise", "template", "--out", str(path), "--jurisdiction", "HL").code == 0
    choices = load_workbook(path)["可选"]
    assert [choices["B1"].value, choices["B2"].value] == ["海陵区", "城东街道"]
    return path


def test_a_list_goes_in_and_again_changes_nothing(ready: Chenan, blank: Path) -> None:
    fill(
        blank,
        ("甲厂", credit_code(1), "城东街道", "制鞋", "", 18),
        ("乙厂", credit_code(2), "", "家具", "", 5),
    )
    command = ("enterprise", "import", str(blank), "--jurisdiction", "HL")
    assert ready(*command, "--dry-run").out == "would be new 2, would be changed 0, unchanged 0\n"
    assert ready("enterprise", "list").out == "There is no enterprise.\n"
    assert ready(*command).out == "new 2, changed 0, unchanged 0\n"
    again = ready(*command, "--json").json
    assert again == {"new": 0, "changed": 0, "unchanged": 2, "imported": True, "faults": []}
    assert len(ready("enterprise", "list", "--json", "--jurisdiction", "HL-CD").json) == 1


def test_faults_are_said_and_marked(ready: Chenan, blank: Path, tmp_path: Path) -> None:
    fill(blank, ("甲厂", credit_code(1), "", "制鞋", "", 18), ("乙厂", "99", "", "家具", "", 5))
    marked = tmp_path / "marked.xlsx"
    command = ("enterprise", "import", str(blank), "--jurisdiction", "HL", "--marked", str(marked))
    done = ready(*command)
    assert done.code == 1
    assert done.out == "第 3 行 统一社会信用代码：要 18 位，现在是 2 位\n"
    assert done.err == "chenan: 1 mistakes, nothing was imported\n"
    assert load_workbook(marked).worksheets[0]["B3"].comment is not None
    assert ready("enterprise", "list").out == "There is no enterprise.\n"


def test_what_cannot_be_read_is_a_line(ready: Chenan, tmp_path: Path) -> None:
    csv = tmp_path / "a.xlsx"
    csv.write_text("no list")
    done = ready("enterprise", "import", str(csv), "--jurisdiction", "HL")
    assert (done.code, ".xlsx" in done.err) == (1, True)
    assert ready("enterprise", "import", str(tmp_path / "no.xlsx"), "--jurisdiction", "HL").code == 2


def test_a_file_of_fifty_megabytes_is_refused_before_it_is_read(
    ready: Chenan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    large = tmp_path / "a.xlsx"
    with large.open("wb") as file:
        file.truncate(50_000_000)
    monkeypatch.setattr(Path, "read_bytes", lambda _: pytest.fail("it was read"))
    done = ready("enterprise", "import", str(large), "--jurisdiction", "HL")
    assert (done.code, "20 MB" in done.err) == (1, True)
