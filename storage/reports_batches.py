"""Batches: offices learn of what came in at fixed hours, so that no message tells when a report was sent.

Urgent reports go at once. What is queued names numbers only: no report, no case, no enterprise; its rows bear
the day alone, and are deleted when they were sent.
"""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime

from sqlalchemy import Row, case, delete, or_, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from content.reports import ReportRules
from storage import outbox
from storage.database import upsert
from storage.office_mail import with_right
from storage.outbox import PERSONAL, URGENT, OutboxRow
from storage.people import Contact
from storage.reports import Report, ReportBatch, ReportDepartment, ReportMessage
from storage.reports_office import overdue
from storage.reports_retention import wipe
from storage.reports_sealing import Intake
from storage.staff import Staff

NEW, MORE, LATE = "outbox-reports-new", "outbox-reports-more", "outbox-reports-late"
BUTTON = {"kind": "cases", "id": 0}
_PENDING = text("pending")  # written out: only then do both databases see that the partial index serves


@dataclass(frozen=True, slots=True)
class Released:
    """What a batch did: messages queued, files to delete once it is committed."""

    queued: int
    files: tuple[str, ...]


async def has_urgent(db: AsyncConnection) -> bool:
    """Whether an urgent report waits. Reads only."""
    return (await db.execute(select(Report.id).where(_PENDING, Report.urgent).limit(1))).first() is not None


async def is_done(db: AsyncConnection, slot: str) -> bool:
    """Whether the batch `slot` (`content.reports.last_batch`) went out. Reads only."""
    return (await db.execute(select(ReportBatch.slot).where(ReportBatch.slot == slot))).first() is not None


async def begin(db: AsyncConnection, slot: str) -> bool:
    """Take the batch `slot`; False: another process did. Older ones are forgotten."""
    done = await db.execute(
        upsert(db, ReportBatch).values(slot=slot).on_conflict_do_nothing(index_elements=["slot"])
    )
    await db.execute(delete(ReportBatch).where(ReportBatch.slot < slot))
    return bool(done.rowcount)


async def release(
    db: AsyncConnection, now: datetime, intake: Intake, today: date, *, urgent_only: bool = False
) -> Released:
    """Show offices what waits (of urgent reports only, with `urgent_only`), and queue that there is something.

    A report that was withdrawn before any office was told of it is wiped instead. Idempotent.
    """
    waiting = select(Report.id, Report.state, Report.wish, Report.urgent, Report.enterprise_tag).where(
        _PENDING
    )
    if urgent_only:
        waiting = waiting.where(Report.urgent)
    rows = (await db.execute(waiting.with_for_update())).all()
    files = await wipe(db, [row.id for row in rows if row.state == "received" and row.wish == "close"])
    kept = [row for row in rows if row.state != "received" or row.wish != "close"]
    ids = [row.id for row in kept]
    if not ids:
        return Released(0, files)
    await _move(db, today, ids)
    new = [row for row in kept if row.state in ("received", "waiting") and row.wish is None]
    more = [row for row in kept if row.state not in ("received", "waiting") and row.wish is None]
    queued = await _tell(db, now, intake, NEW, new) + await _tell(db, now, intake, MORE, more)
    return Released(queued, files)


async def remind(db: AsyncConnection, now: datetime, intake: Intake, rules: ReportRules, today: date) -> int:
    """Tell offices, once a day, how many of their reports are over a limit; how many messages."""
    late = select(Report.id, Report.urgent, Report.enterprise_tag).where(
        overdue(rules, today), Report.state != "received"
    )
    rows = (await db.execute(late)).all()
    return await _tell(db, now, intake, LATE, rows, key=f"late-{today.isoformat()}")


async def forget_sent(db: AsyncConnection, now: datetime, zone_midnight: datetime) -> int:
    """Delete what was told and is closed: when it was sent is nobody's business any more; how many."""
    gone = await db.execute(
        delete(OutboxRow).where(
            OutboxRow.text_key.in_((NEW, MORE, LATE)),
            OutboxRow.state.in_(("sent", "failed", "unreachable")),
        )
    )
    return int(gone.rowcount)


async def _move(db: AsyncConnection, today: date, ids: Collection[int]) -> None:
    closing = Report.wish == "close"
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


async def _tell(
    db: AsyncConnection,
    now: datetime,
    intake: Intake,
    text_key: str,
    rows: Iterable[Row[tuple[object, ...]]],
    key: str = "",
) -> int:
    """Queue for everybody who may read one of these reports how many there are; how many messages."""
    reports = {row.id: row for row in rows}
    if not reports:
        return 0
    counts: Counter[tuple[int, int]] = Counter()
    urgent: Counter[int] = Counter()
    told: set[tuple[int, int]] = set()
    people = await _readers(db, intake, reports)
    for person_id, place, report_id in people:
        if (person_id, report_id) not in told:
            told.add((person_id, report_id))
            counts[person_id, place] += 1
            urgent[person_id] += bool(reports[report_id].urgent)
    totals: Counter[int] = Counter()
    places: dict[int, int] = {}
    for (person_id, place), count in counts.items():
        totals[person_id] += count
        places.setdefault(person_id, place)
    batch = key or secrets.token_hex(8)
    midnight = now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    queued = 0
    for person_id, count in totals.items():
        queued += await outbox.enqueue(
            db,
            midnight,
            dedupe_key=f"office:{places[person_id]}:reports-{batch}:{person_id}",
            person_id=person_id,
            text_key=text_key,
            values={"count": count, "urgent": urgent[person_id]},
            button=BUTTON,
            priority=URGENT if urgent[person_id] and text_key == NEW else PERSONAL,
        )
    return queued


async def _readers(
    db: AsyncConnection, intake: Intake, reports: dict[int, Row[tuple[object, ...]]]
) -> list[tuple[int, int, int]]:
    """(person, place, report) of everybody whose seat is in the very office that holds a report, but for those
    who act for the reported enterprise."""
    seats = (
        await db.execute(
            select(Staff.person_id, ReportDepartment.jurisdiction_id, ReportDepartment.report_id)
            .join(
                ReportDepartment,
                (ReportDepartment.jurisdiction_id == Staff.jurisdiction_id)
                & (ReportDepartment.department == Staff.department),
            )
            .where(ReportDepartment.report_id.in_(reports), with_right("report.read"))
            .order_by(Staff.person_id, ReportDepartment.jurisdiction_id)
        )
    ).all()
    tags: dict[int, set[bytes]] = {}
    contacts = select(Contact.person_id, Contact.enterprise_id)
    for person_id, enterprise_id in await db.execute(
        contacts.where(Contact.person_id.in_({seat.person_id for seat in seats}))
    ):
        tags.setdefault(person_id, set()).add(intake.tag_enterprise(enterprise_id))
    return [
        (person_id, place, report_id)
        for person_id, place, report_id in seats
        if reports[report_id].enterprise_tag not in tags.get(person_id, ())
    ]
