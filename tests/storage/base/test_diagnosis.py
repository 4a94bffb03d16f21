"""Descriptions of errors: the database's reason and our frames, and nothing of the stored values."""

from __future__ import annotations

import asyncio
import errno
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from storage.base import database as module
from storage.base.database import Database
from storage.base.diagnosis import brief, describe, kind_of
from storage.base.urls import sqlite_url

SECRET = "张三 尘肺 13800000000"
INSERT = text("INSERT INTO notes VALUES (:words)")


async def failing(database: Database) -> Exception:
    """The error of writing a note."""
    try:
        async with database.begin() as db:
            await db.execute(INSERT, {"words": SECRET * 2000})
    except Exception as error:  # noqa: BLE001
        return error
    finally:
        await database.close()
    raise AssertionError("it was written")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    made = tmp_path / "notes.db"
    with closing(sqlite3.connect(made)) as db:
        db.execute("CREATE TABLE notes (words TEXT)")
        db.commit()
    return made


async def test_a_full_disk_is_called_one(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def small(connection: object, *pragmas: str) -> None:
        was(connection, *pragmas, "max_page_count=3")

    was = module.set_up
    monkeypatch.setattr(module, "set_up", small)
    error = await failing(Database(sqlite_url(file)))
    assert kind_of(error) == "full"
    said = describe(error)
    assert "no space is left on the disk [SQLITE_FULL] at storage/base/sqlite_driver.py:" in said
    assert " < tests/storage/base/test_diagnosis.py:" in said
    assert SECRET not in said
    assert "INSERT" not in said


async def test_a_locked_database_is_called_one(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "BUSY_TIMEOUT_MS", 20)
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("PRAGMA journal_mode=WAL")
        other.execute("BEGIN IMMEDIATE")
        error = await failing(Database(sqlite_url(file)))
    assert kind_of(error) == "locked"
    assert "the database is locked by somebody else [SQLITE_BUSY]" in describe(error)


async def test_a_database_that_cannot_be_written_is_called_that(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def only_read(connection: object, *pragmas: str) -> None:
        was(connection, *pragmas, "query_only=ON")

    was = module.set_up
    monkeypatch.setattr(module, "set_up", only_read)
    error = await failing(Database(sqlite_url(file)))
    assert kind_of(error) == "readonly"
    assert "[SQLITE_READONLY]" in describe(error)


async def test_a_damaged_one_too(file: Path) -> None:
    await asyncio.to_thread(file.write_bytes, b"no database, " * 400)
    error = await failing(Database(sqlite_url(file)))
    assert kind_of(error) == "damaged"


async def test_postgresql_s_codes_are_read(database: Database) -> None:
    if database.is_sqlite:
        pytest.skip("PostgreSQL's own")

    async def write() -> None:
        async with database.begin() as db:
            await db.execute(text("SET TRANSACTION READ ONLY"))
            await db.execute(text("CREATE TABLE notes (words TEXT)"))

    with pytest.raises(DBAPIError) as refused:
        await write()
    assert kind_of(refused.value) == "readonly"
    assert "[25006]" in describe(refused.value)


async def test_a_server_that_is_not_there_is_away() -> None:
    pytest.importorskip("asyncpg")
    error = await failing(Database("postgresql+asyncpg://nobody@127.0.0.1:9/nothing"))
    assert kind_of(error) == "away"


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        (errno.ENOSPC, "full"),
        (errno.EDQUOT, "full"),
        (errno.EROFS, "readonly"),
        (errno.EACCES, "readonly"),
        (errno.EIO, "damaged"),
        (errno.ENOENT, None),
    ],
)
def test_the_disk_s_reasons(number: int, kind: str | None) -> None:
    error = OSError(number, SECRET, SECRET)
    assert kind_of(error) == kind
    assert SECRET not in describe(error)
    assert SECRET not in brief(error)


def test_what_an_error_came_from_is_looked_through() -> None:
    def look() -> None:
        try:
            Path("/nowhere", SECRET).stat()
        except OSError as first:
            raise ValueError(SECRET) from first

    with pytest.raises(ValueError, match=SECRET) as caught:
        look()
    said = describe(ExceptionGroup(SECRET, [caught.value]))
    assert said.startswith("ExceptionGroup (from ValueError from FileNotFoundError) at tests/storage/")
    assert SECRET not in said


def test_an_error_that_goes_in_circles_is_said_once() -> None:
    first, second = ValueError(SECRET), KeyError(SECRET)
    first.__cause__, second.__cause__ = second, first
    assert describe(first) == "ValueError (from KeyError) at no place of ours"
    assert describe(None) == "unknown"


def test_a_pool_without_a_free_connection_is_busy() -> None:
    assert kind_of(PoolTimeout("QueuePool limit of size 10 overflow 10 reached")) == "locked"
    assert "no connection free" in describe(PoolTimeout(SECRET))
    assert SECRET not in describe(PoolTimeout(SECRET))
