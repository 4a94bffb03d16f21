"""Posters: the code by which a worker's report begins with the enterprise chosen. It identifies nobody
else."""

from __future__ import annotations

import secrets
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.base import audit
from storage.base.audit import Actor
from storage.base.database import upsert
from storage.base.errors import NotFound
from storage.offices import staff
from storage.tables.enterprises import Enterprise
from storage.tables.reports import Poster


async def ensure(db: AsyncConnection, actor: Actor, now: datetime, enterprise_id: int) -> str:
    """The code of an enterprise's posters, made at the first call; it stays the same, so that posters do.

    Raises:
        NotFound: there is no such enterprise, or it is closed. NotAllowed: no right to keep it.
    """
    place = (
        await db.execute(
            select(Enterprise.jurisdiction_id).where(
                Enterprise.id == enterprise_id, Enterprise.state == "active"
            )
        )
    ).scalar()
    if place is None:
        raise NotFound
    await staff.require(db, actor, "enterprise.keep", place, of=())
    made = (
        await db.execute(
            upsert(db, Poster)
            .values(enterprise_id=enterprise_id, code=secrets.token_urlsafe(9))
            .on_conflict_do_nothing(index_elements=["enterprise_id"])
            .returning(Poster.code)
        )
    ).scalar()
    if made is not None:
        await audit.write(db, actor, now, "make-poster", "enterprise", enterprise_id)
        return str(made)
    known = select(Poster.code).where(Poster.enterprise_id == enterprise_id)
    return str((await db.execute(known)).scalar_one())


async def enterprise_of(db: AsyncConnection, code: str) -> tuple[int, str, int] | None:
    """Id, name and place of the active enterprise a poster hangs at; None for any other code. Reads only."""
    row = (
        await db.execute(
            select(Enterprise.id, Enterprise.name, Enterprise.jurisdiction_id)
            .join(Poster, Poster.enterprise_id == Enterprise.id)
            .where(Poster.code == code, Enterprise.state == "active")
        )
    ).one_or_none()
    return None if row is None else (row.id, row.name, row.jurisdiction_id)
