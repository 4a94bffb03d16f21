"""The commands that watch notices and hold them, and the office's telephone numbers."""

from __future__ import annotations

import asyncio
import json
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from storage.base.audit import Actor
from storage.base.database import Database
from storage.base.urls import sqlite_url
from storage.base.zone import DEFAULT as ZONE
from storage.enterprises import registration
from storage.notices import copies as notice_copies
from storage.notices import drafts, sending
from storage.notices.audiences import Audience
from storage.notices.sending import Rules
from storage.offices import jurisdictions, staff
from storage.people import contacts
from tests.bot.conftest import Chenan
from tests.storage.conftest import CODE, credit_code

MORNING = datetime(2026, 11, 2, 3, tzinfo=UTC)


async def _send(url: str, release_above: int) -> None:
    """A notice of 张三 in 海陵区 to two enterprises, confirmed."""
    database = Database(url)
    async with database.begin() as db:
        place = await jurisdictions.get(db, "HL")
        author = await contacts.ensure_person(db, MORNING, 1, "zh")
        await staff.seat(db, MORNING, author, place.id, "inspector", "safety", "张三")
        actor = Actor("person", author)
        for number in (1, 2):
            await registration.register(
                db,
                MORNING,
                10 + number,
                "zh",
                "某厂",
                credit_code(number),
                "shoes",
                place.id,
                9,
                "",
                "王师傅",
            )
        made = await drafts.begin(db, actor, MORNING, Audience(place.id), title="自查提醒", body="请交表")
        await sending.confirm(db, actor, MORNING, made, Rules(ZONE, release_above))
    await database.close()


async def _deliver(url: str) -> None:
    """Both copies arrive."""
    database = Database(url)
    async with database.begin() as db:
        await notice_copies.feed(db, MORNING, 1, 10)
        copies = [row[0] for row in await db.execute(text("SELECT id FROM notice_copies ORDER BY id"))]
        await db.execute(text("UPDATE outbox SET state = 'sent'"))
        closed = [notice_copies.Closed(one, "sent", 1, [one]) for one in copies]
        await notice_copies.close(db, MORNING, closed)
        assert await sending.finish(db, MORNING, 1)
    await database.close()


async def _register_later(url: str) -> None:
    """A third enterprise registers an hour after the notice went out."""
    database = Database(url)
    async with database.begin() as db:
        place = await jurisdictions.get(db, "HL")
        later = MORNING + timedelta(hours=1)
        await registration.register(
            db, later, 13, "zh", "新厂", credit_code(3), "shoes", place.id, 9, "", "李师傅"
        )
    await database.close()


@pytest.fixture
def url(home: Path) -> str:
    return sqlite_url(home / "chenan.db")


def test_a_notice_is_listed_held_and_watched(ready: Chenan, url: str) -> None:
    assert ready("notice", "list").out == "There is no notice.\n"
    asyncio.run(_send(url, 200))
    (line,) = ready("notice", "list", "--json").json
    assert (line["id"], line["state"], line["title"], line["author"]) == (1, "sending", "自查提醒", "张三")
    assert "2026-11-02 11:00" in ready("notice", "list", "--jurisdiction", "HL").out
    assert ready("notice", "list", "--jurisdiction", "HL-CD").out == "There is no notice.\n"
    assert ready("notice", "pause", "1").out == "notice 1 is paused\n"
    assert ready("notice", "pause", "1").out == "notice 1 was already paused\n"
    assert ready("notice", "show", "1", "--json").json["left"] == 2
    assert ready("notice", "resume", "1").out == "notice 1 is being sent again\n"
    asyncio.run(_deliver(url))
    assert ready("notice", "watch", "1").out == "sent: 2/2, not reached 0, read 0\n"
    seen: dict[str, Any] = json.loads(ready("notice", "watch", "1", "--json").out)
    assert (seen["state"], seen["done"]) == ("sent", 2)
    assert "people 2: 2 done" in ready("notice", "show", "1").out
    assert ready("notice", "withdraw", "1", "--yes").out == "notice 1 is being withdrawn\n"


def test_why_somebody_was_not_reached_is_said(ready: Chenan, url: str) -> None:
    asyncio.run(_send(url, 200))
    asyncio.run(_deliver(url))
    asked = ("notice", "why", "1", credit_code(1))
    assert "王师傅" in ready(*asked).out
    assert "sent at 2026-11-02 11:00, not read" in ready(*asked).out
    said = ready(*asked, "--json").json
    (one,) = said["contacts"]
    assert (said["not_meant"], one["answer"], one["name"]) == ([], "sent", "王师傅")
    for wrong in (("7", credit_code(1)), ("1", credit_code(3)), ("1", "x")):
        assert ready("notice", "why", *wrong).code != 0


def test_an_enterprise_outside_of_the_audience_is_told_apart(ready: Chenan, url: str) -> None:
    asyncio.run(_send(url, 200))
    asyncio.run(_deliver(url))
    asyncio.run(_register_later(url))
    out = ready("notice", "why", "1", credit_code(3)).out
    assert "not among the recipients: it registered after the notice went out" in out
    assert [line.split()[1:] for line in out.splitlines() if "李师傅" in line] == [
        ["李师傅", "owner", "not", "among", "the", "recipients"]
    ]


def test_why_a_notice_that_waits_has_reached_nobody(ready: Chenan, url: str) -> None:
    asyncio.run(_send(url, 1))
    out = ready("notice", "why", "1", credit_code(1)).out
    assert "waiting for another head's release: it is for many enterprises" in out


def test_until_when_a_notice_is_of_use_is_shown(ready: Chenan, url: str, home: Path) -> None:
    asyncio.run(_send(url, 200))
    assert ready("notice", "show", "1", "--json").json["valid_until"] is None
    assert "valid" not in ready("notice", "show", "1").out
    with closing(sqlite3.connect(home / "chenan.db")) as connection:
        connection.execute("UPDATE notices SET valid_until = '2026-11-03 01:30:00'")
        connection.commit()
    assert "valid until 2026-11-03 09:30\n" in ready("notice", "show", "1").out
    assert "2026-11-03 09:30" in ready("notice", "list").out
    for shown in (ready("notice", "show", "1", "--json").json, *ready("notice", "list", "--json").json):
        assert shown["valid_until"].startswith("2026-11-03T01:30")


def test_what_cannot_be_done_is_a_line(ready: Chenan, url: str) -> None:
    for command in ("show", "watch", "pause", "resume", "stop", "release"):
        done = ready("notice", command, "7")
        assert (done.code, "there is no notice 7" in done.err) == (1, True)
        assert ready("notice", command, "x").code == 2
    asyncio.run(_send(url, 200))
    assert ready("notice", "resume", "1").out == "notice 1 was already being sent\n"
    assert ready("notice", "release", "1").err == "chenan: this notice is not waiting for release\n"
    asyncio.run(_deliver(url))
    assert ready("notice", "pause", "1").err == "chenan: this notice is not being sent\n"


def test_where_nobody_else_can_the_operator_releases(ready: Chenan, url: str) -> None:
    asyncio.run(_send(url, 1))
    assert ready("notice", "show", "1", "--json").json["state"] == "waiting"
    assert ready("notice", "release", "1").out.startswith("notice 1 is released: ")
    assert ready("notice", "stop", "1").out == "notice 1 is stopped\n"


def test_an_enterprise_is_invited_with_whom_to_telephone(ready: Chenan, url: str) -> None:
    invite = ("enterprise", "invite", CODE, "--bot", "chenan_bot")
    new = ("--name", "华美鞋材厂", "--industry", "shoes", "--headcount", "9", "--jurisdiction", "HL")
    assert ready(*invite, *new, "--contact", "赵六", "--phone", "0523-8688 1234").code == 0
    assert asyncio.run(_phone(url)) == ("赵六", "0523-86881234")
    assert ready(*invite, "--phone", "=cmd|' /C calc'!A0").code == 2
    assert ready(*invite, "--phone", "139 0000 0000").code == 0
    assert asyncio.run(_phone(url)) == ("赵六", "13900000000")


async def _phone(url: str) -> tuple[str, str]:
    database = Database(url)
    async with database.read() as db:
        row = (await db.execute(text("SELECT contact_name, phone FROM enterprises"))).one()
    await database.close()
    return row[0], row[1]
