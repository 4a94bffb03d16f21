"""The command line at a test's database and day, asked for JSON."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from click.testing import CliRunner

from storage.base.database import Database
from storage.installation import migrate
from tests.documents.worlds import NOW

ZONE = ZoneInfo("Asia/Shanghai")
CommandLine = Callable[..., Awaitable[Any]]


@pytest.fixture
def command_line(database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> CommandLine:
    """A command's --json, on this database and on TODAY."""

    async def sound(url: str) -> None:
        """Assert that the tables are the current ones."""

    monkeypatch.setattr(migrate, "check", sound)
    monkeypatch.setenv("CHENAN_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("CHENAN_DATABASE_URL", database.url.render_as_string(hide_password=False))
    monkeypatch.setenv("CHENAN_TIMEZONE", ZONE.key)
    monkeypatch.setattr("bot.cli.support.system_clock", lambda: NOW)

    async def call(command: Any, *given: str) -> Any:
        done = await asyncio.to_thread(CliRunner().invoke, command, [*given, "--json"])
        assert done.exit_code == 0, done.output
        return json.loads(done.stdout)

    return call
