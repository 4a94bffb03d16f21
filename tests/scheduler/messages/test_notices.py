"""Notices on their way: fed a little at a time, stopped by the night, shown as they go."""

from __future__ import annotations

import asyncio
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, update

from content.catalog import Catalog
from scheduler.clock import Clock as SchedulerClock
from scheduler.delivery.items import Composer, Outgoing
from scheduler.delivery.outcome import Gone, Moot, Outcome, Refused, Sent
from scheduler.messages.notice_feeder import EVERY, Feeder
from scheduler.messages.notice_progress import NoticeProgress, Speed
from scheduler.messages.notices import Notices, NoticeTests, Words
from storage.base.audit import Actor
from storage.base.files import FileStore
from storage.membership import seats as staff_changes
from storage.notices import drafts, reading, trials
from storage.notices import moves as notice_moves
from storage.notices.drafts import NewFile
from storage.notices.sending import Rules
from storage.outbox.queue import Message
from storage.tables.notices import NoticeCopy
from storage.tables.offices import ZONE, Staff
from tests.storage.conftest import (
    CLI,
    clock,
    database,
    database_url,
    library,
    postgres_tables,
    sqlite_template,
)
from tests.storage.desk import Desk, desk

__all__ = ["clock", "database", "database_url", "desk", "library", "postgres_tables", "sqlite_template"]

RULES = Rules(ZONE, 100)


@dataclass
class Works:
    """A feeder and the topics of notices, with a delivery that is done by hand."""

    desk: Desk
    feeder: Feeder
    notices: Notices
    progress: NoticeProgress
    tests: NoticeTests
    seconds: list[float]

    async def queued(self, topic: str) -> list[Message]:
        """What a delivery would claim of a topic."""
        return [
            Message(
                id=row.id,
                person_id=row.person_id,
                telegram_id=1,
                language="zh",
                reachable=True,
                priority=row.priority,
                not_before=row.not_before,
                text_key=row.text_key,
                values=row.values,
                button=row.button,
                attempts=0,
                lease_until=row.not_before,
                action=row.action,
                topic=row.topic,
                topic_id=row.topic_id,
                message_ids=tuple(row.message_ids or ()),
            )
            for row in await self.desk.outbox(topic)
            if row.state == "pending"
        ]

    async def deliver(
        self, topic: str = "notice", outcome: Outcome | None = None, count: int = 1000
    ) -> list[Outgoing]:
        """Send what waits, with this outcome; what was said."""
        composers: dict[str, Composer] = {
            "notice": self.notices,
            "nprogress": self.progress,
            "ntest": self.tests,
        }
        made = composers[topic]
        rows = (await self.queued(topic))[:count]
        said = await made.compose([row for row in rows if row.action != "delete"])
        results: list[tuple[Message, Outcome]] = [
            (row, Moot() if said.get(row.id, "") is None else outcome or Sent((row.id + 500,)))
            for row in rows
        ]
        states = {Sent: "sent", Gone: "unreachable", Refused: "failed", Moot: "moot"}
        async with self.desk.database.begin() as db:
            await made.report(db, self.desk.clock.now(), results)
        for row, result in results:
            sent_at = self.desk.clock.now()
            await self.desk.set_outbox(row.id, state=states[type(result)], sent_at=sent_at)
        return [one for one in said.values() if one is not None]

    async def run(self, times: int = 1) -> None:
        """Let the feeder look so often, time enough between for another progress message."""
        for _ in range(times):
            self.seconds[0] += EVERY
            await self.feeder.run()


@pytest.fixture
def works(desk: Desk, tmp_path: Path) -> Works:
    return works_of(desk, tmp_path)


def works_of(desk: Desk, tmp_path: Path, rate: float = 0.3) -> Works:
    """With a rate that leaves room for twenty copies in the outbox."""
    seconds = [0.0]
    ticking = SchedulerClock(desk.clock.now, desk.clock.now, lambda: seconds[0])
    catalog = Catalog.load()
    words = Words(catalog, FileStore(tmp_path), ZONE, ())
    return Works(
        desk,
        Feeder(desk.database, ticking, RULES, rate),
        Notices(desk.database, words, ticking),
        NoticeProgress(desk.database, catalog, ticking, ZONE, rate),
        NoticeTests(desk.database, words),
        seconds,
    )


async def crowd(desk: Desk, count: int) -> list[int]:
    """An enterprise with so many people."""
    everybody = [await desk.person() for _ in range(count)]
    await desk.enterprise("east", *everybody)
    return everybody


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


# --- what is said


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
    assert [(one.file_id, bool(one.path)) for one in said.files] == [("file1", True), ("file2", False)]
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
        await desk.do(trials.send_test, notice_id)
    (said,) = await works.deliver("ntest")
    assert (said.text, said.rows[0][0].callback) == ("<i>试</i>", "go:npreview:0")
    desk.clock.move(seconds=5)
    await desk.do(trials.send_test, notice_id)
    await desk.do(drafts.discard, notice_id)
    assert await works.deliver("ntest") == []


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


# --- how far it is


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
    assert "3/3 · 发完了" in shown.text
    assert "没注册 1 家、送不到 1 人" in shown.text
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
    assert "发完了" in shown.text


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
