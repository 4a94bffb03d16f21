"""撤销决定: a measure that was wrong, or was annulled by 行政复议 or a court, is in force no longer and does
not count as carried out. The finding that it was about stays as it is; it can become a task again."""

from __future__ import annotations

from datetime import date, datetime, tzinfo

from sqlalchemy import insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from content.screen import clause
from storage.base import audit
from storage.base.audit import Actor
from storage.base.database import upsert
from storage.base.errors import Conflict, Invalid
from storage.enterprises import mail as enterprise_mail
from storage.enterprises.mail import days
from storage.offices import mail as office_mail
from storage.reviews import measures, resumptions
from storage.reviews.escalation_rights import deciding_place
from storage.reviews.escalation_views import get_escalation
from storage.reviews.measure_views import MeasureView, get_measure, order_over, read_measure
from storage.self_checks.answers import tidy
from storage.self_checks.lifecycle import require_running
from storage.tables.measures import Measure, Withdrawal
from storage.tables.reviews import Escalation
from storage.tables.self_checks import SelfCheck

CAUSES = ("error", "review", "court", "other")
"""Why a decision is withdrawn: its office found it wrong; 行政复议 annulled it; a court did; something else,
which has to be said."""


async def withdraw(
    db: AsyncConnection,
    actor: Actor,
    now: datetime,
    measure_id: int,
    cause: str,
    withdrawn_on: date,
    text: str = "",
    number: str = "",
    *,
    zone: tzinfo | None = None,
) -> MeasureView:
    """Withdraw a measure from a local day on, also one that was carried out: one of CAUSES, a sentence, the
    number (文号) of the paper. A request to resume work lapses, an exposure that rests on the measure alone
    is published no longer; the enterprise and the offices that look after it are told. The same again changes
    nothing.

    Raises:
        NotAllowed, Recused, Invalid: as `measures.hold`. Conflict: "measure-withdrawn": it was withdrawn
        otherwise. Invalid: "withdrawal-cause"; "measure-day": ahead, or before the measure; "measure-number":
        above 60 characters; "text-empty": another cause without a sentence; "text-long".
    """
    seen, place_id = await read_measure(db, measure_id)
    # Of two measures about one form withdrawn at once, the second has to see the first.
    form = select(SelfCheck.id).where(SelfCheck.id == seen.self_check_id)
    await db.execute(form.with_for_update(key_share=True))
    view = await measures.hold(db, actor, measure_id)
    if cause not in CAUSES:
        raise Invalid("error-invalid-withdrawal-cause")
    text = tidy(text, measures.MAX_REASON) if cause == "other" or text.strip() else ""
    number = measures.check_number(number) if number.strip() else ""
    if view.state == "annulled":
        if (view.cause, view.withdrawn_on, view.cause_text, view.withdrawal_number) == (
            cause,
            withdrawn_on,
            text,
            number,
        ):
            return view
        raise Conflict("error-conflict-measure-withdrawn")
    today = await measures.today_at(db, now, view.jurisdiction_id, zone)
    measures.check_day(withdrawn_on, today, view.since_on)
    office_id = await deciding_place(db, actor, view.self_check_id, view.jurisdiction_id)
    values = {
        "measure_id": measure_id,
        "jurisdiction_id": office_id or view.jurisdiction_id,
        "cause": cause,
        "text": text,
        "number": number,
        "withdrawn_on": withdrawn_on,
        "withdrawn_by": actor.person_id,
        "withdrawn_at": now,
    }
    await db.execute(insert(Withdrawal).values(**values))
    await db.execute(update(Measure).where(Measure.id == measure_id).values(state="annulled"))
    decided = select(Measure.escalation_id).where(Measure.id == measure_id).scalar_subquery()
    await db.execute(
        update(Escalation)
        .where(Escalation.id == decided, Escalation.state == "decided", Escalation.decision == view.kind)
        .values(state="annulled")
    )
    detail = {"cause": cause, "on": withdrawn_on.isoformat()}
    await audit.write(db, actor, now, "withdraw", "measure", measure_id, detail)
    if view.kind == "suspend":
        await resumptions.lapse(db, actor, now, measure_id)
    unnamed = await _withdraw_exposures(db, actor, now, view)
    view = await get_measure(db, actor, measure_id)
    await _tell(db, actor, now, view, place_id, unnamed=unnamed, zone=zone)
    return view


async def note(
    db: AsyncConnection,
    actor: Actor,
    now: datetime,
    measure_id: int,
    *,
    number: str | None = None,
    text: str | None = None,
) -> MeasureView:
    """Store the number (文号) of the paper by which a measure was withdrawn, or what is said of the cause. A
    None leaves a value unchanged. The same again changes nothing.

    Raises:
        NotAllowed, Recused, Invalid: as `measures.hold`. Conflict: "measure-stands": it was not withdrawn.
        Invalid: "measure-number"; "text-empty", "text-long".
    """
    view = await measures.hold(db, actor, measure_id)
    if view.state != "annulled":
        raise Conflict("error-conflict-measure-stands")
    values: dict[str, str] = {}
    if number is not None and (number := measures.check_number(number)) != view.withdrawal_number:
        values["number"] = number
    if text is not None and (text := tidy(text, measures.MAX_REASON)) != view.cause_text:
        values["text"] = text
    if not values:
        return view
    await db.execute(update(Withdrawal).where(Withdrawal.measure_id == measure_id).values(**values))
    await audit.write(db, actor, now, "note-withdrawal", "measure", measure_id, dict(values))
    return await get_measure(db, actor, measure_id)


async def raise_again(
    db: AsyncConnection, actor: Actor, now: datetime, measure_id: int, *, zone: tzinfo | None = None
) -> int:
    """Create a new task about the cause of a withdrawn decision, for another decision; return its id. A
    second call returns the same task.

    Raises:
        NotAllowed, Recused, Invalid: as `measures.hold`. Conflict: "measure-stands": nothing was withdrawn;
        "escalation-over": the task of a refusal is open, and what was rectified is no task. Ended: the
        campaign is over.
    """
    view = await measures.hold(db, actor, measure_id)
    if view.state != "annulled":
        raise Conflict("error-conflict-measure-stands")
    decided = select(Escalation).join(Measure, Measure.escalation_id == Escalation.id)
    of = (await db.execute(decided.where(Measure.id == measure_id))).one()
    if view.kind == "refusal" or not (await get_escalation(db, actor, of.id)).holds:
        raise Conflict("error-conflict-escalation-over")
    await require_running(db, view.self_check_id)
    key = f"again:{measure_id}"
    made = await db.execute(
        upsert(db, Escalation)
        .values(
            key=key,
            kind=of.kind,
            enterprise_id=view.enterprise_id,
            self_check_id=view.self_check_id,
            finding_id=of.finding_id,
            jurisdiction_id=view.jurisdiction_id,
            reason="",
            raised=of.raised,
            raised_at=now,
            made_on=await measures.today_at(db, now, view.jurisdiction_id, zone),
        )
        .on_conflict_do_nothing(index_elements=["key"])
        .returning(Escalation.id)
    )
    task_id = made.scalar()
    if task_id is None:
        return int((await db.execute(select(Escalation.id).where(Escalation.key == key))).scalar_one())
    await audit.write(db, actor, now, "raise-again", "escalation", int(task_id), {"measure": measure_id})
    return int(task_id)


async def _withdraw_exposures(db: AsyncConnection, actor: Actor, now: datetime, view: MeasureView) -> int:
    """Withdraw the exposures (曝光) agreed to while the measure was in force, where no other measure about
    the form is left for them to rest on; return how many."""
    of_form = Escalation.self_check_id == view.self_check_id
    left = select(Measure.id).join(Escalation, Escalation.id == Measure.escalation_id)
    if (await db.execute(left.where(of_form, Measure.state != "annulled").limit(1))).first() is not None:
        return 0
    made_at = select(Measure.made_at).where(Measure.id == view.id).scalar_subquery()
    done = await db.execute(
        update(Escalation)
        .where(
            of_form,
            Escalation.decision == "exposure",
            Escalation.state == "decided",
            Escalation.decided_at >= made_at,
        )
        .values(state="annulled")
        .returning(Escalation.id)
    )
    withdrawn = sorted(row.id for row in done)
    for one in withdrawn:
        await audit.write(db, actor, now, "withdraw-exposure", "escalation", one, {"measure": view.id})
    return len(withdrawn)


async def _tell(
    db: AsyncConnection,
    actor: Actor,
    now: datetime,
    view: MeasureView,
    place_id: int,
    *,
    unnamed: int,
    zone: tzinfo | None,
) -> None:
    """Tell the enterprise, its office and the one that decided."""
    order = await order_over(db, view.enterprise_id)
    what = f"measure-withdrawn:{view.id}"
    said = {
        "enterprise": view.enterprise,
        "office": view.withdrawn_at,
        "kind": view.kind,
        "cause": view.cause,
        "text": clause(view.cause_text, 200) or "none",
        "order": order.kind if order is not None else "none",
        "exposed": "yes" if unnamed else "no",
        **days("day", view.withdrawn_on or now.date(), now),
    }
    await enterprise_mail.tell(
        db, now, view.enterprise_id, what, "outbox-measure-withdrawn", said, None, zone=zone
    )
    told = [] if actor.person_id is None else [actor.person_id]
    for place in dict.fromkeys((place_id, view.jurisdiction_id)):
        await office_mail.tell(
            db,
            now,
            place_id=place,
            right="escalation.decide",
            about=view.enterprise_id,
            what=what,
            text_key="outbox-withdrawn-office",
            values=said,
            button={"kind": "withdrawn", "id": view.id},
            zone=zone,
            besides=told,
        )
        told += await office_mail.told_of(db, what)
