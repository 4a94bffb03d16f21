"""Operations of an office on a report: accept it, ask and answer, hand it on. Endings: `reports.closing`.

Each operation is audited without a word of the text. Messages are sealed like the worker's own: to the office
and to the receipt. `message_id` (`reports.random_key`) is chosen before the first try, so that a repeated
operation adds its message once.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.base import audit
from storage.base.audit import Actor
from storage.base.errors import Conflict, Invalid
from storage.base.rights import DEPARTMENTS
from storage.enterprises.registry import check_place
from storage.inspections import planning as inspections
from storage.offices import recusals, staff
from storage.reports import routing
from storage.reports.access import held, shut_out
from storage.reports.deeds import add_message, change, clear_acceptance
from storage.reports.sealing import Intake
from storage.tables.reports import ReportDepartment


async def accept(
    db: AsyncConnection, actor: Actor, now: datetime, intake: Intake, today: date, report_id: int
) -> None:
    """Accept a waiting report. Of two officers at once one succeeds; doing it again changes nothing.

    Raises:
        NotFound: see `held`. Conflict: "report-accepted" by somebody else, "report-closed".
    """
    report, _ = await held(db, intake, actor, "report.answer", report_id, change=True)
    if report.state == "closed":
        raise Conflict("error-conflict-report-closed")
    if report.state != "waiting":
        if report.handler_id == actor.person_id:
            return
        raise Conflict("error-conflict-report-accepted")
    await change(db, report_id, state="accepted", accepted_on=today, handler_id=actor.person_id)
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
    """Ask the worker a question, or answer one; they read it by the receipt. A waiting report is accepted
    with it.

    Raises:
        NotFound: see `held`. Conflict: "report-closed". Invalid: "text-empty", "text-long", "report-full".
    """
    report, by = await held(db, intake, actor, "report.answer", report_id, change=True)
    if report.state == "closed":
        raise Conflict("error-conflict-report-closed")
    if not await add_message(db, intake, today, report, by, message_id, text):
        return
    await change(
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
    """Transfer a report to another department, in any place: its nearest office there. The reason goes
    with it, for offices only; the new office is told by the next batch, of an urgent report at once.

    Raises:
        NotFound: see `held`; it is handed on already. Conflict: "report-closed", "report-same-office".
        Invalid: "jurisdiction", "department", "text-empty", "text-long", "report-full".
    """
    report, by = await held(db, intake, actor, "report.hand_on", report_id, change=True)
    if report.state == "closed":
        raise Conflict("error-conflict-report-closed")
    if department not in DEPARTMENTS:
        raise Invalid("error-invalid-department")
    shut = await shut_out(db, intake, report.enterprise_tag, report.jurisdiction_id)
    target = await routing.route(db, await check_place(db, jurisdiction_id), [department], shut)
    if set(target) <= set(by):
        raise Conflict("error-conflict-report-same-office")
    if not await add_message(db, intake, today, report, by, message_id, reason, note=True):
        return
    holders = ReportDepartment.__table__.c
    for place, kind in {*by, *target}:
        await db.execute(
            delete(ReportDepartment).where(
                holders.report_id == report_id, holders.jurisdiction_id == place, holders.department == kind
            )
        )
    await routing.hold(db, report_id, target)
    await clear_acceptance(db, actor, report, pending=True, wish="now" if report.urgent else None)
    await audit.write(
        db, actor, now, "hand-on-report", "report", report_id, {"to": [list(one) for one in target]}
    )


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
    tags = [intake.tag_enterprise(one) for one in await recusals.same(db, enterprise_id)]
    if report.enterprise_tag is not None and bytes(report.enterprise_tag) not in tags:
        raise Invalid("error-invalid-report-enterprise")
    place, department = by[0]
    await staff.require(db, actor, "report.inspect", place, of=[enterprise_id])
    await inspections.plan(db, place, department, enterprise_id, on, today)
    await audit.write(db, actor, now, "inspect-report", "report", report_id)
