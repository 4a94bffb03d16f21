"""Databases with the schema of the migrations, quickly: copies of one that was made once."""

from __future__ import annotations

import asyncio
import secrets
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import create_async_engine

from storage.base.urls import sqlite_url
from storage.installation import migrate
from storage.tables import metadata
from tests.storage.conftest import POSTGRES, postgres


@pytest.fixture(scope="session")
def sqlite_head(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file as `chenan db upgrade` makes it."""
    file = tmp_path_factory.mktemp("head") / "chenan.db"
    asyncio.run(migrate.upgrade(sqlite_url(file)))
    return file


@pytest.fixture
def sqlite_empty(sqlite_head: Path, tmp_path: Path) -> Path:
    """One of a test's own."""
    return Path(shutil.copy(sqlite_head, tmp_path / "source.db"))


@pytest.fixture(scope="session")
def postgres_head() -> Iterator[str]:
    """URL of a PostgreSQL database as `chenan db upgrade` makes it; nobody writes to it."""
    with postgres() as url:
        asyncio.run(migrate.upgrade(url))
        yield url


@pytest.fixture(scope="session")
def made_postgres() -> Iterator[list[str]]:
    """URLs of databases that nobody uses just now, without rows."""
    made: list[str] = []
    yield made
    for url in made:
        asyncio.run(_administer(f"DROP DATABASE {make_url(url).database} WITH (FORCE)"))


@pytest.fixture
def new_postgres(postgres_head: str, made_postgres: list[str]) -> Iterator[Callable[[], str]]:
    """Makes databases like it, for this test."""
    used: list[str] = []

    def make() -> str:
        if made_postgres:
            used.append(made_postgres.pop())
            return used[-1]
        name = f"chenan_{secrets.token_hex(6)}"
        asyncio.run(_administer(f"CREATE DATABASE {name} TEMPLATE {make_url(postgres_head).database}"))
        asyncio.run(_administer(f"ALTER DATABASE {name} SET synchronous_commit = off"))
        used.append(make_url(POSTGRES).set(database=name).render_as_string(hide_password=False))
        return used[-1]

    yield make
    tables = ", ".join(f'"{one.name}"' for one in metadata.sorted_tables)
    for url in used:
        if asyncio.run(migrate.current(url)) == migrate.head():
            asyncio.run(_administer(f"TRUNCATE {tables} RESTART IDENTITY", url))
            made_postgres.append(url)
        else:
            asyncio.run(_administer(f"DROP DATABASE {make_url(url).database} WITH (FORCE)"))


async def _administer(statement: str, url: str = POSTGRES) -> None:
    engine = create_async_engine(url, isolation_level="AUTOCOMMIT")
    async with engine.connect() as connection:
        await connection.execute(text(statement))
    await engine.dispose()
