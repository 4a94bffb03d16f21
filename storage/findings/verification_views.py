"""Rectifications that enterprises say are done, as an office reads them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, literal_column, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.base.audit import Actor
from storage.base.errors import NotAllowed
from storage.base.rows import from_row, from_rows
from storage.campaigns.running import running
from storage.findings.rectifications import matter
from storage.offices import jurisdictions, staff
from storage.offices.enterprises import OWN, has_few, of_few
from storage.tables.campaigns import Campaign
from storage.tables.enterprises import Enterprise
from storage.tables.findings import Finding, Rectification
from storage.tables.offices import Jurisdiction
from storage.tables.self_checks import SelfCheck

COUNTED = 999
"""Most waiting rectifications that are counted; longer lists are shown as more than that."""


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
    Rectification.state == literal_column("'done'"),
    Finding.state == "open",
    or_(SelfCheck.state == "reviewed", Finding.inspection_id.is_not(None)),
    running(),
    *OWN,
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
    found, places = await _in(db, jurisdiction_id, campaign_id)
    query = found.order_by(Rectification.due_on, Rectification.id).offset(skip).limit(limit)
    rows = await db.execute(query, {"places": places})
    return from_rows(DoneView, rows)


async def count_waiting(
    db: AsyncConnection, actor: Actor, jurisdiction_id: int, *, campaign_id: int | None = None
) -> int:
    """Count the rectifications that wait to be accepted, at most COUNTED + 1.

    Raises:
        NotAllowed: no seat that reaches that place.
    """
    await staff.require(db, actor, "review.see", jurisdiction_id)
    found, places = await _in(db, jurisdiction_id, campaign_id)
    found = found.with_only_columns(Finding.id, maintain_column_froms=True).limit(COUNTED + 1)
    counted = select(func.count()).select_from(found.subquery())
    return int((await db.execute(counted, {"places": places})).scalar_one())


async def _in(db: AsyncConnection, jurisdiction_id: int, campaign_id: int | None) -> tuple[Any, list[int]]:
    """The query of what waits in the places bound, and these."""
    places = list(await jurisdictions.below(db, jurisdiction_id))
    found = _view.where(*_waiting)
    if await has_few(db, places):
        found = found.where(Rectification.enterprise_id.in_(of_few()))
    return (found if campaign_id is None else found.where(SelfCheck.campaign_id == campaign_id)), places


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
