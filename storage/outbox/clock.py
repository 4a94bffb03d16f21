"""Repairs rows of the outbox that a wrong clock wrote: rows queued later than now are made due again."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import and_, case, or_, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables.outbox import OutboxRow

_OPEN = text("state IN ('pending', 'retry')")


async def right(
    db: AsyncConnection,
    now: datetime,
    morning: datetime,
    *,
    queued_after: datetime,
    retry_after: datetime,
    limit: int,
) -> int:
    """Repair up to `limit` rows; return how many.

    Those queued after `queued_after` come from a clock that was ahead: due at `now`, or at `morning` where
    they were put off. Retries that wait for longer than `retry_after` are due at `now`.
    """
    ahead = OutboxRow.created_at > queued_after
    late = and_(OutboxRow.state == "retry", OutboxRow.not_before > retry_after)
    found = select(OutboxRow.id).where(_OPEN, or_(ahead, late)).limit(limit)
    put_off = and_(OutboxRow.state == "pending", OutboxRow.not_before > OutboxRow.created_at)
    done = await db.execute(
        update(OutboxRow)
        .where(OutboxRow.id.in_(found), _OPEN)
        .values(
            not_before=case((put_off, morning), else_=now),
            created_at=case((ahead, now), else_=OutboxRow.created_at),
        )
    )
    return int(done.rowcount)
