"""Large notices: they wait for a second person, who releases them or gives them back; or are stopped."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from storage.base.audit import Actor
from storage.base.errors import ChenanError, Conflict, NotAllowed
from storage.notices import drafts, sending
from storage.notices import moves as notice_moves
from tests.storage.conftest import CLI
from tests.storage.desk import RULES, Desk, desk
from tests.storage.notices.steps import revoke, three
from tests.storage.workshop import outcome, refused

__all__ = ["desk"]


async def _large(desk: Desk) -> int:
    await three(desk)
    await desk.enterprise("west", await desk.person())
    notice_id = await desk.draft()
    assert (await desk.confirm(notice_id)).state == "waiting"
    return notice_id


async def test_a_large_notice_waits_for_a_second_person(desk: Desk) -> None:
    notice_id = await _large(desk)
    assert await desk.copies(notice_id) == {}
    (asked,) = await desk.outbox(None)
    assert asked.person_id == desk.head.person_id
    assert asked.values == {"place": "district街道", "author": "张三", "title": "自查提醒", "count": 4}
    for nobody in (desk.author, desk.town, await desk.seat("west", "head"), Actor("person", 999)):
        with pytest.raises(NotAllowed):
            await desk.do(sending.release, notice_id, RULES, actor=nobody)
    assert (await desk.do(sending.release, notice_id, RULES, actor=desk.head)).state == "sending"
    assert len(await desk.copies(notice_id)) == 4


async def test_a_head_does_not_release_what_they_wrote(desk: Desk) -> None:
    desk.author = desk.head
    notice_id = await _large(desk)
    assert await desk.outbox(None) == []
    with pytest.raises(NotAllowed):
        await desk.do(sending.release, notice_id, RULES)
    assert (await desk.do(sending.release, notice_id, RULES, actor=CLI)).state == "sending"


async def test_of_two_who_release_one_wins(desk: Desk) -> None:
    notice_id = await _large(desk)
    others = [desk.head, await desk.seat("district", "head"), await desk.seat("district", "head")]
    results = await asyncio.gather(
        *(outcome(desk.do(sending.release, notice_id, RULES, actor=one)) for one in others),
        outcome(desk.do(sending.give_back, notice_id, "写错了", actor=desk.head)),
    )
    assert sum(not isinstance(one, ChenanError) for one in results) == 1
    assert {type(one) for one in results if isinstance(one, ChenanError)} == {Conflict}


async def test_what_is_given_back_is_a_draft_again(desk: Desk) -> None:
    notice_id = await _large(desk)
    short = desk.do(sending.give_back, notice_id, " x ", actor=desk.head)
    assert (await refused(short)).problem == "notice-reason"
    await desk.do(sending.give_back, notice_id, "日期写错了", actor=desk.head)
    assert (await desk.notice(notice_id)).returned == "日期写错了"
    told = (await desk.outbox(None))[-1]
    assert (told.person_id, told.values["reason"]) == (desk.author.person_id, "日期写错了")
    await desk.run(drafts.write, desk.author, notice_id, "改好了")
    desk.clock.move(minutes=1)
    assert (await desk.confirm(notice_id)).state == "waiting"
    await desk.do(sending.give_back, notice_id, "")
    assert (await desk.notice(notice_id)).state == "draft"
    assert [row.text_key for row in await desk.outbox(None)].count("outbox-notice-release") == 2


@pytest.mark.parametrize("who", ["author", "releaser"])
async def test_a_notice_waits_when_the_right_behind_it_ended(desk: Desk, who: str) -> None:
    await three(desk)
    if who == "releaser":
        await desk.enterprise("west", await desk.person())
    notice_id = await desk.draft()
    await desk.do(drafts.choose_time, notice_id, desk.clock.now() + timedelta(hours=3))
    await desk.confirm(notice_id)
    second = await desk.seat("district", "head")
    if who == "releaser":
        await desk.do(sending.release, notice_id, RULES, actor=desk.head)
    await revoke(desk, desk.author if who == "author" else desk.head)
    desk.clock.move(hours=3)
    assert not await desk.run(sending.start, desk.clock.now(), notice_id, RULES)
    row = await desk.notice(notice_id)
    assert (row.state, row.held) == ("waiting", "author")
    assert second.person_id in {row.person_id for row in await desk.outbox(None)}
    assert (await desk.do(sending.release, notice_id, RULES, actor=second)).state == "sending"


async def test_a_scheduled_notice_that_grew_large_waits_after_all(desk: Desk) -> None:
    await three(desk)
    notice_id = await desk.draft()
    await desk.do(drafts.choose_time, notice_id, desk.clock.now() + timedelta(hours=3))
    assert (await desk.confirm(notice_id)).state == "scheduled"
    await desk.enterprise("west", await desk.person())
    desk.clock.move(hours=3)
    assert not await desk.run(sending.start, desk.clock.now(), notice_id, RULES)
    assert (await desk.notice(notice_id)).held == "size"


async def test_what_has_not_begun_is_stopped_at_once(desk: Desk) -> None:
    notice_id = await _large(desk)
    assert await desk.do(notice_moves.stop, notice_id)
    assert (await desk.notice(notice_id)).state == "stopped"
    with pytest.raises(Conflict):
        await desk.do(sending.release, notice_id, RULES, actor=desk.head)
