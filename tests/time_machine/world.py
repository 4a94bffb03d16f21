"""A world with a clock that is moved by hand: the program's own ticks and topics, and a postman."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from content.catalog import Catalog
from content.loader import mail_rules
from content.model.library import Library
from scheduler.clock import Clock
from scheduler.delivery.items import Composer, Outgoing
from scheduler.delivery.outcome import Outcome, Sent
from scheduler.delivery.pace import Pace
from scheduler.delivery.results import DeliveryResults
from scheduler.messages.composers import Composers
from scheduler.messages.digests import Digests
from scheduler.messages.notice_parts import notice_parts
from scheduler.messages.openings import Openings
from scheduler.planning.housekeeping import Tick
from scheduler.planning.planner import Planner
from scheduler.planning.reviews import review_parts
from storage.base.database import Database
from storage.base.files import FileStore
from storage.campaigns import telling
from storage.notices.sending import Rules
from storage.outbox import queue as outbox
from storage.reminders import digests
from tests.scheduler.planned import ZONE, at, tick_killed

RATE = 28.0


@dataclass(frozen=True)
class Letter:
    """A message that came. `kind`: digest, opening, notice …: the topic, or the sentence's key. `urgent`: one
    that did not wait for the reader's next digest, and would have. `buttons`: what they lead to."""

    person_id: int
    at: datetime
    kind: str
    text: str
    urgent: bool
    buttons: tuple[str, ...] = ()

    @property
    def local(self) -> datetime:
        """When it came, by the clock on the wall."""
        return self.at.astimezone(ZONE)


@dataclass
class World:
    """One database and its time."""

    database: Database
    library: Library
    files: Path
    at: datetime = field(default_factory=lambda: datetime(2026, 1, 1, tzinfo=UTC))
    letters: list[Letter] = field(default_factory=list)

    def now(self) -> datetime:
        """The instant; UTC."""
        return self.at

    @property
    def today(self) -> date:
        """The local day."""
        return self.at.astimezone(ZONE).date()

    def set(self, day: date, hour: time) -> None:
        """Put the clock to a local time, also backwards."""
        self.at = at(day, hour.hour, hour.minute)

    @property
    def clock(self) -> Clock:
        """For the program."""
        return Clock(self.now, self.now, self._seconds)

    def _seconds(self) -> float:
        return self.at.timestamp()

    async def do(self, operation: Any, actor: Any, *values: Any, **named: Any) -> Any:
        """An operation in a transaction of its own."""
        async with self.database.begin() as db:
            return await operation(db, actor, self.at, *values, **named)

    @property
    def planner(self) -> Planner:
        """A planner that has just been started."""
        return Planner(self.database, self.clock, self.library)

    @property
    def _reviews(self) -> tuple[dict[str, Composer], tuple[Tick, ...]]:
        """The reviews' topics and ticks."""
        files = FileStore(self.files)
        return review_parts(self.database, _catalog(), self.clock, self.library, files, ZONE)

    async def deliver(self) -> None:
        """Feed notices and bring everything that is due."""
        rules = Rules(ZONE, release_above=1_000_000)
        files = FileStore(self.files)
        composers, ticks = notice_parts(
            self.database, _catalog(), files, self.clock, rules, RATE, self.library.notices
        )
        given = (self.database, _catalog(), self.clock, self.library)
        composers |= self._reviews[0] | {telling.TOPIC: Openings(*given)}
        composers[digests.TOPIC] = Digests(*given, dict(composers))
        composing = Composers(_catalog(), composers)
        marks = DeliveryResults(self.database, self.clock, Pace(RATE, self.clock.monotonic), composing)
        for tick in ticks:
            await tick.run()
        while await self._is_due():
            await self._bring(composing, marks)
            for tick in ticks:
                await tick.run()

    async def _is_due(self) -> bool:
        async with self.database.read() as db:
            return bool(await outbox.due_priorities(db, self.at, ()))

    async def _bring(self, composing: Composers, marks: DeliveryResults) -> None:
        async with self.database.begin() as db:
            claimed = await outbox.claim(db, self.at, self.at + timedelta(minutes=1), 100)
        made = await composing.compose(claimed)
        results: list[tuple[outbox.Message, Outcome]] = []
        for row in claimed:
            said = made[row.id]
            results.append((row, Sent((row.id,)) if isinstance(said, Outgoing) else said))
            if isinstance(said, Outgoing) and row.action == "send":
                kind = row.topic or row.text_key
                urgent = row.text_key in mail_rules() or (
                    kind == digests.TOPIC and row.priority != outbox.DIGEST
                )
                buttons = tuple(button.callback for line in said.rows for button in line)
                self.letters.append(Letter(row.person_id, self.at, kind, said.text, urgent, buttons))
        await marks.write(results)

    async def look(self, *, twice: bool = False, killed: bool = False) -> None:
        """What the scheduler does at one moment. `twice`: two planners; `killed`: one died just before."""
        if killed:
            await tick_killed(self.planner)
        for _ in range(1 + twice):
            for tick in self._reviews[1]:
                await tick.run()
            await self.planner.tick()
        await self.deliver()


@cache
def _catalog() -> Catalog:
    return Catalog.load()
