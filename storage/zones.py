"""Zones: in which time zone the days and quiet hours of a place are counted."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.jurisdictions import Jurisdiction, above_cte

DEFAULT = ZoneInfo("Asia/Shanghai")

_above = above_cte(bindparam("leaf"))
_zone = (
    select(Jurisdiction.zone)
    .join(_above, _above.c.id == Jurisdiction.id)
    .where(Jurisdiction.zone.is_not(None))
    .order_by(_above.c.depth)
    .limit(1)
)


async def zone_of(db: AsyncConnection, jurisdiction_id: int, default: ZoneInfo = DEFAULT) -> ZoneInfo:
    """The zone of a place, else of the nearest above that has one, else `default` (that of the settings)."""
    name = (await db.execute(_zone, {"leaf": jurisdiction_id})).scalar()
    return default if name is None else ZoneInfo(name)
