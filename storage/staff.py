"""Staff: who has a seat in which office, and whether a seat's right reaches a place. Deny by default."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, Select, String, bindparam, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.orm import Mapped, mapped_column

from storage.audit import Actor
from storage.base import Base, Key
from storage.database import upsert
from storage.errors import NotAllowed
from storage.jurisdictions import above_cte
from storage.people import Person
from storage.rights import allows, is_operator, require_person

_ACTIVE = text("revoked_at IS NULL")


class Staff(Base):
    """A seat: a person working for the office of a place. `role` and `department` as in `rights`.

    A revoked seat stays as a record; a person has at most one active seat in a place.
    """

    __tablename__ = "staff"
    id: Mapped[int] = mapped_column(Key, primary_key=True)
    person_id: Mapped[int] = mapped_column(Key, ForeignKey("people.id"))
    jurisdiction_id: Mapped[int] = mapped_column(Key, ForeignKey("jurisdictions.id"))
    role: Mapped[str] = mapped_column(String(12))
    department: Mapped[str] = mapped_column(String(12))
    name: Mapped[str] = mapped_column(String(64), default="")
    joined_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    __table_args__ = (
        Index(
            "uq_staff_seat",
            "person_id",
            "jurisdiction_id",
            unique=True,
            sqlite_where=_ACTIVE,
            postgresql_where=_ACTIVE,
        ),
        Index("ix_staff_place", "jurisdiction_id", sqlite_where=_ACTIVE, postgresql_where=_ACTIVE),
    )


class StaffInvite(Base):
    """A single-use link to a seat. Only the SHA-256 of the token is kept."""

    __tablename__ = "staff_invites"
    id: Mapped[int] = mapped_column(Key, primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    jurisdiction_id: Mapped[int] = mapped_column(Key, ForeignKey("jurisdictions.id"))
    role: Mapped[str] = mapped_column(String(12))
    department: Mapped[str] = mapped_column(String(12))
    created_by: Mapped[int | None] = mapped_column(Key, ForeignKey("people.id"))
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    used_by: Mapped[int | None] = mapped_column(Key, ForeignKey("people.id"))
    revoked_at: Mapped[datetime | None]


@dataclass(frozen=True, slots=True)
class Seat:
    """An active seat. `jurisdiction_id`: the place whose office it is; it reaches that place and below."""

    id: int
    person_id: int
    jurisdiction_id: int
    role: str
    department: str
    name: str

    def allows(self, right: str) -> bool:
        """Whether the seat has a right at all (in its place and below)."""
        return allows(right, self.role, self.department)


_COLUMNS = (Staff.id, Staff.person_id, Staff.jurisdiction_id, Staff.role, Staff.department, Staff.name)
_above = above_cte(bindparam("leaf"))
_reaching = (
    select(*_COLUMNS)
    .join(_above, _above.c.id == Staff.jurisdiction_id)
    .where(Staff.person_id == bindparam("person_id"), Staff.revoked_at.is_(None))
    .order_by(_above.c.depth)
)


async def require(db: AsyncConnection, actor: Actor, right: str, jurisdiction_id: int) -> Seat | None:
    """Let only those through who have `right` in that place: by a seat there or above it; the seat nearest to
    it, or None for the command line and the system, which may do everything.

    Read at every call, so that a revoked seat ends at once.

    Raises:
        NotAllowed: anybody else, and everybody for a place that does not exist.
        KeyError: there is no such right.
    """
    if is_operator(actor):
        return None
    for seat in await _seats(db, _reaching, leaf=jurisdiction_id, person_id=require_person(actor)):
        if seat.allows(right):
            return seat
    raise NotAllowed


async def may(db: AsyncConnection, actor: Actor, right: str, jurisdiction_id: int) -> bool:
    """Whether `require` would let the actor through."""
    try:
        await require(db, actor, right, jurisdiction_id)
    except NotAllowed:
        return False
    return True


async def list_seats(db: AsyncConnection, person_id: int) -> tuple[Seat, ...]:
    """A person's active seats, in the order of joining."""
    query = select(*_COLUMNS).where(Staff.person_id == bindparam("person_id"), Staff.revoked_at.is_(None))
    return await _seats(db, query.order_by(Staff.id), person_id=person_id)


async def seat(
    db: AsyncConnection,
    now: datetime,
    person_id: int,
    jurisdiction_id: int,
    role: str,
    department: str,
    name: str,
) -> int:
    """Give a person a seat and let them work on it; an active one in that place takes the new role. Its id.

    Only joining calls it, after its own checks, and writes the audit row.
    """
    made = (
        await db.execute(
            upsert(db, Staff)
            .values(
                person_id=person_id,
                jurisdiction_id=jurisdiction_id,
                role=role,
                department=department,
                name=name,
                joined_at=now,
            )
            .on_conflict_do_update(
                index_elements=["person_id", "jurisdiction_id"],
                index_where=_ACTIVE,
                set_={"role": role, "department": department, "name": name},
            )
            .returning(Staff.id)
        )
    ).scalar_one()
    await db.execute(update(Person).where(Person.id == person_id).values(staff_id=made))
    return int(made)


async def _seats(db: AsyncConnection, query: Select[*tuple[Any, ...]], **values: int) -> tuple[Seat, ...]:
    return tuple(Seat(*row) for row in await db.execute(query, values))
