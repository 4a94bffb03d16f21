"""Backups of PostgreSQL: one moment, the same archive as SQLite's, back into either, whole or not at all."""

from __future__ import annotations

import asyncio
import shutil
import sqlite3
import tarfile
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from content.loader import report_rules
from scheduler.planning.reports import clean
from storage.base.database import Database
from storage.base.errors import OperatorError
from storage.base.files import FileStore
from storage.base.urls import sqlite_url
from storage.installation import backup, backup_restore, copying, postgres_rows
from storage.installation.backup import Contents
from storage.reports.files import ReportFiles
from tests.storage.installation.every_table import fill, rows
from tests.storage.installation.test_copying import SCHEMA, ask, whole

NOW = datetime(2030, 1, 1, tzinfo=UTC)
MakeUrl = Callable[[], str]
PHOTO = "0f" * 16


def nothing(*_: object) -> None:
    """Ignore the progress."""


class Installation:
    """A PostgreSQL database with a data directory."""

    def __init__(self, url: str, home: Path) -> None:
        self.url, self.home = url, home
        self.evidence, self.reports = home / "evidence", home / "reports"

    def backup(self, file: Path) -> Contents:
        return backup.make(self.url, self.evidence, self.reports, file, NOW, nothing)

    def restore(self, file: Path, *, force: bool = False) -> Contents:
        return backup_restore.restore(
            file, self.url, self.evidence, self.reports, force=force, progress=nothing
        )


@pytest.fixture
def source(sqlite_empty: Path) -> Path:
    """Rows in every table; one photo of a report is on the disk."""
    fill(sqlite_empty, 12)
    with closing(sqlite3.connect(sqlite_empty)) as connection:
        connection.execute("PRAGMA foreign_keys=OFF")
        first = connection.execute("SELECT min(name) FROM report_files").fetchone()[0]
        connection.execute("UPDATE report_files SET name = ? WHERE name = ?", (PHOTO, first))
        connection.execute("DELETE FROM report_folder")
        connection.commit()
    return sqlite_empty


@pytest.fixture
def one(source: Path, new_postgres: MakeUrl, tmp_path: Path) -> Installation:
    made = Installation(new_postgres(), tmp_path / "one")
    copying.copy(sqlite_url(source), made.url, NOW, live=True, progress=nothing)
    asyncio.run(FileStore(made.evidence).put(b"a photo"))
    made.reports.mkdir(parents=True)
    (made.reports / PHOTO).write_bytes(b"sealed")
    (made.reports / ("1f" * 16)).write_bytes(b"of a report whose row is not there yet")
    return made


@pytest.mark.postgres
def test_a_backup_restores_into_either_kind(
    source: Path, one: Installation, new_postgres: MakeUrl, postgres_head: str, tmp_path: Path
) -> None:
    tar = tmp_path / "b.tar"
    made = one.backup(tar)
    assert (made.files, made.photos, made.is_whole, tar.stat().st_mode & 0o077) == (1, 2, True, 0)
    assert backup.verify(tar, nothing) == made
    other = Installation(new_postgres(), tmp_path / "other")
    assert other.restore(tar) == made
    assert [path.name for path in other.reports.iterdir()] == [PHOTO]
    assert len(list(other.evidence.glob("*/*/*"))) == 1
    assert ask(other.url, SCHEMA) == ask(postgres_head, SCHEMA)
    assert ask(other.url, "SELECT count(*) FROM audit") == [(12,)]
    home = tmp_path / "file"
    backup_restore.restore(
        tar, home / "chenan.db", home / "evidence", home / "reports", force=False, progress=nothing
    )
    assert whole(home / "chenan.db") == whole(source)
    backup.make(
        home / "chenan.db", home / "evidence", home / "reports", tmp_path / "of-sqlite.tar", NOW, nothing
    )
    other.restore(tmp_path / "of-sqlite.tar", force=True)
    assert ask(other.url, "SELECT count(*) FROM audit") == [(12,)]
    assert [path.name for path in (tmp_path / "other").iterdir() if path.name.startswith(".")] == []


@pytest.mark.postgres
def test_what_is_written_meanwhile_is_in_no_part_of_it(
    one: Installation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = ask(one.url, "SELECT count(*) FROM audit, jurisdictions")
    begun: list[int] = []

    def write(*_: object) -> None:
        if not begun:
            begun.append(1)
            ask(one.url, "DELETE FROM audit", "DELETE FROM posters")

    backup.make(one.url, one.evidence, one.reports, tmp_path / "b.tar", NOW, write)
    with tarfile.open(tmp_path / "b.tar") as tar:
        tar.extract("chenan.db", tmp_path, filter="data")
    found = rows(tmp_path / "chenan.db")
    assert (begun, len(found["audit"]) * len(found["jurisdictions"])) == ([1], before[0][0])
    assert ask(one.url, "SELECT count(*) FROM audit") == [(0,)]


@pytest.mark.postgres
def test_what_is_there_is_replaced_by_force_alone_and_whole_or_not_at_all(
    one: Installation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tar = tmp_path / "b.tar"
    one.backup(tar)
    ask(one.url, "UPDATE jurisdictions SET name = 'later'")
    later = asyncio.run(FileStore(one.evidence).put(b"later"))
    with pytest.raises(OperatorError, match="--force"):
        one.restore(tar)

    def fails(self: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as broken:
        broken.setattr(postgres_rows.PostgresTarget, "commit", fails)
        with pytest.raises(OSError, match="No space"):
            one.restore(tar, force=True)
    assert ask(one.url, "SELECT DISTINCT name FROM jurisdictions") == [("later",)]
    assert FileStore(one.evidence).path(later).exists()
    one.restore(tar, force=True)
    assert ("later",) not in ask(one.url, "SELECT DISTINCT name FROM jurisdictions")
    assert not FileStore(one.evidence).path(later).exists()


@pytest.mark.postgres
def test_a_database_that_is_used_or_not_ours_is_left_alone(one: Installation, tmp_path: Path) -> None:
    tar = tmp_path / "b.tar"
    one.backup(tar)
    with (
        closing(copying.open_source(one.url)),
        pytest.raises(OperatorError, match="1 programs are connected"),
    ):
        one.restore(tar, force=True)
    (one.home / "reports.database").write_text("mark place")
    with pytest.raises(OperatorError, match="belong to another database"):
        one.restore(tar, force=True)
    with pytest.raises(OperatorError, match="there is no file"):
        one.restore(tmp_path / "no.tar", force=True)
    ask(one.url, "UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(OperatorError, match="made by a newer program"):
        one.backup(tmp_path / "c.tar")
    ask(one.url, "DELETE FROM alembic_version")
    with pytest.raises(OperatorError, match="no tables yet"):
        one.backup(tmp_path / "c.tar")
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".tar"] == ["b.tar"]


@pytest.mark.postgres
def test_leak_14_what_a_backup_of_postgresql_brings_back_is_wiped(
    one: Installation, new_postgres: MakeUrl, tmp_path: Path
) -> None:
    """Wipe by the function that every program calls before it answers anybody."""
    (report,) = ask(one.url, f"SELECT report_id FROM report_files WHERE name = '{PHOTO}'")[0]  # noqa: S608
    closed = "UPDATE reports SET state = 'closed', result = 'true', closed_on = '2026-01-01', pending = false"
    ask(one.url, "UPDATE reports SET state = 'waiting'", f"{closed} WHERE id = {report}")
    shutil.rmtree(one.evidence)  # no row names it
    one.backup(tmp_path / "b.tar")
    other = Installation(new_postgres(), tmp_path / "other")
    other.restore(tmp_path / "b.tar")

    async def start() -> tuple[int, bool]:
        database = Database(other.url)
        try:
            wiped, purged = await clean(database, ReportFiles(other.reports), report_rules(), NOW, NOW.date())
            async with asyncio.timeout(60):
                while (
                    not purged
                ):  # a transaction in another database of the server keeps old versions a while
                    purged = (
                        await clean(database, ReportFiles(other.reports), report_rules(), NOW, NOW.date())
                    )[1]
            return wiped, purged
        finally:
            await database.close()

    assert asyncio.run(start()) == (1, True)
    assert ask(other.url, f"SELECT count(*) FROM reports WHERE id = {report}") == [(0,)]  # noqa: S608
    assert ask(other.url, f"SELECT count(*) FROM report_messages WHERE report_id = {report}") == [(0,)]  # noqa: S608
    assert list(other.reports.iterdir()) == []
