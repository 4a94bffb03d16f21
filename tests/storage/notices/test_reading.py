"""Reading of notices: by people's own confirmation, counted by place and enterprise; sent once more to
others."""

from __future__ import annotations

import asyncio

import pytest
from sqlalchemy import event

from storage.base.audit import Actor
from storage.base.errors import Conflict, Invalid, NotAllowed, NotFound
from storage.membership import enterprise_contacts
from storage.notices import moves as notice_moves
from storage.notices import reading, sending
from tests.storage.base.test_query_plans import Explained
from tests.storage.conftest import CLI
from tests.storage.desk import RULES, Desk, desk
from tests.storage.notices.steps import arrive, feed, finished, three
from tests.storage.workshop import outcome, refused

__all__ = ["desk"]


async def test_reading_is_the_persons_own_word_and_counted_once(desk: Desk) -> None:
    everybody = await three(desk)
    notice_id = await desk.sending()
    await feed(desk, notice_id)
    await arrive(desk)
    copies = await desk.copies(notice_id)
    mine = copies[everybody[0], 1].id
    reader = Actor("person", everybody[0])
    for nobody in (Actor("person", everybody[1]), desk.author, CLI):
        with pytest.raises(NotAllowed):
            await desk.do(reading.read, mine, actor=nobody)
    assert await desk.run(reading.count_received, everybody[0]) == (1, 1)
    first = await desk.do(reading.read, mine, actor=reader)
    desk.clock.move(hours=1)
    again = await desk.do(reading.read, mine, actor=reader)
    assert (first.first, again.first, again.at) == (True, False, first.at)
    assert await desk.run(reading.count_received, everybody[0]) == (1, 0)
    (received,) = await desk.run(reading.list_received, everybody[0])
    assert (received.title, received.read_at) == ("自查提醒", first.at)
    with pytest.raises(NotFound):
        await desk.do(reading.read, mine + 99, actor=reader)


async def test_who_has_read_is_seen_by_place(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    people_of: dict[str, int] = {}
    for place in ("district", "east", "village", "west"):
        people_of[place] = await desk.person()
        await desk.enterprise(place, people_of[place], await desk.person())
    await desk.enterprise("west", contact_name="赵六", phone="0523-1")
    notice_id = await desk.draft()
    await desk.do(sending.confirm, notice_id, sending.Rules(RULES.zone, 10))
    await feed(desk, notice_id)
    await arrive(desk)
    copies = await desk.copies(notice_id)
    for place in ("village", "district"):
        reader = Actor("person", people_of[place])
        await desk.do(reading.read, copies[people_of[place], 1].id, actor=reader)
    lines = await desk.run(reading.by_place, desk.author, notice_id)
    assert [(line.name, line.read, line.unread, line.unreached) for line in lines] == [
        ("district街道", 1, 0, 0),
        ("east街道", 1, 1, 0),
        ("west街道", 0, 1, 1),
    ]
    viewer = await desk.seat("district", "viewer")
    for actor, phone in ((desk.author, "0523-1"), (viewer, "")):
        (call,) = await desk.run(reading.list_unreached, actor, notice_id)
        assert (call.why, call.phone) == ("unregistered", phone)
    unread = await desk.run(reading.list_unread, desk.author, notice_id)
    assert len(unread) == 2
    monkeypatch.setattr(reading, "PORTION", 1)
    assert await desk.run(reading.list_unread, desk.author, notice_id) == unread
    assert await desk.run(reading.list_unread, desk.author, notice_id, limit=1) == unread[:1]
    assert await desk.run(reading.list_unread, desk.author, notice_id, after=unread[0].id) == unread[1:]
    with pytest.raises(NotAllowed):
        await desk.run(reading.by_place, desk.town, notice_id)


async def counts(desk: Desk, notice_id: int) -> tuple[int, int, int]:
    """Enterprises that read it, that only have it, that it did not get to."""
    lines = await desk.run(reading.by_place, desk.author, notice_id)
    return (
        sum(one.read for one in lines),
        sum(one.unread for one in lines),
        sum(one.unreached for one in lines),
    )


async def test_an_enterprise_counts_by_any_of_its_contacts_or_by_all_as_the_office_chose(desk: Desk) -> None:
    one, two, three, four = [await desk.person() for _ in range(4)]
    blocked = await desk.person(blocked=True)
    both = await desk.enterprise("east", one, two)
    half = await desk.enterprise("west", three, blocked)
    lone = await desk.enterprise("west", four)
    nobody = await desk.enterprise("west")
    notice_id = await desk.draft()
    await desk.do(sending.confirm, notice_id, sending.Rules(RULES.zone, 10))
    await feed(desk, notice_id)
    await arrive(desk)
    copies = await desk.copies(notice_id)
    for person in (one, three):
        await desk.do(reading.read, copies[person, 1].id, actor=Actor("person", person))
    assert await counts(desk, notice_id) == (2, 1, 1)
    assert await desk.do(notice_moves.count_by, notice_id, "all")
    assert not await desk.do(notice_moves.count_by, notice_id, "all")
    assert await counts(desk, notice_id) == (0, 2, 2)
    calls = await desk.run(reading.list_unreached, desk.author, notice_id)
    assert {call.id: call.why for call in calls} == {half: "blocked", nobody: "unregistered"}
    assert lone not in {call.id for call in calls}
    await desk.do(reading.read, copies[two, 1].id, actor=Actor("person", two))
    assert await counts(desk, notice_id) == (1, 1, 2)
    desk.clock.move(minutes=5)
    late = await desk.person()
    async with desk.database.begin() as db:
        await enterprise_contacts.add_contact(db, desk.clock.now(), both, late, "member", "新来的")
    assert await counts(desk, notice_id) == (1, 1, 2), "who joined later was not meant"
    with pytest.raises(NotAllowed):
        await desk.do(notice_moves.count_by, notice_id, "any", actor=desk.town)


async def test_once_more_goes_to_everybody_who_has_not_read_where_all_have_to(desk: Desk) -> None:
    reader, mate = [await desk.person() for _ in range(2)]
    await desk.enterprise("east", reader, mate)
    notice_id = await desk.sending()
    await feed(desk, notice_id)
    await arrive(desk)
    copies = await desk.copies(notice_id)
    await desk.do(reading.read, copies[reader, 1].id, actor=Actor("person", reader))
    await finished(desk, notice_id)
    with pytest.raises(Invalid):
        await desk.do(notice_moves.send_again, notice_id)
    await desk.do(notice_moves.count_by, notice_id, "all")
    assert await desk.do(notice_moves.send_again, notice_id) == 1
    await feed(desk, notice_id)
    await arrive(desk)
    await desk.do(reading.read, copies[mate, 1].id, actor=Actor("person", mate))
    assert await counts(desk, notice_id) == (1, 0, 0)


async def test_once_more_goes_only_where_nobody_has_read(desk: Desk) -> None:
    reader, mate, other, gone = [await desk.person() for _ in range(4)]
    await desk.enterprise("east", reader, mate)
    await desk.enterprise("east", other)
    await desk.enterprise("east", gone)
    notice_id = await desk.sending()
    with pytest.raises(Conflict):
        await desk.do(notice_moves.send_again, notice_id)
    await feed(desk, notice_id)
    await arrive(desk, count=3)
    await arrive(desk, "gone")
    await finished(desk, notice_id)
    copies = await desk.copies(notice_id)
    await desk.do(reading.read, copies[reader, 1].id, actor=Actor("person", reader))
    results = await asyncio.gather(*(outcome(desk.do(notice_moves.send_again, notice_id)) for _ in range(3)))
    assert results.count(1) == 1
    assert sum(isinstance(one, Conflict) for one in results) == 2
    assert set(await desk.copies(notice_id)) - set(copies) == {(other, 2)}
    await feed(desk, notice_id)
    await arrive(desk)
    assert await finished(desk, notice_id)
    second = (await desk.copies(notice_id))[other, 2].id
    assert (await desk.do(reading.read, second, actor=Actor("person", other))).first
    assert (await desk.copies(notice_id))[other, 1].read_at is not None
    assert len(await desk.run(reading.list_received, other)) == 1


async def test_nothing_is_sent_again_where_all_have_read(desk: Desk) -> None:
    person = await desk.person()
    await desk.enterprise("east", person)
    notice_id = await desk.sending()
    await feed(desk, notice_id)
    await arrive(desk)
    await finished(desk, notice_id)
    copy = (await desk.copies(notice_id))[person, 1].id
    await desk.do(reading.read, copy, actor=Actor("person", person))
    assert (await refused(desk.do(notice_moves.send_again, notice_id))).problem == "notice-all-read"
    assert (await desk.notice(notice_id)).again == 0


async def test_a_copy_is_found_by_its_person_however_many_there_are(desk: Desk) -> None:
    if not desk.database.is_sqlite:
        pytest.skip("the plan of SQLite, which has no statistics to find a better one by")
    await three(desk)
    notice_id = await desk.sending()
    async with desk.database.read() as db:
        said = Explained(desk.database, db)
        event.listen(db.sync_connection, "before_cursor_execute", said.heard)
        await reading.by_place(db, desk.author, notice_id)
        await reading.list_unreached(db, desk.author, notice_id)
        event.remove(db.sync_connection, "before_cursor_execute", said.heard)
        asked = [one for one in said.said if "notice_copies" in one[0]]
        assert len(asked) == 2
        for statement, values in asked:
            plan = [str(row) for row in await db.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)]
            (line,) = [row for row in plan if "notice_copies" in row]
            assert "(notice_id=? AND person_id=?)" in line
