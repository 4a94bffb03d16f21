"""The overview: recounted from the facts by hand, by place, and the league."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.base.errors import NotAllowed, NotFound
from storage.findings import photos, plans
from storage.reviews import cases as reviews
from storage.statistics import overviews
from storage.statistics.overviews import Overview, PlaceLine, Remedies, Steps, league
from tests.storage.conftest import register
from tests.storage.review_desk import LATER, ReviewDesk, desk
from tests.storage.shop import TODAY, photo
from tests.storage.workshop import PLAIN, begin_workshop, varied

__all__ = ["desk", "varied"]


async def of(desk: ReviewDesk, place: int | None = None) -> Overview:
    view: Overview = await desk.look(
        overviews.overview, desk.campaign_id, place or desk.county, TODAY, actor=desk.above
    )
    return view


async def test_every_step_and_state_is_counted_once(desk: ReviewDesk) -> None:
    await register(desk.database, desk.clock, desk.other, 900)
    await begin_workshop(desk.database, desk.clock, desk.town, desk.campaign_id, 1)
    await desk.workshop(2)
    closed, corrected = [await desk.workshop(number, fails=True) for number in (3, 4)]
    finding = (await closed.self_check()).line(PLAIN).finding_id
    assert finding is not None
    await closed.do(photos.attach_after, finding, photo("after"))
    await closed.do(plans.complete, finding)
    await desk.do(reviews.claim, closed.check_id)
    await desk.decide(closed, "pass")
    await desk.do(reviews.claim, corrected.check_id)
    await desk.decide(corrected, "correct", due_on=LATER)
    view = await of(desk)
    assert view.steps == Steps(5, 5, 4, 3, 2, 1)
    assert view.remedies == Remedies(open=1, closed=1)
    by_name = {line.name: line for line in view.lines}
    assert by_name["邻镇"].steps == Steps(1, 1)
    assert by_name["某镇"].steps == Steps(4, 4, 4, 3, 2, 1)
    town = await of(desk, desk.town)
    assert (town.steps, town.lines) == (by_name["某镇"].steps, ())
    late: Overview = await desk.look(
        overviews.overview, desk.campaign_id, desk.county, LATER.replace(day=30), actor=desk.above
    )
    assert late.remedies == Remedies(overdue=1, closed=1)
    assert sum(line.overdue for line in late.lines) == 1


async def test_only_those_who_reach_the_place_look(desk: ReviewDesk) -> None:
    for actor, place in ((desk.stranger, desk.town), (desk.chen, desk.county)):
        with pytest.raises(NotAllowed):
            await desk.look(overviews.overview, desk.campaign_id, place, TODAY, actor=actor)
    with pytest.raises(NotFound):
        await desk.look(overviews.overview, 4711, desk.town, TODAY)


_lines = st.lists(
    st.builds(
        lambda counts, overdue: PlaceLine(1, "甲", Steps(*sorted(counts, reverse=True)), overdue, own=False),
        st.lists(st.integers(0, 30), min_size=6, max_size=6),
        st.integers(0, 9),
    ),
    max_size=8,
)


@given(_lines, st.randoms(use_true_random=False))
def test_the_league_is_fair(lines: list[PlaceLine], chance: object) -> None:
    named = tuple(replace(line, id=at, name=f"{at}") for at, line in enumerate(lines))
    ranked = league(named)
    assert {line.id for _, line in ranked} == {line.id for line in named if line.steps.enterprises}
    assert [rank for rank, _ in ranked] == sorted(rank for rank, _ in ranked)
    shares = [line.steps.share("submitted") or 0 for _, line in ranked]
    assert shares == sorted(shares, reverse=True)
    other = league(tuple(reversed(named)))
    assert {line.id: rank for rank, line in other} == {line.id: rank for rank, line in ranked}
    twins = league((*named, *(replace(line, id=line.id + 100) for line in named)))
    ranks = {line.id: rank for rank, line in twins}
    assert all(ranks[line.id] == ranks[line.id + 100] for _, line in ranked)
