"""A notice to more enterprises than one transaction writes down: in portions, whatever happens in between."""

from __future__ import annotations

import asyncio
from collections import Counter
from datetime import date

import pytest

from scheduler.clock import Clock as SchedulerClock
from scheduler.messages.notice_feeder import Feeder
from storage.base.zone import DEFAULT as ZONE
from storage.notices import drafts, gathering, sending
from storage.notices import moves as notice_moves
from storage.notices import views as notice_views
from storage.notices.audiences import Audience
from storage.notices.sending import Rules
from tests.storage.desk import Desk, desk

__all__ = ["desk"]

RULES = Rules(ZONE, release_above=100)


@pytest.fixture(autouse=True)
def _small_portions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gathering, "PORTION", 2)


async def town_of(desk: Desk, many: int) -> list[int]:
    """Make so many enterprises with an owner each; returns the owners."""
    owners = [await desk.person() for _ in range(many)]
    for owner in owners:
        await desk.enterprise("east", owner)
    return owners


async def begun(desk: Desk) -> int:
    """A notice to all, of which one portion is written down."""
    notice_id = await desk.draft()
    assert (await desk.do(sending.confirm, notice_id, RULES)).state == "sending"
    return notice_id


async def gather(desk: Desk, notice_id: int) -> bool:
    """One portion more."""
    return bool(await desk.run(gathering.go_on, desk.clock.now(), notice_id, ZONE))


async def feed(desk: Desk) -> None:
    """A tick of the feeder."""
    clock = SchedulerClock(desk.clock.now, desk.clock.now)
    await Feeder(desk.database, clock, RULES, rate=10).run()


async def test_each_enterprise_is_written_down_once_and_the_notice_counts_them_all(desk: Desk) -> None:
    owners = await town_of(desk, 7)
    await desk.enterprise("west", owners[0])
    blocked = await desk.enterprise("west", await desk.person(blocked=True))
    await desk.enterprise("east")
    await desk.enterprise("elsewhere", await desk.person())
    notice_id = await begun(desk)
    assert len(await desk.copies(notice_id)) < 7
    assert blocked > (await desk.notice(notice_id)).gathered_id
    portions = 1
    while await gather(desk, notice_id):
        portions += 1
    notice = await desk.notice(notice_id)
    assert portions > 3
    assert set(await desk.copies(notice_id)) == {(owner, 1) for owner in owners}
    assert (notice.enterprises, notice.unregistered, notice.blocked) == (10, 1, 1)
    assert (notice.job_total, notice.gathered_id) == (7, None)
    assert not await gather(desk, notice_id)
    assert (await desk.notice(notice_id)).job_total == 7


async def test_one_tick_of_the_feeder_gathers_all_and_begins_to_send(desk: Desk) -> None:
    owners = await town_of(desk, 9)
    notice_id = await begun(desk)
    await feed(desk)
    assert Counter(await desk.states(notice_id)) == {"out": 9}
    assert {row.person_id for row in await desk.outbox()} == set(owners)


async def test_a_notice_is_not_over_before_all_are_written_down(desk: Desk) -> None:
    await town_of(desk, 5)
    notice_id = await desk.draft(states=("submitted",))
    last = await desk.person()
    check = await desk.enterprise("east", last)
    await desk.self_check(check, desk.campaigns["district"], "submitted")
    assert (await desk.do(sending.confirm, notice_id, RULES)).state == "sending"
    assert await desk.copies(notice_id) == {}
    assert not await desk.run(sending.finish, desk.clock.now(), notice_id)
    await feed(desk)
    assert set(await desk.copies(notice_id)) == {(last, 1)}


async def test_two_schedulers_write_down_each_portion_once(desk: Desk) -> None:
    owners = await town_of(desk, 12)
    notice_id = await begun(desk)
    await asyncio.gather(*(feed(desk) for _ in range(4)))
    notice = await desk.notice(notice_id)
    assert set(await desk.copies(notice_id)) == {(owner, 1) for owner in owners}
    assert (notice.job_total, notice.enterprises, notice.gathered_id) == (12, 12, None)


async def test_what_is_stopped_or_withdrawn_meanwhile_is_for_nobody_else(desk: Desk) -> None:
    await town_of(desk, 9)
    stopped, withdrawn = await begun(desk), await begun(desk)
    assert await desk.do(notice_moves.stop, stopped)
    await desk.do(notice_moves.withdraw, withdrawn)
    had = {one: set(await desk.copies(one)) for one in (stopped, withdrawn)}
    for _ in range(2):
        await feed(desk)
    for one, state in ((stopped, "stopped"), (withdrawn, "withdrawn")):
        assert set(await desk.copies(one)) == had[one]
        assert (await desk.notice(one)).state == state


async def test_a_paused_notice_is_gathered_and_goes_on_with_all(desk: Desk) -> None:
    await town_of(desk, 5)
    notice_id = await begun(desk)
    assert await desk.do(notice_moves.pause, notice_id)
    await feed(desk)
    assert Counter(await desk.states(notice_id)) == {"queued": 5}
    assert await desk.do(notice_moves.resume, notice_id)
    await feed(desk)
    assert Counter(await desk.states(notice_id)) == {"out": 5}


async def test_who_is_written_down_after_a_correction_gets_the_new_text_once(desk: Desk) -> None:
    await town_of(desk, 6)
    notice_id = await begun(desk)
    await desk.do(notice_moves.correct, notice_id, "改到 11 月 25 日。")
    await feed(desk)
    copies = (await desk.copies(notice_id)).values()
    assert {one.revision for one in copies} == {1, 2}
    assert {one.state for one in copies} == {"out"}


async def test_a_count_of_another_audience_does_not_let_a_large_notice_go(desk: Desk) -> None:
    """Two phones of one author: between the question and the answer the audience has grown."""
    await town_of(desk, 3)
    small = await desk.enterprise("west", await desk.person())
    notice_id = await desk.draft(enterprises=(small,))
    now = desk.clock.now()
    counted = await desk.run(gathering.count_now, now, notice_id, ZONE)
    assert counted.reach.enterprises == 1
    everybody = Audience(desk.places["district"])
    await desk.run(drafts.address, desk.author, notice_id, everybody)
    confirmed = await desk.do(sending.confirm, notice_id, Rules(ZONE, 2), counted)
    assert (confirmed.state, confirmed.reach.enterprises) == ("waiting", 4)


async def test_a_count_of_before_is_used_where_the_audience_is_the_same(desk: Desk) -> None:
    await town_of(desk, 3)
    notice_id = await desk.draft()
    view = await desk.run(notice_views.load, notice_id)
    today = date(2026, 11, 2)
    counted = await desk.run(gathering.count, view, today)
    await town_of(desk, 1)
    assert (await desk.run(gathering.reach_of, view, today, counted)).enterprises == 3
    assert (await desk.run(gathering.reach_of, view, today, None)).enterprises == 4
