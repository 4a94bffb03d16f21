"""What an office does with a report: accept it, ask and answer, hand it on, close it, open it again.

Each deed is audited without a word of what was written. Messages are sealed like the worker's own: to the
office and to the receipt. `message_id` (`reports.random_key`) is chosen before the first try, so that a deed
done twice says its sentence once.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage import audit, inspections
from storage import reports_routing as routing
from storage.answers import tidy
from storage.audit import Actor
from storage.enterprises import check_place
from storage.errors import Conflict, Invalid
from storage.jurisdictions import Jurisdiction
from storage.reports import Report, ReportDepartment, ReportMessage
from storage.reports_access import held
from storage.reports_messages import MAX_MESSAGES, PreparedMessage, write_message
from storage.reports_sealing import Intake, Words
from storage.rights import DEPARTMENTS

MAX_ANSWER = 1000
RESULTS = ("true", "partly", "untrue", "elsewhere")

Held = tuple[Row[Any], tuple[tuple[int, str], ...]]


async def accept(
    db: AsyncConnection, actor: Actor, now: datetime, intake: Intake, today: date, report_id: int
) -> None:
    """Take a waiting report on. Of two at once one does; doing it again changes nothing.

    Raises:
        NotFound: see `held`. Conflict: "report-accepted" by somebody else, "report-closed".
    """
    report, _ = await held(db, intake, actor, "report.answer", report_id, change=True)
    if report.state == "closed":
        raise Conflict("report-closed")
    if report.state != "waiting":
        if report.handler_id == actor.person_id:
            return
        raise Conflict("report-accepted")
    await _set(db, report_id, state="accepted", accepted_on=today, handler_id=actor.person_id)
    await audit.write(db, actor, now, "accept-report", "report", report_id)


async def say(
    db: AsyncConnection,
    actor: Actor,
    now: datetime,
    intake: Intake,
    today: date,
    report_id: int,
    message_id: int,
    text: str,
    *,
    question: bool,
) -> None:
    """Ask the worker something, or answer; they find it by the receipt. A waiting report is accepted with it.

    Raises:
        NotFound: see `held`. Conflict: "report-closed". Invalid: "text-empty", "text-long", "report-full".
    """
    report, by = await held(db, intake, actor, "report.answer", report_id, change=True)
    if report.state == "closed":
        raise Conflict("report-closed")
    if not await _say(db, intake, today, report, by, message_id, text):
        return
    await _set(
        db,
        report_id,
        state="asked" if question else "accepted",
        accepted_on=report.accepted_on or today,
        answered_on=report.answered_on or today,
        handler_id=report.handler_id or actor.person_id,
    )
    await audit.write(db, actor, now, "ask-report" if question else "answer-report", "report", report_id)


async def hand_on(
    db: AsyncConnection,
    actor: Actor,
    now: datetime,
    intake: Intake,
    today: date,
    report_id: int,
    message_id: int,
    jurisdiction_id: int,
    department: str,
    reason: str,
) -> None:
    """Give a report to another department, in any place: its nearest office there. The reason goes with it, for
    offices only; the new one is told by the next batch.

    Raises:
        NotFound: see `held`; it is handed on already. Conflict: "report-closed", "report-same-office".
        Invalid: "jurisdiction", "department", "text-empty", "text-long", "report-full".
    """
    report, by = await held(db, intake, actor, "report.hand_on", report_id, change=True)
    if report.state == "closed":
        raise Conflict("report-closed")
    if department not in DEPARTMENTS:
        raise Invalid("department")
    target = await routing.route(db, await check_place(db, jurisdiction_id), [department])
    if set(target) <= set(by):
        raise Conflict("report-same-office")
    if not await _say(db, intake, today, report, by, message_id, reason, note=True):
        return
    holders = ReportDepartment.__table__.c
    for place, kind in {*by, *target}:
        await db.execute(
            delete(ReportDepartment).where(
                holders.report_id == report_id, holders.jurisdiction_id == place, holders.department == kind
            )
        )
    await routing.hold(db, report_id, target)
    await _let_go(db, actor, report, pending=True)
    await audit.write(
        db, actor, now, "hand-on-report", "report", report_id, {"to": [list(one) for one in target]}
    )


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
    """Close a report with a result and what the worker is to read of it. Doing it again changes nothing.

    `elsewhere` (不属本部门) closes it only where no other department holds it; else one's own department leaves
    it to them: False.

    Raises:
        NotFound: see `held`; it is left already. Conflict: "report-closed". Invalid: "report-result", "text-empty", "text-long",
            "report-full".
    """
    if result not in RESULTS:
        raise Invalid("report-result")
    report, by = await held(db, intake, actor, "report.close", report_id, change=True)
    if report.state == "closed":
        if report.result == result:
            return True
        raise Conflict("report-closed")
    if not await _say(db, intake, today, report, by, message_id, text):
        return True
    if result == "elsewhere" and await _leave(db, report_id, by):
        await _let_go(db, actor, report)
        await audit.write(db, actor, now, "leave-report", "report", report_id)
        return False
    await _set(
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
        raise Conflict("report-closed")
    await _set(db, report_id, state="closed", result="spam", closed_on=today, handler_id=actor.person_id)
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
    await _set(
        db,
        report_id,
        state="accepted",
        result=None,
        closed_on=None,
        accepted_on=report.accepted_on or today,
        handler_id=actor.person_id,
    )
    await audit.write(db, actor, now, "reopen-report", "report", report_id)


async def inspect(
    db: AsyncConnection,
    actor: Actor,
    now: datetime,
    intake: Intake,
    today: date,
    report_id: int,
    enterprise_id: int,
    on: date,
) -> None:
    """Plan a routine inspection, on a later day, of the enterprise the report is about.

    The visit holds nothing of the report, and the audit row here does not say which visit: who sees the one
    does not learn of the other. Idempotent.

    Raises:
        NotFound: see `held`, and `inspections.plan`.
        Invalid: "inspection-day"; "report-enterprise": the report is about another one.
    """
    report, by = await held(db, intake, actor, "report.inspect", report_id, change=True)
    if report.enterprise_tag is not None and report.enterprise_tag != intake.tag_enterprise(enterprise_id):
        raise Invalid("report-enterprise")
    place, department = by[0]
    await inspections.plan(db, place, department, enterprise_id, on, today)
    await audit.write(db, actor, now, "inspect-report", "report", report_id)


async def _set(db: AsyncConnection, report_id: int, **values: Any) -> None:
    await db.execute(update(Report).where(Report.id == report_id).values(**values))


async def _let_go(db: AsyncConnection, actor: Actor, report: Row[Any], **values: Any) -> None:
    """Whoever holds it now accepts it anew, unless somebody else has accepted it meanwhile."""
    if report.handler_id in (None, actor.person_id):
        values.update(state="waiting", accepted_on=None, handler_id=None)
    if values:
        await _set(db, report.id, **values)


async def _say(
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
        raise Invalid("report-full")
    place, department = by[0]
    office = (await db.execute(select(Jurisdiction.name).where(Jurisdiction.id == place))).scalar_one()
    words = Words(text, department=department, office=office)
    sealed = intake.seal_words(words, None if note else report.worker_public)
    message = PreparedMessage(message_id, today, intake.key_id, sealed, ())
    await write_message(db, report.id, position + 1, "note" if note else "office", message)
    return True


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
