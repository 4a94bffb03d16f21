"""Results of sends, written at once. How a row is marked is decided by the outbox."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from scheduler.clock import Clock
from scheduler.delivery.outcome import Begun, Flood, Gone, Moot, Outcome, Refused, Sent, Trouble
from scheduler.delivery.pace import CHAT_SECONDS, Pace
from scheduler.messages.composers import Composers
from storage.base.audit import Actor
from storage.base.database import Database
from storage.base.diagnosis import brief
from storage.outbox import queue as outbox
from storage.outbox import results as outbox_marks
from storage.outbox.queue import Message
from storage.people import reachability

if TYPE_CHECKING:
    from storage.base.database import Connection

MAX_ATTEMPTS = 20
"""Attempts after which a message is parked, about ten hours, while Telegram answers."""

_FEW = 8
"""Most results in one transaction: that many wait for the database when it is slow, none when it is quick."""
_REPORTS = 5
"""Failures in a row after which results are written without the topics' data, to find out which of the two
fails."""

Result = tuple[Message, Outcome]

_system = Actor("system")
_log = logging.getLogger(__name__)


class DeliveryResults:
    """Writes results right after each send; those that come during a commit share the next one."""

    def __init__(self, database: Database, clock: Clock, pace: Pace, composers: Composers) -> None:
        self._database = database
        self._clock = clock
        self._pace = pace
        self._composers = composers
        self._waiting: list[Result] = []
        self._turn = asyncio.Lock()

    async def write(self, results: Sequence[Result]) -> None:
        """Write results; returns when they are stored, however long the database is away."""
        self._waiting += (final := [self._final(*one) for one in results])
        failures = 0
        async with self._turn:
            while any(mark in self._waiting for mark in final):
                few = self._waiting[:_FEW]
                try:
                    await self._keep(few, reporting=failures < _REPORTS)
                except outbox.TROUBLE as error:
                    _log.warning("marks wait for the database: %s", brief(error))
                    failures = (failures + 1) % (_REPORTS + 1)
                    await self._clock.sleep(1)
                except Exception:  # noqa: BLE001  a mistake of a topic's must not send the message again and again
                    _log.exception("a topic cannot keep what became of its messages")
                    failures = _REPORTS
                else:
                    failures = 0
                    del self._waiting[: len(few)]

    def _final(self, message: Message, outcome: Outcome) -> Result:
        """The final result: a row that fails again and again counts as refused."""
        match outcome:
            case Trouble(problem, left=left) if message.attempts + left >= MAX_ATTEMPTS:
                return message, Refused(problem)
            case _:
                return message, outcome

    async def _keep(self, results: list[Result], *, reporting: bool) -> None:
        async with self._database.begin() as db:
            await self.mark(db, results, reporting=reporting)

    async def mark(self, db: Connection, results: Sequence[Result], *, reporting: bool = True) -> None:
        """Write results in the transaction of their topics."""
        now = self._clock.now()
        if results:
            if sent := [message.id for message, outcome in results if isinstance(outcome, Sent)]:
                await outbox_marks.mark_sent(db, now, sent)
            for message, outcome in results:
                await self._mark(db, message, outcome)
            if reporting:
                await self._composers.report(db, now, results)
            elif any(message.topic for message, _ in results):
                _log.error("marks are written without a topic's report")

    async def _mark(self, db: Connection, message: Message, outcome: Outcome) -> None:
        now = self._clock.now()
        match outcome:
            case Begun(ids):
                later = now + timedelta(seconds=len(ids) * CHAT_SECONDS)
                await outbox_marks.mark_begun(db, message.id, ids, later)
            case Gone(problem) if message.action == "send" and await reachability.fall_back(
                db, _system, now, message.person_id, message.address, problem
            ):
                await outbox_marks.mark_retry(db, message.id, now, problem, counts=False)
            case Gone(problem):
                await outbox_marks.mark_unreachable(db, message.id, problem)
                await reachability.mark_unreachable(db, _system, now, message.person_id)
            case Refused(problem):
                _log.error("message %d is parked: %s", message.id, problem)
                await outbox_marks.mark_failed(db, message.id, problem)
            case Moot():
                await outbox_marks.mark_moot(db, message.id)
            case Flood(seconds):
                later = now + timedelta(seconds=seconds)
                await outbox_marks.mark_retry(db, message.id, later, "flood", counts=False)
            case Trouble(problem, left=left):
                wait = self._pace.backoff(message.attempts, 5, 3600) if left else 1.0
                later = now + timedelta(seconds=wait)
                await outbox_marks.mark_retry(db, message.id, later, problem, counts=left)
