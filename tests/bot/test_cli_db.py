"""The commands that make, back up and restore the database."""

from __future__ import annotations

import asyncio
import sqlite3
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest

from storage import migrate
from storage.files import FileStore
from tests.bot.conftest import Chenan


def test_upgrade_says_what_it_did(chenan: Chenan, home: Path) -> None:
    first, second = chenan("db", "upgrade"), chenan("db", "upgrade")
    assert (first.code, second.code) == (0, 0)
    assert f"none -> {migrate.head()}" in first.out
    assert "already" in second.out
    assert (home / "chenan.db").exists()


def test_without_tables_every_command_says_what_to_do(chenan: Chenan, home: Path) -> None:
    done = chenan("jurisdiction", "list")
    assert (done.code, done.out) == (1, "")
    assert "run `chenan db upgrade` first" in done.err
    assert not home.exists()
    home.mkdir()
    sqlite3.connect(home / "chenan.db").close()
    assert "no tables yet" in chenan("campaign", "list").err


def test_a_database_of_a_newer_program_is_left_alone(ready: Chenan, home: Path) -> None:
    with sqlite3.connect(home / "chenan.db") as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    for arguments in (("jurisdiction", "list"), ("db", "upgrade")):
        done = ready(*arguments)
        assert done.code == 1
        assert "9999, made by a newer program" in done.err


def _rows(path: Path) -> list[str]:
    with sqlite3.connect(path) as connection:
        return sorted(connection.iterdump())


def test_a_backup_taken_and_restored_gives_the_same_rows_and_files(
    ready: Chenan, home: Path, tmp_path: Path
) -> None:
    store = FileStore(home / "evidence")
    names = [asyncio.run(store.put(data)) for data in (b"one", b"two" * 100_000)]
    before, tar = _rows(home / "chenan.db"), tmp_path / "b.tar"
    done = ready("db", "backup", str(tar))
    assert (done.code, "2 files of evidence" in done.out) == (0, True)
    assert tar.stat().st_mode & 0o077 == 0
    assert ready("db", "backup", str(tar)).code == 1
    assert ready("db", "restore", str(tar)).code == 1
    assert ready("jurisdiction", "add", "TJ", "天津市").code == 0
    store.path(names[0]).unlink()
    later = asyncio.run(store.put(b"later"))
    assert ready("db", "restore", str(tar), "--force").code == 0
    assert _rows(home / "chenan.db") == before
    assert [asyncio.run(store.get(name)) for name in names] == [b"one", b"two" * 100_000]
    assert not store.path(later).exists()
    assert len(ready("jurisdiction", "list", "--json").json) == 2
    assert [path.name for path in home.iterdir() if path.name.startswith(".")] == []


def test_a_backup_is_whole_while_somebody_writes(ready: Chenan, home: Path, tmp_path: Path) -> None:
    with sqlite3.connect(home / "chenan.db", isolation_level=None) as writing:
        writing.execute("BEGIN IMMEDIATE")
        writing.execute("INSERT INTO jurisdictions (code, name) VALUES ('half', '一半')")
        assert ready("db", "backup", str(tmp_path / "b.tar")).code == 0
        writing.execute("COMMIT")
    assert ready("db", "restore", str(tmp_path / "b.tar"), "--force").code == 0
    assert len(ready("jurisdiction", "list", "--json").json) == 2


def test_a_restore_into_nothing(ready: Chenan, home: Path, tmp_path: Path) -> None:
    assert ready("db", "backup", str(tmp_path / "b.tar")).code == 0
    home.rename(tmp_path / "lost")
    assert ready("db", "restore", str(tmp_path / "b.tar")).code == 0
    assert len(ready("jurisdiction", "list", "--json").json) == 2


def _repack(source: Path, target: Path, change: Callable[[tarfile.TarInfo, Path], None]) -> None:
    """Write a tar again with changed members."""
    folder = target.with_suffix(".d")
    with tarfile.open(source) as old:
        old.extractall(folder, filter="data")
        members = old.getmembers()
    with tarfile.open(target, "w") as new:
        for member in members:
            change(member, folder / member.name)
            new.add(folder / member.name, member.name)


def test_damaged_and_foreign_backups_change_nothing(ready: Chenan, home: Path, tmp_path: Path) -> None:
    asyncio.run(FileStore(home / "evidence").put(b"one"))
    good = tmp_path / "good.tar"
    assert ready("db", "backup", str(good)).code == 0
    before = _rows(home / "chenan.db")

    def flip(member: tarfile.TarInfo, path: Path) -> None:
        if member.name.startswith("evidence/"):
            path.write_bytes(b"two")

    def newer(member: tarfile.TarInfo, path: Path) -> None:
        if member.name == "manifest.json":
            path.write_text(path.read_text().replace(migrate.head(), "9999"))

    def broken(member: tarfile.TarInfo, path: Path) -> None:
        if member.name == "chenan.db":
            path.write_bytes(path.read_bytes()[:5000])

    for name, change, sentence in (
        ("flip", flip, "has changed"),
        ("newer", newer, "newer version"),
        ("broken", broken, "cannot be read"),
    ):
        _repack(good, tmp_path / f"{name}.tar", change)
        done = ready("db", "restore", str(tmp_path / f"{name}.tar"), "--force")
        assert (done.code, sentence in done.err) == (1, True), name
    (tmp_path / "text.tar").write_text("no tar")
    (tmp_path / "cut.tar").write_bytes(good.read_bytes()[:3000])
    with tarfile.open(tmp_path / "escape.tar", "w") as tar:
        info = tarfile.TarInfo("../../escaped")
        tar.addfile(info)
    for name in ("text", "cut", "escape", "absent"):
        assert ready("db", "restore", str(tmp_path / f"{name}.tar"), "--force").code == 1
    assert _rows(home / "chenan.db") == before
    assert not list(tmp_path.glob("**/escaped"))


def test_postgresql_is_backed_up_by_its_own_tools(
    chenan: Chenan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CHENAN_DATABASE_URL", "postgresql://chenan:geheim@127.0.0.1:1/chenan")
    done = chenan("db", "backup", str(tmp_path / "b.tar"))
    assert (done.code, "pg_dump" in done.err) == (1, True)
    done = chenan("enterprise", "list")
    assert (done.code, "does not answer" in done.err) == (1, True)
    assert "geheim" not in done.err
