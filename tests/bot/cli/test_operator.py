"""`chenan operator` and `chenan status`."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

from bot.clock import system_clock
from storage.base import leases
from storage.base.database import Connection, Database
from storage.base.urls import sqlite_url
from storage.installation.health import BACKUP, BACKUP_LATE, PARTS, heartbeat_of
from storage.membership import operators
from tests.bot.conftest import Chenan


def _in(home: Path, work: Callable[[Connection], Awaitable[None]]) -> None:
    async def run() -> None:
        database = Database(sqlite_url(home / "chenan.db"))
        try:
            async with database.begin() as db:
                await work(db)
        finally:
            await database.close()

    asyncio.run(run())


def test_a_chat_joins_by_its_link_and_is_removed(chenan: Chenan, home: Path) -> None:
    assert chenan("db", "upgrade").code == 0
    assert "Nobody gets alerts" in chenan("operator", "list").out
    made = chenan("operator", "invite", "--bot", "chenan_bot", "--json").json
    payload = made["link"].partition("?start=")[2]
    assert payload.startswith("o_")
    _in(home, lambda db: operators.accept(db, system_clock(), 7001, "zh", payload))
    (line,) = chenan("operator", "list", "--json").json
    assert line["language"] == "zh"
    assert "7001" not in chenan("operator", "list").out, "no account on the screen"
    assert chenan("operator", "remove", str(line["id"])).code == 0
    assert chenan("operator", "list", "--json").json == []
    again = chenan("operator", "remove", str(line["id"]))
    assert (again.code, again.err) == (1, "chenan: not found\n")


def test_status_says_what_fails_and_what_waits(chenan: Chenan, home: Path) -> None:
    assert chenan("db", "upgrade").code == 0
    silent = chenan("status")
    assert silent.code == 1
    assert "Messages are not being sent" in silent.out
    assert "never" in silent.out

    async def alive(db: Connection) -> None:
        for part in PARTS:
            await leases.record_heartbeat(db, heartbeat_of(part), system_clock() - timedelta(seconds=5))

    _in(home, alive)
    well = chenan("status")
    assert well.code == 0, well.out
    assert "All is well" in well.out
    figures = chenan("status", "--json").json
    assert figures["troubles"] == []
    assert 5 <= figures["seen_seconds_ago"]["bot"] < 60
    assert figures["outbox"]["pending"] == 0
    assert figures["people"] == 0
    assert figures["backed_up_at"] is None


def test_a_backup_is_noted_and_an_old_one_is_said(chenan: Chenan, home: Path, tmp_path: Path) -> None:
    assert chenan("db", "upgrade").code == 0
    assert _of_doctor(chenan, "backup")["ok"], "there is nothing yet to lose"
    assert chenan("jurisdiction", "add", "hl", "海陵区").code == 0
    assert chenan("campaign", "open", "hailing", "--jurisdiction", "hl", "--start", "2026-11-02").code == 0
    never = _of_doctor(chenan, "backup")
    assert (never["detail"], never["mend"][:8]) == ("none yet", "make one")
    assert chenan("db", "backup", str(tmp_path / "one.tar")).code == 0
    assert _of_doctor(chenan, "backup")["ok"]
    assert chenan("status", "--json").json["backed_up_at"].startswith(f"{system_clock():%Y-%m-%d}")

    async def longer_ago(db: Connection) -> None:
        await leases.record_heartbeat(db, BACKUP, system_clock() - BACKUP_LATE - timedelta(hours=1))

    _in(home, longer_ago)
    assert "make one" in _of_doctor(chenan, "backup")["mend"]


def test_the_doctor_tells_of_a_part_that_stands_still(chenan: Chenan, home: Path) -> None:
    assert chenan("db", "upgrade").code == 0
    assert _of_doctor(chenan, "parts")["detail"] == "never started"

    async def one_stands_still(db: Connection) -> None:
        for part, seconds in (("bot", 5), ("delivery", 300), ("planning", 5)):
            await leases.record_heartbeat(db, heartbeat_of(part), system_clock() - timedelta(seconds=seconds))

    _in(home, one_stands_still)
    found = _of_doctor(chenan, "parts")
    assert "Messages are not being sent" in found["detail"]
    assert "chenan status" in found["mend"]


def _of_doctor(chenan: Chenan, name: str) -> dict[str, Any]:
    found: list[dict[str, Any]] = chenan("doctor", "--json").json
    (one,) = [finding for finding in found if finding["name"] == name]
    return one
