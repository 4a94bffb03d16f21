"""The list of enterprises as XLSX, written: an empty one to fill in, one with its mistakes marked."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from content.catalog import Catalog
from content.model import Library
from documents.enterprise_sheet import COLUMNS, REQUIRED, Sheet, open_book

_WIDTHS = (34, 22, 16, 16, 30, 10, 12, 18)


_RED = PatternFill("solid", fgColor="F8CBAD")


_LINE = Side("thin", "BFBFBF")


@dataclass(frozen=True, slots=True)
class Mark:
    """What is wrong with a cell: row number, column (a name of COLUMNS), in words."""

    row: int
    column: str
    words: str


def make_template(catalog: Catalog, language: str, library: Library, places: Sequence[str]) -> bytes:
    """An empty list with its heads, choices for place and industry, and a second sheet that explains it."""
    book = Workbook()
    sheet: Any = book.active
    sheet.title = catalog.say("sheet-title", language)
    frame = Border(_LINE, _LINE, _LINE, _LINE)
    for number, (name, width) in enumerate(zip(COLUMNS, _WIDTHS, strict=True), 1):
        star = "*" if name in REQUIRED else ""
        cell = sheet.cell(1, number, f"{catalog.say(f'sheet-head-{name}', language)}{star}")
        cell.font, cell.border = Font(bold=True), frame
        cell.fill = PatternFill("solid", fgColor="E7EEF7")
        letter = get_column_letter(number)
        sheet.column_dimensions[letter].width = width
        if name in ("credit_code", "phone"):  # text, so that no digit is lost
            for row in range(2, 1002):
                sheet[f"{letter}{row}"].number_format = "@"
    sheet.freeze_panes = "A2"
    help_sheet: Any = book.create_sheet(catalog.say("sheet-help", language))
    help_sheet.column_dimensions["A"].width, help_sheet.column_dimensions["B"].width = 20, 80
    for name in COLUMNS:
        words = catalog.say(f"sheet-about-{name}", language)
        help_sheet.append([catalog.say(f"sheet-head-{name}", language), words])
    for row in help_sheet.iter_rows(max_col=2):
        row[1].alignment = Alignment(wrap_text=True, vertical="top")
    choices: Any = book.create_sheet(catalog.say("sheet-choices", language))
    industries = [industry.name.say(language) for industry in library.industries.values()]
    for number, words in enumerate(industries, 1):
        choices.cell(number, 1, words)
    for number, words in enumerate(places, 1):
        choices.cell(number, 2, words)
    for column, letter, count in (("industry", "A", len(industries)), ("place", "B", len(places))):
        if count:
            offered = DataValidation(
                type="list",
                formula1=f"='{choices.title}'!${letter}$1:${letter}${count}",
                showErrorMessage=False,  # a name typed otherwise may be understood all the same
            )
            target = get_column_letter(COLUMNS.index(column) + 1)
            offered.add(f"{target}2:{target}1001")
            sheet.add_data_validation(offered)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def mark_sheet(data: bytes, sheet: Sheet, marks: Iterable[Mark], catalog: Catalog, language: str) -> bytes:
    """The file with what is wrong marked: red cells with a remark, a row's faults in a last column."""
    book = open_book(data, values=False, light=False)
    page: Any = book[sheet.title]
    faults: dict[int, list[str]] = {}
    last = page.max_column + 1
    for mark in marks:
        faults.setdefault(mark.row, []).append(mark.words)
        if (letter := sheet.columns.get(mark.column)) is not None:
            cell = page[f"{letter}{mark.row}"]
            if cell.__class__.__name__ != "MergedCell":
                cell.fill = _RED
                cell.comment = Comment(mark.words, catalog.say("sheet-author", language))
    page.cell(sheet.head, last, catalog.say("sheet-head-problem", language)).font = Font(bold=True)
    page.column_dimensions[get_column_letter(last)].width = 60
    for row, words in faults.items():
        cell = page.cell(row, last, "；".join(words))
        cell.data_type = "s"
        cell.fill = _RED
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


# --- reading ----------------------------------------------------------------------------------------
