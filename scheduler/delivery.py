"""Delivery: claims what is due, sends it at an even pace, marks it. Wording, pace, marks are beside it.

At least once: a process that dies between a send and its mark leaves a row in `sending`, which is sent
again when its lease has run out (style D8).
"""

from __future__ import annotations

import asyncio
import heapq
import logging
from datetime import datetime, timedelta
from typing import Protocol

from content.catalog import Catalog
from scheduler.clock import Clock
from scheduler.lease import Lease
from scheduler.marks import Marks
from scheduler.outcome import Flood, Outcome, Refused, TokenRefused, Trouble
from scheduler.pace import Pace, lanes
from scheduler.wording import Button, word
from storage import outbox
from storage.database import Database
from storage.outbox import Message

POLL = 0.5
STANDBY = 2.0
SEND_SECONDS = 20
"""A send takes no longer (the sender sees to it)."""
ROW_SECONDS = 2 * SEND_SECONDS
"""How long a claimed row is kept from others: the wait for its turn, and the send."""

_log = logging.getLogger(__name__)


class Sends(Protocol):
    """What delivery needs of a sender: every failure is an outcome, except that of the token."""

    async def send(self, chat_id: int, text: str, button: Button | None = None) -> Outcome:
        """Send one message, within SEND_SECONDS."""

    async def probe(self) -> Outcome:
        """See if Telegram answers, unnoticed by anybody."""


class Delivery:
    """Drains the outbox as long as this process holds the lease; otherwise stands by."""

    def __init__(
        self, database: Database, catalog: Catalog, sender: Sends, clock: Clock, *, rate: float = 28
    ) -> None:
        """`rate`: messages a second over all chats."""
        self._database = database
        self._catalog = catalog
        self._sender = sender
        self._clock = clock
        self._pace = Pace(rate, clock.monotonic)
        self._marks = Marks(database, clock, self._pace)
        self._lease = Lease(database, clock, "delivery")
        self._lanes = lanes(rate)
        self._ready: list[tuple[int, datetime, int, Message]] = []
        self._busy: set[int] = set()
        """People with a message that is claimed and not yet marked: one at a time."""
        self._turn = asyncio.Lock()
        self._filled = asyncio.Event()
        self._wake = asyncio.Event()
        self._doubt = False
        """A send failed on the way: ask for a sign of life before the next message."""
        self._stopping = False

    def wake(self) -> None:
        """Something was queued: look at once instead of at the next poll."""
        self._wake.set()

    def stop(self) -> None:
        """Begin nothing new; `run` comes back when what is under way is marked."""
        self._stopping = True
        self._wake.set()
        self._filled.set()

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
        """Keep a second's worth of messages ready: few enough that an urgent one soon comes to its turn."""
        while not self._stopping:
            self._wake.clear()
            try:
                pause = await self._look()
            except outbox.TROUBLE as error:
                _log.warning("delivery waits for the database: %s", type(error).__name__)
                pause = 2 * POLL
            if pause and not self._stopping:
                await self._rest(pause)

    async def _look(self) -> float:
        """Claim what there is room for; seconds until the next look."""
        if not await self._lease.hold():
            self._forget()
            return STANDBY
        if closed := self._pace.closed():
            await self._give_back()  # leases must not run out while nothing may be sent
            return min(closed, POLL)
        return 0.0 if await self._claim() else POLL

    async def _claim(self) -> bool:
        """Top up what is ready, one message a person; True when more may be due at once."""
        room = self._lanes - len(self._ready)
        if room * 2 < self._lanes:
            return False
        now = self._clock.now()
        async with self._database.read() as db:
            if not await outbox.due_priorities(db, now):
                return False
        async with self._database.begin() as db:
            until = self._clock.wall() + timedelta(seconds=ROW_SECONDS)
            busy = self._busy.union(self._pace.resting())
            claimed = await outbox.claim(db, now, until, room, busy)
            ready: dict[int, Message] = {}
            early: list[int] = []
            for message in claimed:
                if not message.reachable:  # known to be gone: no request for it
                    await outbox.mark_unreachable(db, message.id, "unreachable before")
                elif ready.setdefault(message.person_id, message) is not message:
                    early.append(message.id)
            await outbox.release(db, early)
        self._busy.update(ready)
        for message in ready.values():
            heapq.heappush(self._ready, (message.priority, message.not_before, message.id, message))
        if ready:
            self._filled.set()
        return len(claimed) == room

    async def _rest(self, seconds: float) -> None:
        """Sleep until woken."""
        either = [asyncio.ensure_future(self._clock.sleep(seconds)), asyncio.ensure_future(self._wake.wait())]
        try:
            await asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for sleep in either:
                sleep.cancel()

    async def _work(self) -> None:
        """One lane: the next message, its send, its mark; as many lanes as sends under way."""
        while (message := await self._next()) is not None:
            try:
                outcome = await self._send(message)
                self._pace.done(message.person_id)
                await self._marks.write(message, outcome)
            finally:
                self._busy.discard(message.person_id)

    async def _next(self) -> Message | None:
        """The most urgent message when it is its turn; None at the end. Lanes wait in a row here."""
        async with self._turn:
            while not self._stopping:
                if not self._ready:
                    self._filled.clear()
                    await self._filled.wait()
                elif (delay := self._pace.delay()) > 0:
                    await self._clock.sleep(min(delay, POLL))  # then asked again: the gate may have closed
                elif self._doubt:
                    await self._probe()
                elif message := self._pop():
                    self._pace.take()
                    return message
        return None

    def _pop(self) -> Message | None:
        """The most urgent message, if it is still ours to send."""
        *_, message = heapq.heappop(self._ready)
        if len(self._ready) * 2 <= self._lanes:
            self._wake.set()
        left = message.lease_until - self._clock.wall()
        if self._lease.held and left > timedelta(seconds=SEND_SECONDS):
            return message
        self._busy.discard(message.person_id)
        return None

    async def _send(self, message: Message) -> Outcome:
        try:
            text, button = word(self._catalog, message)
        except (KeyError, TypeError) as error:
            return Refused(f"no words: {error}")
        try:
            outcome = await self._sender.send(message.telegram_id, text, button)
        except TokenRefused:
            raise
        except Exception as error:  # noqa: BLE001  whatever one message does must not stop the others
            outcome = Trouble(type(error).__name__)
        self._learn(outcome)
        return outcome

    async def _probe(self) -> None:
        """Ask for a sign of life, so that an outage is not felt out with messages that may arrive twice."""
        outcome = await self._sender.probe()
        self._doubt = False
        self._learn(outcome, probing=True)

    def _learn(self, outcome: Outcome, *, probing: bool = False) -> None:
        match outcome:
            case Flood(seconds):
                _log.warning("Telegram asks for %.0f s of silence", seconds)
                self._pace.close(seconds)
            case Trouble(problem):
                _log.warning("Telegram cannot be reached: %s", problem)
                self._doubt = True
                self._pace.stumble()
            case _ if not probing:
                self._pace.recover()

    async def _give_back(self) -> None:
        """Return what is ready to the outbox, unsent."""
        back, self._ready = self._ready, []
        for *_, message in back:
            self._busy.discard(message.person_id)
        if back:
            async with self._database.begin() as db:
                await outbox.release(db, [message.id for *_, message in back])

    def _forget(self) -> None:
        """The lease is lost: what was ready comes back to the outbox when its own lease runs out."""
        for *_, message in self._ready:
            self._busy.discard(message.person_id)
        self._ready.clear()

    async def _leave(self) -> None:
        try:
            await self._give_back()
            await self._lease.give_back()
        except outbox.TROUBLE as error:
            _log.warning("delivery leaves without the database: %s", type(error).__name__)
