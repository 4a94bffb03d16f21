"""Shared by all spreadsheets: text that never becomes a formula, heads, frames, real days, printing."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar

from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter

_LINE = Side("thin", "BFBFBF")
_FRAME = Border(_LINE, _LINE, _LINE, _LINE)
_TOP = Alignment(vertical="top", wrap_text=True)
_HEAD_FONT = Font(bold=True)
_HEAD_FILL = PatternFill("solid", fgColor="E7EEF7")
_TITLE_FONT = Font(bold=True, size=13)
DAY_FORMAT = "yyyy-mm-dd"
YUAN_FORMAT = "#,##0.00"


Value = str | float | date | None
"""The value of a cell; None leaves it empty. A float is an amount of money in yuan, a `Percent` a share."""
Row = TypeVar("Row")


class Percent(float):
    """A share, 1 for the whole; shown in whole percent."""


@dataclass(frozen=True, slots=True)
class Column(Generic[Row]):
    """A column of a list: its head (a key of the catalog), its width in characters of the standard font (Han
    characters take two), and the function that gives a row's value."""

    head: str
    width: float
    value: Callable[[Row], Value]


def begin_sheet(
    book: Any, name: str, title: str, columns: Sequence[Column[Any]], say: Callable[[str], str]
) -> Any:
    """A new sheet of a write-only book: title, frozen heads repeated on every printed page, A4 landscape.

    `say` gives the words of the columns' heads.
    """
    sheet = book.create_sheet(name[:31])
    for number, column in enumerate(columns, 1):
        sheet.column_dimensions[get_column_letter(number)].width = column.width
    sheet.freeze_panes = "A3"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = "9"  # A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "2:2"
    heading = text_cell(sheet, title)
    heading.font = _TITLE_FONT
    sheet.append([heading])
    sheet.append([_head(sheet, say(column.head)) for column in columns])
    return sheet


def add_rows(sheet: Any, columns: Sequence[Column[Row]], rows: Sequence[Row]) -> None:
    """A line for each row: days as days, amounts of money as such."""
    for row in rows:
        sheet.append([framed(sheet, column.value(row)) for column in columns])


def end_sheet(sheet: Any, columns: int, rows: int) -> None:
    """Filters over the heads and all `rows` below them."""
    sheet.auto_filter.ref = f"A2:{get_column_letter(columns)}{max(rows + 2, 2)}"


def kept_text(text: str) -> str:
    """The text without characters that XML forbids: control characters, surrogates and the two
    noncharacters."""
    return "".join(
        sign for sign in text if unicodedata.category(sign) not in ("Cc", "Cs") and sign not in "\ufffe\uffff"
    )


def text_cell(sheet: Any, text: str) -> Any:
    """A cell of text, whatever it begins with: a name with = in front is no formula."""
    cell = WriteOnlyCell(sheet, value=kept_text(text))
    cell.data_type = "s"
    cell.number_format = "@"
    return cell


def framed(sheet: Any, value: Value) -> Any:
    """A framed cell: text as text, days as days, amounts and shares as such, None empty."""
    if isinstance(value, str):
        cell = text_cell(sheet, value)
    else:
        cell = WriteOnlyCell(sheet, value=value)
        cell.number_format = _format_of(value)
    cell.alignment = _TOP
    cell.border = _FRAME
    return cell


def _format_of(value: float | date | None) -> str:
    if isinstance(value, date):
        return DAY_FORMAT
    if isinstance(value, Percent):
        return "0%"
    return YUAN_FORMAT if isinstance(value, float) else "General"


def _head(sheet: Any, text: str) -> Any:
    cell = framed(sheet, text)
    cell.font = _HEAD_FONT
    cell.fill = _HEAD_FILL
    return cell


def safe_name(title: str) -> str:
    """A title as part of a file's name; signs that file systems refuse are left out."""
    return "".join(sign for sign in title if sign not in '\\/:*?"<>|' and sign.isprintable()).strip()
