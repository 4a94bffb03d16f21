"""Former contacts of enterprises: they keep an officer away from an enterprise (回避) after they left it, or
after it was moved out of their sight. Stored for a year, and while a campaign goes on that had begun before
(`forget`)."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import bindparam, delete, exists, literal, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.base.database import upsert
from storage.base.schema import Base
from storage.tables.people import FormerContact

KEPT = timedelta(days=365)


async def remember(
    db: AsyncConnection, now: datetime, enterprise_id: int, person_id: int | None = None
) -> None:
    """Record a contact (None: all contacts of the enterprise) as a former one, before they leave it or it
    leaves its place.

    Called before contacts are deleted or moved, and before their enterprise moves.
    """
    contacts, enterprises = (Base.metadata.tables[name] for name in ("contacts", "enterprises"))
    theirs = (
        select(
            contacts.c.person_id,
            contacts.c.enterprise_id,
            enterprises.c.jurisdiction_id,
            literal(now, FormerContact.left_at.type),
        )
        .join(enterprises, enterprises.c.id == contacts.c.enterprise_id)
        .where(contacts.c.enterprise_id == bindparam("enterprise"))
    )
    given = {"enterprise": enterprise_id}
    if person_id is not None:
        theirs = theirs.where(contacts.c.person_id == bindparam("person"))
        given["person"] = person_id
    keys = ["person_id", "enterprise_id", "jurisdiction_id"]
    written = upsert(db, FormerContact).from_select([*keys, "left_at"], theirs)
    await db.execute(
        written.on_conflict_do_update(index_elements=keys, set_={"left_at": written.excluded.left_at}), given
    )


async def forget(db: AsyncConnection, now: datetime) -> int:
    """Delete people who left before every campaign still open had begun; return how many rows."""
    campaigns = Base.metadata.tables["campaigns"]
    going_on = exists().where(campaigns.c.state == "open", campaigns.c.opened_at <= FormerContact.left_at)
    done = await db.execute(delete(FormerContact).where(FormerContact.left_at < now - KEPT, ~going_on))
    return int(done.rowcount)
