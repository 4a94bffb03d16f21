"""Plans of rectification: at once or by a day, changed and completed; and the right to do so. Remarks are in
`comments`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, get_args

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from content import registry
from content.calendar import rules as dates
from content.calendar.rules import DueProblem
from storage.base import audit
from storage.base.audit import Actor
from storage.base.database import upsert
from storage.base.errors import Invalid, Locked, NotAllowed
from storage.findings.open_extensions import end_question
from storage.findings.views import FindingView, get_finding
from storage.offices import plan_rights, recusals
from storage.self_checks.answers import tidy
from storage.self_checks.lifecycle import require_running
from storage.tables.findings import Finding, Rectification
from storage.tables.self_checks import Evidence, SelfCheck

_DUE_ERRORS: Mapping[DueProblem, str] = registry.complete(
    "storage.findings.plans._DUE_ERRORS",
    get_args(DueProblem),
    {"past": "error-invalid-due-past", "beyond": "error-invalid-due-beyond"},
)
MAX_FUNDS_FEN = 100_000_000_00


async def touch(
    db: AsyncConnection, actor: Actor, finding_id: int, *, contact: bool = False, draft: bool = False
) -> FindingView:
    """Take a finding for a change: rights checked, its self-check's revision grown, held until commit.

    Raises:
        NotFound: see `get_finding`. NotAllowed: a guest where a `contact` is needed.
        Locked: a review closed it, or, with `draft`, the form was handed in with it. Ended: the campaign is
            over.
    """
    await db.execute(
        update(SelfCheck)
        .where(
            SelfCheck.id == select(Finding.self_check_id).where(Finding.id == finding_id).scalar_subquery()
        )
        .values(revision=SelfCheck.revision + 1)
    )
    view = await get_finding(db, actor, finding_id)
    if contact and not view.is_contact:
        raise NotAllowed
    await require_running(db, view.self_check_id)
    if view.state != "open" or (draft and view.check_state != "draft" and view.is_settled):
        raise Locked
    return view


async def mark_stopped(db: AsyncConnection, actor: Actor, now: datetime, finding_id: int) -> None:
    """Record that the dangerous work was stopped. Idempotent; errors as `touch`."""
    view = await touch(db, actor, finding_id, contact=True)
    if view.stopped_at is None:
        await db.execute(update(Finding).where(Finding.id == finding_id).values(stopped_at=now))
        await audit.write(db, actor, now, "stopped", "finding", finding_id)


async def fix_at_once(
    db: AsyncConnection, actor: Actor, now: datetime, finding_id: int, *, measure: str, today: date
) -> None:
    """Start a rectification on the spot, due today; `complete` ends it. Idempotent; a completed one stays
    so.

    Raises:
        Locked, NotAllowed, NotFound: see `touch`. Invalid: see `tidy`.
    """
    view = await touch(db, actor, finding_id, contact=True, draft=True)
    if view.remedy == "at_once" or view.remedy_state == "done":
        return
    await _keep(
        db,
        finding_id,
        view.enterprise_id,
        kind="at_once",
        measure=tidy(measure),
        responsible="",
        funds_fen=0,
        due_on=today,
        beyond_reason="",
        planned_by=actor.person_id,
        planned_at=now,
    )
    await audit.write(db, actor, now, "fix_at_once", "finding", finding_id)


async def plan(
    db: AsyncConnection,
    actor: Actor,
    now: datetime,
    finding_id: int,
    *,
    measure: str,
    responsible: str,
    funds_fen: int,
    due_on: date,
    today: date,
    phase_end: date | None,
    beyond_reason: str = "",
) -> None:
    """Store the plan (措施、责任人、资金、期限); it may be changed until the form is handed in. Idempotent.

    Raises:
        Invalid: "text-empty", "text-long", "funds", "due-past", "due-beyond" (after the self-check phase
            without a reason). Locked: handed in, or already done. NotAllowed, NotFound: see `touch`.
    """
    view = await touch(db, actor, finding_id, contact=True, draft=True)
    # the due day was set by the office
    if view.remedy_state == "done" or (view.objection and view.due_on != due_on):
        raise Locked
    if not 0 <= funds_fen <= MAX_FUNDS_FEN:
        raise Invalid("error-invalid-funds")
    reason = tidy(beyond_reason) if beyond_reason else ""
    try:
        dates.decide_due(due_on, today, phase_end, reason)
    except dates.DueError as problem:
        raise Invalid(_DUE_ERRORS[problem.kind]) from problem
    if phase_end is None or due_on <= phase_end:
        reason = ""  # left over from a later day
    measure, responsible = tidy(measure), tidy(responsible, 40)
    before = (view.remedy, view.measure, view.responsible, view.funds_fen, view.due_on, view.beyond_reason)
    if before == ("plan", measure, responsible, funds_fen, due_on, reason):
        return
    await _keep(
        db,
        finding_id,
        view.enterprise_id,
        kind="plan",
        measure=measure,
        responsible=responsible,
        funds_fen=funds_fen,
        due_on=due_on,
        beyond_reason=reason,
        planned_by=actor.person_id,
        planned_at=now,
    )
    if view.remedy == "at_once":  # a due day of today from an at-once rectification was no promise
        await db.execute(
            update(Rectification).where(Rectification.finding_id == finding_id).values(first_due_on=due_on)
        )
    await audit.write(
        db, actor, now, "plan", "finding", finding_id, {"due_on": due_on.isoformat(), "funds_fen": funds_fen}
    )


async def plan_for_the_day(
    db: AsyncConnection,
    actor: Actor,
    now: datetime,
    finding_id: int,
    *,
    measure: str,
    responsible: str,
    funds_fen: int,
) -> None:
    """Store how an overturned answer is rectified (措施、责任人、资金), also after the form was handed in;
    the office's due day stays. It may be changed until it is done. Idempotent.

    Raises:
        Invalid: "text-empty", "text-long", "funds". Locked: no overturned answer, or already done.
        NotAllowed, NotFound: see `touch`.
    """
    view = await touch(db, actor, finding_id, contact=True)
    if not view.objection or view.remedy_state != "open":
        raise Locked
    if not 0 <= funds_fen <= MAX_FUNDS_FEN:
        raise Invalid("error-invalid-funds")
    measure, responsible = tidy(measure), tidy(responsible, 40)
    if (view.remedy, view.measure, view.responsible, view.funds_fen) == (
        "plan",
        measure,
        responsible,
        funds_fen,
    ):
        return
    await db.execute(
        update(Rectification)
        .where(Rectification.finding_id == finding_id)
        .values(
            kind="plan",
            measure=measure,
            responsible=responsible,
            funds_fen=funds_fen,
            planned_by=actor.person_id,
            planned_at=now,
        )
    )
    await audit.write(db, actor, now, "plan", "finding", finding_id, {"funds_fen": funds_fen})


async def complete(db: AsyncConnection, actor: Actor, now: datetime, finding_id: int) -> None:
    """Mark a finding as rectified, with a file of stage `after` as evidence. Idempotent.

    Raises:
        Invalid: "after-photo" no evidence; "after-photo-new": no evidence newer than the office's rejection;
        "no-plan" no plan yet. NotAllowed, NotFound: see `touch`.
    """
    view = await touch(db, actor, finding_id, contact=True)
    if view.remedy_state == "done":
        return
    if view.remedy is None:
        raise Invalid("error-invalid-no-plan")
    query = select(Evidence.id).where(
        Evidence.finding_id == finding_id, Evidence.stage == "after", Evidence.removed_at.is_(None)
    )
    if view.rejected_at is not None:  # what was not accepted then shows nothing now (domain 1.8)
        query = query.where(Evidence.added_at > view.rejected_at)
    shown = await db.execute(query.limit(1))
    if shown.first() is None:
        raise Invalid(
            "error-invalid-after-photo" if view.rejected_at is None else "error-invalid-after-photo-new"
        )
    await db.execute(
        update(Rectification)
        .where(Rectification.finding_id == finding_id, Rectification.state == "open")
        .values(state="done", done_at=now, done_by=actor.person_id)
    )
    await end_question(db, now, finding_id, "moot")
    campaign = await plan_rights.campaign_of(db, view.self_check_id)
    await recusals.hand_up(db, now, "review.do", view.enterprise_id, campaign)
    await audit.write(db, actor, now, "rectified", "finding", finding_id)


async def reopen(db: AsyncConnection, actor: Actor, now: datetime, finding_id: int) -> None:
    """Undo `complete`, until the form is handed in; its plan and photos stay.

    Idempotent; errors as `touch`.
    """
    await touch(db, actor, finding_id, contact=True, draft=True)
    done = await db.execute(
        update(Rectification)
        .where(Rectification.finding_id == finding_id, Rectification.state == "done")
        .values(state="open", done_at=None, done_by=None)
    )
    if done.rowcount:
        await audit.write(db, actor, now, "reopen", "finding", finding_id)


async def _keep(db: AsyncConnection, finding_id: int, enterprise_id: int, **values: Any) -> None:
    """Write the one rectification of a finding; its first due day stays unchanged."""
    await db.execute(
        upsert(db, Rectification)
        .values(
            finding_id=finding_id,
            enterprise_id=enterprise_id,
            state="open",
            first_due_on=values["due_on"],
            **values,
        )
        .on_conflict_do_update(index_elements=["finding_id"], set_=values)
    )
