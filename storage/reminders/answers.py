"""Answers to reminders: 明天再提醒 and 不再提醒. The facts themselves change elsewhere."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from content.calendar.workdays import Works, is_workday, workday_after
from storage.base import audit
from storage.base.audit import Actor
from storage.base.database import upsert
from storage.base.errors import NotAllowed, NotFound
from storage.base.rights import require_person
from storage.tables.reminders import Digest, Reminder, ReminderMute


async def snooze(
    db: AsyncConnection,
    actor: Actor,
    now: datetime,
    digest_id: int,
    rules: Collection[str],
    works: Works = is_workday,
) -> date:
    """Repeat the lines of a digest on the next working day, as far as they still hold then; return that local
    day. Idempotent.

    `rules`: codes of the rules whose lines may be put off.

    Raises:
        NotFound: no such digest. NotAllowed: it is somebody else's.
    """
    digest = await _own(db, actor, digest_id)
    tomorrow = workday_after(now.astimezone(ZoneInfo(digest.zone)).date() + timedelta(days=1), works)
    rows = await _lines(db, digest_id, rules)
    again = [
        {
            "rule": row.rule,
            "subject": row.subject,
            "subject_id": row.subject_id,
            "campaign_id": row.campaign_id,
            "person_id": digest.person_id,
            "planned_on": tomorrow,
            "due_on": row.due_on,
            "days": (tomorrow - row.due_on).days if row.due_on else 0,
            "urgent": False,
            "state": "waiting",
            "created_at": now,
        }
        for row in rows
    ]
    if again:
        done = await db.execute(upsert(db, Reminder).values(again).on_conflict_do_nothing())
        if done.rowcount:
            await audit.write(db, actor, now, "snooze", "digest", digest_id, {"day": tomorrow.isoformat()})
    return tomorrow


async def mute(
    db: AsyncConnection, actor: Actor, now: datetime, digest_id: int, rules: Collection[str]
) -> None:
    """Mute the rules and subjects of a digest for this person. Idempotent.

    `rules`: codes of the rules that allow it. Errors as `snooze`.
    """
    digest = await _own(db, actor, digest_id)
    rows = await _lines(db, digest_id, rules)
    muted = [
        {
            "person_id": digest.person_id,
            "rule": row.rule,
            "subject": row.subject,
            "subject_id": row.subject_id,
            "muted_at": now,
        }
        for row in rows
    ]
    if muted:
        done = await db.execute(upsert(db, ReminderMute).values(muted).on_conflict_do_nothing())
        if done.rowcount:
            await audit.write(db, actor, now, "mute", "digest", digest_id, {"lines": len(muted)})


async def list_muted(db: AsyncConnection, person_id: int, subject: str) -> frozenset[int]:
    """Ids of the subjects of a kind that a person has muted."""
    query = select(ReminderMute.subject_id)
    rows = await db.execute(query.where(ReminderMute.person_id == person_id, ReminderMute.subject == subject))
    return frozenset(rows.scalars())


async def unmute(db: AsyncConnection, actor: Actor, now: datetime, subject: str, subject_id: int) -> bool:
    """Unmute a subject for this person; False if nothing was muted.

    Raises:
        NotAllowed: not a person.
    """
    gone = await db.execute(
        delete(ReminderMute).where(
            ReminderMute.person_id == require_person(actor),
            ReminderMute.subject == subject,
            ReminderMute.subject_id == subject_id,
        )
    )
    if gone.rowcount:
        await audit.write(db, actor, now, "unmute", subject, subject_id)
    return bool(gone.rowcount)


async def _own(db: AsyncConnection, actor: Actor, digest_id: int) -> Any:
    query = select(Digest.person_id, Digest.zone).where(Digest.id == digest_id)
    digest = (await db.execute(query)).first()
    if digest is None:
        raise NotFound
    if digest.person_id != require_person(actor):
        raise NotAllowed
    return digest


async def _lines(db: AsyncConnection, digest_id: int, rules: Collection[str]) -> Any:
    """The rules and subjects of a digest, each once."""
    query = (
        select(Reminder.rule, Reminder.subject, Reminder.subject_id, Reminder.campaign_id, Reminder.due_on)
        .distinct()
        .where(Reminder.digest_id == digest_id, Reminder.rule.in_(rules), Reminder.state != "moot")
    )
    return (await db.execute(query)).all()
