"""The telephone number that an office gives its enterprises: its own, or that of the nearest office above."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.base import audit
from storage.base.audit import Actor
from storage.base.errors import Invalid, NotFound
from storage.base.texts import one_line
from storage.offices import staff
from storage.offices.jurisdictions import above_cte
from storage.tables.offices import Jurisdiction

_NUMBER = re.compile(r"[\d ()+/,;、，（）—–-]*\d[\d ()+/,;、，（）—–-]*")
MAX_HOTLINE = 40


@dataclass(frozen=True, slots=True)
class Hotline:
    """A number and the name of the place whose office answers."""

    number: str
    place: str


_above = above_cte(bindparam("leaf"))
_nearest = (
    select(Jurisdiction.hotline, Jurisdiction.name)
    .join(_above, _above.c.id == Jurisdiction.id)
    .where(Jurisdiction.hotline != "")
    .order_by(_above.c.depth)
    .limit(1)
)


async def hotline_at(db: AsyncConnection, jurisdiction_id: int) -> Hotline | None:
    """The number for a place; None where no office at or above it gives one."""
    row = (await db.execute(_nearest, {"leaf": jurisdiction_id})).one_or_none()
    return None if row is None else Hotline(*row)


async def set_hotline(
    db: AsyncConnection, actor: Actor, now: datetime, jurisdiction_id: int, number: str
) -> None:
    """Give the number of a place's office; "" takes it away.

    Raises:
        NotAllowed: no seat with `office.phone` that reaches the place. NotFound: no such place.
        Invalid: `hotline`: fewer than 3 digits, above 40 characters, other signs than numbers have.
    """
    await staff.require(db, actor, "office.phone", jurisdiction_id)
    number = one_line(number)
    digits = sum(sign.isdigit() for sign in number)
    if number and (len(number) > MAX_HOTLINE or not 3 <= digits <= 33 or not _NUMBER.fullmatch(number)):
        raise Invalid("error-invalid-hotline")
    done = await db.execute(
        update(Jurisdiction).where(Jurisdiction.id == jurisdiction_id).values(hotline=number)
    )
    if not done.rowcount:
        raise NotFound
    await audit.write(db, actor, now, "set-hotline", "jurisdiction", jurisdiction_id)
