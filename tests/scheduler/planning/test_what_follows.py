"""Owners are told weekly of overdue findings and the plan's consequences; guests of the findings alone."""

from __future__ import annotations

from datetime import date, timedelta

from content import loader
from storage.base.database import Database
from tests.scheduler.planned import open_town
from tests.scheduler.planning.test_office_reminders import live

DAY = timedelta(days=1)
START = date(2026, 11, 20)


async def test_weekly_an_owner_reads_what_follows_by_the_plan(database: Database) -> None:
    town = await open_town(database, loader.load(), pack="township", start=START)
    await town.move_form(None)
    owner = await town.enterprise()
    finding = await town.fail(owner)
    due = START + 10 * DAY
    await town.plan(owner, finding, due)
    guest = await town.guest(owner, finding)
    heard = await live(town, START, due + 21 * DAY)
    assert heard[owner.person_id or 0] == [3, 7, 9, 10, 11, 13, 17, 24, 31]
    mine = [one.text for one in town.letters if one.person_id == owner.person_id]
    follows = "方案写明：对职业危害严重且拒不整改的，将停产整顿或提请政府依法予以关闭。"
    assert [follows in text for text in mine] == [False] * 6 + [True] * 3
    assert not any("方案写明" in one.text for one in town.letters if one.person_id == guest.person_id)


async def test_it_is_heard_as_long_as_the_campaign_goes_on(database: Database) -> None:
    """海陵's lasts fourteen months: what was due in the first is overdue for more than a year."""
    town = await open_town(database, loader.load(), pack="hailing", start=START)
    await town.move_form(None)
    owner = await town.enterprise()
    due = START + 10 * DAY
    await town.plan(owner, await town.fail(owner), due)
    await town.day(due + 370 * DAY)
    assert await live(town, due + 371 * DAY, due + 385 * DAY) == {owner.person_id: [0, 7, 14]}
    assert "已过 385 天" in town.letters[-1].text
