"""Measures that follow a decision: 停产整顿 stands until work may be taken up again (`resumptions`), 处罚
until it is paid, 提请关闭 until the enterprise is closed; 拒不整改 is stated by an officer about a task that
stays open. What was wrong or annulled is withdrawn (`withdrawals`)."""

from __future__ import annotations

from datetime import date, datetime, timedelta, tzinfo
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from content.screen import shortened
from storage.base import audit
from storage.base.audit import Actor
from storage.base.database import upsert
from storage.base.errors import Conflict, Invalid
from storage.base.texts import one_line
from storage.enterprises import mail as enterprise_mail
from storage.enterprises.mail import days
from storage.offices import jurisdictions, staff
from storage.reviews.escalation_rights import may_enforce
from storage.reviews.escalation_views import EscalationView, get_escalation
from storage.reviews.measure_views import MeasureView, get_measure
from storage.self_checks.answers import tidy
from storage.self_checks.lifecycle import require_running
from storage.tables.measures import Measure
from storage.tables.reviews import Escalation

PENALTIES = ("warning", "fine", "seizure", "licence", "other")
"""Kinds of penalties (行政处罚法, article 9): 警告、通报批评; 罚款; 没收; 暂扣、吊销许可证件; others."""
MAX_REASON = 500
MAX_NUMBER = 60
MOST_FEN = 10**12
OLDEST = timedelta(days=3 * 366)
"""A paper older than this is refused: it belongs to no campaign of today."""


async def made(
    db: AsyncConnection,
    actor: Actor,
    now: datetime,
    view: EscalationView,
    kind: str,
    reason: str,
    zone: tzinfo | None,
    since_on: date | None = None,
) -> int | None:
    """Create the measure of a decision about a task, once, from the local day `since_on` on (None: today);
    None: it exists. The caller has checked the right."""
    since_on = since_on or await today_at(db, now, view.jurisdiction_id, zone)
    row = (
        await db.execute(
            upsert(db, Measure)
            .values(
                kind=kind,
                escalation_id=view.id,
                enterprise_id=view.enterprise_id,
                jurisdiction_id=view.jurisdiction_id,
                state="open",
                reason=reason,
                number="",
                penalty="",
                since_on=since_on,
                made_by=actor.person_id,
                made_at=now,
            )
            .on_conflict_do_nothing(index_elements=["escalation_id", "kind"])
            .returning(Measure.id)
        )
    ).first()
    if row is None:
        return None
    await audit.write(db, actor, now, kind, "measure", row.id, {"escalation": view.id})
    return int(row.id)


async def refuse(
    db: AsyncConnection,
    actor: Actor,
    now: datetime,
    escalation_id: int,
    reason: str,
    *,
    zone: tzinfo | None = None,
) -> EscalationView:
    """Record that the enterprise refuses to rectify what an open task is about (拒不整改), with a reason. It
    is shown in lists and ledger until it is over; the task stays open. The enterprise is told. Idempotent.

    Raises:
        NotAllowed: no seat with `escalation.decide` there. Conflict: "escalation-over"; "measure-withdrawn":
        it was stated of this task, and withdrawn. Invalid: "text-empty", "text-long".
    """
    reason = tidy(reason, MAX_REASON)
    held = update(Escalation).where(Escalation.id == escalation_id)
    await db.execute(held.values(state=Escalation.state))
    view = await get_escalation(db, actor, escalation_id)
    await staff.require(db, actor, "escalation.decide", view.jurisdiction_id, of=[view.enterprise_id])
    if view.state != "open" or not view.holds:
        raise Conflict("error-conflict-escalation-over")
    await require_running(db, view.self_check_id)
    measure_id = await made(db, actor, now, view, "refusal", reason, zone)
    if measure_id is None:
        stated = select(Measure.state).where(Measure.escalation_id == view.id, Measure.kind == "refusal")
        if (await db.execute(stated)).scalar_one() == "annulled":
            raise Conflict("error-conflict-measure-withdrawn")
    else:
        said = {"enterprise": view.enterprise, "office": view.level, "reason": shortened(reason, 200)}
        what = f"refusal:{measure_id}"
        await enterprise_mail.tell(db, now, view.enterprise_id, what, "outbox-refusal", said, None, zone=zone)
    return view


async def note_penalty(
    db: AsyncConnection,
    actor: Actor,
    now: datetime,
    measure_id: int,
    *,
    number: str | None = None,
    penalty: str | None = None,
    amount_fen: int | None = None,
    since_on: date | None = None,
    zone: tzinfo | None = None,
) -> MeasureView:
    """Store the data of a measure's paper: its number (文号) and day; of a penalty its kind and amount in
    fen too. A None leaves a value unchanged. The same again changes nothing.

    Raises:
        NotAllowed: no seat that may decide it. Conflict: "measure-over": it is over, and is no penalty;
            "measure-withdrawn": more than the number of what was withdrawn.
        Invalid: "measure-number": empty or above 60 characters; "measure-penalty": none of PENALTIES, or the
            measure is no penalty; "measure-amount": below 0 or beyond all sense; "measure-day": ahead, or
            years ago.
    """
    view = await hold(db, actor, measure_id)
    if view.state == "annulled":
        if (penalty, amount_fen, since_on) != (None, None, None):
            raise Conflict("error-conflict-measure-withdrawn")
    elif view.state != "open" and view.kind != "penalty":
        raise Conflict("error-conflict-measure-over")
    values: dict[str, Any] = {}
    if number is not None:
        values["number"] = check_number(number)
    if (penalty, amount_fen) != (None, None) and view.kind != "penalty":
        raise Invalid("error-invalid-measure-penalty")
    if penalty is not None:
        if penalty not in PENALTIES:
            raise Invalid("error-invalid-measure-penalty")
        values["penalty"] = penalty
    if amount_fen is not None:
        if not 0 <= amount_fen <= MOST_FEN:
            raise Invalid("error-invalid-measure-amount")
        values["amount_fen"] = amount_fen
    if since_on is not None:
        check_day(since_on, await today_at(db, now, view.jurisdiction_id, zone))
        values["since_on"] = since_on
    changed = {name: value for name, value in values.items() if getattr(view, name) != value}
    if not changed:
        return view
    await db.execute(update(Measure).where(Measure.id == measure_id).values(**changed))
    detail = {name: str(value) for name, value in changed.items()}
    await audit.write(db, actor, now, "note", "measure", measure_id, detail)
    return await get_measure(db, actor, measure_id)


async def end(
    db: AsyncConnection,
    actor: Actor,
    now: datetime,
    measure_id: int,
    ended_on: date,
    *,
    zone: tzinfo | None = None,
) -> MeasureView:
    """Record that a measure was carried out on a local day: the penalty paid, the enterprise closed, the
    refusal over. The enterprise is told. A second time changes nothing.

    Raises:
        NotAllowed: no seat that may decide it. Conflict: "measure-suspended": that ends by 复产验收 alone;
        "measure-withdrawn". Invalid: "measure-day": ahead, or before the measure.
    """
    view = await hold(db, actor, measure_id)
    if view.state == "annulled":
        raise Conflict("error-conflict-measure-withdrawn")
    if view.kind == "suspend":
        raise Conflict("error-conflict-measure-suspended")
    if view.state != "open":
        return view
    check_day(ended_on, await today_at(db, now, view.jurisdiction_id, zone), view.since_on)
    await finish(db, actor, now, view, ended_on)
    said = {
        "enterprise": view.enterprise,
        "office": view.office,
        "kind": view.kind,
        **days("day", ended_on, now),
    }
    what = f"measure-done:{measure_id}"
    await enterprise_mail.tell(
        db, now, view.enterprise_id, what, "outbox-measure-done", said, None, zone=zone
    )
    return await get_measure(db, actor, measure_id)


async def finish(db: AsyncConnection, actor: Actor, now: datetime, view: MeasureView, ended_on: date) -> None:
    """End a measure; its caller has checked the right and tells the enterprise."""
    done = {"state": "done", "ended_on": ended_on, "ended_by": actor.person_id}
    await db.execute(update(Measure).where(Measure.id == view.id).values(**done))
    await audit.write(db, actor, now, f"end-{view.kind}", "measure", view.id)


async def hold(db: AsyncConnection, actor: Actor, measure_id: int) -> MeasureView:
    """The measure, held until commit, for people who may decide such a measure there by the plan; a
    refusal, for people who decide tasks there.

    Raises:
        NotAllowed, Recused: anybody else.
    """
    await db.execute(update(Measure).where(Measure.id == measure_id).values(state=Measure.state))
    view = await get_measure(db, actor, measure_id)
    await staff.require(db, actor, "escalation.decide", view.jurisdiction_id, of=[view.enterprise_id])
    if view.kind != "refusal" and not await may_enforce(db, actor, view.self_check_id, view.jurisdiction_id):
        raise Invalid("error-invalid-escalation-enforce")
    return view


async def today_at(db: AsyncConnection, now: datetime, jurisdiction_id: int, zone: tzinfo | None) -> date:
    """The local day of a place."""
    return now.astimezone(await jurisdictions.zone_of(db, jurisdiction_id, zone)).date()


def check_number(number: str) -> str:
    """The number of a paper in stored form.

    Raises:
        Invalid: "measure-number": empty, or above 60 characters.
    """
    number = one_line(number)
    if not 1 <= len(number) <= MAX_NUMBER:
        raise Invalid("error-invalid-measure-number", limit=MAX_NUMBER)
    return number


def check_day(day: date, today: date, earliest: date | None = None) -> None:
    """Refuse a day ahead, before `earliest`, or years ago.

    Raises:
        Invalid: "measure-day".
    """
    if not (earliest or today - OLDEST) <= day <= today:
        raise Invalid("error-invalid-measure-day")
