"""A campaign by industry, by hazard and by check item, in a place and all below it. Reading only."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields
from functools import cache
from typing import Any

from sqlalchemy import bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.base.audit import Actor
from storage.base.errors import NotFound
from storage.campaigns.progress import OF_GROUPS, by_group, in_scope
from storage.offices import jurisdictions, staff
from storage.offices.jurisdictions import below_cte
from storage.tables.campaigns import Campaign
from storage.tables.enterprises import Enterprise
from storage.tables.finding_states import FOUND, SETTLED, counts
from storage.tables.findings import Finding
from storage.tables.self_checks import SelfCheck

_places = select(below_cte().c.id)
_campaign: Any = bindparam("campaign")


@dataclass(frozen=True, slots=True)
class GroupLine:
    """The enterprises of an industry (its key) or with a hazard (its Chinese name): how many are in scope,
    handed in, were reviewed; `unsettled`: their findings that are not closed."""

    key: str
    enterprises: int
    submitted: int
    reviewed: int
    unsettled: int


@dataclass(frozen=True, slots=True)
class ItemLine:
    """A check item (`I03`): enterprises with findings of its questions that are not closed, and how many
    findings."""

    item: str
    enterprises: int
    findings: int


@cache
def _by(key: str) -> Any:
    """Sums of a campaign in a place and all below by `industry`, or by `hazards` together."""
    rows = by_group(key, _campaign, _places).subquery()
    return select(rows.c.key, *(func.sum(rows.c[name]).label(name) for name in OF_GROUPS)).group_by(
        rows.c.key
    )


_item = func.substr(Finding.question, 2, 2)
_failing: Any = (
    select(_item, func.count(Finding.enterprise_id.distinct()), func.count())
    .select_from(Finding)
    .join(SelfCheck, SelfCheck.id == Finding.self_check_id)
    .join(Enterprise, Enterprise.id == Finding.enterprise_id)
    .where(SelfCheck.campaign_id == _campaign, counts(), FOUND, ~SETTLED)
    .group_by(_item)
)


@cache
def _items(*, ended: bool) -> Any:
    return in_scope(_failing, _places, ended=ended)


async def by_industry(
    db: AsyncConnection, actor: Actor, campaign_id: int, jurisdiction_id: int
) -> tuple[GroupLine, ...]:
    """The industries by how many enterprises they have, the most first.

    Raises:
        NotFound: no such campaign, or it is not open there. NotAllowed: no seat that reaches the place.
    """
    await _require(db, actor, campaign_id, jurisdiction_id)
    where = {"campaign": campaign_id, "root": jurisdiction_id}
    return _sorted(_line(row.key, row) for row in await db.execute(_by("industry"), where))


@dataclass(frozen=True, slots=True)
class Hazards:
    """A campaign by hazard: each kind (dust, toxic, physical), and each hazard of it. An enterprise with
    several is counted in each of them, and once in each kind."""

    kinds: tuple[GroupLine, ...]
    hazards: tuple[GroupLine, ...]


async def by_hazard(
    db: AsyncConnection,
    actor: Actor,
    campaign_id: int,
    jurisdiction_id: int,
    kind_of: Callable[[str], str],
) -> Hazards:
    """The hazards and their kinds, those that the most enterprises have first. `kind_of`: the kind of a
    hazard by its Chinese name.

    Raises:
        NotFound, NotAllowed: see `by_industry`.
    """
    await _require(db, actor, campaign_id, jurisdiction_id)
    where = {"campaign": campaign_id, "root": jurisdiction_id}
    hazards: dict[str, GroupLine] = {}
    kinds: dict[str, GroupLine] = {}
    for row in await db.execute(_by("hazards"), where):
        names = set(json.loads(row.key or "[]"))
        for found, keys in ((hazards, names), (kinds, {kind_of(name) for name in names})):
            for key in keys:
                line = _line(key, row)
                found[key] = _added(found[key], line) if key in found else line
    return Hazards(_sorted(kinds.values()), _sorted(hazards.values()))


async def by_item(
    db: AsyncConnection, actor: Actor, campaign_id: int, jurisdiction_id: int
) -> tuple[ItemLine, ...]:
    """The check items with findings that are not closed, by how many enterprises have them, the most first.

    Raises:
        NotFound, NotAllowed: see `by_industry`.
    """
    ended = await _require(db, actor, campaign_id, jurisdiction_id)
    where = {"campaign": campaign_id, "root": jurisdiction_id}
    rows = await db.execute(_items(ended=ended), where)
    lines = [ItemLine(f"I{row[0]}", int(row[1]), int(row[2])) for row in rows]
    return tuple(sorted(lines, key=lambda one: (-one.enterprises, -one.findings, one.item)))


async def _require(db: AsyncConnection, actor: Actor, campaign_id: int, jurisdiction_id: int) -> bool:
    """Whether the campaign has ended."""
    of = select(Campaign.jurisdiction_id, Campaign.closed_on).where(Campaign.id == campaign_id)
    row = (await db.execute(of)).one_or_none()
    if row is None or row[0] not in {one.id for one in await jurisdictions.above(db, jurisdiction_id)}:
        raise NotFound
    await staff.require(db, actor, "office.see", jurisdiction_id)
    return row[1] is not None


def _line(key: str, row: Any) -> GroupLine:
    return GroupLine(key, **{name: int(getattr(row, name)) for name in OF_GROUPS})


def _added(one: GroupLine, other: GroupLine) -> GroupLine:
    numbers = [field.name for field in fields(GroupLine) if field.name != "key"]
    return GroupLine(one.key, **{name: getattr(one, name) + getattr(other, name) for name in numbers})


def _sorted(lines: Iterable[GroupLine]) -> tuple[GroupLine, ...]:
    there = [one for one in lines if one.key and one.enterprises]  # no key: it was erased before it was kept
    return tuple(sorted(there, key=lambda one: (-one.enterprises, one.key)))
