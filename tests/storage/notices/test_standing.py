"""Standing notices: who registers later gets one copy, also where nobody was there when it was sent."""

from __future__ import annotations

from storage.notices import drafts, reading, sending
from storage.notices import moves as notice_moves
from tests.storage.desk import RULES, Desk, desk
from tests.storage.notices.steps import arrive, feed, finished, three

__all__ = ["desk"]


async def test_a_standing_notice_reaches_who_joins_later_once(desk: Desk) -> None:
    await three(desk)
    listed = await desk.enterprise("west")
    notice_id = await desk.draft(industries=("shoes",))
    await desk.run(drafts.set_kind, desk.author, notice_id, standing=True)
    await desk.do(sending.confirm, notice_id, sending.Rules(RULES.zone, 10))
    await feed(desk, notice_id)
    await arrive(desk)
    await finished(desk, notice_id)
    for _ in range(2):  # who came at that very moment is looked at once more, who came long ago is not
        for found, since in (await desk.run(notice_moves.to_top_up)).items():
            now = desk.clock.move(minutes=20)
            assert await desk.run(notice_moves.top_up, now, found, since, RULES) == 0
    assert await desk.run(notice_moves.to_top_up) == {}
    late, wrong = await desk.person(), await desk.person()
    await desk.join(listed, late)
    await desk.enterprise("west", wrong, industry="felling")
    await desk.enterprise("elsewhere", wrong)
    for expected in (1, 0):
        ((found, since),) = (await desk.run(notice_moves.to_top_up)).items()
        assert found == notice_id
        now = desk.clock.move(seconds=10)
        assert await desk.run(notice_moves.top_up, now, notice_id, since, RULES) == expected
        await feed(desk, notice_id)
        await arrive(desk)
        assert await finished(desk, notice_id) == bool(expected)
    assert (late, 1) in await desk.copies(notice_id)
    assert (wrong, 1) not in await desk.copies(notice_id)
    assert await desk.run(reading.list_unreached, desk.author, notice_id) == ()
    row = await desk.notice(notice_id)
    assert (row.state, row.job) == ("sent", "topup")
    assert await desk.do(notice_moves.end_standing, notice_id)
    assert not await desk.do(notice_moves.end_standing, notice_id)
    assert await desk.run(notice_moves.to_top_up) == {}


async def test_a_standing_notice_may_begin_with_nobody_in_reach(desk: Desk) -> None:
    listed = await desk.enterprise("west")
    notice_id = await desk.draft()
    await desk.run(drafts.set_kind, desk.author, notice_id, standing=True)
    assert (await desk.confirm(notice_id)).state == "sending"
    assert await finished(desk, notice_id)
    late = await desk.person()
    await desk.join(listed, late)
    row = await desk.notice(notice_id)
    assert await desk.run(notice_moves.top_up, desk.clock.now(), notice_id, row.topped_up_at, RULES) == 1
