"""The feeder of notices: a little at a time, once to everybody, stopped by night and by its end."""

from __future__ import annotations

import asyncio
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

from storage.notices import drafts
from storage.notices import moves as notice_moves
from tests.scheduler.messages.notice_works import Works, crowd, works, works_of
from tests.storage.desk import desk

__all__ = ["desk", "works"]


async def test_only_a_little_of_a_notice_is_in_the_outbox(works: Works) -> None:
    desk = works.desk
    await crowd(desk, 50)
    notice_id = await desk.sending()
    await works.run(3)
    assert len(await works.queued("notice")) == 20
    await works.deliver(count=5)
    await works.run()
    assert len(await works.queued("notice")) == 20
    while await works.queued("notice"):
        await works.deliver()
        await works.run()
    assert (await desk.notice(notice_id)).state == "sent"
    assert Counter(await desk.states(notice_id)) == {"sent": 50}


async def test_two_feeders_at_once_feed_everybody_once(works: Works, tmp_path: Path) -> None:
    desk = works.desk
    await crowd(desk, 30)
    notice_id = await desk.sending()
    others = [works_of(desk, tmp_path).feeder for _ in range(3)]
    for _ in range(4):
        await asyncio.gather(works.feeder.run(), *(other.run() for other in others))
        await works.deliver()
    await works.run()
    assert (await desk.notice(notice_id)).state == "sent"
    rows = await desk.outbox()
    assert len(rows) == len({row.topic_id for row in rows}) == 30


async def test_a_feeder_cut_off_anywhere_leaves_nothing_half_done(works: Works) -> None:
    desk = works.desk
    await crowd(desk, 25)
    notice_id = await desk.sending()
    for turns in range(0, 120, 3):
        running = asyncio.ensure_future(works.feeder.run())
        for _ in range(turns):
            await asyncio.sleep(0)
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
        under_way = {one.id for one in (await desk.copies(notice_id)).values() if one.state == "out"}
        assert {row.topic_id for row in await works.queued("notice")} == under_way
        if turns % 30 == 0:
            await works.deliver(count=3)
    while (await desk.notice(notice_id)).state != "sent":
        await works.run()
        await works.deliver()
    rows = await desk.outbox()
    assert len(rows) == len({row.topic_id for row in rows}) == 25


async def test_the_night_stops_a_notice_and_the_morning_goes_on(works: Works) -> None:
    desk = works.desk
    await crowd(desk, 30)
    desk.clock.at = datetime(2026, 11, 2, 11, 59, tzinfo=UTC)  # a minute before eight in the evening
    notice_id = await desk.sending()
    await works.run()
    await works.deliver(count=2)
    desk.clock.move(minutes=1)
    await works.run(3)
    assert await works.queued("notice") == []
    assert Counter(await desk.states(notice_id)) == {"sent": 2, "queued": 28}
    (shown,) = await works.deliver("nprogress")
    assert "夜里不发，08:30 接着发" in shown.text
    assert await desk.do(notice_moves.correct, notice_id, "改好了") == 2
    desk.clock.at = datetime(2026, 11, 3, 0, 29, tzinfo=UTC)
    await works.run()
    assert await works.queued("notice") == []
    desk.clock.move(minutes=1)
    await works.run()
    assert len(await works.queued("notice")) == 20


async def test_corrections_and_withdrawals_do_not_wait_for_the_morning(works: Works) -> None:
    desk = works.desk
    await crowd(desk, 3)
    notice_id = await desk.sending()
    await works.run()
    await works.deliver()
    await works.run()
    desk.clock.move(hours=12)
    await desk.do(notice_moves.correct, notice_id, "改好了")
    await works.run()
    assert {row.action for row in await works.queued("notice")} == {"edit"}
    assert [one.text for one in await works.deliver()] == ["改好了"] * 3
    await works.run()
    assert (await desk.notice(notice_id)).state == "sent"


async def test_a_notice_is_begun_at_its_time_and_once(works: Works, tmp_path: Path) -> None:
    desk = works.desk
    await crowd(desk, 3)
    notice_id = await desk.draft()
    await desk.do(drafts.choose_time, notice_id, desk.clock.now() + timedelta(hours=1))
    await desk.confirm(notice_id)
    await works.run()
    assert (await desk.notice(notice_id)).state == "scheduled"
    desk.clock.move(days=2)  # the machine was off
    await asyncio.gather(works.feeder.run(), works_of(desk, tmp_path).feeder.run())
    await works.run()
    assert len(await works.queued("notice")) == 3
    desk.clock.move(hours=-1)  # a clock set back
    await works.run()
    assert len(await desk.outbox()) == 3


async def test_after_its_use_nothing_of_a_notice_leaves_whatever_lay_ready(works: Works) -> None:
    desk = works.desk
    await crowd(desk, 3)
    later = await desk.draft(body="明天下午三点开会")
    await desk.do(drafts.choose_time, later, desk.clock.now() + timedelta(hours=1))
    await desk.do(drafts.choose_end, later, desk.clock.now() + timedelta(hours=2))
    await desk.confirm(later)
    now = await desk.draft(body="今天下午三点开会")
    await desk.do(drafts.choose_end, now, desk.clock.now() + timedelta(hours=2))
    await desk.confirm(now)
    await works.run()
    assert len(await works.queued("notice")) == 3
    assert len(await works.deliver(count=1)) == 1
    desk.clock.move(days=3)  # the machine was off
    assert await works.deliver() == [], "delivery is quicker than the feeder"
    await works.run()
    assert await works.queued("notice") == []
    assert (await desk.notice(now)).state == "stopped"
    assert (await desk.notice(later)).state == "draft"
    assert await desk.states(later) == []
    told = {row.text_key: row.values for row in await desk.outbox(None)}
    assert told["outbox-notice-expired"]["count"] == 2
    assert told["outbox-notice-returned-expired"]["title"] == "自查提醒"


async def test_copies_whose_fate_was_not_kept_are_put_in_line(works: Works) -> None:
    desk = works.desk
    await crowd(desk, 3)
    notice_id = await desk.sending()
    await works.run()
    ids = [row.id for row in await works.queued("notice")]
    for row_id, state in zip(ids, ("sent", "failed", "unreachable"), strict=True):
        await desk.set_outbox(row_id, state=state)
    await works.run(3)
    assert await desk.states(notice_id) == ["sent", "failed", "unreachable"]
    assert (await desk.notice(notice_id)).state == "sent"
