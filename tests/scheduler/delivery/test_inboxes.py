"""Delivery by channel: people who use the page in a browser get the same, once, whether or not Telegram
answers."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine

from content.catalog import Catalog
from scheduler.delivery.items import Button, Enclosure, Outgoing
from scheduler.delivery.loop import Delivery
from scheduler.delivery.outcome import Flood, Gone, Outcome, Sent, Trouble
from scheduler.planning.housekeeping import prune_inboxes
from storage.base.database import Connection, Database
from storage.base.files import FileStore
from storage.outbox.queue import URGENT, Message
from storage.people import accounts, contacts
from storage.people.accounts import channel_of_message
from storage.web import inbox
from storage.web.inbox import InboxMessage
from tests.scheduler.conftest import START, FakeSender, FakeTime, add_people, queue, rows, running, states

WEB = 2**52 + 11


class Topic:
    """A topic with given texts; records the results."""

    def __init__(self, outgoing: Outgoing) -> None:
        self.outgoing = outgoing
        self.results: list[tuple[int, Outcome]] = []
        self.failures = 0

    async def compose(self, messages: Sequence[Message]) -> Mapping[int, Outgoing | None]:
        return {message.id: self.outgoing for message in messages}

    async def report(self, db: Connection, now: datetime, results: Sequence[tuple[Message, Outcome]]) -> None:
        if self.failures:
            self.failures -= 1
            raise KeyError("a mistake of the topic's")
        self.results += [(message.id, outcome) for message, outcome in results]


@pytest.fixture
def files(tmp_path: Path, time: FakeTime, monkeypatch: pytest.MonkeyPatch) -> FileStore:
    """Time stands still while files are written."""
    real = asyncio.to_thread

    async def to_thread(*work: Any, **how: Any) -> Any:
        async with time.work():
            return await real(*work, **how)

    monkeypatch.setattr(asyncio, "to_thread", to_thread)
    return FileStore(tmp_path / "web_files")


@pytest.fixture
def topic() -> Topic:
    return Topic(Outgoing("<b>通知</b>", html=True, rows=((Button("已阅读", "notice:1"),),)))


@pytest.fixture(autouse=True)
async def delivery(
    watched: Database, catalog: Catalog, sender: FakeSender, time: FakeTime, topic: Topic, files: FileStore
) -> AsyncIterator[Delivery]:
    """A running deliverer."""
    composers = dict.fromkeys(("notice", "report-text"), topic)
    made = Delivery(watched, catalog, sender, time.clock, composers=composers, files=files)
    async with running(made, time):
        yield made


async def shown(database: Database, address: int = WEB) -> tuple[InboxMessage, ...]:
    """Messages that the page of an address shows."""
    async with database.read() as db:
        return (await inbox.since(db, address, 0)).messages


async def both(database: Database, telegram: int = 1, web: int = WEB, *, uses: str = "telegram") -> int:
    """A person with an account in both channels."""
    (person_id,) = (await add_people(database, telegram)).values()
    async with database.begin() as db:
        assert await accounts.add(db, START, person_id, web)
        if uses == "web":
            await accounts.use(db, person_id, web)
    return person_id


async def settled(database: Database, time: FakeTime, *keys: str) -> dict[str, str]:
    """Run until these rows are closed; the states of all."""
    while True:
        await pause(time, 1)
        found = await states(database)
        if all(found.get(key) not in (None, "pending", "sending", "retry") for key in keys):
            return found
        assert time.seconds < 2000


async def pause(time: FakeTime, seconds: float) -> None:
    """Let so many seconds pass."""
    end = time.seconds + seconds
    await time.run(lambda: time.seconds >= end)


async def test_a_reminder_for_the_page_is_in_its_inbox_and_nowhere_else(
    watched: Database, sender: FakeSender, time: FakeTime
) -> None:
    person_id = (await add_people(watched, WEB))[WEB]
    await queue(watched, person_id, "submit:1")
    assert await settled(watched, time, "submit:1") == {"submit:1": "sent"}
    (message,) = await shown(watched)
    assert "永兴木业" in message.body["text"]
    assert not message.is_urgent
    assert sender.attempts == []


async def test_a_notice_is_written_corrected_and_withdrawn_on_the_page(
    watched: Database, time: FakeTime, topic: Topic
) -> None:
    person_id = (await add_people(watched, WEB))[WEB]
    await queue(watched, person_id, "copy", topic="notice", topic_id=1)
    await settled(watched, time, "copy")
    (message,) = await shown(watched)
    assert message.body == {
        "text": "<b>通知</b>",
        "html": True,
        "rows": [[{"text": "已阅读", "data": "notice:1"}]],
    }
    ((_, outcome),) = topic.results
    assert outcome == Sent((message.message_id,))
    topic.outgoing = Outgoing("更正")
    same: dict[str, Any] = {"topic": "notice", "topic_id": 1, "message_ids": [message.message_id]}
    await queue(watched, person_id, "edit", action="edit", now=time.now(), **same)
    await settled(watched, time, "edit")
    (edited,) = await shown(watched)
    assert (edited.message_id, edited.body["text"]) == (message.message_id, "更正")
    await queue(watched, person_id, "delete", action="delete", now=time.now(), **same)
    assert set((await settled(watched, time, "delete")).values()) == {"sent"}
    assert await shown(watched) == ()
    await queue(watched, person_id, "late", action="edit", now=time.now(), **same)
    assert (await settled(watched, time, "late"))["late"] == "failed"


async def test_the_page_waits_for_nothing_of_telegrams(
    watched: Database, sender: FakeSender, time: FakeTime
) -> None:
    """Delivery to browsers continues while Telegram asks for an hour of silence."""
    people = await add_people(watched, 1, 2, WEB)
    sender.answers[1].append(Flood(3600))
    await queue(watched, people[1], "a")
    await time.run(lambda: bool(sender.attempts))
    for key, chat in (("b", 2), ("c", WEB)):
        await queue(watched, people[chat], key, now=time.now())
    await pause(time, 5)
    found = await states(watched)
    assert (found["b"], found["c"]) == ("pending", "sent")
    assert len(await shown(watched)) == 1


async def test_what_waits_for_telegram_is_left_alone_while_pages_are_served(
    watched: Database, sender: FakeSender, time: FakeTime
) -> None:
    first = (await add_people(watched, 1))[1]
    in_telegram, on_page = await both(watched, 2, WEB), await both(watched, 3, WEB + 1, uses="web")
    sender.answers[1].append(Flood(3600))
    await queue(watched, first, "flooded")
    await pause(time, 2)
    await queue(watched, in_telegram, "theirs")
    await queue(watched, in_telegram, "urgent", priority=URGENT)
    written: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if "UPDATE outbox" in statement:
            written.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    await pause(time, 60)
    event.remove(Engine, "before_cursor_execute", note)
    assert len(written) <= 2 * 31, "for each priority every two seconds"
    assert all("picked" in one for one in written), "nothing is claimed to be given back"
    assert await states(watched) == {"flooded": "retry", "theirs": "pending", "urgent": "pending"}
    await queue(watched, on_page, "page")
    assert (await settled(watched, time, "page"))["page"] == "sent"
    assert await shown(watched) == ()
    assert len(await shown(watched, WEB + 1)) == 1


async def test_an_urgent_message_goes_to_both_once_each(
    watched: Database, sender: FakeSender, time: FakeTime
) -> None:
    person_id = await both(watched, uses="web")
    sender.answers[1].append(Trouble("lost", left=False))
    await queue(watched, person_id, "urgent", priority=URGENT, topic="notice", topic_id=1)
    await queue(watched, person_id, "plain", topic="notice", topic_id=1)
    assert set((await settled(watched, time, "urgent", "plain")).values()) == {"sent"}
    assert sender.chats == [1, 1], "tried again there alone"
    first, second = await shown(watched)
    assert (first.is_urgent, second.is_urgent) == (True, False)


async def test_what_went_to_both_is_taken_back_in_both(
    watched: Database, sender: FakeSender, time: FakeTime, topic: Topic
) -> None:
    person_id = await both(watched)
    await queue(watched, person_id, "urgent", priority=URGENT, topic="notice", topic_id=1)
    await settled(watched, time, "urgent")
    (message,) = await shown(watched)
    ((_, outcome),) = topic.results
    assert outcome == Sent((message.message_id, 1))
    ids = [message.message_id, 1]
    await queue(watched, person_id, "delete", action="delete", message_ids=ids, now=time.now())
    await settled(watched, time, "delete")
    assert await shown(watched) == ()
    assert sender.attempts[-1].what == "delete"
    assert sender.attempts[-1].ids == (1,)


async def test_what_was_sent_in_telegram_is_changed_there_whatever_is_used_now(
    watched: Database, sender: FakeSender, time: FakeTime
) -> None:
    person_id = await both(watched, uses="web")
    await queue(watched, person_id, "edit", action="edit", message_ids=[77], topic="notice", topic_id=1)
    await settled(watched, time, "edit")
    assert [(one.what, one.chat, one.ids) for one in sender.attempts] == [("edit", 1, (77,))]
    assert await shown(watched) == ()


async def test_who_has_blocked_the_bot_is_told_on_their_page(
    watched: Database, sender: FakeSender, time: FakeTime
) -> None:
    person_id = await both(watched)
    sender.answers[1].append(Gone("Forbidden: bot was blocked by the user"))
    await queue(watched, person_id, "submit:1")
    assert await settled(watched, time, "submit:1") == {"submit:1": "sent"}
    assert len(await shown(watched)) == 1
    async with watched.read() as db:
        who = await contacts.identify(db, WEB)
        assert who is not None
        assert not who.unreachable
        assert not who.elsewhere


async def test_a_page_is_never_a_chat_not_found(
    watched: Database, sender: FakeSender, time: FakeTime
) -> None:
    """Whose web account ended, and nothing else is left, is unreachable; nobody asks Telegram."""
    person_id = (await add_people(watched, WEB))[WEB]
    async with watched.begin() as db:
        await accounts.end(db, START, person_id, "web")
    await queue(watched, person_id, "submit:1")
    assert await settled(watched, time, "submit:1") == {"submit:1": "unreachable"}
    assert sender.attempts == []


async def test_files_come_along_and_go_with_their_message(
    watched: Database, time: FakeTime, topic: Topic, files: FileStore, tmp_path: Path
) -> None:
    person_id = (await add_people(watched, WEB))[WEB]
    kept = FileStore(tmp_path / "originals")
    paper = Enclosure("document", "of-telegram", "方案.pdf", partial(kept.get, await kept.put(b"%PDF-1")))
    topic.outgoing = Outgoing("通知", files=(paper, Enclosure("photo", "", "", data=b"jpeg")))
    await queue(watched, person_id, "copy", topic="notice", topic_id=1)
    await settled(watched, time, "copy")
    document, photo, text = await shown(watched)
    assert (document.body["file"]["name"], document.body["file"]["mime"]) == ("方案.pdf", "application/pdf")
    assert await files.get(str(document.sha256)) == b"%PDF-1"
    assert await files.get(str(photo.sha256)) == b"jpeg"
    assert text.body["text"] == "通知"
    ((_, outcome),) = topic.results
    assert outcome == Sent((document.message_id, photo.message_id, text.message_id))
    time.seconds += timedelta(days=29).total_seconds()
    assert await prune_inboxes(watched, time.clock, files) == 0
    time.seconds += timedelta(days=2).total_seconds()
    assert await prune_inboxes(watched, time.clock, files) == 3
    assert not files.path(str(photo.sha256)).exists()


async def test_nothing_of_a_report_is_written_into_an_inbox(
    watched: Database, sender: FakeSender, time: FakeTime, topic: Topic, files: FileStore
) -> None:
    topic.outgoing = Outgoing("车间没有通风", files=(Enclosure("photo", "", "", data=b"jpeg"),), protect=True)
    only = (await add_people(watched, WEB))[WEB]
    with_both = await both(watched, 1, WEB + 1, uses="web")
    for key, person_id in (("only", only), ("both", with_both)):
        await queue(watched, person_id, key, topic="report-text", topic_id=5)
    await settled(watched, time, "only", "both")
    (message,) = await shown(watched)
    assert "Telegram" in message.body["text"]
    assert "通风" not in str(message.body)
    assert message.sha256 is None
    assert await shown(watched, WEB + 1) == ()
    assert [(one.chat, one.text) for one in sender.attempts] == [(1, "车间没有通风")]
    assert not files.root.exists()


async def test_a_topic_that_fails_leaves_no_message_twice(
    watched: Database, time: FakeTime, topic: Topic
) -> None:
    person_id = (await add_people(watched, WEB))[WEB]
    topic.failures = 2
    await queue(watched, person_id, "copy", topic="notice", topic_id=1)
    assert await settled(watched, time, "copy") == {"copy": "sent"}
    assert len(await shown(watched)) == 1
    assert len(topic.results) == 1
    (row,) = (await rows(watched)).values()
    assert row.attempts == 2


async def test_numbers_of_the_page_are_not_telegrams(watched: Database, time: FakeTime) -> None:
    people = await add_people(watched, WEB, WEB + 1)
    for key, chat in (("a", WEB), ("b", WEB + 1)):
        await queue(watched, people[chat], key)
    await settled(watched, time, "a", "b")
    for address in people:
        (message,) = await shown(watched, address)
        assert channel_of_message(message.message_id) == "web"
