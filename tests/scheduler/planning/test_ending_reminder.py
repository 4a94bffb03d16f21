"""The office of a campaign is reminded of summary and closing before its last phase ends, and after it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from content.loader import load
from storage.base.audit import Actor
from storage.base.database import Database
from storage.campaigns import days as campaign_days
from storage.campaigns import opening
from storage.changes import campaign_ending
from storage.offices import jurisdictions
from storage.statistics import summaries
from tests.scheduler.planned import FACT_RULES, Town, open_town
from tests.scheduler.planning.test_office_reminders import live, officer
from tests.storage.conftest import CLI

DAY = timedelta(days=1)
REAL = load()
START = date(2026, 11, 2)


@pytest.fixture
async def town(database: Database) -> Town:
    """A district with a town below it, told only of the end of its campaign."""
    rules = tuple(rule for rule in FACT_RULES if rule.about == "ending")
    made = await open_town(database, REAL, rules=rules, pack="hailing", start=START)
    async with database.begin() as db:
        made.places["east"] = (await jurisdictions.add(db, CLI, made.clock(), "east", "东村", "cd")).id
    return made


async def last_day(town: Town) -> date:
    async with town.database.read() as db:
        view = await opening.get_campaign(db, town.campaign_id)
    return max(phase.ends_on for phase in view.phases if phase.ends_on)


def lines(town: Town, who: Actor) -> list[str]:
    return [one.text.splitlines()[1] for one in town.letters if one.person_id == who.person_id]


async def test_the_office_hears_before_the_end_on_it_and_weekly_until_it_is_closed(town: Town) -> None:
    head, inspector = await officer(town, town.place, "head"), await officer(town, town.place)
    below = await officer(town, town.places["east"], "head")
    end = await last_day(town)
    heard = await live(town, end - 20 * DAY, end + 15 * DAY)
    assert heard == {head.person_id: [13, 20, 27, 34]}
    assert {inspector.person_id, below.person_id}.isdisjoint(heard), "they cannot close it"
    said = lines(town, head)
    day = f"{end.year}年{end.month}月{end.day}日"
    assert said[0] == f"1. 最后一个阶段{day}结束，还有 7 天。请写总结、报送，再结束行动"
    assert said[1] == f"1. 最后一个阶段今天（{day}）结束。请写总结、报送，再结束行动"
    assert said[2] == f"1. 各阶段已结束 7 天（{day}）。请写总结、报送，再结束行动"
    here = f"{town.place}:{town.campaign_id}"
    assert town.letters[0].buttons == {"1 去写总结": f"go:write:{here}", "1 去结束行动": f"go:ending:{here}"}
    await town.do(campaign_ending.close, CLI, town.campaign_id, "办完了")
    await live(town, end + 20 * DAY, end + 30 * DAY)
    assert not any("阶段" in one.text for one in town.letters)


async def test_a_filed_summary_leaves_the_closing_alone(town: Town) -> None:
    head = await officer(town, town.place, "head")
    end = await last_day(town)
    town.set(end - 10 * DAY, 10)
    made = await town.do(summaries.begin, head, town.campaign_id, town.place, "whole", START)
    await town.do(summaries.file, head, REAL, made, end - 10 * DAY)
    await live(town, end - 7 * DAY, end - 7 * DAY)
    (said,) = lines(town, head)
    assert said.endswith("总结已报送，请结束行动")
    here = f"{town.place}:{town.campaign_id}"
    assert town.letters[0].buttons == {"1 去结束行动": f"go:ending:{here}"}


async def test_the_last_day_moves_with_the_phase_and_without_it_nobody_is_asked(town: Town) -> None:
    head = await officer(town, town.place, "head")
    end = await last_day(town)
    async with town.database.read() as db:
        view = await opening.get_campaign(db, town.campaign_id)
    last = next(phase for phase in view.phases if phase.ends_on == end)
    moved = (REAL, town.campaign_id, last.code, last.starts_on, end + 30 * DAY, "上级要求")
    await town.do(campaign_days.set_phase_dates, head, *moved)
    assert head.person_id not in await live(town, end - 8 * DAY, end + 20 * DAY)
    assert await live(town, end + 21 * DAY, end + 24 * DAY) == {head.person_id: [2]}
