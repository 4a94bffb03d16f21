"""Ticks of anonymous reports: batches to offices, limits, wiping; and the topic that tells offices
numbers."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from content.catalog import Catalog
from content.model.reports import ReportRules, batch_day, last_batch
from scheduler.clock import Clock
from scheduler.clock_watch import DeletingClock
from scheduler.delivery.items import Composer, Outgoing
from scheduler.delivery.outcome import Outcome
from scheduler.messages.wording import word
from scheduler.planning.housekeeping import Tick
from storage.base.database import Database
from storage.outbox.queue import Message
from storage.reports import batches, retention
from storage.reports import folder as reports_folder
from storage.reports import mail as reports_mail
from storage.reports.files import ReportFiles
from storage.reports.sealing import Intake

if TYPE_CHECKING:
    from storage.base.database import Connection

_log = logging.getLogger(__name__)

SECONDS = 10.0
SOON = (timedelta(minutes=2), timedelta(minutes=10))
"""Least and most delay of an urgent report, drawn by chance, so that its minute is not the sender's."""
AGAIN_SECONDS = 60.0
"""Real seconds between two attempts to remove old versions of rows that somebody still read."""
REWRITTEN = tuple(table.__tablename__ for table in retention.REWRITTEN)


class ReportTicks:
    """Ticks of reports. Several processes at once do no harm: a batch belongs to the one that writes its
    row."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        zone: ZoneInfo,
        rules: ReportRules,
        intake: Intake,
        files: ReportFiles,
        deleting: DeletingClock | None = None,
    ) -> None:
        """`deleting`: says whether the machine's clock is trusted enough to wipe by it; None: it is."""
        self._database = database
        self._clock = clock
        self._zone = zone
        self._rules = rules
        self._intake = intake
        self._files = files
        self._deleting = deleting
        self._soon: dict[int, datetime] = {}
        """Instants at which urgent reports are released. In memory alone: stored, they would tell
        when the reports came in."""
        self.later: float | None = None
        """Instant of the next attempt to remove old versions of rows from the disk; None: none are
        left."""

    async def urgent(self) -> int:
        """Bring urgent reports to their offices, those of which lives depend at once, others after
        some minutes of chance; return how many messages were queued."""
        async with self._database.read() as db:
            waits = await batches.has_pending(db)
            urgent = await batches.list_urgent(db) if waits else {}
        queued = 0
        if due := self._due(urgent):
            queued = await self._release_urgent(due)
        if waits:  # the journal holds rows in the order in which they were written
            await self._database.purge_old_versions()
        if self.later is not None and self._clock.monotonic() >= self.later:
            self._note(await self._database.purge_old_versions(REWRITTEN))
        return queued

    async def batch(self) -> int:
        """Release the batch whose hour has come, once: waiting reports, late ones, those to be wiped."""
        slot = last_batch(self._clock.now(), self._zone, self._rules.batches)
        async with self._database.read() as db:
            if await batches.is_done(db, slot):
                return 0
        now, today = self._clock.now(), self._today()
        async with self._database.begin() as db:
            if not await batches.begin(db, slot):
                return 0
            done = await batches.release(db, now, self._intake, today)
            reminded = await batches.remind(db, now, self._intake, self._rules, batch_day(slot))
        await reports_folder.delete(self._database, self._files, done.files)
        await self.clean()
        return done.queued + reminded

    async def clean(self) -> int:
        """Wipe reports that are due, and rewrite the others in another order; return how many reports
        were wiped."""
        may_wipe = self._deleting is None or await self._deleting.allows()
        wiped, is_gone = await clean(
            self._database, self._files, self._rules, self._clock.now(), self._today(), may_wipe=may_wipe
        )
        self._note(is_gone)
        return wiped

    def _note(self, is_gone: bool) -> None:
        self.later = None if is_gone else self._clock.monotonic() + AGAIN_SECONDS

    def _due(self, urgent: Mapping[int, bool]) -> list[int]:
        """Ids of the reports whose time has come. The time is drawn when a report is first seen, and again
        after a restart."""
        now, (least, most) = self._clock.now(), SOON
        kept = {report: due for report, due in self._soon.items() if report in urgent and due <= now + most}
        self._soon = kept  # the rest is gone, or the clock was set back
        for report, at_once in urgent.items():
            if at_once:
                kept[report] = now
            elif report not in kept:
                kept[report] = now + least + secrets.randbelow(10_000) / 9_999 * (most - least)
        return [report for report, due in kept.items() if due <= now]

    async def _release_urgent(self, due: Sequence[int]) -> int:
        today = self._today()
        async with self._database.begin() as db:
            done = await batches.release(db, self._clock.now(), self._intake, today, only=due)
        await reports_folder.delete(self._database, self._files, done.files)
        return done.queued

    def _today(self) -> date:
        return self._clock.now().astimezone(self._zone).date()


async def clean(
    database: Database,
    files: ReportFiles,
    rules: ReportRules,
    now: datetime,
    today: date,
    *,
    alone: bool = False,
    may_wipe: bool = True,
) -> tuple[int, bool]:
    """Wipe reports that are due, and rewrite the others in another order; return how many reports were
    wiped, and whether nothing of them is left in the database's files.

    Also done before a bot starts, so that a backup brings nothing back that was to be gone, and nothing stays
    that a crash left behind; `alone`: no other process takes reports in meanwhile. Without `may_wipe` the
    clock is not believed, and no report is wiped.
    """
    whose = await reports_folder.settle(database, files)
    async with database.begin() as db:
        wiped, gone = await retention.wipe_due(db, now, rules, today) if may_wipe else (0, ())
        kept = await retention.rewrite(db)
    if whose == "own":
        await files.remove(gone)
        await files.renew(kept, [name for name, day in kept.items() if day < today])
        await files.delete_orphans(kept, alone=alone)
    else:
        keys, say = reports_folder.STATES[whose], Catalog.load().say
        _log.warning("no photo is deleted: %s; %s", say(keys.about, "en"), say(keys.mend, "en"))
    return wiped, await database.purge_old_versions(REWRITTEN, compact=wiped > 0)


class ReportMail:
    """Composes messages to offices about reports, and deletes their rows afterwards
    (`scheduler.delivery.items.Composer`)."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog

    async def compose(self, messages: Sequence[Message]) -> Mapping[int, Outgoing | None]:
        """Numbers, and a button that leads to the list."""
        return {message.id: word(self._catalog, message) for message in messages}

    async def report(self, db: Connection, now: datetime, results: Sequence[tuple[Message, Outcome]]) -> None:
        """Delete the rows that were sent, and thereby their instants."""
        await reports_mail.forget(db, [message.id for message, _ in results])


def report_parts(
    catalog: Catalog, ticks: ReportTicks, seconds: float = SECONDS
) -> tuple[dict[str, Composer], tuple[Tick, ...]]:
    """Topic and ticks for the scheduler; the faster the clock, the fewer `seconds` may lie between two."""
    return {reports_mail.TOPIC: ReportMail(catalog)}, (
        Tick("urgent reports", seconds, ticks.urgent),
        Tick("report batches", seconds, ticks.batch),
    )
