"""The list of enterprises a notice did not get to, to be telephoned, as XLSX."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter

from content.catalog import Catalog

_HEADS = ("name", "place", "industry", "contact", "phone", "why", "result")
_WIDTHS = (34, 16, 18, 12, 18, 16, 24)
"""In characters of the standard font; a Han character takes two."""
_LINE = Side("thin", "BFBFBF")
_FRAME = Border(_LINE, _LINE, _LINE, _LINE)
_TOP = Alignment(vertical="top", wrap_text=True)


@dataclass(frozen=True, slots=True)
class Call:
    """An enterprise to telephone; `why`: unregistered, blocked, failed, stopped."""

    name: str
    place: str
    industry: str
    contact: str
    phone: str
    why: str


def make_call_list(catalog: Catalog, language: str, title: str, day: date, calls: Iterable[Call]) -> bytes:
    """The list of `calls` for the notice called `title`, as of a local day; written row by row.

    The last column is left empty for what came of the call.
    """
    book = Workbook(write_only=True)
    sheet: Any = book.create_sheet(catalog.say("calls-sheet", language))
    for column, width in enumerate(_WIDTHS, 1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = "A3"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = "9"  # A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "2:2"
    heading = _cell(sheet, catalog.say("calls-title", language, title=title, day=day))
    heading.font = Font(bold=True, size=13)
    sheet.append([heading])
    sheet.append([_head(sheet, catalog.say(f"calls-head-{name}", language)) for name in _HEADS])
    rows = 2
    for call in calls:
        rows += 1
        why = catalog.say(f"calls-why-{call.why}", language)
        cells = (call.name, call.place, call.industry, call.contact, call.phone, why, "")
        sheet.append([_framed(sheet, text) for text in cells])
    sheet.auto_filter.ref = f"A2:{get_column_letter(len(_HEADS))}{max(rows, 2)}"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _cell(sheet: Any, text: str) -> Any:
    """A cell of text, whatever it begins with: a name with = in front is no formula."""
    # XML has no room for control signs, halves of pairs and the two that are no signs at all.
    kept = "".join(
        sign for sign in text if unicodedata.category(sign) not in ("Cc", "Cs") and sign not in "\ufffe\uffff"
    )
    cell = WriteOnlyCell(sheet, value=kept)
    cell.data_type = "s"
    cell.number_format = "@"
    return cell


def _head(sheet: Any, text: str) -> Any:
    cell = _framed(sheet, text)
    cell.font = Font(bold=True)
    cell.fill = PatternFill("solid", fgColor="E7EEF7")
    return cell


def _framed(sheet: Any, text: str) -> Any:
    cell = _cell(sheet, text)
    cell.alignment = _TOP
    cell.border = _FRAME
    return cell


def file_name(catalog: Catalog, language: str, title: str, day: date) -> str:
    """What the file is called; signs that file systems refuse are left out."""
    safe = "".join(sign for sign in title if sign not in '\\/:*?"<>|' and sign.isprintable()).strip()
    return f"{catalog.say('calls-file', language, title=safe, day=day)}.xlsx"
