"""Enterprises of places: where they are few, work is found from them, not from all that waits in a city.

PostgreSQL mostly finds the better of both ways by itself, SQLite never: it knows no numbers of rows.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.base.schema import Key
from storage.tables.enterprises import Enterprise

MANY = 3000
"""From so many enterprises on, what waits is looked through from the first to be dealt with on."""
NAMED: Any = bindparam("places", expanding=True, type_=Key)
"""The ids of places, bound as `places`."""
OWN = Enterprise.jurisdiction_id.in_(NAMED), Enterprise.state == "active"
"""SQL conditions for their active enterprises."""
LOOKED_AT = (Enterprise.jurisdiction_id + 0).in_(NAMED), Enterprise.state == "active"
"""The same, so that SQLite looks at the enterprises of what it finds, and does not begin with them."""
_few = select(Enterprise.id).where(*OWN).limit(MANY)
_many = select(func.count()).select_from(_few.subquery())


def of_few() -> Any:
    """A query of the ids of their active enterprises, at most MANY; the databases plan by that limit."""
    return _few


async def has_few(db: AsyncConnection, places: Collection[int]) -> bool:
    """Whether these places have fewer than MANY active enterprises."""
    return bool((await db.execute(_many, {"places": list(places)})).scalar_one() < MANY)
