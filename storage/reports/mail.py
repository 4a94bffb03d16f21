"""Tells offices of reports in numbers only: no report, case or enterprise is named. The rows bear the day
alone and random ids, and the topic deletes them after they were sent."""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import delete, literal, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.base.zone import installation_zone
from storage.offices import recusals
from storage.offices.mail import with_right
from storage.offices.mail_slots import slot
from storage.outbox import queue as outbox
from storage.outbox.queue import URGENT
from storage.reports.access import shut_to
from storage.reports.sealing import Intake
from storage.tables.offices import Jurisdiction, Staff
from storage.tables.outbox import OutboxRow
from storage.tables.reports import ReportDepartment

TOPIC = "reports"
NEW, MORE, LATE = "outbox-reports-new", "outbox-reports-more", "outbox-reports-late"
"""Keys of the sentences: new reports, additions by workers, limits passed."""
BUTTON = {"kind": "cases", "id": 0}


@dataclass(frozen=True, slots=True)
class Told:
    """A report counted for a reader."""

    id: int
    urgent: bool
    enterprise_tag: bytes | None
    jurisdiction_id: int


async def tell(
    db: AsyncConnection,
    now: datetime,
    intake: Intake,
    text_key: str,
    reports: Sequence[Told],
    key: str = "",
) -> int:
    """Queue a message to everybody who may read one of `reports` with the number of them; return how many
    messages.

    `key` makes it once for each person; without it, every call tells.
    """
    if not reports:
        return 0
    by_id = {report.id: report for report in reports}
    counts: Counter[int] = Counter()
    urgent: Counter[int] = Counter()
    places: dict[int, int] = {}
    for person_id, report_id, place in await _readers(db, intake, by_id):
        counts[person_id] += 1
        urgent[person_id] += by_id[report_id].urgent
        places.setdefault(person_id, place)
    batch = key or secrets.token_hex(8)
    midnight = now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    queued = 0
    for person_id, count in counts.items():  # the officers of the offices concerned: few
        values = {"count": count, "urgent": urgent[person_id]}
        at = await slot(db, now, text_key, values, places[person_id], due_on=_tomorrow(db, now, text_key))
        queued += await outbox.enqueue(
            db,
            midnight,
            dedupe_key=f"office:{places[person_id]}:reports-{batch}:{person_id}",
            person_id=person_id,
            text_key=text_key,
            values=values,
            button=BUTTON,
            priority=URGENT if urgent[person_id] and text_key == NEW else at.priority,
            not_before=at.not_before if at.is_gathered else midnight,
            topic=TOPIC,
            topic_id=0,
            is_countless=True,
            office_id=places[person_id],
            needs="report.read",
        )
    return queued


async def take_back(db: AsyncConnection, text_key: str, key: str) -> None:
    """Delete what waits of a sentence that says how many there are now, but for that of `key`: two of them
    would be added up."""
    await db.execute(
        delete(OutboxRow).where(
            OutboxRow.topic == TOPIC,
            OutboxRow.text_key == text_key,
            OutboxRow.state.in_(("pending", "retry")),
            ~OutboxRow.dedupe_key.like(f"office:%:reports-{key}:%"),
        )
    )


def _tomorrow(db: AsyncConnection, now: datetime, text_key: str) -> date | None:
    """New ones are to be taken on by tomorrow, also on a day off."""
    today = now.astimezone(installation_zone(db)).date()
    return None if text_key == LATE else today + timedelta(days=1)


async def forget(db: AsyncConnection, ids: Collection[int]) -> None:
    """Delete these rows after they were sent, so that no instant of sending is stored."""
    await db.execute(delete(OutboxRow).where(OutboxRow.id.in_(ids), OutboxRow.topic == TOPIC))


async def _readers(
    db: AsyncConnection, intake: Intake, reports: dict[int, Told]
) -> set[tuple[int, int, int]]:
    """(person, report, place) of those whose seat is in the very office that holds a report, each pair once,
    without those it is shut to; where that leaves nobody, of the nearest office above that may read it.
    """
    above = select(
        Jurisdiction.id, literal(0).label("depth"), Jurisdiction.id.label("of"), Jurisdiction.parent_id
    )
    line = above.cte("line", recursive=True)
    line = line.union_all(
        select(Jurisdiction.id, line.c.depth + 1, line.c.of, Jurisdiction.parent_id).join(
            line, Jurisdiction.id == line.c.parent_id
        )
    )
    seats = (
        await db.execute(
            select(Staff.person_id, ReportDepartment.report_id, Staff.jurisdiction_id, line.c.depth)
            .join(line, line.c.of == ReportDepartment.jurisdiction_id)
            .join(
                Staff,
                (Staff.jurisdiction_id == line.c.id) & (Staff.department == ReportDepartment.department),
            )
            .where(ReportDepartment.report_id.in_(reports), with_right("report.read"))
            .order_by(line.c.depth, Staff.jurisdiction_id)
        )
    ).all()
    shut = {one: await shut_to(db, intake, one) for one in await recusals.officers_with_ties(db)}
    readers: dict[tuple[int, int], int] = {}
    nearest: dict[int, int] = {}
    for person_id, report_id, place, depth in seats:
        report = reports[report_id]
        if person_id in shut and shut[person_id].covers(report.enterprise_tag, report.jurisdiction_id):
            continue
        if nearest.setdefault(report_id, depth) == depth:
            readers.setdefault((person_id, report_id), place)
    return {(person_id, report_id, place) for (person_id, report_id), place in readers.items()}
