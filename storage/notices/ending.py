"""Ends notices whose campaign ends, or whose validity is over: those not begun go back to their author, those
under way are sent to nobody else."""

from __future__ import annotations

from datetime import datetime, tzinfo
from typing import Any

from sqlalchemy import case, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.base import audit
from storage.base.audit import Actor
from storage.notices import copies
from storage.notices import views as notice_views
from storage.notices.sending import day_of
from storage.offices.jurisdictions import zone_of
from storage.offices.mail_slots import slot
from storage.outbox import queue as outbox
from storage.tables.notices import ENDS, Notice

SYSTEM = Actor("system")

ENDED = "ended"
"""Value of `held` of a draft: it came back because its campaign ended."""
EXPIRED = "expired"
"""Value of `held` of a draft: it came back because it was out of date."""
_NOT_BEGUN = ("waiting", "scheduled")


async def count_unsent(db: AsyncConnection, campaign_id: int) -> tuple[int, int]:
    """Count a campaign's notices that are confirmed and not begun, and its standing notices."""
    query = select(
        func.count(case((Notice.state.in_(_NOT_BEGUN), 1))),
        func.count(case((Notice.standing & Notice.state.not_in(("draft", *_NOT_BEGUN)), 1))),
    ).where(Notice.campaign_id == campaign_id)
    unsent, standing = (await db.execute(query)).one()
    return int(unsent), int(standing)


async def give_back_unsent(
    db: AsyncConnection, actor: Actor, now: datetime, campaign_id: int, reason: str, not_before: datetime
) -> int:
    """Make drafts again of a campaign's notices that are not begun; return how many. Their authors are
    told, with the `reason` of the end, and may send them all the same. Who registers from now on gets
    none."""
    values = {"held": ENDED, "returned": reason, "confirmed_at": None}
    given_back = (
        await db.execute(
            update(Notice)
            .where(Notice.campaign_id == campaign_id, Notice.state.in_(_NOT_BEGUN))
            .values(state="draft", released_by=None, released_at=None, **values)
            .returning(Notice.id, Notice.author_id, Notice.title, Notice.jurisdiction_id, Notice.send_at)
        )
    ).all()
    for one in given_back:
        await audit.write(db, actor, now, "give-back", "notice", one.id)
        values = {"title": one.title}
        day = day_of(one, now, await zone_of(db, one.jurisdiction_id))
        at = await slot(db, now, "outbox-notice-returned-ended", values, one.jurisdiction_id, due_on=day)
        await outbox.enqueue(
            db,
            now,
            dedupe_key=f"notice-returned:{one.id}:{now.timestamp()}",
            person_id=one.author_id,
            text_key="outbox-notice-returned-ended",
            values=values,
            button={"kind": "notice", "id": one.id},
            not_before=max(not_before, at.not_before),
            priority=at.priority,
            office_id=one.jurisdiction_id,
            needs="notice.write",
        )
    await db.execute(
        update(Notice)
        .where(Notice.campaign_id == campaign_id, Notice.standing, Notice.state != "draft")
        .values(standing=False)
    )
    return len(given_back)


async def list_expired(db: AsyncConnection, now: datetime) -> tuple[int, ...]:
    """Notices to be sent or being sent whose validity is over; corrections and withdrawals go on."""
    goes_on = func.coalesce(Notice.job, "").in_(("correct", "withdraw"))
    query = select(Notice.id).where(
        ENDS, Notice.valid_until <= now, or_(~goes_on, Notice.state.in_(_NOT_BEGUN))
    )
    return tuple((await db.execute(query.order_by(Notice.id))).scalars())


async def expire(db: AsyncConnection, now: datetime, notice_id: int, zone: tzinfo) -> bool:
    """Stop a notice whose validity is over: one not begun is a draft again, of one being sent the waiting
    copies are stopped. Its author is told, not at night. False: there was nothing to do.

    `zone`: of places which have none.

    Raises:
        NotFound: there is none.
    """
    notice = await notice_views.load(db, notice_id, hold=True)
    if notice.valid_until is None or notice.valid_until > now:
        return False
    begun = notice.state in ("sending", "paused") and notice.job not in ("correct", "withdraw")
    left = 0
    if notice.state in _NOT_BEGUN:
        values: dict[str, Any] = {"state": "draft", "held": EXPIRED, "returned": "", "confirmed_at": None}
        values |= {"released_by": None, "released_at": None}
    elif begun:
        await copies.take_back(db, notice_id)
        left = await copies.move(db, notice_id, {"queued": "stopped"})
        if not left and notice.gathered_id is None:
            return False
        # The tick ends it.
        values = {"state": "sending", "standing": False, "progress_open": True, "gathered_id": None}
    else:
        return False
    await db.execute(update(Notice).where(Notice.id == notice_id).values(**values))
    await audit.write(db, SYSTEM, now, "expire", "notice", notice_id, {"left": left})
    key = "outbox-notice-expired" if begun else "outbox-notice-returned-expired"
    local = await zone_of(db, notice.jurisdiction_id, zone)
    day, today = (one.astimezone(local).date() for one in (notice.valid_until, now))
    at = await slot(db, now, key, {}, notice.jurisdiction_id, zone=zone, due_on=day if day == today else None)
    await outbox.enqueue(
        db,
        now,
        dedupe_key=f"notice-expired:{notice_id}:{notice.valid_until.timestamp()}:{notice.state}",
        person_id=notice.author_id,
        text_key=key,
        values={"title": notice.title, **({"count": left} if begun else {})},
        button={"kind": "notice", "id": notice_id},
        not_before=at.not_before,
        priority=at.priority,
        office_id=notice.jurisdiction_id,
    )
    return True
