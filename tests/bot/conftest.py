"""The command line, called as an operator calls it, in an installation of its own."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from bot.cli import main
from bot.cli.support import CLI
from bot.clock import system_clock
from storage.base.database import Database
from storage.base.urls import sqlite_url
from storage.installation import migrate
from storage.offices import jurisdictions

TOKEN = "123456789:AAabcdefghijklmnopqrstuvwxyz0123456"


@dataclass
class Done:
    """The outcome of a command."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Chenan = Callable[..., Done]


class Seconds:
    """The machine's time, as far as a test lets it pass."""

    def __init__(self) -> None:
        self.at = 1000.0

    def __call__(self) -> float:
        return self.at


@pytest.fixture
def seconds() -> Seconds:
    return Seconds()


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The data directory of an installation that has no other setting."""
    for name in [name for name in os.environ if name.startswith("CHENAN_")]:
        monkeypatch.delenv(name)
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):  # English, in any locale
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)  # no .env but the test's own
    monkeypatch.setenv("CHENAN_DATA_DIR", str(tmp_path / "data"))
    return tmp_path / "data"


@pytest.fixture
def chenan(home: Path, capsys: pytest.CaptureFixture[str]) -> Chenan:
    """Calls the command line; a traceback would fail the test."""

    def call(*arguments: str) -> Done:
        capsys.readouterr()
        with pytest.raises(SystemExit) as left:
            main(list(arguments))
        out, err = capsys.readouterr()
        assert "Traceback" not in err
        code = left.value.code
        assert isinstance(code, int)
        if code:
            assert err.startswith("chenan: ") or arguments[0] in ("doctor", "status")
            assert err.count("\n") <= 1
        return Done(code, out, err)

    return call


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data directory with tables and two places: copying it is cheaper than migrating in every test."""
    home = tmp_path_factory.mktemp("prepared") / "data"
    url = sqlite_url(home / "chenan.db")

    async def make() -> None:
        await migrate.upgrade(url)
        database = Database(url)
        async with database.begin() as db:
            await jurisdictions.add(db, CLI, system_clock(), "HL", "海陵区")
            await jurisdictions.add(db, CLI, system_clock(), "HL-CD", "城东街道", "HL")
        await database.close()

    asyncio.run(make())
    return home


@pytest.fixture
def ready(chenan: Chenan, home: Path, prepared: Path) -> Chenan:
    """An installation with tables and two places, as `db upgrade` and `jurisdiction add` make it."""
    shutil.copytree(prepared, home)
    return chenan
