"""What all spreadsheets share: text that never becomes a formula, heads, frames, real days, printing."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from datetime import date
from typing import Any

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


def begin_sheet(book: Any, name: str, title: str, heads: Sequence[str], widths: Sequence[float]) -> Any:
    """A new sheet of a write-only book: title, frozen heads repeated on every printed page, A4 landscape.

    `widths` are in characters of the standard font; a Han character takes two.
    """
    sheet = book.create_sheet(name[:31])
    for column, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = "A3"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = "9"  # A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "2:2"
    heading = text_cell(sheet, title)
    heading.font = _TITLE_FONT
    sheet.append([heading])
    sheet.append([_head(sheet, head) for head in heads])
    return sheet


def end_sheet(sheet: Any, columns: int, rows: int) -> None:
    """Filters over the heads and all `rows` below them."""
    sheet.auto_filter.ref = f"A2:{get_column_letter(columns)}{max(rows + 2, 2)}"


def kept_text(text: str) -> str:
    """What XML has room for: no control signs, halves of pairs, nor the two that are no signs at all."""
    return "".join(
        sign for sign in text if unicodedata.category(sign) not in ("Cc", "Cs") and sign not in "\ufffe\uffff"
    )


def text_cell(sheet: Any, text: str) -> Any:
    """A cell of text, whatever it begins with: a name with = in front is no formula."""
    cell = WriteOnlyCell(sheet, value=kept_text(text))
    cell.data_type = "s"
    cell.number_format = "@"
    return cell


def framed(sheet: Any, value: str | float | date | None, number_format: str = "General") -> Any:
    """A framed cell: text as text, days as days, numbers as numbers, None empty."""
    if isinstance(value, str):
        cell = text_cell(sheet, value)
    else:
        cell = WriteOnlyCell(sheet, value=value)
        cell.number_format = DAY_FORMAT if isinstance(value, date) else number_format
    cell.alignment = _TOP
    cell.border = _FRAME
    return cell


def _head(sheet: Any, text: str) -> Any:
    cell = framed(sheet, text)
    cell.font = _HEAD_FONT
    cell.fill = _HEAD_FILL
    return cell


def safe_name(title: str) -> str:
    """A title as part of a file's name; signs that file systems refuse are left out."""
    return "".join(sign for sign in title if sign not in '\\/:*?"<>|' and sign.isprintable()).strip()
