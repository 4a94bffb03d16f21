"""Ends a report with a result or as spam, and reopens one, as an office. See `reports.handling`.

Each operation is audited without a word of the text. Messages are sealed like the worker's own: to the office
and to the receipt. `message_id` (`reports.random_key`) is chosen before the first try, so that a repeated
operation adds its message once.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.base import audit
from storage.base.audit import Actor
from storage.base.errors import Conflict, Invalid
from storage.reports.access import held
from storage.reports.deeds import add_message, change, clear_acceptance
from storage.reports.sealing import Intake
from storage.tables.reports import ReportDepartment

RESULTS = ("true", "partly", "untrue", "elsewhere")


async def close(
    db: AsyncConnection,
    actor: Actor,
    now: datetime,
    intake: Intake,
    today: date,
    report_id: int,
    message_id: int,
    result: str,
    text: str,
) -> bool:
    """Close a report with a result and what the worker is to read of it. A second call changes nothing.

    `elsewhere` (不属本部门) closes it only where no other department holds it; else one's own leaves it to
    them: False.

    Raises:
        NotFound: see `held`; it is left already. Conflict: "report-closed".
        Invalid: "report-result", "text-empty", "text-long", "report-full".
    """
    if result not in RESULTS:
        raise Invalid("error-invalid-report-result")
    report, by = await held(db, intake, actor, "report.close", report_id, change=True)
    if report.state == "closed":
        if report.result == result:
            return True
        raise Conflict("error-conflict-report-closed")
    if not await add_message(db, intake, today, report, by, message_id, text):
        return True
    if result == "elsewhere" and await _leave(db, report_id, by):
        await clear_acceptance(db, actor, report)
        await audit.write(db, actor, now, "leave-report", "report", report_id)
        return False
    await change(
        db,
        report_id,
        state="closed",
        result=result,
        closed_on=today,
        answered_on=report.answered_on or today,
        handler_id=actor.person_id,
    )
    await audit.write(db, actor, now, "close-report", "report", report_id, {"result": result})
    return True


async def mark_spam(
    db: AsyncConnection, actor: Actor, now: datetime, intake: Intake, today: date, report_id: int
) -> None:
    """Close a report as spam: it is wiped sooner. Nobody can be shut out, since nobody is known. Idempotent.

    Raises:
        NotFound: see `held`. Conflict: "report-closed" with a result.
    """
    report, _ = await held(db, intake, actor, "report.spam", report_id, change=True)
    if report.state == "closed":
        if report.result == "spam":
            return
        raise Conflict("error-conflict-report-closed")
    await change(db, report_id, state="closed", result="spam", closed_on=today, handler_id=actor.person_id)
    await audit.write(db, actor, now, "mark-spam", "report", report_id)


async def reopen(
    db: AsyncConnection, actor: Actor, now: datetime, intake: Intake, today: date, report_id: int
) -> None:
    """Open a closed report again, accepted by the actor. Idempotent.

    Raises:
        NotFound: see `held`.
    """
    report, _ = await held(db, intake, actor, "report.close", report_id, change=True)
    if report.state != "closed":
        return
    await change(
        db,
        report_id,
        state="accepted",
        result=None,
        closed_on=None,
        accepted_on=report.accepted_on or today,
        handler_id=actor.person_id,
    )
    await audit.write(db, actor, now, "reopen-report", "report", report_id)


async def _leave(db: AsyncConnection, report_id: int, by: tuple[tuple[int, str], ...]) -> bool:
    """Take the actor's departments off a report that others hold too; False: nobody else does."""
    holders = ReportDepartment.__table__.c
    rows = await db.execute(
        select(holders.jurisdiction_id, holders.department).where(holders.report_id == report_id)
    )
    if {tuple(row) for row in rows} <= set(by):
        return False
    for place, department in by:
        await db.execute(
            delete(ReportDepartment).where(
                holders.report_id == report_id,
                holders.jurisdiction_id == place,
                holders.department == department,
            )
        )
    return True
