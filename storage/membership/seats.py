"""Seats changed and taken away, and what ends with them. Joining is in `staff_invites`."""

from __future__ import annotations

from datetime import datetime

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
    row = (
        await db.execute(
            select(
                Staff.person_id, Staff.jurisdiction_id, Staff.role, Staff.department, Staff.revoked_at
            ).where(Staff.id == staff_id)
        )
    ).one_or_none()
    if row is None:
        raise NotFound if is_operator(actor) else NotAllowed
    own = not is_operator(actor) and require_person(actor) == row.person_id
    if not own and not await _keeps(db, actor, row.jurisdiction_id, row.department):
        raise NotAllowed
    if row.revoked_at is not None:
        return False
    if own and row.role == "head" and not await _other_head(db, row.jurisdiction_id, staff_id):
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
    row = (
        await db.execute(
            select(Staff.person_id, Staff.jurisdiction_id, Staff.role, Staff.department)
            .where(Staff.id == staff_id, Staff.revoked_at.is_(None))
            .with_for_update()
        )
    ).one_or_none()
    if row is None:
        raise NotFound if is_operator(actor) else NotAllowed
    if not await _keeps(db, actor, row.jurisdiction_id, row.department):
        raise NotAllowed
    if row.role == role:
        return False
    if row.role == "head" and not await _other_head(db, row.jurisdiction_id, staff_id):
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


async def _other_head(db: AsyncConnection, jurisdiction_id: int, staff_id: int) -> bool:
    """Require another head of the office; two heads leaving at once must not both see the other."""
    heads = (
        await db.execute(
            select(Staff.id)
            .where(Staff.jurisdiction_id == jurisdiction_id, Staff.role == "head", Staff.revoked_at.is_(None))
            .order_by(Staff.id)
            .with_for_update()
        )
    ).scalars()
    return any(one != staff_id for one in heads)


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
