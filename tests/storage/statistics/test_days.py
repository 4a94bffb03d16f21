"""Figures kept day by day: once a day, by place; against last week and against the campaign before."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, select

from content.model.library import Library
from scheduler.clock import Clock as SchedulerClock
from scheduler.planning.housekeeping import fold_progress, keep_days
from storage.changes import campaign_ending
from storage.reviews import cases as reviews
from storage.statistics import days, overviews
from storage.statistics.days import Course
from storage.tables.statistics import PlaceDay
from tests.storage.conftest import CLI
from tests.storage.review_desk import LATER, ReviewDesk, desk
from tests.storage.shop import TODAY
from tests.storage.workshop import open_varied, varied

__all__ = ["desk", "varied"]


async def keep(desk: ReviewDesk) -> None:
    """Store the figures as the scheduler does, at the desk's hour."""
    await keep_days(desk.database, SchedulerClock(desk.clock.now, desk.clock.now))


async def kept(desk: ReviewDesk, *columns: Any) -> list[tuple[Any, ...]]:
    async with desk.database.read() as db:
        rows = await db.execute(select(*columns).order_by(PlaceDay.day, PlaceDay.jurisdiction_id))
        return [tuple(row) for row in rows]


async def course(
    desk: ReviewDesk, day: date, place: int | None = None, campaign: int | None = None
) -> Course:
    async with desk.database.read() as db:
        return await days.course(db, campaign or desk.campaign_id, place or desk.county, day)


async def test_a_day_is_kept_once_as_it_stood_first(desk: ReviewDesk) -> None:
    await desk.workshop(1)
    late = await desk.workshop(2, fails=True)
    await desk.do(reviews.claim, late.check_id)
    await keep(desk)
    await desk.workshop(3)
    await keep(desk)
    of = (PlaceDay.day, PlaceDay.jurisdiction_id, PlaceDay.enterprises, PlaceDay.submitted, PlaceDay.to_do)
    assert await kept(desk, *of) == [(TODAY, desk.town, 2, 2, 1)]
    desk.clock.move(days=30)
    await fold_progress(desk.database)
    await keep(desk)
    assert (await kept(desk, *of, PlaceDay.overdue))[1:] == [
        (TODAY + timedelta(days=30), desk.town, 3, 3, 1, 1)
    ]


async def test_the_day_is_that_of_the_place(desk: ReviewDesk) -> None:
    await desk.workshop(1)
    desk.clock.move(days=1, hours=-desk.clock.now().hour + 15, minutes=-desk.clock.now().minute)
    await keep(desk)  # 23:00 in Shanghai
    desk.clock.move(hours=2)
    await keep(desk)
    assert [row[0] for row in await kept(desk, PlaceDay.day)] == [
        TODAY + timedelta(days=1),
        TODAY + timedelta(days=2),
    ]


async def test_last_week_is_the_day_seven_days_ago_or_shortly_before(desk: ReviewDesk) -> None:
    await desk.workshop(1)
    await keep(desk)
    assert (await course(desk, TODAY + timedelta(days=6))).week is None
    for after in (7, 10):
        found = (await course(desk, TODAY + timedelta(days=after))).week
        assert found is not None
        assert (found.day, found.enterprises, found.submitted) == (TODAY, 1, 1)
    assert (await course(desk, TODAY + timedelta(days=11))).week is None
    assert (await course(desk, TODAY + timedelta(days=7), desk.other)).week is None, "kept by place"


async def test_the_campaign_before_is_compared_at_the_same_distance_from_its_start(
    desk: ReviewDesk, varied: Library
) -> None:
    await desk.workshop(1)
    await keep(desk)
    desk.clock.move(days=2)
    await desk.workshop(2)
    await desk.do(campaign_ending.close, desk.campaign_id, "办完", actor=desk.above)
    desk.clock.move(days=100)
    first = desk.campaign_id
    second = await open_varied(desk.database, desk.clock, desk.county, varied, TODAY + timedelta(days=102))
    found = (await course(desk, TODAY + timedelta(days=102), campaign=second)).before
    assert found is not None
    assert (found.as_far, found.kept.day, found.kept.submitted) == (True, TODAY, 1)
    much_later = (await course(desk, TODAY + timedelta(days=180), campaign=second)).before
    assert much_later is not None
    assert (much_later.as_far, much_later.kept.day, much_later.kept.submitted) == (
        False,
        TODAY + timedelta(days=2),
        2,
    )
    assert (await course(desk, TODAY, campaign=first)).before is None


async def test_the_last_day_is_kept_as_the_campaign_ended(desk: ReviewDesk) -> None:
    await desk.workshop(1)
    await keep(desk)
    await desk.workshop(2, fails=True)
    await desk.do(campaign_ending.close, desk.campaign_id, "办完", actor=desk.above)
    assert await kept(desk, PlaceDay.day, PlaceDay.submitted) == [(TODAY, 2)]
    await keep(desk)
    async with desk.database.read() as db:
        assert (await db.execute(select(func.count()).select_from(PlaceDay))).scalar_one() == 1
        view = await overviews.overview(db, CLI, desk.campaign_id, None, LATER)
    assert (view.ended, view.steps.submitted) == (True, 2)
