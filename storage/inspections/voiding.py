"""Voids what a visit recorded by mistake (作废): a fault, or the whole visit, with what followed from it.

What the office accepted (销号) stays: the fault was there and was put right. So does a halt, a penalty or a
task that rests on it: these have endings of their own.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from typing import Any

from sqlalchemy import delete, exists, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from content.screen import shortened
from storage.base import audit
from storage.base.audit import Actor
from storage.base.errors import Conflict, NotAllowed, NotFound, Stale
from storage.base.rights import is_operator
from storage.campaigns import forms
from storage.campaigns.running import held, running
from storage.enterprises import mail as enterprise_mail
from storage.enterprises.mail import days
from storage.findings.open_extensions import end_question
from storage.inspections.planning import take
from storage.inspections.recording import judges_all
from storage.offices.staff import Seat
from storage.self_checks import owed_photos
from storage.self_checks.answers import tidy
from storage.tables.campaigns import Campaign
from storage.tables.enterprises import Enterprise
from storage.tables.findings import Finding, Rectification
from storage.tables.inspections import Inspection, InspectionAnswer, InspectionFile
from storage.tables.outbox import OutboxRow
from storage.tables.self_checks import Answer, Evidence, SelfCheck

MAX_REASON = 200
_WAITING = ("pending", "retry")


@dataclass(frozen=True, slots=True)
class Voided:
    """Result of a voiding. `faults`: faults that were voided by it; `is_new`: False, it was voided before."""

    inspection_id: int
    faults: int
    is_new: bool = True


async def void_fault(
    db: AsyncConnection,
    actor: Actor,
    now: datetime,
    inspection_id: int,
    question: str,
    reason: str,
    *,
    today: date,
    zone: tzinfo | None = None,
) -> Voided:
    """Void a fault of a visit that is done. Its author may, and a judge of its row. The finding is again as
    it was before the visit: none, or the enterprise's own. The enterprise is told, with the reason, not at
    night. Voided already: nothing changes.

    Raises:
        NotFound: see `take`. NotAllowed: another department's row. Stale: the question is no fault of it.
        Conflict: "inspection-over", "inspection-not-done"; "inspection-void-ended": its campaign has ended;
            "inspection-void-closed": the finding is closed. Invalid: "text-empty", "text-long".
    """
    row, seat = await _take(db, actor, inspection_id)
    answer = next((one for one in await _failed(db, inspection_id) if one.question == question), None)
    if answer is None:
        raise Stale
    if seat is not None and answer.answered_by != actor.person_id:
        form = await forms.get(db, row.form_digest)
        item = form.by_code[question][0]
        if not item.concerns(seat.department) and not await judges_all(
            db, seat, row.campaign_id, row.jurisdiction_id
        ):
            raise NotAllowed
    if answer.voided_at is not None or row.state == "voided":
        return Voided(inspection_id, 0, is_new=False)
    await _require_running(db, row)
    reason = tidy(reason, MAX_REASON)
    stays = await _undo(db, actor, now, row, answer, reason, today)
    left = [one.due_on for one in await _failed(db, inspection_id) if one.voided_at is None and one.due_on]
    last = max(left, default=None)
    await db.execute(update(Inspection).where(Inspection.id == inspection_id).values(due_on=last))
    await audit.write(
        db, actor, now, "inspection-void-fault", "inspection", inspection_id, {"question": question}
    )
    await _tell(
        db,
        now,
        row,
        f"inspection-void:{inspection_id}:{question}",
        "outbox-inspection-void-fault",
        {
            "note": shortened(answer.note, 60),
            "reason": shortened(reason, 100),
            "stays": "yes" if stays else "no",
        },
        zone,
    )
    return Voided(inspection_id, 1)


async def void(
    db: AsyncConnection,
    actor: Actor,
    now: datetime,
    inspection_id: int,
    reason: str,
    *,
    today: date,
    zone: tzinfo | None = None,
) -> Voided:
    """Void a whole visit that is done, as one to the wrong enterprise: all its faults as `void_fault`, and
    the visit, which no longer counts. For its leading department, or who judges every row. An enterprise that
    was not told of the visit yet is told nothing.

    Raises:
        As `void_fault`; NotAllowed: no seat of the leading department.
    """
    row, seat = await _take(db, actor, inspection_id)
    leads = seat is None or seat.department == row.department
    if seat is not None and not leads:
        leads = await judges_all(db, seat, row.campaign_id, row.jurisdiction_id)
    if not leads:
        raise NotAllowed
    if row.state == "voided":
        return Voided(inspection_id, 0, is_new=False)
    await _require_running(db, row)
    reason = tidy(reason, MAX_REASON)
    faults = [one for one in await _failed(db, inspection_id) if one.voided_at is None]
    for answer in faults:
        await _undo(db, actor, now, row, answer, reason, today)
    mark = {"voided_at": now, "voided_by": actor.person_id, "voided_on": today, "void_reason": reason}
    await db.execute(update(Inspection).where(Inspection.id == inspection_id).values(state="voided", **mark))
    await audit.write(db, actor, now, "inspection-void", "inspection", inspection_id, {"faults": len(faults)})
    if await _take_back(db, inspection_id):
        await _tell(
            db,
            now,
            row,
            f"inspection-void:{inspection_id}",
            "outbox-inspection-void",
            {"faults": len(faults), "reason": shortened(reason, 100)},
            zone,
        )
    return Voided(inspection_id, len(faults))


async def _take(db: AsyncConnection, actor: Actor, inspection_id: int) -> tuple[Any, Seat | None]:
    """A visit that was made, locked until the transaction ends, and the seat by which the actor takes part in
    it; None for the command line."""
    if is_operator(actor):
        same = update(Inspection).where(Inspection.id == inspection_id).values(state=Inspection.state)
        await db.execute(same)
        row = (await db.execute(select(Inspection).where(Inspection.id == inspection_id))).one_or_none()
        if row is None:
            raise NotFound
        seat = None
    else:
        row, seat = await take(db, actor, inspection_id)
    if row.state in ("planned", "open"):
        raise Conflict("error-conflict-inspection-not-done")
    if row.state not in ("done", "voided"):
        raise Conflict("error-conflict-inspection-over")
    return row, seat


async def _require_running(db: AsyncConnection, row: Any) -> None:
    runs = held(select(Campaign.id).where(Campaign.id == row.campaign_id, running()))
    if (await db.execute(runs)).first() is None:
        raise Conflict("error-conflict-inspection-void-ended")


async def _failed(db: AsyncConnection, inspection_id: int) -> list[Any]:
    of = select(InspectionAnswer).where(
        InspectionAnswer.inspection_id == inspection_id, InspectionAnswer.verdict == "fail"
    )
    return list((await db.execute(of.order_by(InspectionAnswer.question))).all())


async def _undo(
    db: AsyncConnection, actor: Actor, now: datetime, row: Any, answer: Any, reason: str, today: date
) -> bool:
    """Mark a fault as voided, and restore its finding as it was before; whether there is still one."""
    mark = {"voided_at": now, "voided_by": actor.person_id, "voided_on": today, "void_reason": reason}
    await db.execute(update(InspectionAnswer).where(InspectionAnswer.id == answer.id).values(**mark))
    check = update(SelfCheck).where(
        SelfCheck.enterprise_id == row.enterprise_id, SelfCheck.campaign_id == row.campaign_id
    )
    check_id = (
        await db.execute(check.values(revision=SelfCheck.revision + 1).returning(SelfCheck.id))
    ).scalar()
    if check_id is None:
        return False
    of = (
        select(
            Finding.id,
            Finding.state,
            Finding.inspection_id,
            Rectification.id.label("plan_id"),
            Rectification.measure,
            Rectification.state.label("plan_state"),
            Rectification.due_on,
        )
        .outerjoin(Rectification, Rectification.finding_id == Finding.id)
        .where(Finding.self_check_id == check_id, Finding.question == answer.question)
    )
    finding = (await db.execute(of)).first()
    if finding is None or finding.inspection_id != row.id:  # off the list at the end; or a later visit's
        return finding is not None and finding.state != "withdrawn"
    if finding.state == "closed":
        raise Conflict("error-conflict-inspection-void-closed", note=shortened(answer.note, 40))
    await _hide_photos(db, now, row.id, check_id, answer.question)
    return await _restore(db, actor, now, check_id, answer, finding, today)


async def _restore(
    db: AsyncConnection, actor: Actor, now: datetime, check_id: int, answer: Any, finding: Any, today: date
) -> bool:
    own = select(Answer.verdict).where(Answer.self_check_id == check_id, Answer.question == answer.question)
    verdict = (await db.execute(own)).scalar()
    before = await _before(db, answer)
    if before.get("state") == "open" and before["inspection_id"] is None and not before["objection"]:
        before = before if verdict == "fail" else {}  # the enterprise has changed its answer since
    state = before.get("state") or ("open" if verdict == "fail" else "withdrawn")
    closed = {"closed_at": _instant(before.get("closed_at")), "closed_by": before.get("closed_by")}
    of = update(Finding).where(Finding.id == finding.id)
    await db.execute(of.values(state=state, inspection_id=before.get("inspection_id"), **closed))
    await end_question(db, now, finding.id, "moot")
    plan = Rectification.finding_id == finding.id
    if before.get("plan_state"):
        values: dict[str, Any] = {"objection": before["objection"]}
        due_on = date.fromisoformat(before["due_on"])
        if due_on >= today or before["plan_state"] != "open":
            values["due_on"] = due_on  # a day that has passed meanwhile would make it overdue at once
        if finding.plan_state == "open":
            done = {"done_at": _instant(before["done_at"]), "done_by": before["done_by"]}
            values |= {"state": before["plan_state"], **done}
        await db.execute(update(Rectification).where(plan).values(**values))
    elif finding.plan_id is not None and not finding.measure:
        await db.execute(delete(Rectification).where(plan))
    else:
        await db.execute(update(Rectification).where(plan).values(objection=""))
    if verdict == "owed":
        await owed_photos.ask_again(db, check_id, answer.question)
    if state == "withdrawn":  # a line that only showed the finding
        await db.execute(
            delete(Answer).where(
                Answer.self_check_id == check_id,
                Answer.question == answer.question,
                Answer.verdict.is_(None),
                Answer.reason == "",
                Answer.note == "",
            )
        )
    detail = {"question": answer.question, "inspection": answer.inspection_id, "state": state}
    await audit.write(db, actor, now, "inspection-voided", "finding", finding.id, detail)
    return bool(state != "withdrawn")


async def _before(db: AsyncConnection, answer: Any) -> dict[str, Any]:
    """The finding as it was before a visit found it; where an earlier visit had, and that was voided too,
    as it was before that one."""
    before = dict(answer.before or {})
    while before.get("inspection_id") is not None:
        of = select(InspectionAnswer.before, InspectionAnswer.voided_at).where(
            InspectionAnswer.inspection_id == before["inspection_id"],
            InspectionAnswer.question == answer.question,
        )
        earlier = (await db.execute(of)).first()
        if earlier is None or earlier.voided_at is None:
            break
        before = dict(earlier.before or {})
    return before


def _instant(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


async def _hide_photos(
    db: AsyncConnection, now: datetime, inspection_id: int, check_id: int, question: str
) -> None:
    """Remove the photos of the visit from the finding: they may show another enterprise."""
    of = select(InspectionFile.original_sha256).where(
        InspectionFile.inspection_id == inspection_id, InspectionFile.question == question
    )
    shown = (Evidence.self_check_id == check_id, Evidence.question == question, Evidence.stage == "review")
    hide = update(Evidence).where(*shown, Evidence.original_sha256.in_(of), Evidence.removed_at.is_(None))
    await db.execute(hide.values(removed_at=now))


async def _take_back(db: AsyncConnection, inspection_id: int) -> bool:
    """Delete messages about the end of the visit that still wait, and say whether the enterprise has one."""
    about = OutboxRow.dedupe_key.like(f"inspected:{inspection_id}:%")
    waited = await db.execute(delete(OutboxRow).where(about, OutboxRow.state.in_(_WAITING)))
    return waited.rowcount == 0 or bool((await db.execute(select(exists().where(about)))).scalar())


async def _tell(
    db: AsyncConnection,
    now: datetime,
    row: Any,
    what: str,
    text_key: str,
    values: dict[str, Any],
    zone: tzinfo | None,
) -> None:
    of = select(Enterprise.name).where(Enterprise.id == row.enterprise_id)
    given = {
        "enterprise": (await db.execute(of)).scalar_one(),
        "department": row.department,
        **days("day", row.done_on, now),
        **values,
    }
    await enterprise_mail.tell(db, now, row.enterprise_id, what, text_key, given, None, zone=zone)
