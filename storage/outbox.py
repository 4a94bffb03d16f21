"""Outbox: what is to leave the bot unasked, written in the transaction of its cause."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.orm import Mapped, mapped_column

from storage.base import Base, Key
from storage.database import upsert


class OutboxRow(Base):
    """One message to one person. `text_key` and `values` name the sentence; `button` the action under it.

    `state`: pending, sending, sent, retry, failed, unreachable. `dedupe_key` makes a cause send once.
    """

    __tablename__ = "outbox"
    id: Mapped[int] = mapped_column(Key, primary_key=True)
    dedupe_key: Mapped[str] = mapped_column(String(120), unique=True)
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
    __table_args__ = (Index("ix_outbox_due", "state", "priority", "not_before", "id"),)


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
