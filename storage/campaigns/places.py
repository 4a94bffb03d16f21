"""Finds the campaign that each place takes part in: the newest open one of its own, else of the nearest place
above; and enterprises in several open campaigns at once, whose messages have to name the campaign."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import CTE, ColumnElement, bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.base.rows import from_row
from storage.base.schema import Key
from storage.campaigns.dates import list_opened
from storage.campaigns.running import running
from storage.offices.jurisdictions import above_cte
from storage.tables.campaigns import Campaign
from storage.tables.enterprises import Enterprise
from storage.tables.offices import Jurisdiction
from storage.tables.self_checks import SelfCheck


def places_cte(root: str = "root") -> CTE:
    """A recursive query of `id` and `campaign_id`: the place bound as `root` and all below it, each with the
    open campaign its enterprises are in, or NULL."""
    above = above_cte(bindparam(root))
    inherited = (
        select(Campaign.id)
        .join(above, above.c.id == Campaign.jurisdiction_id)
        .where(running())
        .order_by(above.c.depth, Campaign.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    start = (
        select(Jurisdiction.id, inherited.label("campaign_id"))
        .where(Jurisdiction.id == bindparam(root))
        .cte("places", recursive=True)
    )
    child = Jurisdiction.__table__.alias("child")
    own = (
        select(Campaign.id)
        .where(Campaign.jurisdiction_id == child.c.id, running())
        .order_by(Campaign.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    return start.union_all(
        select(child.c.id, func.coalesce(own, start.c.campaign_id)).join(
            start, child.c.parent_id == start.c.id
        )
    )


_places = places_cte()
_by_place = select(_places.c.id, _places.c.campaign_id)


async def campaigns_by_place(db: AsyncConnection, root: int) -> dict[int, int | None]:
    """The open campaign that a place and each below it takes part in, by the place's id; empty if there is no
    such place.

    What is read of their enterprises names the places: the databases know how many enterprises each has, and
    nothing of a recursive query's rows.
    """
    return {row[0]: row[1] for row in await db.execute(_by_place, {"root": root})}


@dataclass(frozen=True, slots=True)
class CampaignName:
    """The name of a campaign: its plan and the place it was opened in."""

    id: int
    pack: str
    place: str


def _above_of(which: ColumnElement[bool]) -> CTE:
    """`enterprise_id`, `place`: the places of these enterprises and all above them."""
    up = (
        select(Enterprise.id.label("enterprise_id"), Enterprise.jurisdiction_id.label("place"))
        .where(which)
        .cte("up", recursive=True)
    )
    return up.union_all(
        select(up.c.enterprise_id, Jurisdiction.parent_id)
        .join(Jurisdiction, Jurisdiction.id == up.c.place)
        .where(Jurisdiction.parent_id.is_not(None))
    )


_chosen = _above_of(Enterprise.id.in_(bindparam("ids", expanding=True, type_=Key)))
_shared = (
    select(_chosen.c.enterprise_id)
    .join(Campaign, Campaign.jurisdiction_id == _chosen.c.place)
    .where(running())
    .group_by(_chosen.c.enterprise_id)
    .having(func.count() > 1)
)
_own = _above_of(
    Enterprise.id == select(SelfCheck.enterprise_id).where(SelfCheck.id == bindparam("of")).scalar_subquery()
)
_open_ones = (
    select(func.count())
    .select_from(_own)
    .join(Campaign, Campaign.jurisdiction_id == _own.c.place)
    .where(running())
    .scalar_subquery()
)
_name = (
    select(Campaign.id, Campaign.pack, Jurisdiction.name.label("place"), _open_ones.label("open_ones"))
    .join(SelfCheck, SelfCheck.campaign_id == Campaign.id)
    .join(Jurisdiction, Jurisdiction.id == Campaign.jurisdiction_id)
    .where(SelfCheck.id == bindparam("of"))
)


async def in_several(db: AsyncConnection, enterprise_ids: Collection[int]) -> frozenset[int]:
    """The ids of those of the enterprises that are in more than one open campaign."""
    if not enterprise_ids:
        return frozenset()
    return frozenset((await db.execute(_shared, {"ids": sorted(enterprise_ids)})).scalars())


async def name_if_several(db: AsyncConnection, self_check_id: int) -> CampaignName | None:
    """The campaign of a self-check, where its enterprise is in more than one open campaign; else None."""
    row = (await db.execute(_name, {"of": self_check_id})).first()
    return None if row is None or row.open_ones < 2 else from_row(CampaignName, row)


OF_YEARS = "of_years"
"""Key in a queued message's values: write its days with their years."""
OF_PACK, OF_PLACE = "of_pack", "of_place"
OF_DUTY = "of_duty"
"""Key in a queued message's values: codes of a plan and a duty; the sentence is given the duty's title as
`duty`."""
"""Keys in a queued message's values that name the campaign it is about; `scheduler.messages.wording` says
it."""


async def campaign_values(db: AsyncConnection, self_check_id: int) -> dict[str, Any]:
    """Values that a queued message needs about the campaign of a self-check: its name, where the enterprise
    is in several, and whether its days lie in more than one year."""
    found = await name_if_several(db, self_check_id)
    named = {} if found is None else {OF_PACK: found.pack, OF_PLACE: found.place}
    of = select(SelfCheck.campaign_id).where(SelfCheck.id == self_check_id)
    spanning = await in_several_years(db, [*(await db.execute(of)).scalars()])
    return named | ({OF_YEARS: True} if spanning else {})


async def in_several_years(db: AsyncConnection, campaigns: Collection[int]) -> frozenset[int]:
    """The ids of those of the campaigns whose days lie in more than one year."""
    found = await list_opened(db, sorted(campaigns)) if campaigns else []
    return frozenset(one.id for one in found if one.spans_years)
