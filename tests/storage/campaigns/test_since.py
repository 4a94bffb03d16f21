"""The year from which a row is meant that asks about what has happened since one (天津 16)."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from content.loader import load
from content.rules import build_form
from storage.base.audit import Actor
from storage.base.database import Database
from storage.base.errors import Invalid, NotAllowed, Stale
from storage.campaigns import days, forms, opening
from storage.self_checks import submissions
from storage.self_checks.state import load as load_check
from storage.tables.system import AuditRow
from tests.storage.conftest import CLI, Clock, register

START = date(2026, 10, 1)


async def opened(database: Database, clock: Clock, place: int, pack: str = "tianjin") -> int:
    async with database.begin() as db:
        return (await opening.open_campaign(db, CLI, clock.now(), load(), pack, place, START)).id


async def texts(database: Database, campaign_id: int) -> list[str]:
    """Texts of the questions about projects, as new forms ask them."""
    async with database.read() as db:
        digest = (await opening.get_campaign(db, campaign_id)).form_digest
        form = await forms.get(db, digest)
    return [question.text.zh for code, (_, question) in form.by_code.items() if code.startswith("Q18")]


async def set_since(database: Database, clock: Clock, campaign_id: int, year: int | None) -> None:
    async with database.begin() as db:
        await days.set_since(db, CLI, clock.now(), load(), campaign_id, year)


async def test_the_year_stands_before_the_questions_and_goes_again(
    database: Database, clock: Clock, place: int
) -> None:
    campaign = await opened(database, clock, place)
    plain = await texts(database, campaign)
    for _ in range(2):
        await set_since(database, clock, campaign, 2015)
    assert await texts(database, campaign) == [f"2015年以来，{text}" for text in plain]
    async with database.read() as db:
        done = select(AuditRow.detail).where(AuditRow.action == "set-since")
        assert (await db.execute(done)).scalars().all() == [{"year": 2015}]
        digest = (await opening.get_campaign(db, campaign)).form_digest
        form = await forms.get(db, digest)
    assert form.since == 2015
    assert form.by_code["Q18.1"][1].text.en.startswith("Since 2015: ")
    assert form.by_code["Q18.1"][0].source_text.startswith("2024年以来")  # the plan's own words
    await set_since(database, clock, campaign, None)
    assert await texts(database, campaign) == plain


async def test_a_form_that_is_begun_stays(database: Database, clock: Clock, place: int) -> None:
    campaign = await opened(database, clock, place)
    joined = await register(database, clock, place, 1000)
    owner = Actor("person", joined.person_id)
    async with database.begin() as db:
        check = await submissions.start(db, owner, clock.now(), joined.enterprise_id, campaign)
    await set_since(database, clock, campaign, 2015)
    async with database.read() as db:
        form = (await load_check(db, check)).form
    assert form.since is None
    assert form.digest == build_form(load(), load().packs["tianjin"]).digest


async def test_years_and_plans_that_cannot_be(database: Database, clock: Clock, place: int) -> None:
    campaign = await opened(database, clock, place)
    for year in (1989, 2027):
        with pytest.raises(Invalid):
            await set_since(database, clock, campaign, year)
    with pytest.raises(NotAllowed):
        async with database.begin() as db:
            await days.set_since(db, Actor("person", 999), clock.now(), load(), campaign, 2015)
    other = await opened(database, clock, place, "hailing")
    with pytest.raises(Stale):
        await set_since(database, clock, other, 2015)
