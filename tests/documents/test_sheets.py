"""Spreadsheets: what is text stays text, days are days, and a book given up leaves nothing behind."""

from __future__ import annotations

from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from documents.sheets import LONGEST, Book, Column, Percent, Sheet, Value, list_of

DAY = date(2026, 11, 2)


def cells_of(*values: Value) -> list[tuple[object, str, str | None]]:
    """Value, number format and frame of each cell of a row, read back."""
    columns: list[Column[Any]] = [
        Column("head", 12, lambda row, at=at: row[at])  # type: ignore[misc]
        for at in range(len(values))
    ]
    book = load_workbook(BytesIO(list_of("表", "=1+1", columns, [values], str)))
    (sheet,) = book.worksheets
    assert sheet["A1"].value == "=1+1"
    assert sheet["A1"].data_type == "s"
    return [(cell.value, cell.number_format, cell.border.left.style) for cell in sheet[3]]


def test_each_kind_of_value_has_its_format_and_frame() -> None:
    assert cells_of("厂", 7, 1200.5, Percent(0.25), DAY, None, "") == [
        ("厂", "@", "thin"),
        (7, "General", "thin"),
        (1200.5, "#,##0.00", "thin"),
        (0.25, "0%", "thin"),
        (datetime(2026, 11, 2), "yyyy-mm-dd", "thin"),  # noqa: DTZ001  as openpyxl reads days
        (None, "General", "thin"),
        (None, "@", "thin"),
    ]


@pytest.mark.parametrize(
    "text", ["=HYPERLINK(A1)", "+86 10", "-1", "@a", "0012", "1e5", "https://a.b", "<b>&\"'", "𠮷🦺"]
)
def test_text_stays_the_text_it_is(text: str) -> None:
    ((value, number_format, _),) = cells_of(text)
    assert (value, number_format) == (text, "@")


def test_what_excel_takes_for_an_escape_is_escaped() -> None:
    ((value, _, _),) = cells_of("_x0041_")
    assert value == "_x005F_x0041_", "shown as _x0041_; read by itself it would be an A"


def test_signs_that_xml_forbids_are_left_out_and_a_cell_holds_what_excel_keeps() -> None:
    (broken, long, early) = cells_of("a\x00b\ud800\ufffec", "长" * (LONGEST + 5), date(1899, 12, 31))
    assert broken[0] == "abc"
    assert long[0] == "长" * LONGEST
    assert early[:2] == ("1899-12-31", "@")


def test_the_look_is_for_paper(tmp_path: Path) -> None:
    with Book(tmp_path / "l.xlsx") as book:
        sheet = Sheet(book, "企业", "台账", [Column("name", 32, str), Column("place", 14, str)], str)
        sheet.add(["a", "b"])
        sheet.end()
        Sheet(book, "空", "空", [Column("name", 32, str)], str).end()
        book.save()
    first, empty = load_workbook(tmp_path / "l.xlsx").worksheets
    assert first.freeze_panes == "A3"
    assert first.auto_filter.ref == "A2:B4"
    assert first.print_title_rows == "$2:$2"
    assert (first.page_setup.orientation, first.page_setup.paperSize) == ("landscape", 9)
    assert first.sheet_properties.pageSetUpPr.fitToPage
    assert 31 <= first.column_dimensions["A"].width <= 33
    assert first["A2"].font.bold
    assert first["A2"].fill.fgColor.rgb == "FFE7EEF7"
    assert empty.auto_filter.ref == "A2"
    assert empty["A2"].value == "name"


def test_a_book_given_up_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))

    def gives_up(_: str) -> str:
        raise RuntimeError

    with pytest.raises(RuntimeError), Book(tmp_path / "l.xlsx") as book:
        Sheet(book, "a", "a", [Column("name", 32, gives_up)], str).add(["a"])
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("columns", "paper"), [(6, 9), (7, 8)])
def test_a_wide_sheet_is_printed_on_a3(columns: int, paper: int) -> None:
    wide = [Column(f"head{number}", 30, str) for number in range(columns)]
    (sheet,) = load_workbook(BytesIO(list_of("表", "台账", wide, ["a"], str))).worksheets
    assert sheet.page_setup.paperSize == paper


def test_a_row_is_as_high_as_its_longest_text() -> None:
    rows = ["厂", "厂" * 15, "厂" * 16, "a" * 30, "一\n二\n三", "长" * 5000]
    (sheet,) = load_workbook(BytesIO(list_of("表", "台账", [Column("head", 30, str)], rows, str))).worksheets
    heights = [sheet.row_dimensions[number].height for number in range(3, 9)]
    assert heights == [None, None, 30, 30, 45, 408.75]
