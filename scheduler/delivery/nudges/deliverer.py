"""Sends claimed nudges beside everything else: however slow a vendor is, nobody's message waits for it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping
from datetime import tzinfo

from scheduler.clock import Clock
from scheduler.delivery.items import Nudge
from scheduler.delivery.nudges.ways import Way
from scheduler.delivery.outcome import Outcome, Refused, Sent, Trouble
from scheduler.delivery.results import DeliveryResults
from scheduler.meter import Meter
from storage.base.database import Database
from storage.base.diagnosis import brief, describe
from storage.nudges import addresses
from storage.outbox.queue import TROUBLE, Message

AT_ONCE = 4
STOP_SECONDS = 12.0

_log = logging.getLogger(__name__)


class Nudger:
    """`ways`: by kind of address; of a kind without one nothing is sent."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        results: DeliveryResults,
        meter: Meter,
        ways: Mapping[str, Way],
        zone: tzinfo,
    ) -> None:
        self._database = database
        self._clock = clock
        self._results = results
        self._meter = meter
        self._ways = ways
        self._zone = zone
        self._room = asyncio.Semaphore(AT_ONCE)
        self._at_work: set[asyncio.Task[None]] = set()
        self._under_way: set[tuple[str, str]] = set()
        """Addresses to which something is being sent: a group's robot may be that of several people."""

    def begin(self, message: Message, nudge: Nudge, done: Callable[[Message], None]) -> None:
        """Send one nudge whose row is claimed; `done` is called when it is marked, with any result."""
        task = asyncio.ensure_future(self._send(message, nudge, done))
        self._at_work.add(task)
        task.add_done_callback(self._at_work.discard)

    async def finish(self) -> None:
        """Wait until all sends are marked; close the ways."""
        if self._at_work:
            await asyncio.wait(self._at_work, timeout=STOP_SECONDS)
        for way in self._ways.values():
            await way.close()

    async def _send(self, message: Message, nudge: Nudge, done: Callable[[Message], None]) -> None:
        where = (nudge.kind, nudge.address)
        try:
            if where in self._under_way:  # tried again a second later, when that one is marked
                await self._results.write([(message, Trouble("another one is under way", left=False))])
                return
            self._under_way.add(where)
            try:
                async with self._room:
                    outcome = await self._carry_out(nudge)
                self._meter.nudge(nudge.kind, outcome)
                await self._mark(message, nudge, outcome)
            finally:
                self._under_way.discard(where)
        except TROUBLE as error:  # its lease runs out, and it is sent again
            _log.warning("a nudge waits for the database: %s", brief(error))
        finally:
            done(message)

    async def _carry_out(self, nudge: Nudge) -> Outcome:
        if (way := self._ways.get(nudge.kind)) is None:
            return Trouble(f"no way for {nudge.kind}")
        try:
            outcome = await way.send(nudge)
        except Exception as error:  # noqa: BLE001  a mistake of a way's must not end delivery
            _log.error("a nudge could not be sent: %s", describe(error))
            return Trouble(type(error).__name__)
        if isinstance(outcome, Trouble):
            _log.warning("a nudge by %s was not taken: %s", nudge.kind, outcome.problem)
            return Trouble(f"{nudge.kind}: {outcome.problem}")
        return outcome

    async def _mark(self, message: Message, nudge: Nudge, outcome: Outcome) -> None:
        """Store its result; a refused address is not used again, and the next one is tried."""
        if isinstance(outcome, Refused):
            _log.error("an address for nudges by %s was refused: %s", nudge.kind, outcome.problem)
            async with self._database.begin() as db:
                await addresses.mark_failed(db, self._clock.now(), nudge.address_id, outcome.problem)
                others = await addresses.has_target(db, message.person_id)
            if others and nudge.message != "code":
                outcome = Trouble(f"{nudge.kind}: {outcome.problem}", left=False)
        if isinstance(outcome, Sent) and nudge.message != "code":
            day = self._clock.now().astimezone(self._zone).date()
            async with self._database.begin() as db:
                await addresses.mark_nudged(db, day, nudge.address_id)
        await self._results.write([(message, outcome)])
