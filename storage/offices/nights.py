"""The time zone in which quiet hours count for a queued message: that of the office or enterprise it is
about."""

from __future__ import annotations

from collections.abc import Collection
from datetime import tzinfo
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.offices.jurisdictions import zone_of
from storage.tables.campaigns import Campaign
from storage.tables.enterprises import Enterprise
from storage.tables.notices import Notice, NoticeCopy
from storage.tables.offices import Jurisdiction
from storage.tables.outbox import OutboxRow

_zones = (
    select(Jurisdiction.zone).where(Jurisdiction.zone.is_not(None)).union(select(Campaign.zone).distinct())
)
_placed = (
    select(
        OutboxRow.id,
        func.coalesce(OutboxRow.office_id, Enterprise.jurisdiction_id, Notice.jurisdiction_id),
        Campaign.zone,
    )
    .outerjoin(Enterprise, Enterprise.id == OutboxRow.enterprise_id)
    .outerjoin(NoticeCopy, (OutboxRow.topic == "notice") & (NoticeCopy.id == OutboxRow.topic_id))
    .outerjoin(Notice, Notice.id == NoticeCopy.notice_id)
    .outerjoin(Campaign, (OutboxRow.topic == "campaign") & (Campaign.id == OutboxRow.topic_id))
    .where(OutboxRow.id.in_(bindparam("ids", expanding=True)))
)


async def zones(db: AsyncConnection, default: tzinfo) -> list[tzinfo]:
    """All time zones in use. Reads only."""
    return [default, *(ZoneInfo(name) for name in (await db.execute(_zones)).scalars() if name)]


async def zones_of(db: AsyncConnection, ids: Collection[int], default: tzinfo) -> dict[int, tzinfo]:
    """The zone of each of these rows of the outbox: of the campaign it tells of, else of the place of its
    office, its enterprise or its notice; `default` where it has none. Reads only."""
    by_place: dict[int | None, tzinfo] = {None: default}
    found: dict[int, tzinfo] = {}
    for row_id, place, campaign in (await db.execute(_placed, {"ids": list(ids)})).all():
        if campaign is not None:
            found[row_id] = ZoneInfo(campaign)
            continue
        if place not in by_place:
            by_place[place] = await zone_of(db, place, default)
        found[row_id] = by_place[place]
    return found
