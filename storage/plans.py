"""Plans: findings put right at once or by a plan, completed, commented on; who may do so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, exists, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from content import dates
from storage import audit, outbox
from storage.answers import tidy
from storage.audit import Actor
from storage.database import upsert
from storage.enterprises import Enterprise
from storage.errors import Invalid, Locked, NotAllowed, NotFound
from storage.evidence import Evidence
from storage.findings import Finding, FindingComment, FindingGuest
from storage.people import Contact
from storage.rectifications import Rectification
from storage.self_checks import SelfCheck

MAX_FUNDS_FEN = 100_000_000_00


@dataclass(frozen=True, slots=True)
class FindingView:
    """A finding with its rectification, if there is one. Days are local, instants UTC, funds in fen.

    `is_contact`: the reader acts for the enterprise (a guest may look, comment and add photos only).
    """

    id: int
    self_check_id: int
    enterprise_id: int
    enterprise: str
    question: str
    found_at: datetime
    stopped_at: datetime | None
    check_state: str
    form_digest: str
    campaign_id: int
    remedy: str | None
    remedy_state: str | None
    measure: str | None
    responsible: str | None
    funds_fen: int | None
    due_on: date | None
    first_due_on: date | None
    beyond_reason: str | None
    done_at: datetime | None
    is_contact: bool


def _values(row: Sequence[Any]) -> Sequence[Any]:
    return row  # the type checker counts the columns of a Row, and stops counting at ten


def _is_contact() -> Any:
    return exists().where(
        Contact.enterprise_id == Finding.enterprise_id, Contact.person_id == bindparam("who")
    )


def _is_guest() -> Any:
    return exists().where(FindingGuest.finding_id == Finding.id, FindingGuest.person_id == bindparam("who"))


_view = (
    select(
        Finding.id,
        Finding.self_check_id,
        Finding.enterprise_id,
        Enterprise.name,
        Finding.question,
        Finding.found_at,
        Finding.stopped_at,
        SelfCheck.state,
        SelfCheck.form_digest,
        SelfCheck.campaign_id,
        Rectification.kind,
        Rectification.state,
        Rectification.measure,
        Rectification.responsible,
        Rectification.funds_fen,
        Rectification.due_on,
        Rectification.first_due_on,
        Rectification.beyond_reason,
        Rectification.done_at,
        _is_contact().label("is_contact"),
    )
    .join(Enterprise, Enterprise.id == Finding.enterprise_id)
    .join(SelfCheck, SelfCheck.id == Finding.self_check_id)
    .outerjoin(Rectification, Rectification.finding_id == Finding.id)
    .where(Finding.state != "withdrawn", or_(_is_contact(), _is_guest()))
)
_one = _view.where(Finding.id == bindparam("id"))
# Open ones soonest first (one without a day yet is the most urgent), then what is done.
_order = (Rectification.state == "done", Rectification.due_on.is_not(None), Rectification.due_on, Finding.id)


async def get_finding(db: AsyncConnection, actor: Actor, finding_id: int) -> FindingView:
    """A finding its reader may see.

    Raises:
        NotFound: withdrawn, unknown, or not the actor's to see (the answer is the same).
    """
    row = (await db.execute(_one, {"id": finding_id, "who": actor.person_id})).first()
    if row is None:
        raise NotFound
    return FindingView(*_values(row))


async def list_findings(
    db: AsyncConnection, actor: Actor, *, enterprise_id: int | None = None, self_check_id: int | None = None
) -> tuple[FindingView, ...]:
    """Findings the actor may see: open ones first, soonest first, then those done."""
    statement = _view.order_by(*_order)
    if enterprise_id is not None:
        statement = statement.where(Finding.enterprise_id == enterprise_id)
    if self_check_id is not None:
        statement = statement.where(Finding.self_check_id == self_check_id)
    return tuple(FindingView(*_values(row)) for row in await db.execute(statement, {"who": actor.person_id}))


async def touch(
    db: AsyncConnection, actor: Actor, finding_id: int, *, contact: bool = False, draft: bool = False
) -> FindingView:
    """Take a finding for a change: rights checked, its self-check's revision grown, held until commit.

    Raises:
        NotFound: see `get_finding`. NotAllowed: a guest where a `contact` is needed.
        Locked: with `draft`, the form is handed in.
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
    if draft and view.check_state != "draft":
        raise Locked
    return view


async def mark_stopped(db: AsyncConnection, actor: Actor, now: datetime, finding_id: int) -> None:
    """Remember that the dangerous work was stopped. Idempotent; errors as `touch`."""
    view = await touch(db, actor, finding_id, contact=True)
    if view.stopped_at is None:
        await db.execute(update(Finding).where(Finding.id == finding_id).values(stopped_at=now))
        await audit.write(db, actor, now, "stopped", "finding", finding_id)


async def fix_at_once(
    db: AsyncConnection, actor: Actor, now: datetime, finding_id: int, *, measure: str, today: date
) -> None:
    """Begin to put it right on the spot, due today; `complete` ends it. Idempotent; a done one stays done.

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
    """Keep the plan (措施、责任人、资金、期限); it may be changed until the form is handed in.

    Raises:
        Invalid: "text-empty", "text-long", "funds", "due-past", "due-beyond" (after the self-check phase
            without a reason). Locked: handed in, or already done. NotAllowed, NotFound: see `touch`.
    """
    view = await touch(db, actor, finding_id, contact=True, draft=True)
    if view.remedy_state == "done":
        raise Locked
    if not 0 <= funds_fen <= MAX_FUNDS_FEN:
        raise Invalid("funds")
    reason = tidy(beyond_reason) if beyond_reason else ""
    try:
        dates.decide_due(due_on, today, phase_end, reason)
    except dates.DueError as problem:
        raise Invalid(f"due-{problem.kind}") from problem
    await _keep(
        db,
        finding_id,
        view.enterprise_id,
        kind="plan",
        measure=tidy(measure),
        responsible=tidy(responsible, 40),
        funds_fen=funds_fen,
        due_on=due_on,
        beyond_reason=reason,
        planned_by=actor.person_id,
        planned_at=now,
    )
    await audit.write(
        db, actor, now, "plan", "finding", finding_id, {"due_on": due_on.isoformat(), "funds_fen": funds_fen}
    )


async def complete(db: AsyncConnection, actor: Actor, now: datetime, finding_id: int) -> None:
    """Say that it is put right, shown by a file of stage `after`. Idempotent.

    Raises:
        Invalid: "after-photo" nothing shows it; "no-plan" nothing was decided yet.
        NotAllowed, NotFound: see `touch`.
    """
    view = await touch(db, actor, finding_id, contact=True)
    if view.remedy_state == "done":
        return
    if view.remedy is None:
        raise Invalid("no-plan")
    shown = await db.execute(
        select(Evidence.id)
        .where(Evidence.finding_id == finding_id, Evidence.stage == "after", Evidence.removed_at.is_(None))
        .limit(1)
    )
    if shown.first() is None:
        raise Invalid("after-photo")
    await db.execute(
        update(Rectification)
        .where(Rectification.finding_id == finding_id, Rectification.state == "open")
        .values(state="done", done_at=now, done_by=actor.person_id)
    )
    await audit.write(db, actor, now, "rectified", "finding", finding_id)


async def comment(db: AsyncConnection, actor: Actor, now: datetime, finding_id: int, text: str) -> None:
    """Add a remark; a guest's reaches the enterprise's contacts through the outbox.

    Raises:
        Invalid: see `tidy`. NotFound: see `touch`.
    """
    view = await touch(db, actor, finding_id)
    row = await db.execute(
        upsert(db, FindingComment)
        .values(finding_id=finding_id, person_id=actor.person_id, text=tidy(text, 500), written_at=now)
        .returning(FindingComment.id)
    )
    comment_id = row.scalar_one()
    await audit.write(db, actor, now, "comment", "finding", finding_id)
    if view.is_contact:
        return
    for (person_id,) in (
        await db.execute(select(Contact.person_id).where(Contact.enterprise_id == view.enterprise_id))
    ).all():
        await outbox.enqueue(
            db,
            now,
            dedupe_key=f"comment:{comment_id}:{person_id}",
            person_id=person_id,
            text_key="outbox-comment",
            values={"enterprise": view.enterprise, "question": view.question},
            button={"kind": "finding", "id": finding_id},
        )


async def list_comments(
    db: AsyncConnection, actor: Actor, finding_id: int
) -> tuple[tuple[str, datetime, bool], ...]:
    """Text, instant and whether a guest wrote it, oldest first; errors as `get_finding`."""
    view = await get_finding(db, actor, finding_id)
    rows = await db.execute(
        select(
            FindingComment.text,
            FindingComment.written_at,
            exists().where(
                Contact.enterprise_id == view.enterprise_id, Contact.person_id == FindingComment.person_id
            ),
        )
        .where(FindingComment.finding_id == finding_id)
        .order_by(FindingComment.id)
    )
    return tuple((row[0], row[1], not row[2]) for row in rows)


async def _keep(db: AsyncConnection, finding_id: int, enterprise_id: int, **values: Any) -> None:
    """Write the one rectification of a finding; the first due day stays what it was."""
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
