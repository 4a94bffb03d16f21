"""Devices of people on the page: counting them, and ending all of a person by those who may."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.base import audit
from storage.base.audit import Actor
from storage.base.errors import NotAllowed, NotFound
from storage.base.rights import is_operator, keeps_staff_of, require_operator, require_person
from storage.offices import staff
from storage.tables.enterprises import Enterprise
from storage.tables.offices import Staff
from storage.tables.people import Account, Contact
from storage.tables.web import WebLogin, WebPin, WebSession


@dataclass(frozen=True, slots=True)
class Own:
    """A person's devices that are let in. `used_on`: the last local day one of them was used; `has_pin`:
    a further one is asked for the PIN."""

    count: int
    used_on: date | None
    has_pin: bool


async def get(db: AsyncConnection, actor: Actor) -> Own:
    """The acting person's devices. Reads only.

    Raises:
        NotAllowed: not a person.
    """
    person_id = require_person(actor)
    of_person = select(func.count(), func.max(WebSession.used_on)).where(
        WebSession.account_id.in_(_accounts([person_id])), WebSession.ended_at.is_(None)
    )
    count, used_on = (await db.execute(of_person)).one()
    pin = (await db.execute(select(WebPin.person_id).where(WebPin.person_id == person_id))).scalar()
    return Own(int(count), used_on, pin is not None)


async def count_of(db: AsyncConnection, people: Collection[int]) -> int:
    """The number of devices these people have. Reads only."""
    query = select(func.count()).where(
        WebSession.account_id.in_(_accounts(people)), WebSession.ended_at.is_(None)
    )
    return int((await db.execute(query)).scalar_one())


async def end_all(db: AsyncConnection, actor: Actor, now: datetime, person_id: int) -> int:
    """End all devices and open links of a person; return how many devices.

    Raises:
        NotAllowed: neither that person nor the command line.
    """
    if actor.person_id != person_id:
        require_operator(actor)
    return await _end(db, actor, now, [person_id], "person", person_id)


async def end_of_staff(db: AsyncConnection, actor: Actor, now: datetime, staff_id: int) -> int:
    """End all devices of the person of a seat; return how many. Everybody may who may take the seat away.

    Raises:
        NotFound: no such seat (for the command line; others may not know).
        NotAllowed: neither one's own seat, nor the command line, nor a head who may invite to it.
    """
    query = select(Staff.person_id, Staff.jurisdiction_id, Staff.department)
    row = (await db.execute(query.where(Staff.id == staff_id, Staff.revoked_at.is_(None)))).one_or_none()
    if row is None:
        raise NotFound if is_operator(actor) else NotAllowed
    if not is_operator(actor) and require_person(actor) != row.person_id:
        seats = await staff.reaching(db, require_person(actor), row.jurisdiction_id)
        if not any(
            one.allows("staff.revoke") and keeps_staff_of(one.department, row.department) for one in seats
        ):
            raise NotAllowed
    return await _end(db, actor, now, [row.person_id], "staff", staff_id)


async def end_of_enterprise(db: AsyncConnection, actor: Actor, now: datetime, enterprise_id: int) -> int:
    """End all devices of the people who act for an enterprise; return how many.

    Raises:
        NotFound: no such enterprise (for the command line; others may not know).
        NotAllowed: the right `enterprise.keep` is wanted, where the enterprise is. Recused: a tie to it.
    """
    query = select(Enterprise.jurisdiction_id).where(Enterprise.id == enterprise_id)
    if (place := (await db.execute(query)).scalar()) is None:
        raise NotFound if is_operator(actor) else NotAllowed
    await staff.require(db, actor, "enterprise.keep", place, of=[enterprise_id])
    return await _end(db, actor, now, await people_of(db, enterprise_id), "enterprise", enterprise_id)


async def people_of(db: AsyncConnection, enterprise_id: int) -> list[int]:
    """The people who act for an enterprise. Reads only."""
    query = select(Contact.person_id).where(Contact.enterprise_id == enterprise_id)
    return [int(one) for one in (await db.execute(query.distinct())).scalars()]


async def _end(
    db: AsyncConnection, actor: Actor, now: datetime, people: Collection[int], subject: str, subject_id: int
) -> int:
    # The links first: who is just opening one is waited for, and their device is ended with the others.
    await db.execute(delete(WebLogin).where(WebLogin.person_id.in_(people)))
    done = await db.execute(
        update(WebSession)
        .where(WebSession.account_id.in_(_accounts(people)), WebSession.ended_at.is_(None))
        .values(ended_at=now)
    )
    if done.rowcount:
        await audit.write(db, actor, now, "end-devices", subject, subject_id, {"devices": done.rowcount})
    return int(done.rowcount)


def _accounts(people: Collection[int]) -> Select[int]:
    return select(Account.id).where(Account.person_id.in_(people))
