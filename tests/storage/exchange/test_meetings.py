"""Joint meetings: called, answered, held; points decided stand among duties and are reminded of."""

from __future__ import annotations

import asyncio
from datetime import UTC, date, datetime
from typing import Any

import pytest
from docx import Document
from sqlalchemy import select

from content.calendar.duties import ONCE
from content.catalog import Catalog
from documents.papers.meetings import minutes_paper
from documents.papers.official import paper_docx, paper_pdf
from storage.base.audit import Actor
from storage.base.errors import Conflict, Invalid, NotAllowed, NotFound, Stale
from storage.campaigns import duties as campaign_duties
from storage.campaigns import points
from storage.exchange import meeting_points, meeting_views, meetings, record_views, records
from storage.exchange.meeting_views import MeetingView
from storage.exchange.record_views import Of
from storage.offices import letterheads, staff
from storage.offices.letterheads import Letterhead
from storage.tables.campaigns import DutyMark
from storage.tables.outbox import OutboxRow
from tests.storage.campaigns.test_duties import LIBRARY, City, city
from tests.storage.conftest import CLI

__all__ = ["city"]
TODAY = date(2026, 11, 2)
CATALOG = Catalog.load()


class Desk:
    """The district's office with a head, and somebody of 人社; the town below it has an inspector."""

    def __init__(self, city: City, head: Actor, labour: Actor) -> None:
        self.city, self.head, self.labour = city, head, labour
        self.east, self.town = city.ids["east"], city.ids["town"]

    async def do(self, operation: Any, by: Actor, *given: Any, **named: Any) -> Any:
        async with self.city.database.begin() as db:
            return await operation(db, by, self.city.clock.now(), *given, **named)

    async def read(self, operation: Any, by: Actor, *given: Any) -> Any:
        async with self.city.database.read() as db:
            return await operation(db, by, *given)

    async def call(self, draft: str = "t1", on: date = date(2026, 11, 9), code: str = "", **more: Any) -> int:
        guests = more.pop("guests", [(self.east, "labour"), (self.east, "union"), (self.town, "")])
        period = date(2026, 11, 1) if code else ONCE
        said = (self.east, self.city.campaign_id, draft, on, "14:30", "三楼", "通报<b>\n下步", guests, TODAY)
        return int(await self.do(meetings.call, more.pop("by", self.head), *said, code, period))

    async def letterhead(self) -> Letterhead:
        async with self.city.database.read() as db:
            return await letterheads.letterhead_of(db, self.east)

    async def seen(self, number: int) -> MeetingView:
        return await self.read(meeting_views.get, self.head, number)  # type: ignore[no-any-return]

    async def queued(self, key: str) -> list[tuple[int, datetime, dict[str, Any]]]:
        query = select(OutboxRow.person_id, OutboxRow.not_before, OutboxRow.values).where(
            OutboxRow.text_key == key, OutboxRow.state == "pending"
        )
        async with self.city.database.read() as db:
            rows = await db.execute(query.order_by(OutboxRow.id))
            return [(person or 0, at, dict(values)) for person, at, values in rows]


@pytest.fixture
async def desk(city: City) -> Desk:
    async with city.database.begin() as db:
        head, labour = city.actors["city"], city.actors["west"]
        now = city.clock.now()
        await staff.seat(db, now, head.person_id or 0, city.ids["east"], "head", "safety", "长")
        await staff.seat(db, now, labour.person_id or 0, city.ids["east"], "inspector", "labour", "人")
    return Desk(city, head, labour)


async def test_a_meeting_is_called_once_answered_and_told_of(desk: Desk) -> None:
    numbers = await asyncio.gather(*(desk.call() for _ in range(3)))
    assert len(set(numbers)) == 1
    number = numbers[0]
    labour, town = desk.labour.person_id, desk.city.actors["town"].person_id
    told = await desk.queued("outbox-meeting")
    assert {person for person, _, _ in told} == {labour, town}, "nobody of 工会 is there"
    assert told[0][2] == {"place": "east处", "clock": "14:30", "where": "三楼", "day_month": 11, "day_day": 9}
    soon = await desk.queued("outbox-meeting-soon")
    assert {at for _, at, _ in soon} == {datetime(2026, 11, 6, 1, tzinfo=UTC)}, "Friday before Monday"
    guest = (desk.east, "labour")
    await desk.do(meetings.answer, desk.labour, number, guest, "leave")
    assert {person for person, _, _ in await desk.queued("outbox-meeting-soon")} == {town}
    await desk.do(meetings.answer, desk.labour, number, guest, "send", " 王 科长 ")
    assert {person for person, _, _ in await desk.queued("outbox-meeting-soon")} == {labour, town}
    answered = [values for _, _, values in await desk.queued("outbox-meeting-answered")]
    assert {(one["answer"], one["department"], one["who"]) for one in answered} >= {
        ("leave", "labour", ""),
    }
    seen = await desk.seen(number)
    assert [(one.department, one.answer, one.who) for one in seen.guests] == [
        ("labour", "send", "王 科长"),
        ("union", "", ""),
        ("", "", ""),
    ]
    with pytest.raises(NotAllowed):  # of another department
        await desk.do(meetings.answer, desk.labour, number, (desk.east, "union"), "come")
    with pytest.raises(NotFound):
        await desk.do(meetings.answer, desk.labour, number, (desk.east, "health"), "come")
    with pytest.raises(Invalid, match="meeting-who"):
        await desk.do(meetings.answer, desk.labour, number, guest, "send", " ")
    assert await desk.do(meetings.drop, desk.head, number)
    assert not await desk.do(meetings.drop, desk.head, number)
    assert await desk.queued("outbox-meeting-soon") == []
    with pytest.raises(Stale):
        await desk.do(meetings.answer, desk.labour, number, guest, "come")


async def test_what_is_refused(desk: Desk) -> None:
    with pytest.raises(NotAllowed):
        await desk.call(by=desk.labour)
    with pytest.raises(NotFound):
        await desk.call(guests=[(desk.city.ids["west"], "")])
    with pytest.raises(Invalid, match="meeting-nobody"):
        await desk.call(guests=[])
    with pytest.raises(Invalid, match="meeting-day"):
        await desk.call(on=date(2026, 11, 1))
    number = await desk.call()
    with pytest.raises(Conflict, match="meeting-early"):
        await desk.do(meeting_points.write, desk.head, LIBRARY, number, "纪要", TODAY)
    with pytest.raises(NotAllowed):
        await desk.do(meeting_points.write, desk.labour, LIBRARY, number, "纪要", date(2026, 11, 9))


async def test_minutes_do_the_plans_duty_and_are_sent_once(desk: Desk) -> None:
    """天津: a meeting each month; what was held is recorded as done, on the day it was held."""
    number = await desk.call(on=TODAY, code="monthly_meeting")
    came = {"came": True, "today": TODAY}
    await desk.do(meeting_points.attend, desk.head, number, (desk.east, "labour"), **came)
    with pytest.raises(Stale):
        await desk.do(meeting_points.issue, desk.head, number)
    for _ in range(2):
        await desk.do(meeting_points.write, desk.head, LIBRARY, number, "一、通报\n二、议定", TODAY)
    marks = select(DutyMark.period_on).where(DutyMark.code == "monthly_meeting")
    async with desk.city.database.read() as db:
        assert list((await db.execute(marks)).scalars()) == [date(2026, 11, 1)]
    of = Of(desk.city.campaign_id, "monthly_meeting", desk.east, date(2026, 11, 1))
    (record,) = await desk.read(record_views.list_of, desk.head, of)
    assert (record.done_on, record.sentence) == (TODAY, "通报<b> 下步")
    assert [await desk.do(meeting_points.issue, desk.head, number) for _ in range(2)] == [True, False]
    assert len(await desk.queued("outbox-meeting-minutes")) == 2
    seen = await desk.seen(number)
    assert [one.came for one in seen.guests] == [True, None, None]


async def test_a_point_is_a_duty_of_its_party(desk: Desk) -> None:
    number = await desk.call(on=TODAY)
    due = date(2026, 11, 16)
    party = (desk.town, "")
    point = await desk.do(meeting_points.decide, desk.head, number, " 补齐\n名单 ", party, due, TODAY)
    assert await desk.do(meeting_points.decide, desk.head, number, "补齐 名单", party, due, TODAY) == point
    town = desk.city.actors["town"]
    assert [person for person, _, _ in await desk.queued("outbox-point")] == [town.person_id]
    assert [at for _, at, _ in await desk.queued("outbox-point-due")] == [
        datetime(2026, 11, 13, 0, 30, tzinfo=UTC)
    ]
    assert [at for _, at, _ in await desk.queued("outbox-point-late")] == [
        datetime(2026, 11, 17, 0, 30, tzinfo=UTC)
    ]
    owed = [one for one in await desk.city.owed("town") if one.decided is not None]
    assert [(one.code, one.due_on, one.done_at, one.decided and one.decided.text) for one in owed] == [
        (points.code_of(point), due, None, "补齐 名单")
    ]
    of = Of(desk.city.campaign_id, points.code_of(point), desk.town)
    wrong = Of(desk.city.campaign_id, points.code_of(point), desk.east)
    with pytest.raises(NotFound):  # not the district's
        await desk.do(records.add, desk.head, LIBRARY, wrong, TODAY, "做了")
    record = await desk.do(records.add, town, LIBRARY, of, TODAY, "已补 12 家")
    assert await desk.queued("outbox-point-due") == await desk.queued("outbox-point-late") == []
    assert await desk.do(records.send, town, LIBRARY, record)
    assert {said["duty"] for _, _, said in await desk.queued("outbox-record-sent")} == {"补齐 名单"}
    (seen,) = (await desk.seen(number)).points
    assert seen.done_at is not None
    with pytest.raises(Conflict, match="meeting-point-done"):
        await desk.do(meeting_points.undecide, desk.head, point)
    where = (of.campaign_id, of.code, of.jurisdiction_id, ONCE)
    assert await desk.do(campaign_duties.undo, town, *where)
    assert len(await desk.queued("outbox-point-due")) == 1, "to be done again, it is reminded of again"
    assert await desk.do(meeting_points.undecide, desk.head, point)
    assert not await desk.do(meeting_points.undecide, desk.head, point)
    assert await desk.queued("outbox-point-due") == []
    assert [one for one in await desk.city.owed("town") if one.decided is not None] == []


async def test_the_minutes_are_a_paper_and_stand_in_the_ledger(desk: Desk, tmp_path: Any) -> None:
    number = await desk.call(on=TODAY)
    await desk.do(meetings.answer, desk.labour, number, (desk.east, "labour"), "send", "王科长")
    for guest, came in (((desk.east, "labour"), True), ((desk.east, "union"), False)):
        await desk.do(meeting_points.attend, desk.head, number, guest, came=came, today=TODAY)
    await desk.do(meeting_points.write, desk.head, LIBRARY, number, "一、通报 <b>😀</b>", TODAY)
    due = date(2026, 11, 16)
    await desk.do(meeting_points.decide, desk.head, number, "补齐名单", (desk.town, ""), due, TODAY)
    head = await desk.letterhead()
    paper = minutes_paper(await desk.seen(number), head, LIBRARY, CATALOG)
    assert paper.title == "天津市粉尘与高毒物品危害治理专项行动联席会议纪要"
    words = "\n".join(line for section in paper.sections for line in section.paragraphs)
    for said in (
        "2026年11月2日 14:30 在三楼召开",
        "出席：人社（王科长）",
        "未出席：工会",
        "未记：town处",
        "<b>😀</b>",
    ):
        assert said in words
    assert [row for section in paper.sections for row in section.rows] == [
        ("1. 补齐名单", "town处", "2026年11月16日")
    ]
    assert (await paper_pdf(paper)).startswith(b"%PDF")
    (tmp_path / "m.docx").write_bytes(await paper_docx(paper))
    assert any("联席会议纪要" in one.text for one in Document(str(tmp_path / "m.docx")).paragraphs)
    async with desk.city.database.read() as db:
        pages = meeting_views.pages_in_campaign(db, CLI, desk.city.campaign_id, desk.city.ids["city"])
        assert [one.id async for page in pages for one in page] == [number]
