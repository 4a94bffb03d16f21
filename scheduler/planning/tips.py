"""The weekly safety tip as a tick and a topic: queued once its hour has come, told, and forgotten."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, tzinfo
from typing import TYPE_CHECKING

from content.calendar.quiet import after_quiet
from content.catalog import Catalog
from content.model.reports import SafetyTips
from scheduler.clock import Clock
from scheduler.delivery.items import Button, Outgoing
from scheduler.delivery.outcome import Gone, Outcome
from scheduler.planning.housekeeping import Tick
from storage.base.database import Database
from storage.outbox.queue import Message
from storage.reports import tips

if TYPE_CHECKING:
    from storage.base.database import Connection

SECONDS = 60.0
_PORTION = 500
"""Rows in one transaction, so that no answer waits for a whole list."""


class Tips:
    """Queues and composes the tips (`scheduler.delivery.items.Composer`)."""

    def __init__(
        self, database: Database, catalog: Catalog, clock: Clock, zone: tzinfo, texts: SafetyTips
    ) -> None:
        """`zone`: in which the hour of the tips is counted."""
        self._database = database
        self._catalog = catalog
        self._clock = clock
        self._zone = zone
        self._tips = texts
        self._done: int | None = None
        """The issue that is queued for everybody: people who join the list later get the next one."""

    async def tick(self) -> int:
        """Queue the issue whose hour has come, outside the quiet hours; return to how many.
        Idempotent."""
        now = self._clock.now()
        issue = self._tips.issue(now, self._zone)
        if issue == self._done or after_quiet(now, self._zone) != now:
            return 0
        queued = 0
        async with self._database.begin() as db:
            await tips.take_back(db, issue)
        while True:
            async with self._database.begin() as db:
                portion = await tips.queue(db, now, issue, _PORTION)
            queued += portion
            if portion < _PORTION:
                self._done = issue
                return queued

    async def compose(self, messages: Sequence[Message]) -> Mapping[int, Outgoing | None]:
        """The tip of each row in its reader's language; None for people who have unsubscribed."""
        async with self._database.read() as db:
            languages = await tips.languages(db, [row.address for row in messages])
        return {row.id: self._compose(row, languages.get(row.address)) for row in messages}

    def _compose(self, row: Message, language: str | None) -> Outgoing | None:
        if language is None:
            return None
        tip = self._tips.of_issue(row.topic_id or 0)
        text = self._catalog.say("tip-message", language, text=tip.text.say(language))
        look_up = Button(self._catalog.say("tip-look-up", language), "go:receipt:0")
        stop = Button(self._catalog.say("tip-stop", language), "go:tipoff:0")
        return Outgoing(text, rows=((look_up,), (stop,)))

    async def report(self, db: Connection, now: datetime, results: Sequence[tuple[Message, Outcome]]) -> None:
        """Delete the rows that were sent, and those of people who have left."""
        for message, outcome in results:
            if isinstance(outcome, Gone):
                await tips.unsubscribe(db, message.address)
        await tips.forget(db, [message.id for message, _ in results])

    def parts(self) -> tuple[dict[str, Tips], tuple[Tick, ...]]:
        """Topic and tick for the scheduler."""
        return {tips.TOPIC: self}, (Tick("weekly tip", SECONDS, self.tick),)
