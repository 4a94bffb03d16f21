"""Rows of a topic: composed when their turn comes, reported in the transaction that closes them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import pytest
from sqlalchemy import text, update
from sqlalchemy.exc import OperationalError

from content.catalog import Catalog
from scheduler.delivery.items import Button, Enclosure, Outgoing
from scheduler.delivery.loop import Delivery
from scheduler.delivery.outcome import Flood, Gone, Moot, Outcome, Refused, Sent, Trouble
from storage.base.database import Connection, Database
from storage.outbox.queue import Message
from storage.tables.outbox import OutboxRow
from storage.tables.people import Person
from tests.scheduler.conftest import FakeSender, FakeTime, add_people, queue, rows, running, states

ALBUM = tuple(Enclosure("photo", f"file{n}", f"{n}.jpg") for n in range(3))


@dataclass
class FakeComposer:
    """Says 'notice N' of topic_id N; what is in `said` instead. Keeps what it is told."""

    said: dict[int, Outgoing | Exception | None] = field(default_factory=dict)
    asked: list[list[int]] = field(default_factory=list)
    told: list[tuple[int, Outcome]] = field(default_factory=list)
    fails: list[Exception] = field(default_factory=list)

    async def compose(self, messages: Sequence[Message]) -> Mapping[int, Outgoing | None]:
        self.asked.append([message.topic_id or 0 for message in messages])
        made: dict[int, Outgoing | None] = {}
        for message in messages:
            number = message.topic_id or 0
            answer = self.said.get(number, Outgoing(f"notice {number}"))
            if isinstance(answer, Exception):
                raise answer
            made[message.id] = answer
        return made

    async def report(self, db: Connection, now: datetime, results: Sequence[tuple[Message, Outcome]]) -> None:
        await db.execute(text("UPDATE people SET language = 'en' WHERE id = 1"))
        if self.fails:
            raise self.fails.pop(0)
        self.told += [(message.topic_id or 0, outcome) for message, outcome in results]


@pytest.fixture
def topic() -> FakeComposer:
    return FakeComposer()


@pytest.fixture
def delivery(
    watched: Database, catalog: Catalog, sender: FakeSender, time: FakeTime, topic: FakeComposer
) -> Delivery:
    return Delivery(watched, catalog, sender, time.clock, composers={"notice": topic})


async def put(database: Database, person: int, number: int, **more: object) -> None:
    """Queue row `number` of the topic."""
    await queue(
        database, person, str(number), text_key="", values={}, topic="notice", topic_id=number, **more
    )


async def test_rows_are_composed_together_and_reported_with_their_message_ids(
    delivery: Delivery, watched: Database, sender: FakeSender, time: FakeTime, topic: FakeComposer
) -> None:
    people = await add_people(watched, *range(1, 6))
    topic.said[2] = Outgoing("<b>两</b>", html=True, rows=((Button("已阅读", "go:read:2"),),))
    for chat, person in people.items():
        await put(watched, person, chat)
    async with running(delivery, time):
        await time.run(lambda: len(topic.told) == 5)
    assert topic.asked == [[1, 2, 3, 4, 5]]
    assert [one.text for one in sender.attempts] == [
        "notice 1",
        "<b>两</b>",
        *(f"notice {n}" for n in (3, 4, 5)),
    ]
    assert sender.attempts[1].outgoing == topic.said[2]
    assert sorted(topic.told) == [(n, Sent((n,))) for n in range(1, 6)]
    assert set((await states(watched)).values()) == {"sent"}


async def test_what_is_no_longer_to_be_said_is_closed_unsent(
    delivery: Delivery, watched: Database, sender: FakeSender, time: FakeTime, topic: FakeComposer
) -> None:
    people = await add_people(watched, 1, 2)
    topic.said[1] = None
    for chat, person in people.items():
        await put(watched, person, chat)
    async with running(delivery, time):
        await time.run(lambda: len(topic.told) == 2)
    assert sender.chats == [2]
    assert dict(topic.told)[1] == Moot()
    assert await states(watched) == {"1": "moot", "2": "sent"}


async def test_who_is_gone_or_refuses_is_reported_and_flood_and_trouble_are_not(
    delivery: Delivery, watched: Database, sender: FakeSender, time: FakeTime, topic: FakeComposer
) -> None:
    people = await add_people(watched, *range(1, 7))
    for chat, person in people.items():
        await put(watched, person, chat)
    async with watched.begin() as db:
        await db.execute(update(Person).where(Person.id == people[1]).values(unreachable_at=time.now()))
        await db.execute(update(OutboxRow).where(OutboxRow.person_id == people[6]).values(attempts=19))
    sender.answers[2].append(Gone("blocked"))
    sender.answers[3].append(Refused("too long"))
    sender.answers[4].append(Flood(5))
    sender.answers[5].append(Trouble("502"))
    sender.answers[6].append(Trouble("500"))
    async with running(delivery, time):
        await time.run(lambda: len(topic.told) == 6)
    told = dict(topic.told)
    assert told.pop(1) == Gone("unreachable before")
    assert (told.pop(2), told.pop(3), told.pop(6)) == (Gone("blocked"), Refused("too long"), Refused("500"))
    assert set(told) == {4, 5}
    assert all(isinstance(outcome, Sent) for outcome in told.values())
    assert len(topic.told) == 6
    assert 1 not in sender.chats


async def test_row_that_cannot_be_composed_is_parked_alone(
    delivery: Delivery, watched: Database, sender: FakeSender, time: FakeTime, topic: FakeComposer
) -> None:
    people = await add_people(watched, *range(1, 9))
    topic.said[3] = ZeroDivisionError("no")
    for chat, person in people.items():
        await put(watched, person, chat)
    async with running(delivery, time):
        await time.run(lambda: len(topic.told) == 8)
    kept = await rows(watched)
    assert (kept["3"].state, kept["3"].problem) == ("failed", "no words: ZeroDivisionError")
    assert sorted(sender.chats) == [1, 2, 4, 5, 6, 7, 8]


async def test_rows_of_a_topic_nobody_knows_wait(
    delivery: Delivery, watched: Database, sender: FakeSender, time: FakeTime
) -> None:
    people = await add_people(watched, 1, 2)
    await queue(watched, people[1], "strange", topic="unknown", topic_id=1)
    await queue(watched, people[2], "known")
    async with running(delivery, time):
        await time.run(lambda: sender.sent == [2])
        await time.pass_by(3)
    kept = (await rows(watched))["strange"]
    assert (kept.state, kept.problem) == ("retry", "nobody composes 'unknown'")


async def test_database_that_goes_away_while_composing_loses_nothing(
    delivery: Delivery, watched: Database, sender: FakeSender, time: FakeTime, topic: FakeComposer
) -> None:
    people = await add_people(watched, 1, 2)
    topic.said[1] = ConnectionRefusedError()
    for chat, person in people.items():
        await put(watched, person, chat)
    async with running(delivery, time):
        await time.run(lambda: len(topic.asked) == 3)
        topic.said.clear()
        await time.run(lambda: len(topic.told) == 2, at_most=3)
    assert sorted(sender.chats) == [1, 2]


async def test_album_goes_first_and_its_text_follows_when_the_chat_has_rested(
    delivery: Delivery, watched: Database, sender: FakeSender, time: FakeTime, topic: FakeComposer
) -> None:
    people = await add_people(watched, 1, 2)
    topic.said[1] = Outgoing("看附件", rows=((Button("已阅读", "go:read:1"),),), files=ALBUM)
    for chat, person in people.items():
        await put(watched, person, chat)
    async with running(delivery, time):
        await time.run(lambda: len(topic.told) == 2)
    album, other, words = sender.attempts
    assert (album.what, album.outgoing.files) == ("album", ALBUM)
    assert (words.what, words.text) == ("send", "看附件")
    assert words.at - album.at >= 3  # three messages to one chat
    assert other.at - album.at >= 3 / 28  # and three of the rate
    assert dict(topic.told)[1] == Sent((1, 2, 3, 5))


async def test_text_that_fails_after_its_album_does_not_send_the_album_again(
    delivery: Delivery, watched: Database, sender: FakeSender, time: FakeTime, topic: FakeComposer
) -> None:
    people = await add_people(watched, 1)
    topic.said[1] = Outgoing("看附件", files=ALBUM)
    await put(watched, people[1], 1)
    async with running(delivery, time):
        await time.run(lambda: sender.sent == [1])
        sender.answers[1].extend([Flood(3), Trouble("502")])
        await time.run(lambda: len(topic.told) == 1)
    assert [one.what for one in sender.attempts] == ["album", "send", "send", "send"]
    assert topic.told == [(1, Sent((1, 2, 3, 4)))]


async def test_edits_and_deletions_go_out_at_the_pace_of_messages(
    delivery: Delivery, watched: Database, sender: FakeSender, time: FakeTime, topic: FakeComposer
) -> None:
    people = await add_people(watched, 1, 2)
    await put(watched, people[1], 1, action="edit", message_ids=[70, 71])
    await put(watched, people[1], 2, action="edit", message_ids=[70, 71])
    await put(watched, people[1], 3, action="delete", message_ids=[70, 71])
    await put(watched, people[2], 4, action="edit")
    topic.said[3] = ZeroDivisionError()  # nothing is said of what is deleted
    async with running(delivery, time):
        await time.run(lambda: len(topic.told) == 4)
    done = [(one.what, one.ids, one.text) for one in sender.attempts]
    assert done == [
        ("edit", (71,), "notice 1"),
        ("edit", (71,), "notice 2"),
        ("delete", (70, 71), ""),
    ]
    starts = [one.at for one in sender.attempts]
    assert starts[1] - starts[0] >= 1
    assert starts[2] - starts[1] >= 1
    assert dict(topic.told)[4] == Refused("no message to edit")


@pytest.mark.parametrize("mistake", [ZeroDivisionError(), OperationalError("x", None, Exception())])
async def test_topic_that_cannot_keep_its_report_does_not_send_again_and_again(
    delivery: Delivery,
    watched: Database,
    sender: FakeSender,
    time: FakeTime,
    topic: FakeComposer,
    mistake: Exception,
) -> None:
    people = await add_people(watched, 1, 2)
    topic.fails = [mistake] * 9
    await put(watched, people[1], 1)
    async with running(delivery, time):
        await time.run(lambda: bool(sender.sent))
        await time.pass_by(30)
        topic.fails.clear()
        await put(watched, people[2], 2, now=time.now())
        await time.run(lambda: len(topic.told) == 1, at_most=3)
        await time.pass_by(60)
    assert sender.chats == [1, 2]
    assert await states(watched) == {"1": "sent", "2": "sent"}


async def test_short_trouble_with_the_database_loses_no_report(
    delivery: Delivery, watched: Database, sender: FakeSender, time: FakeTime, topic: FakeComposer
) -> None:
    people = await add_people(watched, 1)
    topic.fails = [OperationalError("x", None, Exception())] * 3
    await put(watched, people[1], 1)
    async with running(delivery, time):
        await time.run(lambda: len(topic.told) == 1, at_most=10)
    assert sender.chats == [1]
