"""Rows of a PostgreSQL database, read at one moment or written by a copy or a restore.

The driver is asked directly: it reads through a cursor and writes by COPY, both a portion at a time.
"""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

from storage.base.diagnosis import kind_of
from storage.base.urls import shown
from storage.installation import migrate
from storage.installation.migrate import COPYING
from storage.installation.table_rows import (
    INTO_POSTGRESQL,
    OUT_OF_POSTGRESQL,
    REVISION,
    STATE,
    CopyError,
    Row,
    Shape,
    Tally,
    changed,
    shapes_of,
)

T = TypeVar("T")

LOCK_SECONDS = 10
"""Seconds for which a restore waits for users of a table."""
_LOCK = 0x636F7079  # any number, the same everywhere: of two copies into one database one fails
_REFERENCES = """
    SELECT conrelid::regclass::text AS place, conname AS name, pg_get_constraintdef(oid) AS body
    FROM pg_constraint
    WHERE contype = 'f' AND connamespace = current_schema()::regnamespace ORDER BY 1, 2
"""
_SEQUENCES = """
    SELECT * FROM (SELECT name, pg_get_serial_sequence(quote_ident(name), counter) AS sequence
                   FROM unnest($1::text[], $2::text[]) AS t (name, counter)) AS found
    WHERE sequence IS NOT NULL
"""
_NO_PARENT = "23503"


class _Connection:
    """A connection for synchronous code: a command, or a thread of its own."""

    def __init__(self, url: str) -> None:
        self._runner = asyncio.Runner()
        self._engine = migrate.engine_for(url)
        try:
            self._connection, self._driver, self._shapes = self._run(migrate.reached(url, self._open))
        except BaseException:
            self._runner.close()
            raise

    def shapes(self) -> tuple[Shape, ...]:
        """Its tables, those that others refer to first."""
        return self._shapes

    def count(self, shape: Shape) -> int:
        """Count the rows of a table."""
        return int(self._run(self._driver.fetchval(f'SELECT count(*) FROM "{shape.name}"')))  # noqa: S608

    def read(self, shape: Shape) -> Iterator[list[Row]]:
        """All rows in the order of the key, a portion at a time."""
        name = f'"reading {shape.name}"'  # the driver remembers what a statement gives by its words
        self._execute(f"DECLARE {name} NO SCROLL CURSOR FOR {shape.reading()}")
        while rows := self._run(self._driver.fetch(f"FETCH {shape.portion} FROM {name}")):
            yield changed(shape, rows, OUT_OF_POSTGRESQL)
        self._execute(f"CLOSE {name}")  # a table with an open cursor cannot be altered

    def counters(self, shapes: Sequence[Shape]) -> Mapping[str, int]:
        """The last id given out, by table; rows with later ids may be deleted."""
        sequences = self._sequences(shapes)
        last = "SELECT CASE WHEN is_called THEN last_value ELSE last_value - 1 END FROM"
        asked = ", ".join(f"({last} {one})" for one in sequences.values())
        return dict(zip(sequences, self._run(self._driver.fetchrow(f"SELECT {asked}")), strict=True))

    def close(self) -> None:
        """Close the connection; uncommitted changes are undone."""
        try:
            self._run(self._leave())
        finally:
            self._runner.close()

    def _run(self, work: Coroutine[Any, Any, T]) -> T:
        return self._runner.run(work)

    def _execute(self, statement: str, *values: object) -> None:
        self._run(self._driver.execute(statement, *values))

    def _sequences(self, shapes: Sequence[Shape]) -> dict[str, str]:
        """The sequence of a table's ids, by table."""
        counted = [(one.name, one.counter) for one in shapes if one.counter is not None]
        found = self._run(self._driver.fetch(_SEQUENCES, *map(list, zip(*counted, strict=True))))
        return {row["name"]: row["sequence"] for row in found}

    async def _open(self) -> tuple[Any, Any, tuple[Shape, ...]]:
        connection = await self._engine.connect()
        shapes = await connection.run_sync(shapes_of)
        await connection.rollback()
        driver: Any = (await connection.get_raw_connection()).driver_connection
        await driver.reset_type_codec("json", schema="pg_catalog")  # the text as it was stored
        return connection, driver, shapes

    async def _leave(self) -> None:
        if not self._driver.is_closed():
            await self._driver.execute("ROLLBACK")
        await self._connection.close()
        await self._engine.dispose()


class PostgresSource(_Connection):
    """A PostgreSQL database that is read, as it is now."""

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self._execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        self._execute("SET LOCAL enable_seqscan = off")  # along the key: sorting writes temporary files
        self._execute("SET LOCAL enable_sort = off")
        self._run(self._driver.fetchval("SELECT txid_current_snapshot()"))  # from here on one view


class PostgresTarget(_Connection):
    """A PostgreSQL database with all tables that is filled.

    `whole`: in one transaction, which replaces what is there and ends with `commit`; else what is written
    stays, and an attempt that was cut off is gone on with.
    """

    def __init__(self, url: str, *, whole: bool = False) -> None:
        super().__init__(url)
        self._whole = whole
        self._references: list[tuple[str, str, str]] = []
        try:
            self._take(url)
        except BaseException:
            self.close()
            raise

    def _take(self, url: str) -> None:
        if not self._run(self._driver.fetchval("SELECT pg_try_advisory_lock($1)", _LOCK)):
            raise CopyError("cli-error-copy-taken", database=shown(url))
        if self._whole:
            self._execute("BEGIN")
            self._execute(f"SET LOCAL lock_timeout = '{LOCK_SECONDS}s'")

    def read(self, shape: Shape) -> Iterator[list[Row]]:
        """All rows in the order of the key, a portion at a time."""
        with self._transaction():
            self._execute("SET LOCAL enable_seqscan = off")
            self._execute("SET LOCAL enable_sort = off")
            yield from super().read(shape)

    def done(self) -> dict[str, Tally]:
        """Tallies of the tables that an earlier attempt copied, by table."""
        if self._whole:
            return {}
        rows = self._run(self._driver.fetch(f"SELECT name, body FROM {STATE} WHERE kind = 'table'"))  # noqa: S608
        return {row["name"]: Tally.stored(row["body"]) for row in rows}

    def begin(self) -> None:
        """Drop triggers and foreign keys; the statements that restore them are stored with the state
        of the copy."""
        with self._transaction():
            self._references = [tuple(row) for row in self._run(self._driver.fetch(_REFERENCES))]
            if not self._whole:
                self._execute(
                    f"CREATE TABLE {STATE} (kind text, name text, body text, PRIMARY KEY (kind, name))"
                )
                self._execute(f"UPDATE {REVISION} SET version_num = $1", COPYING)  # noqa: S608
            if not self._whole:
                notes = [("reference", f"{place} {name}", body) for place, name, body in self._references]
                self._run(self._driver.copy_records_to_table(STATE, records=notes))
            drops = [f'ALTER TABLE {place} DROP CONSTRAINT "{name}"' for place, name, _ in self._references]
            stops = [f'ALTER TABLE "{one.name}" DISABLE TRIGGER USER' for one in self._shapes]
            self._execute("; ".join([*drops, *stops]))
            if self._whole:
                self._empty()

    def clear(self) -> None:
        """Delete all rows and the files of the tables."""
        with self._transaction():
            self._empty()
            self._execute(f"DELETE FROM {STATE} WHERE kind = 'table'")  # noqa: S608

    def write(self, shape: Shape, rows: Sequence[Row], tally: Tally) -> None:
        """Add rows; `tally` counts the table including them.

        Raises:
            CopyError: PostgreSQL does not take them; no value is named.
        """
        names = [one.name for one in shape.columns]
        try:
            records = changed(shape, rows, INTO_POSTGRESQL)
            with self._transaction():
                self._run(self._driver.copy_records_to_table(shape.name, records=records, columns=names))
                if not self._whole:
                    self._note("table", shape.name, str(tally))
        except Exception as error:
            if kind_of(error) is not None or isinstance(error, OSError):
                raise
            reason = getattr(error, "sqlstate", None) or type(error).__name__
            raise CopyError("cli-error-copy-refused", table=shape.name, reason=reason) from None

    def finish(self, revision: str, counters: Mapping[str, int]) -> None:
        """Restore what `begin` dropped; ids count on from `counters`, or from the last row.

        Raises:
            CopyError: rows refer to nothing.
        """
        with self._transaction():
            made = [
                f'ALTER TABLE {place} ADD CONSTRAINT "{name}" {body}'
                for place, name, body in self._references or self._stored_references()
            ]
            starts = [f'ALTER TABLE "{one.name}" ENABLE TRIGGER USER' for one in self._shapes]
            try:
                self._execute("; ".join([*made, *starts]))
            except Exception as error:
                if getattr(error, "sqlstate", None) != _NO_PARENT:
                    raise
                table, parent = (getattr(error, name, "") for name in ("table_name", "constraint_name"))
                raise CopyError("cli-error-copy-references", table=table, parent=parent) from None
            self._count_on(counters)
            self._execute(f"UPDATE {REVISION} SET version_num = $1", revision)  # noqa: S608
            if not self._whole:
                self._execute(f"DROP TABLE {STATE}")

    def commit(self) -> None:
        """Commit a restore."""
        self._execute("COMMIT")

    def _count_on(self, counters: Mapping[str, int]) -> None:
        counted = {one.name: one.counter for one in self._shapes if one.counter is not None}
        sequences = self._sequences(self._shapes)
        asked = ", ".join(f'(SELECT max("{counted[name]}") FROM "{name}")' for name in sequences)  # noqa: S608
        last = tuple(self._run(self._driver.fetchrow(f"SELECT {asked}")))
        begins = {
            sequence: max(of or 0, counters.get(name, 0), 0) + 1
            for (name, sequence), of in zip(sequences.items(), last, strict=True)
        }
        self._execute("; ".join(f"ALTER SEQUENCE {name} RESTART WITH {at}" for name, at in begins.items()))

    def _stored_references(self) -> list[tuple[str, str, str]]:
        rows = self._run(self._driver.fetch(f"SELECT name, body FROM {STATE} WHERE kind = 'reference'"))  # noqa: S608
        return [(*str(row["name"]).rsplit(" ", 1), row["body"]) for row in rows]

    def _empty(self) -> None:
        names = ", ".join(f'"{one.name}"' for one in self._shapes)
        self._execute(f"TRUNCATE {names}")

    def _note(self, kind: str, name: str, body: str) -> None:
        self._execute(
            f"INSERT INTO {STATE} (kind, name, body) VALUES ($1, $2, $3)"  # noqa: S608
            " ON CONFLICT (kind, name) DO UPDATE SET body = excluded.body",
            kind,
            name,
            body,
        )

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        """A transaction of its own, or a savepoint in the current one."""
        if self._whole:
            yield
            return
        self._execute("BEGIN")
        try:
            yield
        except BaseException:
            if not self._driver.is_closed():
                self._execute("ROLLBACK")
            raise
        self._execute("COMMIT")
