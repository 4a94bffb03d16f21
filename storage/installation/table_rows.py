"""Rows as they travel between databases of both kinds: each value in the form in which SQLite stores it.

An instant is text of 26 characters in UTC, a day text of 10, a flag 0 or 1, JSON the text that was stored.
So a row has one digest, whichever database it lies in.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Literal, Protocol

from sqlalchemy import Connection, inspect
from sqlalchemy import types as sql

from storage.base.errors import OperatorError

Row = tuple[Any, ...]
Kind = Literal["text", "number", "flag", "instant", "day", "json", "bytes"]

STATE = "copy_state"
"""Table of an unfinished copy: tallies of copied tables, and the statements that end the copy. Dropped at the
end."""
REVISION = "alembic_version"
PORTION = 2000
"""Rows read and written together; fewer for tables with sealed bodies."""
PORTION_OF_BODIES = 100
INSTANT = 26
_BITS = 128
_KINDS: tuple[tuple[type[Any], Kind], ...] = (
    (sql.Boolean, "flag"),
    (sql.DateTime, "instant"),
    (sql.Date, "day"),
    (sql.JSON, "json"),
    (sql.LargeBinary, "bytes"),
    (sql.Integer, "number"),
    (sql.String, "text"),
)


class CopyError(OperatorError):
    """Rows that cannot be copied."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column by its kind. `most`: for text its longest length in characters, for a number its bytes;
    None: no limit."""

    name: str
    kind: Kind
    most: int | None


@dataclass(frozen=True, slots=True)
class Shape:
    """A table with its key columns, by which rows are always read in order."""

    name: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]

    @property
    def portion(self) -> int:
        """Number of rows held in memory at once."""
        return PORTION_OF_BODIES if any(one.kind == "bytes" for one in self.columns) else PORTION

    @property
    def counter(self) -> str | None:
        """The counting id column, where the key is a single number."""
        kinds = {one.name: one.kind for one in self.columns}
        return self.key[0] if len(self.key) == 1 and kinds[self.key[0]] == "number" else None

    def names(self, *, of: Iterable[str] | None = None) -> str:
        """Quoted column names, joined for a statement."""
        return ", ".join(f'"{name}"' for name in (of or (one.name for one in self.columns)))

    def reading(self) -> str:
        """The statement that reads all rows in the order of the key."""
        return f'SELECT {self.names()} FROM "{self.name}" ORDER BY {self.names(of=self.key)}'  # noqa: S608

    def places(self, *kinds: Kind) -> tuple[int, ...]:
        """Positions of the columns of those kinds within a row."""
        return tuple(at for at, one in enumerate(self.columns) if one.kind in kinds)


@dataclass(slots=True)
class Tally:
    """The number of rows, and the sum of their digests, which does not depend on their order."""

    rows: int = 0
    total: int = 0

    def add(self, rows: Iterable[Row]) -> None:
        """Add rows to the tally."""
        rows = tuple(rows)
        digests = (hashlib.blake2b(repr(row).encode(), digest_size=_BITS // 8).digest() for row in rows)
        self.total = (self.total + sum(int.from_bytes(one) for one in digests)) % (1 << _BITS)
        self.rows += len(rows)

    @property
    def digest(self) -> str:
        """The sum in its stored form."""
        return f"{self.total:032x}"

    @classmethod
    def stored(cls, text: str) -> Tally:
        """Parse the text of a stored tally."""
        rows, _, digest = text.partition(":")
        return cls(int(rows), int(digest, 16))

    def __str__(self) -> str:
        return f"{self.rows}:{self.digest}"


class Source(Protocol):
    """A database that rows are read from, at one moment."""

    def shapes(self) -> tuple[Shape, ...]:
        """Its tables, those that others refer to first."""

    def count(self, shape: Shape) -> int:
        """Count the rows of a table."""

    def read(self, shape: Shape) -> Iterator[list[Row]]:
        """All rows in the order of the key, a portion at a time."""

    def counters(self, shapes: Sequence[Shape]) -> Mapping[str, int]:
        """The last id given out, by table, where it is stored apart from the rows."""

    def close(self) -> None:
        """End the reading and close."""


class Target(Source, Protocol):
    """A database that rows are written to."""

    def done(self) -> dict[str, Tally]:
        """Tallies of the tables that an earlier attempt copied, by table."""

    def begin(self) -> None:
        """Drop triggers and foreign keys, which would slow rows down or refuse them."""

    def clear(self) -> None:
        """Delete all rows."""

    def write(self, shape: Shape, rows: Sequence[Row], tally: Tally) -> None:
        """Add rows; `tally` counts the table including them."""

    def finish(self, revision: str, counters: Mapping[str, int]) -> None:
        """Restore what `begin` dropped; from now on the database can be used."""


def shapes_of(connection: Connection) -> tuple[Shape, ...]:
    """The tables of a database, those that others refer to first."""
    found = inspect(connection)
    columns, keys = found.get_multi_columns(), found.get_multi_pk_constraint()
    order = [name for name, _ in found.get_sorted_table_and_fkc_names() if name is not None]
    return tuple(
        Shape(
            name,
            tuple(_column(one) for one in columns[None, name]),
            tuple(keys[None, name]["constrained_columns"]),
        )
        for name in order
        if name not in (STATE, REVISION) and not name.startswith("sqlite_")
    )


def _column(found: Any) -> Column:
    kind = next((kind for type_, kind in _KINDS if isinstance(found["type"], type_)), None)
    if kind is None:
        raise TypeError(f"no rows of {type(found['type']).__name__} can be copied")
    most = None
    if kind == "text":
        most = getattr(found["type"], "length", None)
    elif kind == "number":
        most = 8 if isinstance(found["type"], sql.BigInteger) else 4
    return Column(found["name"], kind, most)


Change = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class Conversion:
    """Conversions of a kind between the drivers' values and SQLite's stored form; None: unchanged."""

    out_of_postgresql: Change | None = None
    into_postgresql: Change | None = None
    out_of_sqlite: Change | None = None


CONVERSIONS: Mapping[Kind, Conversion] = {
    "flag": Conversion(int, bool),
    "instant": Conversion(
        lambda value: value.isoformat(" ", "microseconds")[:INSTANT],  # the server gives all instants in UTC
        lambda value: datetime.fromisoformat(value).replace(tzinfo=UTC),
        lambda value: value if len(value) == INSTANT else _whole_instant(value),
    ),
    "day": Conversion(date.isoformat, date.fromisoformat),
    "json": Conversion(out_of_sqlite=str),  # a bare number is stored as one
}
OUT_OF_POSTGRESQL = {kind: one.out_of_postgresql for kind, one in CONVERSIONS.items()}
INTO_POSTGRESQL = {kind: one.into_postgresql for kind, one in CONVERSIONS.items()}
OUT_OF_SQLITE = {kind: one.out_of_sqlite for kind, one in CONVERSIONS.items()}


def _whole_instant(text: str) -> str:
    """An instant as the program writes it: older rows, and those written by hand, may lack the fraction."""
    found = datetime.fromisoformat(text)
    if found.tzinfo is not None:
        found = found.astimezone(UTC).replace(tzinfo=None)
    return found.isoformat(" ", "microseconds")


def changed(shape: Shape, rows: Iterable[Sequence[Any]], changes: Mapping[Kind, Change | None]) -> list[Row]:
    """Rows with the values of some kinds converted; None stays."""
    todo = [
        (at, change)
        for at, column in enumerate(shape.columns)
        if (change := changes.get(column.kind)) is not None
    ]
    if not todo:
        return [tuple(row) for row in rows]
    made = []
    for row in rows:
        values = list(row)
        for at, change in todo:
            if (value := values[at]) is not None:
                values[at] = change(value)
        made.append(tuple(values))
    return made
