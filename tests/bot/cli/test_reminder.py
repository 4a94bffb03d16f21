"""`chenan reminder why` on a fresh installation."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.clock import STORED_CLOCK
from simulator.demo.clock import DemoClock
from storage.base.database import Database
from storage.base.urls import sqlite_url
from storage.enterprises import registration
from storage.offices import jurisdictions
from tests.bot.conftest import Chenan
from tests.storage.conftest import credit_code

MORNING = datetime(2026, 11, 2, 3, tzinfo=UTC)


async def _register(url: str) -> None:
    """王师傅 registers an enterprise of 海陵区."""
    database = Database(url)
    async with database.begin() as db:
        place = await jurisdictions.get(db, "HL")
        of = ("某厂", credit_code(1), "shoes", place.id, 9, "", "王师傅")
        await registration.register(db, MORNING, 11, "zh", *of)
    await database.close()


def test_why_somebody_was_not_reminded_is_said(
    ready: Chenan, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asyncio.run(_register(sqlite_url(home / "chenan.db")))
    asked = ("reminder", "why", credit_code(1))
    assert ready(*asked).out.splitlines() == [
        "某厂",
        "No campaign is open where it is, so nobody is reminded.",
        "There is nothing to remind of now.",
        "It has no contacts, or there is nothing to remind of.",
    ]
    ready("campaign", "open", "hailing", "--jurisdiction", "HL", "--start", "2099-11-01")
    said = ready(*asked, "--json").json
    assert said["reasons"] == ["not-planned"]
    ((one,),) = [contact["reminders"] for contact in said["contacts"]]
    assert (one["rule"], one["about"], one["answer"]) == ("self_check", "self_check", "not-due")
    assert f"not due yet, first on {one['day']}" in ready(*asked).out
    monkeypatch.setenv("CHENAN_LANGUAGE", "zh")
    assert f"还没到提醒的日子，第一次在 {one['day']}" in ready(*asked).out
    for wrong in (credit_code(3), "x"):
        assert ready("reminder", "why", wrong).code != 0


def test_what_is_due_in_the_demonstration_is_due_by_its_clock(ready: Chenan, home: Path) -> None:
    asyncio.run(_register(sqlite_url(home / "chenan.db")))
    ready("campaign", "open", "hailing", "--jurisdiction", "HL", "--start", "2099-01-01")
    asked = ("reminder", "why", credit_code(1), "--json")
    assert ready(*asked).json["contacts"][0]["reminders"][0]["answer"] == "not-due"
    clock = DemoClock(0, home / STORED_CLOCK)
    clock.jump(datetime(2099, 12, 24, 3, tzinfo=UTC))
    clock()
    said = ready(*asked)
    assert said.err == "The demonstration's time: 2099-12-24 11:00 (Asia/Shanghai).\n"
    assert said.json["contacts"][0]["reminders"][0]["answer"] != "not-due"
    clock.close()
