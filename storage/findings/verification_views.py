"""Rectifications that enterprises say are done, as an office reads them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.base.audit import Actor
from storage.base.errors import NotAllowed
from storage.base.rows import from_row, from_rows
from storage.campaigns.running import running
from storage.findings.rectifications import matter
from storage.offices import staff
from storage.offices.jurisdictions import below_cte
from storage.tables.campaigns import Campaign
from storage.tables.enterprises import Enterprise
from storage.tables.findings import Finding, Rectification
from storage.tables.offices import Jurisdiction
from storage.tables.self_checks import SelfCheck


@dataclass(frozen=True, slots=True)
class DoneView:
    """A rectification with what an officer needs to accept it. Days local, instants UTC, funds in fen."""

    finding_id: int
    self_check_id: int
    campaign_id: int
    enterprise_id: int
    enterprise: str
    place: str
    jurisdiction_id: int
    question: str
    form_digest: str
    finding_state: str
    state: str
    measure: str
    matter: str
    """Its name in messages; see `rectifications.matter`."""
    responsible: str
    due_on: date
    done_at: datetime | None
    rejections: int
    rejected_at: datetime | None
    rejection: str


_view = (
    select(
        Finding.id.label("finding_id"),
        Finding.self_check_id,
        SelfCheck.campaign_id,
        Finding.enterprise_id,
        Enterprise.name.label("enterprise"),
        Jurisdiction.name.label("place"),
        Enterprise.jurisdiction_id,
        Finding.question,
        SelfCheck.form_digest,
        Finding.state.label("finding_state"),
        Rectification.state,
        Rectification.measure,
        matter().label("matter"),
        Rectification.responsible,
        Rectification.due_on,
        Rectification.done_at,
        Rectification.rejections,
        Rectification.rejected_at,
        Rectification.rejection,
    )
    .join(Finding, Finding.id == Rectification.finding_id)
    .join(SelfCheck, SelfCheck.id == Finding.self_check_id)
    .join(Campaign, Campaign.id == SelfCheck.campaign_id)
    .join(Enterprise, Enterprise.id == Finding.enterprise_id)
    .join(Jurisdiction, Jurisdiction.id == Enterprise.jurisdiction_id)
)


# Rectifications of forms not reviewed yet are looked at together with the form, but not what a visit found.
_waiting = (
    Rectification.state == "done",
    Finding.state == "open",
    or_(SelfCheck.state == "reviewed", Finding.inspection_id.is_not(None)),
    running(),
    (Enterprise.jurisdiction_id + 0).in_(select(below_cte().c.id)),
    Enterprise.state == "active",
)


async def list_waiting(
    db: AsyncConnection,
    actor: Actor,
    jurisdiction_id: int,
    skip: int = 0,
    limit: int = 20,
    *,
    campaign_id: int | None = None,
) -> tuple[DoneView, ...]:
    """List the rectifications that wait to be accepted in a place and all below it, in one campaign or in all
    open ones; the longest due first.

    Raises:
        NotAllowed: no seat that reaches that place.
    """
    await staff.require(db, actor, "review.see", jurisdiction_id)
    query = _in(campaign_id).order_by(Rectification.due_on, Rectification.id)
    rows = await db.execute(query.offset(skip).limit(limit), {"root": jurisdiction_id})
    return from_rows(DoneView, rows)


async def count_waiting(
    db: AsyncConnection, actor: Actor, jurisdiction_id: int, *, campaign_id: int | None = None
) -> int:
    """Count the rectifications that wait to be accepted.

    Raises:
        NotAllowed: no seat that reaches that place.
    """
    await staff.require(db, actor, "review.see", jurisdiction_id)
    counted = select(func.count()).select_from(_in(campaign_id).subquery())
    return int((await db.execute(counted, {"root": jurisdiction_id})).scalar_one())


def _in(campaign_id: int | None) -> Any:
    found = _view.where(*_waiting)
    return found if campaign_id is None else found.where(SelfCheck.campaign_id == campaign_id)


async def find_done(db: AsyncConnection, finding_id: int) -> DoneView | None:
    """A finding's rectification; the caller checks the right."""
    row = (await db.execute(_view.where(Finding.id == finding_id))).first()
    return None if row is None else from_row(DoneView, row)


async def get_done(db: AsyncConnection, actor: Actor, finding_id: int) -> DoneView:
    """A finding's rectification, for an office.

    Raises:
        NotAllowed: no seat that reaches the enterprise; an unknown one is refused like any other.
    """
    view = await find_done(db, finding_id)
    if view is None:
        raise NotAllowed
    await staff.require(db, actor, "review.see", view.jurisdiction_id)
    return view


def _values(row: Any) -> list[Any]:
    return list(row)  # the type checker counts the columns of a Row
