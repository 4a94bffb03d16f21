"""The weekly safety tip: its subscribers, and queueing an issue once for each. Its text is content.

The list holds accounts, also of people without a row: the one exception, and asked for. It tells nothing of
reports and holds no day: `issue` is the same for everybody, from the moment they join the list.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.base.database import upsert
from storage.outbox.queue import NOTICE
from storage.tables.outbox import OutboxRow
from storage.tables.people import Account, Person, is_live
from storage.tables.reports import TipSubscriber

TOPIC = "tip"

_old = (
    select(TipSubscriber.telegram_id)
    .where(TipSubscriber.issue < bindparam("issue"))
    .order_by(TipSubscriber.telegram_id)
)


async def is_subscribed(db: AsyncConnection, telegram_id: int) -> bool:
    """Whether an account is on the list. Reads only."""
    found = select(TipSubscriber.telegram_id).where(TipSubscriber.telegram_id == telegram_id)
    return (await db.execute(found)).first() is not None


async def subscribe(db: AsyncConnection, telegram_id: int, language: str, issue: int) -> None:
    """Put an account on the list, or change its language. Idempotent.

    `issue`: the one that was due last; the next one is the first to come.
    """
    await db.execute(
        upsert(db, TipSubscriber)
        .values(telegram_id=telegram_id, language=language, issue=issue)
        .on_conflict_do_update(index_elements=["telegram_id"], set_={"language": language})
    )


async def unsubscribe(db: AsyncConnection, telegram_id: int) -> None:
    """Take an account off the list, and what is queued for it. Idempotent."""
    await db.execute(delete(TipSubscriber).where(TipSubscriber.telegram_id == telegram_id))
    waiting = OutboxRow.state.in_(("pending", "retry"))
    mine = OutboxRow.person_id.in_(select(Account.person_id).where(Account.address == telegram_id, is_live))
    await db.execute(
        delete(OutboxRow).where(
            OutboxRow.topic == TOPIC, waiting, mine | (OutboxRow.telegram_id == telegram_id)
        )
    )


async def queue(db: AsyncConnection, now: datetime, issue: int, limit: int) -> int:
    """Queue an issue for up to `limit` people who have not had it; return how many. Each has it once:
    the process that raises their `issue` queues it for them.

    Who has a row is written to by it, so that the pace of one chat holds; others by their account, in a row
    that is deleted as soon as it is closed.
    """
    ids = list((await db.execute(_old.limit(limit), {"issue": issue})).scalars())
    if not ids:
        return 0
    theirs = update(TipSubscriber).where(TipSubscriber.telegram_id.in_(ids), TipSubscriber.issue < issue)
    took = await db.execute(theirs.values(issue=issue).returning(TipSubscriber.telegram_id))
    people: Any = (
        select(TipSubscriber.telegram_id, Person.id)
        .outerjoin(Account, (Account.address == TipSubscriber.telegram_id) & is_live)
        .outerjoin(Person, Person.id == Account.person_id)
        .where(TipSubscriber.telegram_id.in_(list(took.scalars())), Person.unreachable_at.is_(None))
    )
    rows: list[dict[str, Any]] = [
        {
            "dedupe_key": f"tip:{issue}:{secrets.token_hex(8)}",  # no account: keys are readable
            "person_id": person_id,
            "telegram_id": telegram_id if person_id is None else None,
            "priority": NOTICE,
            "topic": TOPIC,
            "topic_id": issue,
            "text_key": "tip",
            "values": {},
            "state": "pending",
            "not_before": now,
            "created_at": now,
            "attempts": 0,
        }
        for telegram_id, person_id in await db.execute(people)
    ]
    secrets.SystemRandom().shuffle(rows)
    if rows:
        await db.execute(insert(OutboxRow), rows)
    return len(ids)


async def take_back(db: AsyncConnection, issue: int) -> int:
    """Correct the issues of a clock that was weeks ahead: subscribers marked with a later issue get the
    next one; return how many."""
    done = await db.execute(update(TipSubscriber).where(TipSubscriber.issue > issue + 1).values(issue=issue))
    return int(done.rowcount)


async def languages(db: AsyncConnection, telegram_ids: Sequence[int]) -> dict[int, str]:
    """The language of those of these accounts that are still on the list. Reads only."""
    found = select(TipSubscriber.telegram_id, TipSubscriber.language)
    rows = await db.execute(found.where(TipSubscriber.telegram_id.in_(telegram_ids)))
    return {row.telegram_id: row.language for row in rows}


async def forget(db: AsyncConnection, row_ids: Sequence[int]) -> None:
    """Delete closed rows of the outbox, so that nothing stores who was sent a tip, and when."""
    await db.execute(delete(OutboxRow).where(OutboxRow.id.in_(row_ids), OutboxRow.topic == TOPIC))
