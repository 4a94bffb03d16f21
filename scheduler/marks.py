"""Marks: what became of each message, written down at once. How a row is marked is the outbox's."""

from __future__ import annotations

import asyncio
import logging
from datetime import timedelta
from typing import TYPE_CHECKING

from scheduler.clock import Clock
from scheduler.outcome import Flood, Gone, Outcome, Refused, Sent, Trouble
from scheduler.pace import Pace
from storage import outbox, reachability
from storage.audit import Actor
from storage.database import Database
from storage.outbox import Message

if TYPE_CHECKING:
    from storage.database import Connection as AsyncConnection

MAX_ATTEMPTS = 20
"""About ten hours: a message that fails that often while Telegram answers is parked."""

_FEW = 8
"""Marks in one transaction at most: so many wait for the database when it is slow, none when it is quick."""

_system = Actor("system")
_log = logging.getLogger(__name__)


class Marks:
    """Writes marks, each right after its send; those that came during a commit share the next one."""

    def __init__(self, database: Database, clock: Clock, pace: Pace) -> None:
        self._database = database
        self._clock = clock
        self._pace = pace
        self._waiting: list[tuple[Message, Outcome]] = []
        self._turn = asyncio.Lock()

    async def write(self, message: Message, outcome: Outcome) -> None:
        """Write one mark; comes back when it is kept, however long the database is away."""
        mark = (message, outcome)
        self._waiting.append(mark)
        async with self._turn:
            while mark in self._waiting:
                few = self._waiting[:_FEW]
                try:
                    await self._keep(few)
                except outbox.TROUBLE as error:
                    _log.warning("marks wait for the database: %s", type(error).__name__)
                    await self._clock.sleep(1)
                else:
                    del self._waiting[: len(few)]

    async def _keep(self, marks: list[tuple[Message, Outcome]]) -> None:
        now = self._clock.now()
        async with self._database.begin() as db:
            if sent := [message.id for message, outcome in marks if isinstance(outcome, Sent)]:
                await outbox.mark_sent(db, now, sent)
            for message, outcome in marks:
                await self._mark(db, message, outcome)

    async def _mark(self, db: AsyncConnection, message: Message, outcome: Outcome) -> None:
        now = self._clock.now()
        match outcome:
            case Gone(problem):
                await outbox.mark_unreachable(db, message.id, problem)
                await reachability.mark_unreachable(db, _system, now, message.person_id)
            case Refused(problem):
                _log.error("message %d is parked: %s", message.id, problem)
                await outbox.mark_failed(db, message.id, problem)
            case Flood(seconds):
                later = now + timedelta(seconds=seconds)
                await outbox.mark_retry(db, message.id, later, "flood", counts=False)
            case Trouble(problem, left=left):
                if message.attempts + left >= MAX_ATTEMPTS:
                    _log.error("message %d is parked after %d attempts", message.id, MAX_ATTEMPTS)
                    await outbox.mark_failed(db, message.id, problem)
                    return
                wait = self._pace.backoff(message.attempts, 5, 3600) if left else 1.0
                later = now + timedelta(seconds=wait)
                await outbox.mark_retry(db, message.id, later, problem, counts=left)
