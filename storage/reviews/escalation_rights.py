"""Rights to decide 停产, 处罚 and 关闭: by the plan, no hospital, no union and no village."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection

from content.loader import load, review_rules
from content.model.pack import Department, Pack
from storage.base.audit import Actor
from storage.base.rights import is_operator, require_person
from storage.offices import staff
from storage.offices.jurisdictions import above_cte
from storage.tables.campaigns import Campaign
from storage.tables.self_checks import SelfCheck

_above = above_cte(bindparam("leaf"))
_depths = select(_above.c.id, _above.c.depth)


async def may_enforce(
    db: AsyncConnection,
    actor: Actor,
    self_check_id: int,
    jurisdiction_id: int,
    decision: str | None = None,
) -> bool:
    """Whether the actor has a seat that decides tasks of that place and of whose office the plan says that it
    enforces; `decision`: that it decides this one, and no authority outside (`authority_of`). The command
    line does.
    """
    return await deciding_place(db, actor, self_check_id, jurisdiction_id, decision) is not None


async def deciding_place(
    db: AsyncConnection,
    actor: Actor,
    self_check_id: int,
    jurisdiction_id: int,
    decision: str | None = None,
) -> int | None:
    """The place whose office decides a task of `jurisdiction_id` when the actor does: that of their nearest
    seat that may (see `may_enforce`), which may be above; None: they may not. The command line decides for
    the place itself."""
    if is_operator(actor):
        return jurisdiction_id
    if decision is not None and await authority_of(db, self_check_id, jurisdiction_id, decision) is not None:
        return None
    pack, steps = await _place(db, self_check_id, jurisdiction_id)
    enforcing = [
        seat.jurisdiction_id
        for seat in await staff.reaching(db, require_person(actor), jurisdiction_id)
        if seat.allows("escalation.decide")
        and (pack is None or pack.lets_enforce(seat.department, steps(seat.jurisdiction_id)))
    ]
    return max(enforcing, key=steps, default=None)


async def authority_of(
    db: AsyncConnection, self_check_id: int, jurisdiction_id: int, decision: str
) -> Department | None:
    """The authority outside the campaign's tree that carries out a decision by the plan (上报县安监局实施…);
    None: offices decide it themselves, as all above the campaign's place do. Checks no right."""
    pack, steps = await _place(db, self_check_id, jurisdiction_id)
    verdict = review_rules().by_key.get(decision)
    if pack is None or verdict is None or steps(jurisdiction_id) < 0:
        return None
    return pack.outside_of(verdict.rungs)


async def outsiders_of(db: AsyncConnection, self_check_id: int) -> tuple[Department, ...]:
    """The authorities outside the campaign's tree that its plan names, those that enforce first."""
    query = select(Campaign.pack).join(SelfCheck, SelfCheck.campaign_id == Campaign.id)
    pack = load().packs.get((await db.execute(query.where(SelfCheck.id == self_check_id))).scalar_one())
    there = [one for one in pack.departments if one.at == "outside"] if pack else []
    return tuple(sorted((one for one in there if one.kind != "enterprise"), key=lambda one: not one.enforces))


async def _place(
    db: AsyncConnection, self_check_id: int, jurisdiction_id: int
) -> tuple[Pack | None, Callable[[int], int]]:
    """The plan of a form's campaign, and how many steps below the campaign's place one of the places at and
    above `jurisdiction_id` is."""
    campaign = (
        await db.execute(
            select(Campaign.pack, Campaign.jurisdiction_id)
            .join(SelfCheck, SelfCheck.campaign_id == Campaign.id)
            .where(SelfCheck.id == self_check_id)
        )
    ).one()
    depths = {row.id: row.depth for row in await db.execute(_depths, {"leaf": jurisdiction_id})}
    own = depths.get(campaign.jurisdiction_id, -1)  # below the task's place, where that was handed up
    return load().packs.get(campaign.pack), lambda place: own - depths[place]
