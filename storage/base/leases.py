"""Leases: which process does what only one may do at a time. Works alike on SQLite and PostgreSQL."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import delete, or_
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.base.database import upsert
from storage.tables.system import LeaseRow

MOST_SKEW = timedelta(minutes=1)
"""By which machines may disagree on the time."""


async def acquire(db: AsyncConnection, now: datetime, name: str, holder: str, until: datetime) -> bool:
    """Take or renew a lease; False while another holds it.

    Machines have to agree on the time to MOST_SKEW.
    """
    values = {"holder": holder, "until": until}
    done = await db.execute(
        upsert(db, LeaseRow)
        .values(name=name, **values)
        .on_conflict_do_update(
            index_elements=["name"],
            set_=values,
            where=or_(LeaseRow.holder == holder, LeaseRow.until <= now),
        )
    )
    return bool(done.rowcount)


async def drop_impossible(db: AsyncConnection, name: str, holder: str, until: datetime) -> bool:
    """Take a lease from another holder that ends later than any taken now can (until `until`): its clock was
    ahead, and has been put right or is no more. Whether there was one."""
    late = LeaseRow.until > until + MOST_SKEW
    done = await db.execute(delete(LeaseRow).where(LeaseRow.name == name, LeaseRow.holder != holder, late))
    return bool(done.rowcount)


async def release(db: AsyncConnection, name: str, holder: str) -> None:
    """Give a lease back, if it is still one's own."""
    await db.execute(delete(LeaseRow).where(LeaseRow.name == name, LeaseRow.holder == holder))
