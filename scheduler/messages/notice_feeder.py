"""The feeder of notices: starts those due, keeps a few seconds' worth of copies in the outbox, finishes
completed ones, shows progress, handles standing notices. Work follows the running notices, not all of them.

Everything is decided in short transactions that name the state they come from: two schedulers at once, or one
killed anywhere, leave nothing half done.
"""

from __future__ import annotations

from scheduler.clock import Clock
from scheduler.planning.housekeeping import Tick
from storage.base.database import Database
from storage.notices import copies, ending, gathering, sending
from storage.notices import moves as notice_moves
from storage.notices import progress as notice_progress
from storage.notices import views as notice_views
from storage.notices.sending import Rules
from storage.notices.views import AtWork
from storage.offices import jurisdictions

SECONDS_READY = 10
"""Seconds' worth of copies that lie ready in the outbox; a pause takes them back."""
EVERY = 2.0
"""Least real seconds between two changes of a progress message."""
TOP_UP_SECONDS = 10.0


class Feeder:
    """Runs every second; see `tick`."""

    def __init__(self, database: Database, clock: Clock, rules: Rules, rate: float) -> None:
        """`rate`: messages a second over all chats."""
        self._database = database
        self._clock = clock
        self._rules = rules
        self._depth = max(20, round(SECONDS_READY * rate))
        self._shown: dict[int, tuple[tuple[object, ...], float]] = {}
        """The progress last shown of a notice, and the instant: the same is not shown again, nor
        another at once."""

    def ticks(self) -> tuple[Tick, ...]:
        """The scheduler's ticks."""
        return (
            Tick("notices", 1.0, self.run),
            Tick("standing notices", TOP_UP_SECONDS, self.top_up),
        )

    async def run(self) -> bool:
        """Do all due steps; True when something was put into the outbox."""
        now = self._clock.now()
        queued = await self._expire()
        async with self._database.read() as db:
            at_work = await notice_views.list_at_work(db, now)
            shown = await notice_progress.list_shown(db)
            in_outbox = await copies.count_open(db) if at_work else 0
        for notice in at_work:
            fed = await self._move(notice, self._depth - in_outbox)
            in_outbox += fed
            queued |= fed > 0
            if not in_outbox:
                await self._mend(notice)
        for notice_id in shown:
            queued |= await self._show(notice_id)
        return queued

    async def _expire(self) -> bool:
        """Stop expired notices, and give back those not begun; True when somebody is to be told."""
        now = self._clock.now()
        async with self._database.read() as db:
            over = await ending.list_expired(db, now)
        told = False
        for notice_id in over:
            async with self._database.begin() as db:
                told |= await ending.expire(db, now, notice_id, self._rules.zone)
        return told

    async def _move(self, notice: AtWork, room: int) -> int:
        """Advance one notice a step; return how many of its copies were fed."""
        if notice.state == "scheduled":
            return await self._start(notice)
        if not notice.is_gathered:
            await self._gather(notice)
        if notice.state == "paused" or await self._is_night(notice):
            await self._take_back(notice)
            return 0
        fed = 0
        if room > 0:
            async with self._database.begin() as db:
                fed = await copies.feed(db, self._clock.now(), notice.id, room)
        if not fed and not await self._is_open(notice):
            await self._finish(notice)
        return fed

    async def _start(self, notice: AtWork) -> int:
        now = self._clock.now()
        async with self._database.read() as db:
            zone = await jurisdictions.zone_of(db, notice.jurisdiction_id, self._rules.zone)
        if sending.begins_at(notice, now, zone) > now:
            return 0
        async with self._database.read() as db:
            counted = await gathering.count_now(db, now, notice.id, self._rules.zone)
        async with self._database.begin() as db:
            await sending.start(db, now, notice.id, self._rules, counted)
        return 0

    async def _gather(self, notice: AtWork) -> None:
        """Store its targets, a portion a transaction, so that others can write in between."""
        is_left = True
        while is_left:
            async with self._database.begin() as db:
                is_left = await gathering.go_on(db, self._clock.now(), notice.id, self._rules.zone)

    async def _is_night(self, notice: AtWork) -> bool:
        """Whether nothing may be sent now; corrections and withdrawals wake nobody."""
        if notice.urgent or notice.job in ("correct", "withdraw"):
            return False
        now = self._clock.now()
        async with self._database.read() as db:
            zone = await jurisdictions.zone_of(db, notice.jurisdiction_id, self._rules.zone)
        return sending.may_go_from(notice, now, zone) != now

    async def _take_back(self, notice: AtWork) -> None:
        """Remove rows from the outbox that delivery gave back meanwhile, too."""
        if await self._is_open(notice):
            async with self._database.begin() as db:
                await copies.take_back(db, notice.id)

    async def _is_open(self, notice: AtWork) -> bool:
        async with self._database.read() as db:
            return await copies.has_under_way(db, notice.id)

    async def _mend(self, notice: AtWork) -> None:
        """Repair copies under way without a row in the outbox: delivery could not tell their results."""
        if notice.state == "sending" and await self._is_open(notice):
            async with self._database.begin() as db:
                await copies.mend(db, notice.id)

    async def _finish(self, notice: AtWork) -> None:
        async with self._database.begin() as db:
            await sending.finish(db, self._clock.now(), notice.id)

    async def _show(self, notice_id: int) -> bool:
        """Queue the progress where it differs from what was shown."""
        async with self._database.read() as db:
            seen = await notice_progress.progress(db, notice_id)
        job = (seen.notice.state, seen.notice.job, seen.notice.job_at)
        looks = (*job, seen.total, seen.left, seen.failed, seen.read)
        before, at = self._shown.get(notice_id, ((), 0.0))
        if not seen.is_over and (before == looks or self._clock.monotonic() < at + EVERY):
            return False
        async with self._database.begin() as db:
            armed = await notice_progress.queue_message(db, self._clock.now(), seen)
        if armed:
            self._shown[notice_id] = (looks, self._clock.monotonic())
        return armed

    async def top_up(self) -> bool:
        """Queue standing notices for people who joined later; True when there were some."""
        async with self._database.read() as db:
            found = await notice_moves.to_top_up(db)
        queued = 0
        for notice_id, since in found.items():
            async with self._database.begin() as db:
                queued += await notice_moves.top_up(db, self._clock.now(), notice_id, since, self._rules)
        return queued > 0
