"""Reports read where the bot has no private key: asked for in the chat, opened and sent by the scheduler.

A row says who asked for which message of which report, and nothing of what is in it; it is deleted when it
was sent.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection
from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.base.audit import Actor
from storage.base.rights import require_person
from storage.outbox import queue as outbox
from storage.outbox.queue import URGENT
from storage.reports import office as reports_office
from storage.reports.sealing import Intake
from storage.tables.outbox import OutboxRow

TOPIC = "report-text"


async def request(db: AsyncConnection, actor: Actor, now: datetime, intake: Intake, report_id: int) -> int:
    """Queue a report's messages and photos for the officer who asks, one by one; return how many.

    Audited as reading.

    Raises:
        NotFound: see `reports.access.held`. NotAllowed: not a person.
    """
    person_id = require_person(actor)
    await reports_office.note_reading(db, actor, now, intake, report_id)
    case = await reports_office.get_case(db, actor, intake, report_id)
    parts = [
        (position, photo)
        for position, message in enumerate(case.messages)
        for photo in range(-1, len(message.photos))
    ]
    place, asked = case.by[0][0], secrets.token_hex(8)
    for number, (position, photo) in enumerate(parts):
        await outbox.enqueue(
            db,
            now,
            dedupe_key=f"office:{place}:text-{asked}-{number}:{person_id}",
            person_id=person_id,
            text_key="case-said",
            values={"position": position, "photo": photo},
            priority=URGENT,
            topic=TOPIC,
            topic_id=report_id,
        )
    return len(parts)


async def forget(db: AsyncConnection, ids: Collection[int]) -> None:
    """Delete rows that were sent."""
    await db.execute(delete(OutboxRow).where(OutboxRow.id.in_(ids), OutboxRow.topic == TOPIC))
