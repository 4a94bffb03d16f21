"""Tests of notices: a draft sent to its author alone, on the way all copies go."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from storage import notice_drafts, outbox
from storage.audit import Actor
from storage.database import upsert
from storage.outbox import OutboxRow
from storage.rights import require_person

TOPIC = "ntest"
"""Topic of the outbox rows; their `topic_id` is the notice's."""


async def send_test(db: AsyncConnection, actor: Actor, now: datetime, notice_id: int) -> bool:
    """Queue a test of a draft to its author, at any hour; False for the second of two quick taps.

    Raises:
        NotFound, NotAllowed, Conflict: see `notice_drafts.hold`.
    """
    await notice_drafts.hold(db, actor, notice_id)
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
