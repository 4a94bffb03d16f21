"""Confirming notices: what is refused, who gets one, at what hour, and what its author is told."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import func, select, update

from storage.base.errors import ChenanError, Conflict, NotAllowed
from storage.base.zone import DEFAULT as ZONE
from storage.notices import drafts, sending
from storage.notices import views as notice_views
from storage.outbox.queue import GATHERED, PERSONAL
from storage.tables.people import Person
from storage.tables.system import AuditRow
from tests.storage.desk import RULES, Desk, desk
from tests.storage.notices.steps import add, arrive, feed, finished, picture, revoke, three
from tests.storage.workshop import outcome, refused

__all__ = ["desk"]


async def test_what_is_confirmed_goes_out_to_everybody_once(desk: Desk) -> None:
    shared, other = await desk.person(), await desk.person()
    for place in ("east", "village", "west"):
        await desk.enterprise(place, shared)
    await desk.enterprise("west", other, await desk.person(blocked=True))
    await desk.enterprise("west")
    await desk.enterprise("elsewhere", await desk.person())
    notice_id = await desk.draft()
    rules = sending.Rules(RULES.zone, 5)
    confirmed = await desk.do(sending.confirm, notice_id, rules)
    assert confirmed.state == "sending"
    reach = confirmed.reach
    assert (reach.enterprises, reach.reachable, reach.unregistered, reach.people) == (5, 4, 1, 2)
    assert set(await desk.copies(notice_id)) == {(shared, 1), (other, 1)}
    assert await feed(desk, notice_id) == 2
    assert await feed(desk, notice_id) == 0
    assert not await finished(desk, notice_id)
    assert await arrive(desk) == 2
    assert await finished(desk, notice_id)
    assert (await desk.notice(notice_id)).state == "sent"
    assert not await finished(desk, notice_id)


async def test_of_two_confirmations_one_wins(desk: Desk) -> None:
    await three(desk)
    notice_id = await desk.draft()
    results = await asyncio.gather(*(outcome(desk.confirm(notice_id)) for _ in range(4)))
    refusals = [one for one in results if isinstance(one, ChenanError)]
    assert len(refusals) == 3
    for one in refusals:
        assert isinstance(one, Conflict)
        assert (one.problem, one.values) == ("notice-confirmed", {"who": "张三", "at": "11-02 10:00"})
    assert len(await desk.copies(notice_id)) == 3
    async with desk.database.read() as db:
        counted = select(func.count()).where(AuditRow.action == "confirm")
        assert (await db.execute(counted)).scalar_one() == 1


async def test_what_cannot_be_sent_is_not_confirmed(desk: Desk) -> None:
    assert (await refused(desk.confirm(await desk.draft()))).problem == "notice-nobody"
    await desk.enterprise("east")
    await desk.enterprise("east", await desk.person(blocked=True))
    nobody = await refused(desk.confirm(await desk.draft()))
    assert (nobody.problem, nobody.values) == ("notice-unreachable", {"count": 2})
    await desk.enterprise("east", await desk.person())
    assert (await refused(desk.confirm(await desk.draft(body="")))).problem == "notice-empty"
    long = await desk.draft(body="字" * 1025)
    await add(desk, long, picture())
    await add(desk, long, picture(2))
    assert (await desk.confirm(long)).state == "sending"


async def test_a_time_that_is_over_is_refused_now_and_later(desk: Desk) -> None:
    await three(desk)
    notice_id = await desk.draft()
    now = desk.clock.now()
    assert (await refused(desk.do(drafts.choose_time, notice_id, now))).problem == "notice-past"
    await desk.do(drafts.choose_time, notice_id, now + timedelta(hours=1))
    desk.clock.move(hours=2)
    assert (await refused(desk.confirm(notice_id))).problem == "notice-past"


async def test_somebody_whose_right_ended_confirms_nothing(desk: Desk) -> None:
    await three(desk)
    notice_id = await desk.draft()
    await revoke(desk, desk.author)
    with pytest.raises(NotAllowed):
        await desk.confirm(notice_id)


@pytest.mark.parametrize(("urgent", "state"), [(False, "scheduled"), (True, "sending")])
async def test_only_what_is_urgent_goes_out_at_night(desk: Desk, urgent: bool, state: str) -> None:
    await three(desk)
    desk.clock.move(hours=11)  # nine in the evening
    notice_id = await desk.draft()
    await desk.run(drafts.set_kind, desk.author, notice_id, urgent=urgent)
    confirmed = await desk.confirm(notice_id)
    assert confirmed.state == state
    if not urgent:
        assert confirmed.send_at == desk.clock.now() + timedelta(hours=11, minutes=30)


@pytest.mark.parametrize(("urgent", "state"), [(False, "scheduled"), (True, "sending")])
async def test_only_what_is_urgent_goes_out_on_a_day_off(desk: Desk, urgent: bool, state: str) -> None:
    await three(desk)
    now = desk.clock.now()
    desk.clock.move(days=5 - now.astimezone(ZONE).weekday())  # Saturday
    notice_id = await desk.draft()
    await desk.run(drafts.set_kind, desk.author, notice_id, urgent=urgent)
    confirmed = await desk.confirm(notice_id)
    assert confirmed.state == state
    if not urgent:
        assert confirmed.send_at is not None
        begins = confirmed.send_at.astimezone(ZONE)
        assert (begins.weekday(), f"{begins:%H:%M}") == (0, "08:30")


async def test_an_author_may_choose_a_day_off(desk: Desk) -> None:
    await three(desk)
    desk.clock.move(days=5 - desk.clock.now().astimezone(ZONE).weekday())
    notice_id = await desk.draft()
    chosen = desk.clock.now() + timedelta(hours=2)
    await desk.do(drafts.choose_time, notice_id, chosen)
    assert (await desk.confirm(notice_id)).send_at == chosen
    desk.clock.move(hours=2)
    assert await desk.run(sending.start, desk.clock.now(), notice_id, RULES)
    view = await desk.run(notice_views.load, notice_id)
    assert sending.may_go_from(view, desk.clock.now(), ZONE) == desk.clock.now()
    sunday = desk.clock.now() + timedelta(days=1)
    assert sending.may_go_from(view, sunday, ZONE) > sunday, "what is left of it does not go on Sunday"


@pytest.mark.parametrize(("days", "priority"), [(0, PERSONAL), (3, GATHERED)])
@pytest.mark.parametrize("deed", ["release", "give_back"])
async def test_an_author_hears_at_once_of_what_was_to_go_out_today(
    desk: Desk, deed: str, days: int, priority: int
) -> None:
    await three(desk)
    await desk.enterprise("west", await desk.person())
    notice_id = await desk.draft()
    await desk.do(drafts.choose_time, notice_id, desk.clock.now() + timedelta(days=days, hours=3))
    await desk.confirm(notice_id)
    if deed == "release":
        await desk.do(sending.release, notice_id, RULES, actor=desk.head)
    else:
        await desk.do(sending.give_back, notice_id, "日期写错了", actor=desk.head)
    told = (await desk.outbox(None))[-1]
    assert (told.person_id, told.priority) == (desk.author.person_id, priority)


async def test_an_author_hears_of_a_notice_that_grew_too_large_to_go_out(desk: Desk) -> None:
    await three(desk)
    notice_id = await desk.draft()
    await desk.do(drafts.choose_time, notice_id, desk.clock.now() + timedelta(hours=3))
    assert (await desk.confirm(notice_id)).state == "scheduled"
    await desk.enterprise("west", await desk.person())
    desk.clock.move(hours=3)
    assert not await desk.run(sending.start, desk.clock.now(), notice_id, RULES)
    (told,) = [one for one in await desk.outbox(None) if one.text_key == "outbox-notice-grown"]
    assert (told.person_id, told.priority, told.values["count"]) == (desk.author.person_id, PERSONAL, 4)


async def test_a_scheduled_notice_goes_to_whom_it_concerns_when_it_goes(desk: Desk) -> None:
    first, second = await desk.person(), await desk.person()
    done = await desk.enterprise("east", first)
    await desk.enterprise("east", second)
    notice_id = await desk.draft(states=("not_submitted",))
    await desk.do(drafts.choose_time, notice_id, desk.clock.now() + timedelta(hours=3))
    confirmed = await desk.confirm(notice_id)
    assert (confirmed.state, confirmed.reach.people) == ("scheduled", 2)
    await desk.self_check(done, desk.campaigns["district"], "submitted")
    later = await desk.person()
    await desk.enterprise("east", later)
    desk.clock.move(hours=3)
    assert await desk.run(sending.start, desk.clock.now(), notice_id, RULES)
    assert not await desk.run(sending.start, desk.clock.now(), notice_id, RULES)
    assert set(await desk.copies(notice_id)) == {(second, 1), (later, 1)}


async def test_somebody_who_blocked_the_bot_gets_no_copy(desk: Desk) -> None:
    person = await desk.person()
    await desk.enterprise("east", person, await desk.person())
    async with desk.database.begin() as db:
        await db.execute(update(Person).where(Person.id == person).values(unreachable_at=desk.clock.now()))
    notice_id = await desk.sending()
    assert (person, 1) not in await desk.copies(notice_id)
