"""Letterheads: the full name of an office (机关全称) and its 发文字号, for its papers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from content.typed import paper_numbers
from content.typed.paper_numbers import NUMBER, YEAR
from storage.base import audit
from storage.base.audit import Actor
from storage.base.errors import Invalid, NotFound
from storage.base.rows import from_row
from storage.base.texts import one_line
from storage.offices import staff
from storage.tables.offices import MAX_FULL_NAME, MAX_PATTERN, Jurisdiction

RIGHT = "office.papers"
LEFT_OPEN = "　　　"
"""Placeholder of a number to be written by hand."""


@dataclass(frozen=True, slots=True)
class Letterhead:
    """`name`: the office's full name; empty: not given, papers are signed with `place`. `pattern`: 发文字号
    with {year} and {number}; empty: not given."""

    place: str
    name: str = ""
    pattern: str = ""

    @property
    def signed(self) -> str:
        """The name papers are signed with."""
        return self.name or self.place

    def numbered(self, year: int, number: str = "") -> str:
        """发文字号 of a paper of that year, its number left open where none is given; empty without a
        pattern."""
        return self.pattern.replace(YEAR, str(year)).replace(NUMBER, number or LEFT_OPEN)


async def letterhead_of(db: AsyncConnection, jurisdiction_id: int) -> Letterhead:
    """The letterhead of a place's office.

    Raises:
        NotFound: no such place.
    """
    of = select(
        Jurisdiction.name.label("place"),
        Jurisdiction.full_name.label("name"),
        Jurisdiction.number_pattern.label("pattern"),
    )
    row = (await db.execute(of.where(Jurisdiction.id == jurisdiction_id))).first()
    if row is None:
        raise NotFound
    return from_row(Letterhead, row)


async def set_full_name(
    db: AsyncConnection, actor: Actor, now: datetime, jurisdiction_id: int, name: str
) -> None:
    """Give the full name of a place's office; "" takes it away.

    Raises:
        NotAllowed: no seat with `office.papers` that reaches the place. NotFound: no such place.
        Invalid: `full-name`: one character, above MAX_FULL_NAME, or without any letter.
    """
    name = one_line(name)
    if name and not (2 <= len(name) <= MAX_FULL_NAME and any(sign.isalpha() for sign in name)):
        raise Invalid("error-invalid-full-name", limit=MAX_FULL_NAME)
    await _set(db, actor, now, jurisdiction_id, "full_name", name)


async def set_pattern(
    db: AsyncConnection, actor: Actor, now: datetime, jurisdiction_id: int, example: str
) -> str:
    """Give the 发文字号 of a place's office, by an example (海应急〔2026〕12号) or by its letters alone
    (海应急); "" takes it away. The pattern kept.

    Raises:
        NotAllowed, NotFound: as `set_full_name`. Invalid: `number-pattern`: it is neither of the two.
    """
    pattern = pattern_of(one_line(example))
    await _set(db, actor, now, jurisdiction_id, "number_pattern", pattern)
    return pattern


def pattern_of(example: str) -> str:
    """The pattern an example stands for; "" for "".

    Raises:
        Invalid: `number-pattern`.
    """
    if not example:
        return ""
    pattern = paper_numbers.pattern_of(example)
    if pattern is None or len(pattern) > MAX_PATTERN:
        raise Invalid("error-invalid-number-pattern")
    return pattern


async def _set(
    db: AsyncConnection, actor: Actor, now: datetime, jurisdiction_id: int, column: str, value: str
) -> None:
    await staff.require(db, actor, RIGHT, jurisdiction_id)
    done = await db.execute(
        update(Jurisdiction).where(Jurisdiction.id == jurisdiction_id).values({column: value})
    )
    if not done.rowcount:
        raise NotFound
    await audit.write(db, actor, now, "set-letterhead", "jurisdiction", jurisdiction_id, {column: value})
