"""Copies of a notice: its current text, files and buttons, corrected, withdrawn, urgent, on trial."""

from __future__ import annotations

from sqlalchemy import update

from scheduler.delivery.outcome import Refused, Sent
from storage.base.audit import Actor
from storage.notices import drafts, reading
from storage.notices import moves as notice_moves
from storage.notices.drafts import NewFile
from storage.tables.notices import NoticeCopy
from tests.scheduler.messages.notice_works import Works, crowd, works
from tests.storage.desk import desk

__all__ = ["desk", "works"]


async def test_a_copy_says_what_the_notice_says_now(works: Works) -> None:
    desk = works.desk
    (person,) = await crowd(desk, 1)
    notice_id = await desk.draft(body="<b>请</b>交表")
    for number in (1, 2):
        file = NewFile("photo", f"file{number}", f"u{number}", "", 9, "ab" * 32 if number == 1 else None)
        await desk.run(drafts.add_file, desk.author, notice_id, file)
    await desk.confirm(notice_id)
    await works.run()
    (said,) = await works.deliver()
    copy = (await desk.copies(notice_id))[person, 1]
    assert (said.text, said.html) == ("<b>请</b>交表", True)
    assert [[(one.text, one.callback) for one in row] for row in said.rows] == [
        [("已阅读", f"go:read:{copy.id}")]
    ]
    assert [(one.file_id, bool(one.fetch)) for one in said.files] == [("file1", True), ("file2", False)]
    await desk.do(reading.read, copy.id, actor=Actor("person", person))
    await works.run()
    await desk.do(notice_moves.correct, notice_id, "改好了")
    await works.run()
    (said,) = await works.deliver()
    assert [one.callback for row in said.rows for one in row] == [f"go:read:{copy.id}"]
    await desk.do(reading.read, copy.id, actor=Actor("person", person))
    await works.run()
    async with desk.database.begin() as db:
        await db.execute(update(NoticeCopy).values(state="edit"))
    await desk.do(notice_moves.withdraw, notice_id)
    await works.run()
    await works.deliver(outcome=Refused("can't be deleted"))
    await works.run()
    (said,) = await works.deliver()
    assert (said.text, said.rows) == ("这条通知已撤回。", ())
    assert len(said.files) == 2


async def test_a_text_corrected_under_way_is_corrected_again(works: Works) -> None:
    desk = works.desk
    await crowd(desk, 1)
    notice_id = await desk.sending()
    await works.run()
    (row,) = await works.queued("notice")
    said = await works.notices.compose([row])
    await desk.set_outbox(row.id, state="sending")
    await desk.do(notice_moves.correct, notice_id, "改好了")
    assert said[row.id] is not None
    async with desk.database.begin() as db:
        await works.notices.report(db, desk.clock.now(), [(row, Sent((7,)))])
    await desk.set_outbox(row.id, state="sent")
    assert await desk.states(notice_id) == ["edit"]
    await works.run()
    assert [one.text for one in await works.deliver()] == ["改好了"]
    await works.run()
    assert (await desk.notice(notice_id)).state == "sent"


async def test_what_was_taken_back_is_no_longer_said(works: Works) -> None:
    desk = works.desk
    await crowd(desk, 2)
    notice_id = await desk.sending()
    await works.run()
    rows = await works.queued("notice")
    await desk.do(notice_moves.pause, notice_id)
    assert set((await works.notices.compose(rows)).values()) == {None}


async def test_an_urgent_one_says_so_where_that_fits(works: Works) -> None:
    desk = works.desk
    await crowd(desk, 1)
    caption, long = "电" * 1024, "电" * 4096
    for body, files, said in (
        ("<b>停电</b>", 0, "【紧急】<b>停电</b>"),
        (caption, 0, f"【紧急】{caption}"),
        (caption, 1, caption),
        (long, 0, long),
    ):
        notice_id = await desk.draft(body=body)
        for number in range(files):
            file = NewFile("photo", f"file{number}", f"u{number}", "", 9, None)
            await desk.run(drafts.add_file, desk.author, notice_id, file)
        await desk.run(drafts.set_kind, desk.author, notice_id, urgent=True)
        await desk.confirm(notice_id)
        await works.run()
        (sent,) = await works.deliver()
        assert (sent.text, sent.apart) == (said, False)


async def test_a_test_says_the_draft(works: Works) -> None:
    desk = works.desk
    notice_id = await desk.draft(body="<i>试</i>")
    for _ in range(2):
        await desk.do(drafts.send_test, notice_id)
    (said,) = await works.deliver("ntest")
    assert (said.text, said.rows[0][0].callback) == ("<i>试</i>", "go:npreview:0")
    desk.clock.move(seconds=5)
    await desk.do(drafts.send_test, notice_id)
    await desk.do(drafts.discard, notice_id)
    assert await works.deliver("ntest") == []
