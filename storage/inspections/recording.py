"""Records of officers on the spot: a visit begun, question by question, with notes and photos."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from content import rules
from storage.base import audit
from storage.base.audit import Actor
from storage.base.database import upsert
from storage.base.errors import Conflict, Invalid, NotAllowed, Stale
from storage.campaigns import forms
from storage.campaigns.opening import list_for
from storage.campaigns.running import held, running
from storage.inspections.planning import take
from storage.offices import plan_rights
from storage.offices.staff import Seat
from storage.self_checks.answers import tidy
from storage.self_checks.attachments import MAX_FILES, File
from storage.tables.campaigns import Campaign
from storage.tables.enterprises import Enterprise
from storage.tables.inspections import Inspection, InspectionAnswer, InspectionFile, InspectionOfficer
from storage.tables.self_checks import SelfCheck

VERDICTS = ("pass", "fail", "na")
SCOPES = ("all", "danger", "rows")
MAX_NOTE = 500
FARTHEST = timedelta(days=365)
"""Time ahead within which a fault is to be put right."""
ANY_ROW = "review.do"
"""Right to judge every row; officers without it judge the rows the plan gives their department."""


async def judges_all(db: AsyncConnection, seat: Seat, campaign_id: int | None, place_id: int) -> bool:
    """Whether a seat judges every row of the form on visits in a place: it reviews whole forms by the plan.
    Other seats judge their department's rows."""
    if not seat.allows(ANY_ROW):
        return False
    barred = await plan_rights.barred(db, ANY_ROW, campaign_id or 0, place_id)
    return (seat.jurisdiction_id, seat.department) not in barred


async def begin(
    db: AsyncConnection,
    actor: Actor,
    now: datetime,
    inspection_id: int,
    *,
    today: date,
    campaign_id: int | None = None,
) -> int:
    """Begin a visit on the spot, or take part in one that a colleague began; the campaign it belongs to.

    What is asked is decided here: the enterprise's own form where it has one, else the campaign's.

    Raises:
        NotFound: see `take`. Invalid: "inspection-early": its day has not come.
        Conflict: "inspection-over"; "inspection-closed": the enterprise is no longer on the list;
            "inspection-no-campaign": no campaign is open there.
    """
    row, seat = await take(db, actor, inspection_id)
    _check_open(row)
    if row.state == "planned":
        if today < row.planned_on:
            raise Invalid(
                "error-invalid-inspection-early", month=row.planned_on.month, day=row.planned_on.day
            )
        campaign_id = await _start(db, now, row, campaign_id)
        await audit.write(
            db, actor, now, "inspection-begun", "inspection", inspection_id, {"campaign": campaign_id}
        )
    await _take_part(db, inspection_id, seat)
    return int(row.campaign_id or campaign_id or 0)


def _check_open(row: Any) -> None:
    if row.state == "ended":
        raise Conflict("error-conflict-inspection-no-campaign")
    if row.state not in ("planned", "open"):
        raise Conflict("error-conflict-inspection-over")


async def _start(db: AsyncConnection, now: datetime, row: Any, campaign_id: int | None) -> int:
    of = select(Enterprise.state, Enterprise.industry, Enterprise.facts)
    enterprise = (await db.execute(of.where(Enterprise.id == row.enterprise_id))).one()
    if enterprise.state != "active":
        raise Conflict("error-conflict-inspection-closed")
    open_ones = await list_for(db, row.enterprise_id)
    chosen = next((one for one in open_ones if one.id == campaign_id), open_ones[0] if open_ones else None)
    if chosen is None:
        raise Conflict("error-conflict-inspection-no-campaign")
    form = select(SelfCheck.form_digest, SelfCheck.industry, SelfCheck.facts)
    form = form.where(SelfCheck.campaign_id == chosen.id, SelfCheck.enterprise_id == row.enterprise_id)
    own = (await db.execute(form)).one_or_none()
    await db.execute(
        update(Inspection)
        .where(Inspection.id == row.id)
        .values(
            state="open",
            campaign_id=chosen.id,
            form_digest=own.form_digest if own else chosen.form_digest,
            industry=own.industry if own else enterprise.industry,
            facts=own.facts if own else enterprise.facts,
            begun_at=now,
        )
    )
    return chosen.id


async def _take_part(db: AsyncConnection, inspection_id: int, seat: Seat) -> None:
    await db.execute(
        upsert(db, InspectionOfficer)
        .values(
            inspection_id=inspection_id, person_id=seat.person_id, department=seat.department, name=seat.name
        )
        .on_conflict_do_nothing()
    )


async def take_open(db: AsyncConnection, actor: Actor, inspection_id: int) -> tuple[Any, Seat]:
    """As `take`, of a visit that goes on in a campaign that runs.

    Raises:
        NotFound: see `take`. Conflict: "inspection-over", "inspection-planned" (not begun),
            "inspection-no-campaign": it has ended.
    """
    row, seat = await take(db, actor, inspection_id)
    if row.state == "planned":
        raise Conflict("error-conflict-inspection-planned")
    _check_open(row)
    runs = held(select(Campaign.id).where(Campaign.id == row.campaign_id, running()))
    if (await db.execute(runs)).first() is None:
        raise Conflict("error-conflict-inspection-no-campaign")
    return row, seat


async def answer(
    db: AsyncConnection,
    actor: Actor,
    now: datetime,
    inspection_id: int,
    question: str,
    verdict: str | None,
    note: str = "",
    *,
    seen: int = 0,
) -> int:
    """Record the verdict of a question, or withdraw it (None); return the answer's new revision.

    `seen`: the revision of the answer that the officer was shown, 0 for none: what a colleague wrote on
    another phone meanwhile is not written over unseen. The same again changes nothing.

    Raises:
        Stale: the question is not asked of this enterprise. NotAllowed: another department's row.
        Invalid: "review-verdict"; "inspection-note": a fault without a word of what was seen; "text-long".
        Conflict: see `take_open`; "inspection-answered" (by `name`).
    """
    row, seat = await take_open(db, actor, inspection_id)
    await _check_row(db, row, seat, question)
    if verdict is not None and verdict not in VERDICTS:
        raise Invalid("error-invalid-review-verdict")
    note = tidy(note, MAX_NOTE) if note.strip() else ""
    if verdict == "fail" and not note:
        raise Invalid("error-invalid-inspection-note")
    of = (
        select(
            InspectionAnswer.verdict,
            InspectionAnswer.note,
            InspectionAnswer.due_on,
            InspectionAnswer.revision,
            InspectionOfficer.name,
        )
        .outerjoin(
            InspectionOfficer,
            (InspectionOfficer.inspection_id == InspectionAnswer.inspection_id)
            & (InspectionOfficer.person_id == InspectionAnswer.answered_by),
        )
        .where(InspectionAnswer.inspection_id == inspection_id, InspectionAnswer.question == question)
    )
    before = (await db.execute(of)).one_or_none()
    if before is None and verdict is None:
        return 0
    if before is not None and (before.verdict, before.note) == (verdict, note):
        return int(before.revision)
    if before is not None and before.revision != seen:
        raise Conflict("error-conflict-inspection-answered", name=before.name or "")
    await _take_part(db, inspection_id, seat)
    key = {"inspection_id": inspection_id, "question": question}
    detail = {"question": question, "verdict": verdict or "unsaid"}
    await audit.write(db, actor, now, "inspection-answer", "inspection", inspection_id, detail)
    if verdict is None:
        await db.execute(delete(InspectionAnswer).filter_by(**key))
        return 0
    revision = seen + 1
    values = {
        "verdict": verdict,
        "note": note,
        "due_on": before.due_on if before is not None and before.verdict == verdict == "fail" else None,
        "revision": revision,
        "answered_by": actor.person_id,
        "answered_at": now,
    }
    await db.execute(
        upsert(db, InspectionAnswer)
        .values(**key, **values)
        .on_conflict_do_update(index_elements=list(key), set_=values)
    )
    return revision


async def choose(
    db: AsyncConnection,
    actor: Actor,
    now: datetime,
    inspection_id: int,
    scope: str,
    items: Collection[str] = (),
) -> None:
    """Choose what is looked at on a visit that goes on: all, the ⛔ questions, or the rows of check items
    (抽查). What was written down stays. The same again changes nothing.

    Raises:
        Invalid: "inspection-scope": none of SCOPES, or `items` that its form has not.
        Others: see `take_open`.
    """
    row, _ = await take_open(db, actor, inspection_id)
    form = await forms.get(db, row.form_digest)
    known = [item.check.code for item in form.items]
    chosen = [code for code in dict.fromkeys(known) if code in items] if scope == "rows" else []
    if scope not in SCOPES or (scope == "rows") != bool(items) or not set(items) <= set(known):
        raise Invalid("error-invalid-inspection-scope")
    if (row.scope, list(row.chosen)) == (scope, chosen):
        return
    await db.execute(
        update(Inspection).where(Inspection.id == inspection_id).values(scope=scope, chosen=chosen)
    )
    detail = {"scope": scope, **({"items": chosen} if chosen else {})}
    await audit.write(db, actor, now, "inspection-scope", "inspection", inspection_id, detail)


async def set_due(
    db: AsyncConnection,
    actor: Actor,
    now: datetime,
    inspection_id: int,
    days: Mapping[str, date | None],
    *,
    today: date,
) -> None:
    """Give faults of a visit that goes on days of their own, or take them back (None): then the visit's day
    holds.

    Raises:
        Invalid: "review-day": no day from today to a year ahead. Stale: one of the questions is no fault.
        Others: see `take_open`.
    """
    await take_open(db, actor, inspection_id)
    for question, due_on in days.items():  # the faults of one visit
        if due_on is not None and not today <= due_on <= today + FARTHEST:
            raise Invalid("error-invalid-review-day")
        fault = update(InspectionAnswer).where(
            InspectionAnswer.inspection_id == inspection_id,
            InspectionAnswer.question == question,
            InspectionAnswer.verdict == "fail",
        )
        if (await db.execute(fault.values(due_on=due_on))).rowcount == 0:
            raise Stale
    detail = {"days": {code: day.isoformat() if day else None for code, day in days.items()}}
    await audit.write(db, actor, now, "inspection-due", "inspection", inspection_id, detail)


async def _check_row(db: AsyncConnection, row: Any, seat: Seat, question: str) -> None:
    form = await forms.get(db, row.form_digest)
    if question not in form.by_code or question in rules.skips(form, row.facts, row.industry):
        raise Stale
    if form.by_code[question][0].concerns(seat.department):
        return
    if not await judges_all(db, seat, row.campaign_id, row.jurisdiction_id):
        raise NotAllowed


async def attach(
    db: AsyncConnection, actor: Actor, now: datetime, inspection_id: int, question: str, file: File
) -> int:
    """Attach a stored photo or PDF to a question of a visit that goes on; return how many there are now.
    The same bytes twice are one.

    Raises:
        Invalid: "files-many". Stale, NotAllowed, Conflict, NotFound: as `answer`.
    """
    row, seat = await take_open(db, actor, inspection_id)
    await _check_row(db, row, seat, question)
    await _take_part(db, inspection_id, seat)
    return await _attach(db, actor, now, inspection_id, question, file)


async def attach_signed(
    db: AsyncConnection, actor: Actor, now: datetime, inspection_id: int, file: File
) -> int:
    """Attach a photo or scan of the signed papers, or of corrected ones, to a visit that is done; return how
    many there are now.

    Raises:
        NotFound: see `take`. Conflict: "inspection-open": it is not done. Invalid: "files-many".
    """
    row, _ = await take(db, actor, inspection_id)
    if row.state not in ("done", "voided"):
        raise Conflict("error-conflict-inspection-open")
    return await _attach(db, actor, now, inspection_id, "", file)


async def _attach(
    db: AsyncConnection, actor: Actor, now: datetime, inspection_id: int, question: str, file: File
) -> int:
    here = (InspectionFile.inspection_id == inspection_id, InspectionFile.question == question)
    same = select(InspectionFile.id).where(*here, InspectionFile.original_sha256 == file.original_sha256)
    count = (await db.execute(select(func.count()).select_from(InspectionFile).where(*here))).scalar_one()
    if (await db.execute(same)).first() is not None:
        return int(count)
    if count >= MAX_FILES:
        raise Invalid("error-invalid-files-many", limit=MAX_FILES)
    await db.execute(
        insert(InspectionFile).values(
            inspection_id=inspection_id,
            question=question,
            **file.columns(InspectionFile, actor, now),
        )
    )
    detail = {"question": question} if question else {"signed": True}
    await audit.write(db, actor, now, "inspection-file", "inspection", inspection_id, detail)
    return int(count) + 1
