"""Who can be reached: marked by delivery when somebody is gone, unmarked when they write again."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.base import audit
from storage.base.audit import Actor
from storage.base.rights import require_operator
from storage.tables.people import Person


async def mark_unreachable(db: AsyncConnection, actor: Actor, now: datetime, person_id: int) -> bool:
    """Telegram says this person is gone or has blocked the bot; False if that was known.

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


async def mark_reachable(db: AsyncConnection, actor: Actor, now: datetime, person_id: int) -> bool:
    """The person writes again, or a message went through; False if nothing was marked.

    Raises:
        NotAllowed: somebody else in the chat.
    """
    if actor.person_id != person_id:
        require_operator(actor)
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
