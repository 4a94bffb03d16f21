"""Counts of waiting rows of the outbox, and how long they have waited: for operators."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import case, func, select, union_all
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.base.rows import from_rows
from storage.outbox.queue import GATHERED, due_priorities
from storage.tables.outbox import IS_UNSENT, OutboxRow, is_parked, is_sending

WAITING = ("pending", "retry", "sending", "failed")
"""States of rows that are not sent yet."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """Rows of one state that are not out. `is_line`: they wait for their digest. `oldest`: since when the
    first of those that are due has been due (UTC)."""

    state: str
    is_line: bool
    count: int
    due: int
    oldest: datetime | None


def _counted(*columns: Any) -> Any:
    """Rows that are not sent by state and whether they are lines, with these columns. A part for each of the
    indexes of such rows: those sent, nearly all, are not read."""
    is_line = (OutboxRow.priority == GATHERED).label("is_line")
    return union_all(
        *(
            select(OutboxRow.state, is_line, *columns).where(part).group_by(OutboxRow.state, is_line)
            for part in (IS_UNSENT, is_sending, is_parked)
        )
    )


async def list_waiting(db: AsyncConnection, now: datetime) -> list[Waiting]:
    """Unsent rows counted by state, lines of digests apart; topics are not shown, because some are about
    reports."""
    is_due = OutboxRow.not_before <= now
    query = _counted(
        func.count().label("count"),
        func.count(case((is_due, 1))).label("due"),
        func.min(case((is_due, OutboxRow.not_before))).label("oldest"),
    )
    found = from_rows(Waiting, await db.execute(query))
    return sorted(found, key=lambda one: (WAITING.index(one.state), one.is_line))


async def oldest_due(db: AsyncConnection, now: datetime) -> datetime | None:
    """Since when the message has been due that has been due for longest; None: nothing is due.

    Lines of daily digests wait for their digest, and what is put off until the morning is not due.
    """
    priorities = await due_priorities(db, now)
    if not priorities:
        return None
    firsts = [
        select(func.min(OutboxRow.not_before).label("since")).where(IS_UNSENT, OutboxRow.priority == one)
        for one in priorities
    ]
    each = union_all(*firsts).subquery()
    oldest: datetime | None = (await db.execute(select(func.min(each.c.since)))).scalar_one()
    return oldest


async def count_by_state(db: AsyncConnection) -> dict[str, int]:
    """Rows that are not out, by state: pending, retry, sending, failed; lines of digests as `gathered`."""
    counts = dict.fromkeys((*WAITING, "gathered"), 0)
    for state, gathered, count in await db.execute(_counted(func.count())):
        counts["gathered" if gathered and state != "failed" else state] += count
    return counts
