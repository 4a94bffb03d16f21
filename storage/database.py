"""Engines and transactions. SQLite: one writer with BEGIN IMMEDIATE, readers beside it (WAL)."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import event, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from storage.base import Base

BUSY_TIMEOUT_MS = 15_000
Connection = AsyncConnection
"""What `begin` and `read` give, for the folders above, which know no SQLAlchemy."""


class Database:
    """The facts. `begin` for operations (a transaction that commits), `read` for queries."""

    def __init__(self, url: str) -> None:
        self.url = make_url(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        options: dict[str, Any] = {
            "json_serializer": lambda value: json.dumps(value, ensure_ascii=False, separators=(",", ":")),
            "hide_parameters": True,  # no value of a person in a log or a traceback
        }
        if self.is_sqlite:
            if self.url.database and self.url.database != ":memory:":
                Path(self.url.database).parent.mkdir(parents=True, exist_ok=True)
            # A pool of one and an asyncio lock: SQLite has one writer anyway, and waiting here is fair and
            # cheap, while waiting in busy_timeout is neither (the default set-up loses updates).
            self._writer = create_async_engine(
                self.url, pool_size=1, max_overflow=0, pool_reset_on_return=None, **options
            )
            self._reader = create_async_engine(
                self.url, pool_size=4, max_overflow=0, pool_reset_on_return=None, **options
            )
            _sqlite(self._writer, "BEGIN IMMEDIATE")
            _sqlite(self._reader, "BEGIN")
        else:
            self._writer = self._reader = create_async_engine(
                self.url, pool_size=10, max_overflow=10, pool_pre_ping=True, **options
            )
        self._turn = asyncio.Lock()

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[AsyncConnection]:
        """A write transaction: commits at the end, rolls back on any error.

        Never hold it across a call to Telegram.
        """
        if self.is_sqlite:
            async with self._turn, self._writer.begin() as connection:
                yield connection
        else:
            async with self._writer.begin() as connection:
                yield connection

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncConnection]:
        """A read transaction: one consistent view, nothing written."""
        async with self._reader.connect() as connection:
            yield connection
            await connection.rollback()

    async def answers(self) -> bool:
        """Whether the database can be asked at all (for whoever watches over the process)."""
        try:
            async with self.read() as connection:
                await connection.execute(text("SELECT 1"))
        except (SQLAlchemyError, OSError):
            return False
        return True

    async def create_all(self) -> None:
        """Create every table at once (tests and benchmarks; installations use the migrations)."""
        async with self._writer.begin() as connection:
            await connection.run_sync(Base.metadata.create_all)

    async def close(self) -> None:
        """Close all connections."""
        await self._writer.dispose()
        if self._reader is not self._writer:
            await self._reader.dispose()


def _sqlite(engine: AsyncEngine, begin: str) -> None:
    @event.listens_for(engine.sync_engine, "connect")
    def _connect(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # the driver must not open transactions of its own
        cursor = connection.cursor()
        for pragma in (
            "journal_mode=WAL",
            f"busy_timeout={BUSY_TIMEOUT_MS}",
            "foreign_keys=ON",
            "synchronous=FULL",  # an answer survives a power cut
            "temp_store=MEMORY",
        ):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine.sync_engine, "begin")
    def _begin(connection: Any) -> None:
        # one trip to the driver's thread instead of three for a cursor's life
        connection.connection.dbapi_connection.run_async(lambda driver: driver.execute(begin))


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
