"""Marks people as unreachable when delivery fails for good, and as reachable when they write again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import case, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.base import audit
from storage.base.audit import Actor
from storage.base.rights import require_operator
from storage.people import accounts
from storage.tables.enterprises import Enterprise
from storage.tables.offices import Jurisdiction
from storage.tables.people import Account, Contact, Person, is_live


@dataclass(frozen=True, slots=True)
class Reach:
    """Reachability of the active enterprises of one place: their contacts, those whom no message reaches, and
    the enterprises without a contact that can be reached."""

    code: str
    name: str
    contacts: int
    unreachable: int
    silent: int


async def fall_back(
    db: AsyncConnection, actor: Actor, now: datetime, person_id: int, address: int, problem: str
) -> bool:
    """Mark an account as unreachable; True if the person's messages go to another one instead.

    Raises:
        NotAllowed: a person in the chat.
    """
    require_operator(actor)
    of = (Account.person_id == person_id, is_live)
    await db.execute(
        update(Account)
        .where(*of, Account.address == address, Account.unreachable_at.is_(None))
        .values(unreachable_at=now, unreachable_reason=problem[:200])
    )
    other = select(func.max(Account.id)).where(*of, Account.unreachable_at.is_(None)).scalar_subquery()
    done = await db.execute(
        update(Person)
        .where(Person.id == person_id, other.is_not(None))
        .values(account_id=other, unreachable_at=None)
    )
    return bool(done.rowcount)


async def mark_unreachable(db: AsyncConnection, actor: Actor, now: datetime, person_id: int) -> bool:
    """Mark a person as unreachable, no account of theirs being left; False if that was known.

    Raises:
        NotAllowed: a person in the chat.
    """
    require_operator(actor)
    done = await db.execute(
        update(Person)
        .where(Person.id == person_id, Person.unreachable_at.is_(None))
        .values(unreachable_at=now)
    )
    if done.rowcount:
        await audit.write(db, actor, now, "mark-unreachable", "person", person_id)
    return bool(done.rowcount)


async def mark_reachable(
    db: AsyncConnection, actor: Actor, now: datetime, person_id: int, address: int | None = None
) -> bool:
    """The person writes again, or a message went through; False if nothing was marked.

    `address`: from which they write, and where their messages go from now on.

    Raises:
        NotAllowed: somebody else in the chat.
    """
    if actor.person_id != person_id:
        require_operator(actor)
    if address is not None:
        await db.execute(
            update(Account)
            .where(Account.person_id == person_id, Account.address == address, is_live)
            .values(unreachable_at=None, unreachable_reason=None)
        )
        await accounts.use(db, person_id, address)
    done = await db.execute(
        update(Person)
        .where(Person.id == person_id, Person.unreachable_at.is_not(None))
        .values(unreachable_at=None)
    )
    if done.rowcount:
        await audit.write(db, actor, now, "mark-reachable", "person", person_id)
    return bool(done.rowcount)


async def count(db: AsyncConnection) -> tuple[int, int]:
    """People with a row, and how many of them no message reaches."""
    query = select(func.count(), func.count(Person.unreachable_at))
    total, unreachable = (await db.execute(query)).one()
    return int(total), int(unreachable)


async def by_place(db: AsyncConnection) -> list[Reach]:
    """Places with active enterprises, those with the most unreachable people first."""
    of_one = (
        select(
            Enterprise.jurisdiction_id,
            func.count(Contact.id).label("contacts"),
            func.count(Person.unreachable_at).label("unreachable"),
        )
        .outerjoin(Contact, Contact.enterprise_id == Enterprise.id)
        .outerjoin(Person, Person.id == Contact.person_id)
        .where(Enterprise.state == "active")
        .group_by(Enterprise.id, Enterprise.jurisdiction_id)
        .subquery()
    )
    is_silent = case((of_one.c.contacts == of_one.c.unreachable, 1))
    query = (
        select(
            Jurisdiction.code,
            Jurisdiction.name,
            func.sum(of_one.c.contacts),
            func.sum(of_one.c.unreachable),
            func.count(is_silent),
        )
        .join(Jurisdiction, Jurisdiction.id == of_one.c.jurisdiction_id)
        .group_by(Jurisdiction.id, Jurisdiction.code, Jurisdiction.name)
    )
    found = [
        Reach(code, name, int(all_), int(gone), silent)
        for code, name, all_, gone, silent in await db.execute(query)
    ]
    return sorted(found, key=lambda one: (-one.silent, -one.unreachable, one.code))
