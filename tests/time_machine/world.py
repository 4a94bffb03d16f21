"""A world with a clock that is moved by hand: the program's own scheduler, and a postman."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from bot.privacy.reporting import Reporting
from content.catalog import Catalog
from content.loader import mail_rules, report_rules
from content.model.library import Library
from scheduler.clock import Clock
from scheduler.clock_watch import DeletingClock
from scheduler.composition import Parts, scheduler_parts
from scheduler.delivery.inboxes import Inboxes
from scheduler.delivery.outcome import Outcome, Sent
from scheduler.delivery.pace import Pace
from scheduler.delivery.ready import DeliveryItem, Ready
from scheduler.delivery.results import DeliveryResults
from scheduler.messages.composers import Composers
from scheduler.planning.housekeeping import Tick
from scheduler.planning.housekeeping import ticks as housekeeping
from scheduler.planning.planner import Planner
from storage.base.database import Database
from storage.base.files import FileStore
from storage.notices.sending import Rules
from storage.outbox import queue as outbox
from storage.reminders import digests
from storage.reports.files import ReportFiles
from storage.reports.keys import generate
from storage.reports.sealing import Intake, Keyring
from tests.scheduler.planned import ZONE, at, tick_killed

RATE = 28.0
AT_ONCE = 100
"""Messages made ready together."""
FEEDING = 2.0
"""Seconds between two runs of the ticks that feed delivery."""
RULES = Rules(ZONE, release_above=1_000_000)


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
        """The local time at which it came."""
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
        """The clock for the program."""
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

    @cached_property
    def reporting(self) -> Reporting:
        """Keys and rules of anonymous reports."""
        keys = generate(date(2026, 1, 1))
        photos = ReportFiles(self.files.with_name(f"{self.files.name}-reports"))
        return Reporting(report_rules(), Intake(keys), Keyring(keys), photos)

    @cached_property
    def processes(self) -> tuple[Process, ...]:
        """Two schedulers, as the program puts them together; the second one runs now and then."""
        return Process(self), Process(self)

    async def look(self, *, twice: bool = False, killed: bool = False) -> None:
        """A run of the scheduler at one moment. `twice`: two of them; `killed`: a planner died before."""
        if killed:
            await tick_killed(self.planner)
        for process in self.processes[: 1 + twice]:
            await process.tick()
        await self.processes[0].deliver()


class Process:
    """A scheduler whose ticks run when they are due at the moment, and whose messages come at once."""

    def __init__(self, world: World) -> None:
        """A helper of a world."""
        self._world = world
        deleting = DeletingClock(world.database, world.clock)
        self._parts: Parts = scheduler_parts(
            world.database,
            _catalog(),
            world.clock,
            world.library,
            FileStore(world.files),
            rules=RULES,
            rate=RATE,
            zone=ZONE,
            reporting=world.reporting,
            tips=world.reporting.rules.tips,
            deleting=deleting,
        )
        self._ticks = (*housekeeping(world.database, world.clock, None, deleting), *self._parts.ticks)
        self._ran: dict[str, datetime] = {}
        pace = Pace(RATE, world.clock.monotonic)
        composers = Composers(_catalog(), self._parts.composers, world.library.packs)
        self._results = DeliveryResults(world.database, world.clock, pace, composers)
        inboxes = Inboxes(world.database, _catalog(), world.clock, self._results, None)
        self._ready = Ready(
            world.database, world.clock, pace, composers, self._results, AT_ONCE, ZONE, inboxes
        )

    async def tick(self, most: float = float("inf")) -> None:
        """Run every tick that is due; `most`: of those that run so often."""
        now = self._world.at
        for tick in self._ticks:
            if tick.seconds <= most and self._is_due(tick, now):
                self._ran[tick.name] = now
                await tick.run()

    def _is_due(self, tick: Tick, now: datetime) -> bool:
        ran = self._ran.get(tick.name)
        since = None if ran is None else (now - ran).total_seconds()
        return since is None or tick.seconds <= FEEDING or not 0 <= since < tick.seconds

    async def deliver(self) -> None:
        """Bring everything that is due, and what notices have beyond it."""
        is_left = True
        while is_left or len(self._ready):
            is_left = await self._ready.fill()
            if not len(self._ready):
                continue
            results: list[tuple[outbox.Message, Outcome]] = []
            while len(self._ready):
                item = self._ready.pop()
                results.append((item.message, Sent((item.id,))))
                self._keep(item)
            await self._results.write(results)
            for message, _ in results:
                self._ready.free(message)
            await self.tick(FEEDING)
            is_left = True

    def _keep(self, item: DeliveryItem) -> None:
        row, said = item.message, item.outgoing
        if row.action != "send":
            return
        kind = row.topic or row.text_key
        is_digest = kind == digests.TOPIC
        urgent = row.text_key in mail_rules() or (is_digest and row.priority != outbox.DIGEST)
        buttons = tuple(button.callback for line in said.rows for button in line)
        letter = Letter(row.person_id, self._world.at, kind, said.text, urgent, buttons)
        self._world.letters.append(letter)


@cache
def _catalog() -> Catalog:
    return Catalog.load()
