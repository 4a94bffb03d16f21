"""Copies between databases of both kinds: every row, whatever is in it, and whenever the copy is killed."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from storage.base.database import Database
from storage.base.errors import OperatorError
from storage.base.urls import sqlite_url
from storage.installation import copying, migrate, table_rows
from storage.installation.copying import Copied
from tests.storage.installation.every_table import fill, rows

NOW = datetime(2030, 1, 1, tzinfo=UTC)
MakeUrl = Callable[[], str]


def copy(source: str, target: str, *, live: bool = False, stop_at: int | None = None) -> Copied:
    """Copy; `stop_at`: as if the program died at that report of progress."""
    calls = 0

    def progress(*_: object) -> None:
        nonlocal calls
        calls += 1
        if calls == stop_at:
            raise _Killed

    return copying.copy(source, target, NOW, live=live, progress=progress)


class _Killed(BaseException):
    pass


def ask(url: str, *statements: str) -> list[Any]:
    """Run statements in one transaction; the rows of the last."""

    async def run() -> list[Any]:
        database = Database(url)
        try:
            async with database.begin() as db:
                *before, last = statements
                for statement in before:
                    await db.execute(text(statement))
                done = await db.execute(text(last))
                return [tuple(row) for row in done] if done.returns_rows else []
        finally:
            await database.close()

    return asyncio.run(run())


def new_file(head: Path, file: Path) -> str:
    """The address of a new file with all tables."""
    return sqlite_url(Path(shutil.copy(head, file)))


def executed(file: Path, *statements: str) -> None:
    """Run statements on an SQLite file that nothing checks."""
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA foreign_keys=OFF")
        for statement in statements:
            connection.execute(statement)
        connection.commit()


SCHEMA = (
    "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid), convalidated FROM pg_constraint"
    " WHERE connamespace = current_schema()::regnamespace"
    " UNION SELECT tgrelid::regclass::text, tgname, pg_get_triggerdef(oid), tgenabled = 'O' FROM pg_trigger"
    " WHERE NOT tgisinternal"
    " UNION SELECT tablename, indexname, indexdef, true FROM pg_indexes WHERE schemaname = current_schema()"
    " ORDER BY 1, 2, 3"
)


@pytest.fixture
def source(sqlite_empty: Path) -> Path:
    fill(sqlite_empty, 30)
    return sqlite_empty


def whole(file: Path) -> dict[str, list[Any]]:
    """All rows, with instants as the program writes them."""
    found = rows(file)
    return {name: [one.replace("00:00:00'", "00:00:00.000000'") for one in of] for name, of in found.items()}


@pytest.mark.postgres
def test_every_row_of_every_table_there_and_back_again(
    source: Path, new_postgres: MakeUrl, postgres_head: str, tmp_path: Path
) -> None:
    first, second, back = new_postgres(), new_postgres(), tmp_path / "back.db"
    done = copy(sqlite_url(source), first)
    assert copy(first, second).tables == copy(second, sqlite_url(back)).tables == done.tables
    assert all(done.tables.values()), "a table without rows proves nothing"
    assert whole(back) == whole(source)
    assert ask(second, SCHEMA) == ask(postgres_head, SCHEMA)
    with closing(sqlite3.connect(back)) as one, closing(sqlite3.connect(source)) as other:
        made = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY 1"
        assert one.execute(made).fetchall() == other.execute(made).fetchall()
    assert back.stat().st_mode & 0o077 == 0


def test_from_one_file_into_another(source: Path, tmp_path: Path) -> None:
    copy(sqlite_url(source), sqlite_url(tmp_path / "new" / "target.db"))
    assert whole(tmp_path / "new" / "target.db") == whole(source)
    assert asyncio.run(migrate.check(sqlite_url(tmp_path / "new" / "target.db"))) == migrate.head()
    assert [one.name for one in (tmp_path / "new").iterdir()] == ["target.db"], "no journal is left"


@pytest.mark.postgres
def test_ids_count_on_and_changes_are_marked_again(source: Path, new_postgres: MakeUrl) -> None:
    url, other = new_postgres(), new_postgres()
    copy(sqlite_url(source), url)
    before = ask(url, "SELECT max(id), (SELECT count(*) FROM progress_marks) FROM audit")[0]
    add = "INSERT INTO audit (at, actor, action, subject, subject_id, detail)"
    add += " VALUES (now(), 'cli', 'x', 'y', 1, '{}') RETURNING id"
    assert ask(url, add) == [(before[0] + 1,)]
    ask(url, "UPDATE enterprises SET state = 'gone' WHERE id = 1")
    assert ask(url, "SELECT count(*) FROM progress_marks")[0][0] > before[1]
    ask(url, "DELETE FROM audit WHERE id > 20")
    copy(url, other)
    assert ask(other, add) == [(before[0] + 2,)], "no id is given to a second row"


@pytest.mark.postgres
@pytest.mark.parametrize("into", ["postgres", "sqlite"])
def test_wherever_it_is_cut_off_it_goes_on(
    source: Path,
    sqlite_head: Path,
    new_postgres: MakeUrl,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    into: str,
) -> None:
    monkeypatch.setattr(table_rows, "PORTION", 20)
    target = new_postgres() if into == "postgres" else new_file(sqlite_head, tmp_path / "target.db")
    for stop in (1, 2, 30, 71, 110, 220):
        with pytest.raises(_Killed):
            copy(sqlite_url(source), target, stop_at=stop)
        with pytest.raises(migrate.Unusable, match="has not ended"):
            asyncio.run(migrate.check(target))
    assert copy(sqlite_url(source), target).resumed
    copy(target, new_file(sqlite_head, tmp_path / "back.db"))
    assert whole(tmp_path / "back.db") == whole(source)


KILLED = """
import os, signal, sys
from datetime import UTC, datetime
from storage.installation import copying, table_rows
table_rows.PORTION = 7
calls = 0
def progress(*_):
    global calls
    calls += 1
    if calls == int(sys.argv[3]):
        os.kill(os.getpid(), signal.SIGKILL)
copying.copy(sys.argv[1], sys.argv[2], datetime(2030, 1, 1, tzinfo=UTC), live=False, progress=progress)
"""


@pytest.mark.postgres
@pytest.mark.parametrize("into", ["postgres", "sqlite"])
def test_killed_for_good_it_goes_on(
    source: Path, sqlite_head: Path, new_postgres: MakeUrl, tmp_path: Path, into: str
) -> None:
    target = new_postgres() if into == "postgres" else new_file(sqlite_head, tmp_path / "target.db")
    for at in (1, 90, 400):
        arguments = [sys.executable, "-c", KILLED, sqlite_url(source), target, str(at)]
        ended = subprocess.run(arguments, check=False, env={**os.environ, "PYTHONPATH": str(Path.cwd())})
        assert ended.returncode == -signal.SIGKILL
    copy(sqlite_url(source), target)
    copy(target, new_file(sqlite_head, tmp_path / "back.db"))
    assert whole(tmp_path / "back.db") == whole(source)


@pytest.mark.postgres
@pytest.mark.parametrize("into", ["postgres", "sqlite"])
def test_what_is_erased_between_two_attempts_is_not_in_the_target(
    source: Path, sqlite_head: Path, new_postgres: MakeUrl, tmp_path: Path, into: str
) -> None:
    target = new_postgres() if into == "postgres" else new_file(sqlite_head, tmp_path / "target.db")
    executed(source, "UPDATE contacts SET name = 'Marked Person' WHERE id = 3")
    with pytest.raises(_Killed):
        copy(sqlite_url(source), target, stop_at=65)
    assert ask(target, "SELECT count(*) FROM contacts WHERE name = 'Marked Person'") == [(1,)]
    executed(source, "DELETE FROM contacts WHERE id = 3")
    copy(sqlite_url(source), target)
    copy(target, new_file(sqlite_head, tmp_path / "back.db"))
    assert whole(tmp_path / "back.db") == whole(source)
    if into == "sqlite":
        assert b"Marked Person" not in (tmp_path / "target.db").read_bytes()


@pytest.mark.postgres
def test_leak_05_a_copy_has_reports_in_the_order_of_their_keys(source: Path, new_postgres: MakeUrl) -> None:
    """The order is random: the heap tells nothing of when they came in (docs/anonymity.md)."""
    first, second = new_postgres(), new_postgres()
    copy(sqlite_url(source), first)
    moved = "UPDATE reports SET state = state WHERE id IN (SELECT id FROM reports ORDER BY id LIMIT 7)"
    assert ask(first, moved, "SELECT id FROM reports ORDER BY ctid") != sorted(
        ask(first, "SELECT id FROM reports")
    )
    copy(first, second)
    for table, key in (("reports", "id"), ("report_messages", "id"), ("report_files", "name")):
        found = ask(second, f"SELECT {key} FROM {table} ORDER BY ctid")  # noqa: S608
        assert found == sorted(found)
        assert len(ask(second, f"SELECT DISTINCT xmin::text FROM {table}")) == 1  # noqa: S608


@pytest.mark.postgres
def test_a_program_at_work_is_not_copied_unless_told(
    sqlite_head: Path, new_postgres: MakeUrl, tmp_path: Path
) -> None:
    url, seen = new_postgres(), NOW - timedelta(seconds=30)
    beat = "INSERT INTO leases (name, holder, until) VALUES ('{}', '{}', '{}')"
    for name, holder, until in (("alive-bot", "heartbeat", seen), ("sender", "0f", NOW + timedelta(hours=1))):
        ask(url, "DELETE FROM leases", beat.format(name, holder, until.isoformat()))
        with pytest.raises(OperatorError, match="stop it, wait a minute"):
            copy(url, target := new_file(sqlite_head, tmp_path / f"{name}.db"))
        assert copy(url, target, live=True).tables["leases"] == 1
    ask(url, "DELETE FROM leases", beat.format("alive-bot", "heartbeat", NOW - timedelta(minutes=2)))
    copy(url, new_file(sqlite_head, tmp_path / "stopped.db"))


@pytest.mark.postgres
def test_what_cannot_be_copied_is_said_and_nothing_is_written(
    source: Path, sqlite_head: Path, new_postgres: MakeUrl, tmp_path: Path
) -> None:
    url = new_postgres()
    for statement, sentence in (
        ("UPDATE contacts SET name = printf('%.65c', 'x') WHERE id = 4", r"contacts\.name .* row 4: .* 64"),
        ("UPDATE enterprises SET headcount = 3000000000 WHERE id = 5", r"headcount .* more than 4 bytes"),
        ("UPDATE enterprises SET facts = '{' WHERE id = 5", r"enterprises\.facts .* no JSON"),
        ("UPDATE people SET created_at = 'soon' WHERE id = 5", r"people\.created_at .* no instant"),
        ("UPDATE upkeeps SET due_on = '2026-02-31' WHERE id = 5", r"upkeeps\.due_on .* no day"),
        ("UPDATE notices SET urgent = 2 WHERE id = 5", r"notices\.urgent .* neither 0 nor 1"),
        ("UPDATE contacts SET person_id = 999 WHERE id = 5", r"contacts refer to rows that do not exist"),
    ):
        broken = Path(shutil.copy(source, tmp_path / "broken.db"))
        executed(broken, statement)
        with pytest.raises(OperatorError, match=sentence):
            copy(sqlite_url(broken), url)
    assert asyncio.run(migrate.check(url)) == migrate.head()
    assert ask(url, "SELECT count(*) FROM people") == [(0,)]
    broken = Path(shutil.copy(source, tmp_path / "broken.db"))
    executed(broken, "UPDATE contacts SET name = CAST(x'ff' AS TEXT) WHERE id = 5")
    with pytest.raises(OperatorError, match="contacts holds text that is not UTF-8"):
        copy(sqlite_url(broken), sqlite_url(tmp_path / "other.db"))


@pytest.mark.postgres
def test_nul_characters_are_replaced_and_counted(source: Path, new_postgres: MakeUrl, tmp_path: Path) -> None:
    url = new_postgres()
    executed(source, "UPDATE contacts SET name = 'a' || char(0) || 'b' WHERE id < 3")
    assert copy(sqlite_url(source), url).mended == 2
    assert ask(url, "SELECT name FROM contacts WHERE id < 3") == [("a\ufffdb",)] * 2
    copy(sqlite_url(source), sqlite_url(tmp_path / "same.db"))
    assert whole(tmp_path / "same.db") == whole(source)


def test_a_target_that_is_not_fit_is_left_alone(source: Path, sqlite_head: Path, tmp_path: Path) -> None:
    url = sqlite_url(source)
    with pytest.raises(OperatorError, match="the same database"):
        copy(url, sqlite_url(tmp_path / "x" / ".." / "source.db"))
    used = Path(shutil.copy(sqlite_head, tmp_path / "used.db"))
    executed(used, "INSERT INTO leases (name, holder, until) VALUES ('a', 'b', '2020-01-01 00:00:00')")
    with pytest.raises(OperatorError, match="the table leases has 1 rows"):
        copy(url, sqlite_url(used))
    older = Path(shutil.copy(sqlite_head, tmp_path / "older.db"))
    executed(older, "UPDATE alembic_version SET version_num = '0005'")
    with pytest.raises(OperatorError, match="has version 0005"):
        copy(url, sqlite_url(older))
    with pytest.raises(OperatorError, match="has version 0005"):
        copy(sqlite_url(older), sqlite_url(tmp_path / "new.db"))
    executed(tmp_path / "foreign.db", "CREATE TABLE mine (x)")
    with pytest.raises(OperatorError, match="tables of another program"):
        copy(url, sqlite_url(tmp_path / "foreign.db"))
    (tmp_path / "text.db").write_text("no database " * 100)
    with pytest.raises(OperatorError, match="does not answer"):
        copy(url, sqlite_url(tmp_path / "text.db"))
    assert rows(used)["leases"] == ["('a', 'b', '2020-01-01 00:00:00')"]
