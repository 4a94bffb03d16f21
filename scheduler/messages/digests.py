"""Digests as a topic of delivery: said from the facts when their turn comes, their reminders closed after."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from content.calendar.quiet import after_quiet
from content.catalog import Catalog
from content.model.library import Library
from scheduler.clock import Clock
from scheduler.delivery.items import Outgoing
from scheduler.delivery.outcome import Outcome, Sent
from scheduler.messages.digest_wording import Wording
from storage.base.database import Database
from storage.outbox.queue import Message
from storage.reminders import digests
from storage.reminders.digest_lines import DigestFacts, load

if TYPE_CHECKING:
    from storage.base.database import Connection


@dataclass(frozen=True, slots=True)
class _Made:
    """What a digest was made of. `late`: its day or the day's hours are over, its lines wait again."""

    said: tuple[int, ...] = ()
    dropped: tuple[int, ...] = ()
    late: bool = False


class Digests:
    """Composes digests and closes their reminders (`scheduler.delivery.items.Topic`)."""

    def __init__(self, database: Database, catalog: Catalog, clock: Clock, library: Library) -> None:
        self._database = database
        self._catalog = catalog
        self._clock = clock
        self._library = library
        self._rules = {rule.code: rule for rule in library.reminders}
        self._made: dict[int, _Made] = {}
        """Until it is reported what became of them; a process that dies has its rows composed again."""

    async def compose(self, messages: Sequence[Message]) -> Mapping[int, Outgoing | None]:
        """The messages of these rows; None where nothing holds any more, or it is too late for today."""
        now = self._clock.now()
        async with self._database.read() as db:
            found = await load(
                db, self._library, [row.topic_id for row in messages if row.topic_id is not None]
            )
        return {row.id: self._compose(now, row, found.get(row.topic_id or 0)) for row in messages}

    def _compose(self, now: datetime, row: Message, facts: DigestFacts | None) -> Outgoing | None:
        if facts is None:
            return None
        zone = ZoneInfo(facts.zone)
        today = now.astimezone(zone).date()
        if facts.day != today or after_quiet(now, zone) != now:
            self._made[facts.id] = _Made(late=True)
            return None
        outgoing = Wording(self._catalog, self._rules, row.language, today, self._library.packs).digest(facts)
        said = tuple(line.id for line in facts.lines)
        self._made[facts.id] = _Made(said, facts.dropped)
        return outgoing

    async def report(self, db: Connection, now: datetime, results: Sequence[tuple[Message, Outcome]]) -> None:
        """Close the reminders of digests that are closed; what was never said waits for the next one."""
        for message, outcome in results:
            if (digest_id := message.topic_id) is None:
                continue
            made = self._made.pop(digest_id, None)
            if made is not None and made.late:
                await digests.put_back(db, digest_id)
                continue
            if isinstance(outcome, Sent) and made is not None:
                await digests.close_lines(db, made.said, "sent")
                await digests.close_lines(db, made.dropped, "moot")
                await digests.put_back(db, digest_id)  # what joined after it was composed
            else:
                await digests.close_rest(db, digest_id, "sent" if isinstance(outcome, Sent) else "moot")
