"""Progress of a notice: one message to its author that changes as copies go, ends, and tells the speed."""

from __future__ import annotations

from sqlalchemy import select

from scheduler.delivery.outcome import Gone, Refused, Sent
from scheduler.messages.notice_progress import Speed
from storage.membership import seats as staff_changes
from storage.notices import moves as notice_moves
from storage.tables.offices import Staff
from tests.scheduler.messages.notice_works import Works, crowd, works
from tests.storage.conftest import CLI
from tests.storage.desk import desk

__all__ = ["desk", "works"]


async def test_progress_is_one_message_that_changes_and_ends(works: Works) -> None:
    desk = works.desk
    await crowd(desk, 3)
    await desk.enterprise("west")
    notice_id = await desk.sending()
    await works.run()
    (shown,) = await works.deliver("nprogress")
    assert "《自查提醒》→ 2 家" in shown.text
    assert "0/3" in shown.text
    assert [one.callback for row in shown.rows for one in row] == [
        f"go:npause:{notice_id}",
        f"go:nstop:{notice_id}",
    ]
    await works.run(3)
    assert await works.queued("nprogress") == [], "nothing has changed"
    await works.deliver(count=1)
    await works.run()
    (row,) = await works.queued("nprogress")
    assert (row.action, len(row.message_ids)) == ("edit", 1)
    await works.deliver(count=1, outcome=Gone("blocked"))
    await works.deliver()
    (shown,) = await works.deliver("nprogress")
    await works.run(2)
    (shown,) = await works.deliver("nprogress")
    assert "3/3 · 发送完毕" in shown.text
    assert "未注册 1 家、送不到 1 人" in shown.text
    assert [one.callback for row in shown.rows for one in row] == [
        f"go:nread:{notice_id}",
        f"go:nagain:{notice_id}",
        f"go:nlist:{notice_id}",
    ]
    await works.run(3)
    assert len(await desk.outbox("nprogress")) == 1
    assert not (await desk.notice(notice_id)).progress_open


async def test_progress_deleted_by_its_author_is_let_be(works: Works) -> None:
    desk = works.desk
    await crowd(desk, 3)
    notice_id = await desk.sending()
    await works.run()
    await works.deliver("nprogress")
    await works.deliver(count=1)
    await works.run()
    await works.deliver("nprogress", outcome=Refused("message to edit not found"))
    await works.deliver()
    await works.run(3)
    assert (await desk.notice(notice_id)).state == "sent"
    assert await works.queued("nprogress") == []


async def test_progress_is_not_shown_to_who_left_the_office(works: Works) -> None:
    desk = works.desk
    await crowd(desk, 3)
    notice_id = await desk.sending()
    seats = select(Staff.id).where(Staff.person_id == desk.author.person_id)
    async with desk.database.begin() as db:
        for seat in (await db.execute(seats)).scalars().all():
            await staff_changes.revoke(db, CLI, desk.clock.now(), seat)
    await works.run(2)
    assert await desk.outbox("nprogress") == []
    await works.deliver()
    await works.run(3)
    assert (await desk.notice(notice_id)).state == "sent"
    assert await desk.outbox("nprogress") == []


async def test_the_end_is_shown_although_it_came_while_less_was_under_way(works: Works) -> None:
    desk = works.desk
    await crowd(desk, 1)
    await desk.sending()
    await works.run()
    (row,) = await works.queued("nprogress")
    await works.progress.compose([row])
    await desk.set_outbox(row.id, state="sending")
    await works.deliver()
    await works.run(2)
    async with desk.database.begin() as db:
        await works.progress.report(db, desk.clock.now(), [(row, Sent((9,)))])
    await desk.set_outbox(row.id, state="sent", sent_at=desk.clock.now())
    await works.run()
    (shown,) = await works.deliver("nprogress")
    assert "发送完毕" in shown.text


async def test_who_withdraws_sees_how_far_that_is(works: Works) -> None:
    desk = works.desk
    await crowd(desk, 2)
    notice_id = await desk.sending()
    await works.run()
    await works.deliver()
    await works.run(2)
    await works.deliver("nprogress")
    await works.run()
    await desk.do(notice_moves.withdraw, notice_id, actor=desk.head)
    await works.run()
    (row,) = [one for one in await works.queued("nprogress") if one.action == "send"]
    assert row.person_id == desk.head.person_id
    (shown,) = [one for one in await works.deliver("nprogress") if "撤回" in one.text]
    assert "0/2" in shown.text
    await works.deliver()
    await works.run(2)
    (shown,) = await works.deliver("nprogress")
    assert "2/2 · 已撤回" in shown.text
    assert shown.rows == ()


def test_the_speed_is_that_of_the_last_seconds() -> None:
    speed = Speed()
    assert speed.of(0, 0) == 0
    assert speed.of(2, 56) == 28
    assert speed.of(4, 56) == 14
    assert [round(speed.of(second, 56 + 10 * (second - 4))) for second in range(5, 20)][-1] == 10
    assert speed.of(21, 0) == 0, "another job begins anew"
