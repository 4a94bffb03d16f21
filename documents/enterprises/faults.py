"""Sentences for the errors in a list of enterprises: for the command line, the chat and the marked file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from content.catalog import Catalog
from documents.enterprises.list_columns import COLUMNS
from documents.enterprises.sheet import Book
from documents.enterprises.template import Mark
from storage.enterprises.imports import Fault, Listed

FAULTS = {
    "merged": "import-merged",
    "formula": "import-formula",
    "long-number": "import-long-number",
    "phone-number": "import-phone-number",
    "name": "import-name",
    "address": "import-address",
    "contact_name": "import-contact-name",
    "phone": "import-phone",
    "headcount": "import-headcount",
    "code-length": "import-code-length",
    "code-character": "import-code-character",
    "code-check": "import-code-check",
    "code-twice": "import-code-twice",
    "place": "import-place",
    "place-several": "import-place-several",
    "industry": "import-industry",
    "industry-empty": "import-industry-empty",
    "industry-several": "import-industry-several",
    "elsewhere": "import-elsewhere",
    "closed": "import-closed",
}
"""Sentence for each problem of a cell."""


def listed(book: Book) -> list[Listed]:
    """The rows of all sheets in the form an import takes."""
    several = len(book.sheets) > 1
    return [
        Listed(row.number, row.cells, row.oddities, sheet.title, several)
        for sheet in book.sheets
        for row in sheet.rows
    ]


def marks(faults: Iterable[Fault], catalog: Catalog, language: str) -> list[Mark]:
    """The faults as marks with sentences, in the order of sheets and rows."""
    made = []
    order: dict[str, int] = {}
    for fault in faults:
        values = dict(fault.values)
        if isinstance(first := values.get("first"), int) and (sheet := values.pop("first_sheet", "")):
            values["first"] = catalog.say("import-row-of", language, sheet=sheet, row=first)
        words = catalog.say(FAULTS[fault.problem], language, **values)
        order.setdefault(fault.sheet, len(order))
        made.append(Mark(fault.row, fault.column, words, fault.sheet, fault.several))
    return sorted(made, key=lambda mark: (order[mark.sheet], mark.row))


def sentence(mark: Mark, catalog: Catalog, language: str) -> str:
    """A fault as a sentence: 第 7 行 职工人数：要写数字."""
    column = catalog.say(COLUMNS[mark.column].head, language)
    said = catalog.say("import-row", language, row=mark.row, column=column, words=mark.words)
    return f"{mark.sheet} · {said}" if mark.several else said


def notes(book: Book, catalog: Catalog, language: str) -> list[str]:
    """Notes on rows left out and values corrected while the list was read, a line each."""
    said = []
    several = len(book.sheets) > 1
    own = {catalog.say(key, one) for key in ("sheet-help", "sheet-choices") for one in catalog.languages}
    for sheet in book.sheets:
        name = sheet.title if several else ""
        if sheet.hidden:
            said.append(_of_rows("import-note-rows-hidden", name, sheet.hidden, catalog, language))
        if restored := [row.number for row in sheet.rows if row.restored]:
            said.append(_of_rows("import-note-phones", name, restored, catalog, language))
    if book.hidden:
        said.append(catalog.say("import-note-sheets-hidden", language, sheets=_named(book.hidden)))
    if unread := [title for title in book.unread if title not in own]:
        said.append(catalog.say("import-note-sheets-unread", language, sheets=_named(unread)))
    if not book.sees_hidden_rows:
        said.append(catalog.say("import-note-old", language, kind=book.kind))
    return said


def _of_rows(key: str, sheet: str, rows: Sequence[int], catalog: Catalog, language: str) -> str:
    shown = "、".join(str(row) for row in rows[:_SHOWN]) + ("…" if len(rows) > _SHOWN else "")
    said = catalog.say(key, language, number=len(rows), rows=shown)
    return f"{sheet} · {said}" if sheet else said


def _named(titles: Sequence[str]) -> str:
    return "、".join(title[:20] for title in titles[:_SHOWN]) + ("…" if len(titles) > _SHOWN else "")


_SHOWN = 5
