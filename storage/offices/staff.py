"""Staff: who has a seat in which office, and whether a seat's right reaches a place. Deny by default."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, bindparam, case, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.base import audit
from storage.base.audit import Actor
from storage.base.database import upsert
from storage.base.errors import NotAllowed, NotFound, SeatEnded
from storage.base.rights import ON_ENTERPRISES, ROLES, allows, is_operator, require_operator, require_person
from storage.base.rows import from_row, from_rows
from storage.offices import plan_rights, recusals
from storage.offices.jurisdictions import above_cte, below_cte
from storage.tables.offices import SEAT_HELD, Jurisdiction, Staff
from storage.tables.people import Person


@dataclass(frozen=True, slots=True)
class Seat:
    """An active seat. `jurisdiction_id`: the place whose office it is; it reaches that place and below."""

    id: int
    person_id: int
    jurisdiction_id: int
    role: str
    department: str
    name: str

    def allows(self, right: str) -> bool:
        """Whether the seat's role has a right (in its place and below)."""
        return allows(right, self.role, self.department)


@dataclass(frozen=True, slots=True)
class StaffLine(Seat):
    """A seat in a list, with its place."""

    jurisdiction: str
    """Code of the place."""
    jurisdiction_name: str
    joined_at: datetime


_COLUMNS = (Staff.id, Staff.person_id, Staff.jurisdiction_id, Staff.role, Staff.department, Staff.name)
_IN_LIST = (
    *_COLUMNS,
    Jurisdiction.code.label("jurisdiction"),
    Jurisdiction.name.label("jurisdiction_name"),
    Staff.joined_at,
)
_above = above_cte(bindparam("leaf"))
_reaching = (
    select(*_COLUMNS)
    .join(_above, _above.c.id == Staff.jurisdiction_id)
    .where(Staff.person_id == bindparam("person_id"), Staff.revoked_at.is_(None))
    .order_by(_above.c.depth)
)


async def require(
    db: AsyncConnection,
    actor: Actor,
    right: str,
    jurisdiction_id: int,
    *,
    of: Collection[int] | None = None,
    alone: bool = False,
    campaign: int | None = None,
) -> Seat | None:
    """Require `right` in that place, by a seat there or above it; return the seat nearest to it, or None for
    the command line and the system, which may do everything.

    Rights of `ON_ENTERPRISES` need `of`: the enterprises that are acted on, () for none in particular. A
    person who acts or acted for one of them is refused (回避); with `alone`, only if for each of them. Rights
    of `plan_rights.BY_PLAN` need `campaign`, whose plan may leave them to other departments; 0 for none in
    particular. Read at every call, so that a revoked seat ends at once.

    Raises:
        Recused: a tie to an enterprise of `of`; it names who acts instead. NotAllowed: everybody else without
        the right, and everybody for a place that does not exist. KeyError: there is no such right. TypeError:
        `of` or `campaign` is missing.
    """
    if of is None and right in ON_ENTERPRISES:
        raise TypeError(f"{right} acts on enterprises: say which")
    if campaign is None and right in plan_rights.BY_PLAN:
        raise TypeError(f"{right} is given by plans: say of which campaign")
    if is_operator(actor):
        return None
    barred = await plan_rights.barred(db, right, campaign or 0, jurisdiction_id)
    for seat in await reaching(db, require_person(actor), jurisdiction_id):
        if seat.allows(right) and (seat.jurisdiction_id, seat.department) not in barred:
            if of:
                await recusals.check(
                    db, actor, right, seat.jurisdiction_id, of, alone=alone, campaign=campaign or 0
                )
            return seat
    raise NotAllowed


async def reaching(db: AsyncConnection, person_id: int, jurisdiction_id: int) -> tuple[Seat, ...]:
    """A person's active seats in a place and above it, the nearest first."""
    return await _seats(db, _reaching, leaf=jurisdiction_id, person_id=person_id)


async def may(
    db: AsyncConnection,
    actor: Actor,
    right: str,
    jurisdiction_id: int,
    *,
    of: Collection[int] | None = None,
    alone: bool = False,
    campaign: int | None = None,
) -> bool:
    """Whether `require` would accept the actor."""
    try:
        await require(db, actor, right, jurisdiction_id, of=of, alone=alone, campaign=campaign)
    except NotAllowed:
        return False
    return True


async def list_seats(db: AsyncConnection, person_id: int) -> tuple[Seat, ...]:
    """A person's active seats, in the order of joining."""
    query = select(*_COLUMNS).where(Staff.person_id == bindparam("person_id"), Staff.revoked_at.is_(None))
    return await _seats(db, query.order_by(Staff.id), person_id=person_id)


async def current(db: AsyncConnection, actor: Actor) -> Seat:
    """The seat a person works on now, or their oldest one where that was taken away.

    Raises:
        SeatEnded: a person who has none.
        NotAllowed: not a person.
    """
    query = select(*_COLUMNS).where(Staff.person_id == bindparam("person_id"), Staff.revoked_at.is_(None))
    query = query.join(Person, Person.id == Staff.person_id)
    query = query.order_by(Person.staff_id.is_not_distinct_from(Staff.id).desc(), Staff.id).limit(1)
    found = await _seats(db, query, person_id=require_person(actor))
    if not found:
        raise SeatEnded
    return found[0]


async def hold(db: AsyncConnection, actor: Actor) -> None:
    """Keep a person's seats until the transaction ends: who takes one away, or gives it another role, waits,
    and finds what was done by it."""
    own = select(Staff.id).where(Staff.person_id == actor.person_id, Staff.revoked_at.is_(None))
    await db.execute(own.order_by(Staff.id).with_for_update(read=True))


async def list_staff(
    db: AsyncConnection, actor: Actor, jurisdiction_id: int | None = None
) -> tuple[StaffLine, ...]:
    """Active seats of a place and all below it (None: everywhere), by place, heads first.

    Raises:
        NotAllowed: no seat that reaches that place; everywhere is the command line's alone.
    """
    query = select(*_IN_LIST).where(Staff.revoked_at.is_(None))
    values = {}
    if jurisdiction_id is None:
        require_operator(actor)
    else:
        await require(db, actor, "staff.see", jurisdiction_id)
        query = query.where(Staff.jurisdiction_id.in_(select(below_cte().c.id)))
        values["root"] = jurisdiction_id
    rank = case({role: place for place, role in enumerate(reversed(ROLES))}, value=Staff.role)
    query = query.join(Jurisdiction, Jurisdiction.id == Staff.jurisdiction_id)
    rows = await db.execute(query.order_by(Jurisdiction.code, rank, Staff.id), values)
    return from_rows(StaffLine, rows)


async def get_seat(db: AsyncConnection, actor: Actor, staff_id: int) -> StaffLine:
    """An active seat.

    Raises:
        NotFound: there is none. NotAllowed: no seat that reaches its place.
    """
    query = select(*_IN_LIST)
    query = query.join(Jurisdiction, Jurisdiction.id == Staff.jurisdiction_id)
    row = (await db.execute(query.where(Staff.id == staff_id, Staff.revoked_at.is_(None)))).one_or_none()
    if row is None:
        raise NotFound
    await require(db, actor, "staff.see", row.jurisdiction_id)
    return from_row(StaffLine, row)


async def switch_seat(db: AsyncConnection, actor: Actor, now: datetime, staff_id: int) -> None:
    """Make another of the person's seats the current one.

    Raises:
        NotAllowed: it is not an active seat of the person.
    """
    person_id = require_person(actor)
    if staff_id not in {one.id for one in await list_seats(db, person_id)}:
        raise NotAllowed
    done = await db.execute(
        update(Person)
        .where(Person.id == person_id, Person.staff_id.is_distinct_from(staff_id))
        .values(staff_id=staff_id)
    )
    if done.rowcount:
        await audit.write(db, actor, now, "switch-seat", "staff", staff_id)


async def chosen_campaign(db: AsyncConnection, staff_id: int) -> int | None:
    """The campaign chosen at a seat; None: the nearest one is looked at."""
    return (await db.execute(select(Staff.campaign_id).where(Staff.id == staff_id))).scalar()


async def choose_campaign(db: AsyncConnection, actor: Actor, campaign_id: int | None) -> None:
    """Set the campaign that is shown at the current seat, until another is chosen.

    Raises:
        SeatEnded, NotAllowed: see `current`.
    """
    here = await current(db, actor)
    await db.execute(update(Staff).where(Staff.id == here.id).values(campaign_id=campaign_id))


async def seat(
    db: AsyncConnection,
    now: datetime,
    person_id: int,
    jurisdiction_id: int,
    role: str,
    department: str,
    name: str,
) -> int:
    """Give a person a seat, make it the current one and return its id; an active seat in that place takes the
    new role.

    Only joining calls it, after its own checks, and writes the audit row.
    """
    made = (
        await db.execute(
            upsert(db, Staff)
            .values(
                person_id=person_id,
                jurisdiction_id=jurisdiction_id,
                role=role,
                department=department,
                name=name,
                joined_at=now,
            )
            .on_conflict_do_update(
                index_elements=["person_id", "jurisdiction_id"],
                index_where=SEAT_HELD,
                set_={"role": role, "department": department, "name": name},
            )
            .returning(Staff.id)
        )
    ).scalar_one()
    await db.execute(update(Person).where(Person.id == person_id).values(staff_id=made))
    return int(made)


async def _seats(db: AsyncConnection, query: Select[*tuple[Any, ...]], **values: int) -> tuple[Seat, ...]:
    return from_rows(Seat, await db.execute(query, values))
