"""Recusal (回避): who may not act as an office on which enterprise, because they act for it, or did.

An enterprise and the doubles that were put together with it are one here. The rule itself is applied in
`staff.require`, which every deed of an office passes, and in `reports_access`.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, bindparam, column, func, or_, select, table, union
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.enterprises import Enterprise
from storage.former_contacts import FormerContact
from storage.jurisdictions import Jurisdiction
from storage.people import Contact

_seat = table("staff", column("person_id"), column("revoked_at"))  # its module imports this one
_root = func.coalesce(Enterprise.merged_into, Enterprise.id)


def _same_as(ids: Any) -> Select[int]:
    """Enterprises of the query `ids` with all that they were put together with."""
    roots = select(_root).where(Enterprise.id.in_(ids)).scalar_subquery()
    return select(Enterprise.id).where(or_(Enterprise.id.in_(roots), Enterprise.merged_into.in_(roots)))


_acts_for = union(
    select(Contact.enterprise_id).where(Contact.person_id == bindparam("person_id")),
    select(FormerContact.enterprise_id).where(FormerContact.person_id == bindparam("person_id")),
)
_own = _same_as(_acts_for)
_own_places = union(
    select(Enterprise.jurisdiction_id).where(Enterprise.id.in_(_own)),
    select(FormerContact.jurisdiction_id).where(FormerContact.person_id == bindparam("person_id")),
)
_same = _same_as(select(bindparam("enterprise_id", type_=Enterprise.id.type)))


def _lines(places: Any) -> Select[int]:
    """The places of the query `places` with all above and all below them."""
    start = select(Jurisdiction.id, Jurisdiction.parent_id).where(Jurisdiction.id.in_(places))
    above, below = start.cte("line_above", recursive=True), start.cte("line_below", recursive=True)
    above = above.union(
        select(Jurisdiction.id, Jurisdiction.parent_id).join(above, Jurisdiction.id == above.c.parent_id)
    )
    below = below.union(
        select(Jurisdiction.id, Jurisdiction.parent_id).join(below, Jurisdiction.parent_id == below.c.id)
    )
    return union(select(above.c.id), select(below.c.id))  # type: ignore[return-value]


_own_lines = _lines(_own_places)


async def own(db: AsyncConnection, person_id: int) -> frozenset[int]:
    """Ids of the enterprises a person acts for, or did (see `former_contacts`), doubles included."""
    return frozenset((await db.execute(_own, {"person_id": person_id})).scalars())


async def own_lines(db: AsyncConnection, person_id: int) -> frozenset[int]:
    """Ids of the places where a person's own enterprises are or were listed, with all above and below."""
    return frozenset((await db.execute(_own_lines, {"person_id": person_id})).scalars())


async def same(db: AsyncConnection, enterprise_id: int) -> frozenset[int]:
    """Ids of an enterprise and all that it was put together with."""
    return frozenset((await db.execute(_same, {"enterprise_id": enterprise_id})).scalars())


def people_of(enterprise: str = "enterprise_id") -> Select[int]:
    """A query of the people who act, or did, for the enterprise bound under that name."""
    group = _same_as(select(bindparam(enterprise, type_=Enterprise.id.type)))
    return union(  # type: ignore[return-value]
        select(Contact.person_id).where(Contact.enterprise_id.in_(group)),
        select(FormerContact.person_id).where(FormerContact.enterprise_id.in_(group)),
    )


_people = people_of()
_with_ties = (
    select(_seat.c.person_id)
    .where(
        _seat.c.revoked_at.is_(None),
        or_(
            _seat.c.person_id.in_(select(Contact.person_id)),
            _seat.c.person_id.in_(select(FormerContact.person_id)),
        ),
    )
    .distinct()
)


async def people(db: AsyncConnection, enterprise_id: int) -> frozenset[int]:
    """Who acts, or did, for an enterprise."""
    return frozenset((await db.execute(_people, {"enterprise_id": enterprise_id})).scalars())


async def officers_with_ties(db: AsyncConnection) -> frozenset[int]:
    """Everybody with a seat who acts, or did, for any enterprise: few."""
    return frozenset((await db.execute(_with_ties)).scalars())
