"""Who decides 停产, 处罚 and 关闭: by the plan, no hospital, no union and no village."""

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
_steps = select(_above.c.depth).where(_above.c.id == bindparam("place"))


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
    for seat in await staff.reaching(db, require_person(actor), jurisdiction_id):
        if not seat.allows("escalation.decide"):
            continue
        found = await db.execute(_steps, {"leaf": seat.jurisdiction_id, "place": campaign.jurisdiction_id})
        depth = found.scalar()
        if pack is None or pack.lets_enforce(seat.department, -1 if depth is None else depth):
            return True
    return False
