"""Dated duties of an enterprise other than its form: it is reminded until there is a record."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import update

from content import loader
from content.calendar.duties import ONCE
from storage.base.audit import Actor
from storage.base.database import Database
from storage.exchange import records
from storage.exchange.record_views import Of
from storage.reminders import why
from storage.tables.campaigns import CampaignDuty
from tests.scheduler.planned import RULES, Town, open_town

START = date(2026, 8, 8)
DUE = date(2026, 11, 30)
ASKED = "方案要求：建立隐患排查制度"
OWN = tuple(rule for rule in RULES if rule.about == "own_duty")


async def opened(database: Database) -> Town:
    """全乡's plan at work: by the end of November each enterprise has its system."""
    return await open_town(database, loader.load(), rules=OWN, pack="township", start=START)


async def record(town: Town, owner: Actor, day: date) -> int:
    """Its record of that duty."""
    of = Of(town.campaign_id, "hazard_system", town.place, ONCE, await town.works_on(owner))
    return int(await town.do(records.add, owner, loader.load(), of, day, "制度已经贴在墙上"))


async def told(town: Town, days: range) -> dict[int, list[str]]:
    """Reminders sent, by the days counted from the one it is due."""
    found = {}
    for offset in days:
        texts = [one.text for one in await town.day(DUE + timedelta(days=offset)) if ASKED in one.text]
        if texts:
            found[offset] = texts
    return found


async def test_who_has_no_record_is_reminded_and_who_has_is_not(database: Database) -> None:
    town = await opened(database)
    late, early = await town.enterprise(), await town.enterprise()
    found = await told(town, range(-8, -2))
    assert {day: len(texts) for day, texts in found.items()} == {-7: 2, -3: 2}
    written = await record(town, early, DUE - timedelta(days=3))
    found = await told(town, range(-2, 4))
    assert {day: len(texts) for day, texts in found.items()} == {-1: 1, 0: 1, 1: 1, 3: 1}
    await town.do(records.remove, early, written)
    assert {day: len(texts) for day, texts in (await told(town, range(4, 8))).items()} == {7: 2}
    assert late != early


async def test_a_day_that_was_moved_is_reminded_of_anew(database: Database) -> None:
    town = await opened(database)
    await town.enterprise()
    assert list(await told(town, range(-8, -6))) == [-7]
    of = (CampaignDuty.code == "hazard_system", CampaignDuty.campaign_id == town.campaign_id)
    await town.change(update(CampaignDuty).where(*of).values(due_on=DUE + timedelta(days=10)))
    assert list(await told(town, range(-6, 4))) == [3]


async def test_the_button_leads_there_and_why_is_said(database: Database) -> None:
    town = await opened(database)
    owner = await town.enterprise()
    (letter,) = [one for one in await town.day(DUE - timedelta(days=7)) if ASKED in one.text]
    enterprise_id = await town.works_on(owner)
    assert f"go:record:{enterprise_id}" in letter.buttons.values()
    async with database.read() as db:
        (thing,) = await why.THINGS["own_duty"](db, enterprise_id, [town.campaign_id])
    assert (thing.due_on, thing.is_done) == (DUE, False)
    await record(town, owner, DUE - timedelta(days=7))
    async with database.read() as db:
        (thing,) = await why.THINGS["own_duty"](db, enterprise_id, [town.campaign_id])
    assert thing.is_done
