"""Circulars: sent once to offices right below, read, answered, reminded of before their day."""

from __future__ import annotations

import asyncio
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import select, update

from storage.base.audit import Actor
from storage.base.errors import Conflict, Invalid, NotAllowed, NotFound
from storage.exchange import circular_views, circulars
from storage.offices import staff
from storage.tables.outbox import OutboxRow
from tests.storage.campaigns.test_duties import City, city
from tests.storage.conftest import CLI
from tests.storage.shop import photo

__all__ = ["city"]
TODAY = date(2026, 11, 2)


@pytest.fixture
async def head(city: City) -> Actor:
    """The head of the city's office; the west has nobody."""
    actor = city.actors["city"]
    async with city.database.begin() as db:
        await staff.seat(db, city.clock.now(), actor.person_id or 0, city.ids["city"], "head", "safety", "长")
    return actor


async def act(city: City, operation: Any, by: Actor, *given: Any) -> Any:
    async with city.database.begin() as db:
        return await operation(db, by, city.clock.now(), *given)


async def read(city: City, operation: Any, by: Actor, *given: Any) -> Any:
    async with city.database.read() as db:
        return await operation(db, by, *given)


async def queued(city: City, key: str) -> list[tuple[int | None, datetime, dict[str, Any]]]:
    query = select(OutboxRow.person_id, OutboxRow.not_before, OutboxRow.values).where(
        OutboxRow.text_key == key, OutboxRow.state == "pending"
    )
    async with city.database.read() as db:
        return [
            (person, at, dict(values))
            for person, at, values in await db.execute(query.order_by(OutboxRow.id))
        ]


async def test_a_circular_is_sent_once_read_and_answered(city: City, head: Actor) -> None:
    east, west = city.ids["east"], city.ids["west"]
    by = date(2026, 11, 10)
    draft = ("t1", "urge", " 进度慢\n请加快 ", [east, west], by, TODAY)
    sent = await asyncio.gather(
        *(act(city, circulars.send, head, city.ids["city"], *draft) for _ in range(3))
    )
    assert len(set(sent)) == 1
    number = sent[0]
    told = await queued(city, "outbox-circular-answer")
    assert {person for person, _, _ in told} == {city.actors[one].person_id for one in ("east", "west")}
    assert told[0][2] == {"place": "city处", "kind": "urge", "due_month": 11, "due_day": 10}
    soon = await queued(city, "outbox-circular-due")
    assert {at for _, at, _ in soon} == {datetime(2026, 11, 9, 1, tzinfo=UTC)}  # 9:00 there
    inspector = city.actors["east"]
    (copy,) = await read(city, circular_views.list_copies, inspector, east)
    assert (copy.sender, copy.text, copy.is_open) == ("city处", "进度慢\n请加快", True)
    assert await act(city, circulars.read, inspector, number, east)
    assert not await act(city, circulars.read, inspector, number, east)
    for _ in range(2):
        await act(city, circulars.answer, inspector, number, east, "已催 12 家")
    assert len(await queued(city, "outbox-circular-due")) == 1  # the west's
    answered = await queued(city, "outbox-circular-answered")
    assert [(person, values) for person, _, values in answered] == [
        (head.person_id, {"place": "east处", "kind": "urge"})
    ]
    (one,) = await read(city, circular_views.list_sent, head, city.ids["city"])
    assert (one.offices, one.read, one.answered) == (2, 1, 1)
    lines = await read(city, circular_views.list_answers, head, number)
    assert [(each.place, each.answer) for each in lines] == [("west处", ""), ("east处", "已催 12 家")]
    assert await read(city, circular_views.office_of, inspector, number) == (east, False)
    assert await read(city, circular_views.office_of, head, number) == (city.ids["city"], True)


async def test_who_may_send_and_what_is_refused(city: City, head: Actor) -> None:
    east, town, top = city.ids["east"], city.ids["town"], city.ids["city"]
    for place in ("city", "east"):  # inspectors send none, nor offices below to one above
        by = city.actors["east"]
        with pytest.raises(NotAllowed):
            await act(city, circulars.send, by, city.ids[place], "t2", "report", "x", [east], None, TODAY)
    for whom in (top, 4711):  # itself, a place that is not there
        with pytest.raises(NotFound):
            await act(city, circulars.send, head, top, "t3", "report", "内容", [town, whom], None, TODAY)
    for files, problem in (
        ([photo(str(n), "word") for n in range(10)], "files-many"),
        ([photo("1", "voice")], "paper"),
    ):
        with pytest.raises(Invalid, match=problem):
            await act(city, circulars.send, head, top, "t6", "report", "内容", [east], None, TODAY, files)
    for problem, kind, text, to, by_day in (
        ("circular-kind", "fire", "内容", [east], None),
        ("circular-nobody", "report", "内容", [], None),
        ("circular-day", "report", "内容", [east], date(2026, 11, 1)),
        ("text-empty", "report", " ", [east], None),
        ("text-long", "report", "长" * 1501, [east], None),
    ):
        with pytest.raises(Invalid, match=problem):
            await act(city, circulars.send, head, top, "t4", kind, text, to, by_day, TODAY)
    number = await act(city, circulars.send, head, top, "t5", "report", "情况", [east], None, TODAY)
    assert await queued(city, "outbox-circular-due") == []
    with pytest.raises(NotFound):
        await act(city, circulars.read, city.actors["west"], number, city.ids["west"])
    with pytest.raises(NotAllowed):
        await act(city, circulars.answer, city.actors["west"], number, east, "替他答")
    with pytest.raises(NotAllowed):
        await read(city, circular_views.list_answers, city.actors["east"], number)


async def test_files_go_along_more_than_one_level_down(city: City, head: Actor) -> None:
    """A circular goes from the city to a town two levels below, with files; only its writer and its readers
    see them."""
    top, town = city.ids["city"], city.ids["town"]
    below = await read_below(city)
    assert [(one.name, one.depth, one.is_staffed) for one in below] == [
        ("east处", 1, True),
        ("west处", 1, True),
        ("town处", 2, True),
    ]
    files = [photo("1", "word"), photo("2", "photo"), photo("1", "word")]  # the same one twice
    draft = ("t7", "report", "情况", [town], None, TODAY, files)
    number = await act(city, circulars.send, head, top, *draft)
    assert {person for person, _, _ in await queued(city, "outbox-circular")} == {
        city.actors["town"].person_id
    }
    (copy,) = await read(city, circular_views.list_copies, city.actors["town"], town)
    assert (copy.sender, copy.files) == ("city处", 2)
    for by in (head, city.actors["town"]):
        shown = await read(city, circular_views.list_files, by, number)
        assert [one.kind for one in shown] == ["word", "photo"]
    with pytest.raises(NotFound):
        await read(city, circular_views.list_files, city.actors["west"], number)


async def read_below(city: City) -> tuple[circular_views.Office, ...]:
    async with city.database.read() as db:
        return await circular_views.list_below(db, city.ids["city"])


async def test_the_ledger_has_what_was_sent_while_its_campaign_was_open(city: City, head: Actor) -> None:
    top, east, west = (city.ids[one] for one in ("city", "east", "west"))
    await act(city, circulars.send, head, top, "t8", "report", "情况", [east, west], None, TODAY)

    async def copies(place: int) -> list[str]:
        async with city.database.read() as db:
            pages = circular_views.pages_in_campaign(db, CLI, city.campaign_id, place)
            return [one.place async for page in pages for one in page]

    assert await copies(top) == ["east处", "west处"]
    assert await copies(east) == ["east处"]


async def deliver(city: City) -> None:
    """All that is queued at once has arrived."""
    async with city.database.begin() as db:
        of = update(OutboxRow).where(OutboxRow.text_key != "outbox-circular-due")
        await db.execute(of.values(state="sent"))


async def test_a_circular_is_recalled_and_ends_everywhere(city: City, head: Actor) -> None:
    """Waiting messages are not sent, offices that had one are told why, reading and answering end."""
    east, west, top = city.ids["east"], city.ids["west"], city.ids["city"]
    inspector = city.actors["east"]
    draft = ("t1", "urge", "进度慢", [east, west], date(2026, 11, 10), TODAY)
    number = await act(city, circulars.send, head, top, *draft)
    with pytest.raises(NotAllowed):
        await act(city, circulars.recall, inspector, number, "写错了")
    with pytest.raises(Invalid):
        await act(city, circulars.recall, head, number, " ")
    with pytest.raises(NotFound):
        await act(city, circulars.recall, head, 999, "写错了")
    async with city.database.begin() as db:  # the east has it, the west's still waits
        of = update(OutboxRow).where(OutboxRow.person_id == inspector.person_id)
        await db.execute(of.where(OutboxRow.text_key == "outbox-circular-answer").values(state="sent"))
    done = await asyncio.gather(*(act(city, circulars.recall, head, number, "数字写错了") for _ in range(3)))
    assert sorted(done) == [False, False, True]
    told = await queued(city, "outbox-circular-recalled")
    assert [(person, values["reason"]) for person, _, values in told] == [(inspector.person_id, "数字写错了")]
    for key in ("outbox-circular-answer", "outbox-circular-due"):
        assert await queued(city, key) == []
    (copy,) = await read(city, circular_views.list_copies, inspector, east)
    assert (copy.state, copy.recall_reason, copy.is_open) == ("recalled", "数字写错了", False)
    assert await read(city, circular_views.count_open, inspector, east) == 0
    for operation, given in ((circulars.read, ()), (circulars.answer, ("已办",))):
        with pytest.raises(Conflict):
            await act(city, operation, inspector, number, east, *given)
    (one,) = await read(city, circular_views.list_sent, head, top)
    assert (one.is_open, one.recalled_at is not None) == (False, True)


async def test_a_corrected_circular_takes_the_place_of_the_first(city: City, head: Actor) -> None:
    east, west, top = city.ids["east"], city.ids["west"], city.ids["city"]
    inspector, town = city.actors["east"], city.ids["town"]
    by = date(2026, 11, 10)
    files = (photo("名单"),)
    first = await act(city, circulars.send, head, top, "t1", "urge", "12 家", [east, west], by, TODAY, files)
    await deliver(city)
    kept = await read(city, circular_views.stored_files, head, first)
    assert [one.original_sha256 for one in kept] == [files[0].original_sha256]
    with pytest.raises(NotFound):  # another place's
        await act(city, circulars.send, head, east, "t0", "urge", "x", [town], None, TODAY, (), first)
    draft = ("t2", "urge", "21 家", [east], by, TODAY, kept, first)
    second = set(await asyncio.gather(*(act(city, circulars.send, head, top, *draft) for _ in range(2))))
    assert len(second) == 1
    (told,) = await queued(city, "outbox-circular-corrected-answer")
    assert told[0] == inspector.person_id
    (gone,) = await queued(city, "outbox-circular-recalled")  # the correction leaves the west out
    assert gone[0] == city.actors["west"].person_id
    new, old = await read(city, circular_views.list_copies, inspector, east)
    assert (new.corrects_id, new.state, new.files) == (first, "valid", 1)
    assert (old.state, old.corrected_by, old.is_open) == ("corrected", new.id, False)
    again = ("t3", "urge", "22 家", [east], by, TODAY, (), first)
    with pytest.raises(Conflict):
        await act(city, circulars.send, head, top, *again)
    assert len(await queued(city, "outbox-circular-due")) == 1
