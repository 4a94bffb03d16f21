"""Puts nudges into words when their turn comes: that something waits, by when, and where; never what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, tzinfo
from typing import TYPE_CHECKING, Literal, NamedTuple

from content.catalog import Catalog
from content.model.library import Library
from scheduler.clock import Clock
from scheduler.delivery.items import Nudge, Outgoing
from scheduler.delivery.outcome import Moot, Outcome
from storage.base.audit import Actor
from storage.base.database import Database
from storage.nudges import addresses
from storage.nudges import queue as waiting
from storage.nudges.addresses import CODE_TOPIC, WECOM, Target
from storage.nudges.stopping import STOP_PATH, token_of
from storage.offices import staff
from storage.outbox.queue import URGENT, Message
from storage.people import contacts
from storage.reminders import deadlines

if TYPE_CHECKING:
    from scheduler.delivery.items import Composer
    from storage.base.database import Connection

_system = Actor("system")


class Nudges:
    """Composes nudges, and the codes that confirm their addresses (`scheduler.delivery.items.Composer`)."""

    def __init__(
        self,
        database: Database,
        catalog: Catalog,
        clock: Clock,
        library: Library,
        zone: tzinfo,
        link: str,
        stop_key: bytes = b"",
    ) -> None:
        """`zone`: in which days are counted; `link`: of the page; `stop_key`: of links that stop e-mails."""
        self._database = database
        self._catalog = catalog
        self._clock = clock
        self._library = library
        self._zone = zone
        self._link = link
        self._stop_key = stop_key

    def composers(self) -> dict[str, Composer]:
        """By topic."""
        return {waiting.TOPIC: self, CODE_TOPIC: self}

    async def compose(self, messages: Sequence[Message]) -> Mapping[int, Outgoing | None]:
        """None where everything was read meanwhile, the address is gone, or was nudged today already."""
        async with self._database.read() as db:
            return {row.id: await self._compose(db, row) for row in messages}

    async def report(self, db: Connection, now: datetime, results: Sequence[tuple[Message, Outcome]]) -> None:
        """Make room for another nudge today where this one was not needed."""
        for message, outcome in results:
            if isinstance(outcome, Moot) and message.topic == waiting.TOPIC:
                await waiting.drop(db, now, self._zone, message)

    async def _compose(self, db: Connection, row: Message) -> Outgoing | None:
        now = self._clock.now()
        if row.topic == CODE_TOPIC:
            found = await addresses.find_code(db, now, row.topic_id or 0)
            return None if found is None else self._outgoing(row, found[0], "code", code=found[1])
        urgent = row.priority == URGENT
        wait = waiting.URGENT_WAIT if urgent else waiting.WAIT
        old, _ = (await waiting.unread(db, [row.person_id], now - wait)).get(row.person_id, (0, 0))
        today = now.astimezone(self._zone).date()
        if not old or (not urgent and await addresses.was_nudged(db, row.person_id, today)):
            return None
        target = next(iter((await addresses.targets(db, [row.person_id])).get(row.person_id, ())), None)
        if target is None:
            return None
        due = await self._due(db, row.person_id, today)
        return self._outgoing(row, target, "waits_by" if due else "waits", due=due)

    async def _due(self, db: Connection, person_id: int, today: date) -> date | None:
        """The first day by which the person's enterprises and offices owe something."""
        found = [
            one
            for own in await contacts.list_enterprises(db, person_id)
            for one in await deadlines.of_enterprise(db, _system, self._library, own.id)
        ]
        for seat in await staff.list_seats(db, person_id):
            found += await deadlines.of_office(db, _system, self._library, seat.jurisdiction_id, today)
        return min((one.on for one in found if not one.done and one.on >= today), default=None)

    def _outgoing(
        self,
        row: Message,
        target: Target,
        message: Literal["waits", "waits_by", "code"],
        *,
        due: date | None = None,
        code: str = "",
    ) -> Outgoing:
        def say(key: str) -> str:
            given = {"month": due.month, "day": due.day} if due else {}
            return self._catalog.say(key, row.language, link=self._link, code=code, **given)

        words = _WORDS[message]
        text = say(words.group if target.kind == WECOM else words.person)
        stop = ""
        if target.kind == addresses.EMAIL and message != "code":
            stop = f"{self._link}{STOP_PATH}{token_of(self._stop_key, target)}"
            text = f"{text}\n\n{self._catalog.say('nudge-mail-stop', row.language, link=stop)}\n"
        nudge = Nudge(
            kind=target.kind,
            address=target.address,
            address_id=target.id,
            message=message,
            text=text,
            subject=say(words.subject),
            day=self._catalog.say("nudge-day", row.language, month=due.month, day=due.day) if due else "",
            link=self._link,
            code=code,
            stop=stop,
        )
        return Outgoing(text, nudge=nudge)


class _Words(NamedTuple):
    """Keys of a message: what a person reads, what a group reads, the subject of the e-mail."""

    person: str
    group: str
    subject: str


_WORDS = {
    "waits": _Words("nudge-waits", "nudge-group-waits", "nudge-mail-subject"),
    "waits_by": _Words("nudge-waits-by", "nudge-group-waits-by", "nudge-mail-subject"),
    "code": _Words("nudge-code", "nudge-code", "nudge-mail-code"),
}
