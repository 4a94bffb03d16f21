"""Rights to review whole forms: of the departments that have `review.do` by the table of rights, those of
which the campaign's plan says that they review the whole. The others give opinions on their rows.

The plans name 安监, whose duty passed to 卫健 in 2018: where nobody of a safety office who may review has a
seat at the place or above it, the health offices review the whole, though not those that by the plan decide
nothing (镇医院).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import ColumnElement, and_, bindparam, exists, literal, or_, select, true
from sqlalchemy.ext.asyncio import AsyncConnection

from content.loader import load
from content.model.pack import Pack
from storage.base.rights import DEPARTMENTS, holders
from storage.base.rows import from_rows
from storage.offices.jurisdictions import above_cte
from storage.tables.campaigns import Campaign
from storage.tables.offices import Jurisdiction, Staff
from storage.tables.self_checks import SelfCheck

BY_PLAN: Final = frozenset({"review.do", "review.confirm"})
"""Rights that a campaign's plan takes from some departments."""

Barred = frozenset[tuple[int, str]]
"""Place and department of offices that do not review whole forms of a campaign."""

_LEADS, _SUCCESSOR = "safety", "health"
_held = and_(
    Staff.department == _LEADS,
    Staff.role.in_(sorted(role for role, kinds in holders("review.do").items() if _LEADS in kinds)),
    Staff.revoked_at.is_(None),
)
_above = above_cte(bindparam("leaf"))
_led = exists().where(_held, Staff.jurisdiction_id.in_(select(_above.c.id)))
_starts = (
    select(Jurisdiction.id.label("leaf"), Jurisdiction.id, Jurisdiction.parent_id, literal(0).label("depth"))
    .where(Jurisdiction.id.in_(bindparam("places", expanding=True)))
    .cte("lines", recursive=True)
)
_lines = _starts.union_all(
    select(_starts.c.leaf, Jurisdiction.id, Jurisdiction.parent_id, _starts.c.depth + 1).join(
        _starts, Jurisdiction.id == _starts.c.parent_id
    )
)
_each_line = select(
    _lines.c.leaf,
    _lines.c.id,
    exists().where(_held, Staff.jurisdiction_id == _lines.c.id).label("led"),
).order_by(_lines.c.leaf, _lines.c.depth)
_line = (
    select(Campaign.pack, Campaign.jurisdiction_id, _above.c.id, _above.c.depth, _led.label("led"))
    .join(_above, true())
    .where(Campaign.id == bindparam("campaign"))
)


@dataclass(frozen=True, slots=True)
class Beside:
    """A health office that gives opinions in an open campaign because a safety office reviews whole forms
    there."""

    place_id: int
    place: str
    campaign_id: int
    pack: str
    own_id: int
    """The campaign's place."""


_beside = (
    select(
        _lines.c.leaf.label("place_id"),
        Jurisdiction.name.label("place"),
        Campaign.id.label("campaign_id"),
        Campaign.pack,
        Campaign.jurisdiction_id.label("own_id"),
    )
    .join(Campaign, Campaign.jurisdiction_id == _lines.c.id)
    .join(Jurisdiction, Jurisdiction.id == _lines.c.leaf)
    .where(Campaign.state == "open")
    .order_by(Campaign.id, _lines.c.leaf)
)
_health = (
    select(Staff.jurisdiction_id)
    .where(
        Staff.department == _SUCCESSOR,
        Staff.role.in_(sorted(role for role, kinds in holders("review.do").items() if _SUCCESSOR in kinds)),
        Staff.revoked_at.is_(None),
    )
    .distinct()
)


async def beside_safety(db: AsyncConnection) -> tuple[Beside, ...]:
    """The health offices that would review whole forms of an open campaign if no safety office had a seat at
    their place or above it."""
    places = sorted((await db.execute(_health)).scalars())
    lines: defaultdict[int, dict[int, bool]] = defaultdict(dict)
    for row in await db.execute(_each_line, {"places": places}):
        lines[row.leaf][row.id] = bool(row.led)

    def is_barred(one: Beside, *, led: bool) -> bool:
        pack = load().packs.get(one.pack)
        steps = list(lines[one.place_id]).index(one.own_id)
        return pack is not None and _SUCCESSOR in _barred(pack, steps, led=led)

    return tuple(
        one
        for one in from_rows(Beside, await db.execute(_beside, {"places": places}))
        if any(lines[one.place_id].values()) and is_barred(one, led=True) and not is_barred(one, led=False)
    )


async def barred(db: AsyncConnection, right: str, campaign_id: int, place_id: int) -> Barred:
    """The offices at and above a place that by the campaign's plan do not have `right`. `campaign_id` 0: of
    no campaign in particular, then the table of rights alone holds."""
    if right not in BY_PLAN or not campaign_id:
        return frozenset()
    line = (await db.execute(_line, {"leaf": place_id, "campaign": campaign_id})).all()
    pack = load().packs.get(line[0].pack) if line else None
    if pack is None:
        return frozenset()
    depths = {row.id: row.depth for row in line}
    own = depths.get(line[0].jurisdiction_id, -1)
    return frozenset(
        (place, kind)
        for place, depth in depths.items()
        for kind in _barred(pack, own - depth, led=bool(line[0].led))
    )


async def barred_at(
    db: AsyncConnection, places: Collection[tuple[int, int]]
) -> dict[tuple[int, int], frozenset[str]]:
    """The departments of the office of a place that do not review whole forms, for each of these campaigns
    and places; places lie in the campaigns' trees or above."""
    lines: defaultdict[int, dict[int, bool]] = defaultdict(dict)
    for row in await db.execute(_each_line, {"places": sorted({place for _, place in places})}):
        lines[row.leaf][row.id] = bool(row.led)
    of = select(Campaign.id, Campaign.pack, Campaign.jurisdiction_id)
    rows = await db.execute(of.where(Campaign.id.in_({campaign for campaign, _ in places})))
    opened = {row.id: (load().packs.get(row.pack), row.jurisdiction_id) for row in rows}
    found = {}
    for campaign_id, place in places:
        pack, own = opened[campaign_id]
        line = lines[place]
        steps = list(line).index(own) if own in line else -1
        led = any(line.values())
        found[campaign_id, place] = frozenset(_barred(pack, steps, led=led) if pack is not None else ())
    return found


def _barred(pack: Pack, steps: int, *, led: bool) -> Iterator[str]:
    """The departments that do not review whole forms so many steps below the campaign's place. `led`: a
    safety office has a seat."""
    for kind in DEPARTMENTS:
        succeeds = not led and kind == _SUCCESSOR and pack.lets_enforce(kind, steps)
        if not pack.lets_review(kind, steps) and not succeeds:
            yield kind


async def campaign_of(db: AsyncConnection, self_check_id: int | None) -> int:
    """The campaign of a form; 0 for none."""
    if self_check_id is None:
        return 0
    of = select(SelfCheck.campaign_id).where(SelfCheck.id == self_check_id)
    return int((await db.execute(of)).scalar() or 0)


def not_barred(offices: Barred, seats: Any) -> ColumnElement[bool]:
    """Seats of other offices than these, as a condition on a table of seats."""
    if not offices:
        return true()
    held = (
        and_(seats.c.jurisdiction_id == place, seats.c.department == department)
        for place, department in sorted(offices)
    )
    return ~or_(*held)
