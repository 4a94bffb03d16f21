"""The demonstration's furniture: there at once, never doubled."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.demo import furnish
from bot.simulator import Simulator
from content import loader
from content.credit_code import parse_credit_code
from storage import campaigns
from tests.bot.at_work import OWNER, at_work


async def counts(work_rows: object) -> dict[str, int]:
    assert callable(work_rows)
    tables = ("jurisdictions", "campaigns", "enterprises", "people", "contacts")
    return {name: (await work_rows(f"SELECT count(*) AS n FROM {name}"))[0]["n"] for name in tables}  # noqa: S608


async def test_furnishing_again_doubles_nothing(tmp_path: Path) -> None:
    async with at_work(tmp_path) as work:
        before = await counts(work.rows)
        assert before["campaigns"] == 1
        assert before["enterprises"] == 1
        await furnish(work.app, work.simulator)
        assert await counts(work.rows) == before


async def test_the_owner_stands_in_the_self_check_phase_with_time_left(tmp_path: Path) -> None:
    async with at_work(tmp_path) as work:
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
    async with at_work(tmp_path) as work:
        there = await work.client.call("GET", "/api/people")
        assert [one["first_name"] for one in there] == [person.name for person in samples.people]
    for person in samples.people:
        if person.enterprise is not None:
            assert parse_credit_code(person.enterprise.credit_code) == person.enterprise.credit_code


async def test_a_demonstration_never_leaves_the_machine() -> None:
    with pytest.raises(ValueError, match="loopback"):
        await Simulator().start(host="0.0.0.0")  # noqa: S104
