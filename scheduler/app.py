"""The scheduler of one process: delivery and ticks, started and stopped together by the composition root."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, tzinfo

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from content.catalog import Catalog
from content.model.pack import Pack
from scheduler.clock import Clock
from scheduler.clock_watch import LOOK_SECONDS, ClockWatch, DeletingClock, right_outbox
from scheduler.delivery.items import Composer
from scheduler.delivery.loop import Delivery, Sends
from scheduler.delivery.nudges.ways import Way
from scheduler.delivery.outcome import TokenRefused
from scheduler.delivery.ready import ROW_SECONDS
from scheduler.meter import Meter
from scheduler.planning.housekeeping import Tick, ticks
from storage.base import leases
from storage.base.database import Database
from storage.base.diagnosis import brief
from storage.base.files import FileStore
from storage.installation.health import heartbeat_of
from storage.outbox import queue as outbox

RESTART_SECONDS = 5.0
BEAT_SECONDS = 15.0
PLANNING = "planning"
MOST_BEHIND = 30.0
"""Seconds by which a tick may be late before it counts as stopped."""

_log = logging.getLogger(__name__)


class Scheduler:
    """Give it a running sender; `start` and `stop` inside the running loop, once each."""

    def __init__(
        self,
        database: Database,
        catalog: Catalog,
        sender: Sends,
        clock: Clock,
        *,
        rate: float = 28,
        composers: Mapping[str, Composer] | None = None,
        more_ticks: Sequence[Tick] = (),
        zone: tzinfo | None = None,
        deleting: DeletingClock | None = None,
        packs: Mapping[str, Pack] | None = None,
        files: FileStore | None = None,
        ways: Mapping[str, Way] | None = None,
    ) -> None:
        """`rate`: messages a second over all chats. `composers`: one for each topic. `zone`:
        of the quiet hours, where a message has no place of its own. `deleting`: asked before anything is
        deleted for its age. `packs`: whose titles name campaigns. `files`: of the web door.
        `ways`: of nudges, by kind of address."""
        self._database = database
        self._clock = clock
        self._zone = zone or database.zone
        self._watch = ClockWatch(clock, ROW_SECONDS)
        self._machine = clock.machine or clock.wall
        self._of_machine = ClockWatch(replace(clock, wall=self._machine), 0) if clock.machine else None
        self.meter = Meter()
        self._delivery = Delivery(
            database,
            catalog,
            sender,
            clock,
            rate=rate,
            composers=composers,
            packs=packs,
            zone=zone,
            meter=self.meter,
            files=files,
            ways=ways,
        )
        self._ticks = (
            *ticks(database, clock, self._watch, deleting, files),
            *more_ticks,
            Tick("heartbeat", BEAT_SECONDS, self._write_heartbeats),
        )
        self._jobs = _jobs()
        self._task: asyncio.Task[None] | None = None
        self._watching: asyncio.Task[None] | None = None
        self._stopping = False

    async def start(self) -> None:
        """Start delivery and ticks; returns at once."""
        loop = asyncio.get_running_loop()
        self._watching = loop.create_task(self._watch_clock(), name="clock")
        for tick in self._ticks:
            self._jobs.add_job(self._tick, args=[tick])  # now, and then
            self._jobs.add_job(self._tick, "interval", [tick], seconds=tick.seconds, id=tick.name)
        self._jobs.start()
        self._task = loop.create_task(self._deliver(), name="delivery")

    async def wait(self) -> None:
        """Wait until delivery ends.

        Raises:
            TokenRefused: Telegram refuses the token.
        """
        if self._task is not None:
            await asyncio.shield(self._task)

    def wake(self) -> None:
        """Wake delivery after something was queued, instead of at the next poll."""
        self._delivery.wake()

    async def tick_now(self) -> None:
        """Run every tick at once, for a clock that was moved; returns when all have run."""
        await asyncio.gather(*(self._tick(tick) for tick in self._ticks))

    def replied(self) -> None:
        """Record a message that the bot of this process sent or edited: leave room for the next one."""
        self._delivery.replied()

    async def stop(self, grace: float = 10) -> None:
        """Finish what is under way, within `grace` seconds; the rest stays queued."""
        self._stopping = True
        if self._jobs.running:
            self._jobs.shutdown(wait=False)
        if self._watching is not None:
            self._watching.cancel()
            await asyncio.gather(self._watching, return_exceptions=True)
        if self._task is None:
            return
        self._delivery.stop()
        await asyncio.wait({self._task}, timeout=grace)
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)

    async def _watch_clock(self) -> None:
        """Repair rows that a wrong clock wrote, at the start and whenever the clock jumps."""
        righting = Tick("clock", LOOK_SECONDS, lambda: right_outbox(self._database, self._clock, self._zone))
        await self._tick(righting)
        while True:
            await self._clock.sleep(LOOK_SECONDS)
            jumped = self._watch.look()
            if jumped:
                await self._tick(righting)
            if jumped or (self._of_machine is not None and self._of_machine.look()):
                for job in self._jobs.get_jobs():  # planned by that clock, which may be hours back now
                    job.modify(next_run_time=self._machine())

    async def _deliver(self) -> None:
        while True:
            try:
                return await self._delivery.run()
            except TokenRefused as refused:
                _log.critical("%s", refused)
                raise
            except Exception:  # noqa: BLE001  a mistake of ours must not end all delivery until somebody looks
                _log.exception("delivery begins anew")
                await self._clock.sleep(RESTART_SECONDS)

    async def _write_heartbeats(self) -> None:
        """Write heartbeats of the running parts (`installation.health`)."""
        every = next((tick.seconds for tick in self._ticks if tick.name == PLANNING), 0.0)
        planning = self.meter.ticks.get(PLANNING)
        planned_at = planning.done_at if planning is not None else None
        is_planning = planned_at is not None and self._clock.monotonic() - planned_at < every + MOST_BEHIND
        alive = {"delivery": self._delivery.holds, PLANNING: is_planning}
        if any(alive.values()):
            async with self._database.begin() as db:
                for part in (part for part, beats in alive.items() if beats):
                    await leases.record_heartbeat(db, heartbeat_of(part), self._clock.wall())

    async def _tick(self, tick: Tick) -> None:
        began, done_at = self._clock.monotonic(), None
        try:
            changed = await tick.run()
            done_at = self._clock.monotonic()
            if changed:
                self.wake()  # what it queued need not wait for the next poll
        except asyncio.CancelledError:
            if not self._stopping:  # shutdown cancels ticks, rolls back what they began, and logs an error
                raise
        except outbox.TROUBLE as error:
            _log.warning("tick %s waits for the database: %s", tick.name, brief(error))
        finally:
            self.meter.tick(tick.name, self._clock.monotonic() - began, done_at)


def _jobs() -> AsyncIOScheduler:
    """The scheduler's jobs: in memory, in UTC, none skipped for being late, because due work is in tables
    (style D6, D7)."""
    logging.getLogger("apscheduler").setLevel(logging.WARNING)
    return AsyncIOScheduler(
        timezone=UTC, job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
    )
