"""Batches: offices learn of what came in at fixed hours, so that no message tells when a report was sent.

Only the first arrival of an urgent report does not wait for them: the scheduler brings it after some minutes
of chance, or at once where the worker says that lives are at risk now. All later parts come with the batches.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import case, delete, or_, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from content.model.reports import ReportRules
from storage.base.database import upsert
from storage.base.rows import from_rows
from storage.reports.mail import LATE, MORE, NEW, Told, take_back, tell
from storage.reports.office import overdue
from storage.reports.retention import wipe
from storage.reports.sealing import Intake
from storage.tables.reports import Report, ReportBatch, ReportMessage

_PENDING = text("pending")  # written out: only then do both databases see that the partial index serves


@dataclass(frozen=True, slots=True)
class Released:
    """Result of a batch: number of messages queued, and files to delete after the commit."""

    queued: int
    files: tuple[str, ...]


async def list_urgent(db: AsyncConnection) -> dict[int, bool]:
    """Reports that do not wait for a batch, and whether at once or after some minutes. Reads only.

    What is added to an urgent report, and its withdrawal, wait: nobody chose to have that minute known.
    """
    soon = Report.urgent & (Report.state == "received") & Report.wish.is_(None)
    rows = await db.execute(select(Report.id, Report.wish).where(_PENDING, or_(soon, Report.wish == "now")))
    return {report_id: wish == "now" for report_id, wish in rows}


async def has_pending(db: AsyncConnection) -> bool:
    """Whether anything waits for a batch. Reads only."""
    return (await db.execute(select(Report.id).where(_PENDING).limit(1))).first() is not None


async def is_done(db: AsyncConnection, slot: str) -> bool:
    """Whether the batch `slot` (`content.model.reports.last_batch`) was released. Reads only."""
    return (await db.execute(select(ReportBatch.slot).where(ReportBatch.slot == slot))).first() is not None


async def begin(db: AsyncConnection, slot: str) -> bool:
    """Take the batch `slot`; False: another process has it. Older batches are deleted, and those taken by
    a clock that was ahead."""
    done = await db.execute(
        upsert(db, ReportBatch).values(slot=slot).on_conflict_do_nothing(index_elements=["slot"])
    )
    await db.execute(delete(ReportBatch).where(ReportBatch.slot != slot))
    return bool(done.rowcount)


async def release(
    db: AsyncConnection, now: datetime, intake: Intake, today: date, *, only: Collection[int] | None = None
) -> Released:
    """Show the waiting reports to offices (only those of `only`, if given), and queue a message that some
    came.

    A report that was withdrawn before any office was told of it is wiped instead. Idempotent.
    """
    waiting = select(
        Report.id,
        Report.state,
        Report.wish,
        Report.urgent,
        Report.enterprise_tag,
        Report.jurisdiction_id,
    ).where(_PENDING)
    if only is not None:
        waiting = waiting.where(Report.id.in_(only))
    rows = (await db.execute(waiting.with_for_update())).all()
    files = await wipe(db, [row.id for row in rows if row.state == "received" and row.wish == "close"])
    kept = [row for row in rows if row.state != "received" or row.wish != "close"]
    ids = [row.id for row in kept]
    if not ids:
        return Released(0, files)
    await _move(db, today, ids)
    told = [
        (row.state, Told(row.id, row.urgent, row.enterprise_tag, row.jurisdiction_id))
        for row in kept
        if row.wish != "close"
    ]
    new = [report for state, report in told if state in ("received", "waiting")]
    more = [report for state, report in told if state not in ("received", "waiting")]
    queued = await tell(db, now, intake, NEW, new) + await tell(db, now, intake, MORE, more)
    return Released(queued, files)


async def remind(db: AsyncConnection, now: datetime, intake: Intake, rules: ReportRules, today: date) -> int:
    """Tell offices, once a day, how many of their reports are over a limit; return how many messages.
    What was not told yet of days before is told by the new number."""
    await take_back(db, LATE, today.isoformat())
    late = select(Report.id, Report.urgent, Report.enterprise_tag, Report.jurisdiction_id)
    late = late.where(overdue(rules, today), Report.state != "received")
    rows = list(from_rows(Told, await db.execute(late)))
    return await tell(db, now, intake, LATE, rows, key=today.isoformat())


async def _move(db: AsyncConnection, today: date, ids: Collection[int]) -> None:
    closing = Report.wish.is_not_distinct_from("close")
    open_again = (Report.state == "closed") & ~closing
    await db.execute(
        update(Report)
        .where(Report.id.in_(ids))
        .values(
            state=case(
                (closing, "closed"),
                (or_(Report.state == "received", open_again), "waiting"),
                (Report.state == "asked", "accepted"),
                else_=Report.state,
            ),
            result=case(
                (closing & (Report.state != "closed"), "withdrawn"), (open_again, None), else_=Report.result
            ),
            closed_on=case(
                (closing & (Report.state != "closed"), today), (open_again, None), else_=Report.closed_on
            ),
            accepted_on=case((open_again, None), else_=Report.accepted_on),
            handler_id=case((open_again, None), else_=Report.handler_id),
            pending=False,
            wish=None,
        )
    )
    await db.execute(update(ReportMessage).where(ReportMessage.report_id.in_(ids)).values(released=True))
