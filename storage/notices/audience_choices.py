"""Lists the criteria an audience can be chosen by, with the number of enterprises of each. Reading only."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date

from sqlalchemy import Text, cast, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.notices import audiences
from storage.notices.audiences import Audience
from storage.tables.enterprises import Enterprise


async def list_industries(db: AsyncConnection, place: int) -> tuple[tuple[str, int], ...]:
    """The industries of a place and below by how many enterprises they have, the most frequent first."""
    query, _ = audiences.meant(Audience(place), date.min)
    many = func.count()
    query = query.where(Enterprise.state == "active").with_only_columns(Enterprise.industry, many)
    rows = await db.execute(
        query.group_by(Enterprise.industry).order_by(many.desc(), Enterprise.industry), {"root": place}
    )
    return tuple((row[0], row[1]) for row in rows)


async def list_hazards(db: AsyncConnection, place: int) -> tuple[tuple[str, int], ...]:
    """The hazards (Chinese names) that enterprises of a place and below have, the most frequent first."""
    query, _ = audiences.meant(Audience(place), date.min)
    listed = cast(Enterprise.hazards, Text)
    query = query.where(Enterprise.state == "active").with_only_columns(listed, func.count())
    found: Counter[str] = Counter()
    for text, many in await db.execute(query.group_by(listed), {"root": place}):
        found.update(dict.fromkeys(json.loads(text or "[]"), many))
    return tuple(sorted(found.items(), key=lambda one: (-one[1], one[0])))


async def names_of(db: AsyncConnection, ids: tuple[int, ...]) -> dict[int, str]:
    """Names of enterprises by id, in that order."""
    rows = await db.execute(select(Enterprise.id, Enterprise.name).where(Enterprise.id.in_(ids)))
    found = {row[0]: row[1] for row in rows}
    return {id_: found[id_] for id_ in ids if id_ in found}
