"""The lease of the one active deliverer, held by this process or waited for."""

from __future__ import annotations

import logging
import secrets
from datetime import timedelta

from scheduler.clock import Clock
from storage.base import leases
from storage.base.database import Database

SECONDS = 10.0
"""Seconds of the lease: after a crash another process takes over within this and its next look."""

_log = logging.getLogger(__name__)


class Lease:
    """Whether this process may deliver. Renewed when a third of it is used up."""

    def __init__(self, database: Database, clock: Clock, name: str) -> None:
        self._database = database
        self._clock = clock
        self._name = name
        self._holder = secrets.token_hex(8)
        self._until = float("-inf")

    @property
    def held(self) -> bool:
        """Whether the lease is certainly still held, even if the database is away: asked before each
        send."""
        return self._clock.monotonic() < self._until

    async def hold(self) -> bool:
        """Take or renew the lease; False while another process has it."""
        asked = self._clock.monotonic()
        if self._until - asked > SECONDS * 2 / 3:
            return True
        now = self._clock.wall()
        async with self._database.begin() as db:
            until = now + timedelta(seconds=SECONDS)
            dropped = await leases.drop_impossible(db, self._name, self._holder, until)
            held = await leases.acquire(db, now, self._name, self._holder, until)
        if dropped:
            _log.warning("a clock that was ahead gave the lease of %s: it is not believed", self._name)
        # Counted from before the question: what this process believes ends before what the others see.
        self._until = asked + SECONDS if held else float("-inf")
        return held

    async def give_back(self) -> None:
        """Release the lease, so that the next process can begin at once."""
        self._until = float("-inf")
        async with self._database.begin() as db:
            await leases.release(db, self._name, self._holder)
