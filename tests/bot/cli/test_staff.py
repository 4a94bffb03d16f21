"""The commands that keep offices: places with their levels and zones, staff."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path

import pytest

from bot.clock import system_clock
from storage.base.database import Database
from storage.base.urls import sqlite_url
from storage.membership import staff_invites
from tests.bot.conftest import Chenan

INVITE = ("staff", "invite", "--jurisdiction", "HL", "--role", "head", "--department", "safety")


def test_levels_and_zones(ready: Chenan) -> None:
    assert ready("jurisdiction", "set", "HL", "--level", "county").code == 0
    assert ready("jurisdiction", "add", "V", "某村", "--parent", "HL-CD", "--level", "village").code == 0
    assert ready("jurisdiction", "set", "HL-CD", "--level", "town", "--zone", "Asia/Urumqi").out == (
        "HL-CD: 城东街道, town, Asia/Urumqi\n"
    )
    shown = {one["code"]: one for one in ready("jurisdiction", "list", "--json").json}
    assert (shown["HL-CD"]["level"], shown["HL-CD"]["zone"]) == ("town", "Asia/Urumqi")
    assert "Asia/Urumqi" in ready("jurisdiction", "list").out
    for arguments in (
        ("add", "X", "某市", "--parent", "HL", "--level", "city"),
        ("add", "X", "某县", "--parent", "HL", "--level", "county"),
        ("add", "X", "某村", "--level", "hamlet"),
        ("add", "X", "某村", "--zone", "Asia/Nowhere"),
        ("add", "X", "某村", "--zone", "../etc"),
        ("set", "HL", "--level", "village"),
        ("set", "V", "--level", "county"),
    ):
        assert ready("jurisdiction", *arguments).code == 2, arguments
    assert ready("jurisdiction", "set", "nowhere", "--level", "town").code == 1
    assert ready("jurisdiction", "add", "V", "某村", "--parent", "HL-CD", "--level", "town").code == 2
    assert ready("jurisdiction", "add", "V", "某村", "--parent", "HL-CD").code == 1


async def accept(home: Path, payload: str) -> None:
    """Somebody opens the link in the chat."""
    database = Database(sqlite_url(home / "chenan.db"))
    async with database.begin() as db:
        hashed = staff_invites.hash_of_link(payload)
        await staff_invites.accept(db, system_clock(), 7, "zh", hashed, "随便")
    await database.close()


def test_inviting_listing_and_revoking(ready: Chenan, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert ready("staff", "list").out == "There is nobody yet: `chenan staff invite` prints a link.\n"
    assert ready(*INVITE).code == 2  # nobody says which bot
    monkeypatch.setenv("CHENAN_BOT_NAME", "chenan_bot")
    made = ready(*INVITE, "--name", "陈主任")
    assert re.fullmatch(r"https://t\.me/chenan_bot\?start=s_[\w-]{32}\n", made.out)
    assert "海陵区: Safety · head, for one person, valid until " in made.err
    assert ready("staff", "list", "--jurisdiction", "HL", "--json").json == []
    assert ready("staff", "revoke", "9").code == 1
    asyncio.run(accept(home, made.out.strip().partition("start=")[2]))
    (listed,) = ready("staff", "list", "--jurisdiction", "HL", "--json").json
    assert (listed["name"], listed["role"], listed["department"]) == ("陈主任", "head", "safety")
    assert re.search(r"^1 +HL +海陵区 +head +Safety +陈主任 ", ready("staff", "list").out, re.MULTILINE)
    assert ready("staff", "list", "--jurisdiction", "HL-CD", "--json").json == []
    assert ready("staff", "revoke", "1").out == "seat 1 is revoked\n"
    assert ready("staff", "revoke", "1").out == "seat 1 was already revoked\n"
    assert ready("staff", "list", "--json").json == []


@pytest.mark.parametrize(
    ("code", "wrong"),
    [
        (1, ("--jurisdiction", "nowhere")),
        (2, ("--role", "boss")),
        (2, ("--department", "police")),
        (2, ("--name", "陈" * 65)),
    ],
)
def test_staff_mistakes(ready: Chenan, code: int, wrong: tuple[str, str]) -> None:
    assert ready(*INVITE, "--bot", "chenan_bot", *wrong).code == code
