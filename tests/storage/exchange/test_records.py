"""Records of duties: written with files, handed in, taken or returned; by offices and by enterprises."""

from __future__ import annotations

import asyncio
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from content.calendar.duties import ONCE
from storage.base.audit import Actor
from storage.base.errors import Conflict, Invalid, NotAllowed, NotFound, Stale
from storage.changes import records as enterprise_records
from storage.exchange import record_views, records
from storage.exchange.record_views import Of, Record
from storage.offices import audit_trail
from storage.tables.exchange import DutyFile
from storage.tables.outbox import OutboxRow
from tests.storage.campaigns.test_duties import LIBRARY, City, city
from tests.storage.conftest import CLI, register
from tests.storage.shop import photo

__all__ = ["city"]
TODAY = date(2026, 11, 2)


class Desk:
    """Acts on records in a city."""

    def __init__(self, city: City) -> None:
        self.city = city

    def of(self, place: str, code: str, period: date = ONCE, enterprise: int | None = None) -> Of:
        return Of(self.city.campaign_id, code, self.city.ids[place], period, enterprise)

    async def do(self, operation: Any, by: str | Actor, *given: Any) -> Any:
        actor = by if isinstance(by, Actor) else self.city.actors[by]
        async with self.city.database.begin() as db:
            return await operation(db, actor, self.city.clock.now(), *given)

    async def add(self, of: Of, by: str | Actor = "east", words: str = "") -> int:
        return int(await self.do(records.add, by, LIBRARY, of, TODAY, words))

    async def read(self, operation: Any, by: str | Actor, *given: Any, **named: Any) -> Any:
        actor = by if isinstance(by, Actor) else self.city.actors[by]
        async with self.city.database.read() as db:
            return await operation(db, actor, *given, **named)

    async def all_records(self) -> list[Record]:
        async with self.city.database.read() as db:
            pages = record_views.pages_in_campaign(db, CLI, self.city.campaign_id)
            return [one async for page in pages for one in page]

    async def queued(self, key: str) -> list[tuple[int, dict[str, Any]]]:
        query = select(OutboxRow.person_id, OutboxRow.values).where(
            OutboxRow.text_key == key, OutboxRow.state == "pending"
        )
        async with self.city.database.read() as db:
            return [(person or 0, dict(values)) for person, values in await db.execute(query)]


@pytest.fixture
async def desk(city: City) -> Desk:
    return Desk(city)


async def test_a_plan_is_handed_in_returned_and_taken(desk: Desk) -> None:
    """区县报成员名单: words and files, up to the city, back with a reason, up again."""
    of = desk.of("east", "district_roster")
    assert await desk.city.owing("below", "district_roster") == {desk.city.ids["east"], desk.city.ids["west"]}
    record = await desk.add(of, words=" 名单\n报了 ")
    assert await desk.add(of, words="名单 报了") == record  # the same update twice
    assert await desk.city.owing("below", "district_roster") == {desk.city.ids["west"]}
    for _ in range(2):
        assert await desk.do(records.attach, "east", record, photo("1", "word")) == 1
    assert await desk.do(records.send, "east", LIBRARY, record)
    assert not await desk.do(records.send, "east", LIBRARY, record)
    told = await desk.queued("outbox-record-sent")
    assert [person for person, _ in told] == [desk.city.actors["city"].person_id]
    assert told[0][1] == {"place": "east处", "of_duty": ["tianjin", "district_roster"]}
    with pytest.raises(Stale):
        await desk.do(records.say, "east", record, "改口")
    (waiting,) = await desk.read(record_views.list_handed_in, "city", desk.city.ids["city"])
    assert isinstance(waiting, Record)
    assert (waiting.id, waiting.files, waiting.to, waiting.sentence) == (record, 1, "city处", "名单 报了")
    for by in ("east", "west", "town"):
        with pytest.raises(NotAllowed):
            await desk.do(records.receive, by, record)
    with pytest.raises(Invalid, match="record-reason"):
        await desk.do(records.give_back, "city", record, "  ")
    assert await desk.do(records.give_back, "city", record, "缺电话")
    assert not await desk.do(records.give_back, "city", record, "缺电话")
    ((person, values),) = await desk.queued("outbox-record-returned")
    assert (person, values["reason"]) == (desk.city.actors["east"].person_id, "缺电话")
    assert await desk.queued("outbox-record-sent") == []
    # what was returned is to be done again
    assert await desk.city.owing("below", "district_roster") == {desk.city.ids["east"], desk.city.ids["west"]}
    await desk.do(records.say, "east", record, "电话补上了")
    assert await desk.do(records.send, "east", LIBRARY, record)
    assert await desk.city.owing("below", "district_roster") == {desk.city.ids["west"]}
    came = await asyncio.gather(*(desk.do(records.receive, "city", record) for _ in range(3)))
    assert sorted(came) == [False, False, True]
    assert len(await desk.queued("outbox-record-received")) == 1
    with pytest.raises(Stale):
        await desk.do(records.give_back, "city", record, "又不要了")
    (answered,) = await desk.read(record_views.list_handed_in, "city", desk.city.ids["city"], waiting=False)
    assert answered.state == "received"
    async with desk.city.database.read() as db:
        deeds = await audit_trail.list_deeds(db, CLI, desk.city.ids["city"])
    assert {"record", "attach", "send", "returned", "received"} <= {
        one.action for one in deeds if one.subject == "duty_record"
    }


async def test_standing_duties_have_several_records_and_are_never_done(desk: Desk) -> None:
    of = desk.of("east", "district_supervision")
    first, second = await desk.add(of, words="查了城东"), await desk.add(of, words="查了城西")
    await desk.do(records.set_day, "east", first, date(2026, 10, 20), TODAY)
    with pytest.raises(Invalid, match="record-day"):
        await desk.do(records.set_day, "east", first, date(2026, 11, 3), TODAY)
    found = await desk.read(record_views.list_of, "city", of)
    assert [one.id for one in found] == [second, first]
    assert await desk.read(record_views.counts, "east", desk.city.ids["east"]) == {
        (desk.city.campaign_id, "district_supervision"): 2
    }
    await desk.do(records.remove, "east", second)
    assert [one.id for one in await desk.read(record_views.list_of, "east", of)] == [first]
    with pytest.raises(NotFound):
        await desk.do(records.say, "east", second, "撤了的")
    # the city's own record has nobody above it, an empty one nothing to hand in
    own = await desk.add(desk.of("city", "city_supervision"), "city", "督导一次")
    with pytest.raises(Conflict, match="record-top"):
        await desk.do(records.send, "city", LIBRARY, own)
    empty = await desk.add(desk.of("east", "prepare_inspection"))
    with pytest.raises(Conflict, match="record-empty"):
        await desk.do(records.send, "east", LIBRARY, empty)


@pytest.mark.parametrize(
    ("place", "code", "period"),
    [
        ("east", "nothing", ONCE),
        ("town", "district_supervision", ONCE),
        ("east", "city_supervision", ONCE),
        ("east", "keep_evidence", ONCE),
        ("east", "district_supervision", date(2026, 11, 1)),
    ],
)
async def test_nothing_is_recorded_of_what_is_no_duty_of_theirs(
    desk: Desk, place: str, code: str, period: date
) -> None:
    with pytest.raises(NotFound):
        await desk.add(desk.of(place, code, period), place)


async def test_only_writers_write_and_only_offices_at_and_above_read(desk: Desk) -> None:
    record = await desk.add(desk.of("east", "district_supervision"), words="查了")
    for by in ("west", "town"):
        with pytest.raises(NotAllowed):
            await desk.do(records.say, by, record, "别人写的")
        with pytest.raises(NotAllowed):
            await desk.read(record_views.get, by, record)
        with pytest.raises(NotAllowed):
            await desk.read(record_views.list_files, by, record)
    with pytest.raises(NotAllowed):
        await desk.add(desk.of("east", "district_supervision"), "west")
    with pytest.raises(Invalid, match="note"):
        await desk.do(records.say, "east", record, "长" * 201)
    assert [one.code for one in await desk.all_records()] == ["district_supervision"]


async def test_what_was_handed_in_is_counted_and_cut_into_pages(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    of, city = desk.of("east", "district_supervision"), desk.city.ids["city"]
    made = [await desk.add(of, words=f"第{number}次") for number in range(5)]
    for record in made[:4]:
        await desk.do(records.send, "east", LIBRARY, record)
    await desk.do(records.receive, "city", made[0])
    for waiting, wanted in ((True, [made[3], made[2], made[1]]), (False, [made[0]])):
        assert await desk.read(record_views.count_handed_in, "city", city, waiting=waiting) == len(wanted)
        cut = [
            await desk.read(record_views.list_handed_in, "city", city, waiting=waiting, skip=skip, limit=2)
            for skip in (0, 2)
        ]
        assert [one.id for page in cut for one in page] == wanted
    with pytest.raises(NotAllowed):
        await desk.read(record_views.count_handed_in, "east", city)
    monkeypatch.setattr(record_views, "LISTED", 2)
    assert [one.id for one in await desk.all_records()] == made


async def test_an_enterprise_hands_in_to_the_office_of_its_place(desk: Desk) -> None:
    city = desk.city
    joined = await register(city.database, city.clock, city.ids["town"], 77)
    owner, unit = Actor("person", joined.person_id), joined.enterprise_id
    of = desk.of("town", "keep_evidence", enterprise=unit)
    with pytest.raises(NotFound):
        await desk.add(desk.of("town", "self_check_form", enterprise=unit), owner)
    with pytest.raises(NotAllowed):
        await desk.add(of, "town", "办公室代写")
    record = await desk.add(of, owner, "表和方案备好了")
    await desk.do(records.attach, owner, record, photo("5"))
    assert await desk.do(records.send, owner, LIBRARY, record)
    ((person, values),) = await desk.queued("outbox-record-sent")
    assert (person, values["place"]) == (city.actors["town"].person_id, "华美鞋材厂")
    (waiting,) = await desk.read(record_views.list_handed_in, "town", city.ids["town"])
    assert (waiting.enterprise, waiting.to_id) == ("华美鞋材厂", city.ids["town"])
    assert await desk.do(records.give_back, "town", record, "少一页")
    ((person, _),) = await desk.queued("outbox-record-returned")
    assert person == joined.person_id
    async with city.database.read() as db:
        kept = await enterprise_records.records(db, owner, unit)
    assert [one["id"] for one in kept.tables["duty_records"]] == [record]
    assert (f"{'5':0>64}", "photo") in kept.files
    async with city.database.read() as db:
        assert len((await db.execute(select(DutyFile.id))).all()) == 1


async def test_nobody_takes_what_their_own_enterprise_handed_in(desk: Desk) -> None:
    city = desk.city
    joined = await register(city.database, city.clock, city.ids["town"], 4)  # the town's inspector
    owner, of = city.actors["town"], desk.of("town", "keep_evidence", enterprise=joined.enterprise_id)
    assert joined.person_id == owner.person_id
    record = await desk.add(of, owner, "备好了")
    await desk.do(records.send, owner, LIBRARY, record)
    assert [person for person, _ in await desk.queued("outbox-record-sent")] == [
        city.actors["east"].person_id
    ]
    with pytest.raises(NotAllowed):
        await desk.do(records.receive, "town", record)
    assert await desk.do(records.receive, "east", record)
