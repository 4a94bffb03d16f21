"""Rows ready to be sent: claimed, composed, sorted by urgency, one message a person."""

from __future__ import annotations

import heapq
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta, tzinfo

from scheduler.clock import Clock
from scheduler.delivery import channels, night
from scheduler.delivery.channels import arrived
from scheduler.delivery.inboxes import Inboxes, Letter
from scheduler.delivery.items import Outgoing
from scheduler.delivery.nudges.deliverer import Nudger
from scheduler.delivery.outcome import Gone, Moot, Outcome
from scheduler.delivery.pace import Pace
from scheduler.delivery.results import DeliveryResults
from scheduler.messages.composers import Composers
from storage.base.database import Connection, Database
from storage.membership import consequences
from storage.nudges.queue import TOPICS
from storage.outbox import queue as outbox
from storage.outbox import results as outbox_marks
from storage.outbox.queue import Message
from storage.people.accounts import TELEGRAM

ROW_SECONDS = 40.0
"""Seconds for which a claimed row is leased: twice a send, for the wait for its turn, and the send."""


@dataclass(frozen=True, slots=True, order=True)
class DeliveryItem:
    """A claimed and composed row; sorted by the order of sending."""

    priority: int
    not_before: datetime
    id: int
    message: Message = field(compare=False)
    outgoing: Outgoing = field(compare=False)

    @property
    def album(self) -> bool:
        """Whether files of an album are sent first."""
        fresh = self.message.action == "send" and not arrived(self.message, TELEGRAM)
        return fresh and self.outgoing.apart

    @property
    def cost(self) -> int:
        """The number of messages it counts for Telegram."""
        return len(self.outgoing.files) if self.album else 1


def _item(message: Message, outgoing: Outgoing, address: int) -> DeliveryItem:
    """A row that goes to Telegram."""
    row = replace(message, address=address)
    return DeliveryItem(message.priority, message.not_before, message.id, row, outgoing)


def _waits_for_nobody(message: Message) -> bool:
    """Whether it goes out though Telegram is not asked for anything."""
    return message.topic in TOPICS or channels.route(message).telegram is None


class Ready:
    """The buffer of messages for one second: few enough that an urgent one soon has its turn."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        pace: Pace,
        composers: Composers,
        results: DeliveryResults,
        size: int,
        zone: tzinfo,
        inboxes: Inboxes,
        nudger: Nudger | None = None,
    ) -> None:
        """`zone`: of the quiet hours, where a message has no place of its own; `nudger`: None where nobody is
        nudged, so that no such row is composed."""
        self._database = database
        self._clock = clock
        self._pace = pace
        self._composers = composers
        self._results = results
        self._size = size
        self._zone = zone
        self._inboxes = inboxes
        self._nudger = nudger
        self._heap: list[DeliveryItem] = []
        self._busy: set[int] = set()
        """People with a message that is claimed and not yet marked: one at a time."""

    def __len__(self) -> int:
        return len(self._heap)

    @property
    def low(self) -> bool:
        """Whether half of the buffer is used up."""
        return len(self._heap) * 2 <= self._size

    def pop(self) -> DeliveryItem:
        """Take the most urgent one."""
        return heapq.heappop(self._heap)

    def free(self, message: Message) -> None:
        """Allow the next message of its person."""
        self._busy.discard(message.person_id)

    async def fill(self) -> bool:
        """Fill the buffer; True when more may be due at once."""
        now = self._clock.now()
        async with self._database.read() as db:
            due = await outbox.due_priorities(db, now, self._occupied())
        if not due:
            return False
        if self.low:
            claimed, more = await self._claim(now, self._size - len(self._heap), None)
        elif due[0] < (least := max(self._heap).priority):
            claimed, more = await self._claim(now, max(self._size // 4, 1), least)
        else:
            return False
        await self._compose(claimed)
        return more

    async def fill_inboxes(self) -> bool:
        """Deliver rows for the page alone, while Telegram is asked for nothing; True: there may be more."""
        now = self._clock.now()
        until = self._clock.wall() + timedelta(seconds=ROW_SECONDS)
        async with self._database.read() as db:
            busy = self._occupied()
            if not await outbox.is_web_used(db) or not await outbox.due_priorities(db, now, busy):
                return False
        async with self._database.begin() as db:
            busy = self._occupied()
            claimed = await outbox.claim(db, now, until, self._size, busy, web_only=True)
            leaving = await self._leaving(db, now, claimed)
            mine = {one.person_id: one for one in reversed(leaving) if _waits_for_nobody(one)}
            kept = {one.id for one in mine.values()}
            await outbox_marks.release(db, [one.id for one in leaving if one.id not in kept])
        self._busy.update(mine)
        await self._compose(list(mine.values()))
        return bool(mine)

    async def give_back(self) -> None:
        """Return everything to the outbox, unsent."""
        await self._release([item.message for item in self._take_out(len(self._heap))])

    def forget(self) -> None:
        """Drop the buffer after the lease was lost: its rows are claimed again when their own leases
        run out."""
        self._take_out(len(self._heap))

    def _occupied(self) -> set[int]:
        return self._busy.union(self._pace.resting())

    def _take_out(self, count: int) -> list[DeliveryItem]:
        """Remove so many items, the least urgent first."""
        self._heap.sort()
        keep = max(len(self._heap) - count, 0)
        self._heap, out = self._heap[:keep], self._heap[keep:]
        for item in out:
            self.free(item.message)
        return out

    def _put(self, items: list[DeliveryItem]) -> None:
        for item in items:
            self._busy.add(item.message.person_id)
            heapq.heappush(self._heap, item)

    async def _claim(self, now: datetime, limit: int, below: int | None) -> tuple[list[Message], bool]:
        """Claim rows; items they overtake, which would wait for longer than their lease, go back."""
        until = self._clock.wall() + timedelta(seconds=ROW_SECONDS)
        overtaken: list[DeliveryItem] = []
        try:
            async with self._database.begin() as db:
                claimed = await outbox.claim(db, now, until, limit, self._occupied(), below)
                leaving = await self._leaving(db, now, claimed)
                first: dict[int, Message] = {}
                back = [one.id for one in leaving if first.setdefault(one.person_id, one) is not one]
                overtaken = self._take_out(len(self._heap) + len(first) - self._size)
                await outbox_marks.release(db, back + [item.id for item in overtaken])
        except BaseException:
            self._put(overtaken)
            raise
        self._busy.update(first)
        return list(first.values()), len(claimed) == limit

    async def _leaving(self, db: Connection, now: datetime, claimed: list[Message]) -> list[Message]:
        """Those of claimed rows that leave now: not at night, and not to readers who may no longer read."""
        leaving = await night.put_off(db, now, claimed, self._zone)
        lost = await consequences.take_back_claimed(db, now, [one.id for one in leaving if one.needs])
        return [one for one in leaving if one.id not in lost]

    async def _compose(self, messages: list[Message]) -> None:
        closed: list[tuple[Message, Outcome]] = []
        there: list[Message] = []
        letters: list[Letter] = []
        for message in messages:
            if message.reachable or message.topic in TOPICS:
                there.append(message)
            else:  # known to be gone: no request for it
                closed.append((message, Gone("unreachable before")))
        try:
            composed = await self._composers.compose(there)
        except outbox.TROUBLE:
            await self._release(messages)
            raise
        for message in there:
            made = composed[message.id]
            if not isinstance(made, Outgoing):
                closed.append((message, made))
                continue
            if made.nudge is not None and self._nudger is not None:
                self._nudger.begin(message, made.nudge, self.free)
                continue
            route = channels.route(message, protect=made.protect)
            if message.person_id > 0 and route.web is not None:
                letters.append(Letter(message, made, route))
            elif route.telegram is not None:
                self._put([_item(message, made, route.telegram)])
            else:
                closed.append((message, Gone("no account") if message.action == "send" else Moot()))
        await self._deliver(letters)
        if closed:
            await self._results.write(closed)
            for message, _ in closed:
                self.free(message)

    async def _deliver(self, letters: list[Letter]) -> None:
        """Deliver rows into inboxes; keep for Telegram those that go there, too."""
        for letter, message in zip(letters, await self._inboxes.deliver(letters), strict=True):
            if letter.route.telegram is None:
                self.free(message)
            else:
                self._put([_item(message, letter.outgoing, letter.route.telegram)])

    async def _release(self, messages: list[Message]) -> None:
        for message in messages:
            self.free(message)
        if messages:
            async with self._database.begin() as db:
                await outbox_marks.release(db, [message.id for message in messages])
