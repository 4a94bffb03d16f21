"""The commands that make, back up and restore the database."""

from __future__ import annotations

import asyncio
import importlib
import json
import re
import sqlite3
import tarfile
from collections.abc import Callable, Coroutine
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from storage.base.files import FileStore
from storage.installation import backup_restore, migrate
from storage.installation.usage import InUse, replacing, using
from tests.bot.conftest import TOKEN, Chenan


def test_upgrade_says_what_it_did(chenan: Chenan, home: Path) -> None:
    first, second = chenan("db", "upgrade"), chenan("db", "upgrade")
    assert (first.code, second.code) == (0, 0)
    assert f"none -> {migrate.head()}" in first.out
    assert "already" in second.out
    assert (home / "chenan.db").exists()


@pytest.mark.parametrize(
    ("language", "sentence"), [("zh", "数据库的版本是 0036"), ("en", "the database has version 0036")]
)
def test_a_database_from_before_the_baseline_says_which_commit_upgrades_it(
    ready: Chenan, home: Path, monkeypatch: pytest.MonkeyPatch, language: str, sentence: str
) -> None:
    with closing(sqlite3.connect(home / "chenan.db")) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '0036'")
        connection.commit()
    before = _rows(home / "chenan.db")
    monkeypatch.setenv("CHENAN_LANGUAGE", language)
    monkeypatch.setenv("CHENAN_BOT_TOKEN", TOKEN)
    for command in (
        ("db", "upgrade"),
        ("jurisdiction", "list"),
        ("run",),
        ("bot",),
        ("scheduler",),
    ):
        done = ready(*command)
        assert (done.code, done.out) == (1, ""), command
        assert sentence in done.err, command
        assert f"git checkout {migrate.LAST_WITH_STEPS}" in done.err, command
    doctor = ready("doctor")
    assert doctor.code == 1
    assert sentence in doctor.out + doctor.err
    assert _rows(home / "chenan.db") == before
    assert ready("db", "backup", "before.tar").code == 0, "a backup before the upgrade is possible"


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
    with closing(sqlite3.connect(path)) as connection:
        return sorted(connection.iterdump())


def test_a_backup_taken_and_restored_gives_the_same_rows_and_files(
    ready: Chenan, home: Path, tmp_path: Path
) -> None:
    store = FileStore(home / "evidence")
    names = [asyncio.run(store.put(data)) for data in (b"one", b"two" * 100_000)]
    before, tar = _rows(home / "chenan.db"), tmp_path / "b.tar"
    done = ready("db", "backup", str(tar))
    assert (done.code, "2 evidence files" in done.out) == (0, True)
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


def test_a_backup_for_a_public_key_is_opened_by_the_private_one(
    ready: Chenan, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key, file = tmp_path / "key.txt", tmp_path / "b.tar.age"
    made = ready("db", "new-key", str(key))
    public = made.out.strip()
    assert public.startswith("age1")
    assert f"CHENAN_BACKUP_RECIPIENTS={public}" in made.err
    assert ready("db", "new-key", str(key)).code == 1
    monkeypatch.setenv("CHENAN_BACKUP_RECIPIENTS", public)
    before = _rows(home / "chenan.db")
    done = ready("db", "backup", str(file))
    assert (done.code, "Encrypted" in done.err) == (0, True)
    assert file.read_bytes().startswith(b"age-encryption.org/")
    monkeypatch.delenv("CHENAN_BACKUP_RECIPIENTS")
    for command in (("verify", str(file)), ("restore", str(file), "--force")):
        closed = ready("db", *command)
        assert (closed.code, "--identity" in closed.err) == (1, True)
        assert ready("db", *command, "--identity", str(tmp_path / "b.tar.age")).code == 1
        assert ready("db", *command, "--identity", str(key)).code == 0
    assert _rows(home / "chenan.db") == before


def test_a_private_key_as_recipient_is_refused_and_not_repeated(
    ready: Chenan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ready("db", "new-key", str(tmp_path / "key.txt"))
    secret = (tmp_path / "key.txt").read_text().split()[-1]
    monkeypatch.setenv("CHENAN_BACKUP_RECIPIENTS", secret)
    done = ready("status")
    assert done.code == 1
    assert "CHENAN_BACKUP_RECIPIENTS" in done.err
    assert secret not in done.out + done.err


def test_a_backup_is_whole_while_somebody_writes(ready: Chenan, home: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(home / "chenan.db", isolation_level=None)) as writing:
        writing.execute("BEGIN IMMEDIATE")
        writing.execute("INSERT INTO jurisdictions (code, name) VALUES ('half', '一半')")
        assert ready("db", "backup", str(tmp_path / "b.tar")).code == 0
        writing.execute("COMMIT")
    assert ready("db", "restore", str(tmp_path / "b.tar"), "--force").code == 0
    assert len(ready("jurisdiction", "list", "--json").json) == 2


def test_a_restore_into_nothing(ready: Chenan, home: Path, tmp_path: Path) -> None:
    assert ready("db", "backup", str(tmp_path / "b.tar")).code == 0
    home.rename(tmp_path / "lost")
    (home / ".restore-killed").mkdir(parents=True)
    (home / ".restore-killed" / "chenan.db").write_bytes(b"of a restore that was killed")
    assert ready("db", "restore", str(tmp_path / "b.tar")).code == 0
    assert [path.name for path in home.iterdir() if path.name.startswith(".")] == []
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
    (home / "reports").mkdir()
    (home / "reports" / "0f").write_bytes(b"sealed")
    good = tmp_path / "good.tar"
    assert ready("db", "backup", str(good)).code == 0
    checked = ready("db", "verify", str(good)).out
    assert "is sound: the database, 1 evidence files, 1 sealed photos" in checked
    assert re.search(r" \d\d:\d\d UTC$", checked.strip().splitlines()[0]), "to the minute, as people write it"
    before = _rows(home / "chenan.db")

    def change_of(part: str, change: Callable[[bytes], bytes]) -> Callable[[tarfile.TarInfo, Path], None]:
        def write(member: tarfile.TarInfo, path: Path) -> None:
            if member.name.startswith(part):
                path.write_bytes(change(path.read_bytes()))

        return write

    manifest, text = "manifest.json", "海陵区".encode()
    for name, part, edit, sentence in (
        ("flip", "evidence/", lambda _: b"two", "has changed"),
        ("newer", manifest, lambda old: old.replace(migrate.head().encode(), b"9999"), "newer version"),
        ("older", manifest, lambda old: old.replace(migrate.head().encode(), b"0036"), "git checkout"),
        ("broken", "chenan.db", lambda old: old[:5000], "chenan.db has changed"),
        ("letter", "chenan.db", lambda old: old.replace(text, "海棱区".encode()), "chenan.db has changed"),
        ("photo", "reports/", lambda _: b"sealeD", "reports/0f has changed"),
        ("another", manifest, lambda old: old.replace(b"/0f", b"/1f"), "changed or"),
    ):
        _repack(good, tmp_path / f"{name}.tar", change_of(part, edit))
        for command in (("verify",), ("restore", "--force")):
            done = ready("db", *command, str(tmp_path / f"{name}.tar"))
            assert (done.code, sentence in done.err) == (1, True), (name, command, done.err)
    (tmp_path / "text.tar").write_text("no tar")
    (tmp_path / "cut.tar").write_bytes(good.read_bytes()[:3000])
    with tarfile.open(tmp_path / "escape.tar", "w") as tar:
        info = tarfile.TarInfo("../../escaped")
        tar.addfile(info)
    for name in ("text", "cut", "escape", "absent"):
        assert ready("db", "restore", str(tmp_path / f"{name}.tar"), "--force").code == 1
        assert ready("db", "verify", str(tmp_path / f"{name}.tar")).code == 1
    assert _rows(home / "chenan.db") == before
    assert not list(tmp_path.glob("**/escaped"))


def test_a_backup_of_an_older_version_is_restored_and_said_to_be_half_checked(
    ready: Chenan, home: Path, tmp_path: Path
) -> None:
    def older(member: tarfile.TarInfo, path: Path) -> None:
        if member.name == "manifest.json":
            said = json.loads(path.read_text())
            path.write_text(
                json.dumps({name: said[name] for name in ("format", "revision", "made_at", "files")})
            )

    asyncio.run(FileStore(home / "evidence").put(b"one"))
    assert ready("db", "backup", str(tmp_path / "new.tar")).code == 0
    _repack(tmp_path / "new.tar", tmp_path / "old.tar", older)
    for command in (("verify",), ("restore", "--force")):
        done = ready("db", *command, str(tmp_path / "old.tar"))
        assert (done.code, "wrote no digests" in done.err) == (0, True)


def _damage(database: Path) -> None:
    """Overwrite a page in the middle, as a failing disk does."""
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    with database.open("r+b") as file:
        file.seek(database.stat().st_size // 8192 * 4096)
        file.write(b"\xff" * 4096)


def test_a_damaged_database_is_not_backed_up(ready: Chenan, home: Path, tmp_path: Path) -> None:
    _damage(home / "chenan.db")
    done = ready("db", "backup", str(tmp_path / "b.tar"))
    assert (done.code, "is damaged" in done.err, "db restore" in done.err) == (1, True, True)
    assert not [*tmp_path.glob("*.tar"), *tmp_path.glob(".backup*")]


def test_lost_evidence_is_named_and_the_rest_is_kept(ready: Chenan, home: Path, tmp_path: Path) -> None:
    store, gone = FileStore(home / "evidence"), "ab" * 32
    good, bad = [asyncio.run(store.put(data)) for data in (b"good", b"bad")]
    store.path(bad).write_bytes(b"BAD")
    with closing(sqlite3.connect(home / "chenan.db")) as connection:
        connection.executescript(
            "PRAGMA foreign_keys=OFF; DROP TABLE notice_files;"
            "CREATE TABLE notice_files (id INTEGER PRIMARY KEY, sha256 TEXT);"
        )
        connection.executemany("INSERT INTO notice_files (sha256) VALUES (?)", [(good,), (gone,)])
        connection.commit()
    tar = str(tmp_path / "b.tar")
    for command in (("backup", tar), ("verify", tar), ("restore", "--force", tar)):
        done = ready("db", *command)
        assert done.code == 1
        assert {part for part in ("2 evidence files", gone, bad) if part not in done.err} == set()
        assert "1 evidence files" in done.out
    assert asyncio.run(store.get(good)) == b"good"
    assert not store.path(bad).exists()


def test_a_restore_leaves_data_alone_that_somebody_uses(ready: Chenan, home: Path, tmp_path: Path) -> None:
    tar = str(tmp_path / "b.tar")
    assert ready("db", "backup", tar).code == 0
    with using(home):
        done = ready("db", "restore", tar, "--force")
        assert (done.code, "stop it first" in done.err) == (1, True)
    with closing(sqlite3.connect(home / "chenan.db")) as reader:  # a program that is not ours, and idle
        reader.execute("PRAGMA journal_mode=WAL")
        reader.execute("SELECT count(*) FROM jurisdictions").fetchone()
        done = ready("db", "restore", tar, "--force")
        assert (done.code, "close it first" in done.err) == (1, True)
    with replacing(home, home / "chenan.db"):
        for arguments in (
            ("db", "backup", str(tmp_path / "c.tar")),
            ("jurisdiction", "list"),
            ("db", "upgrade"),
        ):
            done = ready(*arguments)
            assert (done.code, "a restore is running" in done.err) == (1, True)
    assert ready("db", "restore", tar, "--force").code == 0


def test_the_running_program_keeps_its_data(
    ready: Chenan, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The data are locked from before the program opens the database on."""
    tar = str(tmp_path / "b.tar")
    assert ready("db", "backup", tar).code == 0
    monkeypatch.setenv("CHENAN_BOT_TOKEN", TOKEN)
    tried: list[int] = []

    def loop(main: Coroutine[Any, Any, None]) -> None:
        main.close()
        with pytest.raises(InUse):
            backup_restore.restore(
                Path(tar),
                home / "chenan.db",
                home / "evidence",
                home / "reports",
                force=True,
                progress=lambda *_: None,
            )
        tried.append(1)

    monkeypatch.setattr(importlib.import_module("bot.cli.run"), "run_loop", loop)
    monkeypatch.setattr("storage.base.private_memory.keep_memory_private", lambda: None)
    for command in ("run", "bot", "scheduler"):
        assert ready(command).code == 0
    assert len(tried) == 3


def test_a_server_that_does_not_answer_is_said_without_its_password(
    chenan: Chenan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CHENAN_DATABASE_URL", "postgresql://chenan:geheim@127.0.0.1:1/chenan")
    (tmp_path / "there.tar").write_bytes(b"")
    for arguments in (
        ("db", "backup", str(tmp_path / "b.tar")),
        ("db", "restore", str(tmp_path / "there.tar")),
        ("enterprise", "list"),
    ):
        done = chenan(*arguments)
        assert (done.code, "does not answer" in done.err) == (1, True)
        assert "geheim" not in done.err


def test_photos_of_another_database_are_said_and_claimed(ready: Chenan, home: Path) -> None:
    """The doctor names them, a start that would add to them refuses, and a command makes them this
    database's."""
    (home / "reports").mkdir()
    (home / "reports" / "0f").write_bytes(b"sealed")
    (home / "reports.database").write_text("another 0")

    def finding() -> list[dict[str, Any]]:
        return [one for one in ready("doctor", "--json").json if one["name"] == "photos of reports"]

    (found,) = finding()
    assert "another database; 1 of them are in no report here" in found["detail"]
    assert "`chenan db claim`" in found["mend"]
    done = ready("db", "claim", "--yes")
    assert (done.code, "belong to sqlite" in done.out) == (0, True)
    assert finding() == []
    assert "already" in ready("db", "claim").out
    assert (home / "reports" / "0f").exists(), "the next clean-up is the bot's"


def test_a_clock_that_leapt_is_said_and_believed_by_word(ready: Chenan, home: Path) -> None:
    with closing(sqlite3.connect(home / "chenan.db")) as connection:
        connection.execute(
            "INSERT INTO clock_trust (id, believed_at, even_seconds) VALUES (1, '2020-01-01 00:00:00', 0)"
        )
        connection.commit()

    def finding() -> list[dict[str, Any]]:
        return [one for one in ready("doctor", "--json").json if one["name"] == "clock's leap"]

    (found,) = finding()
    assert "days later than when this database last saw it: nothing is deleted" in found["detail"]
    assert "24 more hours" in found["detail"]
    assert "`chenan db trust-clock`" in found["mend"]
    assert ready("db", "trust-clock").out.startswith("clock confirmed: 2")
    assert finding() == []
