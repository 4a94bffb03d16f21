"""SQLAlchemy's aiosqlite dialect with one trip to the driver's thread a statement instead of four.

A trip costs more than the statement itself: making a cursor, executing, fetching and closing go together
here, and BEGIN travels with the first statement. Everything is fetched at once, as the dialect does anyway.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from typing import Any

from sqlalchemy.dialects import registry
from sqlalchemy.dialects.sqlite.aiosqlite import (
    AsyncAdapt_aiosqlite_connection,
    AsyncAdapt_aiosqlite_cursor,
    AsyncAdapt_aiosqlite_dbapi,
    SQLiteDialect_aiosqlite,
)
from sqlalchemy.util import EMPTY_DICT, await_

NAME = "onetrip"


class Cursor(AsyncAdapt_aiosqlite_cursor):
    """A cursor that exists in the driver's thread only while its statement runs."""

    __slots__ = ("_description", "_lastrowid", "_rowcount", "arraysize")

    def __init__(self, adapt_connection: AsyncAdapt_aiosqlite_connection) -> None:
        self._adapt_connection = adapt_connection
        self._connection = adapt_connection._connection
        self._soft_closed_memoized = EMPTY_DICT
        self._rows = deque()
        self._description: Any = None
        self._rowcount, self._lastrowid, self.arraysize = -1, 0, 1

    @property
    def description(self) -> Any:
        """Columns of the result."""
        return self._description

    @property
    def rowcount(self) -> int:
        """Rows touched."""
        return self._rowcount

    @property
    def lastrowid(self) -> int:
        """Key of the row inserted last."""
        return self._lastrowid

    def execute(self, operation: Any, parameters: Any = None) -> Any:
        """Execute and fetch in one trip."""
        return self._go("execute", operation, () if parameters is None else parameters)

    def executemany(self, operation: Any, seq_of_parameters: Any) -> Any:
        """Execute for each set of parameters, in one trip."""
        return self._go("executemany", operation, seq_of_parameters)

    def close(self) -> None:
        """The driver's cursor is closed already."""
        self._rows.clear()

    async def _async_soft_close(self) -> None:
        """The driver's cursor is closed already."""

    def _go(self, method: str, operation: Any, parameters: Any) -> None:
        adapted: Any = self._adapt_connection
        driver: Any = self._connection
        begin, adapted.pending_begin = adapted.pending_begin, None

        def trip() -> tuple[Sequence[Any], Any, int, int]:
            connection = driver._conn
            if begin is not None:
                connection.execute(begin)
            cursor = connection.cursor()
            try:
                getattr(cursor, method)(operation, parameters)
                rows = cursor.fetchall() if cursor.description else ()
                return rows, cursor.description, cursor.rowcount, cursor.lastrowid
            finally:
                cursor.close()

        try:
            rows, self._description, self._rowcount, self._lastrowid = await_(driver._execute(trip))
        except Exception as error:  # noqa: BLE001 - the dialect sorts them
            adapted._handle_exception(error)
        else:
            self._rows = deque(rows)


class Connection(AsyncAdapt_aiosqlite_connection):
    """Holds back BEGIN until there is a statement to send with it."""

    __slots__ = ("pending_begin",)

    _cursor_cls = Cursor  # type: ignore[assignment]  # the base names the class, not its kind

    def __init__(self, dbapi: Any, connection: Any) -> None:
        super().__init__(dbapi, connection)
        self.pending_begin: str | None = None

    def commit(self) -> None:
        """Commit, unless nothing was begun."""
        if not self._skip():
            super().commit()

    def rollback(self) -> None:
        """Roll back, unless nothing was begun."""
        if not self._skip():
            super().rollback()

    def _skip(self) -> bool:
        begun, self.pending_begin = self.pending_begin is None, None
        return not begun


class Dbapi(AsyncAdapt_aiosqlite_dbapi):
    """The DBAPI module that makes these connections."""

    def connect(self, *arg: Any, **kw: Any) -> Connection:
        """Connect as the adapted driver does, with the connection class of this module."""
        return Connection(self, super().connect(*arg, **kw)._connection)


class Dialect(SQLiteDialect_aiosqlite):
    """Dialect of addresses that begin with `sqlite+onetrip`."""

    driver = NAME
    supports_statement_cache = True

    @classmethod
    def import_dbapi(cls) -> Dbapi:
        """The adapted driver."""
        return Dbapi(__import__("aiosqlite"), __import__("sqlite3"))


registry.register(f"sqlite.{NAME}", __name__, "Dialect")
