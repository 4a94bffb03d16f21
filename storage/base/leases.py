"""Leases: which process runs a task that only one may run at a time. Works alike on SQLite and PostgreSQL."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import delete, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.base.database import upsert
from storage.tables.system import LeaseRow

MOST_SKEW = timedelta(minutes=1)
"""Greatest difference between the clocks of two machines that is tolerated."""
_NOBODY = "heartbeat"
"""Holder of a heartbeat row: it records when a part was last alive and blocks nobody."""


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
    """Take over a lease of another holder that ends later than `until`, the latest end a lease taken now can
    have: that holder's clock was ahead. True where there was one."""
    late = LeaseRow.until > until + MOST_SKEW
    done = await db.execute(delete(LeaseRow).where(LeaseRow.name == name, LeaseRow.holder != holder, late))
    return bool(done.rowcount)


async def release(db: AsyncConnection, name: str, holder: str) -> None:
    """Give a lease back if this holder still has it."""
    await db.execute(delete(LeaseRow).where(LeaseRow.name == name, LeaseRow.holder == holder))


async def record_heartbeat(db: AsyncConnection, name: str, now: datetime) -> None:
    """Note that something is alive; every process may, and the last one counts."""
    values = {"holder": _NOBODY, "until": now}
    statement = upsert(db, LeaseRow).values(name=name, **values)
    await db.execute(statement.on_conflict_do_update(index_elements=["name"], set_=values))


async def last_seen(db: AsyncConnection, names: Collection[str]) -> dict[str, datetime]:
    """The instants of the heartbeats of these names; a name without one is left out."""
    rows = await db.execute(select(LeaseRow.name, LeaseRow.until).where(LeaseRow.name.in_(names)))
    return {row.name: row.until for row in rows}
