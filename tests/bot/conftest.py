"""The command line, called as an operator calls it, in an installation of its own."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from bot.cli import run

TOKEN = "123456789:AAabcdefghijklmnopqrstuvwxyz0123456"


@dataclass
class Done:
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Chenan = Callable[..., Done]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The data directory of an installation that has no other setting."""
    for name in [name for name in os.environ if name.startswith("CHENAN_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)  # no .env but the test's own
    monkeypatch.setenv("CHENAN_DATA_DIR", str(tmp_path / "data"))
    return tmp_path / "data"


@pytest.fixture
def chenan(home: Path, capsys: pytest.CaptureFixture[str]) -> Chenan:
    """Calls the command line; a traceback would fail the test."""

    def call(*arguments: str) -> Done:
        capsys.readouterr()
        with pytest.raises(SystemExit) as left:
            run(list(arguments))
        out, err = capsys.readouterr()
        assert "Traceback" not in err
        code = left.value.code
        assert isinstance(code, int)
        if code:
            assert err.startswith("chenan: ") or arguments[0] == "doctor"
            assert err.count("\n") <= 1
        return Done(code, out, err)

    return call


@pytest.fixture
def ready(chenan: Chenan) -> Chenan:
    """An installation with tables and two places."""
    for arguments in (
        ("db", "upgrade"),
        ("jurisdiction", "add", "HL", "海陵区"),
        ("jurisdiction", "add", "HL-CD", "城东街道", "--parent", "HL"),
    ):
        assert chenan(*arguments).code == 0
    return chenan
