"""Messages to offices that wait for their reader's daily digest: who gets a digest for them, and their lines.

They are rows of the outbox like any other, with the priority GATHERED: whatever takes messages back or along
finds them there. No deliverer claims them; the digest says them and closes them.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import exists, insert, literal, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.base.database import upsert
from storage.base.rows import from_row
from storage.outbox.queue import DIGEST, GATHERED
from storage.reminders import digests
from storage.tables.outbox import OutboxRow
from storage.tables.people import Person
from storage.tables.reminders import Digest

# Written out, not bound: only then do both databases see that the index of what is open serves.
_WAITS = text(f"state IN ('pending', 'retry') AND priority = {GATHERED}")


@dataclass(frozen=True, slots=True)
class Gathered:
    """A message that waits for a digest; its fields are those of the outbox."""

    id: int
    digest_id: int
    text_key: str
    values: dict[str, Any]
    button: Any
    topic: str | None
    topic_id: int | None
    office_id: int | None
    created_at: datetime


async def offices(db: AsyncConnection, now: datetime) -> tuple[int, ...]:
    """The places whose offices have messages that wait for a digest and may be told. Reads only."""
    query = select(OutboxRow.office_id).where(
        _WAITS, OutboxRow.not_before <= now, OutboxRow.office_id.is_not(None)
    )
    return tuple(sorted(one for one in (await db.execute(query.distinct())).scalars() if one is not None))


async def collect(
    db: AsyncConnection,
    now: datetime,
    zone: str,
    day: date,
    places: Collection[int],
    *,
    since: datetime | None = None,
) -> int:
    """Make the daily digest of everybody who has such messages from these places and no digest today; return
    how many.

    `since`: only where a message was to be told from then on (a day off: earlier ones wait for a working
    day). Idempotent.
    """
    told = [] if since is None else [OutboxRow.not_before >= since]
    waiting = (
        select(
            OutboxRow.person_id,
            literal(day, Digest.day.type),
            literal(digests.DAILY),
            literal(zone),
            literal(now, Digest.created_at.type),
        )
        .join(Person, Person.id == OutboxRow.person_id)
        .where(
            _WAITS,
            OutboxRow.not_before <= now,
            OutboxRow.office_id.in_(sorted(places)),
            Person.unreachable_at.is_(None),
            ~exists().where(
                Digest.person_id == OutboxRow.person_id, Digest.day == day, Digest.kind == digests.DAILY
            ),
            *told,
        )
        .distinct()
    )
    made = await db.execute(
        upsert(db, Digest)
        .from_select(["person_id", "day", "kind", "zone", "created_at"], waiting)
        .on_conflict_do_nothing()
        .returning(Digest.id, Digest.person_id)
    )
    rows = made.all()
    if rows:
        await db.execute(
            insert(OutboxRow),
            [
                {
                    "dedupe_key": f"digest:{row.id}",
                    "topic": digests.TOPIC,
                    "topic_id": row.id,
                    "person_id": row.person_id,
                    "priority": DIGEST,
                    "text_key": "reminder-head",
                    "values": {},
                    "state": "pending",
                    "not_before": now,
                    "created_at": now,
                }
                for row in rows
            ],
        )
    return len(rows)


async def load(db: AsyncConnection, now: datetime, digest_ids: Sequence[int]) -> dict[int, list[Gathered]]:
    """The lines gathered for the readers of these daily digests, oldest first, by digest."""
    query = (
        select(
            OutboxRow.id,
            Digest.id.label("digest_id"),
            OutboxRow.text_key,
            OutboxRow.values,
            OutboxRow.button,
            OutboxRow.topic,
            OutboxRow.topic_id,
            OutboxRow.office_id,
            OutboxRow.created_at,
        )
        .join(Digest, Digest.person_id == OutboxRow.person_id)
        .where(
            Digest.id.in_(list(digest_ids)),
            Digest.kind == digests.DAILY,
            _WAITS,
            OutboxRow.not_before <= now,
        )
        .order_by(OutboxRow.created_at, OutboxRow.id)
    )
    found: dict[int, list[Gathered]] = {}
    for row in await db.execute(query):
        found.setdefault(row.digest_id, []).append(from_row(Gathered, row))
    return found


async def close(db: AsyncConnection, now: datetime, ids: Collection[int], state: str) -> None:
    """Mark these lines as `state`: sent with a digest, moot, unreachable or failed."""
    if not ids:
        return
    sent_at = now if state == "sent" else None
    await db.execute(
        update(OutboxRow)
        .where(OutboxRow.id.in_(list(ids)), _WAITS)
        .values(state=state, sent_at=sent_at, problem=None if state == "sent" else "with its digest")
    )
