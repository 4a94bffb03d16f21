"""Revisions of the schema: read, checked and moved. The steps are in `storage/migrations/versions`."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import Script, ScriptDirectory
from sqlalchemy import Connection, NullPool, event, inspect, text
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from storage.base.database import set_up
from storage.base.diagnosis import kind_of
from storage.base.errors import OperatorError
from storage.base.urls import shown, sqlite_file

T = TypeVar("T")

COPYING = "copying"
"""Placeholder of the revision until a copy into a database has ended."""
UPGRADE_FIRST = "cli-error-upgrade-first"
SQUASHED = frozenset(f"{number:04}" for number in range(1, 37))
"""Revisions before the baseline 0037: this program has no steps that upgrade their databases."""
LAST_WITH_STEPS = "bf9b464f78c2"
"""The last commit that has the steps from those revisions to 0037."""

_LOCK = 0x6368656E  # any number, the same everywhere: two processes upgrading at once take turns


class BrokenReferences(OperatorError):
    """A migration left rows on SQLite that refer to nothing; it was rolled back."""

    def __init__(self) -> None:
        super().__init__("cli-error-upgrade-broken")


class Unusable(OperatorError):
    """A database that cannot be used as it is."""


def unknown(revision: str) -> Unusable:
    """The error of a database whose revision this program does not know, or of an unfinished copy."""
    if revision == COPYING:
        return Unusable("cli-error-copy-unfinished", "cli-error-copy-unfinished-mend")
    if revision in SQUASHED:
        return Unusable(
            "cli-error-squashed", "cli-error-squashed-mend", revision=revision, commit=LAST_WITH_STEPS
        )
    return Unusable("cli-error-newer", "cli-error-newer-mend", revision=revision)


def engine_for(url: str) -> AsyncEngine:
    """An engine fit for migrations: on SQLite foreign keys are off (batch mode drops and renames tables, and
    would delete what refers to them) and schema changes can be rolled back."""
    target = make_url(url)
    engine = create_async_engine(target, poolclass=NullPool, hide_parameters=True)
    if target.get_backend_name() == "sqlite":
        if target.database and target.database != ":memory:":
            Path(target.database).parent.mkdir(mode=0o700, parents=True, exist_ok=True)

        @event.listens_for(engine.sync_engine, "connect")
        def _connect(connection: Any, _record: Any) -> None:
            set_up(connection, "foreign_keys=OFF")

        @event.listens_for(engine.sync_engine, "begin")
        def _begin(connection: Connection) -> None:
            connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def config(url: str = "") -> Config:
    """Alembic's configuration; there is no alembic.ini.

    A new step is written by `alembic.command.revision(config(url), "What it does", autogenerate=True)` with
    the address of a database at `head`.
    """
    made = Config()
    made.set_main_option("script_location", str(Path(__file__).parents[1] / "migrations"))
    made.set_main_option("sqlalchemy.url", url.replace("%", "%%"))
    return made


@cache
def walk() -> tuple[Script, ...]:
    """All steps this program knows, the newest first. Their files are read once in a process."""
    return tuple(ScriptDirectory.from_config(config()).walk_revisions())


def head() -> str:
    """The newest revision this program knows."""
    return str(walk()[0].revision)


def knows(revision: str) -> bool:
    """Whether that revision is one of this program's."""
    return any(script.revision == revision for script in walk())


async def current(url: str) -> str | None:
    """The database's revision; None: empty, or made without migrations."""
    engine = engine_for(url)
    try:
        async with engine.connect() as connection:
            return await revision_of(connection)
    finally:
        await engine.dispose()


async def revision_of(connection: AsyncConnection) -> str | None:
    """The revision seen through an open connection."""
    return await connection.run_sync(lambda sync: MigrationContext.configure(sync).get_current_revision())


async def count_tables(url: str) -> int:
    """Count all tables of the database, also those of other programs."""
    engine = engine_for(url)
    try:
        async with engine.connect() as connection:
            return len(await connection.run_sync(lambda sync: inspect(sync).get_table_names()))
    finally:
        await engine.dispose()


async def check(url: str) -> str:
    """Make sure that the database answers and has this program's schema; return its revision. Creates
    nothing.

    Raises:
        Unusable: it does not.
    """
    file = sqlite_file(url)
    if file is not None and not await asyncio.to_thread(file.exists):
        raise Unusable("cli-error-no-database", UPGRADE_FIRST, file=file)
    revision = await reached(url, lambda: current(url))
    if revision is None:
        raise Unusable("cli-error-no-tables", UPGRADE_FIRST, url=shown(url))
    if not knows(revision):
        raise unknown(revision)
    if revision != head():
        raise Unusable("cli-error-older", UPGRADE_FIRST, revision=revision, head=head())
    return revision


async def reached(url: str, work: Callable[[], Awaitable[T]]) -> T:
    """The result of `work`; if the database does not answer, an error with a sentence for operators.

    Raises:
        Unusable: driver, network or server refuse.
    """
    try:
        return await work()
    except Unusable:
        raise
    except ModuleNotFoundError as error:
        raise Unusable("cli-error-no-driver", "cli-error-no-driver-mend", name=error.name) from None
    except Exception as error:  # noqa: BLE001 - whatever driver, network and server can say
        said = re.sub(r"^\([\w.]+\) (<class '[^']*'>: )?", "", str(error).split("\n", 1)[0])
        reason = " ".join(said.split()) or type(error).__name__
        mend = "cli-error-locked-mend" if kind_of(error) == "locked" else ""
        raise Unusable("cli-error-no-answer", mend, url=shown(url), reason=reason) from None


async def upgrade(url: str, revision: str = "head") -> str | None:
    """Bring the schema forward in one transaction; return the revision before. Nothing to do is fine and
    quick.

    Raises:
        Unusable: the database does not answer, or its revision is unknown or one of `SQUASHED`.
        BrokenReferences: rows would refer to nothing.
    """
    before = await reached(url, lambda: current(url))
    if before is not None and not knows(before):
        raise unknown(before)
    if revision != "head" or before != head():
        await _move(url, lambda settings: command.upgrade(settings, revision))
    return before


async def downgrade(url: str, revision: str) -> None:
    """Take the schema back to `revision` (`base`: to nothing) in one transaction; data may be lost.

    Raises:
        BrokenReferences: rows would refer to nothing.
    """
    await _move(url, lambda settings: command.downgrade(settings, revision))


async def _move(url: str, step: Callable[[Config], None]) -> None:
    def run(connection: Connection) -> None:
        settings = config()
        settings.attributes["connection"] = connection
        step(settings)
        if (
            connection.dialect.name == "sqlite"
            and connection.exec_driver_sql("PRAGMA foreign_key_check").first()
        ):
            raise BrokenReferences

    engine = engine_for(url)
    try:
        async with engine.begin() as connection:
            if connection.dialect.name == "postgresql":
                await connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
            await connection.run_sync(run)
    finally:
        await engine.dispose()
