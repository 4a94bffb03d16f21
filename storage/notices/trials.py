"""Tests of notices: a draft sent to its author alone, by the same path as all copies."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from storage.base.audit import Actor
from storage.base.database import upsert
from storage.base.rights import require_person
from storage.notices import drafts
from storage.outbox import queue as outbox
from storage.tables.outbox import OutboxRow

TOPIC = "ntest"
"""Topic of the outbox rows; their `topic_id` is the notice's."""


async def send_test(db: AsyncConnection, actor: Actor, now: datetime, notice_id: int) -> bool:
    """Queue a test of a draft to its author, at any hour; False for the second of two quick taps.

    Raises:
        NotFound, NotAllowed, Conflict: see `notices.drafts.hold`.
    """
    await drafts.hold(db, actor, notice_id)
    row = {
        "dedupe_key": f"ntest:{notice_id}:{int(now.timestamp()) // 3}",
        "topic": TOPIC,
        "topic_id": notice_id,
        "person_id": require_person(actor),
        "priority": outbox.PERSONAL,
        "text_key": "",
        "values": {},
        "state": "pending",
        "not_before": now,
        "created_at": now,
        "attempts": 0,
    }
    done = await db.execute(
        upsert(db, OutboxRow).values(**row).on_conflict_do_nothing(index_elements=["dedupe_key"])
    )
    return bool(done.rowcount)
