"""Engines and transactions. SQLite: one writer with BEGIN IMMEDIATE, readers beside it (WAL)."""

from __future__ import annotations

import asyncio
import importlib
import json
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager, closing, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy import NullPool, event, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import ExceptionContext, make_url
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.util import await_

from storage.base import postgres_driver, sqlite_driver
from storage.base.diagnosis import kind_of
from storage.base.errors import ChenanError
from storage.base.schema import Base
from storage.base.zone import DEFAULT, OPTION

BUSY_TIMEOUT_MS = 15_000
JOURNAL_MS = 20
"""Milliseconds between two attempts to set up the journal of a new file."""
READERS = 4
PORTION = 20
"""Number of items per transaction in `each`."""
TRACE_WAIT = 0.2
"""Seconds for which emptying the journal waits for readers; writers wait meanwhile."""
REWRITE_WAIT_MS = 500
"""Milliseconds for which rewriting a table of PostgreSQL waits for its lock; all other users of the table
wait behind it meanwhile."""
_LOCK_NOT_AVAILABLE = "55P03"
_NEW_ROOM = "CREATE TEMPORARY TABLE new_room ON COMMIT DROP AS SELECT repeat('x', 100) AS x"
"""A statement that needs room on PostgreSQL's disk, whatever is free within the pages it has."""
_MET_ANOTHER = ("40001", "40P01", "23505", "23503")
"""PostgreSQL's codes for a transaction that met another one: it could not be put in order with it, the two
waited for one another, the other had just made the same row, or deleted one it builds on."""
ATTEMPTS = 4
"""Attempts of `run`: transactions that met one another meet again only if they start at the same moment."""
COMPACT_UP_TO = 64_000_000
"""Bytes: a larger file is not compacted while people wait; its free pages are zeros all the same."""
_Item = TypeVar("_Item")
_Made = TypeVar("_Made")
Connection = AsyncConnection
"""The connection that `begin` and `read` yield, for the folders above, which know no SQLAlchemy."""


class Database:
    """The database. `begin` opens a write transaction for operations, `read` a read transaction for
    queries; `run` does a piece of work in a write transaction, again where it met another one."""

    def __init__(self, url: str, zone: ZoneInfo = DEFAULT) -> None:
        """`zone`: the installation's, for whatever runs on its connections (`storage.base.zone`)."""
        self.url, self.zone = make_url(url), zone
        self.now: Callable[[], datetime] = lambda: datetime.now(UTC)  # noqa: TID251
        """Clock that dates records of refusals; the program that builds the parts sets its own."""
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        options: dict[str, Any] = {
            "json_serializer": lambda value: json.dumps(value, ensure_ascii=False, separators=(",", ":")),
            "execution_options": {OPTION: zone},
            "hide_parameters": True,  # no value of a person in a log or a traceback
        }
        if self.is_sqlite:
            if self.url.database and self.url.database != ":memory:":
                Path(self.url.database).parent.mkdir(parents=True, exist_ok=True)
            # One lane for writing: SQLite has one writer anyway, and waiting here is fair and cheap, while
            # waiting in busy_timeout is neither (the default set-up loses updates).
            lean = self.url.set(drivername=f"sqlite+{sqlite_driver.NAME}")
            self._writer = create_async_engine(lean, poolclass=NullPool, **options)
            self._reader = create_async_engine(lean, poolclass=NullPool, **options)
            _sqlite(self._writer, "BEGIN IMMEDIATE")
            _sqlite(self._reader, "BEGIN")
        else:
            self._writer = self._reader = create_async_engine(
                self.url,
                pool_size=10,
                max_overflow=10,
                pool_pre_ping=True,
                connect_args={"async_creator_fn": postgres_driver.connect},
                **options,
            )
            event.listen(self._writer.sync_engine, "connect", postgres_driver.set_up)
            event.listen(self._writer.sync_engine, "handle_error", postgres_driver.give_up, retval=True)
        self._was_full = False
        for engine in {self._writer, self._reader}:
            event.listen(engine.sync_engine, "handle_error", self._note_error)
        self._writing = _Lane(self._writer, 1)
        self._reading = _Lane(self._reader, READERS)

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[AsyncConnection]:
        """A write transaction: commits at the end, rolls back on any error.

        What an error leaves to be written (`ChenanError.afterwards`) is written then, in a transaction of its
        own. Never hold one across a call to Telegram.
        """
        try:
            async with self._transaction() as connection:
                yield connection
        except ChenanError as refusal:
            if refusal.afterwards is not None:
                async with self._transaction() as connection:
                    await refusal.afterwards(connection, self.now())
            raise

    async def run(self, work: Callable[[AsyncConnection], Awaitable[_Made]]) -> _Made:
        """Do `work` in a write transaction (see `begin`), and return its result.

        It is done again where PostgreSQL broke the transaction off because it met another one: nothing is
        left of the attempt, and the next one finds what the other has committed. `work` must therefore leave
        nothing behind except in the database. After ATTEMPTS the error is raised.
        """
        for _ in range(ATTEMPTS - 1):
            try:
                async with self.begin() as db:
                    return await work(db)
            except DBAPIError as error:
                if getattr(error.orig, "sqlstate", None) not in _MET_ANOTHER:
                    raise
        async with self.begin() as db:
            return await work(db)

    @asynccontextmanager
    async def _transaction(self) -> AsyncIterator[AsyncConnection]:
        if self.is_sqlite:
            async with self._writing.transaction() as connection:
                yield connection
                await connection.commit()
        else:
            async with self._writer.begin() as connection:
                yield connection

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncConnection]:
        """A read transaction: one consistent view, nothing written."""
        if self.is_sqlite:
            async with self._reading.transaction() as connection:
                yield connection
                await connection.rollback()
        else:
            async with self._reader.connect() as connection:
                # READ COMMITTED would show each query another moment
                yield await connection.execution_options(isolation_level="REPEATABLE READ")

    async def each(
        self,
        items: Sequence[_Item],
        work: Callable[[AsyncConnection, _Item], Awaitable[_Made]],
        portion: int = PORTION,
    ) -> list[_Made]:
        """Apply `work` to each item, `portion` items in one transaction, so that others can write in between;
        return the results in order. An error keeps the transactions committed before it."""
        made: list[_Made] = []
        for first in range(0, len(items), portion):
            some = items[first : first + portion]

            async def do(db: AsyncConnection, some: Sequence[_Item] = some) -> list[_Made]:
                return [await work(db, item) for item in some]

            made += await self.run(do)
        return made

    async def purge_old_versions(self, tables: Sequence[str] = (), *, compact: bool = False) -> bool:
        """Remove old versions of rows from the disk: SQLite's journal; of PostgreSQL's `tables` heap, indexes
        and TOAST are rewritten (a plain VACUUM frees space and leaves the bytes in it).

        With `compact` SQLite's file is rewritten, if it is small. False: somebody still reads, or uses a
        table, and old versions are left: call it again later.
        """
        if self.is_sqlite:
            return await asyncio.to_thread(_truncate, self.url.database or "", compact)
        async with self._writer.connect() as connection:
            await connection.execution_options(isolation_level="AUTOCOMMIT")
            await connection.exec_driver_sql(f"SET lock_timeout = {REWRITE_WAIT_MS}")
            try:
                return all([await _rewrite(connection, table) for table in tables])
            finally:
                await connection.exec_driver_sql("RESET lock_timeout")

    def _note_error(self, context: ExceptionContext) -> None:
        if kind_of(context.original_exception) == "full":
            self._was_full = True

    async def prove_room(self, db: AsyncConnection) -> None:
        """Have PostgreSQL store something new, once a statement has found its disk full: a row that is
        changed finds room in its page for long.

        Raises:
            DBAPIError: the disk is still full.
        """
        if self._was_full and not self.is_sqlite:
            await db.execute(text(_NEW_ROOM))
            self._was_full = False

    async def create_all(self) -> None:
        """Create every table at once (tests and benchmarks; installations use the migrations)."""
        importlib.import_module("storage.tables")  # whatever was imported so far: all of them
        async with self._writer.begin() as connection:
            await connection.run_sync(Base.metadata.create_all)

    async def close(self) -> None:
        """Close all connections."""
        await self._writing.close()
        await self._reading.close()
        await self._writer.dispose()
        if self._reader is not self._writer:
            await self._reader.dispose()


class _Lane:
    """Connections kept open, each for one transaction at a time; waiting tasks get one in the order they
    came.

    A task cancelled while BEGIN is on its way leaves the driver in a transaction that SQLAlchemy knows
    nothing of: the next user would find the database locked, for ever. Such a connection is thrown away.
    """

    def __init__(self, engine: AsyncEngine, size: int) -> None:
        self._engine = engine
        self._turns = asyncio.Semaphore(size)
        self._idle: list[AsyncConnection] = []

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[AsyncConnection]:
        """A transaction that the caller ends. Its connection is never handed on with a transaction
        open."""
        async with self._turns:
            connection = self._idle.pop() if self._idle else await self._open()
            try:
                await connection.begin()
                yield connection
            except BaseException as problem:
                await asyncio.shield(self._abandon(connection, broken=not isinstance(problem, Exception)))
                raise
            self._idle.append(connection)

    async def close(self) -> None:
        """Close what is idle."""
        while self._idle:
            await self._idle.pop().close()

    async def _open(self) -> AsyncConnection:
        opening = asyncio.ensure_future(self._connect())
        try:
            return await asyncio.shield(opening)
        except asyncio.CancelledError:
            opening.add_done_callback(self._keep)
            raise

    async def _connect(self) -> AsyncConnection:
        return await self._engine.connect()

    def _keep(self, opening: asyncio.Future[AsyncConnection]) -> None:
        """Return a connection to the idle ones; when no task waits for it, the next one takes it."""
        if not opening.cancelled() and opening.exception() is None:
            self._idle.append(opening.result())

    async def _abandon(self, connection: AsyncConnection, *, broken: bool) -> None:
        try:
            if not broken:
                await connection.rollback()
                self._idle.append(connection)
                return
        except SQLAlchemyError:
            pass
        try:
            await connection.invalidate()
        finally:
            await connection.close()


async def _rewrite(connection: AsyncConnection, table: str) -> bool:
    """Rewrite a table of PostgreSQL. False: the table is in use, or another snapshot may still need old
    versions."""
    try:
        await connection.exec_driver_sql(f'VACUUM (FULL) "{table}"')
    except DBAPIError as error:
        if getattr(error.orig, "sqlstate", None) != _LOCK_NOT_AVAILABLE:
            raise
        return False
    # the key's new index counts what was copied, with deleted rows that an older snapshot may see
    copied, live = (
        await connection.execute(
            text(
                f'SELECT c.reltuples, (SELECT count(*) FROM "{table}")'  # noqa: S608  our own names
                " FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid"
                " WHERE i.indisprimary AND i.indrelid = CAST(:name AS regclass)"
            ),
            {"name": f'"{table}"'},
        )
    ).one()
    return bool(copied <= live)


def _truncate(file: str, compact: bool) -> bool:
    """Empty the journal; compact the file where that takes no time. False: not all of the journal."""
    with closing(sqlite3.connect(file, timeout=TRACE_WAIT, isolation_level=None)) as connection:
        with suppress(sqlite3.OperationalError):  # somebody is writing
            if compact and Path(file).stat().st_size <= COMPACT_UP_TO:
                connection.execute("PRAGMA secure_delete=ON")
                connection.execute("VACUUM")
        with suppress(sqlite3.OperationalError):
            busy, _, _ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            return not busy
    return False


def set_up(connection: Any, *pragmas: str) -> None:
    """Set up a fresh SQLite connection: WAL journal, busy timeout, and these settings."""
    connection.isolation_level = None  # the driver must not open transactions of its own
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")
    for attempt in range(BUSY_TIMEOUT_MS // JOURNAL_MS):
        try:
            cursor.execute("PRAGMA journal_mode=WAL")
            break
        except (
            sqlite3.OperationalError
        ):  # of two at once SQLite refuses one, however patient it is told to be
            if attempt == BUSY_TIMEOUT_MS // JOURNAL_MS - 1:
                raise
            await_(asyncio.sleep(JOURNAL_MS / 1000))
    for pragma in pragmas:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _sqlite(engine: AsyncEngine, begin: str) -> None:
    @event.listens_for(engine.sync_engine, "connect")
    def _connect(connection: Any, _record: Any) -> None:
        set_up(
            connection,
            "foreign_keys=ON",
            "synchronous=FULL",  # an answer survives a power cut
            "temp_store=MEMORY",
            "secure_delete=ON",  # what is deleted is gone from the file too
        )

    @event.listens_for(engine.sync_engine, "begin")
    def _begin(connection: Any) -> None:
        connection.connection.dbapi_connection.pending_begin = begin  # travels with the first statement


def upsert(connection: AsyncConnection, table: Any) -> Any:
    """An INSERT that knows `on_conflict_do_update` and `on_conflict_do_nothing` on both databases."""
    return _INSERTS[connection.dialect.name](getattr(table, "__table__", table))


def prepared(make: Callable[[Callable[..., Any]], Any]) -> Callable[[AsyncConnection], Any]:
    """A statement built once for each database instead of at every call (hot paths).

    `make` is given the database's INSERT; parameters are passed to `execute`.
    """
    built = {name: make(insert) for name, insert in _INSERTS.items()}
    return lambda connection: built[connection.dialect.name]


_INSERTS: dict[str, Callable[..., Any]] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}
