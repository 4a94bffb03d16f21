"""Routine inspections planned by an office. Where one came from is not in them: it may be a report or a plan.

The enterprise is told nothing: an inspection that is announced finds nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.base import audit
from storage.base.audit import Actor
from storage.base.database import upsert
from storage.base.errors import Invalid, NotFound
from storage.offices import recusals, staff
from storage.offices.jurisdictions import below_cte
from storage.tables.enterprises import Enterprise
from storage.tables.reviews import Inspection

RIGHT = "report.inspect"


@dataclass(frozen=True, slots=True)
class InspectionLine:
    """An inspection in a list."""

    id: int
    enterprise_id: int
    enterprise: str
    department: str
    planned_on: date
    state: str


async def plan(
    db: AsyncConnection, jurisdiction_id: int, department: str, enterprise_id: int, on: date, today: date
) -> None:
    """Write a visit down; the same one again changes nothing. The caller has checked the right, and audits.

    Raises:
        Invalid: "inspection-day": not a later day, or more than 90 days ahead. NotFound: no such enterprise.
    """
    if not 1 <= (on - today).days <= 90:
        raise Invalid("error-invalid-inspection-day")
    known = select(Enterprise.id).where(Enterprise.id == enterprise_id, Enterprise.state == "active")
    if (await db.execute(known)).first() is None:
        raise NotFound
    await db.execute(
        upsert(db, Inspection)
        .values(
            jurisdiction_id=jurisdiction_id,
            department=department,
            enterprise_id=enterprise_id,
            planned_on=on,
            state="planned",
        )
        .on_conflict_do_update(
            index_elements=["enterprise_id", "jurisdiction_id", "department", "planned_on"],
            set_={"state": "planned"},
        )
    )


async def list_planned(db: AsyncConnection, actor: Actor) -> tuple[InspectionLine, ...]:
    """The visits the acting person's department has before it, in the place of their seat and below, without
    those to their own enterprises.

    Raises:
        SeatEnded, NotAllowed: no seat, or none with the right.
    """
    seat = await staff.current(db, actor)
    await staff.require(db, actor, RIGHT, seat.jurisdiction_id, of=())
    rows = await db.execute(
        select(
            Inspection.id,
            Inspection.enterprise_id,
            Enterprise.name,
            Inspection.department,
            Inspection.planned_on,
            Inspection.state,
        )
        .join(Enterprise, Enterprise.id == Inspection.enterprise_id)
        .where(
            Inspection.state == "planned",
            Inspection.department == seat.department,
            Inspection.jurisdiction_id.in_(select(below_cte().c.id)),
            Inspection.enterprise_id.not_in(await recusals.own(db, seat.person_id)),
        )
        .order_by(Inspection.planned_on, Enterprise.name),
        {"root": seat.jurisdiction_id},
    )
    return tuple(InspectionLine(*row) for row in rows)


async def made_of(db: AsyncConnection, enterprise_id: int) -> tuple[dict[str, Any], ...]:
    """The inspections of an enterprise for its records: department and day of each.

    Inspections after a report may be among an office's own records, and are in no copy of the enterprise's.
    """
    made = select(Inspection.enterprise_id, Inspection.department, Inspection.planned_on, Inspection.state)
    made = made.where(Inspection.enterprise_id == enterprise_id, Inspection.state == "done")
    rows = await db.execute(made.order_by(Inspection.planned_on, Inspection.department))
    return tuple(dict(row._mapping) for row in rows)


async def finish(db: AsyncConnection, actor: Actor, now: datetime, inspection_id: int, state: str) -> None:
    """Say that a visit was made (`done`) or is not needed (`dropped`). Idempotent.

    Raises:
        NotFound: there is none, or it is another department's.
    """
    found = (
        await db.execute(
            select(Inspection.jurisdiction_id, Inspection.department, Inspection.enterprise_id).where(
                Inspection.id == inspection_id
            )
        )
    ).one_or_none()
    if found is None:
        raise NotFound
    if actor.person_id is not None and found.enterprise_id in await recusals.own(db, actor.person_id):
        raise NotFound  # that one's own enterprise is to be inspected is not said
    seat = await staff.require(db, actor, RIGHT, found.jurisdiction_id, of=())
    if seat is None or seat.department != found.department:
        raise NotFound
    changed = await db.execute(
        update(Inspection)
        .where(Inspection.id == inspection_id, Inspection.state == "planned")
        .values(state=state)
    )
    if changed.rowcount:
        await audit.write(db, actor, now, f"inspection-{state}", "inspection", inspection_id)
