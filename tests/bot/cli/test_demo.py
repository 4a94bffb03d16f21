"""The demonstration's furniture: there at once, never doubled."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content import loader
from content.calendar.rules import open_dates
from content.typed.credit_code import parse_credit_code
from simulator.demo.clock import DemoClock
from simulator.demo.scene import furnish
from simulator.server import Simulator
from storage.campaigns import opening as campaigns
from tests.bot.at_work import OWNER, at_work
from tests.sample_forms import sample_form

NOW = datetime(2027, 2, 28, 1, 0, tzinfo=UTC)


async def counts(work_rows: object) -> dict[str, int]:
    assert callable(work_rows)
    tables = (
        *("jurisdictions", "campaigns", "enterprises", "people", "contacts", "staff", "audit"),
        *("self_checks", "answers", "evidence", "findings", "rectifications"),
    )
    return {name: (await work_rows(f"SELECT count(*) AS n FROM {name}"))[0]["n"] for name in tables}  # noqa: S608


async def test_furnishing_again_doubles_nothing(tmp_path: Path) -> None:
    async with at_work(tmp_path, samples=loader.samples()) as work:
        before = await counts(work.rows)
        assert before["campaigns"] == 1
        assert before["enterprises"] == 5
        assert before["staff"] == 2
        await furnish(work.app, work.simulator)
        assert await counts(work.rows) == before


async def test_furnishing_again_sets_nothing_back(tmp_path: Path) -> None:
    clock = DemoClock(0, machine=lambda: NOW)
    async with at_work(tmp_path, clock, loader.samples()) as work:
        await work.change("UPDATE enterprises SET facts = '{}', headcount = 19 WHERE name = '鑫达鞋材厂'")
        await work.change("UPDATE staff SET revoked_at = joined_at")
        await work.change("UPDATE jurisdictions SET name = '九龙街道', level = '' WHERE code = 'hl-jy'")
        await work.change("UPDATE campaigns SET state = 'closed'")
        clock.jump(NOW + timedelta(days=200))
        before = await counts(work.rows)
        await furnish(work.app, work.simulator)
        assert await counts(work.rows) == before
        (shop,) = await work.rows("SELECT facts, headcount FROM enterprises WHERE name = '鑫达鞋材厂'")
        assert shop == {"facts": "{}", "headcount": 19}
        assert await work.rows("SELECT id FROM staff WHERE revoked_at IS NULL") == []


async def test_the_samples_have_come_differently_far(tmp_path: Path) -> None:
    clock = DemoClock(0, machine=lambda: NOW)
    async with at_work(tmp_path, clock, loader.samples()) as work:
        found = await work.rows(
            "SELECT e.name, c.state, c.number, count(a.id) AS answers FROM enterprises e"
            " LEFT JOIN self_checks c ON c.enterprise_id = e.id LEFT JOIN answers a ON a.self_check_id = c.id"
            " GROUP BY e.id ORDER BY e.id"
        )
        states = {row["name"]: (row["state"], row["number"], row["answers"]) for row in found}
        assert states == {
            "永利箱包厂": (None, None, 0),
            "鑫达鞋材厂": (None, None, 0),
            "宏光电镀厂": ("draft", None, 6),
            "恒泰家具厂": ("submitted", "HL-0001", len(sample_form("郑老板").asked())),
            "金石石材加工厂": ("submitted", "HL-0002", len(sample_form("孙老板").asked())),
        }
        due = await work.rows("SELECT due_on, state FROM rectifications ORDER BY due_on")
        assert due == [
            {"due_on": "2027-02-25", "state": "open"},
            {"due_on": "2027-03-10", "state": "open"},
        ]
        audited = await work.rows("SELECT min(at) AS first, max(at) AS last FROM audit")
        assert audited[0]["first"].startswith("2027-01-01")
        assert audited[0]["last"] <= f"{NOW:%Y-%m-%d %H:%M:%S}.999999", "nobody has done anything tomorrow"


async def test_who_takes_part_has_pressed_start_long_ago(tmp_path: Path) -> None:
    async with at_work(tmp_path, samples=loader.samples()) as work:
        started = {
            one["first_name"] for one in await work.client.call("GET", "/api/people") if one["started"]
        }
    assert started == {person.name for person in loader.samples().people if person.enterprise or person.seat}


@given(st.dates(date(2024, 1, 1), date(2032, 12, 31)))
def test_whatever_the_day_the_self_check_has_run_for_a_while(today: date) -> None:
    samples = loader.samples()
    start = samples.start_on(today)
    days = open_dates(loader.load().packs[samples.pack], start)
    first, last = days.phases["self_check"] or (date.max, date.min)
    since = max(person.enterprise.days_ago for person in samples.people if person.enterprise)
    assert first + timedelta(days=since) <= today
    assert today + timedelta(days=60) < last


async def test_the_owner_stands_in_the_self_check_phase_with_time_left(tmp_path: Path) -> None:
    async with at_work(tmp_path, samples=loader.samples()) as work:
        owner = await work.person(OWNER)
        await owner.send("/start")
        async with work.app.database.read() as db:
            open_now = await campaigns.list_campaigns(db)
        assert len(open_now) == 1
        home = await owner.last()
        assert "自查自改" in home.text
        assert "还有" in home.text
        assert home.buttons[0] == ["开始自查"]
        await owner.click("开始自查")
        assert "第 1/13 项" in (await owner.last()).text


async def test_everybody_of_the_samples_has_a_phone(tmp_path: Path) -> None:
    samples = loader.samples()
    async with at_work(tmp_path, samples=loader.samples()) as work:
        there = await work.client.call("GET", "/api/people")
        assert [one["first_name"] for one in there] == [person.name for person in samples.people]
    everywhere = [*samples.listed, *(person.enterprise for person in samples.people if person.enterprise)]
    for one in everywhere:
        assert parse_credit_code(one.credit_code) == one.credit_code


async def test_a_demonstration_never_leaves_the_machine() -> None:
    with pytest.raises(ValueError, match="loopback"):
        await Simulator().start(host="0.0.0.0")  # noqa: S104
