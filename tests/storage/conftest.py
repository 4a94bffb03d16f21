"""Databases, a clock and a small campaign for tests of storage."""

from __future__ import annotations

import asyncio
import os
import secrets
import shutil
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeVar

import pytest
from sqlalchemy import text
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import create_async_engine

from content.model.library import Library
from content.typed.credit_code import check_character, organisation_check
from storage.base.audit import Actor
from storage.base.database import Database
from storage.enterprises import registration
from storage.offices import jurisdictions
from storage.tables import metadata
from tests import engines

POSTGRES = os.environ.get("CHENAN_TEST_POSTGRES", "postgresql+asyncpg://postgres@127.0.0.1/test")
CLI = Actor("cli")
Made = TypeVar("Made")


@dataclass
class Clock:
    """A clock that stands until it is moved; UTC."""

    at: datetime = field(default_factory=lambda: datetime(2026, 11, 2, 4, tzinfo=UTC))

    def now(self) -> datetime:
        """The instant it shows."""
        return self.at

    def move(self, **by: float) -> datetime:
        """Move on by a timedelta's arguments; the new instant."""
        self.at += timedelta(**by)
        return self.at


@pytest.fixture
def clock() -> Clock:
    return Clock()


async def _run(url: str, *statements: str) -> None:
    engine = create_async_engine(url, isolation_level="AUTOCOMMIT", connect_args={"timeout": 5})
    try:
        async with engine.connect() as connection:
            for statement in statements:
                await connection.execute(text(statement))
    finally:
        await engine.dispose()


def _empty() -> str:
    """The statement that makes a procedure of PostgreSQL to delete all rows and count ids from 1 again.

    It looks before it deletes: TRUNCATE gives every table and index a new file, 0.4 s a test. Its
    statements are planned once for a connection, a block of them again for every test.
    """
    steps = " ".join(
        f"IF EXISTS (SELECT FROM {table.name}) THEN DELETE FROM {table.name}; END IF;"  # noqa: S608  the names are ours
        for table in reversed(metadata.sorted_tables)
    )
    return f"""
        CREATE PROCEDURE testing.empty() LANGUAGE plpgsql AS $$ DECLARE used regclass; BEGIN
          {steps}
          FOR used IN SELECT seqrelid FROM pg_sequence
              WHERE pg_sequence_last_value(seqrelid) IS NOT NULL LOOP
            PERFORM setval(used, 1, false);
          END LOOP;
        END $$"""  # noqa: S608  the names are ours


async def _create_all(url: str) -> None:
    database = Database(url)
    await database.create_all()
    await database.close()


@contextmanager
def postgres() -> Iterator[str]:
    """URL of an empty PostgreSQL database of its own, gone afterwards."""
    pytest.importorskip("asyncpg", reason="asyncpg is not installed (extra postgres)")
    name = f"chenan_{secrets.token_hex(6)}"
    try:
        asyncio.run(_run(POSTGRES, f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'"))
        asyncio.run(_run(POSTGRES, f"ALTER DATABASE {name} SET synchronous_commit = off"))
    except Exception as error:  # noqa: BLE001  whatever keeps us from a server is the reason to leave out
        pytest.skip(f"no PostgreSQL at {make_url(POSTGRES).host}: {type(error).__name__}")
    try:
        yield make_url(POSTGRES).set(database=name).render_as_string(hide_password=False)
    finally:
        asyncio.run(_run(POSTGRES, f"DROP DATABASE {name} WITH (FORCE)"))


_MADE = pytest.StashKey[dict[str, Any]]()


def _once(
    request: pytest.FixtureRequest, name: str, make: Callable[[], AbstractContextManager[Made]]
) -> Made:
    """A value made once in a process: a fixture that modules import is another one in each of them."""
    made = request.config.stash.setdefault(_MADE, {})
    if name not in made:
        kept = ExitStack()
        made[name] = kept.enter_context(make())
        request.config.add_cleanup(kept.close)
    found: Made = made[name]
    return found


@contextmanager
def _postgres_with_tables() -> Iterator[str]:
    with postgres() as url:
        asyncio.run(_create_all(url))
        asyncio.run(_run(url, "CREATE SCHEMA testing", _empty()))
        yield url


@contextmanager
def _sqlite_with_tables() -> Iterator[Path]:
    with TemporaryDirectory(prefix="chenan-template-") as folder:
        path = Path(folder) / "chenan.db"
        asyncio.run(_create_all(f"sqlite+aiosqlite:///{path}"))
        yield path


@pytest.fixture(scope="session")
def postgres_tables(request: pytest.FixtureRequest) -> str:
    """URL of this process's PostgreSQL database with all tables."""
    return _once(request, "postgres with tables", _postgres_with_tables)


@pytest.fixture(scope="session")
def postgres_spare(request: pytest.FixtureRequest) -> str:
    """URL of this process's PostgreSQL database without tables, for migrations."""
    return _once(request, "postgres without tables", postgres)


@pytest.fixture(scope="session")
def sqlite_template(request: pytest.FixtureRequest) -> Path:
    """An SQLite file with all tables and no rows: copying it is cheaper than creating them."""
    return _once(request, "sqlite with tables", _sqlite_with_tables)


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """URL of a database with all tables: SQLite, and PostgreSQL where a server answers."""
    if request.param == "postgres":
        url: str = request.getfixturevalue("postgres_tables")
        return url
    shutil.copy(request.getfixturevalue("sqlite_template"), tmp_path / "chenan.db")
    return f"sqlite+aiosqlite:///{tmp_path / 'chenan.db'}"


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """All tables, no rows."""
    if make_url(database_url).get_backend_name() == "postgresql":
        engines.share()
    made = Database(database_url)
    if not made.is_sqlite:
        async with made.begin() as db:
            await db.execute(text("CALL testing.empty()"))
    yield made
    await made.close()


@pytest.fixture
async def unshared(database: Database, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Database]:
    """The same database by connections of its own, which no other test has used or will use."""
    monkeypatch.setattr("storage.base.database.create_async_engine", create_async_engine)
    made = Database(database.url.render_as_string(hide_password=False))
    yield made
    await made.close()


def _text(words: str) -> dict[str, str]:
    return {"zh": words, "en": words}


@pytest.fixture(scope="session")
def library() -> Library:
    """One pack `small` with one question: 动员 without dates, 自查 2–30 November, the form by 20 November."""
    source: dict[str, Any] = {"section": "一", "lines": "L1"}
    question: dict[str, Any] = {
        "code": "Q01.1",
        "core": True,
        "level": "paper",
        "evidence": {"kind": "none"},
        "at_once": "no",
        "days": 7,
        "law": [],
        **{key: _text(key) for key in ("text", "why", "passes", "example", "fails", "measure")},
    }
    item = {"code": "I01", "title": _text("名册"), "department": "safety", "questions": [question]}
    phase = {"heading": "一", "written": "11月", "reading": _text("11"), "does": _text("x"), "source": source}
    duty = {"title": _text("d"), "who": "enterprise", "rhythm": "once", "written": "w", "source": source}
    office = {
        "kind": "safety",
        "at": "own",
        "name": "安监",
        "does": "x",
        "today": _text("应急"),
        "source": source,
    }
    pack = {
        "code": "small",
        "title": _text("小方案"),
        "heading": "小方案",
        "form_title": _text("自查表"),
        "number_prefix": "XF",
        "level": "town",
        "goal": _text("目标"),
        "scope": {"sentence": "全部", "plain": _text("全部"), "industries": [], "source": source},
        "items": [{"number": "一", "text": "建立名册", "checks": ["I01"], "source": source}],
        "phases": [
            {"code": "mobilise", "kind": "mobilise", "title": _text("动员"), **phase},
            {
                "code": "self_check",
                "kind": "self_check",
                "title": _text("自查"),
                "start": "Y-11-02",
                "end": "Y-11-30",
                **phase,
            },
        ],
        "departments": [{"code": "safety", **office}],
        "duties": [
            {"code": "roster", "to": "safety", "what": "roster", **duty},
            {
                "code": "self_check_form",
                "to": "safety",
                "what": "form",
                "due": "Y-11-20",
                "grace_until": "Y-11-25",
                **duty,
            },
        ],
        **dict.fromkeys(("rules", "ladder", "cites", "notes"), ()),
    }
    return Library.model_validate(
        {
            "packs": {"small": pack},
            "items": {"I01": item},
            "industries": {},
            "substances": (),
            "laws": {},
            "profile": (),
        }
    )


START = date(2026, 11, 2)


def credit_code(number: int) -> str:
    """A valid unified social credit code that no enterprise has, one for each number."""
    organisation = f"{number:08}"
    body = f"91321202{organisation}{organisation_check(organisation)}"
    return body + check_character(body)


CODE = credit_code(12_345_678)


@pytest.fixture
async def place(database: Database, clock: Clock) -> int:
    """Id of the place 城东街道, code cd."""
    async with database.begin() as db:
        return (await jurisdictions.add(db, CLI, clock.now(), "cd", "城东街道")).id


def registering(place: int, **other: Any) -> dict[str, Any]:
    """Values to register 华美鞋材厂 at `place`, or what `other` says."""
    values: dict[str, Any] = {
        "language": "zh",
        "name": "华美鞋材厂",
        "credit_code": CODE,
        "industry": "shoes",
        "jurisdiction_id": place,
        "headcount": 23,
        "address": "工业路 8 号",
        "contact_name": "王师傅",
    }
    return values | other


async def register(
    database: Database, clock: Clock, place: int, telegram_id: int, **other: Any
) -> registration.Joined:
    """Register 华美鞋材厂 at `place`, or what `other` says."""
    async with database.begin() as db:
        return await registration.register(db, clock.now(), telegram_id, **registering(place, **other))
