"""Counts the enterprises of a place and all below it by their standing: whether their people can be reached,
how far their form is, when something is due. From what is kept, for the places that an open campaign covers.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Integer, Subquery, bindparam, cast, func, select, union_all
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.base.schema import Key
from storage.campaigns.places import campaigns_by_place
from storage.campaigns.progress import by_standing, each, list_marked
from storage.campaigns.running import running
from storage.offices import jurisdictions
from storage.tables.campaigns import Campaign

NAMED = 500
"""Most marked enterprises that a query names; more, after a campaign was opened, it looks for itself."""
_places = bindparam("places", expanding=True, type_=Key)
_campaign = bindparam("campaign", type_=Key)
_named = bindparam("marked", expanding=True, type_=Key)


@dataclass(frozen=True, slots=True)
class Standings:
    """Standings of the enterprises of some places in an open campaign: the kept ones, and the `marked`
    enterprises as they are now; None: there are many."""

    campaign_id: int
    places: tuple[int, ...]
    marked: tuple[int, ...] | None

    @property
    def sums(self) -> Subquery:
        """Sums of enterprises by standing (`progress.by_standing`); read with `bound`."""
        return _sums(self._marked)

    @property
    def units(self) -> Subquery:
        """The enterprises one by one, with the same columns; read with `bound`."""
        return _units(self._marked)

    @property
    def of_several(self) -> Subquery:
        """Those where somebody acts for other enterprises besides, with its values, for a query over several
        campaigns."""
        return union_all(*each(self.campaign_id, self.places, self.marked, shared=True)).subquery()

    @property
    def bound(self) -> dict[str, Any]:
        """The values of the queries."""
        named = {"marked": self.marked} if self.marked else {}
        return {"campaign": self.campaign_id, "places": self.places, **named}

    @property
    def _marked(self) -> Any:
        return _named if self.marked else self.marked

    async def page(
        self,
        db: AsyncConnection,
        where: Callable[[Any], Collection[ColumnElement[bool]]],
        skip: int,
        limit: int,
    ) -> list[int]:
        """The ids of a page of enterprises, in their order; `where`: conditions on the columns of `units`."""
        found: list[int] = []
        whole = await self._is_whole(db)
        for rows in _parts(self._marked, whole):  # each along its key, until the page is full
            query = select(rows.c.enterprise_id).where(*where(rows.c)).order_by(rows.c.enterprise_id)
            found += (await db.execute(query.limit(skip + limit), self.bound)).scalars()
        return sorted(found)[skip : skip + limit]

    async def _is_whole(self, db: AsyncConnection) -> bool:
        """Whether these are all places of the campaign."""
        top = select(Campaign.jurisdiction_id).where(Campaign.id == self.campaign_id)
        return await jurisdictions.below(db, (await db.execute(top)).scalar_one()) <= set(self.places)


@cache
def _sums(marked: Any) -> Subquery:
    return by_standing(_campaign, _places, marked).subquery("standings")  # type: ignore[no-any-return]


@cache
def _units(marked: Any) -> Subquery:
    return union_all(*each(_campaign, _places, marked)).subquery("standings")


@cache
def _parts(marked: Any, whole: bool) -> tuple[Subquery, ...]:
    places = None if whole else _places
    return tuple(one.subquery("standings") for one in each(_campaign, places, marked))


@dataclass(frozen=True, slots=True)
class Cover:
    """The standings of a place and all below it, by the campaign its enterprises are looked at in; `rest`:
    places that no open campaign covers."""

    kept: tuple[Standings, ...]
    rest: tuple[int, ...]


async def cover(db: AsyncConnection, root: int, campaign_id: int | None = None) -> Cover:
    """The places from `root` down, in that campaign, or without one each in the open one nearest to it."""
    nearest = await campaigns_by_place(db, root)
    if campaign_id is not None:
        of = select(Campaign.jurisdiction_id).where(Campaign.id == campaign_id, running())
        top = (await db.execute(of)).scalar()
        inside: Collection[int] = ()
        if top is not None:
            above = {one.id for one in await jurisdictions.above(db, root)}
            inside = nearest if top in above else await jurisdictions.below(db, top)
        nearest = {place: campaign_id if place in inside else None for place in nearest}
    kept: dict[int, tuple[int, ...]] = {}
    for place, campaign in nearest.items():
        if campaign is not None:
            kept[campaign] = (*kept.get(campaign, ()), place)
    rest = tuple(place for place, campaign in nearest.items() if campaign is None)
    marked = await list_marked(db, NAMED) if kept else ()
    return Cover(tuple(Standings(campaign, here, marked) for campaign, here in kept.items()), rest)


def total(column: Any) -> ColumnElement[int]:
    """The sum of a column, as a whole number also of no rows."""
    return cast(func.coalesce(func.sum(column), 0), Integer)
