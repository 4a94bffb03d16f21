"""The ranking of the places below an office (排名), which it, or an office above, may switch off."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import bindparam, exists, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.base import audit
from storage.base.audit import Actor
from storage.offices import staff
from storage.offices.jurisdictions import above_cte
from storage.tables.offices import Jurisdiction

RIGHT = "office.rank"
_above = above_cte(bindparam("leaf"))
_switched_off = select(
    exists().where(Jurisdiction.id.in_(select(_above.c.id)), Jurisdiction.ranked.is_(False))
)
_off_above = select(
    exists().where(
        Jurisdiction.id.in_(select(_above.c.id).where(_above.c.depth > 0)), Jurisdiction.ranked.is_(False)
    )
)


async def is_ranked(db: AsyncConnection, jurisdiction_id: int) -> bool:
    """Whether the places below one are ranked: neither it nor one above it has that switched off."""
    return not (await db.execute(_switched_off, {"leaf": jurisdiction_id})).scalar_one()


async def is_off_above(db: AsyncConnection, jurisdiction_id: int) -> bool:
    """Whether an office above has switched the ranking off, so that it cannot be switched on here."""
    return bool((await db.execute(_off_above, {"leaf": jurisdiction_id})).scalar_one())


async def set_ranked(
    db: AsyncConnection, actor: Actor, now: datetime, jurisdiction_id: int, *, ranked: bool
) -> bool:
    """Switch the ranking of the places below an office on or off, everywhere it appears; off it is so for all
    places further down, too. False if it was so before.

    Raises:
        NotAllowed: no seat with `office.rank` that reaches the place.
    """
    await staff.require(db, actor, RIGHT, jurisdiction_id)
    of = (Jurisdiction.id == jurisdiction_id, Jurisdiction.ranked.is_not(ranked))
    if not (await db.execute(update(Jurisdiction).where(*of).values(ranked=ranked))).rowcount:
        return False
    done = "switch-ranking-on" if ranked else "switch-ranking-off"
    await audit.write(db, actor, now, done, "jurisdiction", jurisdiction_id)
    return True
