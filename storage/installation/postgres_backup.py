"""PostgreSQL's part of backups: its rows become an SQLite file, and such a file becomes its rows.

So a backup of either kind of database restores into both.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from storage.base.database import Database
from storage.base.errors import OperatorError
from storage.base.urls import shown, sqlite_url
from storage.installation import migrate, usage
from storage.installation.copying import Progress, transfer
from storage.installation.postgres_rows import PostgresSource, PostgresTarget
from storage.installation.sqlite_rows import SqliteSource, SqliteTarget
from storage.reports import folder as reports_folder


class RestoreRefused(OperatorError):
    """A restore into this database is refused."""


def dump(url: str, file: Path, progress: Progress) -> str:
    """Write all rows, as they are at one moment, into the new SQLite file `file`; return the revision of
    both.

    Raises:
        Unusable: the server does not answer, or has no tables of this program.
        CopyError: a table cannot be read.
    """
    revision = asyncio.run(migrate.reached(url, lambda: migrate.current(url)))
    if revision is None:
        raise migrate.Unusable("cli-error-no-tables", migrate.UPGRADE_FIRST, url=shown(url))
    if not migrate.knows(revision):
        raise migrate.unknown(revision)
    file.touch(mode=0o600)
    asyncio.run(migrate.upgrade(sqlite_url(file), revision))
    with closing(PostgresSource(url)) as reading, closing(SqliteTarget(file)) as writing:
        transfer(reading, writing, revision, progress)
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA journal_mode=DELETE")  # it travels as one file
    return revision


def prepare(url: str, reports: Path, *, force: bool) -> None:
    """Make sure that a database may be filled, and has the tables of this program.

    Raises:
        RestoreRefused: programs are connected; something is there and `force` is not; the files beside it are
            another database's. Unusable: it does not answer, or a newer program made it.
    """
    if others := asyncio.run(usage.count_sessions(url)):
        raise RestoreRefused("cli-error-pg-restore-busy", count=others)
    found = asyncio.run(migrate.current(url))
    if found is None and asyncio.run(migrate.count_tables(url)):
        raise RestoreRefused("cli-error-copy-foreign", database=shown(url))
    asyncio.run(migrate.upgrade(url))
    if asyncio.run(_belongs_elsewhere(url, reports)):
        file = reports.parent / reports_folder.OWNER_FILE
        raise RestoreRefused("cli-error-restore-foreign", folder=reports.parent, file=file)
    with closing(PostgresSource(url)) as there:
        if not force and any(there.count(shape) for shape in there.shapes()):
            raise RestoreRefused("cli-error-restore-there", folder=shown(url))


@contextmanager
def filling(file: Path, url: str, progress: Progress) -> Iterator[Callable[[], None]]:
    """Replace all rows of a database by those of an SQLite file. The caller commits by the function
    given; without it nothing changes."""
    asyncio.run(migrate.upgrade(sqlite_url(file)))
    with closing(SqliteSource(file)) as reading, closing(PostgresTarget(url, whole=True)) as writing:
        transfer(reading, writing, migrate.head(), progress)
        yield writing.commit


async def _belongs_elsewhere(url: str, reports: Path) -> bool:
    database = Database(url)
    try:
        async with database.read() as db:
            return await reports_folder.is_of_another(db, reports)
    finally:
        await database.close()
