"""The list of enterprises a notice did not get to, to be telephoned, as XLSX."""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from openpyxl import Workbook

from content.catalog import Catalog
from documents.sheets import begin_sheet, end_sheet, framed, safe_name

_HEADS = ("name", "place", "industry", "contact", "phone", "why", "result")
_WIDTHS = (34, 16, 18, 12, 18, 16, 24)


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
    heads = [catalog.say(f"calls-head-{name}", language) for name in _HEADS]
    heading = catalog.say("calls-title", language, title=title, day=day)
    sheet = begin_sheet(book, catalog.say("calls-sheet", language), heading, heads, _WIDTHS)
    rows = 0
    for call in calls:
        rows += 1
        why = catalog.say(f"calls-why-{call.why}", language)
        cells = (call.name, call.place, call.industry, call.contact, call.phone, why, "")
        sheet.append([framed(sheet, text) for text in cells])
    end_sheet(sheet, len(_HEADS), rows)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def file_name(catalog: Catalog, language: str, title: str, day: date) -> str:
    """What the file is called; signs that file systems refuse are left out."""
    return f"{catalog.say('calls-file', language, title=safe_name(title), day=day)}.xlsx"
