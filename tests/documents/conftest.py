"""A database, a store of files and a workshop for tests of documents."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage.base.database import Database
from storage.base.files import FileStore
from tests.documents.workshop import Workshop, open_workshop
from tests.storage.conftest import sqlite_template

__all__ = ["sqlite_template"]


@pytest.fixture
async def database(tmp_path: Path, sqlite_template: Path) -> AsyncIterator[Database]:
    shutil.copy(sqlite_template, tmp_path / "chenan.db")
    made = Database(f"sqlite+aiosqlite:///{tmp_path / 'chenan.db'}")
    yield made
    await made.close()


@pytest.fixture
def files(tmp_path: Path) -> FileStore:
    return FileStore(tmp_path / "kept")


@pytest.fixture
async def workshop(database: Database, files: FileStore) -> Workshop:
    return await open_workshop(database, files)
