"""Rows in every table of an SQLite file, with all that is hard to carry over, whatever tables there are."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlalchemy import types as sql

from storage.tables import metadata

TEXTS = ("", "尘安", "👷🏽‍♂️ 😀", "a'b\"c\\d;--", "\u202e反", "é e\u0301", " ", "%s {x} $1", "NULL", "\t\n")
JSON = ('{"a":[1,null,"😀","\\u0000"],"中":1.50}', "null", "[]", "{}", '"文"', "[1, 2]")
INSTANTS = ("2026-11-02 04:00:00.000000", "2026-12-31 23:59:59.999999", "2020-01-01 00:00:00")


def fill(file: Path, count: int) -> None:
    """Write so many rows into each table; row i of one refers to row i of another, and to row i + 1 of its
    own."""
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA foreign_keys=OFF")
        triggers = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _ in triggers:
            connection.execute(f'DROP TRIGGER "{name}"')
        for table in metadata.sorted_tables:
            names = ", ".join(f'"{one.name}"' for one in table.columns)
            marks = ", ".join("?" * len(table.columns))
            rows = [
                tuple(_value(table, column, at, count) for column in table.columns) for at in range(count)
            ]
            connection.executemany(f'INSERT OR IGNORE INTO "{table.name}" ({names}) VALUES ({marks})', rows)  # noqa: S608
        for _, made in triggers:
            connection.execute(made)
        connection.commit()
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []


def rows(file: Path) -> dict[str, list[Any]]:
    """All rows of all tables as they are stored, sorted."""
    with closing(sqlite3.connect(file)) as connection:
        names = [
            name
            for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            if not name.startswith("sqlite_")
        ]
        return {
            name: sorted(map(repr, connection.execute(f'SELECT * FROM "{name}"')))  # noqa: S608
            for name in names
        }


def _value(table: Any, column: Any, at: int, count: int) -> Any:
    key = at + 1
    for reference in column.foreign_keys:
        if reference.column.table is table:
            return None if key == count else key + 1
        return _key(reference.column, at) if not column.nullable or at % 3 else None
    if column.primary_key and not isinstance(column.type, sql.Date):
        return _key(column, at)
    if column.nullable and at % 3 == 0:
        return None
    if isinstance(column.type, sql.Boolean):
        return at % 2
    if isinstance(column.type, sql.Date):
        return f"2026-{1 + at % 12:02d}-{1 + at % 28:02d}"
    if isinstance(column.type, sql.JSON):
        return JSON[at % len(JSON)]
    if isinstance(column.type, sql.LargeBinary):
        return bytes((at % 256, 0, 255)) * 4 + key.to_bytes(4)
    if isinstance(column.type, sql.BigInteger):
        return 2**62 + at
    if isinstance(column.type, sql.Integer):
        return (2**31 - 1 - at) if at % 2 else -at
    if isinstance(column.type, sql.String):
        most = column.type.length
        text = f"{TEXTS[at % len(TEXTS)]}{at}"
        return text[-most:] if most is not None else text * 3
    return INSTANTS[at % len(INSTANTS)]


def _key(column: Any, at: int) -> Any:
    """The value of a key's column in row `at`; keys of reports are chance."""
    for reference in column.foreign_keys:
        return _key(reference.column, at)
    if isinstance(column.type, sql.String):
        return f"{at * 7919 % 100_003:032x}"[-(column.type.length or 32) :]
    if isinstance(column.type, sql.LargeBinary):
        return (at * 7919 % 100_003).to_bytes(32)
    if column.table.name in ("reports", "report_messages"):
        return at * 2_654_435_761 % 2**63
    return at + 1
