"""Writes the list of enterprises as XLSX: an empty one to fill in, or one with its mistakes marked."""

from __future__ import annotations

import asyncio
import io
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from functools import partial
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from content.catalog import Catalog
from content.model.library import Library
from documents.enterprises.list_columns import COLUMNS
from documents.enterprises.sheet import Book
from documents.sheets import kept_text
from storage.base.sandbox import Exhausted, Failed, sandbox

_RED = PatternFill("solid", fgColor="F8CBAD")


_LINE = Side("thin", "BFBFBF")


@dataclass(frozen=True, slots=True)
class Mark:
    """An error in a cell: row number, column (a name of COLUMNS), in words."""

    row: int
    column: str
    words: str
    sheet: str = ""
    several: bool = False


def make_template(catalog: Catalog, language: str, library: Library, places: Sequence[str]) -> bytes:
    """An empty list with its heads, choices for place and industry, and a second sheet that explains it."""
    book = Workbook()
    sheet: Any = book.active
    sheet.title = catalog.say("sheet-title", language)
    frame = Border(_LINE, _LINE, _LINE, _LINE)
    for number, (name, column) in enumerate(COLUMNS.items(), 1):
        star = "*" if column.required else ""
        cell = sheet.cell(1, number, f"{catalog.say(column.head, language)}{star}")
        cell.font, cell.border = Font(bold=True), frame
        cell.fill = PatternFill("solid", fgColor="E7EEF7")
        letter = get_column_letter(number)
        sheet.column_dimensions[letter].width = column.width
        if name in ("credit_code", "phone"):  # text, so that no digit is lost
            for row in range(2, 1002):
                sheet[f"{letter}{row}"].number_format = "@"
    sheet.freeze_panes = "A2"
    _for_paper(sheet)
    help_sheet: Any = book.create_sheet(catalog.say("sheet-help", language))
    help_sheet.column_dimensions["A"].width, help_sheet.column_dimensions["B"].width = 20, 80
    for column in COLUMNS.values():
        help_sheet.append([catalog.say(column.head, language), catalog.say(column.about, language)])
    for row in help_sheet.iter_rows(max_col=2):
        row[1].alignment = Alignment(wrap_text=True, vertical="top")
    _for_paper(help_sheet)
    choices: Any = book.create_sheet(catalog.say("sheet-choices", language))
    industries = [industry.name.say(language) for industry in library.industries.values()]
    for number, words in enumerate(industries, 1):
        choices.cell(number, 1, words)
    for number, words in enumerate(places, 1):
        choices.cell(number, 2, words)
    for name, letter, count in (("industry", "A", len(industries)), ("place", "B", len(places))):
        if count:
            offered = DataValidation(
                type="list",
                formula1=f"='{choices.title}'!${letter}$1:${letter}${count}",
                showErrorMessage=False,  # a name typed otherwise may be understood all the same
            )
            target = get_column_letter(list(COLUMNS).index(name) + 1)
            offered.add(f"{target}2:{target}1001")
            sheet.add_data_validation(offered)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


async def mark_book(data: bytes, book: Book, marks: Iterable[Mark], catalog: Catalog, language: str) -> bytes:
    """The file with its mistakes marked: red cells with a remark, a row's faults in a last column.

    A file that is no XLSX, or too large to write once more, comes back as a plain list of the rows that were
    read.
    """
    call = partial(mark_book_now, data, book, list(marks), catalog, language)
    return await asyncio.get_running_loop().run_in_executor(None, call)


def mark_book_now(data: bytes, book: Book, marks: Sequence[Mark], catalog: Catalog, language: str) -> bytes:
    """Do the same as `mark_book` in the calling thread."""
    options: dict[str, Any] = {
        "pages": [
            {"title": sheet.title, "head": sheet.head, "columns": dict(sheet.columns)}
            for sheet in book.sheets
        ],
        "marks": [asdict(mark) for mark in marks],
        "author": catalog.say("sheet-author", language),
        "problem": catalog.say("sheet-head-problem", language),
    }
    if book.kind == "xlsx":
        with suppress(Exhausted, Failed):
            return sandbox.run_now(f"{__name__}:mark_in_helper", data, **options)[1]
    return _marked(_plain_book(book, catalog, language), **options)


def mark_in_helper(data: bytes, **options: Any) -> tuple[dict[str, Any], bytes]:
    """The part of `mark_book` that runs in the helper process."""
    return {}, _marked(load_workbook(io.BytesIO(data), keep_links=False), **options)


def _plain_book(book: Book, catalog: Catalog, language: str) -> Any:
    """The rows that were read, each in its original position."""
    made: Any = Workbook()
    made.remove(made.active)
    for sheet in book.sheets:
        page: Any = made.create_sheet(sheet.title or catalog.say("sheet-title", language))
        for name, letter in sheet.columns.items():
            _as_text(page[f"{letter}{sheet.head}"], catalog.say(COLUMNS[name].head, language))
            page.column_dimensions[letter].width = COLUMNS[name].width
            for row in sheet.rows:
                if words := row.cells.get(name, ""):
                    _as_text(page[f"{letter}{row.number}"], words)
    return made


def _for_paper(sheet: Any) -> None:
    """Print all columns beside each other, across."""
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def _as_text(cell: Any, words: str) -> None:
    cell.value = kept_text(words)
    cell.data_type, cell.number_format = "s", "@"


def _marked(
    book: Any,
    pages: Sequence[Mapping[str, Any]],
    marks: Sequence[Mapping[str, Any]],
    author: str,
    problem: str,
) -> bytes:
    for number, given in enumerate(pages):
        page: Any = book[given["title"]] if given["title"] else book.worksheets[number]
        faults: dict[int, list[str]] = {}
        last = page.max_column + 1
        for mark in marks:
            if mark["sheet"] != given["title"]:
                continue
            faults.setdefault(mark["row"], []).append(mark["words"])
            if (letter := given["columns"].get(mark["column"])) is not None:
                cell = page[f"{letter}{mark['row']}"]
                if cell.__class__.__name__ != "MergedCell":
                    cell.fill = _RED
                    cell.comment = Comment(mark["words"], author)
        if not faults:
            continue
        page.cell(given["head"], last, problem).font = Font(bold=True)
        page.column_dimensions[get_column_letter(last)].width = 60
        for row, words in faults.items():
            cell = page.cell(row, last)
            _as_text(cell, "；".join(words))
            cell.fill = _RED
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
