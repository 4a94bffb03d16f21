"""Closes extensions that no longer need an answer; the query of open extensions."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.offices import mail as office_mail
from storage.tables.findings import Extension


async def end_question(db: AsyncConnection, now: datetime, finding_id: int, state: str) -> int | None:
    """Close the open extension of a finding as `state` (withdrawn or moot) and remove the queued messages
    to offices about it; return its id, None where there is none."""
    ended = (
        await db.execute(
            update(Extension)
            .where(Extension.finding_id == finding_id, Extension.state == "asked")
            .values(state=state, decided_at=now)
            .returning(Extension.id)
        )
    ).scalar()
    if ended is not None:
        await office_mail.take_back_of(db, f"extension:{ended}")
    return ended
