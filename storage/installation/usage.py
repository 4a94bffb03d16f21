"""Locks an installation's data while a program uses it, so that nothing replaces it under a running one.

Every program of Chen'an holds a shared lock on the data directory while it works; what replaces the data
holds an exclusive one, and SQLite's own locks besides, which any other program respects. Both belong to open
files: the system takes them back from a process that was killed.
"""

from __future__ import annotations

import fcntl
import os
import struct
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from sqlalchemy import text

from storage.base.errors import OperatorError
from storage.installation import migrate

_LOCK_BYTES = (0x40000000, 512)
"""Offset and length of the bytes by which SQLite locks its file. A connection that has read once in WAL mode
keeps a lock there until it is closed."""


class InUse(OperatorError):
    """The data are used, or being replaced."""


@contextmanager
def using(data_dir: Path) -> Iterator[None]:
    """Hold a shared lock on the data directory until the block ends; without a directory nothing is
    locked.

    Raises:
        InUse: they are being replaced just now.
    """
    with ExitStack() as held:
        if data_dir.is_dir() and not _locked(data_dir, fcntl.LOCK_SH, held):
            raise InUse("cli-error-restoring", data_dir=data_dir)
        yield


@contextmanager
def replacing(data_dir: Path, database: Path | None) -> Iterator[None]:
    """Hold an exclusive lock on the data directory until the block ends. `database`: the file, if it is
    one.

    Raises:
        InUse: something uses them.
    """
    with ExitStack() as held:
        if data_dir.is_dir() and not _locked(data_dir, fcntl.LOCK_EX, held):
            raise InUse("cli-error-in-use", data_dir=data_dir)
        if database is not None and database.exists() and not _database_locked(database, held):
            raise InUse("cli-error-database-open", database=database)
        yield


async def count_sessions(url: str) -> int:
    """Count the other connections to a PostgreSQL database.

    Raises:
        Unusable: the server does not answer.
    """

    async def ask() -> int:
        engine = migrate.engine_for(url)
        try:
            async with engine.connect() as connection:
                return int((await connection.execute(_SESSIONS)).scalar_one())
        finally:
            await engine.dispose()

    return await migrate.reached(url, ask)


_SESSIONS = text(
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
)


def _locked(folder: Path, kind: int, held: ExitStack) -> bool:
    handle = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
    held.callback(os.close, handle)
    try:
        fcntl.flock(handle, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _database_locked(database: Path, held: ExitStack) -> bool:
    """Take all of SQLite's locks on a file, damaged or not. The locks belong to the open file, not to the
    process: two of one process exclude each other, too."""
    handle = os.open(database, os.O_RDWR | os.O_CLOEXEC)
    held.callback(os.close, handle)
    start, length = _LOCK_BYTES
    try:
        fcntl.fcntl(
            handle, fcntl.F_OFD_SETLK, struct.pack("hhqqi4x", fcntl.F_WRLCK, os.SEEK_SET, start, length, 0)
        )
    except (BlockingIOError, PermissionError):
        return False
    return True
