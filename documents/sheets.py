"""Shared by all spreadsheets: text that never becomes a formula, heads, frames, real days, printing."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Any, Generic, Self, TypeVar

from xlsxwriter import Workbook
from xlsxwriter.exceptions import XlsxFileError

_FRAMED = {"border": 1, "border_color": "#BFBFBF", "text_wrap": True, "valign": "top"}
_TEXT = "@"
_HEAD = {**_FRAMED, "num_format": _TEXT, "bold": True, "bg_color": "#E7EEF7"}
_TITLE = {"num_format": _TEXT, "bold": True, "font_size": 13}
_A4, _A3 = 9, 8
A4_WIDTH, LEAST_SCALE = 147, 0.75
"""Characters of the standard font across A4, and the scale below which a sheet is printed on A3."""
LINE_HEIGHT, HIGHEST = 15, 409
"""Points of a line, and of the highest row that Excel knows."""
DAY_FORMAT = "yyyy-mm-dd"
YUAN_FORMAT = "#,##0.00"
_PLAIN = "General"
_SHARE = "0%"
LONGEST = 32_767
"""Characters of a cell that Excel keeps."""
_FIRST_DAY = date(1900, 1, 1)
"""The first day that a spreadsheet counts as one."""


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


class Book:
    """A spreadsheet written row by row to `out`, a path or a buffer: memory does not grow with the rows.

    Used as a context manager: its temporary files are gone when it ends. Nothing is written to `out` before
    `save`.
    """

    def __init__(self, out: Path | io.BytesIO) -> None:
        self._folder = TemporaryDirectory(prefix="chenan-sheets-")
        target: Any = str(out) if isinstance(out, Path) else out
        self.made: Any = Workbook(target, {"constant_memory": True, "tmpdir": self._folder.name})
        self.title = self.made.add_format(_TITLE)
        self.head = self.made.add_format(_HEAD)
        formats = (_TEXT, _PLAIN, DAY_FORMAT, YUAN_FORMAT, _SHARE)
        self.framed = {one: self.made.add_format({**_FRAMED, "num_format": one}) for one in formats}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for page in self.made.worksheets():
            page.row_data_fh.close()  # of a book given up
        self._folder.cleanup()

    def save(self) -> None:
        """Write the file.

        Raises:
            OSError: it cannot be written.
        """
        try:
            self.made.close()
        except XlsxFileError as error:
            raise OSError(str(error)) from error


class Sheet:
    """A sheet of a book: title, frozen heads repeated on every printed page, across, on A4 or, where it is
    wide, A3.

    `say` gives the words of the columns' heads.
    """

    def __init__(
        self, book: Book, name: str, title: str, columns: Sequence[Column[Any]], say: Callable[[str], str]
    ) -> None:
        self._columns = columns
        self._widths = [column.width for column in columns]
        self._formats = book.framed
        self._page: Any = book.made.add_worksheet(name[:31])
        self._next = 2
        for number, column in enumerate(columns):
            self._page.set_column(number, number, column.width)
        self._page.freeze_panes(2, 0)
        self._page.set_landscape()
        wide = sum(column.width for column in columns)
        self._page.set_paper(_A3 if A4_WIDTH / wide < LEAST_SCALE else _A4)
        self._page.fit_to_pages(1, 0)
        self._page.repeat_rows(1)
        self._page.write_string(0, 0, _cell_text(title), book.title)
        for number, column in enumerate(columns):
            self._page.write_string(1, number, _cell_text(say(column.head)), book.head)

    def add(self, rows: Iterable[Any]) -> None:
        """A line for each row: text as text, days as days, amounts and shares as such, None empty."""
        for row in rows:
            values = [column.value(row) for column in self._columns]
            lines = max(map(_lines, values, self._widths), default=1)
            if lines > 1:  # not every program makes room for the lines of a text by itself
                self._page.set_row(self._next, min(HIGHEST, lines * LINE_HEIGHT))
            for number, value in enumerate(values):
                self._write(number, value)
            self._next += 1

    def end(self) -> None:
        """Filters over the heads and all rows below them."""
        self._page.autofilter(1, 0, max(self._next - 1, 1), len(self._columns) - 1)

    def _write(self, column: int, value: Value) -> None:
        at = (self._next, column)
        if isinstance(value, str):
            if value:
                self._page.write_string(*at, _cell_text(value), self._formats[_TEXT])
            else:
                self._page.write_blank(*at, None, self._formats[_TEXT])
        elif value is None:
            self._page.write_blank(*at, None, self._formats[_PLAIN])
        elif isinstance(value, date):
            if value < _FIRST_DAY:
                self._page.write_string(*at, value.isoformat(), self._formats[_TEXT])
            else:
                self._page.write_datetime(*at, value, self._formats[DAY_FORMAT])
        else:
            self._page.write_number(*at, value, self._formats[_format_of(value)])


def list_of(
    name: str,
    title: str,
    columns: Sequence[Column[Row]],
    rows: Iterable[Row],
    say: Callable[[str], str],
) -> bytes:
    """A book of one sheet, as a file."""
    out = io.BytesIO()
    with Book(out) as book:
        sheet = Sheet(book, name, title, columns, say)
        sheet.add(rows)
        sheet.end()
        book.save()
    return out.getvalue()


def kept_text(text: str) -> str:
    """The text without characters that XML forbids: control characters, surrogates and the two
    noncharacters."""
    if text.isprintable():
        return text
    return "".join(
        sign for sign in text if unicodedata.category(sign) not in ("Cc", "Cs") and sign not in "\ufffe\uffff"
    )


def _lines(value: Value, width: float) -> int:
    """Roughly the lines of a value in a column, in which Latin signs take one character and others two."""
    if not isinstance(value, str) or (len(value) * 2 <= width and "\n" not in value):
        return 1
    room = max(1.0, width - 2)  # a sign that no longer fits leaves a blank
    return sum(
        max(1, ceil(sum(1 if sign < "\u2e80" else 2 for sign in line) / room)) for line in value.split("\n")
    )


def _cell_text(text: str) -> str:
    return kept_text(text)[:LONGEST]


def _format_of(value: float) -> str:
    if isinstance(value, Percent):
        return _SHARE
    return _PLAIN if isinstance(value, int) else YUAN_FORMAT


def safe_name(title: str) -> str:
    """A title as part of a file's name; signs that file systems refuse are left out."""
    return "".join(sign for sign in title if sign not in '\\/:*?"<>|' and sign.isprintable()).strip()
