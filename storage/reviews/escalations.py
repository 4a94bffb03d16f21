"""Escalations: an officer warns, hands a task up, decides or drops it (domain 1.6). Tasks are made in
`escalation_planning`, read in `escalation_views`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, tzinfo
from typing import Any

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncConnection

from content.screen import clause, shortened
from storage.base import audit
from storage.base.audit import Actor
from storage.base.errors import Conflict, Invalid
from storage.campaigns.places import campaign_values
from storage.enterprises import mail as enterprise_mail
from storage.membership import reminder_access
from storage.offices import jurisdictions, staff
from storage.offices import mail as office_mail
from storage.reviews import measures
from storage.reviews.escalation_rights import deciding_place
from storage.reviews.escalation_views import EscalationView, get_escalation
from storage.reviews.raising import tell_office
from storage.self_checks.answers import tidy
from storage.self_checks.lifecycle import require_running
from storage.tables.reviews import Escalation

DECISIONS = ("suspend", "penalty", "closure")


MAX_REASON = 500


async def warn(
    db: AsyncConnection, actor: Actor, now: datetime, escalation_id: int, *, zone: tzinfo | None = None
) -> EscalationView:
    """Warn the enterprise in writing (催告), once a local day; the task stays open.

    Raises:
        NotAllowed: no seat with `escalation.decide` there. Conflict: "escalation-over".
    """
    view = await hold(db, actor, escalation_id)
    local = await jurisdictions.zone_of(db, view.jurisdiction_id, zone)
    told = await enterprise_mail.tell(
        db,
        now,
        view.enterprise_id,
        f"warned:{escalation_id}:{now.astimezone(local):%Y%m%d}",
        "outbox-warned",
        {
            "enterprise": view.enterprise,
            "measure": clause(view.matter),
            "about": "yes" if view.matter else "no",
            "office": view.level,
            **await campaign_values(db, view.self_check_id),
        },
        {"kind": "done", "id": view.finding_id} if view.finding_id is not None else None,
        zone=zone,
        self_check_id=view.self_check_id,
    )
    today = now.astimezone(local).date()
    await _change(db, escalation_id, warned=Escalation.warned + 1, warned_on=today)
    await audit.write(db, actor, now, "warn", "escalation", escalation_id, {"told": told})
    return await get_escalation(db, actor, escalation_id)


async def hand_up(
    db: AsyncConnection,
    actor: Actor,
    now: datetime,
    escalation_id: int,
    reason: str,
    *,
    zone: tzinfo | None = None,
) -> EscalationView:
    """Hand a task up to the office above, with a reason; that office is told, not at night.

    Raises:
        NotAllowed, Conflict: as `decide`. Invalid: "escalation-top": there is none above (see `referrals`);
            "text-empty", "text-long".
    """
    view = await hold(db, actor, escalation_id, undecided=True)
    if view.parent_id is None:
        raise Invalid("error-invalid-escalation-top")
    reason = tidy(reason, MAX_REASON)
    await _change(
        db, escalation_id, jurisdiction_id=view.parent_id, raised=Escalation.raised + 1, reason=reason
    )
    await office_mail.take_back_of(db, f"escalation:{escalation_id}")
    await reminder_access.drop(db, (), [view.enterprise_id])  # who decided it so far is not reminded of it
    await audit.write(db, actor, now, "hand-up", "escalation", escalation_id, {"from": view.jurisdiction_id})
    said = (view.enterprise, view.kind, reason)
    of = view.enterprise_id
    await tell_office(
        db,
        now,
        escalation_id,
        view.parent_id,
        *said,
        zone,
        enterprise_id=of,
        self_check_id=view.self_check_id,
        with_file=True,
    )
    return await get_escalation(db, actor, escalation_id)


async def decide(
    db: AsyncConnection,
    actor: Actor,
    now: datetime,
    escalation_id: int,
    decision: str | None,
    reason: str,
    *,
    zone: tzinfo | None = None,
) -> EscalationView:
    """Decide a task (suspend, penalty, closure), or drop it (None), with a reason; the enterprise is told of
    a decision. The same again changes nothing.

    Raises:
        NotAllowed, Conflict: as `warn`; "referral-waits": an authority outside has to answer first. Invalid:
        "escalation-decision"; "…-escalation-enforce": the plan gives that office no such decision
        (`escalation_rights`); "text-empty", "text-long".
    """
    reason = tidy(reason, MAX_REASON)
    if decision is not None and decision not in DECISIONS:
        raise Invalid("error-invalid-escalation-decision")
    same = ("dropped" if decision is None else "decided", decision, reason)
    known = await get_escalation(db, actor, escalation_id)
    if (known.state, known.decision, known.reason) == same:
        return known
    try:
        view = await hold(db, actor, escalation_id, undecided=True)
    except Conflict:
        known = await get_escalation(db, actor, escalation_id)
        if (known.state, known.decision, known.reason) == same:
            return known  # the first of two taps was just over
        raise
    if decision is not None:
        where = (view.self_check_id, view.jurisdiction_id)
        place_id = await deciding_place(db, actor, *where, decision)
        if place_id is None:
            raise Invalid("error-invalid-escalation-enforce")
        if place_id != view.jurisdiction_id:  # an office above decides, and in its own name
            await _change(db, escalation_id, jurisdiction_id=place_id)
            view = await get_escalation(db, actor, escalation_id)
    await settle(db, actor, now, view, decision, reason, view.level, zone=zone)
    return await get_escalation(db, actor, escalation_id)


async def settle(
    db: AsyncConnection,
    actor: Actor,
    now: datetime,
    view: EscalationView,
    decision: str | None,
    reason: str,
    decider: str,
    *,
    since_on: date | None = None,
    zone: tzinfo | None = None,
) -> None:
    """End an open task as decided (None: dropped) by `decider`, the name of an office or an authority; the
    measure begins on the local day `since_on` (None: today), the enterprise is told. The caller has checked
    rights and state."""
    escalation_id = view.id
    await _change(
        db,
        escalation_id,
        state="dropped" if decision is None else "decided",
        decision=decision,
        reason=reason,
        decided_by=actor.person_id,
        decided_at=now,
    )
    await office_mail.take_back_of(db, f"escalation:{escalation_id}")
    detail: Mapping[str, Any] = {"decision": decision or "drop"}
    await audit.write(db, actor, now, "decide", "escalation", escalation_id, dict(detail))
    if decision is not None:
        await measures.made(db, actor, now, view, decision, reason, zone, since_on)
        await enterprise_mail.tell(
            db,
            now,
            view.enterprise_id,
            f"escalated:{escalation_id}",
            "outbox-escalation-decided",
            {
                "enterprise": view.enterprise,
                "decision": decision,
                "reason": shortened(reason, 200),
                "office": decider,
                **await campaign_values(db, view.self_check_id),
            },
            {"kind": "resume", "id": view.enterprise_id} if decision == "suspend" else None,
            zone=zone,
        )


async def hold(
    db: AsyncConnection, actor: Actor, escalation_id: int, *, undecided: bool = False
) -> EscalationView:
    """The open task, held until commit, for who may decide it; `undecided`: which no authority outside has to
    answer.

    Raises:
        NotAllowed, Conflict: as `decide`.
    """
    await _change(db, escalation_id, state=Escalation.state)
    view = await get_escalation(db, actor, escalation_id)
    await staff.require(db, actor, "escalation.decide", view.jurisdiction_id, of=[view.enterprise_id])
    if view.state != "open" or not view.holds:
        raise Conflict("error-conflict-escalation-over")
    await require_running(db, view.self_check_id)
    if undecided and view.is_referred:
        raise Conflict("error-conflict-referral-waits")
    return view


async def _change(db: AsyncConnection, escalation_id: int, **values: Any) -> None:
    await db.execute(update(Escalation).where(Escalation.id == escalation_id).values(**values))
