"""The command line's last words: one line with class, our frames and a reference, whatever failed."""

from __future__ import annotations

import asyncio
import errno
import sqlite3

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
        (OSError(errno.EROFS, SECRET), "cannot be written: see that the disk is mounted for writing"),
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
