"""Inspections planned by an office: announced to the enterprise, or not.

Where one came from is not in them: it may be a report or a plan. So no row says who planned it or when, and
the audit trail has nothing of one that is not announced before it begins, whichever way it was planned.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from typing import Any

from sqlalchemy import delete, exists, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.base import audit
from storage.base.audit import Actor
from storage.base.database import upsert
from storage.base.errors import Conflict, Invalid, NotAllowed, NotFound
from storage.base.rights import DEPARTMENTS
from storage.base.rows import from_rows
from storage.enterprises.mail import days
from storage.enterprises.registry import held
from storage.inspections import mail
from storage.offices import mail as office_mail
from storage.offices import recusals, staff
from storage.offices.jurisdictions import below_cte
from storage.offices.staff import Seat
from storage.tables.enterprises import Enterprise
from storage.tables.inspections import STANDS, Inspection, InspectionDepartment, InspectionOfficer, random_key

RIGHT = mail.RIGHT
FARTHEST = 90
"""Days ahead of the last one for which a visit is planned."""


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
    """Store a planned visit; the same one again changes nothing. The caller has checked the right.

    Raises:
        Invalid: "inspection-day": not a later day, or more than 90 days ahead. NotFound: no such enterprise.
    """
    if not 1 <= (on - today).days <= FARTHEST:
        raise Invalid("error-invalid-inspection-day")
    await _write(db, jurisdiction_id, department, enterprise_id, on)


async def schedule(
    db: AsyncConnection,
    actor: Actor,
    now: datetime,
    enterprise_id: int,
    on: date,
    *,
    today: date,
    announced: bool = False,
    zone: tzinfo | None = None,
) -> int:
    """Plan a visit of one's own department, today or later; return its id. An announced one is told to
    the enterprise. The same again changes nothing.

    Raises:
        Invalid: "inspection-day": before today, or more than 90 days ahead; "inspection-announced": an
            announced one needs a later day. NotFound: no such enterprise.
        NotAllowed: no seat with `inspection.do` there. Conflict: "inspection-again": that day's is over.
    """
    place = select(Enterprise.jurisdiction_id).where(Enterprise.id == enterprise_id)
    found = (await db.execute(held(place))).scalar()
    if found is None:
        raise NotFound
    seat = await staff.require(db, actor, RIGHT, found, of=[enterprise_id])
    if seat is None:  # visits are made by departments
        raise NotAllowed
    if not 0 <= (on - today).days <= FARTHEST:
        raise Invalid("error-invalid-inspection-day")
    if announced and on == today:
        raise Invalid("error-invalid-inspection-announced")
    row = await _write(db, seat.jurisdiction_id, seat.department, enterprise_id, on)
    if row.state not in ("planned", "open"):
        raise Conflict("error-conflict-inspection-again")
    if announced and row.state == "planned" and not row.announced:
        await db.execute(update(Inspection).where(Inspection.id == row.id).values(announced=True))
        await audit.write(db, actor, now, "inspection-announced", "inspection", row.id)
        await mail.tell_enterprise(
            db, now, row.id, enterprise_id, seat.department, "outbox-inspection", zone, day=on
        )
    return int(row.id)


async def _write(
    db: AsyncConnection, jurisdiction_id: int, department: str, enterprise_id: int, on: date
) -> Any:
    """The visit of a department on a day, created where there is none; a dropped one is planned again, a
    begun one stays as it is."""
    known = select(Enterprise.id).where(Enterprise.id == enterprise_id, Enterprise.state == "active")
    if (await db.execute(held(known))).first() is None:
        raise NotFound
    key = {
        "enterprise_id": enterprise_id,
        "jurisdiction_id": jurisdiction_id,
        "department": department,
        "planned_on": on,
    }
    await db.execute(
        upsert(db, Inspection)
        .values(id=random_key(), state="planned", **key)
        .on_conflict_do_update(
            index_elements=list(key),
            index_where=STANDS,
            set_={"state": "planned", "announced": False, "campaign_id": None},
            where=Inspection.state.in_(("dropped", "ended")) & Inspection.begun_at.is_(None),
        )
    )
    of = select(Inspection.id, Inspection.state, Inspection.announced).filter_by(**key)
    return (await db.execute(of.where(Inspection.state != "voided"))).one()


async def take(db: AsyncConnection, actor: Actor, inspection_id: int) -> tuple[Any, Seat]:
    """A visit locked until the transaction ends, and the seat by which the actor takes part in it.

    Raises:
        NotFound: there is none, it is other departments', or to an enterprise of the actor's: that one is
            to be inspected is not said.
    """
    await db.execute(update(Inspection).where(Inspection.id == inspection_id).values(state=Inspection.state))
    row = (await db.execute(select(Inspection).where(Inspection.id == inspection_id))).one_or_none()
    if row is None or actor.person_id is None:
        raise NotFound
    if row.enterprise_id in await recusals.tied_enterprises(db, actor.person_id):
        raise NotFound
    taking_part = await departments(db, row)
    for seat in await staff.reaching(db, actor.person_id, row.jurisdiction_id):
        if seat.allows(RIGHT) and seat.department in taking_part:
            return row, seat
    raise NotFound


async def departments(db: AsyncConnection, row: Any) -> tuple[str, ...]:
    """The departments of a visit, the leading one first."""
    more = select(InspectionDepartment.department).where(InspectionDepartment.inspection_id == row.id)
    others = set((await db.execute(more)).scalars()) - {row.department}
    return (row.department, *(one for one in DEPARTMENTS if one in others))


async def join(
    db: AsyncConnection,
    actor: Actor,
    now: datetime,
    inspection_id: int,
    department: str,
    *,
    joins: bool,
    zone: tzinfo | None = None,
) -> None:
    """Ask another department to join a visit (联合执法), or withdraw that, until the visit ends. Its people
    of the nearest office are told. Idempotent.

    Raises:
        NotFound: see `take`. Conflict: "inspection-over". Invalid: "inspection-department": no other
            department, or one whose people wrote something down already.
    """
    row, _ = await take(db, actor, inspection_id)
    if row.state not in ("planned", "open"):
        raise Conflict("error-conflict-inspection-over")
    if department not in DEPARTMENTS or department == row.department:
        raise Invalid("error-invalid-inspection-department")
    key = {"inspection_id": inspection_id, "department": department}
    if not joins:
        if await _has_recorded(db, inspection_id, department):
            raise Invalid("error-invalid-inspection-department")
        await db.execute(delete(InspectionDepartment).filter_by(**key))
        return
    done = await db.execute(upsert(db, InspectionDepartment).values(**key).on_conflict_do_nothing())
    if done.rowcount == 0:
        return
    name = select(Enterprise.name).where(Enterprise.id == row.enterprise_id)
    await mail.tell_department(
        db,
        now,
        row.jurisdiction_id,
        row.enterprise_id,
        department,
        f"inspection-joint:{inspection_id}:{department}",
        "outbox-inspection-joint",
        {
            "enterprise": (await db.execute(name)).scalar_one(),
            "department": row.department,
            **days("day", row.planned_on, now),
        },
        zone=zone,
        inspection_id=inspection_id,
    )


async def _has_recorded(db: AsyncConnection, inspection_id: int, department: str) -> bool:
    from_it = exists().where(
        InspectionOfficer.inspection_id == inspection_id, InspectionOfficer.department == department
    )
    return bool((await db.execute(select(from_it))).scalar())


async def drop(
    db: AsyncConnection, actor: Actor, now: datetime, inspection_id: int, *, zone: tzinfo | None = None
) -> None:
    """Call a visit off, or break it off: nothing of it counts. An enterprise that was told of it is told
    that too. Idempotent.

    Raises:
        NotFound: see `take`. Conflict: "inspection-over": it is done.
    """
    row, _ = await take(db, actor, inspection_id)
    if row.state in ("done", "voided"):
        raise Conflict("error-conflict-inspection-over")
    if row.state in ("dropped", "ended"):
        return
    await db.execute(update(Inspection).where(Inspection.id == inspection_id).values(state="dropped"))
    await audit.write(db, actor, now, "inspection-dropped", "inspection", inspection_id)
    await office_mail.take_back_of(db, f"inspection-joint:{inspection_id}")
    if row.announced and row.state == "planned" and await mail.take_back(db, inspection_id):
        await mail.tell_enterprise(
            db,
            now,
            inspection_id,
            row.enterprise_id,
            row.department,
            "outbox-inspection-off",
            zone,
            day=row.planned_on,
        )


def mine(department: str) -> Any:
    """Whether a visit belongs to one of a department's, as a condition on `Inspection`."""
    joined = exists().where(
        InspectionDepartment.inspection_id == Inspection.id, InspectionDepartment.department == department
    )
    return or_(Inspection.department == department, joined)


async def list_planned(db: AsyncConnection, actor: Actor) -> tuple[InspectionLine, ...]:
    """The planned and begun visits of the acting person's department, in the place of their seat and
    below, without those to their own enterprises.

    Raises:
        SeatEnded, NotAllowed: no seat, or none with the right.
    """
    seat = await staff.current(db, actor)
    await staff.require(db, actor, RIGHT, seat.jurisdiction_id, of=())
    rows = await db.execute(
        select(
            Inspection.id,
            Inspection.enterprise_id,
            Enterprise.name.label("enterprise"),
            Inspection.department,
            Inspection.planned_on,
            Inspection.state,
        )
        .join(Enterprise, Enterprise.id == Inspection.enterprise_id)
        .where(
            Inspection.state.in_(("planned", "open")),
            mine(seat.department),
            Inspection.jurisdiction_id.in_(select(below_cte().c.id)),
            Inspection.enterprise_id.not_in(await recusals.tied_enterprises(db, seat.person_id)),
        )
        .order_by(Inspection.planned_on, Enterprise.name),
        {"root": seat.jurisdiction_id},
    )
    return from_rows(InspectionLine, rows)


async def made_of(db: AsyncConnection, enterprise_id: int) -> tuple[dict[str, Any], ...]:
    """The inspections that were made of an enterprise, for its records.

    Those that are planned may follow a report: they are in no copy of the enterprise's records.
    """
    made = select(
        Inspection.id,
        Inspection.enterprise_id,
        Inspection.department,
        Inspection.planned_on,
        Inspection.state,
        Inspection.done_on,
        Inspection.present,
        Inspection.due_on,
        Inspection.ordered,
    )
    made = made.where(Inspection.enterprise_id == enterprise_id, Inspection.state == "done")
    rows = await db.execute(made.order_by(Inspection.planned_on, Inspection.department))
    return tuple(dict(row._mapping) for row in rows)
