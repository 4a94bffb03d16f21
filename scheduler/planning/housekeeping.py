"""Housekeeping: ticks that keep the tables in order. What is due to people is not decided here."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta

from scheduler.clock import Clock
from scheduler.clock_watch import ClockWatch, DeletingClock
from scheduler.delivery.ready import ROW_SECONDS
from storage.base import dialog_states
from storage.base.database import Database
from storage.base.files import FileStore
from storage.campaigns import progress as campaign_progress
from storage.enterprises import join_requests
from storage.installation import evidence_folder
from storage.nudges import addresses as nudge_addresses
from storage.outbox import results as outbox_marks
from storage.people import former_contacts
from storage.statistics import days
from storage.web import inbox

KEEP_SENT = timedelta(days=90)
KEEP_QUIET = timedelta(days=180)
"""Quiet time after which a chat starts at its home window again; the facts stay."""
KEEP_ON_PAGE = timedelta(days=30)
DAILY = 86_400
_PORTION = 500
"""Rows deleted in one transaction, so that no answer waits for a purge."""


@dataclass(frozen=True, slots=True)
class Tick:
    """A job run every `seconds`; two processes may run it at once."""

    name: str
    seconds: float
    run: Callable[[], Awaitable[object]]


async def requeue(database: Database, clock: Clock, watch: ClockWatch | None = None) -> int:
    """Put rows back whose sender died; return how many. Nothing is written when there are none.

    Right after the clock has jumped nothing is: what is under way seems to have run out, and would arrive
    twice.
    """
    if watch is not None and not watch.settled:
        return 0
    now, longest = clock.wall(), timedelta(seconds=ROW_SECONDS)
    async with database.read() as db:
        if not await outbox_marks.has_expired(db, now, longest):
            return 0
    async with database.begin() as db:
        return await outbox_marks.requeue_expired(db, now, longest)


async def fold_progress(database: Database) -> None:
    """Count changed enterprises into the sums that overviews use, in portions."""
    async with database.read() as db:
        portion = campaign_progress.PORTION if await campaign_progress.has_marks(db) else 0
    while portion == campaign_progress.PORTION:
        async with database.begin() as db:
            portion = await campaign_progress.fold(db)


async def keep_days(database: Database, clock: Clock) -> None:
    """Keep the figures of open campaigns for each local day, once a day."""
    async with database.read() as db:
        unkept = await days.list_unkept(db, clock.now())
    for campaign_id, day in unkept.items():
        async with database.begin() as db:
            await days.keep(db, campaign_id, day)


async def purge(database: Database, clock: Clock) -> int:
    """Delete messages sent more than KEEP_SENT ago, in portions; return how many."""
    before = clock.now() - KEEP_SENT
    purged = 0
    while True:
        async with database.begin() as db:
            portion = await outbox_marks.purge_sent(db, before, _PORTION)
        purged += portion
        if portion < _PORTION:
            return purged


async def forget_quiet(database: Database, clock: Clock) -> int:
    """Delete dialog states of chats that have been quiet for KEEP_QUIET; return how many rows."""
    async with database.begin() as db:
        return await dialog_states.purge(db, clock.now() - KEEP_QUIET)


async def forget_refused(database: Database, clock: Clock) -> int:
    """Delete people who asked to join, were refused and did nothing else; return how many."""
    async with database.begin() as db:
        return await join_requests.forget_refused(db, clock.now())


async def forget_former(database: Database, clock: Clock) -> int:
    """Delete former contacts who left so long ago that they are no longer recused; return how many rows."""
    async with database.begin() as db:
        return await former_contacts.forget(db, clock.now())


async def forget_unconfirmed(database: Database, clock: Clock) -> int:
    """Delete addresses for nudges that nobody confirmed; return how many."""
    async with database.begin() as db:
        return await nudge_addresses.prune(db, clock.now())


async def prune_inboxes(database: Database, clock: Clock, files: FileStore | None = None) -> int:
    """Delete messages of the web door that are older than KEEP_ON_PAGE, and their files; return how many."""
    before, pruned = clock.now() - KEEP_ON_PAGE, 0
    while True:
        async with database.begin() as db:
            portion, gone = await inbox.prune(db, before, _PORTION)
        if files is not None:
            await evidence_folder.delete(database, files, gone)
        pruned += portion
        if portion < _PORTION:
            return pruned


def ticks(
    database: Database,
    clock: Clock,
    watch: ClockWatch | None = None,
    deleting: DeletingClock | None = None,
    files: FileStore | None = None,
) -> tuple[Tick, ...]:
    """The housekeeping of every process. Deletions by age wait until the clock is trusted.

    `files`: of the web door.
    """
    trusted = deleting or DeletingClock(database, clock)

    def by_age(forget: Callable[[Database, Clock], Awaitable[int]]) -> Callable[[], Awaitable[int]]:
        async def run() -> int:
            return await forget(database, clock) if await trusted.allows() else 0

        return run

    return (
        Tick("requeue", 10, lambda: requeue(database, clock, watch)),
        Tick("progress", 5, lambda: fold_progress(database)),
        Tick("days", 600, lambda: keep_days(database, clock)),
        Tick("purge", 3600, by_age(purge)),
        Tick("quiet", DAILY, by_age(forget_quiet)),
        Tick("refused", DAILY, by_age(forget_refused)),
        Tick("former", DAILY, by_age(forget_former)),
        Tick("nudges", DAILY, by_age(forget_unconfirmed)),
        Tick("inboxes", DAILY, by_age(lambda database, clock: prune_inboxes(database, clock, files))),
    )
