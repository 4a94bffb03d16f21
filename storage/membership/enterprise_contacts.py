"""Contacts who join an enterprise or leave it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.base import audit
from storage.base.audit import Actor
from storage.base.database import upsert
from storage.base.errors import Conflict
from storage.base.rights import require_person
from storage.people import former_contacts
from storage.tables.offices import Staff
from storage.tables.people import Contact, Person


async def add_contact(
    db: AsyncConnection, now: datetime, enterprise_id: int, person_id: int, role: str, name: str
) -> bool:
    """Make a person contact of an enterprise and let them work on it; False if they were one already.

    Only registering and joining call it, after their own checks, and write the audit row.
    """
    added = await db.execute(
        upsert(db, Contact)
        .values(enterprise_id=enterprise_id, person_id=person_id, role=role, name=name, joined_at=now)
        .on_conflict_do_nothing(index_elements=["enterprise_id", "person_id"])
    )
    await db.execute(update(Person).where(Person.id == person_id).values(enterprise_id=enterprise_id))
    works = select(Staff.id).where(Staff.person_id == person_id, Staff.revoked_at.is_(None))
    if added.rowcount and (await db.execute(works.limit(1))).first() is not None:
        from storage.membership import consequences  # which knows all that people have to do with

        await consequences.settle(db, Actor("person", person_id), now, people=[person_id])
    return bool(added.rowcount)


async def leave(db: AsyncConnection, actor: Actor, now: datetime, enterprise_id: int) -> bool:
    """Stop acting for an enterprise; False if the person does not act for it.

    Raises:
        Conflict: `last-owner`: no owner would be left. NotAllowed: not a person.
    """
    person_id = require_person(actor)
    rows = (
        await db.execute(
            select(Contact.person_id, Contact.role)
            .where(Contact.enterprise_id == enterprise_id)
            .order_by(Contact.id)
            .with_for_update()  # two owners leaving at once must not both see the other one staying
        )
    ).all()
    roles = {row.person_id: row.role for row in rows}
    if (role := roles.pop(person_id, None)) is None:
        return False
    if role == "owner" and "owner" not in roles.values():
        raise Conflict("error-conflict-last-owner")
    await former_contacts.remember(db, now, enterprise_id, person_id)
    await db.execute(
        delete(Contact).where(Contact.enterprise_id == enterprise_id, Contact.person_id == person_id)
    )
    other = select(func.min(Contact.enterprise_id)).where(Contact.person_id == person_id).scalar_subquery()
    await db.execute(
        update(Person)
        .where(Person.id == person_id, Person.enterprise_id == enterprise_id)
        .values(enterprise_id=other)
    )
    await audit.write(db, actor, now, "leave", "enterprise", enterprise_id, {"role": role})
    from storage.membership import consequences  # which knows all that people have to do with

    await consequences.left(db, actor, now, person_id, enterprise_id)
    return True
