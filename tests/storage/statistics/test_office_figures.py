"""Figures of an office: counts and enterprises of its place and below, by an index."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import update

from storage.base.audit import Actor
from storage.base.database import Database
from storage.base.errors import NotAllowed
from storage.campaigns import opening as campaigns
from storage.changes import campaign_ending
from storage.findings import extension_views, extensions
from storage.membership import staff_invites
from storage.offices import jurisdictions
from storage.statistics import office as office_figures
from storage.statistics import units as office_units
from storage.statistics.office import Figures
from storage.statistics.units import UnitLine
from storage.tables.enterprises import Enterprise
from storage.tables.findings import Finding, Rectification
from storage.tables.self_checks import SelfCheck
from tests.storage.base.test_query_plans import explained
from tests.storage.conftest import CLI, Clock, credit_code, register
from tests.storage.shop import TODAY, Shop, shop

__all__ = ["shop"]

LATER = TODAY + timedelta(days=8)


async def _officer(database: Database, clock: Clock, place: int, number: int, role: str = "head") -> Actor:
    async with database.begin() as db:
        link = await staff_invites.create(db, CLI, clock.now(), place, role, "safety")
        hashed = staff_invites.hash_of_link(link.secret)
        seated = await staff_invites.accept(db, clock.now(), number, "zh", hashed)
    return Actor("person", seated.person_id)


async def _figures(database: Database, by: Actor, place: int, today: Any = TODAY) -> Figures:
    async with database.read() as db:
        return await office_figures.figures(db, by, place, today)


async def _units(database: Database, by: Actor, place: int, **how: Any) -> tuple[list[UnitLine], int]:
    async with database.read() as db:
        found, total = await office_units.list_units(db, by, place, LATER, **how)
    return list(found), total


async def test_figures_count_the_place_and_below_and_nothing_else(
    shop: Shop, database: Database, clock: Clock, place: int
) -> None:
    async with database.begin() as db:
        below = (await jurisdictions.add(db, CLI, clock.now(), "v", "某村", "cd")).id
        beside = (await jurisdictions.add(db, CLI, clock.now(), "xx", "别处")).id
    await register(database, clock, below, 5, credit_code=credit_code(5))
    await register(database, clock, beside, 6, credit_code=credit_code(6))
    head = await _officer(database, clock, place, 50)
    other = await _officer(database, clock, beside, 51)
    assert await _figures(database, head, place) == Figures(2, 2, 1, 0, 0, 0)
    assert await _figures(database, head, below) == Figures(1, 1, 0, 0, 0, 0)
    assert await _figures(database, other, beside) == Figures(1, 1, 0, 0, 0, 0)
    for by, where in ((other, place), (head, beside), (Actor("person", 999), place)):
        with pytest.raises(NotAllowed):
            await _figures(database, by, where)
        with pytest.raises(NotAllowed):
            await _units(database, by, where)


async def test_figures_follow_the_facts(shop: Shop, database: Database, clock: Clock, place: int) -> None:
    head = await _officer(database, clock, place, 50)
    await shop.plan()
    await shop.do(extensions.ask, shop.finding_id, TODAY + timedelta(days=20), "设备没到", TODAY)
    # A draft's findings are its own; what the office was asked is asked.
    assert await _figures(database, head, place, LATER) == Figures(1, 1, 1, 0, 0, 1)
    await shop.set(SelfCheck, state="submitted", submitted_at=clock.now())
    assert await _figures(database, head, place, LATER) == Figures(1, 1, 1, 1, 1, 1)
    await shop.set(Finding, state="closed")
    found = await _figures(database, head, place, LATER)
    assert (found.overdue, found.extensions) == (0, 0)
    await shop.set(Finding, state="open")
    await shop.set(Rectification, state="done")
    found = await _figures(database, head, place, LATER)
    assert (found.overdue, found.extensions) == (0, 0)
    async with database.begin() as db:
        (line,) = await campaigns.list_campaigns(db)
        await campaign_ending.close(db, CLI, clock.now(), line.id)
    assert (await _figures(database, head, place, LATER)).started == 0
    await shop.set(Enterprise, state="closed")
    assert await _figures(database, head, place, LATER) == Figures(0, 0, 0, 0, 0, 0)


async def test_units_show_how_far_each_is(shop: Shop, database: Database, clock: Clock, place: int) -> None:
    await shop.plan()
    listed = await register(database, clock, place, 5, credit_code=credit_code(5), name="百分_之%厂")
    head = await _officer(database, clock, place, 50)
    viewer = await _officer(database, clock, place, 51, "viewer")
    first, second = (await _units(database, head, place))[0]
    assert (first.check_state, first.overdue, first.phones) == ("draft", 0, 1)
    assert (second.name, second.check_state, second.overdue) == ("百分_之%厂", None, 0)
    for words, total in (("_之%", 1), ("%", 1), ("华美", 1), (credit_code(5)[:8], 2), ("", 2), ("没有", 0)):
        assert (await _units(database, head, place, text=words))[1] == total, words
    page, total = await _units(database, head, place, skip=1, limit=1)
    assert ([one.id for one in page], total) == ([listed.enterprise_id], 2)
    await shop.set(SelfCheck, state="submitted", submitted_at=clock.now())
    async with database.begin() as db:
        await db.execute(
            update(Enterprise)
            .where(Enterprise.id == shop.enterprise_id)
            .values(contact_name="陈会计", phone="138")
        )
        seen = await office_units.get_unit(db, head, shop.enterprise_id, LATER)
        less = await office_units.get_unit(db, viewer, shop.enterprise_id, LATER)
        for unknown in (999, 0):
            with pytest.raises(NotAllowed):
                await office_units.get_unit(db, head, unknown, LATER)
    assert (seen.contact_name, seen.phone, seen.overdue) == ("陈会计", "138", 1)
    assert (less.contact_name, less.phone, less.name) == ("", "", seen.name)


async def test_no_look_of_an_office_reads_a_whole_table(
    shop: Shop, database: Database, clock: Clock, place: int
) -> None:
    await shop.plan()
    number = await shop.do(extensions.ask, shop.finding_id, TODAY + timedelta(days=20), "设备没到", TODAY)
    head = await _officer(database, clock, place, 50)
    async with explained(database) as explaining:
        db = explaining.db
        await office_figures.figures(db, head, place, LATER)
        await office_units.list_units(db, head, place, LATER)
        await office_units.get_unit(db, head, shop.enterprise_id, LATER)
        await extension_views.list_waiting(db, head, place)
        await extension_views.get_extension(db, head, number)
        await extension_views.last_question(db, shop.owner, shop.finding_id)
        await campaigns.list_at(db, place)
