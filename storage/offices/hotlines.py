"""Telephone numbers of offices: the one for enterprises, those published for reports (举报电话). A place has
its own office's, else those of the nearest office above."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.base import audit
from storage.base.audit import Actor
from storage.base.database import upsert
from storage.base.errors import Invalid, NotFound
from storage.base.rows import from_row, from_rows
from storage.base.texts import one_line
from storage.offices import jurisdictions, staff
from storage.offices.jurisdictions import above_cte
from storage.tables.offices import Jurisdiction, ReportHotline

_NUMBER = re.compile(r"[\d ()+/,;、，（）—–-]*\d[\d ()+/,;、，（）—–-]*")
MAX_HOTLINE = 40
MAX_DEPARTMENT, MAX_HOURS = 20, 40
MOST = 6
"""Most numbers an office publishes: a phone and a poster have room for these."""


@dataclass(frozen=True, slots=True)
class Hotline:
    """A number and the name of the place whose office answers."""

    number: str
    place: str


_above = above_cte(bindparam("leaf"))
_nearest = (
    select(Jurisdiction.hotline.label("number"), Jurisdiction.name.label("place"))
    .join(_above, _above.c.id == Jurisdiction.id)
    .where(Jurisdiction.hotline != "")
    .order_by(_above.c.depth)
    .limit(1)
)


async def hotline_at(db: AsyncConnection, jurisdiction_id: int) -> Hotline | None:
    """The number for a place; None where no office at or above it gives one."""
    row = (await db.execute(_nearest, {"leaf": jurisdiction_id})).one_or_none()
    return None if row is None else from_row(Hotline, row)


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
    if number and not _is_number(number):
        raise Invalid("error-invalid-hotline")
    done = await db.execute(
        update(Jurisdiction).where(Jurisdiction.id == jurisdiction_id).values(hotline=number)
    )
    if not done.rowcount:
        raise NotFound
    await audit.write(db, actor, now, "set-hotline", "jurisdiction", jurisdiction_id)


def _is_number(text: str) -> bool:
    digits = sum(sign.isdigit() for sign in text)
    return len(text) <= MAX_HOTLINE and 3 <= digits <= 33 and _NUMBER.fullmatch(text) is not None


@dataclass(frozen=True, slots=True)
class Published:
    """A number for reports by telephone; `place`: whose office published it."""

    id: int
    place: str
    number: str
    department: str
    hours: str

    @property
    def line(self) -> str:
        """Department (the place's name without one), number and hours on one line."""
        return " ".join(part for part in (self.department or self.place, self.number, self.hours) if part)


async def published_at(db: AsyncConnection, jurisdiction_id: int) -> tuple[Published, ...]:
    """The numbers for reports of a place: those of the nearest office at or above it that has any."""
    depth = (
        select(func.min(_above.c.depth))
        .join(ReportHotline, ReportHotline.jurisdiction_id == _above.c.id)
        .scalar_subquery()
    )
    rows = await db.execute(
        select(
            ReportHotline.id,
            Jurisdiction.name.label("place"),
            ReportHotline.number,
            ReportHotline.department,
            ReportHotline.hours,
        )
        .join(_above, _above.c.id == ReportHotline.jurisdiction_id)
        .join(Jurisdiction, Jurisdiction.id == ReportHotline.jurisdiction_id)
        .where(_above.c.depth == depth)
        .order_by(ReportHotline.id),
        {"leaf": jurisdiction_id},
    )
    return from_rows(Published, rows)


async def only_root(db: AsyncConnection) -> int | None:
    """The one place above all others; None where there are several, or none."""
    rows = await db.execute(select(Jurisdiction.id).where(Jurisdiction.parent_id.is_(None)).limit(2))
    found = list(rows.scalars())
    return found[0] if len(found) == 1 else None


async def publish(db: AsyncConnection, actor: Actor, now: datetime, jurisdiction_id: int, text: str) -> int:
    """Publish a number for reports, typed as department, number, hours with blanks between (only the
    number is needed); return its id. The same number again has its words changed.

    Raises:
        NotAllowed: no seat with `office.phone` that reaches the place.
        Invalid: `report-hotline` no number of at least 5 digits in it, or too long; `report-hotlines-many`.
    """
    await staff.require(db, actor, "office.phone", jurisdiction_id)
    words = one_line(text).split()
    at = next((at for at, word in enumerate(words) if _is_long_number(word)), None)
    if at is None:
        raise Invalid("error-invalid-report-hotline")
    department, number, hours = " ".join(words[:at]), words[at], " ".join(words[at + 1 :])
    if len(department) > MAX_DEPARTMENT or len(hours) > MAX_HOURS:
        raise Invalid("error-invalid-report-hotline")
    await jurisdictions.hold(db, jurisdiction_id)
    of = ReportHotline.jurisdiction_id == jurisdiction_id
    known = set((await db.execute(select(ReportHotline.number).where(of))).scalars())
    if number not in known and len(known) >= MOST:
        raise Invalid("error-invalid-report-hotlines-many", limit=MOST)
    said = {"department": department, "hours": hours}
    made = await db.execute(
        upsert(db, ReportHotline)
        .values(jurisdiction_id=jurisdiction_id, number=number, **said)
        .on_conflict_do_update(index_elements=["jurisdiction_id", "number"], set_=said)
        .returning(ReportHotline.id)
    )
    await audit.write(db, actor, now, "publish-hotline", "jurisdiction", jurisdiction_id, {"number": number})
    return int(made.scalar_one())


async def withdraw(
    db: AsyncConnection, actor: Actor, now: datetime, jurisdiction_id: int, hotline_id: int
) -> bool:
    """Withdraw a published number; False if it was not published.

    Raises:
        NotAllowed: no seat with `office.phone` that reaches the place.
    """
    await staff.require(db, actor, "office.phone", jurisdiction_id)
    gone = await db.execute(
        delete(ReportHotline)
        .where(ReportHotline.id == hotline_id, ReportHotline.jurisdiction_id == jurisdiction_id)
        .returning(ReportHotline.number)
    )
    if (number := gone.scalar()) is None:
        return False
    await audit.write(db, actor, now, "withdraw-hotline", "jurisdiction", jurisdiction_id, {"number": number})
    return True


def _is_long_number(word: str) -> bool:
    return _is_number(word) and sum(sign.isdigit() for sign in word) >= 5 and ":" not in word
