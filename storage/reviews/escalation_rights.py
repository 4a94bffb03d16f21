"""Rights to decide 停产, 处罚 and 关闭: by the plan, no hospital, no union and no village."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

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
    enforces; `decision`: that it decides this one, and no authority outside (`authorities_of`). Of the
    command line: whether an office there may, in whose name it decides.
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
    seat that may (see `may_enforce`), which may be above; None: they may not. The command line decides in the
    name of the nearest safety office that may."""
    place = await _place(db, self_check_id, jurisdiction_id)
    if decision is not None and place.authority_of(decision) is not None:
        return None
    if is_operator(actor):
        return next((one for one in place.path if place.lets_enforce("safety", one)), None)
    return await _enforcing(db, actor, place)


async def decisions_of(
    db: AsyncConnection, actor: Actor, self_check_id: int, jurisdiction_id: int, decisions: Sequence[str]
) -> tuple[str, ...]:
    """Those of `decisions` that the actor may take (see `may_enforce`), in their order."""
    place = await _place(db, self_check_id, jurisdiction_id)
    if not is_operator(actor) and await _enforcing(db, actor, place) is None:
        return ()
    return tuple(one for one in decisions if place.authority_of(one) is None)


async def authorities_of(
    db: AsyncConnection, self_check_id: int, jurisdiction_id: int, decisions: Sequence[str]
) -> tuple[Department | None, ...]:
    """The authority outside the campaign's tree that carries out each decision by the plan
    (上报县安监局实施…); None: offices decide it themselves, as all above the campaign's place do. Checks no
    right."""
    place = await _place(db, self_check_id, jurisdiction_id)
    return tuple(place.authority_of(one) for one in decisions)


async def outsiders_of(db: AsyncConnection, self_check_id: int) -> tuple[Department, ...]:
    """The authorities outside the campaign's tree that its plan names, those that enforce first."""
    query = select(Campaign.pack).join(SelfCheck, SelfCheck.campaign_id == Campaign.id)
    pack = load().packs.get((await db.execute(query.where(SelfCheck.id == self_check_id))).scalar_one())
    there = [one for one in pack.departments if one.at == "outside"] if pack else []
    return tuple(sorted((one for one in there if one.kind != "enterprise"), key=lambda one: not one.enforces))


@dataclass(frozen=True, slots=True)
class _Place:
    """A task's place in the tree of its campaign."""

    id: int
    pack: Pack | None
    steps: Callable[[int], int]
    """Steps below the campaign's place one of the places at and above this one is."""
    path: tuple[int, ...]
    """This place and those above it, the nearest first."""

    def lets_enforce(self, department: str, place: int) -> bool:
        """Whether the plan lets an office of that place decide."""
        return self.pack is None or self.pack.lets_enforce(department, self.steps(place))

    def authority_of(self, decision: str) -> Department | None:
        verdict = review_rules().by_key.get(decision)
        if self.pack is None or verdict is None or self.steps(self.id) < 0:
            return None
        return self.pack.outside_of(verdict.rungs)


async def _enforcing(db: AsyncConnection, actor: Actor, place: _Place) -> int | None:
    """The place of the actor's nearest seat whose office enforces by the plan."""
    enforcing = [
        seat.jurisdiction_id
        for seat in await staff.reaching(db, require_person(actor), place.id)
        if seat.allows("escalation.decide") and place.lets_enforce(seat.department, seat.jurisdiction_id)
    ]
    return max(enforcing, key=place.steps, default=None)


async def _place(db: AsyncConnection, self_check_id: int, jurisdiction_id: int) -> _Place:
    campaign = (
        await db.execute(
            select(Campaign.pack, Campaign.jurisdiction_id)
            .join(SelfCheck, SelfCheck.campaign_id == Campaign.id)
            .where(SelfCheck.id == self_check_id)
        )
    ).one()
    depths = {row.id: row.depth for row in await db.execute(_depths, {"leaf": jurisdiction_id})}
    own = depths.get(campaign.jurisdiction_id, -1)  # below the task's place, where that was handed up
    pack, path = load().packs.get(campaign.pack), tuple(sorted(depths, key=depths.__getitem__))
    return _Place(jurisdiction_id, pack, lambda place: own - depths[place], path)
