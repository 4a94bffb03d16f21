"""Bars of long commands: seen on a terminal, not in a log."""

from __future__ import annotations

import io
import sys

import pytest

from bot.cli.support import bars
from tests.bot.conftest import Chenan


class Terminal(io.StringIO):
    """A screen that is written to."""

    def isatty(self) -> bool:
        return True


def work() -> None:
    with bars() as show:
        for done in (1, 2, 4):
            show("database", done, 4)
        show("evidence", 1, 1)


def test_a_terminal_shows_a_bar_for_each_thing_until_it_is_full(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", screen := Terminal())
    work()
    seen = screen.getvalue()
    assert seen.count("\n") == 2
    first, second = (line.rpartition("\r")[2] for line in seen.split("\n")[:2])
    assert "database" in first
    assert "evidence" in second
    assert "#" * 30 in first
    assert "100%" in second


def test_a_log_gets_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", log := io.StringIO())
    work()
    assert log.getvalue() == ""


def test_a_backup_into_a_log_says_only_what_it_made(ready: Chenan, tmp_path: object) -> None:
    done = ready("db", "backup", f"{tmp_path}/b.tar")
    assert (done.code, done.err) == (0, "")
