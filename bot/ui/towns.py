"""Places an enterprise may choose: those below the open campaigns. Reads only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from storage.base.database import Database
from storage.base.errors import Stale
from storage.campaigns import opening as campaigns
from storage.campaigns.views import CampaignLine
from storage.offices import jurisdictions
from storage.offices.jurisdictions import Place

TOP = 0
"""Id of the place above all: real ids begin with 1."""


@dataclass(frozen=True, slots=True)
class Towns:
    """Places by id, each under its parent in the tree; `roots` are those with an open campaign."""

    places: dict[int, Place]
    roots: tuple[int, ...]

    @property
    def start(self) -> int:
        """The place where choosing begins: inside the only root, or above several."""
        return self.roots[0] if len(self.roots) == 1 else TOP

    @property
    def only(self) -> int | None:
        """The only place, where nothing is to be chosen."""
        start = self.start
        return start if start != TOP and not self.inside(start) else None

    def inside(self, place: int) -> tuple[Place, ...]:
        """The places right below one."""
        if place == TOP:
            return tuple(self.places[root] for root in self.roots)
        return tuple(one for one in self.places.values() if one.parent_id == place)

    def above(self, place: int) -> int:
        """The parent of a place, at most the place where choosing begins."""
        if place in {TOP, self.start, *self.roots}:
            return self.start
        return self.places[place].parent_id or TOP

    def named(self, text: str) -> tuple[Place, ...]:
        """The places with `text` in their name, those where choosing begins left out."""
        return tuple(one for one in self.places.values() if text in one.name and one.id != self.start)

    def name(self, place: int) -> str:
        """Names from where choosing begins down to a place; empty if it is not there."""
        names: list[str] = []
        while place in self.places:
            names.append(self.places[place].name)
            if place in self.roots:
                break
            place = self.places[place].parent_id or TOP
        return " ".join(reversed(names))


def stepped_down(data: dict[str, Any], towns: Towns, place: int) -> bool:
    """Open a place in a dialog's data; False where nothing is below it.

    Raises:
        Stale: the place is not there.
    """
    if place not in towns.places:
        raise Stale
    if not towns.inside(place):
        return False
    data.pop("find", None)
    data.update(at=place, page=0)
    return True


def stepped_up(data: dict[str, Any], towns: Towns) -> bool:
    """Go in a dialog's data from the places found to all, else one step up in the tree of places; False where
    choosing began there."""
    at = data.get("at", towns.start)
    if data.pop("find", None) is None:
        if at == towns.start:
            return False
        data["at"] = towns.above(at)
    data["page"] = 0
    return True


async def read_towns(database: Database) -> tuple[Towns, tuple[CampaignLine, ...]]:
    """The places of the open campaigns, all places where none is open; and those campaigns."""
    async with database.read() as db:
        running = await campaigns.list_campaigns(db, state="open")
        tree = await jurisdictions.list_tree(db)
    return pick(tree, {one.jurisdiction for one in running}), running


def pick(tree: Sequence[Place], codes: set[str]) -> Towns:
    """The places of a tree (parents before children) with one of `codes`, and all below them."""
    places: dict[int, Place] = {}
    roots: list[int] = []
    for place in tree:
        if place.parent_id in places:
            places[place.id] = place
        elif place.code in codes or (not codes and place.parent_id is None):
            places[place.id] = place
            roots.append(place.id)
    return Towns(places, tuple(roots))
