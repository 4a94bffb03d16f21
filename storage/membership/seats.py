"""Seats changed and taken away, and what ends with them. Joining is in `staff_invites`."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import func, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.base import audit
from storage.base.audit import Actor
from storage.base.errors import Conflict, Invalid, NotAllowed, NotFound
from storage.base.rights import ROLES, is_operator, keeps_staff_of, require_person
from storage.membership import consequences
from storage.offices import staff
from storage.offices.jurisdictions import below_cte
from storage.tables.offices import Staff, StaffInvite
from storage.tables.people import Person


async def revoke(db: AsyncConnection, actor: Actor, now: datetime, staff_id: int) -> bool:
    """Take a seat away; False if it was taken before. With it go the invites that the person made there and
    what waits in the outbox for them as its officer; their cases go back into the queue.

    Raises:
        NotFound: no such seat (for the command line; others may not know).
        NotAllowed: neither one's own seat, nor the command line, nor a head who may invite to it.
        Conflict: `last-head`: one's own seat, and nobody would be left who heads that office.
    """
    row, has_other_head = await _hold(db, staff_id)
    if row is None:
        raise NotFound if is_operator(actor) else NotAllowed
    own = not is_operator(actor) and require_person(actor) == row.person_id
    if not own and not await _keeps(db, actor, row.jurisdiction_id, row.department):
        raise NotAllowed
    if row.revoked_at is not None:
        return False
    if own and row.role == "head" and not has_other_head:
        raise Conflict("error-conflict-last-head")
    done = await db.execute(
        update(Staff).where(Staff.id == staff_id, Staff.revoked_at.is_(None)).values(revoked_at=now)
    )
    if not done.rowcount:
        return False
    await _end(db, now, staff_id, row.person_id, row.jurisdiction_id)
    detail = {"person": row.person_id, "role": row.role, "department": row.department}
    await audit.write(db, actor, now, "revoke-staff", "staff", staff_id, detail)
    await consequences.settle(db, actor, now, people=[row.person_id])
    return True


async def change_role(db: AsyncConnection, actor: Actor, now: datetime, staff_id: int, role: str) -> bool:
    """Give a seat another role; False if it has it. What waits for a right that goes is taken back,
    cases they may not go on with go back into the queue.

    Raises:
        NotFound: no such seat, or taken away (for the command line; others may not know).
        NotAllowed: neither the command line nor a head who may invite to it.
        Invalid: `role`. Conflict: `last-head`: nobody would be left who heads that office.
    """
    if role not in ROLES:
        raise Invalid("error-invalid-role")
    row, has_other_head = await _hold(db, staff_id)
    if row is None or row.revoked_at is not None:
        raise NotFound if is_operator(actor) else NotAllowed
    if not await _keeps(db, actor, row.jurisdiction_id, row.department):
        raise NotAllowed
    if row.role == role:
        return False
    if row.role == "head" and not has_other_head:
        raise Conflict("error-conflict-last-head")
    await db.execute(update(Staff).where(Staff.id == staff_id).values(role=role))
    detail = {"person": row.person_id, "from": row.role, "to": role}
    await audit.write(db, actor, now, "change-role", "staff", staff_id, detail)
    await consequences.settle(db, actor, now, people=[row.person_id])
    return True


async def _keeps(db: AsyncConnection, actor: Actor, jurisdiction_id: int, department: str) -> bool:
    if is_operator(actor):
        return True
    seats = await staff.reaching(db, require_person(actor), jurisdiction_id)
    return any(one.allows("staff.revoke") and keeps_staff_of(one.department, department) for one in seats)


async def _hold(db: AsyncConnection, staff_id: int) -> tuple[Any, bool]:
    """A seat (None: there is none), and whether its office has another head.

    The seat and all heads of its office are held until the transaction ends, always in the same order: of two
    heads who leave at once, or send one another away, the second finds what the first has done.
    """
    columns = (Staff.id, Staff.person_id, Staff.jurisdiction_id, Staff.role, Staff.department)
    office = select(Staff.jurisdiction_id).where(Staff.id == staff_id).scalar_subquery()
    is_head = (Staff.jurisdiction_id == office) & (Staff.role == "head") & Staff.revoked_at.is_(None)
    query = select(*columns, Staff.revoked_at).where((Staff.id == staff_id) | is_head)
    rows = (await db.execute(query.order_by(Staff.id).with_for_update())).all()
    row = next((one for one in rows if one.id == staff_id), None)
    return row, any(one.id != staff_id for one in rows)


async def _end(
    db: AsyncConnection, now: datetime, staff_id: int, person_id: int, jurisdiction_id: int
) -> None:
    other = (
        select(func.min(Staff.id))
        .where(Staff.person_id == person_id, Staff.revoked_at.is_(None))
        .scalar_subquery()
    )
    await db.execute(
        update(Person).where(Person.id == person_id, Person.staff_id == staff_id).values(staff_id=other)
    )
    await db.execute(
        update(StaffInvite)
        .where(
            StaffInvite.created_by == person_id,
            StaffInvite.jurisdiction_id.in_(select(below_cte().c.id)),
            text("used_at IS NULL AND revoked_at IS NULL"),
        )
        .values(revoked_at=now),
        {"root": jurisdiction_id},
    )
