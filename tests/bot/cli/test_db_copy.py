"""`chenan db copy`, as an operator calls it."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from storage.base.files import FileStore
from tests.bot.conftest import Chenan
from tests.storage.installation.every_table import fill, rows


def test_a_copy_is_counted_and_said_and_a_second_one_refused(
    ready: Chenan, home: Path, tmp_path: Path
) -> None:
    source, target = home / "chenan.db", tmp_path / "copy.db"
    done = ready("db", "copy", str(source), str(target))
    assert (done.code, done.err) == (0, "")
    assert "counted and compared" in done.out
    assert "`chenan db claim`" in done.out
    assert rows(target) == rows(source)
    again = ready("db", "copy", f"sqlite:///{source}", str(target))
    assert (again.code, "is not empty: the table " in again.err) == (1, True)
    figures = ready("db", "copy", "--json", str(source), str(tmp_path / "third.db")).json
    assert figures["tables"]["jurisdictions"] == 2
    assert figures["rows"] == sum(figures["tables"].values())


def test_files_that_are_not_there_are_named(ready: Chenan, home: Path, tmp_path: Path) -> None:
    fill(home / "chenan.db", 1)
    done = ready("db", "copy", str(home / "chenan.db"), str(tmp_path / "copy.db"))
    assert (done.code, "the database is copied, but " in done.err) == (1, True)


def test_what_is_typed_wrongly_is_said(ready: Chenan, home: Path, tmp_path: Path) -> None:
    source = str(home / "chenan.db")
    for first, second, sentence in (
        ("mysql://x/y", source, "FROM: only PostgreSQL and SQLite can be used"),
        (source, "sqlite://", "TO: a database in memory"),
        (source, "post://", "TO: "),
    ):
        done = ready("db", "copy", first, second)
        assert (done.code, sentence in done.err) == (2, True), done.err
    for first, second, sentence in (
        (str(tmp_path / "no.db"), source, "run `chenan db upgrade` first"),
        (source, source, "the same database"),
        (source, "postgresql://chenan:geheim@127.0.0.1:1/chenan", "does not answer"),
    ):
        done = ready("db", "copy", first, second)
        assert (done.code, sentence in done.err) == (1, True), done.err
        assert "geheim" not in done.err


def test_it_is_said_in_chinese_too(ready: Chenan, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHENAN_LANGUAGE", "zh")
    asyncio.run(FileStore(home / "evidence").put(b"one"))
    done = ready("db", "copy", str(home / "chenan.db"), str(home / "chenan.db"))
    assert "FROM 和 TO 是同一个数据库" in done.err
