"""The list of enterprises as XLSX, read: rows as text with their numbers, whatever a file claims to be.

What a file holds is not trusted: its size, packed and unpacked, its rows and columns are limited before
anything is read. Knows no database.
"""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter, range_boundaries

from content.catalog import Catalog

COLUMNS = ("name", "credit_code", "place", "industry", "address", "headcount", "contact_name", "phone")


REQUIRED = frozenset({"name", "credit_code", "industry", "headcount"})


MAX_BYTES = 20 * 1024 * 1024


MAX_UNPACKED = 200 * 1024 * 1024


MAX_ROWS = 20_000


MAX_COLUMNS = 60


_EMPTY_IN_A_ROW = 500  # after so many empty rows nothing more comes


_HEAD_WITHIN = 10  # rows above the heads: a title, a note


_OLE = b"\xd0\xcf\x11\xe0"


_MERGED = re.compile(rb'<(?:\w+:)?mergeCell [^>]*ref="([A-Z]+[0-9]+:[A-Z]+[0-9]+)"')


class SheetError(Exception):
    """A file that cannot be read at all. `problem` picks the sentence: error-invalid-sheet-<problem>."""

    def __init__(self, problem: str, **values: str | int) -> None:
        super().__init__(problem)
        self.problem = problem
        self.values = values


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row with something in it: its number in the sheet and what stands in which column, as text.

    `oddities`: columns whose cell cannot be taken as it is: merged, formula, long-number.
    """

    number: int
    cells: Mapping[str, str]
    oddities: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Sheet:
    """What was read. `columns`: the letter of each column found; `head`: number of the heads' row."""

    rows: tuple[SheetRow, ...]
    columns: Mapping[str, str]
    title: str
    head: int


def read_sheet(data: bytes, catalog: Catalog) -> Sheet:
    """The rows of the first sheet that has the heads, whatever their order and what stands above them.

    Raises:
        SheetError: "large", "old" (an .xls or .doc, or protected by a password), "not" (no XLSX), "bomb",
            "heads" (with `missing`), "empty", "rows" (more than MAX_ROWS).
    """
    merged = _check_archive(data)
    book = open_book(data, values=True)
    try:
        for sheet in book.worksheets:
            sheet.reset_dimensions()  # what a file says of its size may be a million empty rows
            found = _read(sheet, catalog)
            if found is None:
                continue
            rows, columns, head = found
            if not rows:
                raise SheetError("empty")
            spans = merged.get(str(getattr(sheet, "_worksheet_path", "")), ())
            read = _with_oddities(rows, columns, spans, data, sheet.title)
            return Sheet(read, columns, sheet.title, head)
    finally:
        book.close()
    raise SheetError("heads", missing=_heads_wanted(catalog))


def check_size(size: int) -> None:
    """Refuse a file of so many bytes before it is fetched or read, if it is too large.

    Raises:
        SheetError: "large".
    """
    if size > MAX_BYTES:
        raise SheetError("large", limit=MAX_BYTES // 1024 // 1024)


def _check_archive(data: bytes) -> dict[str, tuple[str, ...]]:
    """Let only XLSX files of a sound size through; the merged ranges of each sheet."""
    check_size(len(data))
    if data[:4] == _OLE:
        raise SheetError("old")
    merged: dict[str, tuple[str, ...]] = {}
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            if sum(part.file_size for part in parts) > MAX_UNPACKED:
                raise SheetError("bomb")
            names = {part.filename for part in parts}
            if "xl/workbook.xml" not in names:
                raise SheetError("not")
            sheets = [name for name in names if re.fullmatch(r"xl/worksheets/[^/]+\.xml", name)]
            left = MAX_UNPACKED
            for name in sheets:
                with archive.open(name) as part:
                    content = part.read(left + 1)  # what the directory says of a part may be a lie
                if len(content) > left:
                    raise SheetError("bomb")
                left -= len(content)
                merged[name] = tuple(ref.decode() for ref in _MERGED.findall(content))
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, OSError, ValueError) as error:
        raise SheetError("not") from error
    return merged


def open_book(data: bytes, *, values: bool, light: bool = True) -> Any:
    try:
        return load_workbook(io.BytesIO(data), read_only=light, data_only=values, keep_links=False)
    except Exception as error:  # whatever openpyxl raises on a file that is not what it says
        raise SheetError("not") from error


def rows_of(sheet: Any, first: int) -> Iterator[tuple[Any, ...]]:
    """The values of rows from `first` on; what lies beyond MAX_COLUMNS is not looked at."""
    yield from (sheet.iter_rows(min_row=first, max_col=MAX_COLUMNS, values_only=True))


def _read(
    sheet: Any, catalog: Catalog
) -> tuple[list[tuple[int, dict[str, Any]]], dict[str, str], int] | None:
    """Rows by number with their raw values, the letters of the columns, the heads' row; None: no heads."""
    places: dict[str, int] | None = None
    head = 0
    rows: list[tuple[int, dict[str, Any]]] = []
    empty = 0
    for number, values in enumerate(rows_of(sheet, 1), 1):
        if places is None:
            places, head = heads_in(values, catalog), number
            if places is None and number >= _HEAD_WITHIN:
                return None
            continue
        cells = {name: values[at] for name, at in places.items() if at < len(values)}
        if all(value is None or not str(value).strip() for value in cells.values()):
            empty += 1
            if empty >= _EMPTY_IN_A_ROW:
                break
            continue
        empty = 0
        rows.append((number, cells))
        if len(rows) > MAX_ROWS:
            raise SheetError("rows", limit=MAX_ROWS)
    if places is None:
        return None
    return rows, {name: get_column_letter(at + 1) for name, at in places.items()}, head


def heads_in(values: Sequence[Any], catalog: Catalog) -> dict[str, int] | None:
    """Where each column is, if this row has all heads that are needed."""
    known: dict[str, str] = {}
    for name in COLUMNS:
        for language in ("zh", "en"):
            aliases = catalog.say(f"sheet-alias-{name}", language).split("|")
            heads = [catalog.say(f"sheet-head-{name}", language), *aliases]
            known |= {_plain(head): name for head in heads}
    found: dict[str, int] = {}
    for at, value in enumerate(values):
        if (column := known.get(_plain(str(value or "")))) is not None:
            found.setdefault(column, at)
    return found if found.keys() >= REQUIRED else None


def _heads_wanted(catalog: Catalog) -> str:
    return "、".join(catalog.say(f"sheet-head-{name}", "zh") for name in COLUMNS if name in REQUIRED)


def _with_oddities(
    rows: Sequence[tuple[int, dict[str, Any]]],
    columns: Mapping[str, str],
    merged: Sequence[str],
    data: bytes,
    title: str,
) -> tuple[SheetRow, ...]:
    formulas = _formulas(data, title, rows, columns)
    spanned = _spanned(merged, columns)
    made = []
    for number, cells in rows:
        odd = {name: "merged" for name in columns if (number, name) in spanned}
        odd |= {name: "formula" for name in columns if (number, name) in formulas}
        texts: dict[str, str] = {}
        for name, value in cells.items():
            texts[name] = _text(value)
            # Excel keeps 15 digits of a number: a code typed as one has lost its last ones.
            if isinstance(value, int | float) and abs(value) >= 10**15:
                odd[name] = "long-number"
        made.append(SheetRow(number, texts, odd))
    return tuple(made)


def _formulas(
    data: bytes, title: str, rows: Sequence[tuple[int, dict[str, Any]]], columns: Mapping[str, str]
) -> set[tuple[int, str]]:
    """Cells that hold a formula without a value kept by the program that wrote it."""
    empty = {(number, name) for number, cells in rows for name, value in cells.items() if value in (None, "")}
    if not empty:
        return set()
    book = open_book(data, values=False)
    try:
        sheet = book[title]
        sheet.reset_dimensions()
        wanted = {number for number, _ in empty}
        at = {name: _index(letter) for name, letter in columns.items()}
        found = set()
        for number, values in enumerate(rows_of(sheet, 1), 1):
            if number > rows[-1][0]:
                break
            if number in wanted:
                found |= {
                    (number, name)
                    for name, place in at.items()
                    if place < len(values) and str(values[place] or "").startswith("=")
                }
        return found & empty
    finally:
        book.close()


def _spanned(merged: Sequence[str], columns: Mapping[str, str]) -> set[tuple[int, str]]:
    """Cells below the first row of a merged range, which look filled and are empty."""
    found = set()
    for ref in merged[:1000]:
        left, top, right, bottom = range_boundaries(ref)
        for name, letter in columns.items():
            if left is not None and right is not None and left <= _index(letter) + 1 <= right:
                found |= {(row, name) for row in range((top or 1), min((bottom or 1), MAX_ROWS * 2) + 1)}
    return found


def _index(letter: str) -> int:
    return int(range_boundaries(f"{letter}1")[0] or 1) - 1


def _text(value: Any) -> str:
    """A cell as text: full-width signs as plain ones, 18.0 as 18, no control signs."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = unicodedata.normalize("NFKC", str(value))
    kept = "".join(" " if unicodedata.category(sign) in ("Cc", "Cs", "Cf") else sign for sign in text)
    return " ".join(kept.split())


def _plain(head: str) -> str:
    """A head without what does not matter: spaces, stars, brackets with remarks."""
    text = unicodedata.normalize("NFKC", head).casefold()
    text = re.sub(r"\(.*?\)", "", text)
    return "".join(sign for sign in text if unicodedata.category(sign)[0] in "LN")
