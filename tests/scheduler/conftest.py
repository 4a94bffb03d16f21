"""Shared by tests of delivery: time that passes only when everybody waits, people, a scripted sender."""

from __future__ import annotations

import asyncio
import heapq
import itertools
from collections import defaultdict, deque
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from content.catalog import Catalog
from scheduler.clock import Clock
from scheduler.delivery.items import Button, Enclosure, Outgoing
from scheduler.delivery.loop import Delivery
from scheduler.delivery.outcome import Outcome, Sent
from storage.base.database import Database
from storage.outbox import queue as outbox
from storage.people import contacts
from storage.tables.outbox import OutboxRow
from tests.storage.conftest import clock, database, database_url, library, postgres_tables, sqlite_template

__all__ = ["clock", "database", "database_url", "library", "postgres_tables", "sqlite_template"]

START = datetime(2026, 11, 2, 4, tzinfo=UTC)
_ROUNDS = 40
"""Turns of the loop after which everybody who can go on has gone on."""


class FakeTime:
    """Seconds that pass only while nobody has anything else to do, the database included."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.clock = Clock(self.now, self.now, lambda: self.seconds, self.sleep)
        self._sleepers: list[tuple[float, int, asyncio.Future[None]]] = []
        self._numbers = itertools.count()
        self._working = 0
        self._rest = asyncio.Event()
        self._rest.set()

    def now(self) -> datetime:
        return START + timedelta(seconds=self.seconds)

    async def sleep(self, seconds: float) -> None:
        woken = asyncio.get_running_loop().create_future()
        heapq.heappush(self._sleepers, (self.seconds + max(seconds, 0), next(self._numbers), woken))
        await woken

    @asynccontextmanager
    async def work(self) -> AsyncIterator[None]:
        """Time stands still in here."""
        self._working += 1
        self._rest.clear()
        try:
            yield
        finally:
            self._working -= 1
            if not self._working:
                self._rest.set()

    async def run(self, until: Callable[[], bool], at_most: float = 100_000) -> None:
        """Let time pass until something holds."""
        end = self.seconds + at_most
        while True:
            quiet = 0
            while quiet < _ROUNDS:
                quiet += 1
                await asyncio.sleep(0)
                if not self._rest.is_set():
                    await self._rest.wait()
                    quiet = 0
            if until():
                return
            while self._sleepers and self._sleepers[0][2].done():
                heapq.heappop(self._sleepers)
            assert self._sleepers, "everybody waits for ever"
            when, _, woken = heapq.heappop(self._sleepers)
            assert when <= end, f"not within {at_most} s"
            self.seconds = max(self.seconds, when)
            woken.set_result(None)

    async def pass_by(self, seconds: float) -> None:
        """Let that many seconds pass."""
        over = asyncio.ensure_future(self.sleep(seconds))
        await self.run(over.done)


class WatchedDatabase(Database):
    """A database during whose transactions the time stands still."""

    def __init__(self, url: str, time: FakeTime) -> None:
        super().__init__(url)
        self._time = time

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[AsyncConnection]:
        async with self._time.work(), super().begin() as connection:
            yield connection

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncConnection]:
        async with self._time.work(), super().read() as connection:
            yield connection


@dataclass
class Attempt:
    """A call of the fake sender. `what`: send, album, edit, delete; `ids`: of the messages it acts on."""

    at: float
    chat: int
    what: str
    outgoing: Outgoing
    ids: tuple[int, ...] = ()

    @property
    def text(self) -> str:
        return self.outgoing.text

    @property
    def buttons(self) -> list[Button]:
        return [button for row in self.outgoing.rows for button in row]


@dataclass
class FakeSender:
    """Takes `latency` seconds and answers as told: `answers` first for a chat, otherwise Sent."""

    time: FakeTime
    latency: float = 0.0
    attempts: list[Attempt] = field(default_factory=list)
    answers: dict[int, deque[Outcome | Exception]] = field(default_factory=lambda: defaultdict(deque))
    probes: deque[Outcome | Exception] = field(default_factory=deque)
    probed: list[float] = field(default_factory=list)
    sent: list[int] = field(default_factory=list)
    numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    async def send(self, chat_id: int, outgoing: Outgoing) -> Outcome:
        return await self._take(Attempt(self.time.seconds, chat_id, "send", outgoing), 1)

    async def send_album(self, chat_id: int, files: Sequence[Enclosure]) -> Outcome:
        outgoing = Outgoing("", files=tuple(files))
        return await self._take(Attempt(self.time.seconds, chat_id, "album", outgoing), len(files))

    async def edit(self, chat_id: int, message_id: int, outgoing: Outgoing) -> Outcome:
        return await self._take(Attempt(self.time.seconds, chat_id, "edit", outgoing, (message_id,)), 1)

    async def delete(self, chat_id: int, message_ids: Sequence[int]) -> Outcome:
        gone = Attempt(self.time.seconds, chat_id, "delete", Outgoing(""), tuple(message_ids))
        return await self._take(gone, 0)

    async def _take(self, attempt: Attempt, new: int) -> Outcome:
        self.attempts.append(attempt)
        await self.time.sleep(self.latency)
        answer = _given(self.answers[attempt.chat])
        if isinstance(answer, Sent):
            self.sent.append(attempt.chat)
            return Sent(attempt.ids or tuple(next(self.numbers) for _ in range(new)))
        return answer

    async def probe(self) -> Outcome:
        self.probed.append(self.time.seconds)
        await self.time.sleep(self.latency)
        return _given(self.probes)

    @property
    def chats(self) -> list[int]:
        """The chats it was asked to send to, in order."""
        return [attempt.chat for attempt in self.attempts]


def _given(answers: deque[Outcome | Exception]) -> Outcome:
    answer = answers.popleft() if answers else Sent()
    if isinstance(answer, Exception):
        raise answer
    return answer


@pytest.fixture
def time() -> FakeTime:
    return FakeTime()


@pytest.fixture
async def watched(database: Database, time: FakeTime) -> AsyncIterator[Database]:
    """The empty database, registered with the fake time."""
    made = WatchedDatabase(database.url.render_as_string(hide_password=False), time)
    yield made
    await made.close()


@pytest.fixture
def sender(time: FakeTime) -> FakeSender:
    return FakeSender(time)


@pytest.fixture(scope="session")
def catalog() -> Catalog:
    return Catalog.load()


@asynccontextmanager
async def running(delivery: Delivery, time: FakeTime) -> AsyncIterator[asyncio.Task[None]]:
    """Running delivery; afterwards it has stopped in good order."""
    task = asyncio.ensure_future(delivery.run())
    try:
        yield task
        if not task.done():
            delivery.stop()
            await time.run(task.done, at_most=30)
            await task
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


@pytest.fixture
def delivery(watched: Database, catalog: Catalog, sender: FakeSender, time: FakeTime) -> Delivery:
    return Delivery(watched, catalog, sender, time.clock)


async def add_people(database: Database, *telegram_ids: int, language: str = "zh") -> dict[int, int]:
    """Person ids by account."""
    async with database.begin() as db:
        return {one: await contacts.ensure_person(db, START, one, language) for one in telegram_ids}


async def queue(database: Database, person_id: int, key: str, **more: Any) -> None:
    """Queue 'handed in' for a person, its number being `key`."""
    async with database.begin() as db:
        await outbox.enqueue(
            db,
            more.pop("now", START),
            dedupe_key=key,
            person_id=person_id,
            text_key=more.pop("text_key", "outbox-submitted"),
            values=more.pop("values", {"enterprise": "永兴木业", "number": key}),
            **more,
        )


async def rows(database: Database) -> dict[str, Any]:
    """Outbox rows by dedupe key."""
    async with database.read() as db:
        return {row.dedupe_key: row for row in await db.execute(select(OutboxRow.__table__))}


async def states(database: Database) -> dict[str, str]:
    """States of outbox rows by dedupe key."""
    return {key: row.state for key, row in (await rows(database)).items()}
