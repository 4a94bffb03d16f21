"""Parked messages: what Telegram refused for good, why, and how it is tried once more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.base import audit
from storage.base.audit import Actor
from storage.base.rights import require_operator
from storage.base.rows import from_rows
from storage.tables.outbox import OutboxRow, is_parked


@dataclass(frozen=True, slots=True)
class Parked:
    """A parked row. `what`: the topic, or the key of its sentence; no text and no account of a person."""

    id: int
    what: str
    action: str
    problem: str
    attempts: int
    created_at: datetime


async def count_parked(db: AsyncConnection) -> dict[str, int]:
    """Count the parked messages by reason, the most frequent first."""
    rows = await db.execute(
        select(OutboxRow.problem, func.count())
        .where(is_parked)
        .group_by(OutboxRow.problem)
        .order_by(func.count().desc(), OutboxRow.problem)
    )
    return {problem or "": count for problem, count in rows}


async def list_parked(db: AsyncConnection, limit: int) -> list[Parked]:
    """The newest parked rows."""
    rows = await db.execute(
        select(
            OutboxRow.id,
            func.coalesce(OutboxRow.topic, OutboxRow.text_key).label("what"),
            OutboxRow.action,
            func.coalesce(OutboxRow.problem, "").label("problem"),
            OutboxRow.attempts,
            OutboxRow.created_at,
        )
        .where(is_parked)
        .order_by(OutboxRow.id.desc())
        .limit(limit)
    )
    return list(from_rows(Parked, rows))


async def try_again(db: AsyncConnection, actor: Actor, now: datetime, ids: Sequence[int]) -> int:
    """Queue parked messages again (all, if none are named); return how many.

    Notices and digests are left out: their own side knows that they failed, and sends what is still true.

    Raises:
        NotAllowed: a person in the chat.
    """
    require_operator(actor)
    chosen = [OutboxRow.id.in_(ids)] if ids else []
    done = await db.execute(
        update(OutboxRow)
        .where(is_parked, OutboxRow.topic.is_(None), *chosen)
        .values(state="retry", not_before=now, attempts=0)
    )
    if done.rowcount:
        await audit.write(db, actor, now, "try-again", "outbox", 0, {"count": done.rowcount})
    return int(done.rowcount)
