"""What is wrong in a list of enterprises, in words: for the command line, the chat and the marked file."""

from __future__ import annotations

from collections.abc import Iterable

from content.catalog import Catalog
from documents.enterprise_sheet import Sheet
from documents.enterprise_template import Mark
from storage.enterprise_imports import Fault, Listed


def listed(sheet: Sheet) -> list[Listed]:
    """The rows of a sheet as an import takes them."""
    return [Listed(row.number, row.cells, row.oddities) for row in sheet.rows]


def marks(faults: Iterable[Fault], catalog: Catalog, language: str) -> list[Mark]:
    """Faults in words, in the order of rows."""
    made = [
        Mark(fault.row, fault.column, catalog.say(f"import-{fault.problem}", language, **fault.values))
        for fault in faults
    ]
    return sorted(made, key=lambda mark: mark.row)


def sentence(mark: Mark, catalog: Catalog, language: str) -> str:
    """第 7 行 职工人数：要写数字."""
    column = catalog.say(f"sheet-head-{mark.column}", language)
    return catalog.say("import-row", language, row=mark.row, column=column, words=mark.words)
