"""Rows of an SQLite file, read at one moment or written by a copy."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import NullPool, create_engine

from storage.base.diagnosis import kind_of
from storage.installation.migrate import COPYING
from storage.installation.table_rows import (
    OUT_OF_SQLITE,
    REVISION,
    STATE,
    CopyError,
    Kind,
    Row,
    Shape,
    Tally,
    changed,
    shapes_of,
)

WAIT_SECONDS = 5.0
_INT4 = 1 << 31
_UNFIT: Mapping[Kind, str] = {
    "text": "typeof({c}) <> 'text'",
    "number": "typeof({c}) <> 'integer'",
    "flag": "{c} NOT IN (0, 1)",
    "instant": "date(substr({c}, 1, 10), '+0 days') IS NOT substr({c}, 1, 10)"
    " OR {c} NOT GLOB '????-??-?? [0-2][0-9]:[0-5][0-9]:[0-5][0-9]*'",
    "day": "date({c}, '+0 days') IS NOT {c}",  # a 31st of February moves on
    "json": "typeof({c}) NOT IN ('text', 'integer') OR NOT json_valid({c})",
    "bytes": "typeof({c}) <> 'blob'",
}
"""Conditions for values of a column that PostgreSQL refuses: SQLite stores anything anywhere."""
_NUL = "instr(CAST({c} AS BLOB), x'00')"


class SqliteSource:
    """An SQLite file that is read, as it is now."""

    def __init__(self, file: Path) -> None:
        self._shapes = _shapes(file)
        self._connection = sqlite3.connect(
            _read_only(file), uri=True, isolation_level=None, timeout=WAIT_SECONDS
        )
        self.mended: dict[str, int] = {}
        """Number of rows by table that hold NUL characters, which PostgreSQL does not take in text."""
        self._connection.execute("PRAGMA temp_store=MEMORY")  # no content in a temporary file
        self._connection.execute("BEGIN")
        self._connection.execute("SELECT count(*) FROM sqlite_master").fetchone()  # from here on one view

    def shapes(self) -> tuple[Shape, ...]:
        """Its tables, those that others refer to first."""
        return self._shapes

    def count(self, shape: Shape) -> int:
        """Count the rows of a table."""
        return _count(self._connection, shape)

    def read(self, shape: Shape) -> Iterator[list[Row]]:
        """All rows in the order of the key, a portion at a time."""
        for rows in _read(self._connection, shape):
            yield _without_nul(shape, rows) if shape.name in self.mended else rows

    def counters(self, shapes: Sequence[Shape]) -> Mapping[str, int]:
        """Empty: SQLite counts on from the rows that exist."""
        return {}

    def check(self, shapes: Sequence[Shape]) -> None:
        """Make sure that PostgreSQL takes all values, before anything is written.

        Raises:
            CopyError: it does not; table, column and the first row are named, its value is not.
        """
        broken = self._connection.execute("PRAGMA foreign_key_check").fetchone()
        if broken is not None:
            raise CopyError("cli-error-copy-references", table=broken[0], parent=broken[2])
        for shape in shapes:
            tests = [_test(shape, at) for at in range(len(shape.columns))]
            texts = [f'"{shape.columns[at].name}"' for at in shape.places("text")]
            nul = " OR ".join(_NUL.format(c=name) for name in texts) or "0"
            asked = ", ".join(f"coalesce(sum({test}), 0)" for test in (*tests, nul))
            *unfit, with_nul = self._connection.execute(f'SELECT {asked} FROM "{shape.name}"').fetchone()  # noqa: S608
            if any(unfit):
                at = next(at for at, count in enumerate(unfit) if count)
                key = self._connection.execute(
                    f'SELECT {shape.names(of=shape.key)} FROM "{shape.name}" WHERE {tests[at]} LIMIT 1'  # noqa: S608
                ).fetchone()
                raise CopyError(
                    "cli-error-copy-unfit",
                    table=shape.name,
                    column=shape.columns[at].name,
                    count=unfit[at],
                    key=", ".join(str(one) for one in key)[:80],
                    kind=shape.columns[at].kind,
                    most=shape.columns[at].most or 0,
                )
            if with_nul:
                self.mended[shape.name] = with_nul

    def close(self) -> None:
        """End the read transaction and close the file."""
        self._connection.close()


class SqliteTarget:
    """An SQLite file with all tables that is filled."""

    def __init__(self, file: Path) -> None:
        self._shapes = _shapes(file)
        self._connection = connection = sqlite3.connect(file, isolation_level=None, timeout=WAIT_SECONDS)
        connection.execute("PRAGMA locking_mode=EXCLUSIVE")  # of two copies into one file one fails
        connection.execute("PRAGMA journal_mode=WAL")
        for pragma in ("synchronous=NORMAL", "foreign_keys=OFF", "temp_store=MEMORY", "secure_delete=ON"):
            connection.execute(f"PRAGMA {pragma}")

    def shapes(self) -> tuple[Shape, ...]:
        """Its tables, those that others refer to first."""
        return self._shapes

    def count(self, shape: Shape) -> int:
        """Count the rows of a table."""
        return _count(self._connection, shape)

    def read(self, shape: Shape) -> Iterator[list[Row]]:
        """All rows in the order of the key, a portion at a time."""
        return _read(self._connection, shape)

    def counters(self, shapes: Sequence[Shape]) -> Mapping[str, int]:
        """Empty: SQLite counts on from the rows that exist."""
        return {}

    def done(self) -> dict[str, Tally]:
        """Tallies of the tables that an earlier attempt copied, by table."""
        rows = self._connection.execute(f"SELECT name, body FROM {STATE} WHERE kind = 'table'")  # noqa: S608
        return {name: Tally.stored(body) for name, body in rows}

    def begin(self) -> None:
        """Drop the triggers; the statements that restore them are stored with the state of the copy."""
        with self._transaction():
            self._connection.execute(
                f"CREATE TABLE {STATE} (kind TEXT, name TEXT, body TEXT, PRIMARY KEY (kind, name))"
            )
            made = self._connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            for name, body in made.fetchall():
                self._note("trigger", name, body)
                self._connection.execute(f'DROP TRIGGER "{name}"')
            self._connection.execute(f"UPDATE {REVISION} SET version_num = ?", (COPYING,))  # noqa: S608

    def clear(self) -> None:
        """Delete all rows; their bytes are overwritten."""
        with self._transaction():
            for shape in reversed(self._shapes):
                self._connection.execute(f'DELETE FROM "{shape.name}"')  # noqa: S608
            self._connection.execute(f"DELETE FROM {STATE} WHERE kind = 'table'")  # noqa: S608

    def write(self, shape: Shape, rows: Sequence[Row], tally: Tally) -> None:
        """Add rows; `tally` counts the table including them."""
        marks = ", ".join("?" * len(shape.columns))
        with self._transaction():
            self._connection.executemany(
                f'INSERT INTO "{shape.name}" ({shape.names()}) VALUES ({marks})',  # noqa: S608
                rows,
            )
            self._note("table", shape.name, str(tally))

    def finish(self, revision: str, counters: Mapping[str, int]) -> None:
        """Restore the triggers; from now on the file can be used.

        Raises:
            CopyError: rows refer to nothing.
        """
        with self._transaction():
            broken = self._connection.execute("PRAGMA foreign_key_check").fetchone()
            if broken is not None:
                raise CopyError("cli-error-copy-references", table=broken[0], parent=broken[2])
            made = self._connection.execute(f"SELECT body FROM {STATE} WHERE kind = 'trigger'")  # noqa: S608
            for (body,) in made.fetchall():
                self._connection.execute(body)
            self._connection.execute(f"UPDATE {REVISION} SET version_num = ?", (revision,))  # noqa: S608
            self._connection.execute(f"DROP TABLE {STATE}")
        self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def _note(self, kind: str, name: str, body: str) -> None:
        self._connection.execute(
            f"INSERT OR REPLACE INTO {STATE} (kind, name, body) VALUES (?, ?, ?)",  # noqa: S608
            (kind, name, body),
        )

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._connection.execute("COMMIT")
        except BaseException:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            raise


def _shapes(file: Path) -> tuple[Shape, ...]:
    engine = create_engine(
        "sqlite://", creator=lambda: sqlite3.connect(_read_only(file), uri=True), poolclass=NullPool
    )
    with engine.connect() as connection:
        return shapes_of(connection)


def _read_only(file: Path) -> str:
    return f"{file.absolute().as_uri()}?mode=ro"


def _count(connection: sqlite3.Connection, shape: Shape) -> int:
    return int(connection.execute(f'SELECT count(*) FROM "{shape.name}"').fetchone()[0])  # noqa: S608


def _read(connection: sqlite3.Connection, shape: Shape) -> Iterator[list[Row]]:
    try:
        with closing(connection.execute(shape.reading())) as cursor:
            while rows := cursor.fetchmany(shape.portion):
                yield changed(shape, rows, OUT_OF_SQLITE)
    except sqlite3.OperationalError as error:
        if kind_of(error) is not None:
            raise
        raise CopyError("cli-error-copy-encoding", table=shape.name) from None


def _test(shape: Shape, at: int) -> str:
    """SQL expression: whether a column holds a value that PostgreSQL does not take."""
    column = shape.columns[at]
    name = f'"{column.name}"'
    unfit = _UNFIT[column.kind].format(c=name)
    if column.kind == "text" and column.most is not None:
        unfit += f" OR length({name}) > {column.most}"
    elif column.kind == "number" and column.most == 4:
        unfit += f" OR {name} NOT BETWEEN {-_INT4} AND {_INT4 - 1}"
    return f"({name} IS NOT NULL AND ({unfit}))"


def _without_nul(shape: Shape, rows: list[Row]) -> list[Row]:
    """Rows with U+FFFD where text has a NUL."""
    return changed(shape, rows, {"text": lambda value: value.replace("\0", "\ufffd")})
