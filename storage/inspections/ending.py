"""Ends visits: their faults become findings like any others, and the enterprise is told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.base import audit
from storage.base.audit import Actor
from storage.base.database import upsert
from storage.base.errors import Invalid
from storage.campaigns.places import campaign_values
from storage.enterprises import mail as enterprise_mail
from storage.enterprises.mail import days
from storage.enterprises.registry import held
from storage.findings import rectifications
from storage.findings.open_extensions import end_question
from storage.inspections.planning import take
from storage.inspections.recording import FARTHEST, take_open
from storage.offices import mail as office_mail
from storage.self_checks import owed_photos, submissions
from storage.self_checks.answers import tidy
from storage.tables.enterprises import Enterprise
from storage.tables.findings import Finding, Rectification
from storage.tables.inspections import Inspection, InspectionAnswer, InspectionFile
from storage.tables.self_checks import Answer, Evidence, SelfCheck

ORDER = "inspection.order"
MAX_PRESENT = 40


@dataclass(frozen=True, slots=True)
class Finished:
    """Result of an end. `faults`: findings made; `closed`: the enterprise is off the list, so that none
    were."""

    inspection_id: int
    faults: int
    closed: bool = False


async def finish(
    db: AsyncConnection,
    actor: Actor,
    now: datetime,
    inspection_id: int,
    *,
    today: date,
    due_on: date | None = None,
    present: str = "",
    zone: tzinfo | None = None,
) -> Finished:
    """End a visit. Its faults become findings with their own days, else with `due_on`; where the enterprise
    has no form, it is opened for it. The enterprise is told, not at night. Ended already: nothing changes.

    Raises:
        Invalid: "inspection-empty": nothing was written down; "review-day": faults, and no day from today to
            a year ahead; "text-long". Conflict, NotFound: see `take_open`.
    """
    row, _ = await take(db, actor, inspection_id)
    if row.state == "done":
        return Finished(inspection_id, len(await _faults(db, inspection_id)))
    row, seat = await take_open(db, actor, inspection_id)
    said = select(InspectionAnswer.id).where(InspectionAnswer.inspection_id == inspection_id).limit(1)
    if (await db.execute(said)).first() is None:
        raise Invalid("error-invalid-inspection-empty")
    faults = await _faults(db, inspection_id)
    given = [fault.due_on or due_on for fault in faults.values()]
    if any(day is None or not today <= day <= today + FARTHEST for day in given):
        raise Invalid("error-invalid-review-day")
    dues = sorted(day for day in given if day is not None)
    await db.execute(
        update(Inspection)
        .where(Inspection.id == inspection_id)
        .values(
            state="done",
            done_at=now,
            done_by=actor.person_id,
            done_on=today,
            present=tidy(present, MAX_PRESENT) if present.strip() else "",
            due_on=dues[-1] if dues else None,
            ordered=bool(faults) and seat.allows(ORDER),
        )
    )
    detail = {"faults": len(faults), **({"due_on": dues[-1].isoformat()} if dues else {})}
    await audit.write(db, actor, now, "inspection-done", "inspection", inspection_id, detail)
    await office_mail.take_back_of(db, f"inspection-joint:{inspection_id}")
    of = select(Enterprise.name, Enterprise.state).where(Enterprise.id == row.enterprise_id)
    name, state = (await db.execute(held(of))).one()
    if state != "active":
        return Finished(inspection_id, 0, closed=True)
    told: dict[str, Any] = {}
    if dues:
        self_check_id = await _find(db, actor, now, row, faults, due_on or dues[-1])
        told = {**days("due", dues[0], now), **await campaign_values(db, self_check_id)}
    else:
        told = days("due", today, now)
    await enterprise_mail.tell(
        db,
        now,
        row.enterprise_id,
        f"inspected:{inspection_id}",
        "outbox-inspected",
        {
            "enterprise": name,
            "department": row.department,
            "faults": len(faults),
            "several": "yes" if len(set(dues)) > 1 else "no",
            **days("day", today, now),
            **told,
        },
        {"kind": "reviewed", "id": row.enterprise_id} if faults else None,
        zone=zone,
    )
    return Finished(inspection_id, len(faults))


@dataclass(frozen=True, slots=True)
class _Fault:
    """The officers' observation of a fault; `due_on`: the day of its own."""

    note: str
    due_on: date | None


async def _faults(db: AsyncConnection, inspection_id: int) -> dict[str, _Fault]:
    """The faults of a visit by question."""
    failed = select(InspectionAnswer.question, InspectionAnswer.note, InspectionAnswer.due_on).where(
        InspectionAnswer.inspection_id == inspection_id, InspectionAnswer.verdict == "fail"
    )
    rows = await db.execute(failed.order_by(InspectionAnswer.question))
    return {row.question: _Fault(row.note, row.due_on) for row in rows}


async def _find(
    db: AsyncConnection, actor: Actor, now: datetime, row: Any, faults: dict[str, _Fault], last: date
) -> int:
    """Make the findings, those without a day of their own due on `last`, with the photos of the visit beside
    them; the form they belong to."""
    check_id = await submissions.open_by_office(db, actor, now, row.enterprise_id, row.campaign_id)
    await db.execute(
        update(SelfCheck).where(SelfCheck.id == check_id).values(revision=SelfCheck.revision + 1)
    )
    await owed_photos.withdraw(db, check_id, list(faults))
    await db.execute(
        update(InspectionAnswer)
        .where(
            InspectionAnswer.inspection_id == row.id,
            InspectionAnswer.verdict == "fail",
            InspectionAnswer.due_on.is_(None),
        )
        .values(due_on=last)
    )
    for code, fault in faults.items():  # a few: what failed of one form
        due_on = fault.due_on or last
        of = (InspectionAnswer.inspection_id == row.id, InspectionAnswer.question == code)
        before = await _before(db, check_id, code)
        await db.execute(update(InspectionAnswer).where(*of).values(before=before))
        await db.execute(  # a question nobody answered yet: a line without a verdict, which shows the finding
            upsert(db, Answer)
            .values(
                self_check_id=check_id,
                question=code,
                reason="",
                note="",
                answered_by=actor.person_id,
                answered_at=now,
            )
            .on_conflict_do_nothing(index_elements=["self_check_id", "question"])
        )
        found = await rectifications.put(
            db,
            actor,
            now,
            enterprise_id=row.enterprise_id,
            self_check_id=check_id,
            question=code,
            due_on=due_on,
            objection=fault.note,
            inspection_id=row.id,
        )
        await end_question(db, now, found, "moot")
        detail = {"question": code, "due_on": due_on.isoformat(), "inspection": row.id}
        await audit.write(db, actor, now, "inspected", "finding", found, detail)
    await _show(db, row.id, check_id, list(faults))
    return check_id


async def _before(db: AsyncConnection, check_id: int, code: str) -> dict[str, Any]:
    """The finding of a question as it is before the visit changes it, to be restored where the fault turns
    out to be a mistake; {} for none."""
    of = (
        select(
            Finding.state,
            Finding.inspection_id,
            Finding.closed_at,
            Finding.closed_by,
            Rectification.state.label("plan_state"),
            Rectification.due_on,
            Rectification.done_at,
            Rectification.done_by,
            func.coalesce(Rectification.objection, "").label("objection"),
        )
        .outerjoin(Rectification, Rectification.finding_id == Finding.id)
        .where(Finding.self_check_id == check_id, Finding.question == code, Finding.state != "withdrawn")
    )
    found = (await db.execute(of)).first()
    if found is None:
        return {}
    return {name: one.isoformat() if isinstance(one, date) else one for name, one in found._mapping.items()}


async def _show(db: AsyncConnection, inspection_id: int, check_id: int, codes: list[str]) -> None:
    """Add the photos of the visit to the findings, by the same stored bytes, so that the enterprise sees
    them."""
    shared = ("question", "kind", "sha256", "original_sha256", "mime", "size", "pages", "preview_sha256")
    more = ("width", "height", "taken_at", "likeness", "added_by", "added_at")
    names = [*shared, *more]
    of = select(*(getattr(InspectionFile, name) for name in names)).where(
        InspectionFile.inspection_id == inspection_id, InspectionFile.question.in_(codes)
    )
    files = [dict(one._mapping) for one in await db.execute(of)]
    if files:
        keys = ["self_check_id", "question", "stage", "original_sha256"]
        shown = [{**one, "self_check_id": check_id, "stage": "review"} for one in files]
        statement = upsert(db, Evidence).values(shown)
        await db.execute(statement.on_conflict_do_update(index_elements=keys, set_={"removed_at": None}))
