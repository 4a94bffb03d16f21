"""Migrations: up, down, up on both databases; they give what the models say; data survives."""

from __future__ import annotations

import asyncio
import json
import re
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
from sqlalchemy import Connection, MetaData, String, Table, inspect, select, text

from storage.base.audit import Actor
from storage.base.database import Database
from storage.base.urls import sqlite_url
from storage.exchange import circular_views, record_views
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
    """A migration on SQLite that alters a watched table copies it, and would lose its triggers."""
    on_sqlite = empty.startswith("sqlite")
    made = sqlite_url(sqlite_template) if on_sqlite else request.getfixturevalue("postgres_tables")
    asyncio.run(migrate.upgrade(empty))
    found = asyncio.run(_ask(empty, _triggers))
    assert found == asyncio.run(_ask(made, _triggers))
    assert len(found) == (21 if on_sqlite else 9)
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


async def test_a_database_from_before_the_baseline_is_refused_and_not_touched(empty: str) -> None:
    await migrate.upgrade(empty)
    engine = migrate.engine_for(empty)
    async with engine.begin() as connection:
        await connection.execute(text("INSERT INTO jurisdictions (code, name) VALUES ('a', '甲')"))
        await connection.execute(text("DROP TABLE inspection_files"))  # there is none before 0037
        await connection.execute(text("UPDATE alembic_version SET version_num = '0036'"))
    await engine.dispose()

    def all_of(connection: Connection) -> Any:
        return _tables(connection), list(connection.execute(text("SELECT code, name FROM jurisdictions")))

    before = await _ask(empty, all_of)
    for attempt in (migrate.upgrade, migrate.check):
        with pytest.raises(migrate.Unusable) as refused:
            await attempt(empty)
        for language in ("zh", "en"):
            said = refused.value.say(language)
            assert "0036" in said
            assert f"git checkout {migrate.LAST_WITH_STEPS} && make setup && chenan db upgrade" in said
    assert await _ask(empty, all_of) == before
    assert await migrate.current(empty) == "0036"


def test_every_revision_before_the_baseline_is_named() -> None:
    """The baseline's number follows the last squashed one: no older database counts as a newer one."""
    baseline = migrate.walk()[-1].revision
    assert sorted(migrate.SQUASHED) == [f"{number:04}" for number in range(1, int(baseline))]
    assert not any(migrate.knows(revision) for revision in migrate.SQUASHED)
    assert re.fullmatch("[0-9a-f]{12}", migrate.LAST_WITH_STEPS)


def _put(connection: Connection, name: str, **values: Any) -> None:
    """A row with these values; what else it must have is filled in, rows that it refers to are made."""
    table = Table(name, MetaData(), autoload_with=connection)
    day = datetime(2027, 3, 1, tzinfo=UTC)
    filled: dict[type, Any] = {str: "x", int: 0, date: day.date(), datetime: day}
    for column in table.columns:
        if column.name in values or column.nullable or column.server_default is not None:
            continue
        if column.foreign_keys:
            (key,) = column.foreign_keys
            first = select(key.column.table).limit(1)
            row = connection.execute(first).mappings().first()
            if row is None:
                _put(connection, key.column.table.name)
                row = connection.execute(first).mappings().one()
            values[column.name] = row[key.column.name]
        elif not column.primary_key or column.type.python_type is str:
            values[column.name] = filled.get(column.type.python_type, False)
    connection.execute(table.insert().values(**values))


async def test_inspections_of_before_are_whole_ones_with_one_day(empty: str) -> None:
    await migrate.upgrade(empty, "0037")

    def put(connection: Connection) -> None:
        _put(connection, "inspections", id=5, state="done", due_on=date(2026, 12, 1))
        _put(connection, "inspection_answers", id=6, inspection_id=5, question="Q01.1", verdict="fail")
        connection.commit()

    def kept(connection: Connection) -> tuple[Any, ...]:
        tables = MetaData()
        tables.reflect(connection, only=["inspections", "inspection_answers"])
        visit, answer = tables.tables["inspections"].c, tables.tables["inspection_answers"].c
        query = select(visit.scope, visit.chosen, visit.due_on, answer.due_on, answer.verdict)
        row = connection.execute(query.where(answer.inspection_id == visit.id)).one()
        return (row[0], row[1] if isinstance(row[1], list) else json.loads(row[1]), *row[2:])

    await _ask(empty, put)
    for _ in range(2):
        await migrate.upgrade(empty, "0038")
        assert await _ask(empty, kept) == ("all", [], date(2026, 12, 1), None, "fail")
        await migrate.downgrade(empty, "0037")


async def test_nobody_is_nudged_for_what_waited_before_and_going_back_leaves_no_nudge(empty: str) -> None:
    await migrate.upgrade(empty, "0041")

    def put(connection: Connection) -> None:
        _put(connection, "people", id=1)
        _put(connection, "web_messages", id=1, address=2**52 + 1)
        _put(connection, "outbox", id=1, dedupe_key="kept", person_id=1)
        connection.commit()

    def nudge(connection: Connection) -> None:
        _put(connection, "nudge_addresses", id=1, person_id=1, address="13800000000")
        for number, topic in enumerate(("nudge", "nudge-code"), start=2):
            _put(connection, "outbox", id=number, dedupe_key=topic, topic=topic, person_id=1)
        connection.commit()

    def found(connection: Connection) -> list[int]:
        tables = ("people", "web_messages", "outbox")
        return [connection.execute(text(f"SELECT count(*) FROM {one}")).scalar_one() for one in tables]  # noqa: S608

    await _ask(empty, put)
    await migrate.upgrade(empty, "0042")
    assert await _ask(empty, found) == [1, 1, 1]
    await _ask(empty, nudge)
    await migrate.downgrade(empty, "0041")
    assert await _ask(empty, found) == [1, 1, 1]
    await migrate.upgrade(empty, "0042")


async def test_circulars_and_duties_of_before_are_read_and_outlast_a_way_back(empty: str) -> None:
    """A circular has no files yet, a record is of no meeting; going back takes only what is new."""
    await migrate.upgrade(empty, "0043")

    def put(connection: Connection) -> None:
        _put(connection, "circulars", id=3, kind="report", text="情况", token="t")
        _put(connection, "circular_copies", circular_id=3, answer="已办")
        _put(connection, "duty_records", id=4, code="district_roster", state="sent", sendings=1)
        connection.commit()

    def more(connection: Connection) -> None:
        _put(connection, "circular_files", id=5, circular_id=3, kind="word")
        _put(connection, "meeting_points", id=4, text="补齐名单")
        _put(connection, "incident_tellings", party="health")
        connection.commit()

    def found(connection: Connection) -> tuple[Any, ...]:
        copies = connection.execute(text("SELECT circular_id, answer FROM circular_copies")).all()
        codes = connection.execute(text("SELECT code, state FROM duty_records")).all()
        return tuple(map(tuple, copies)), tuple(map(tuple, codes))

    async def read() -> None:
        database = Database(empty)
        async with database.read() as db:
            (copy,) = await circular_views.list_answers(db, Actor("cli"), 3)
            record = await record_views.load(db, 4)
        await database.close()
        assert (copy.text, copy.answer, copy.files) == ("情况", "已办", 0)
        assert (record.code, record.decided) == ("district_roster", "")

    await _ask(empty, put)
    await migrate.upgrade(empty)
    await read()
    await _ask(empty, more)
    await migrate.downgrade(empty, "0043")
    assert await _ask(empty, found) == (((3, "已办"),), (("district_roster", "sent"),))
    await migrate.upgrade(empty)
    await read()


async def test_going_back_what_was_withdrawn_is_again_what_it_was_before(empty: str) -> None:
    await migrate.upgrade(empty, "0054")

    def put(connection: Connection) -> None:
        _put(connection, "measures", id=1, kind="suspend", state="annulled")
        _put(connection, "escalations", id=7, key="7", state="annulled", decision="penalty")
        _put(
            connection,
            "measures",
            id=2,
            kind="penalty",
            state="annulled",
            escalation_id=7,
            ended_on=date(2027, 3, 2),
        )
        _put(connection, "withdrawals", measure_id=1, cause="court")
        _put(
            connection,
            "resumptions",
            id=3,
            measure_id=1,
            state="lapsed",
            asked_at=datetime(2027, 3, 1, tzinfo=UTC),
        )
        _put(connection, "resumptions", id=4, measure_id=2, state="lapsed")
        connection.commit()

    def found(connection: Connection) -> list[str]:
        tables = ("measures", "escalations", "resumptions")
        asked = " UNION ALL ".join(f"SELECT '{one}' AS t, id, state FROM {one}" for one in tables)  # noqa: S608
        return [row.state for row in connection.execute(text(f"{asked} ORDER BY t, id"))]

    await _ask(empty, put)
    await migrate.downgrade(empty, "0053")
    states = await _ask(empty, found)
    assert states[-4:] == ["open", "done", "asked", "draft"]
    assert "decided" in states
    assert "annulled" not in states
    await migrate.upgrade(empty)


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
