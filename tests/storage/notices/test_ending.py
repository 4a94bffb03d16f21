"""Notices whose end of validity has come: refused, handed back to their author, or sent to nobody else."""

from __future__ import annotations

from datetime import timedelta

import pytest

from storage.base.zone import DEFAULT as ZONE
from storage.notices import drafts, ending, sending
from storage.notices import moves as notice_moves
from tests.storage.desk import RULES, Desk, desk
from tests.storage.notices.steps import arrive, feed, three
from tests.storage.workshop import refused

__all__ = ["desk"]


async def test_what_would_come_too_late_is_not_confirmed(desk: Desk) -> None:
    await three(desk)
    notice_id = await desk.draft()
    now = desk.clock.now()
    assert (await refused(desk.do(drafts.choose_end, notice_id, now))).problem == "notice-past"
    await desk.do(drafts.choose_end, notice_id, now + timedelta(hours=20))
    await desk.do(drafts.choose_time, notice_id, now + timedelta(hours=21))
    assert (await refused(desk.confirm(notice_id))).problem == "notice-expired"
    await desk.do(drafts.choose_time, notice_id, None)
    desk.clock.move(hours=11)  # nine in the evening: it would go out after the meeting
    assert (await refused(desk.confirm(notice_id))).problem == "notice-expired"
    await desk.run(drafts.set_kind, desk.author, notice_id, urgent=True)
    assert (await desk.confirm(notice_id)).state == "sending"


@pytest.mark.parametrize("large", [False, True])
async def test_what_is_not_begun_in_time_goes_back_to_its_author(desk: Desk, large: bool) -> None:
    await three(desk)
    if large:
        await desk.enterprise("west", await desk.person())
    notice_id = await desk.draft()
    until = desk.clock.now() + timedelta(hours=3)
    await desk.do(drafts.choose_time, notice_id, until - timedelta(hours=1))
    await desk.do(drafts.choose_end, notice_id, until)
    assert (await desk.confirm(notice_id)).state == ("waiting" if large else "scheduled")
    async with desk.database.read() as db:
        assert await ending.list_expired(db, until - timedelta(seconds=1)) == ()
        assert await ending.list_expired(db, until) == (notice_id,)
    desk.clock.move(hours=3)
    now = desk.clock.now()
    if large:
        late = await refused(desk.do(sending.release, notice_id, RULES, actor=desk.head))
        assert late.problem == "notice-expired"
    assert not await desk.run(sending.start, now, notice_id, RULES)
    assert await desk.run(ending.expire, now, notice_id, ZONE)
    assert not await desk.run(ending.expire, now, notice_id, ZONE)
    row = await desk.notice(notice_id)
    assert (row.state, row.held, row.confirmed_at) == ("draft", "expired", None)
    (told,) = [one for one in await desk.outbox(None) if one.text_key == "outbox-notice-returned-expired"]
    assert (told.person_id, told.values) == (desk.author.person_id, {"title": row.title})
    assert (await refused(desk.confirm(notice_id))).problem in ("notice-expired", "notice-past")
    assert await desk.copies(notice_id) == {}


async def test_what_is_under_way_goes_to_nobody_else_once_it_is_of_no_use(desk: Desk) -> None:
    await three(desk)
    notice_id = await desk.draft()
    await desk.run(drafts.set_kind, desk.author, notice_id, standing=True)
    await desk.do(drafts.choose_end, notice_id, desk.clock.now() + timedelta(hours=3))
    await desk.confirm(notice_id)
    await feed(desk, notice_id, 2)
    await arrive(desk, count=1)
    desk.clock.move(hours=3)
    now = desk.clock.now()
    assert await desk.run(ending.expire, now, notice_id, ZONE)
    assert not await desk.run(ending.expire, now, notice_id, ZONE)
    assert await feed(desk, notice_id) == 0
    assert sorted(await desk.states(notice_id)) == ["sent", "stopped", "stopped"]
    assert await desk.run(sending.finish, now, notice_id)
    assert ((await desk.notice(notice_id)).state, (await desk.notice(notice_id)).standing) == (
        "stopped",
        False,
    )
    (told,) = [one for one in await desk.outbox(None) if one.text_key == "outbox-notice-expired"]
    assert told.values["count"] == 2
    assert (await refused(desk.do(notice_moves.send_again, notice_id))).problem == "notice-expired"
    await desk.do(notice_moves.correct, notice_id, "会开完了")  # what arrived can still be put right
    async with desk.database.read() as db:
        assert await ending.list_expired(db, now) == ()


async def test_a_standing_notice_ends_with_its_use(desk: Desk) -> None:
    await three(desk)
    notice_id = await desk.draft()
    await desk.run(drafts.set_kind, desk.author, notice_id, standing=True)
    await desk.do(drafts.choose_end, notice_id, desk.clock.now() + timedelta(hours=3))
    await desk.confirm(notice_id)
    await feed(desk, notice_id)
    await arrive(desk)
    await desk.run(sending.finish, desk.clock.now(), notice_id)
    since = desk.clock.now()
    desk.clock.move(hours=3)
    await desk.enterprise("east", await desk.person())
    assert not await desk.run(notice_moves.top_up, desk.clock.now(), notice_id, since, RULES)
    assert not (await desk.notice(notice_id)).standing
