"""Writes the targets of a notice: counted before it begins, written in portions after it began.

Over a city both take their time. Counting has a transaction of its own, in which everybody else can write;
writing takes many short ones, and after a crash the next tick goes on.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.notices import audiences
from storage.notices import views as notice_views
from storage.notices.audiences import Audience, Reach
from storage.notices.views import NoticeView
from storage.offices.jurisdictions import zone_of
from storage.tables.enterprises import Enterprise
from storage.tables.notices import Notice

PORTION = 2000
"""Enterprises per transaction."""


@dataclass(frozen=True, slots=True)
class Counted:
    """The reach of an audience as it was counted; valid for that audience only."""

    audience: Audience
    reach: Reach


async def count(db: AsyncConnection, notice: NoticeView, today: date) -> Counted:
    """Count a notice's reach; `today` is the local day of its place. Reads only."""
    return Counted(notice.audience, await audiences.count(db, notice.audience, today))


async def count_now(db: AsyncConnection, now: datetime, notice_id: int, zone: tzinfo) -> Counted:
    """Count the reach for a caller who is about to confirm, release or begin a notice; `zone` of places
    which have none.

    Raises:
        NotFound: there is none.
    """
    notice = await notice_views.load(db, notice_id)
    zone = await zone_of(db, notice.jurisdiction_id, zone)
    return await count(db, notice, now.astimezone(zone).date())


async def reach_of(db: AsyncConnection, notice: NoticeView, today: date, counted: Counted | None) -> Reach:
    """The reach of a notice: `counted`, if it is of the current audience, else counted now."""
    if counted is None or counted.audience != notice.audience:
        counted = await count(db, notice, today)
    return counted.reach


async def gather(db: AsyncConnection, today: date, notice: NoticeView) -> bool:
    """Store the next portion of targets of a notice that has begun; True while some are left.

    `notice`: loaded and held in this transaction. Enterprises come in the order of their ids.
    """
    begin = notice.gathered_id
    if begin is None:
        return False
    newest = (await db.execute(select(func.coalesce(func.max(Enterprise.id), 0)))).scalar_one()
    end = begin + PORTION
    copies = await audiences.keep(db, notice.id, notice.revision, notice.audience, today, within=(begin, end))
    found = await audiences.count_kept(db, notice.id, within=(begin, end))
    more = {name: getattr(Notice, name) + many for name, many in found.items()}
    is_left = end < newest
    await db.execute(
        update(Notice)
        .where(Notice.id == notice.id)
        .values(gathered_id=end if is_left else None, job_total=Notice.job_total + copies, **more)
    )
    return is_left


async def go_on(db: AsyncConnection, now: datetime, notice_id: int, zone: tzinfo) -> bool:
    """Gather the next portion of a notice that goes out or is paused; True while some are left."""
    notice = await notice_views.load(db, notice_id, hold=True)
    if notice.state not in ("sending", "paused"):
        return False
    zone = await zone_of(db, notice.jurisdiction_id, zone)
    return await gather(db, now.astimezone(zone).date(), notice)
