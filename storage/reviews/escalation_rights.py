"""Rights to decide 停产, 处罚 and 关闭: by the plan, no hospital, no union and no village."""

from __future__ import annotations

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection

from content.loader import load
from storage.base.audit import Actor
from storage.base.rights import is_operator, require_person
from storage.offices import staff
from storage.offices.jurisdictions import above_cte
from storage.tables.campaigns import Campaign
from storage.tables.self_checks import SelfCheck

_above = above_cte(bindparam("leaf"))
_depths = select(_above.c.id, _above.c.depth)


async def may_enforce(db: AsyncConnection, actor: Actor, self_check_id: int, jurisdiction_id: int) -> bool:
    """Whether the actor has a seat that decides tasks of that place and of whose office the plan says that it
    enforces. The command line does.
    """
    if is_operator(actor):
        return True
    campaign = (
        await db.execute(
            select(Campaign.pack, Campaign.jurisdiction_id)
            .join(SelfCheck, SelfCheck.campaign_id == Campaign.id)
            .where(SelfCheck.id == self_check_id)
        )
    ).one()
    pack = load().packs.get(campaign.pack)
    depths = {row.id: row.depth for row in await db.execute(_depths, {"leaf": jurisdiction_id})}
    of_campaign = depths.get(campaign.jurisdiction_id, -1)  # below the task's place, where that was handed up
    return any(
        pack is None or pack.lets_enforce(seat.department, of_campaign - depths[seat.jurisdiction_id])
        for seat in await staff.reaching(db, require_person(actor), jurisdiction_id)
        if seat.allows("escalation.decide")
    )
