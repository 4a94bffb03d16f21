"""The message to an office about an opened campaign: one that fits a phone, true when it is sent."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from content.catalog import Catalog
from content.loader import load
from content.screen import LINES, lines_of
from scheduler.clock import Clock
from scheduler.delivery.items import Outgoing
from scheduler.messages.openings import Openings
from storage.base.audit import Actor
from storage.base.database import Database
from storage.campaigns import opening as campaigns
from storage.campaigns import telling
from storage.changes import campaign_ending
from storage.offices import jurisdictions
from storage.outbox.queue import Message
from tests.empty import create_tables

LIBRARY = load()
CLI = Actor("cli")
NOW = datetime(2026, 11, 25, 4, tzinfo=UTC)


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    made = Database(f"sqlite+aiosqlite:///{tmp_path / 'chenan.db'}")
    await create_tables(made)
    yield made
    await made.close()


async def opened(database: Database, pack: str, start: date) -> int:
    """Id of a campaign opened in 海陵区."""
    async with database.begin() as db:
        place = await jurisdictions.add(db, CLI, NOW, "hl", "海陵区")
        return (await campaigns.open_campaign(db, CLI, NOW, LIBRARY, pack, place.id, start)).id


async def said(database: Database, campaign_id: int, language: str = "zh") -> Outgoing | None:
    """The message that would be sent."""
    message = Message(
        id=1,
        person_id=1,
        address=1,
        language=language,
        reachable=True,
        priority=3,
        not_before=NOW,
        text_key="",
        values={},
        button=None,
        attempts=0,
        lease_until=NOW,
        topic=telling.TOPIC,
        topic_id=campaign_id,
    )
    clock = Clock(lambda: NOW, lambda: NOW)
    return (await Openings(database, Catalog.load(), clock, LIBRARY).compose([message]))[1]


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("pack", sorted(LIBRARY.packs))
@pytest.mark.parametrize("year", [2024, 2026, 2027])
async def test_it_fits_a_phone(database: Database, pack: str, language: str, year: int) -> None:
    made = await said(database, await opened(database, pack, date(year, 11, 1)), language)
    assert made is not None
    assert lines_of(made.text) <= LINES, made.text
    assert made.rows[0][0].callback == "go:office:0"


async def test_it_names_phases_what_is_over_and_the_day_of_the_form(database: Database) -> None:
    made = await said(database, await opened(database, "hailing", date(2026, 11, 1)))
    assert made is not None
    for part in (
        "海陵区",
        "自查自改",
        "11月21日",
        "2027年4月30日前交",
        "已过：宣传发动部署",
        "涉及企业 0 家",
    ):
        assert part in made.text, made.text


async def test_a_plan_without_days_says_what_has_to_be_set(database: Database) -> None:
    made = await said(database, await opened(database, "county_town", date(2026, 11, 1)))
    assert made is not None
    assert "交表日期还没定，由海陵区定" in made.text
    assert "时间待定" in made.text
    assert "已过" not in made.text


async def test_a_campaign_closed_meanwhile_is_not_spoken_of(database: Database) -> None:
    campaign_id = await opened(database, "hailing", date(2026, 11, 1))
    async with database.begin() as db:
        await campaign_ending.close(db, CLI, NOW, campaign_id)
    assert await said(database, campaign_id) is None
    assert await said(database, 999) is None
