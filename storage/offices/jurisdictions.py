"""Jurisdictions: the tree of offices (city, district or county, town, village)."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from typing import Any, Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sqlalchemy import CTE, ColumnElement, bindparam, literal, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from content.calendar.quiet import after_quiet
from storage.base import audit
from storage.base.audit import Actor
from storage.base.database import upsert
from storage.base.errors import Conflict, Invalid, NotFound
from storage.base.rights import require_operator
from storage.base.rows import from_row, from_rows
from storage.base.texts import one_line, visible
from storage.base.zone import installation_zone
from storage.tables.offices import Jurisdiction

LEVELS: Final = ("city", "county", "town", "village")
"""Levels of places, highest first; a district is a county, a park a town."""
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,39}")


@dataclass(frozen=True, slots=True)
class Place:
    """A jurisdiction. `depth` counts from 0 at the top of what was asked for; `level`, `zone` as kept."""

    id: int
    code: str
    name: str
    parent_id: int | None
    depth: int = 0
    level: str = ""
    zone: str | None = None


def below_cte(root: str = "root") -> CTE:
    """A recursive query of `id` and `depth`: the jurisdiction bound as `root` and all below it."""
    start = (
        select(Jurisdiction.id, literal(0).label("depth"))
        .where(Jurisdiction.id == bindparam(root))
        .cte("below", recursive=True)
    )
    return start.union_all(
        select(Jurisdiction.id, start.c.depth + 1).join(start, Jurisdiction.parent_id == start.c.id)
    )


def above_cte(leaf: ColumnElement[Any]) -> CTE:
    """A recursive query of `id`, `parent_id` and `depth`: the place `leaf` (0) and all above it."""
    start = (
        select(Jurisdiction.id, Jurisdiction.parent_id, literal(0).label("depth"))
        .where(Jurisdiction.id == leaf)
        .cte("above", recursive=True)
    )
    return start.union_all(
        select(Jurisdiction.id, Jurisdiction.parent_id, start.c.depth + 1).join(
            start, Jurisdiction.id == start.c.parent_id
        )
    )


_COLUMNS = (
    Jurisdiction.id,
    Jurisdiction.code,
    Jurisdiction.name,
    Jurisdiction.parent_id,
    literal(0).label("depth"),
    Jurisdiction.level,
    Jurisdiction.zone,
)
_below = select(below_cte().c.id)
_above_cte = above_cte(bindparam("leaf"))
_above = (
    select(*_COLUMNS[:4], _above_cte.c.depth, *_COLUMNS[5:])
    .join(_above_cte, _above_cte.c.id == Jurisdiction.id)
    .order_by(_above_cte.c.depth)
)


async def add(
    db: AsyncConnection,
    actor: Actor,
    now: datetime,
    code: str,
    name: str,
    parent: str | None = None,
    *,
    level: str = "",
    zone: str | None = None,
) -> Place:
    """Add a place below the one with code `parent`, or at the top; the same again changes nothing.

    Raises:
        NotAllowed: not the command line or the system.
        Invalid: `jurisdiction-code` (letters, digits, - and _, at most 40), `name` (2 to 60 characters);
            see `describe` for the rest.
        NotFound: no such parent.
        Conflict: `jurisdiction-exists`: the code has another name, parent, level or zone.
    """
    require_operator(actor)
    name = one_line(name)
    if not _CODE.fullmatch(code):
        raise Invalid("error-invalid-jurisdiction-code", code=code)
    if visible(name) < 2 or len(name) > 60:
        raise Invalid("error-invalid-name")
    _check_zone(zone)
    over = await get(db, parent) if parent is not None else None
    await _check_level(db, level, over.id if over else None)
    parent_id = over.id if over else None
    new_id = (
        await db.execute(
            upsert(db, Jurisdiction)
            .values(code=code, name=name, parent_id=parent_id, level=level, zone=zone)
            .on_conflict_do_nothing(index_elements=["code"])
            .returning(Jurisdiction.id)
        )
    ).scalar()
    if new_id is None:
        place = await get(db, code)
        if (place.name, place.parent_id, place.level, place.zone) != (name, parent_id, level, zone):
            raise Conflict("error-conflict-jurisdiction-exists", code=code)
        return place
    await audit.write(db, actor, now, "add-jurisdiction", "jurisdiction", new_id, {"parent": parent_id})
    return Place(new_id, code, name, parent_id, 0, level, zone)


async def describe(
    db: AsyncConnection, actor: Actor, now: datetime, code: str, *, level: str, zone: str | None
) -> Place:
    """Set the level and the time zone of a place (zone None: that of the place above).

    Raises:
        NotAllowed: not the command line or the system. NotFound: no such place.
        Invalid: `level`: none of LEVELS; `level-order`: not below the place above, or not above those below,
            as far as they have one; `zone`: no IANA name.
    """
    require_operator(actor)
    place = await get(db, code)
    _check_zone(zone)
    await _check_level(db, level, place.parent_id)
    for child in await list_children(db, place.id):
        _check_order(level, child.level)
    if (place.level, place.zone) != (level, zone):
        await db.execute(
            update(Jurisdiction).where(Jurisdiction.id == place.id).values(level=level, zone=zone)
        )
        detail = {"level": level, "zone": zone}
        await audit.write(db, actor, now, "describe-jurisdiction", "jurisdiction", place.id, detail)
    return await get(db, code)


def _check_zone(zone: str | None) -> None:
    try:
        _ = zone is None or ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise Invalid("error-invalid-zone") from None


async def _check_level(db: AsyncConnection, level: str, parent_id: int | None) -> None:
    """Check a level against the nearest place above that has one."""
    if level and level not in LEVELS:
        raise Invalid("error-invalid-level")
    if parent_id is not None:
        higher = next((one.level for one in await above(db, parent_id) if one.level), "")
        _check_order(higher, level)


def _check_order(higher: str, lower: str) -> None:
    if higher and lower and LEVELS.index(lower) <= LEVELS.index(higher):
        raise Invalid("error-invalid-level-order", level=lower, above=higher)


async def zone_of(db: AsyncConnection, jurisdiction_id: int, default: tzinfo | None = None) -> tzinfo:
    """The time zone of a place: its own, else that of the nearest place above, else `default` (None: the
    installation's)."""
    names = (place.zone for place in await above(db, jurisdiction_id))
    return next((ZoneInfo(name) for name in names if name), default or installation_zone(db))


async def after_quiet_at(
    db: AsyncConnection, jurisdiction_id: int, instant: datetime, default: tzinfo | None = None
) -> datetime:
    """`instant` itself, or the end of the place's quiet hours if it falls into them."""
    return after_quiet(instant, await zone_of(db, jurisdiction_id, default))


async def hold(db: AsyncConnection, jurisdiction_id: int) -> None:
    """Have changes of what an office has of its own (templates, numbers, rules, campaigns) wait for one
    another until the transaction ends: the second finds what the first has made."""
    held = select(Jurisdiction.id).where(Jurisdiction.id == jurisdiction_id)
    await db.execute(held.with_for_update(key_share=True))


async def find(db: AsyncConnection, code: str) -> Place | None:
    """The place with that code."""
    row = (await db.execute(select(*_COLUMNS).where(Jurisdiction.code == code))).one_or_none()
    return None if row is None else from_row(Place, row)


async def get(db: AsyncConnection, code: str) -> Place:
    """The place with that code.

    Raises:
        NotFound: there is none.
    """
    if (place := await find(db, code)) is None:
        raise NotFound(code=code)
    return place


async def list_tree(db: AsyncConnection) -> tuple[Place, ...]:
    """All places, each followed by those below it, neighbours in the order of their codes."""
    places = list(from_rows(Place, await db.execute(select(*_COLUMNS).order_by(Jurisdiction.code))))
    under: dict[int | None, list[Place]] = {}
    for place in places:
        under.setdefault(place.parent_id, []).append(place)
    tree: list[Place] = []
    waiting = [(place, 0) for place in reversed(under.get(None, []))]
    while waiting:  # no recursion: the depth of the tree is not guaranteed
        place, depth = waiting.pop()
        tree.append(replace(place, depth=depth))
        waiting.extend((child, depth + 1) for child in reversed(under.get(place.id, [])))
    return tuple(tree)


async def list_children(db: AsyncConnection, parent_id: int | None = None) -> tuple[Place, ...]:
    """The places right below one, or at the top, in the order of their codes."""
    rows = await db.execute(
        select(*_COLUMNS)
        .where(Jurisdiction.parent_id.is_not_distinct_from(parent_id))
        .order_by(Jurisdiction.code)
    )
    return from_rows(Place, rows)


async def below(db: AsyncConnection, jurisdiction_id: int) -> frozenset[int]:
    """Ids of a place and of all below it; empty if there is no such place."""
    return frozenset((await db.execute(_below, {"root": jurisdiction_id})).scalars())


async def above(db: AsyncConnection, jurisdiction_id: int) -> tuple[Place, ...]:
    """A place (depth 0) and all above it, nearest first."""
    return from_rows(Place, await db.execute(_above, {"leaf": jurisdiction_id}))


async def path(db: AsyncConnection, jurisdiction_id: int) -> tuple[str, ...]:
    """Names from the top down to a place, itself included."""
    return tuple(place.name for place in reversed(await above(db, jurisdiction_id)))
