"""The command line's last words: one line with class, our frames and a reference, whatever failed."""

from __future__ import annotations

import asyncio
import errno
import shutil
import sqlite3
import tempfile
from pathlib import Path
from types import SimpleNamespace

import click
import pytest

from bot import cli
from tests.bot.conftest import Chenan

SECRET = "张三 尘肺 13800000000"


def busy() -> Exception:
    """SQLite's own."""
    error = sqlite3.OperationalError(SECRET)
    error.sqlite_errorname = "SQLITE_BUSY"
    return error


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (ValueError(SECRET), "a mistake of the program itself (reference "),
        (ExceptionGroup(SECRET, [KeyError(SECRET)]), "ExceptionGroup (from KeyError) at "),
        (MemoryError(SECRET), "MemoryError at tests/bot/cli/test_last_words.py:"),
        (OSError(errno.ENOSPC, SECRET), "no space is left on the disk: make room"),
        (
            OSError(errno.EROFS, SECRET),
            "cannot be written to: make sure that the disk is mounted for writing",
        ),
        (busy(), "the database is locked by somebody else: another program is writing"),
    ],
)
def test_an_error_nobody_took_is_one_line(
    chenan: Chenan, monkeypatch: pytest.MonkeyPatch, error: Exception, said: str
) -> None:
    @click.command()
    def fail() -> None:
        async def within() -> None:
            raise error

        asyncio.run(within())

    monkeypatch.setattr(cli.chenan, "get_command", lambda *_: fail)
    done = chenan("fail")
    assert done.code == 1
    assert said in done.err
    assert SECRET not in done.err + done.out


def test_a_full_disk_of_temporary_files_is_named(
    chenan: Chenan, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    @click.command()
    def fail() -> None:
        raise OSError(errno.ENOSPC, SECRET)

    rooms = {tmp_path: 0}
    monkeypatch.setattr(tempfile, "gettempdir", lambda: str(tmp_path))
    monkeypatch.setattr(
        shutil, "disk_usage", lambda folder: SimpleNamespace(free=rooms.get(Path(folder), 1 << 40))
    )
    monkeypatch.setattr(cli.chenan, "get_command", lambda *_: fail)
    said = chenan("fail").err
    assert f"the disk of the folder for temporary files, {tmp_path}, is full" in said
    assert "TMPDIR" in said
    assert "CHENAN_DATA_DIR" not in said
    rooms[tmp_path] = 1 << 40
    assert "CHENAN_DATA_DIR" in chenan("fail").err
