"""Shared by the operations of offices on a report: changing columns, adding a sealed message. Checks no
right."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import Row, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.base.audit import Actor
from storage.base.errors import Invalid
from storage.reports.messages import MAX_MESSAGES, PreparedMessage, write_message
from storage.reports.sealing import Intake, Words
from storage.self_checks.answers import tidy
from storage.tables.offices import Jurisdiction
from storage.tables.reports import Report, ReportMessage

MAX_ANSWER = 1000


async def change(db: AsyncConnection, report_id: int, **values: Any) -> None:
    await db.execute(update(Report).where(Report.id == report_id).values(**values))


async def clear_acceptance(db: AsyncConnection, actor: Actor, report: Row[Any], **values: Any) -> None:
    """Clear who accepted the report, so that an officer accepts it again; not if somebody has accepted it
    meanwhile."""
    if report.handler_id in (None, actor.person_id):
        values.update(state="waiting", accepted_on=None, handler_id=None)
    if values:
        await change(db, report.id, **values)


async def add_message(
    db: AsyncConnection,
    intake: Intake,
    today: date,
    report: Row[Any],
    by: tuple[tuple[int, str], ...],
    message_id: int,
    text: str,
    *,
    note: bool = False,
) -> bool:
    """Seal and write an office's sentence; False: it was written before."""
    text = tidy(text, MAX_ANSWER)
    position, known = (
        await db.execute(
            select(
                func.max(ReportMessage.position),
                func.count(ReportMessage.id).filter(ReportMessage.id == message_id),
            ).where(ReportMessage.report_id == report.id)
        )
    ).one()
    if known:
        return False
    if position + 1 >= MAX_MESSAGES:
        raise Invalid("error-invalid-report-full")
    place, department = by[0]
    office = (await db.execute(select(Jurisdiction.name).where(Jurisdiction.id == place))).scalar_one()
    words = Words(text, department=department, office=office)
    sealed = intake.seal_words(words, None if note else report.worker_public)
    message = PreparedMessage(message_id, today, intake.key_id, sealed, ())
    await write_message(db, report.id, position + 1, "note" if note else "office", message)
    return True
