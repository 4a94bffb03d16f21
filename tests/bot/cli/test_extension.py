"""`chenan extension`: requests for more time listed, and answered one by one or all of a place."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from storage.base.audit import Actor
from storage.base.database import Database
from storage.base.urls import sqlite_url
from storage.enterprises import registration
from storage.findings import extensions
from tests.bot.cli.office_with_work import NOW, TODAY, play
from tests.bot.conftest import Chenan
from tests.storage.conftest import credit_code
from tests.storage.filled import hand_in

WANTED = TODAY + timedelta(days=30)


async def ask(url: str) -> list[int]:
    """Requests of two more enterprises for a fault each."""
    database = Database(url)
    asked = []
    async with database.begin() as db:
        place = (await db.execute(text("SELECT id FROM jurisdictions WHERE code = 'HL'"))).scalar_one()
        campaign = (await db.execute(text("SELECT id FROM campaigns"))).scalar_one()
        for number in (3, 4):
            named = (f"第{number}厂", credit_code(number), "shoes", place, 18, "", "王师傅")
            joined = await registration.register(db, NOW, number, "zh", *named)
            owner = Actor("person", joined.person_id)
            check = await hand_in(db, owner, NOW, TODAY, joined.enterprise_id, campaign, {"Q12.1": "fail"})
            of = text("SELECT id FROM findings WHERE self_check_id = :id")
            fault = (await db.execute(of, {"id": check})).scalars().first()
            assert fault is not None
            asked.append(await extensions.ask(db, owner, NOW, fault, WANTED, "设备没到", TODAY))
    await database.close()
    return asked


@pytest.fixture
def asked(ready: Chenan, home: Path) -> tuple[Chenan, list[int], str]:
    url = sqlite_url(home / "chenan.db")
    asyncio.run(play(url))
    ids = asyncio.run(ask(url))
    seat = next(one["id"] for one in ready("staff", "list", "--json").json)
    return ready, ids, str(seat)


def test_all_of_a_place_are_granted_the_day_each_asks_for(asked: tuple[Chenan, list[int], str]) -> None:
    chenan, ids, seat = asked
    listed = chenan("extension", "list", "--jurisdiction", "HL", "--json").json
    assert sorted(one["id"] for one in listed) == ids
    assert "设备没到" in chenan("extension", "list", "--jurisdiction", "HL").out
    done = chenan("extension", "answer", "--jurisdiction", "HL", "--grant", "--by", seat, "--json").json
    assert {(one["id"], one["granted_on"], one["problem"]) for one in done} == {
        (one, WANTED.isoformat(), "") for one in ids
    }
    assert chenan("extension", "list", "--jurisdiction", "HL").out == "no request is waiting\n"
    nothing = chenan("extension", "answer", "--jurisdiction", "HL", "--grant", "--by", seat)
    assert nothing.out == "no request is waiting\n"


def test_some_are_refused_and_what_cannot_be_is_named(asked: tuple[Chenan, list[int], str]) -> None:
    chenan, (first, second), seat = asked
    granted = chenan("extension", "answer", str(first), "--grant", "--by", seat)
    assert f"granted until {WANTED}" in granted.out
    both = chenan("extension", "answer", str(first), str(second), "--refuse", "设备已到货", "--by", seat)
    assert both.code == 1
    assert f"{first}: not answered: answered already by 陈检查员" in both.out
    assert f"{second}: 第4厂, refused" in both.out
    unknown = chenan("extension", "answer", "999", "--grant", "--by", seat)
    assert unknown.code == 1
    assert "1 request was not answered" in unknown.err
    assert "999: not answered: there is none" in unknown.out


def test_a_day_for_all(asked: tuple[Chenan, list[int], str]) -> None:
    chenan, (first, second), seat = asked
    far = (TODAY + timedelta(days=500)).isoformat()
    late = chenan("extension", "answer", str(first), "--grant", "--until", far, "--by", seat)
    assert late.code == 1
    assert "that day cannot be granted" in late.out
    day = (TODAY + timedelta(days=20)).isoformat()
    done = chenan("extension", "answer", str(first), str(second), "--grant", "--until", day, "--by", seat)
    assert done.out.count(f"granted until {day}") == 2


@pytest.mark.parametrize(
    "options",
    [
        (),
        ("1", "--jurisdiction", "HL", "--grant"),
        ("1",),
        ("1", "--grant", "--refuse", "不行"),
        ("1", "--refuse", "不行", "--until", "2027-01-01"),
    ],
)
def test_what_is_meant_has_to_be_said(ready: Chenan, options: tuple[str, ...]) -> None:
    answered = ready("extension", "answer", *options, "--by", "1")
    assert answered.code == 2
    assert "not both" in answered.err
