"""The inspections that were made in a place, and how many enterprises were visited."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.base.audit import Actor
from storage.base.rights import DEPARTMENTS
from storage.base.rows import from_row
from storage.inspections.views import MADE, SEE
from storage.offices import staff
from storage.offices.jurisdictions import below_cte
from storage.tables.enterprises import Enterprise
from storage.tables.inspections import (
    Inspection,
    InspectionAnswer,
    InspectionDepartment,
    InspectionFile,
    InspectionOfficer,
)
from storage.tables.offices import Jurisdiction

PAGE = 500
"""Visits of a page of the ledger."""


@dataclass(frozen=True, slots=True)
class MadeLine:
    """A visit that was made. `departments`: the leading one first; `checked`, `faults`: how many questions
    were looked at and failed, without what was voided; `signed`: photos of signed papers; `scope`: as in
    `tables.inspections`. `is_void`: the whole visit was voided (作废), and counts nowhere; `voids`: reasons
    for which it, or a fault of it, was voided."""

    id: int
    enterprise_id: int
    enterprise: str
    place: str
    departments: tuple[str, ...]
    officers: tuple[str, ...]
    done_on: date | None
    checked: int
    faults: int
    due_on: date | None
    ordered: bool
    signed: int
    scope: str = "all"
    is_void: bool = False
    voids: tuple[str, ...] = ()


def _count(model: Any, *where: Any) -> Any:
    counted = select(func.count()).select_from(model).where(model.inspection_id == Inspection.id, *where)
    return counted.correlate(Inspection).scalar_subquery()


_stands = InspectionAnswer.voided_at.is_(None) & (Inspection.state == "done")
_made = (
    select(
        Inspection.id,
        Inspection.enterprise_id,
        Enterprise.name,
        Jurisdiction.name.label("place"),
        Inspection.department,
        Inspection.done_on,
        _count(InspectionAnswer, _stands).label("checked"),
        _count(InspectionAnswer, _stands, InspectionAnswer.verdict == "fail").label("faults"),
        Inspection.due_on,
        Inspection.ordered,
        _count(InspectionFile, InspectionFile.question == "").label("signed"),
        Inspection.scope,
        Inspection.state,
        Inspection.void_reason,
    )
    .join(Enterprise, Enterprise.id == Inspection.enterprise_id)
    .join(Jurisdiction, Jurisdiction.id == Enterprise.jurisdiction_id)
    .where(Inspection.state.in_(MADE), Enterprise.jurisdiction_id.in_(select(below_cte().c.id)))
    .order_by(Inspection.done_on.desc(), Inspection.id)
)


async def list_made(
    db: AsyncConnection,
    actor: Actor,
    jurisdiction_id: int,
    *,
    campaign_id: int | None = None,
    skip: int = 0,
    limit: int | None = 20,
) -> tuple[MadeLine, ...]:
    """Visits made to enterprises of a place and all below it, in one campaign or in any, the newest
    first, voided ones too; planned ones are left out.

    Raises:
        NotAllowed: no seat with `inspection.see` that reaches the place.
    """
    await staff.require(db, actor, SEE, jurisdiction_id)
    return await _list(db, jurisdiction_id, campaign_id, skip, limit)


async def _list(
    db: AsyncConnection, jurisdiction_id: int, campaign_id: int | None, skip: int, limit: int | None
) -> tuple[MadeLine, ...]:
    query = _made if campaign_id is None else _made.where(Inspection.campaign_id == campaign_id)
    rows = (await db.execute(query.offset(skip).limit(limit), {"root": jurisdiction_id})).all()
    ids = [row.id for row in rows]
    more = select(InspectionDepartment.inspection_id, InspectionDepartment.department)
    others = await _by_visit(db, more.where(InspectionDepartment.inspection_id.in_(ids)))
    there = select(InspectionOfficer.inspection_id, InspectionOfficer.name)
    there = there.where(InspectionOfficer.inspection_id.in_(ids)).order_by(InspectionOfficer.person_id)
    officers = await _by_visit(db, there)
    void = select(InspectionAnswer.inspection_id, InspectionAnswer.void_reason).where(
        InspectionAnswer.inspection_id.in_(ids), InspectionAnswer.voided_at.is_not(None)
    )
    voids = await _by_visit(db, void.order_by(InspectionAnswer.question))
    return tuple(
        MadeLine(
            row.id,
            row.enterprise_id,
            row.name,
            row.place,
            (row.department, *(one for one in DEPARTMENTS if one in others.get(row.id, ()))),
            officers.get(row.id, ()),
            row.done_on,
            row.checked,
            row.faults,
            row.due_on if row.faults else None,
            row.ordered and row.faults > 0,
            row.signed,
            row.scope,
            row.state == "voided",
            (row.void_reason,) if row.state == "voided" else voids.get(row.id, ()),
        )
        for row in rows
    )


async def pages_in_campaign(
    db: AsyncConnection, campaign_id: int, jurisdiction_id: int
) -> AsyncIterator[tuple[MadeLine, ...]]:
    """The lines of `list_made` of a campaign, a page at a time. The caller has checked the right."""
    skip = 0
    while page := await _list(db, jurisdiction_id, campaign_id, skip, PAGE):
        yield page
        skip += PAGE


async def count_made(
    db: AsyncConnection,
    actor: Actor,
    jurisdiction_id: int,
    *,
    campaign_id: int | None = None,
    is_void: bool = False,
) -> int:
    """Count the visits that `list_made` lists; `is_void`: those alone that were voided.

    Raises:
        NotAllowed: as there.
    """
    await staff.require(db, actor, SEE, jurisdiction_id)
    query = _made if campaign_id is None else _made.where(Inspection.campaign_id == campaign_id)
    query = query.where(Inspection.state == "voided") if is_void else query
    counted = select(func.count()).select_from(query.order_by(None).subquery())
    return int((await db.execute(counted, {"root": jurisdiction_id})).scalar_one())


async def _by_visit(db: AsyncConnection, query: Any) -> dict[int, tuple[str, ...]]:
    found: dict[int, tuple[str, ...]] = {}
    for inspection_id, name in await db.execute(query):
        found[inspection_id] = (*found.get(inspection_id, ()), name)
    return found


@dataclass(frozen=True, slots=True)
class Coverage:
    """Coverage of a campaign by inspections: `visited` enterprises in `visits`, of which `joint` were
    made by several departments."""

    visited: int
    visits: int
    joint: int


_joint = (
    select(InspectionDepartment.department)
    .where(InspectionDepartment.inspection_id == Inspection.id)
    .correlate(Inspection)
    .exists()
)
_coverage = (
    select(
        func.count(Inspection.enterprise_id.distinct()).label("visited"),
        func.count(Inspection.id).label("visits"),
        func.count(Inspection.id).filter(_joint).label("joint"),
    )
    .join(Enterprise, Enterprise.id == Inspection.enterprise_id)
    .where(
        Inspection.state == "done",
        Inspection.campaign_id == bindparam("campaign"),
        Enterprise.state == "active",
        Enterprise.jurisdiction_id.in_(select(below_cte().c.id)),
    )
)


async def coverage(db: AsyncConnection, campaign_id: int, jurisdiction_id: int) -> Coverage:
    """Counts of inspections of a campaign in a place and all below it. The caller has checked the right."""
    row = (await db.execute(_coverage, {"campaign": campaign_id, "root": jurisdiction_id})).one()
    return from_row(Coverage, row)
