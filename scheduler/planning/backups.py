"""The tick that makes due backups."""

from __future__ import annotations

import asyncio
import logging
import secrets
import threading
from datetime import timedelta

from scheduler.clock import Clock
from scheduler.planning.housekeeping import Tick
from storage.base import leases
from storage.base.database import Database
from storage.base.diagnosis import brief
from storage.installation import backup_rotation, health
from storage.installation.backup_keys import BackupError
from storage.installation.backup_rotation import Schedule

LOOK_SECONDS = 600
LONGEST = timedelta(hours=1)
"""Longest time for which one process keeps the others from beginning a backup too; two would do no harm."""
LEASE = "backup-maker"

_log = logging.getLogger(__name__)


class Stopped(Exception):
    """The program ends, and the backup is given up; the next start makes one."""


class Backups:
    """Makes a backup, in a thread, when the last one is too long ago."""

    def __init__(self, database: Database, clock: Clock, schedule: Schedule) -> None:
        self._database = database
        self._clock = clock
        self._schedule = schedule
        self._holder = secrets.token_hex(8)

    def tick(self) -> Tick:
        """The tick for the scheduler."""
        return Tick("backup", LOOK_SECONDS, self.run)

    async def run(self) -> None:
        """Make a backup if one is due and record it. A failure is logged and tried again at the next
        look."""
        wall = self._clock.wall()
        async with self._database.read() as db:
            if not self._schedule.is_due(await health.last_backup(db), wall):
                return
        async with self._database.begin() as db:
            if not await leases.acquire(db, wall, LEASE, self._holder, wall + LONGEST):
                return
        try:
            await self._make()
        finally:
            async with self._database.begin() as db:
                await leases.release(db, LEASE, self._holder)

    async def _make(self) -> None:
        ends, wall = threading.Event(), self._clock.wall()

        def go_on() -> None:
            if ends.is_set():
                raise Stopped

        making = asyncio.ensure_future(asyncio.to_thread(backup_rotation.make, self._schedule, wall, go_on))
        try:
            made, contents = await asyncio.shield(making)
        except asyncio.CancelledError:
            ends.set()
            await asyncio.wait({making})
            raise
        except BackupError as problem:
            _log.error("no backup was made: %s", problem)
            return
        except OSError as error:
            _log.error("no backup was made in CHENAN_BACKUP_DIR: %s", brief(error))
            return
        if contents.lost:
            _log.error(
                "%d files of evidence are missing in the backup: see chenan doctor", len(contents.lost)
            )
        if await health.note_backup(self._database, wall):
            _log.info("backed up: %s", made.name)
