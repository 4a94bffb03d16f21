"""A campaign by industry, hazard and check item: recounted, folded or not, open or ended."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import update

from scheduler.planning.housekeeping import fold_progress
from storage.base.errors import NotAllowed, NotFound
from storage.changes import campaign_ending
from storage.offices import audit_trail, rankings
from storage.reviews import cases as reviews
from storage.statistics import groups, overviews, units
from storage.statistics.groups import GroupLine, ItemLine
from storage.statistics.units import Among
from storage.tables.enterprises import Enterprise
from tests.storage.review_desk import ReviewDesk, desk
from tests.storage.shop import TODAY
from tests.storage.workshop import PLAIN, varied

__all__ = ["desk", "varied"]
ITEM = f"I{PLAIN[1:3]}"


def kind_of(name: str) -> str:
    return "dust" if "尘" in name else "toxic"


async def become(desk: ReviewDesk, number: int, industry: str, *hazards: str) -> None:
    async with desk.database.begin() as db:
        to = update(Enterprise).where(Enterprise.id == number)
        await db.execute(to.values(industry=industry, hazards=list(hazards)))


async def city(desk: ReviewDesk) -> None:
    """A shoemaker that passed, one that failed, and a quarry that failed."""
    passed = await desk.workshop(1)
    await desk.workshop(2, fails=True)
    await desk.workshop(3, fails=True)
    await desk.do(reviews.claim, passed.check_id)
    await desk.decide(passed, "pass")
    await become(desk, 1, "shoes", "苯")
    await become(desk, 2, "shoes", "苯", "甲苯", "皮尘")
    await become(desk, 3, "stone", "矽尘")


async def seen(desk: ReviewDesk, reading: Any, *values: Any) -> Any:
    return await desk.look(reading, desk.campaign_id, desk.county, *values, actor=desk.above)


async def check(desk: ReviewDesk) -> None:
    assert await seen(desk, groups.by_industry) == (
        GroupLine("shoes", 2, 2, 1, 1),
        GroupLine("stone", 1, 1, 0, 1),
    )
    found = await seen(desk, groups.by_hazard, kind_of)
    assert found.kinds == (GroupLine("dust", 2, 2, 0, 2), GroupLine("toxic", 2, 2, 1, 1)), "once in a kind"
    assert found.hazards == (
        GroupLine("苯", 2, 2, 1, 1),
        GroupLine("甲苯", 1, 1, 0, 1),
        GroupLine("皮尘", 1, 1, 0, 1),
        GroupLine("矽尘", 1, 1, 0, 1),
    )
    assert await seen(desk, groups.by_item) == (ItemLine(ITEM, 2, 2),)


async def test_groups_are_true_folded_or_not_and_stay_after_the_end(desk: ReviewDesk) -> None:
    await city(desk)
    await check(desk)
    await fold_progress(desk.database)
    await check(desk)
    await desk.do(campaign_ending.close, desk.campaign_id, "办完", actor=desk.above)
    await check(desk)


async def test_a_list_has_those_of_the_group(desk: ReviewDesk) -> None:
    await city(desk)

    async def listed(among: Among) -> list[int]:
        found, total = await desk.look(
            units.list_units, desk.county, TODAY, desk.campaign_id, among=among, actor=desk.above
        )
        assert total == len(found)
        return [one.id for one in found]

    assert await listed(Among()) == [1, 2, 3]
    assert await listed(Among(industry="shoes")) == [1, 2]
    assert await listed(Among(hazard="苯")) == [1, 2], "甲苯 is another one"
    assert await listed(Among(hazard="矽尘")) == [3]
    assert await listed(Among(item=ITEM)) == [2, 3]
    assert await listed(Among(industry="shoes", item=ITEM)) == [2]
    assert await listed(Among(item="I99")) == []


async def test_only_those_who_reach_the_place_look(desk: ReviewDesk) -> None:
    for reading in (groups.by_industry, groups.by_item):
        with pytest.raises(NotAllowed):
            await desk.look(reading, desk.campaign_id, desk.town, actor=desk.stranger)
        with pytest.raises(NotFound):
            await desk.look(reading, 4711, desk.town)


async def test_a_ranking_switched_off_above_is_off_below(desk: ReviewDesk) -> None:
    await desk.workshop(1)
    assert (await seen(desk, overviews.overview, TODAY)).ranking
    with pytest.raises(NotAllowed):
        await desk.do(rankings.set_ranked, desk.county, ranked=False, actor=desk.head)
    with pytest.raises(NotAllowed):
        await desk.do(rankings.set_ranked, desk.town, ranked=False, actor=desk.viewer)
    assert await desk.do(rankings.set_ranked, desk.county, ranked=False, actor=desk.above)
    assert not await desk.do(rankings.set_ranked, desk.county, ranked=False, actor=desk.above)
    view = await seen(desk, overviews.overview, TODAY)
    assert (view.ranked, view.ranking) == (False, ())
    assert view.lines, "the places are still shown"
    async with desk.database.read() as db:
        assert not await rankings.is_ranked(db, desk.town)
        assert await rankings.is_off_above(db, desk.town)
        assert not await rankings.is_off_above(db, desk.county)
    deeds = await desk.look(audit_trail.list_deeds, desk.county, actor=desk.above)
    assert [one.action for one in deeds].count("switch-ranking-off") == 1
    assert await desk.do(rankings.set_ranked, desk.county, ranked=True, actor=desk.above)
    assert (await seen(desk, overviews.overview, TODAY)).ranking
