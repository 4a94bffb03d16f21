"""Lists of enterprises read: XLSX, XLS, ODS or CSV, whatever a file claims to be, all sheets people see.

The reading is done in a helper process (`storage.base.sandbox`), since a small file can eat the machine;
sizes, rows and columns are limited besides. Knows no database.
"""

from __future__ import annotations

import asyncio
import csv
import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

from content.catalog import Catalog
from documents.cells import index_of, letter_of, plain_head, text_of, whole_phone
from documents.enterprises.list_columns import COLUMNS, REQUIRED
from storage.base.sandbox import Exhausted, Refused, sandbox

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

MAX_BYTES = 20 * 1024 * 1024
MAX_UNPACKED = 200 * 1024 * 1024
MAX_PART = 80 * 1024 * 1024
MAX_ROWS = 20_000
MAX_COLUMNS = 60
MAX_SHEETS = 100
_EMPTY_IN_A_ROW = 500  # after so many empty rows nothing more comes
_HEAD_WITHIN = 10  # rows above the heads: a title, a note
_OLE = b"\xd0\xcf\x11\xe0"
_ROW = re.compile(rb"<(?:\w+:)?row\b([^>]*)>")
_ROW_NUMBER = re.compile(rb'\br="([0-9]{1,7})"')
_ROW_HIDDEN = re.compile(rb'\bhidden="(?:1|true)"')
_EMPTY_FORMULA = re.compile(
    rb'<(?:\w+:)?c\b[^>]*?\br="([A-Z]{1,3})([0-9]{1,7})"[^>]*>\s*<(?:\w+:)?f\b(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>)'
    rb"\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
_SHEET = re.compile(rb"<(?:\w+:)?sheet\b[^>]*>")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>")
_ATTRIBUTE = re.compile(rb'([\w:]+)="([^"]*)"')
_SCIENTIFIC = re.compile(r"[0-9](?:\.[0-9]+)?E\+[0-9]{2}", re.IGNORECASE)
_DELIMITED = re.compile("[,;\\t，]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ufffd]")


class SheetError(Exception):
    """A file that cannot be read at all. `key`: of its sentence, `error-invalid-sheet-` and the reason."""

    def __init__(self, key: str, **values: str | int) -> None:
        super().__init__(key)
        self.key = key
        self.values = values


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row with something in it: its number in the sheet and the text by column.

    `oddities`: columns whose cell cannot be taken as it is: merged, formula, long-number, phone-number.
    `restored`: the telephone had lost the 0 in front of its area code, which was put back.
    """

    number: int
    cells: Mapping[str, str]
    oddities: Mapping[str, str]
    restored: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet as it was read. `columns`: the letter of each column found; `head`: number of the heads' row.

    `hidden`: numbers of rows that are hidden (by a filter), and so do not count.
    """

    rows: tuple[SheetRow, ...]
    columns: Mapping[str, str]
    title: str
    head: int
    hidden: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Book:
    """All sheets of a file that people see and that have the heads.

    `kind`: xlsx, xls, ods or csv. `unread`: titles of sheets without the heads; `hidden`: of hidden sheets.
    `sees_hidden_rows` False: an old format does not tell which rows a filter hides.
    """

    sheets: tuple[Sheet, ...]
    kind: str
    unread: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    sees_hidden_rows: bool = True

    @property
    def rows(self) -> int:
        """Rows of all sheets."""
        return sum(len(sheet.rows) for sheet in self.sheets)


# --- asked from outside -----------------------------------------------------------------------------


async def read_book(data: bytes, catalog: Catalog) -> Book:
    """Read the rows of all visible sheets that have the heads, in whatever order and below whatever lines.

    Raises:
        SheetError: "large", "protected" (by a password), "not" (no list), "bomb" (too much to read), "heads"
        (with `missing`), "empty", "rows" (more than MAX_ROWS), "hidden" (every sheet is).
    """
    return await asyncio.get_running_loop().run_in_executor(None, partial(read_book_now, data, catalog))


def read_book_now(data: bytes, catalog: Catalog) -> Book:
    """Do the same as `read_book` in the calling thread; raises the same."""
    check_size(len(data))
    try:
        found, _ = sandbox.run_now(f"{__name__}:read_in_helper", data, heads=known_heads(catalog))
    except Refused as refused:
        if refused.key == "error-invalid-sheet-heads":
            raise SheetError("error-invalid-sheet-heads", missing=_heads_wanted(catalog)) from None
        raise SheetError(refused.key, **refused.values) from None
    except Exhausted:
        raise SheetError("error-invalid-sheet-bomb") from None
    sheets = tuple(
        Sheet(
            tuple(SheetRow(**row) for row in sheet.pop("rows")),
            hidden=tuple(sheet.pop("hidden")),
            **sheet,
        )
        for sheet in found["sheets"]
    )
    return Book(
        sheets, found["kind"], tuple(found["unread"]), tuple(found["hidden"]), found["sees_hidden_rows"]
    )


def check_size(size: int) -> None:
    """Refuse a file of so many bytes before it is fetched or read, if it is too large.

    Raises:
        SheetError: "large".
    """
    if size > MAX_BYTES:
        raise SheetError("error-invalid-sheet-large", limit=MAX_BYTES // 1024 // 1024)


def known_heads(catalog: Catalog) -> dict[str, str]:
    """The column of each head that is understood, in any language."""
    known: dict[str, str] = {}
    for name, column in COLUMNS.items():
        for language in catalog.languages:
            aliases = catalog.say(column.aliases, language).split("|")
            heads = [catalog.say(column.head, language), *aliases]
            known |= {plain_head(head): name for head in heads}
    return known


def _heads_wanted(catalog: Catalog) -> str:
    return "、".join(catalog.say(column.head, "zh") for column in COLUMNS.values() if column.required)


# --- in the helper ----------------------------------------------------------------------------------


@dataclass
class _Page:
    """A sheet as it is in its file."""

    title: str
    rows: Iterator[tuple[int, Sequence[Any]]]
    merged: Sequence[tuple[tuple[int, int], tuple[int, int]]] = ()
    spans: dict[str, bytearray] = field(default_factory=dict)
    """For each column found: the rows (from 0) that are part of a merged range."""
    hidden: frozenset[int] = frozenset()
    formulas: frozenset[tuple[int, int]] = frozenset()


@dataclass
class _File:
    """An opened file: its sheets, and the parts left out."""

    kind: str
    pages: list[_Page] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)


def read_in_helper(data: bytes, heads: Mapping[str, str]) -> tuple[dict[str, Any], bytes]:
    """The part of `read_book` that runs in the helper process."""
    file = _open(data)
    sheets: list[Sheet] = []
    unread: list[str] = []
    for page in file.pages:
        sheet = _read(page, heads, MAX_ROWS - sum(len(one.rows) for one in sheets))
        if sheet is None:
            unread.append(page.title)
        else:
            sheets.append(sheet)
    if not sheets:
        raise SheetError("error-invalid-sheet-heads" if file.pages else "error-invalid-sheet-hidden")
    if not any(sheet.rows for sheet in sheets):
        raise SheetError("error-invalid-sheet-empty")
    answer = {
        "sheets": [asdict(sheet) for sheet in sheets],
        "kind": file.kind,
        "unread": unread,
        "hidden": file.hidden,
        "sees_hidden_rows": file.kind in ("xlsx", "csv"),
    }
    return answer, b""


def _open(data: bytes) -> _File:
    if data[:4] == _OLE:
        return _spreadsheet(data, "xls", {})
    if data[:2] == b"PK":
        parts = _parts(data)
        if "xl/workbook.xml" in parts:
            return _spreadsheet(data, "xlsx", parts)
        if "content.xml" in parts:
            return _spreadsheet(data, "ods", {})
        raise SheetError("error-invalid-sheet-not")
    return _File("csv", [_Page("", iter(enumerate(_lines(data), 1)))])


def _parts(data: bytes) -> dict[str, bytes]:
    """The parts of a packed file that are looked at here; all others only weighed."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            sizes = [part.file_size for part in parts]
            if sum(sizes) > MAX_UNPACKED or max(sizes, default=0) > MAX_PART or len(parts) > 2000:
                raise SheetError("error-invalid-sheet-bomb")
            found: dict[str, bytes] = {}
            for part in parts:
                found[part.filename] = b""
                if re.fullmatch(r"xl/(?:workbook\.xml|_rels/.*\.rels|worksheets/[^/]+\.xml)", part.filename):
                    with archive.open(part) as opened:
                        found[part.filename] = opened.read(MAX_PART + 1)
                    if len(found[part.filename]) > MAX_PART:  # its directory may lie
                        raise SheetError("error-invalid-sheet-bomb")
            return found
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, OSError, ValueError) as error:
        raise SheetError("error-invalid-sheet-not") from error


def _spreadsheet(data: bytes, kind: str, parts: Mapping[str, bytes]) -> _File:
    from python_calamine import (
        CalamineError,
        CalamineWorkbook,
        PasswordError,
        SheetTypeEnum,
        SheetVisibleEnum,
    )

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        file = _File(kind)
        paths = _paths(parts)
        for sheet in book.sheets_metadata[:MAX_SHEETS]:
            if sheet.typ != SheetTypeEnum.WorkSheet:
                continue
            if sheet.visible != SheetVisibleEnum.Visible:
                file.hidden.append(sheet.name)
                continue
            file.pages.append(_page(book, sheet.name, parts.get(paths.get(sheet.name, ""), b"")))
        return file
    except PasswordError as error:
        raise SheetError("error-invalid-sheet-protected") from error
    except (CalamineError, OSError, ValueError) as error:
        raise SheetError(
            "error-invalid-sheet-protected"
            if b"E\0n\0c\0r\0y\0p\0t\0e\0d\0P" in data
            else "error-invalid-sheet-not"
        ) from error


def _page(book: CalamineWorkbook, title: str, source: bytes) -> _Page:
    sheet = book.get_sheet_by_name(title)
    first = (sheet.start or (0, 0))[0]
    rows = sheet.to_python(skip_empty_area=False, nrows=2 * MAX_ROWS + first)
    hidden: set[int] = set()
    number = 0
    for row in _ROW.finditer(source):
        given = _ROW_NUMBER.search(row[1])
        number = int(given[1]) if given else number + 1
        if _ROW_HIDDEN.search(row[1]):
            hidden.add(number)
    formulas = {(int(cell[2]), index_of(cell[1].decode())) for cell in _EMPTY_FORMULA.finditer(source)}
    merged = (sheet.merged_cell_ranges or [])[:1000]
    return _Page(
        title,
        iter(enumerate(rows, 1)),
        merged,
        hidden=frozenset(hidden),
        formulas=frozenset(formulas),
    )


def _paths(parts: Mapping[str, bytes]) -> dict[str, str]:
    """In which part of an XLSX each sheet is, by its title."""
    from html import unescape

    targets: dict[str, str] = {}
    for relation in _RELATION.findall(parts.get("xl/_rels/workbook.xml.rels", b"")):
        given = _attributes(relation)
        target = given.get("Target", "")
        targets[given.get("Id", "")] = target[1:] if target.startswith("/") else f"xl/{target}"
    found: dict[str, str] = {}
    for sheet in _SHEET.findall(parts.get("xl/workbook.xml", b"")):
        given = _attributes(sheet)
        key = next((value for name, value in given.items() if name.endswith(":id")), "")
        found[unescape(given.get("name", ""))] = targets.get(key, "")
    return found


def _attributes(tag: bytes) -> dict[str, str]:
    return {name.decode(): value.decode("utf-8", "replace") for name, value in _ATTRIBUTE.findall(tag)}


def _lines(data: bytes) -> list[list[str]]:
    """The rows of a CSV in whatever encoding offices save it.

    Raises:
        SheetError: "not" no text.
    """
    text = _text_of(data)
    head = text[:5000]
    delimiter = max((",", ";", "\t", "，"), key=head.count)
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))[: 2 * MAX_ROWS]
    except csv.Error as error:
        raise SheetError("error-invalid-sheet-not") from error


def _text_of(data: bytes) -> str:
    is_wide = data[:2] in (b"\xff\xfe", b"\xfe\xff")
    encodings = ["utf-16"] if is_wide else ["utf-8-sig", "gb18030"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _DELIMITED.search(text[:5000]) and not _CONTROL.search(text):
            return text
    raise SheetError("error-invalid-sheet-not")


def _read(page: _Page, heads: Mapping[str, str], most: int) -> Sheet | None:
    """The rows of a sheet; None: no heads in it.

    Raises:
        SheetError: "rows".
    """
    places: dict[str, int] | None = None
    head = empty = 0
    rows: list[SheetRow] = []
    hidden: list[int] = []
    for number, values in page.rows:
        if places is None:
            places, head = _heads_in(values, heads), number
            if places is not None:
                page.spans = _spans(page, places)
            elif number >= _HEAD_WITHIN:
                return None
            continue
        cells = {name: values[at] for name, at in places.items() if at < min(len(values), MAX_COLUMNS)}
        if all(value is None or not str(value).strip() for value in cells.values()) and not any(
            (number, at) in page.formulas for at in places.values()
        ):
            empty += 1
            if empty >= _EMPTY_IN_A_ROW:
                break
            continue
        empty = 0
        if number in page.hidden:
            hidden.append(number)
            continue
        rows.append(_row(page, number, cells, places))
        if len(rows) > most:
            raise SheetError("error-invalid-sheet-rows", limit=MAX_ROWS)
    if places is None:
        return None
    letters = {name: letter_of(at) for name, at in places.items()}
    return Sheet(tuple(rows), letters, page.title, head, tuple(hidden))


def _heads_in(values: Sequence[Any], heads: Mapping[str, str]) -> dict[str, int] | None:
    """The index of each column, if this row has all heads that are needed."""
    found: dict[str, int] = {}
    for at, value in enumerate(values[:MAX_COLUMNS]):
        if (column := heads.get(plain_head(str(value or "")))) is not None:
            found.setdefault(column, at)
    return found if found.keys() >= REQUIRED else None


def _row(page: _Page, number: int, cells: Mapping[str, Any], places: Mapping[str, int]) -> SheetRow:
    odd = {name: "merged" for name in places if page.spans[name][number - 1 : number] == b"\1"}
    odd |= {name: "formula" for name, at in places.items() if (number, at) in page.formulas}
    texts = {name: text_of(value) for name, value in cells.items()}
    # A spreadsheet keeps 15 digits of a number: a code typed as one has lost its last ones.
    for name, value in cells.items():
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        if (is_number and abs(value) >= 10**15) or (
            name in ("credit_code", "phone") and _SCIENTIFIC.fullmatch(texts[name])
        ):
            odd[name] = "long-number"
    restored = False
    if "phone" in cells and "phone" not in odd and not isinstance(cells["phone"], str):
        texts["phone"], restored, known = whole_phone(texts["phone"])
        if not known:
            odd["phone"] = "phone-number"
    return SheetRow(number, texts, odd, restored)


def _spans(page: _Page, places: Mapping[str, int]) -> dict[str, bytearray]:
    spans = {name: bytearray(2 * MAX_ROWS) for name in places}
    for (top, left), (bottom, right) in page.merged:
        last = min(bottom + 1, 2 * MAX_ROWS)
        for name, at in places.items():
            if left <= at <= right and top < last:
                spans[name][top:last] = b"\1" * (last - top)
    return spans
