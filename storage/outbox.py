"""Outbox: what is to leave the bot unasked, written in the transaction of its cause. Nothing is sent here.

Rows move pending -> sending -> sent | retry | failed | unreachable, retry -> sending. A row claimed by a
process that died is sent again (at least once): what was sent but not yet marked arrives twice (style D8).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, bindparam, delete, select, text, update
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.orm import Mapped, mapped_column

from storage.base import Base, Instant, Key
from storage.database import upsert
from storage.people import Person

URGENT, PERSONAL, DIGEST, PROGRESS, NOTICE = 1, 3, 5, 7, 9
"""Priorities: what somebody waits for goes ahead of a notice on its way to thousands."""

TROUBLE: tuple[type[Exception], ...] = (SQLAlchemyError, OSError)
"""What a database that cannot be reached raises: the deliverer waits and goes on."""

# Written out, not bound: only then do both databases see that the partial indexes serve.
_OPEN = text("state IN ('pending', 'retry')")
_SENDING = text("state = 'sending'")
_SENT = text("state = 'sent'")
_TOPIC = text("topic IS NOT NULL AND state IN ('pending', 'retry', 'sending')")


class OutboxRow(Base):
    """One message to one person. `text_key` and `values` name the sentence; `button` the action under it.

    `state`: pending, sending, sent, retry, failed, unreachable. `dedupe_key` makes a cause send once.
    Of two rows that are due the one with the lower `priority` goes first. `lease_until`: a row still in
    `sending` then belongs to nobody any more.
    """

    __tablename__ = "outbox"
    id: Mapped[int] = mapped_column(Key, primary_key=True)
    dedupe_key: Mapped[str] = mapped_column(String(120), unique=True)
    action: Mapped[str] = mapped_column(String(8), default="send", server_default="send")
    """send, edit or delete: the last two act on `message_ids`."""
    topic: Mapped[str | None] = mapped_column(String(12))
    """What it belongs to, with `topic_id`: notice, digest. Those rows can be taken back and reported on."""
    topic_id: Mapped[int | None] = mapped_column(Key)
    message_ids: Mapped[list[int] | None] = mapped_column(JSON)
    person_id: Mapped[int] = mapped_column(Key, ForeignKey("people.id"))
    priority: Mapped[int] = mapped_column(default=5)
    text_key: Mapped[str] = mapped_column(String(60))
    values: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    button: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    state: Mapped[str] = mapped_column(String(12), default="pending")
    not_before: Mapped[datetime]
    created_at: Mapped[datetime]
    attempts: Mapped[int] = mapped_column(default=0)
    lease_until: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    problem: Mapped[str | None] = mapped_column(String(200))
    __table_args__ = (
        # What is closed is in neither of the first two, and all that claiming asks for is in the first:
        # finding what is due costs what is due (SQLite looks at `state` again, so it is there too).
        Index(
            "ix_outbox_open",
            "priority",
            "not_before",
            "id",
            "person_id",
            "state",
            sqlite_where=_OPEN,
            postgresql_where=_OPEN,
        ),
        Index("ix_outbox_sending", "lease_until", sqlite_where=_SENDING, postgresql_where=_SENDING),
        Index("ix_outbox_sent", "sent_at", sqlite_where=_SENT, postgresql_where=_SENT),
        Index("ix_outbox_topic", "topic", "topic_id", sqlite_where=_TOPIC, postgresql_where=_TOPIC),
    )


@dataclass(frozen=True, slots=True)
class Message:
    """A claimed row with what sending it needs; instants in UTC."""

    id: int
    person_id: int
    telegram_id: int
    language: str
    reachable: bool
    priority: int
    not_before: datetime
    text_key: str
    values: Mapping[str, Any]
    button: Mapping[str, Any] | None
    attempts: int
    lease_until: datetime
    action: str = "send"
    topic: str | None = None
    topic_id: int | None = None


async def enqueue(
    db: AsyncConnection,
    now: datetime,
    *,
    dedupe_key: str,
    person_id: int,
    text_key: str,
    values: dict[str, Any] | None = None,
    button: dict[str, Any] | None = None,
    not_before: datetime | None = None,
    priority: int = 5,
) -> bool:
    """Queue one message; False when its cause already queued it."""
    done = await db.execute(
        upsert(db, OutboxRow)
        .values(
            dedupe_key=dedupe_key,
            person_id=person_id,
            text_key=text_key,
            values=values or {},
            button=button,
            not_before=not_before or now,
            created_at=now,
            priority=priority,
            state="pending",
            attempts=0,
        )
        .on_conflict_do_nothing(index_elements=["dedupe_key"])
    )
    return bool(done.rowcount)


# One index seek for each priority in use: rows of a later day cost nothing, however many there are.
_due = text(
    """
    WITH RECURSIVE step (priority) AS (
        SELECT min(priority) FROM outbox WHERE state IN ('pending', 'retry')
        UNION ALL
        SELECT (SELECT min(priority) FROM outbox
                WHERE state IN ('pending', 'retry') AND priority > step.priority)
        FROM step WHERE step.priority IS NOT NULL
    )
    SELECT priority FROM step
    WHERE priority IS NOT NULL AND EXISTS (
        SELECT 1 FROM outbox
        WHERE state IN ('pending', 'retry') AND priority = step.priority AND not_before <= :now
    )
    ORDER BY priority
    """
).bindparams(bindparam("now", type_=Instant()))


async def due_priorities(db: AsyncConnection, now: datetime) -> tuple[int, ...]:
    """The priorities of which something is due at `now`, most urgent first. Reads only."""
    return tuple((await db.execute(_due, {"now": now})).scalars())


# A common table expression and no bare IN: PostgreSQL may run a subquery twice and lock more than LIMIT.
_picked = (
    select(OutboxRow.id)
    .where(
        _OPEN,
        OutboxRow.priority == bindparam("of_priority"),
        OutboxRow.not_before <= bindparam("due_until"),
        OutboxRow.person_id.not_in(bindparam("busy", expanding=True)),
    )
    .order_by(OutboxRow.not_before, OutboxRow.id)
    .limit(bindparam("at_most"))
    .with_for_update(skip_locked=True)
    .cte("picked")
)
_claim = (
    update(OutboxRow)
    .where(OutboxRow.id.in_(select(_picked.c.id)))
    .values(state="sending", lease_until=bindparam("leased_until"))
    .returning(OutboxRow.id)
)
_claimed = (
    select(
        OutboxRow.id,
        OutboxRow.person_id,
        Person.telegram_id,
        Person.language,
        Person.unreachable_at.is_(None),
        OutboxRow.priority,
        OutboxRow.not_before,
        OutboxRow.text_key,
        OutboxRow.values,
        OutboxRow.button,
        OutboxRow.attempts,
        OutboxRow.lease_until,
        OutboxRow.action,
        OutboxRow.topic,
        OutboxRow.topic_id,
    )
    .join(Person, Person.id == OutboxRow.person_id)
    .where(OutboxRow.id.in_(bindparam("ids", expanding=True)))
    .order_by(OutboxRow.priority, OutboxRow.not_before, OutboxRow.id)
)


async def claim(
    db: AsyncConnection, now: datetime, lease_until: datetime, limit: int, busy: Collection[int] = ()
) -> list[Message]:
    """Take up to `limit` due rows for sending until `lease_until`, most urgent first; none of `busy` people.

    Two that claim at once never get the same row.
    """
    ids: list[int] = []
    for priority in await due_priorities(db, now):
        rows = await db.execute(
            _claim,
            {
                "of_priority": priority,
                "due_until": now,
                "at_most": limit - len(ids),
                "leased_until": lease_until,
                "busy": list(busy),
            },
        )
        ids += rows.scalars()
        if len(ids) >= limit:
            break
    if not ids:
        return []
    return [Message(*row) for row in await db.execute(_claimed, {"ids": ids})]


async def mark_sent(db: AsyncConnection, now: datetime, ids: Sequence[int]) -> None:
    """These went out: true even where the lease has run out meanwhile."""
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
    """Telegram will never take this one: parked with its reason."""
    await _close(db, row_id, state="failed", problem=problem, attempts=OutboxRow.attempts + 1)


async def mark_unreachable(db: AsyncConnection, row_id: int, problem: str) -> None:
    """Its person cannot be reached (marking the person is `people.mark_unreachable`)."""
    await _close(db, row_id, state="unreachable", problem=problem)


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


async def has_expired(db: AsyncConnection, now: datetime) -> bool:
    """Whether `requeue_expired` would find anything. Reads only."""
    expired = select(OutboxRow.id).where(_SENDING, OutboxRow.lease_until <= now).limit(1)
    return (await db.execute(expired)).first() is not None


async def requeue_expired(db: AsyncConnection, now: datetime) -> int:
    """Put rows back whose sender died; how many. They may arrive twice: better than not at all."""
    done = await db.execute(
        update(OutboxRow)
        .where(_SENDING, OutboxRow.lease_until <= now)
        .values(state="retry", lease_until=None, attempts=OutboxRow.attempts + 1, problem="interrupted")
    )
    return int(done.rowcount)


async def purge_sent(db: AsyncConnection, before: datetime, limit: int) -> int:
    """Delete up to `limit` rows sent before that instant; how many."""
    old = select(OutboxRow.id).where(_SENT, OutboxRow.sent_at < before).limit(limit)
    done = await db.execute(delete(OutboxRow).where(OutboxRow.id.in_(old)))
    return int(done.rowcount)
