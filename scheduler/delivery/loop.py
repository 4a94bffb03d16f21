"""Delivery: sends what is ready at an even pace and marks it. Claiming, pace, window and results are beside
it.

At least once: a process that dies between a send and its mark leaves a row in `sending`, which is sent again
when its lease has run out (style D8). How few those are is the window's. The window limits how many.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta, tzinfo
from typing import Protocol

from content.catalog import Catalog
from content.model.pack import Pack
from scheduler.clock import Clock
from scheduler.delivery.channels import arrived
from scheduler.delivery.inboxes import Inboxes
from scheduler.delivery.items import Composer, Enclosure, Outgoing
from scheduler.delivery.nudges.deliverer import Nudger
from scheduler.delivery.nudges.ways import Way
from scheduler.delivery.outcome import Begun, Flood, Gone, Outcome, Refused, Sent, TokenRefused, Trouble
from scheduler.delivery.pace import Pace, lanes
from scheduler.delivery.ready import DeliveryItem, Ready
from scheduler.delivery.results import DeliveryResults
from scheduler.delivery.window import PATIENCE, Window
from scheduler.lease import Lease
from scheduler.messages.composers import Composers
from scheduler.meter import Meter
from storage.base.database import Database
from storage.base.diagnosis import brief, describe
from storage.base.files import FileStore
from storage.outbox import queue as outbox
from storage.people.accounts import TELEGRAM, WEB

POLL = 0.5
STANDBY = 2.0
SEND_SECONDS = 20
"""Longest time in seconds of a send without files (the sender enforces it)."""

_log = logging.getLogger(__name__)


class Sends(Protocol):
    """Interface of a sender for delivery: every failure is an outcome, except that of the token."""

    async def send(self, chat_id: int, outgoing: Outgoing) -> Outcome:
        """Send one message: a text, or a file with its caption."""

    async def send_album(self, chat_id: int, files: Sequence[Enclosure]) -> Outcome:
        """Send files as an album, without text."""

    async def edit(self, chat_id: int, message_id: int, outgoing: Outgoing) -> Outcome:
        """Replace the content of a message."""

    async def delete(self, chat_id: int, message_ids: Sequence[int]) -> Outcome:
        """Delete messages for both sides."""

    async def probe(self) -> Outcome:
        """Test whether Telegram answers, without a message to anybody."""


class Delivery:
    """Drains the outbox as long as this process holds the lease; otherwise stands by."""

    def __init__(
        self,
        database: Database,
        catalog: Catalog,
        sender: Sends,
        clock: Clock,
        *,
        rate: float = 28,
        composers: Mapping[str, Composer] | None = None,
        packs: Mapping[str, Pack] | None = None,
        zone: tzinfo | None = None,
        meter: Meter | None = None,
        files: FileStore | None = None,
        ways: Mapping[str, Way] | None = None,
    ) -> None:
        """`rate`: messages a second over all chats; `packs`: by whose titles campaigns are called; `zone`: of
        the quiet hours, where a message has no place of its own; `files`: the folder of the web door;
        `ways`: of nudges, by kind of address."""
        self._meter = meter or Meter()
        self._sender = sender
        self._clock = clock
        self._lanes = lanes(rate)
        self._pace = Pace(rate, clock.monotonic)
        self._window = Window(rate, self._lanes, clock.monotonic)
        composing = Composers(catalog, composers or {}, packs)
        self._results = DeliveryResults(database, clock, self._pace, composing)
        zone = zone or database.zone
        self._nudger = Nudger(database, clock, self._results, self._meter, ways or {}, zone)
        inboxes = Inboxes(database, catalog, clock, self._results, files, zone if ways else None)
        given = (self._results, self._lanes, zone, inboxes, self._nudger)
        self._ready = Ready(database, clock, self._pace, composing, *given)
        self._lease = Lease(database, clock, "delivery")
        self._turn = asyncio.Lock()
        self._filled = asyncio.Event()
        self._marked = asyncio.Event()
        self._wake = asyncio.Event()
        self._doubt = False
        """A send failed on the way: probe before the next message."""
        self._stopping = False

    @property
    def holds(self) -> bool:
        """Whether this process delivers, and its loop has run within the last seconds."""
        return self._lease.held

    def wake(self) -> None:
        """Look for work now instead of at the next poll."""
        self._wake.set()

    def replied(self) -> None:
        """The bot of this process has sent or edited a message: leave room for the next one."""
        self._pace.replied()

    def stop(self) -> None:
        """Begin no further send; `run` returns when all sends are marked."""
        self._stopping = True
        self._wake.set()
        self._filled.set()
        self._marked.set()

    async def run(self) -> None:
        """Deliver until `stop`.

        Raises:
            TokenRefused: Telegram refuses the token; what is unsent stays queued.
        """
        refused = False
        try:
            async with asyncio.TaskGroup() as group:
                group.create_task(self._fill())
                for _ in range(self._lanes):
                    group.create_task(self._work())
        except* TokenRefused:
            refused = True
        finally:
            await self._leave()
        if refused:
            raise TokenRefused

    async def _fill(self) -> None:
        """Keep messages ready while the lease is held."""
        while not self._stopping:
            self._wake.clear()
            try:
                pause = await self._look()
            except outbox.TROUBLE as error:
                _log.warning("delivery waits for the database: %s", brief(error))
                pause = 2 * POLL
            if pause and not self._stopping:
                await self._wait(self._wake, pause)

    async def _look(self) -> float:
        """Claim as many rows as there is room for; return the seconds until the next look."""
        if not await self._lease.hold():
            self._ready.forget()
            return STANDBY
        if closed := self._pace.closed():
            await self._ready.give_back()  # leases must not run out while nothing may be sent
            # Looking for them walks all that waits for Telegram: seldom, where there are none.
            return 0.0 if await self._ready.fill_inboxes() else min(closed, STANDBY)
        more = await self._ready.fill()
        if len(self._ready):
            self._filled.set()
        if not more and not self._ready.low and self._window.is_slow:
            # The buffer is full of what waits for a slow Telegram: the page does not.
            return POLL if await self._ready.fill_inboxes() else STANDBY
        return 0.0 if more else POLL

    async def _wait(self, event: asyncio.Event, seconds: float) -> None:
        """Wait for the event, at most so long."""
        either = [asyncio.ensure_future(self._clock.sleep(seconds)), asyncio.ensure_future(event.wait())]
        try:
            await asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for sleep in either:
                sleep.cancel()

    async def _work(self) -> None:
        """One lane: take the next message, send it, mark it; there are as many lanes as concurrent
        sends."""
        while (item := await self._next()) is not None:
            message = item.message
            try:
                outcome = await self._send(item)
                self._meter.deliver(outcome)
                self._pace.done(message.person_id, item.cost)
                await self._results.write([(message, outcome)])
            finally:
                self._ready.free(message)
                self._window.leave(message.id)
                self._marked.set()

    async def _next(self) -> DeliveryItem | None:
        """The most urgent message when its turn comes; None at the end. Lanes queue here."""
        async with self._turn:
            while not self._stopping:
                if not len(self._ready):
                    self._filled.clear()
                    await self._filled.wait()
                elif (delay := self._pace.delay()) > 0:
                    await self._clock.sleep(min(delay, POLL))  # then asked again: the gate may have closed
                elif self._window.full:
                    self._marked.clear()
                    await self._wait(self._marked, PATIENCE)
                elif self._doubt:
                    await self._probe()
                elif item := self._pop():
                    self._pace.take(item.cost)
                    self._window.enter(item.id)
                    return item
        return None

    def _pop(self) -> DeliveryItem | None:
        """The most urgent message, if this process still holds its lease."""
        item = self._ready.pop()
        if self._ready.low:
            self._wake.set()
        left = item.message.lease_until - self._clock.wall()
        if self._lease.held and left > timedelta(seconds=SEND_SECONDS):
            return item
        self._ready.free(item.message)
        return None

    async def _send(self, item: DeliveryItem) -> Outcome:
        try:
            outcome = await self._carry_out(item)
        except TokenRefused:
            raise
        except Exception as error:  # noqa: BLE001  whatever one message does must not stop the others
            _log.error("a message could not be sent: %s", describe(error))
            outcome = Trouble(brief(error))
        if not isinstance(outcome, Trouble):
            self._window.answered(item.id)
        self._learn(outcome)
        return outcome

    async def _carry_out(self, item: DeliveryItem) -> Outcome:
        message, said = item.message, item.outgoing
        chat, there, copies = message.address, arrived(message, TELEGRAM), arrived(message, WEB)
        if message.action == "send" and item.album:
            outcome = await self._sender.send_album(chat, said.files)
            return Begun(copies + outcome.message_ids) if isinstance(outcome, Sent) else outcome
        if len(there) > 1 or (there and message.action == "send"):
            said = replace(said, files=())  # they arrived before: the text is a message of its own
        if message.action == "send":
            outcome = await self._sender.send(chat, said)
            if copies and isinstance(outcome, Gone | Refused):
                return Sent(copies)  # it reached them all the same
            return Sent(copies + there + outcome.message_ids) if isinstance(outcome, Sent) else outcome
        if not there:
            return Refused(f"no message to {message.action}")
        if message.action == "edit":
            return await self._sender.edit(chat, there[-1], said)
        return await self._sender.delete(chat, there)

    async def _probe(self) -> None:
        """Probe Telegram, so that an outage is not tested with messages that may arrive twice."""
        outcome = await self._sender.probe()
        self._doubt = False
        self._learn(outcome, probing=True)

    def _learn(self, outcome: Outcome, *, probing: bool = False) -> None:
        match outcome:
            case Flood(seconds):
                _log.warning("Telegram asks for %.0f s of silence", seconds)
                self._pace.close(seconds)
            case Trouble(is_ours=True):  # this file waits; the others do not
                pass
            case Trouble(problem):
                _log.warning("Telegram cannot be reached: %s", problem)
                self._doubt = True
                self._pace.stumble()
            case _ if not probing:
                self._pace.recover()

    async def _leave(self) -> None:
        await self._nudger.finish()
        try:
            await self._ready.give_back()
            await self._lease.give_back()
        except outbox.TROUBLE as error:
            _log.warning("delivery leaves without the database: %s", brief(error))
