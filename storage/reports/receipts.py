"""Receipts of anonymous reports, the worker's side: what a receipt shows, and what its holder may do.

As in `reports.intake`: no actor, no audit, no instant; looking writes nothing. `Intake.ticket` makes a
receipt into a ticket, which is slow and comes first, outside any transaction; so does `prepare_addition`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import case, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.base.errors import Invalid, NotFound
from storage.reports import crypto
from storage.reports.crypto import Ticket
from storage.reports.files import ReportFiles
from storage.reports.messages import MAX_MESSAGES, MAX_TEXT, PreparedMessage, prepare_message, write_message
from storage.reports.sealing import Intake, Words, read_words
from storage.self_checks.answers import tidy
from storage.tables.offices import Jurisdiction
from storage.tables.reports import Report, ReportDepartment, ReportFile, ReportMessage


@dataclass(frozen=True, slots=True)
class Said:
    """A message as the receipt shows it. `author`: worker, office. `department` and `office`: who answers."""

    author: str
    day: date
    text: str
    photos: int
    department: str = ""
    office: str = ""


@dataclass(frozen=True, slots=True)
class Seen:
    """A report as the receipt shows it. `pending`: something of the worker's waits for the next batch.

    `holders`: the offices that have it, as (name of the place, department).
    """

    case_number: str
    category: str
    state: str
    result: str | None
    urgent: bool
    pending: bool
    closing: bool
    received_on: date
    accepted_on: date | None
    closed_on: date | None
    holders: tuple[tuple[str, str], ...]
    messages: tuple[Said, ...] = field(repr=False)


async def look_up(db: AsyncConnection, ticket: Ticket) -> Seen:
    """Read the state of a receipt's report. Nothing is written, so that no look-up leaves a trace.

    Raises:
        NotFound: there is no such receipt, or its report was wiped.
    """
    report = (await db.execute(select(Report).where(Report.receipt_hash == ticket.lookup))).first()
    report_id = -1 if report is None else report.id  # a wrong receipt asks the same questions
    holders = await db.execute(
        select(Jurisdiction.name, ReportDepartment.department)
        .join(Jurisdiction, Jurisdiction.id == ReportDepartment.jurisdiction_id)
        .where(ReportDepartment.report_id == report_id)
        .order_by(Jurisdiction.name, ReportDepartment.department)
    )
    photos = (
        select(func.count(ReportFile.name)).where(ReportFile.message_id == ReportMessage.id).scalar_subquery()
    )
    rows = await db.execute(
        select(ReportMessage.author, ReportMessage.day, ReportMessage.body, ReportMessage.key_worker, photos)
        .where(ReportMessage.report_id == report_id, ReportMessage.key_worker.is_not(None))
        .order_by(ReportMessage.position)
    )
    messages = tuple(_said(ticket, *row) for row in rows)
    if report is None:
        raise NotFound
    return Seen(
        report.case_number,
        report.category,
        report.state,
        report.result,
        report.urgent,
        report.pending,
        report.wish == "close",
        report.received_on,
        report.accepted_on,
        report.closed_on,
        tuple((name, department) for name, department in holders),
        messages,
    )


async def prepare_addition(
    intake: Intake, files: ReportFiles, ticket: Ticket, text: str, photos: tuple[bytes, ...], today: date
) -> PreparedMessage:
    """Seal what a worker adds, for `add`: a text, photos, or both.

    Raises:
        Invalid: "text-empty" neither; "text-long"; "report-photos". OSError.
    """
    words = Words(tidy(text, MAX_TEXT) if text.strip() or not photos else "")
    return await prepare_message(intake, files, ticket.public, words, photos, today)


async def add(db: AsyncConnection, ticket: Ticket, message: PreparedMessage) -> None:
    """Add to a report; the office sees it with the next batch, and a closed report opens again then.

    The same message again changes nothing.

    Raises:
        NotFound: as `look_up`. Invalid: "report-full": more than MAX_MESSAGES.
    """
    wish = case((Report.wish == "now", "now"), else_=None)  # what is on its way at once stays so
    report_id = await _take(db, ticket, pending=True, wish=wish)
    position, known = (
        await db.execute(
            select(
                func.max(ReportMessage.position),
                func.count(ReportMessage.id).filter(ReportMessage.id == message.id),
            ).where(ReportMessage.report_id == report_id)
        )
    ).one()
    if known:
        return
    if position + 1 >= MAX_MESSAGES:
        raise Invalid("error-invalid-report-full")
    await write_message(db, report_id, position + 1, "worker", message)


async def withdraw(db: AsyncConnection, ticket: Ticket) -> None:
    """Close a report with the next batch; it is wiped then, if no office was told of it. Idempotent.

    Raises:
        NotFound: as `look_up`.
    """
    await _take(db, ticket, only_open=True, pending=True, wish="close")


async def _take(db: AsyncConnection, ticket: Ticket, *, only_open: bool = False, **values: Any) -> int:
    """Change the report of a ticket, held until commit; return its id."""
    mine = Report.receipt_hash == ticket.lookup
    changed = update(Report).where(mine).values(**values).returning(Report.id)
    if only_open:
        changed = changed.where(Report.state != "closed")
    if (report_id := (await db.execute(changed)).scalar()) is not None:
        return report_id
    if only_open and (found := (await db.execute(select(Report.id).where(mine))).scalar()) is not None:
        return found
    raise NotFound


def _said(ticket: Ticket, author: str, day: date, body: bytes, sealed_key: bytes, photos: int) -> Said:
    words = read_words(crypto.unseal(ticket.secret, sealed_key, body))
    return Said(author, day, words.text, photos, words.department, words.office)
