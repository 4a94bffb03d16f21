"""Escalations as they are read: tasks for a person to decide, of a place and all below it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import case, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.base.audit import Actor
from storage.base.errors import NotAllowed
from storage.base.rows import from_row, from_rows
from storage.campaigns.running import running
from storage.findings.rectifications import matter
from storage.offices import staff
from storage.offices.jurisdictions import below_cte
from storage.reviews import referral_views
from storage.tables.campaigns import Campaign
from storage.tables.enterprises import Enterprise
from storage.tables.findings import Finding, Rectification
from storage.tables.offices import Jurisdiction
from storage.tables.reviews import Escalation
from storage.tables.self_checks import SelfCheck


@dataclass(frozen=True, slots=True)
class EscalationView:
    """A task. `level`: name of the place whose office decides; `late`, `measure`, `matter` (its name in
    messages), `rejections` of its rectification (0 and "" without one); `holds`: its cause still exists,
    nothing was rectified meanwhile; `is_referred`: it was handed up to an authority outside that has not
    answered."""

    id: int
    kind: str
    enterprise_id: int
    enterprise: str
    place: str
    self_check_id: int
    finding_id: int | None
    question: str
    form_digest: str
    measure: str
    matter: str
    due_on: date | None
    rejections: int
    jurisdiction_id: int
    level: str
    parent_id: int | None
    state: str
    reason: str
    warned: int
    raised: int
    decision: str | None
    raised_at: datetime
    holds: bool
    is_referred: bool


_office = Jurisdiction.__table__.alias("office")


cause_holds = or_(
    Escalation.finding_id.is_(None) & (Escalation.kind != "recheck"),
    (Escalation.kind == "recheck") & (SelfCheck.state == "draft"),
    (Finding.state == "open") & (Rectification.state == "open"),
)


_view: Any = (
    select(
        Escalation.id,
        Escalation.kind,
        Escalation.enterprise_id,
        Enterprise.name.label("enterprise"),
        Jurisdiction.name.label("place"),
        Escalation.self_check_id,
        Escalation.finding_id,
        func.coalesce(Finding.question, "").label("question"),
        SelfCheck.form_digest,
        func.coalesce(Rectification.measure, "").label("measure"),
        func.coalesce(matter(), "").label("matter"),
        case((Escalation.kind == "recheck", SelfCheck.recheck_on), else_=Rectification.due_on).label(
            "due_on"
        ),
        func.coalesce(Rectification.rejections, 0).label("rejections"),
        Escalation.jurisdiction_id,
        _office.c.name.label("level"),
        _office.c.parent_id,
        Escalation.state,
        Escalation.reason,
        Escalation.warned,
        Escalation.raised,
        Escalation.decision,
        Escalation.raised_at,
        func.coalesce(cause_holds, False).label("holds"),
        referral_views.waits().label("is_referred"),
        Enterprise.jurisdiction_id.label("enterprise_place"),
    )
    .join(Enterprise, Enterprise.id == Escalation.enterprise_id)
    .join(Jurisdiction, Jurisdiction.id == Enterprise.jurisdiction_id)
    .join(_office, _office.c.id == Escalation.jurisdiction_id)
    .join(SelfCheck, SelfCheck.id == Escalation.self_check_id)
    .join(Campaign, Campaign.id == SelfCheck.campaign_id)
    .outerjoin(Finding, Finding.id == Escalation.finding_id)
    .outerjoin(Rectification, Rectification.finding_id == Escalation.finding_id)
)


_open = (Escalation.state == "open", cause_holds, running())


async def list_open(
    db: AsyncConnection,
    actor: Actor,
    jurisdiction_id: int,
    limit: int = 100,
    *,
    campaign_id: int | None = None,
) -> tuple[EscalationView, ...]:
    """The tasks about enterprises of a place and all below it, in one campaign or in all that are open: those
    its own office decides first, then those handed up, the oldest first. Also what an office above decides
    now, to be looked at.

    Raises:
        NotAllowed: no seat that reaches that place.
    """
    await staff.require(db, actor, "escalation.see", jurisdiction_id)
    places = select(below_cte().c.id)
    own = Escalation.jurisdiction_id == jurisdiction_id
    query = _view.where(*_open, (Enterprise.jurisdiction_id + 0).in_(places))
    if campaign_id is not None:
        query = query.where(SelfCheck.campaign_id == campaign_id)
    query = query.order_by(own.desc(), Escalation.raised.desc(), Escalation.id).limit(limit)
    rows = await db.execute(query, {"root": jurisdiction_id})
    return from_rows(EscalationView, rows)


async def get_escalation(db: AsyncConnection, actor: Actor, escalation_id: int) -> EscalationView:
    """A task.

    Raises:
        NotAllowed: no seat that reaches the enterprise; an unknown one is refused like any other.
    """
    row = (await db.execute(_view.where(Escalation.id == escalation_id))).first()
    if row is None:
        raise NotAllowed
    await staff.require(db, actor, "escalation.see", row.enterprise_place)
    return from_row(EscalationView, row)


async def self_checks_of(db: AsyncConnection, escalation_ids: Sequence[int]) -> dict[int, int]:
    """The self-checks these tasks are about, by task."""
    query = select(Escalation.id, Escalation.self_check_id).where(Escalation.id.in_(escalation_ids))
    return {row[0]: row[1] for row in await db.execute(query)}
