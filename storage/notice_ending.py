"""What becomes of notices when the campaign they speak of ends: what is not begun goes back to its author."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import case, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage import audit, outbox
from storage.audit import Actor
from storage.notices import Notice

ENDED = "ended"
"""In `held` of a draft: it came back since its campaign ended."""
_NOT_BEGUN = ("waiting", "scheduled")


async def count_unsent(db: AsyncConnection, campaign_id: int) -> tuple[int, int]:
    """How many notices of a campaign are confirmed and not begun, and how many go to who registers later."""
    query = select(
        func.count(case((Notice.state.in_(_NOT_BEGUN), 1))),
        func.count(case((Notice.standing & Notice.state.not_in(("draft", *_NOT_BEGUN)), 1))),
    ).where(Notice.campaign_id == campaign_id)
    unsent, standing = (await db.execute(query)).one()
    return int(unsent), int(standing)


async def give_back_unsent(
    db: AsyncConnection, actor: Actor, now: datetime, campaign_id: int, reason: str, not_before: datetime
) -> int:
    """Make drafts again of a campaign's notices that are not begun; how many. Their authors are told, with
    the `reason` of the end, and may send them all the same. Who registers from now on gets none.
    """
    values = {"held": ENDED, "returned": reason, "confirmed_at": None}
    given_back = (
        await db.execute(
            update(Notice)
            .where(Notice.campaign_id == campaign_id, Notice.state.in_(_NOT_BEGUN))
            .values(state="draft", released_by=None, released_at=None, **values)
            .returning(Notice.id, Notice.author_id, Notice.title)
        )
    ).all()
    for one in given_back:
        await audit.write(db, actor, now, "give-back", "notice", one.id)
        await outbox.enqueue(
            db,
            now,
            dedupe_key=f"notice-returned:{one.id}:{now.timestamp()}",
            person_id=one.author_id,
            text_key="outbox-notice-returned-ended",
            values={"title": one.title},
            button={"kind": "notice", "id": one.id},
            not_before=not_before,
            priority=outbox.PERSONAL,
        )
    await db.execute(
        update(Notice)
        .where(Notice.campaign_id == campaign_id, Notice.standing, Notice.state != "draft")
        .values(standing=False)
    )
    return len(given_back)
