"""A database for conversations, watched, in which one person has a row and others have none."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from bot.privacy.sessions import PrivateSessions
from bot.transport.dialog_storage import DialogStorage
from storage.base.database import Database
from storage.base.urls import sqlite_url

OWNER = 5_550_001_234


def noon() -> datetime:
    """A fixed instant."""
    return datetime(2027, 3, 1, 4, tzinfo=UTC)


class Watched(Database):
    """Counts its write transactions, and tells when one succeeded or failed."""

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self.writes = 0
        self.wrote, self.failed = asyncio.Event(), asyncio.Event()

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[Any]:
        self.writes += 1
        try:
            async with super().begin() as connection:
                yield connection
        except BaseException:
            self.failed.set()
            raise
        self.wrote.set()


class Place:
    """A database in which the owner has a row and the stranger has none."""

    def __init__(self, path: Path) -> None:
        self.database = Watched(sqlite_url(path))
        self.asked = 0

    def storage(self, secret: bytes = b"s" * 32) -> DialogStorage:
        """A storage as a process that has just started has it."""
        return DialogStorage(self.database, noon, secret, self._known, PrivateSessions())

    async def _known(self, chat: int) -> bool:
        self.asked += 1
        return chat == OWNER

    async def rows(self) -> list[dict[str, Any]]:
        """The whole table."""
        async with self.database.read() as db:
            return [dict(row._mapping) for row in await db.execute(text("SELECT * FROM dialog_states"))]

    async def run(self, statement: str) -> None:
        """Change something by hand."""
        async with self.database.begin() as db:
            await db.execute(text(statement))


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database file with all tables, to be copied."""
    path = tmp_path_factory.mktemp("tables") / "empty.db"

    async def create() -> None:
        database = Database(sqlite_url(path))
        await database.create_all()
        await database.close()

    asyncio.run(create())
    return path


@pytest.fixture
async def place(tables: Path, tmp_path: Path) -> AsyncIterator[Place]:
    """A place of its own for each test."""
    made = Place(Path(shutil.copy(tables, tmp_path / "chenan.db")))
    yield made
    await made.database.close()
