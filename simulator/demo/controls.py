"""The demonstration's clock on the page: its campaign's days, and jumps that wake the scheduler."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import date, datetime, time, timedelta
from typing import Protocol

from bot.app import App
from content import loader
from content.model.samples import SampleMark
from simulator.controls import ClockState, Mark, Refused
from simulator.demo.clock import DemoClock, NoSuchTime
from storage.base.zone import DEFAULT as ZONE
from storage.campaigns import opening as campaigns
from storage.campaigns.views import CampaignView

MORNING = time(8, 30)
"""Time of day at which a jump to a day arrives: the quiet hours are over."""
SHOWN_DAYS = 30
"""Least number of days that the slider reaches beyond today, and beyond the campaign's last day."""
STEP_SECONDS = 1.0
"""Real seconds between two looks for due work while the clock runs fast."""

log = logging.getLogger(__name__)


class DemoControls:
    """Changes of the clock that the simulator's page may make. `moved` is set by every change."""

    def __init__(self, clock: DemoClock) -> None:
        self.moved = asyncio.Event()
        self._clock = clock
        self._zone = ZONE
        self._app: App | None = None

    def follow(self, app: App) -> None:
        """Show the days of this app's oldest open campaign."""
        self._app, self._zone = app, app.zone

    async def state(self) -> ClockState:
        """The clock, with the campaign's current days."""
        campaign = await self._campaign()
        marks = marks_of(campaign, loader.samples().marks) if campaign else ()
        now = self._clock()
        today = now.astimezone(self._zone).date()
        ends = [mark.day for mark in marks] + _ends(campaign)
        return ClockState(
            now=now,
            zone=self._zone.key,
            speed=self._clock.speed,
            first=min(today, campaign.start_on) if campaign else today,
            last=max([today, *ends]) + timedelta(days=SHOWN_DAYS),
            morning=f"{MORNING:%H:%M}",
            marks=marks,
        )

    def run(self, speed: float) -> None:
        """See DemoClock.run."""
        try:
            self._clock.run(speed)
        except NoSuchTime as refused:
            raise Refused(refused.kind) from None
        self.moved.set()

    def go_to(self, to: date | datetime) -> None:
        """Jump ahead to an instant, or to MORNING of a local day."""
        if not isinstance(to, datetime):
            to = datetime.combine(to, MORNING, self._zone)
        try:
            self._clock.jump(to)
        except NoSuchTime as refused:
            raise Refused(refused.kind) from None
        except OverflowError:  # the first and the last days of the calendar have no UTC
            raise Refused("beyond") from None
        self.moved.set()

    def forward(self, days: int) -> None:
        """Jump ahead by whole days, to MORNING: at night nothing would come."""
        self.go_to(self._clock().astimezone(self._zone).date() + timedelta(days=days))

    async def _campaign(self) -> CampaignView | None:
        if self._app is None:
            return None
        async with self._app.database.read() as db:
            open_now = await campaigns.list_campaigns(db, state="open")
            return await campaigns.get_campaign(db, open_now[-1].id) if open_now else None


def marks_of(campaign: CampaignView, samples: tuple[SampleMark, ...]) -> tuple[Mark, ...]:
    """The days that have a label and are set, earliest first."""
    begins = {phase.code: phase.starts_on for phase in campaign.phases}
    due = {duty.code: duty.due_on for duty in campaign.duties}
    found = []
    for sample in samples:
        day = begins.get(sample.phase) if sample.phase else due.get(sample.duty or "")
        if day is not None:
            found.append(Mark(sample.label, "begin" if sample.phase else "end", day))
    return tuple(sorted(found, key=lambda mark: mark.day))


def _ends(campaign: CampaignView | None) -> list[date]:
    return [phase.ends_on for phase in campaign.phases if phase.ends_on] if campaign else []


class Due(Protocol):
    """Interface of the jobs that look for due work."""

    async def tick_now(self) -> None:
        """Look for due work now, and queue it."""

    def wake(self) -> None:
        """Look at the queue now."""


@asynccontextmanager
async def keeping_pace(clock: DemoClock, moved: asyncio.Event, scheduler: Due) -> AsyncIterator[None]:
    """Have what is due looked for after each jump, and every STEP_SECONDS while the clock runs fast.

    The scheduler's own ticks count real seconds: at a day a minute they would come once a day, at any hour.
    """

    async def pace() -> None:
        while True:
            with suppress(TimeoutError):
                async with asyncio.timeout(STEP_SECONDS if clock.speed > 1 else None):
                    await moved.wait()
            moved.clear()
            try:
                await scheduler.tick_now()
            except Exception:
                log.exception("not everything that is due was looked for")
            scheduler.wake()

    pacing = asyncio.ensure_future(pace())
    try:
        yield
    finally:
        pacing.cancel()
        with suppress(asyncio.CancelledError):
            await pacing
