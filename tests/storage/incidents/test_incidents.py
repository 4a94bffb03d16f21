"""Accidents: what an owner says reaches the office at once; tellings by the minute; the four things."""

from __future__ import annotations

import asyncio
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from docx import Document
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import create_async_engine

from content.catalog import Catalog
from content.loader import load
from content.model.incidents import grade_of
from documents.papers.incidents import incident_paper
from documents.papers.official import paper_docx, paper_pdf
from storage.base.audit import Actor
from storage.base.database import Database
from storage.base.errors import Conflict, Invalid, NotAllowed, NotFound, Stale
from storage.base.schema import Base
from storage.history import reading
from storage.incidents import ending, recording, views
from storage.incidents.views import IncidentView
from storage.offices import audit_trail, letterheads, recusals
from storage.outbox.queue import GATHERED, URGENT
from storage.tables.incidents import Incident
from storage.tables.outbox import OutboxRow
from tests.storage.conftest import CLI
from tests.storage.review_desk import ReviewDesk, desk
from tests.storage.shop import photo
from tests.storage.workshop import Workshop, varied

__all__ = ["desk", "varied"]
LIBRARY = load()
assert LIBRARY.incidents is not None
RULES = LIBRARY.incidents
CATALOG = Catalog.load()
ZONE = ZoneInfo("Asia/Shanghai")
TODAY = date(2026, 12, 1)


class Scene:
    """A workshop whose owner, and whose office, write an accident down."""

    def __init__(self, desk: ReviewDesk, shop: Workshop) -> None:
        self.desk, self.shop = desk, shop

    async def do(self, operation: Any, by: Actor, *given: Any, **named: Any) -> Any:
        async with self.desk.database.begin() as db:
            return await operation(db, by, self.desk.clock.now(), *given, **named)

    async def happened(self, by: Actor | None = None, token: str = "t") -> int:  # noqa: S107 - of a tap
        return int(await self.do(recording.record, by or self.shop.owner, self.shop.enterprise_id, token))

    async def seen(self, number: int, by: Actor | None = None) -> IncidentView:
        async with self.desk.database.read() as db:
            return await views.get(db, by or self.desk.head, number)

    async def queued(self, key: str) -> list[tuple[int, int, datetime, dict[str, Any]]]:
        query = select(OutboxRow.person_id, OutboxRow.priority, OutboxRow.not_before, OutboxRow.values).where(
            OutboxRow.text_key == key, OutboxRow.state == "pending"
        )
        async with self.desk.database.read() as db:
            rows = await db.execute(query.order_by(OutboxRow.id))
            return [(person or 0, priority, at, dict(values)) for person, priority, at, values in rows]

    async def dealt_with(self, number: int) -> None:
        for point in RULES.points:
            await self.do(ending.show, self.desk.head, RULES, number, point.code, f"已办 <b>{point.code}")
            await self.do(ending.settle, self.desk.head, RULES, number, point.code, today=TODAY)


@pytest.fixture
async def scene(desk: ReviewDesk) -> Scene:
    return Scene(desk, await desk.workshop(1))


async def test_what_an_owner_says_reaches_the_office_at_once_also_at_night(scene: Scene) -> None:
    scene.desk.clock.at = datetime(2026, 12, 1, 2, 30, tzinfo=ZONE).astimezone(UTC)
    numbers = await asyncio.gather(*(scene.happened() for _ in range(3)))
    assert len(set(numbers)) == 1
    told = await scene.queued("outbox-incident")
    assert told
    assert {(priority, at) for _, priority, at, _ in told} == {(URGENT, scene.desk.clock.now())}
    assert scene.shop.owner.person_id not in {person for person, _, _, _ in told}
    number = numbers[0]
    await scene.do(recording.set_people, scene.shop.owner, number, 2, 0)
    await scene.do(recording.set_text, scene.shop.owner, number, "what", "喷漆房两人晕倒 <b>😀</b>")
    more = await scene.queued("outbox-incident-more")
    assert {(values["hurt"], values["dead"], values["what"]) for _, _, _, values in more} == {
        (2, 0, "喷漆房两人晕倒 <b>😀</b>")
    }, "one message with what is known now"
    seen = await scene.seen(number, scene.shop.owner)
    assert (seen.hurt, seen.dead, seen.by_enterprise, seen.state) == (2, 0, True, "open")


async def test_who_was_told_by_the_minute_and_what_was_late(scene: Scene) -> None:
    number = await scene.happened()
    start = (await scene.seen(number)).happened_at
    for by, party, after in (
        (scene.shop.owner, "unit_head", 5),
        (scene.shop.owner, "safety", 70),
        (scene.desk.head, "above", 200),
    ):
        scene.desk.clock.at = start + timedelta(minutes=after)
        await scene.do(recording.tell_party, by, RULES, number, party, scene.desk.clock.now())
    seen = await scene.seen(number)
    known = {party.code: party for party in RULES.parties}
    due = {code: seen.due_at(known[code]) for code in ("unit_head", "safety", "above", "police")}
    assert due == {
        "unit_head": None,
        "safety": start + timedelta(minutes=65),  # an hour from the head's being told (条例 第九条)
        "above": start + timedelta(minutes=190),  # two hours from the report (第十一条)
        "police": None,
    }
    now = scene.desk.clock.now()
    assert [one.code for one in RULES.parties if seen.is_late(one, now)] == ["safety", "above"]
    with pytest.raises(NotAllowed):  # that is the office's to tell
        await scene.do(recording.tell_party, scene.shop.owner, RULES, number, "government", now)
    with pytest.raises(NotFound):
        await scene.do(recording.tell_party, scene.desk.head, RULES, number, "press", now)
    with pytest.raises(Invalid, match="incident-time"):
        await scene.do(
            recording.tell_party, scene.desk.head, RULES, number, "police", now + timedelta(hours=1)
        )


def test_every_article_is_one_of_a_law_that_was_read() -> None:
    for party in RULES.parties:
        for ref in party.law:
            assert LIBRARY.laws[ref.law].in_force
            assert ref.mark == "verified"
        assert party.after is None or RULES.party(party.after) is not None
    for grade, *people in (
        ("general", (0, 1), (2, 9)),
        ("larger", (3, 0), (0, 10)),
        ("major", (10, 0), (0, 50)),
        ("gravest", (30, 0), (0, 100)),
    ):
        assert {grade_of(*one) for one in people} == {grade}


async def test_it_is_closed_only_when_the_four_things_are_shown(scene: Scene) -> None:
    number, head = await scene.happened(scene.desk.head), scene.desk.head
    assert await scene.queued("outbox-incident") == [], "the office need not be told what it wrote itself"
    with pytest.raises(Conflict, match="incident-points"):
        await scene.do(ending.close, head, RULES, number)
    with pytest.raises(Conflict, match="incident-unshown"):
        await scene.do(ending.settle, head, RULES, number, "cause", today=TODAY)
    with pytest.raises(NotFound):
        await scene.do(ending.show, head, RULES, number, "blame", "x")
    await scene.dealt_with(number)
    for _ in range(2):
        assert await scene.do(recording.attach, head, number, "cause", photo("1", "word")) == 1
    with pytest.raises(Conflict, match="incident-no-result"):
        await scene.do(ending.close, head, RULES, number)
    with pytest.raises(Conflict, match="incident-no-result"):
        await scene.do(ending.publish, head, number, "已处理", TODAY)
    await scene.do(ending.inquire, head, number, "区应急局", TODAY)
    await scene.do(ending.conclude, head, number, "通风没开，罚款三万元", TODAY)
    await scene.do(ending.publish, head, number, "一家家具企业…", TODAY)
    assert [await scene.do(ending.close, head, RULES, number) for _ in range(2)] == [True, False]
    for by in (head, scene.shop.owner):
        with pytest.raises(Stale):
            await scene.do(recording.set_people, by, number, 3, 0)
    assert await scene.do(ending.reopen, head, number)
    await scene.do(recording.set_people, head, number, 3, 0)
    async with scene.desk.database.read() as db:
        deeds = await audit_trail.list_deeds(db, head, scene.desk.town)
        history = await reading.read(db, scene.shop.owner, scene.shop.enterprise_id, skip=0, limit=50)
        office = await reading.read(db, head, scene.shop.enterprise_id, skip=0, limit=50)
    assert {one.code for one in deeds} >= {"incident-record", "incident-close", "incident-publish"}
    assert "history-incident" in {one.key for one in history.events}
    assert "history-incident-result" not in {one.key for one in history.events}, "the office's alone"
    assert "history-incident-result" in {one.key for one in office.events}


async def test_a_false_alarm_is_counted_no_more_and_reminds_of_nothing(scene: Scene) -> None:
    desk, shop, head = scene.desk, scene.shop, scene.desk.head
    number = await scene.happened()
    with pytest.raises(NotAllowed):
        await scene.do(ending.void, shop.owner, number, "误按")
    with pytest.raises(Invalid):
        await scene.do(ending.void, head, number, "  ")
    await scene.do(ending.void, head, number, "误按，没有人受伤")
    seen = await scene.seen(number, shop.owner)
    assert (seen.state, seen.result, seen.result_on) == ("annulled", "误按，没有人受伤", None)
    assert not await scene.queued("outbox-incident-later")
    assert not await scene.queued("outbox-incident-inquiry")
    async with desk.database.read() as db:
        place = (await views.get(db, head, number)).jurisdiction_id
        assert await views.count_at(db, head, place) == (0, 1)
    for refused in (ending.void, ending.conclude):
        with pytest.raises(Stale):
            await scene.do(refused, head, number, "再写", *([TODAY] if refused is ending.conclude else []))
    with pytest.raises(Stale):
        await scene.do(ending.close, head, RULES, number)
    assert await scene.do(ending.reopen, head, number)
    assert ((await scene.seen(number)).state, (await scene.seen(number)).result) == ("open", "")
    await scene.do(ending.conclude, head, number, "未通风", TODAY)
    with pytest.raises(Conflict, match="incident-concluded"):
        await scene.do(ending.void, head, number, "误按")


async def test_who_may_not(scene: Scene) -> None:
    for by in (scene.desk.viewer, scene.desk.stranger):
        with pytest.raises(NotAllowed):
            await scene.happened(by, f"t{by.person_id}")
    number = await scene.happened()
    with pytest.raises(NotAllowed):
        await scene.seen(number, scene.desk.stranger)
    with pytest.raises(NotAllowed):
        await scene.do(ending.conclude, scene.shop.owner, number, "没事", TODAY)
    async with scene.desk.database.read() as db:
        assert scene.shop.enterprise_id in await recusals.tied_enterprises(
            db, scene.shop.owner.person_id or 0
        )
    for hurt, dead in ((-1, 0), (0, 10_000)):
        with pytest.raises(Invalid, match="incident-people"):
            await scene.do(recording.set_people, scene.shop.owner, number, hurt, dead)
    late = scene.desk.clock.now() + timedelta(hours=1)
    with pytest.raises(Invalid, match="incident-time"):
        await scene.do(recording.set_time, scene.shop.owner, number, late)


def test_nothing_links_an_accident_to_a_report_and_nothing_names_the_hurt() -> None:
    tables = {name: table for name, table in Base.metadata.tables.items() if name.startswith("incident")}
    assert len(tables) == 4
    for table in tables.values():
        for key in table.foreign_keys:
            assert "report" not in key.target_fullname
        assert not {"name", "person", "patient", "diagnosis"} & {column.name for column in table.columns}
    for name, table in Base.metadata.tables.items():
        if "report" in name:
            assert not any(key.target_fullname.startswith("incident") for key in table.foreign_keys)
    for path in Path(recording.__file__).parent.glob("*.py"):
        assert "storage.reports" not in path.read_text("utf-8")


async def test_the_file_of_an_accident_and_its_row_in_the_ledger(scene: Scene, tmp_path: Path) -> None:
    number, head = await scene.happened(), scene.desk.head
    await scene.do(recording.set_people, head, number, 3, 1)
    await scene.do(recording.tell_party, head, RULES, number, "health", scene.desk.clock.now())
    await scene.dealt_with(number)
    seen = await scene.seen(number)
    async with scene.desk.database.read() as db:
        head_of_paper = await letterheads.letterhead_of(db, seen.jurisdiction_id)
    paper = incident_paper(seen, head_of_paper, ZONE, TODAY, LIBRARY, CATALOG)
    words = "\n".join(line for section in paper.sections for line in section.paragraphs)
    assert "受伤或中毒 3 人，死亡 1 人" in words
    assert "一般事故（《生产安全事故报告和调查处理条例》第三条）" in words
    told, points = (section.rows for section in paper.sections if section.rows)
    assert told[1][0] == "所在地卫生健康部门：及时（《职业病防治法》第三十七条）"
    assert [row[1] == "未记" for row in told] == [True, False, *[True] * 7]
    titles = ("事故原因查清", "责任人员处理", "整改措施落实", "有关人员受到教育")
    assert [row[0].partition("：")[0] for row in points] == list(titles)
    assert (await paper_pdf(paper)).startswith(b"%PDF")
    (tmp_path / "i.docx").write_bytes(await paper_docx(paper))
    assert any("职业危害事故档案" in one.text for one in Document(str(tmp_path / "i.docx")).paragraphs)
    async with scene.desk.database.read() as db:
        pages = views.pages_in_campaign(db, CLI, scene.desk.campaign_id, scene.desk.town)
        assert [one.id async for page in pages for one in page] == [number]
        assert await views.count_at(db, head, scene.desk.town) == (1, 1)
        assert (await db.execute(select(func.count()).select_from(Incident))).scalar_one() == 1


async def test_the_days_of_the_law_are_said_in_the_daily_digest_until_there_is_a_result(scene: Scene) -> None:
    scene.desk.clock.at = datetime(2026, 12, 1, 10, tzinfo=ZONE).astimezone(UTC)
    number = await scene.happened()

    async def said() -> dict[str, set[tuple[int, date, int]]]:
        found = {}
        for key in ("outbox-incident-later", "outbox-incident-inquiry", "outbox-incident-inquiry-late"):
            rows = await scene.queued(key)
            found[key.removeprefix("outbox-incident-")] = {
                (priority, at.astimezone(ZONE).date(), values["due_day"]) for _, priority, at, values in rows
            }
        return found

    assert await said() == {
        "later": {(GATHERED, date(2026, 12, 31), 31)},
        "inquiry": {(GATHERED, date(2027, 1, 22), 30)},  # a week before is a Saturday
        "inquiry-late": {(GATHERED, date(2027, 2, 1), 30)},  # the day after is a Sunday
    }
    before = datetime(2026, 11, 30, 10, tzinfo=ZONE)
    await scene.do(recording.set_time, scene.shop.owner, number, before)
    assert (await said())["later"] == {(GATHERED, date(2026, 12, 30), 30)}
    await scene.do(ending.conclude, scene.desk.head, number, "未通风", TODAY)
    assert {key for key, lines in (await said()).items() if lines} == {"later"}
    await scene.dealt_with(number)
    await scene.do(ending.close, scene.desk.head, RULES, number)
    assert not any((await said()).values())
    await scene.do(ending.reopen, scene.desk.head, number)
    assert (await said())["later"]


async def test_days_and_mornings_are_those_of_the_installations_zone(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    """乌鲁木齐: two hours behind Beijing. At 17:30 UTC it is the 1st there and the 2nd in Beijing."""
    zone = ZoneInfo("Asia/Urumqi")
    monkeypatch.setattr("storage.base.database.create_async_engine", create_async_engine)
    urumqi = Database(scene.desk.database.url.render_as_string(hide_password=False), zone)
    try:
        scene.desk.clock.at = datetime(2026, 12, 1, 17, 30, tzinfo=UTC)
        async with urumqi.begin() as db:
            await recording.record(
                db, scene.shop.owner, scene.desk.clock.now(), scene.shop.enterprise_id, "urumqi"
            )
    finally:
        await urumqi.close()
    lines = await scene.queued("outbox-incident-later")
    said = {(values["due_day"], f"{at.astimezone(zone):%d %H:%M}") for _, _, at, values in lines}
    assert said == {(31, "31 08:30")}
