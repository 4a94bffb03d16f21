"""Migrations: up, down, up on both databases; they give what the models say; data survives."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, DateTime, MetaData, String, Table, bindparam, inspect, select, text

from storage.base.urls import sqlite_file, sqlite_url
from storage.installation import migrate
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
        yield sqlite_url(tmp_path / "new" / "chenan.db")
    else:
        url: str = request.getfixturevalue("postgres_spare")
        asyncio.run(_clear(url))
        yield url


def _triggers(connection: Connection) -> list[tuple[Any, ...]]:
    asked = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY name"
    if connection.dialect.name == "postgresql":
        asked = """SELECT tgname, pg_get_triggerdef(t.oid), prosrc FROM pg_trigger t
            JOIN pg_proc p ON p.oid = t.tgfoid WHERE NOT tgisinternal ORDER BY tgname"""
    return [tuple(row) for row in connection.execute(text(asked))]


def _without_statistics(connection: Connection) -> list[tuple[Any, ...]]:
    """Columns of which PostgreSQL takes no samples."""
    if connection.dialect.name != "postgresql":
        return []
    asked = """SELECT c.relname, a.attname FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
        WHERE a.attstattarget = 0 AND a.attnum > 0 AND NOT a.attisdropped AND c.relkind = 'r'
        AND c.relnamespace = current_schema()::regnamespace ORDER BY 1, 2"""
    return [tuple(row) for row in connection.execute(text(asked))]


def test_migrations_make_the_triggers_and_settings_that_tables_come_with(
    empty: str, sqlite_template: Path, request: pytest.FixtureRequest
) -> None:
    """On SQLite a migration that alters a watched table copies it, and would lose them."""
    on_sqlite = empty.startswith("sqlite")
    made = sqlite_url(sqlite_template) if on_sqlite else request.getfixturevalue("postgres_tables")
    asyncio.run(migrate.upgrade(empty))
    found = asyncio.run(_ask(empty, _triggers))
    assert found == asyncio.run(_ask(made, _triggers))
    assert len(found) == (20 if on_sqlite else 8)
    quiet = asyncio.run(_ask(empty, _without_statistics))
    assert quiet == asyncio.run(_ask(made, _without_statistics))
    assert on_sqlite or {("reports", "case_number"), ("outbox", "dedupe_key")} <= set(quiet)


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


async def test_many_look_at_a_new_file_at_once(tmp_path: Path) -> None:
    for number in range(25):
        url = sqlite_url(tmp_path / f"{number}.db")
        assert await asyncio.gather(*(migrate.current(url) for _ in range(4))) == [None] * 4


async def test_rows_that_refer_to_nothing_stop_a_migration_on_sqlite(tmp_path: Path) -> None:
    url = sqlite_url(tmp_path / "chenan.db")
    await migrate.upgrade(url)
    with sqlite3.connect(tmp_path / "chenan.db") as connection:
        connection.execute("INSERT INTO jurisdictions (code, name, parent_id) VALUES ('a', '甲', 77)")
    with pytest.raises(migrate.BrokenReferences):
        await migrate.upgrade(url, migrate.head())
    assert await migrate.current(url) == migrate.head()


async def test_a_failed_migration_leaves_nothing(empty: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_arguments: Any, **_options: Any) -> None:
        raise RuntimeError("the disk is full")

    with monkeypatch.context() as patch:
        patch.setattr("alembic.op.create_index", fail)
        with pytest.raises(RuntimeError):
            await migrate.upgrade(empty)
    assert await _ask(empty, _tables) == []
    await migrate.upgrade(empty)
    await migrate.check(empty)


async def test_rows_survive_a_table_altered_on_sqlite(tmp_path: Path) -> None:
    """Batch mode rewrites a table others refer to: the reason why foreign keys are off."""
    url = sqlite_url(tmp_path / "chenan.db")
    await migrate.upgrade(url)
    with sqlite3.connect(tmp_path / "chenan.db") as connection:
        connection.execute("INSERT INTO jurisdictions (id, code, name) VALUES (1, 'a', '甲')")
        connection.execute("INSERT INTO jurisdictions (code, name, parent_id) VALUES ('b', '乙', 1)")

    def alter(connection: Connection) -> None:
        operations = Operations(MigrationContext.configure(connection))
        with operations.batch_alter_table("jurisdictions", recreate="always") as table:
            table.alter_column("name", type_=String(200))
        connection.commit()

    await _ask(url, alter)
    with sqlite3.connect(tmp_path / "chenan.db") as connection:
        rows = connection.execute("SELECT code, parent_id FROM jurisdictions ORDER BY id").fetchall()
    assert rows == [("a", None), ("b", 1)]


WORDS = ("report-cleared", "report-cancelled", "notice-private-gone")


async def test_dialog_states_forget_the_notices_of_reports_and_their_times(empty: str) -> None:
    await migrate.upgrade(empty, "0012")
    written = [
        f'{{"start_data":{{"notice":"{word}"}},"note":"{word}好"}}' for word in (*WORDS, "notice-cancelled")
    ]
    written.append('{"state":"HomeSG:more","note":"HomeSG:more"}')

    def put(connection: Connection) -> None:
        for number, data in enumerate(written):
            values = {
                "key": f"k{number}",
                "data": data,
                "at": datetime(2027, 3, 1, 9, number, 5, 1234, tzinfo=UTC),
            }
            connection.execute(
                text(
                    "INSERT INTO dialog_states (key, chat, data, updated_at) VALUES (:key, 'c', :data, :at)"
                ).bindparams(bindparam("at", type_=DateTime(timezone=True))),
                values,
            )
        connection.commit()

    def kept(connection: Connection) -> tuple[list[str], int]:
        rows = connection.execute(text("SELECT data FROM dialog_states ORDER BY key")).scalars()
        return list(rows), connection.execute(
            text("SELECT count(DISTINCT updated_at) FROM dialog_states")
        ).scalar_one()

    def file_of(connection: Connection) -> Any:
        return connection.execute(text("SELECT pg_relation_filepath('dialog_states')")).scalar()

    await _ask(empty, put)
    on_sqlite = empty.startswith("sqlite")
    before = None if on_sqlite else await _ask(empty, file_of)
    await migrate.upgrade(empty)
    forgotten = [f'{{"start_data":{{"notice":""}},"note":"{word}好"}}' for word in WORDS]
    at_home = '{"state":"HomeSG:main","note":"HomeSG:more"}'
    assert await _ask(empty, kept) == ([*forgotten, written[-2], at_home], 1)
    if on_sqlite:
        file = sqlite_file(empty)
        assert file is not None
        for part in (file, file.with_name(f"{file.name}-wal")):
            assert b'"report-cleared"' not in (part.read_bytes() if part.exists() else b"")
    else:
        assert await _ask(empty, file_of) != before, "the old rows went with their file"


def _put(connection: Connection, name: str, **values: Any) -> None:
    """A row with what is asked for; what it has to have besides is filled in, rows it refers to are made."""
    table = Table(name, MetaData(), autoload_with=connection)
    day = datetime(2027, 3, 1, tzinfo=UTC)
    filled: dict[type, Any] = {str: "x", int: 0, date: day.date(), datetime: day}
    for column in table.columns:
        if column.name in values or column.nullable or column.server_default is not None:
            continue
        if column.foreign_keys and column.name not in values:
            (key,) = column.foreign_keys
            first = select(key.column.table).limit(1)
            parent = key.column.table.name
            row = connection.execute(first).mappings().first()
            if row is None:
                _put(connection, parent)
                row = connection.execute(first).mappings().one()
            values[column.name] = row[key.column.name]
        elif not column.primary_key or column.type.python_type is str:
            values[column.name] = filled.get(column.type.python_type, False)
    connection.execute(table.insert().values(**values))


async def test_what_a_reviewer_objected_to_is_no_measure_any_more(empty: str) -> None:
    await migrate.upgrade(empty, "0015")

    def put(connection: Connection) -> None:
        _put(connection, "self_checks", id=1)
        _put(connection, "reviews", id=1, self_check_id=1)
        rows = (
            ("overturn", "没有抽风罩", "没有抽风罩"),
            ("overturn", "没有抽风罩", "装抽风罩"),
            ("agree", "好", "好"),
        )
        for number, (verdict, said, measure) in enumerate(rows, 1):
            question = f"Q0{number}"
            _put(connection, "findings", id=number, self_check_id=1, question=question)
            _put(connection, "rectifications", id=number, finding_id=number, measure=measure)
            _put(connection, "review_items", id=number, question=question, verdict=verdict, comment=said)
        connection.commit()

    def kept(connection: Connection) -> list[tuple[str, ...]]:
        rows = connection.execute(text("SELECT measure, objection FROM rectifications ORDER BY id"))
        return [tuple(row) for row in rows]

    await _ask(empty, put)
    await migrate.upgrade(empty, "0016")
    assert await _ask(empty, kept) == [("", "没有抽风罩"), ("装抽风罩", ""), ("好", "")]
    await migrate.downgrade(empty, "0015")
    await migrate.upgrade(empty, "0016")
    assert await _ask(empty, kept) == [("", "没有抽风罩"), ("装抽风罩", ""), ("好", "")]


async def test_people_keep_their_account_and_who_was_forgotten_has_none(empty: str) -> None:
    await migrate.upgrade(empty, "0034")

    def put(connection: Connection) -> None:
        for number, account in ((1, 7_000_000_001), (2, -2), (3, 7_000_000_003)):
            gone = datetime(2026, 11, 2, tzinfo=UTC) if number != 1 else None
            _put(connection, "people", id=number, telegram_id=account, unreachable_at=gone)
        connection.commit()

    def accounts(connection: Connection) -> list[tuple[Any, ...]]:
        rows = connection.execute(
            text(
                "SELECT p.id, channel, address, a.unreachable_at IS NULL FROM people p"
                " LEFT JOIN accounts a ON a.id = p.account_id AND a.person_id = p.id ORDER BY p.id"
            )
        )
        return [tuple(row) for row in rows]

    def numbers(connection: Connection) -> list[int]:
        return list(connection.execute(text("SELECT telegram_id FROM people ORDER BY id")).scalars())

    await _ask(empty, put)
    await migrate.upgrade(empty, "0035")
    kept = [
        (1, "telegram", 7_000_000_001, True),
        (2, None, None, True),
        (3, "telegram", 7_000_000_003, False),
    ]
    assert await _ask(empty, accounts) == kept
    await migrate.downgrade(empty, "0034")
    assert await _ask(empty, numbers) == [7_000_000_001, -2, 7_000_000_003]
    await migrate.upgrade(empty, "0035")
    assert await _ask(empty, accounts) == kept


async def test_a_newer_programs_database_is_not_touched(tmp_path: Path) -> None:
    url = sqlite_url(tmp_path / "chenan.db")
    await migrate.upgrade(url)
    with sqlite3.connect(tmp_path / "chenan.db") as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    for attempt in (migrate.upgrade(url), migrate.check(url)):
        with pytest.raises(migrate.Unusable, match="newer"):
            await attempt


def test_alembics_own_commands_work_for_developers(tmp_path: Path) -> None:
    settings = migrate.config(sqlite_url(tmp_path / "a%b" / "chenan.db"))
    command.upgrade(settings, "head")
    command.check(settings)


def test_known_revisions() -> None:
    assert migrate.knows(migrate.head())
    assert not migrate.knows("from-the-future")


def _tables(connection: Connection) -> list[str]:
    return inspect(connection).get_table_names()


def _differences(connection: Connection) -> list[Any]:
    context = MigrationContext.configure(connection, opts={"compare_type": True})
    return list(compare_metadata(context, metadata))


async def test_a_database_that_somebody_else_writes_to_says_who_is_to_be_looked_for(tmp_path: Path) -> None:
    file = tmp_path / "chenan.db"

    async def write() -> None:
        with sqlite3.connect(file, timeout=0) as late:
            late.execute("CREATE TABLE two (id)")

    with sqlite3.connect(file, isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(migrate.Unusable, match="fuser"):
            await migrate.reached(sqlite_url(file), write)
