"""Migrations: up, down, up on both databases; they give what the models say; data survives."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, inspect, text

from storage import migrate
from storage.tables import metadata


async def _ask(url: str, question: Any) -> Any:
    engine = migrate.engine_for(url)
    try:
        async with engine.connect() as connection:
            return await connection.run_sync(question)
    finally:
        await engine.dispose()


async def _clear(url: str) -> None:
    engine = migrate.engine_for(url)
    async with engine.begin() as connection:
        await connection.execute(text("DROP SCHEMA public CASCADE"))
        await connection.execute(text("CREATE SCHEMA public"))
    await engine.dispose()


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """URL of a database without any table."""
    if request.param == "sqlite":
        yield f"sqlite+aiosqlite:///{tmp_path / 'new' / 'chenan.db'}"
    else:
        url: str = request.getfixturevalue("postgres_spare")
        asyncio.run(_clear(url))
        yield url


async def test_up_down_up_leaves_nothing_behind(empty: str) -> None:
    assert await migrate.current(empty) is None
    await migrate.upgrade(empty)
    assert await migrate.current(empty) == migrate.head()
    assert set(await _ask(empty, _tables)) == {*metadata.tables, "alembic_version"}
    await migrate.downgrade(empty, "base")
    assert await _ask(empty, _tables) == ["alembic_version"]
    await migrate.upgrade(empty)
    await migrate.upgrade(empty)
    assert await migrate.current(empty) == migrate.head()


async def test_migrated_schema_is_that_of_the_models(empty: str) -> None:
    await migrate.upgrade(empty)
    assert await _ask(empty, _differences) == []


async def test_every_single_step_goes_back_and_forth(empty: str) -> None:
    steps = [script.revision for script in migrate.walk()]
    assert len(set(steps)) == len(steps) > 0
    for revision in reversed(steps):
        await migrate.upgrade(empty, revision)
        await migrate.downgrade(empty, "-1")
        await migrate.upgrade(empty, revision)
        assert await migrate.current(empty) == revision


async def test_two_processes_upgrading_at_once_both_succeed(empty: str) -> None:
    await asyncio.gather(migrate.upgrade(empty), migrate.upgrade(empty))
    assert await migrate.current(empty) == migrate.head()


async def test_rows_that_refer_to_nothing_stop_a_migration_on_sqlite(tmp_path: Path) -> None:
    url = f"sqlite+aiosqlite:///{tmp_path / 'chenan.db'}"
    await migrate.upgrade(url)
    with sqlite3.connect(tmp_path / "chenan.db") as connection:
        connection.execute("INSERT INTO jurisdictions (code, name, parent_id) VALUES ('a', '甲', 77)")
        connection.execute("UPDATE alembic_version SET version_num = ?", (migrate.head(),))
    with pytest.raises(migrate.BrokenReferences):
        await migrate.upgrade(url)
    assert await migrate.current(url) == migrate.head()


def test_known_revisions() -> None:
    assert migrate.knows(migrate.head())
    assert not migrate.knows("from-the-future")


def _tables(connection: Connection) -> list[str]:
    return inspect(connection).get_table_names()


def _differences(connection: Connection) -> list[Any]:
    context = MigrationContext.configure(connection, opts={"compare_type": True})
    return list(compare_metadata(context, metadata))
