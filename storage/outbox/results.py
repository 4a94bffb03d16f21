"""Results of claimed rows of the outbox: sent, to be retried, parked, put back or purged.

A row claimed by a process that died is sent again (at least once): a message sent but not yet marked arrives
twice (style D8).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, delete, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.base.leases import MOST_SKEW
from storage.tables.outbox import OutboxRow, is_sending, is_sent


async def mark_sent(db: AsyncConnection, now: datetime, ids: Sequence[int]) -> None:
    """Mark these rows as sent, even where their lease has run out meanwhile."""
    await db.execute(
        update(OutboxRow)
        .where(OutboxRow.id.in_(ids), OutboxRow.state.in_(("sending", "pending", "retry")))
        .values(state="sent", sent_at=now, lease_until=None, problem=None)
    )


async def mark_retry(
    db: AsyncConnection, row_id: int, not_before: datetime, problem: str, *, counts: bool = True
) -> None:
    """Try again from `not_before` on; `counts` False where the row itself is not to blame."""
    await _close(
        db,
        row_id,
        state="retry",
        not_before=not_before,
        problem=problem,
        attempts=OutboxRow.attempts + int(counts),
    )


async def mark_failed(db: AsyncConnection, row_id: int, problem: str) -> None:
    """Park a row that Telegram refused for good, with the reason."""
    await _close(db, row_id, state="failed", problem=problem, attempts=OutboxRow.attempts + 1)


async def mark_unreachable(db: AsyncConnection, row_id: int, problem: str) -> None:
    """Its person cannot be reached (marking the person is `reachability.mark_unreachable`)."""
    await _close(db, row_id, state="unreachable", problem=problem)


async def mark_moot(db: AsyncConnection, row_id: int, problem: str = "") -> None:
    """Mark a row as moot: its message no longer holds and is not sent."""
    await _close(db, row_id, state="moot", problem=problem)


async def mark_begun(
    db: AsyncConnection, row_id: int, message_ids: Sequence[int], not_before: datetime
) -> None:
    """Record that a part has arrived, as these messages; the rest follows from `not_before` on."""
    await db.execute(
        update(OutboxRow)
        .where(OutboxRow.id == row_id, OutboxRow.state.in_(("sending", "pending", "retry")))
        .values(state="retry", message_ids=list(message_ids), not_before=not_before, lease_until=None)
    )


async def note_copy(db: AsyncConnection, row_id: int, message_ids: Sequence[int]) -> None:
    """Record that a claimed row has arrived in one channel, as these messages too; the other channel is
    still to come."""
    await db.execute(
        update(OutboxRow)
        .where(OutboxRow.id == row_id, OutboxRow.state == "sending")
        .values(message_ids=list(message_ids))
    )


async def _close(db: AsyncConnection, row_id: int, *, problem: str, **values: Any) -> None:
    await db.execute(
        update(OutboxRow)
        .where(OutboxRow.id == row_id, OutboxRow.state == "sending")
        .values(lease_until=None, problem=problem[:200], **values)
    )


async def release(db: AsyncConnection, ids: Sequence[int]) -> None:
    """Give claimed rows back unsent; they keep their place."""
    if ids:
        await db.execute(
            update(OutboxRow)
            .where(OutboxRow.id.in_(ids), OutboxRow.state == "sending")
            .values(state="pending", lease_until=None)
        )


async def put_off(db: AsyncConnection, not_before: datetime, ids: Sequence[int]) -> None:
    """Give claimed rows back unsent; they are due again at `not_before`."""
    await db.execute(
        update(OutboxRow)
        .where(OutboxRow.id.in_(ids), OutboxRow.state == "sending")
        .values(state="pending", lease_until=None, not_before=not_before)
    )


def _expired(now: datetime, longest: timedelta) -> ColumnElement[bool]:
    """Condition: the lease has run out, or lies so far ahead that the clock that gave it was wrong."""
    return or_(OutboxRow.lease_until <= now, OutboxRow.lease_until > now + longest + MOST_SKEW)


async def has_expired(db: AsyncConnection, now: datetime, longest: timedelta) -> bool:
    """Whether `requeue_expired` would find anything. Reads only."""
    # Two searches and no OR: only then does SQLite use the partial index.
    run_out = select(OutboxRow.id).where(is_sending, OutboxRow.lease_until <= now)
    impossible = select(OutboxRow.id).where(is_sending, OutboxRow.lease_until > now + longest + MOST_SKEW)
    return (await db.execute(run_out.union_all(impossible).limit(1))).first() is not None


async def requeue_expired(db: AsyncConnection, now: datetime, longest: timedelta) -> int:
    """Requeue rows whose sender died; return how many. They may arrive twice: better than not at all.

    `longest`: the longest time for which a row is claimed.
    """
    done = await db.execute(
        update(OutboxRow)
        .where(is_sending, _expired(now, longest))
        .values(state="retry", lease_until=None, attempts=OutboxRow.attempts + 1, problem="interrupted")
    )
    return int(done.rowcount)


async def purge_sent(db: AsyncConnection, before: datetime, limit: int) -> int:
    """Delete up to `limit` rows sent before that instant; return how many."""
    old = select(OutboxRow.id).where(is_sent, OutboxRow.sent_at < before).limit(limit)
    done = await db.execute(delete(OutboxRow).where(OutboxRow.id.in_(old)))
    return int(done.rowcount)
