"""Recusal (回避): people who act or acted for an enterprise may not act on it as an office.

An enterprise and the doubles merged into it count as one here. The rule itself is applied in `staff.require`,
which every operation of an office passes, and in `reports.access`.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, bindparam, column, func, or_, select, table, union
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.base import audit
from storage.base.audit import Actor
from storage.base.errors import Recused
from storage.base.rights import holders, require_person
from storage.offices import jurisdictions, plan_rights
from storage.offices.jurisdictions import above_cte
from storage.offices.mail_slots import slot
from storage.outbox import queue as outbox
from storage.tables.enterprises import Enterprise
from storage.tables.offices import Jurisdiction
from storage.tables.people import Contact, FormerContact

_seat = table(  # imported here: that module imports this one
    "staff",
    column("person_id"),
    column("jurisdiction_id"),
    column("role"),
    column("department"),
    column("revoked_at"),
)
_root = func.coalesce(Enterprise.merged_into, Enterprise.id)


def _same_as(ids: Any) -> Select[int]:
    """The enterprises of the query `ids`, with all that were merged into or with them. A union: with an OR
    PostgreSQL reads all enterprises."""
    roots = select(_root).where(Enterprise.id.in_(ids))
    return union(  # type: ignore[return-value]
        roots, select(Enterprise.id).where(Enterprise.merged_into.in_(roots))
    )


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


async def tied_enterprises(db: AsyncConnection, person_id: int) -> frozenset[int]:
    """Ids of the enterprises a person acts or acted for (see `former_contacts`), doubles included."""
    return frozenset((await db.execute(_own, {"person_id": person_id})).scalars())


async def tied_lines(db: AsyncConnection, person_id: int) -> frozenset[int]:
    """Ids of the places where a person's own enterprises are or were listed, with all above and below."""
    return frozenset((await db.execute(_own_lines, {"person_id": person_id})).scalars())


async def same(db: AsyncConnection, enterprise_id: int) -> frozenset[int]:
    """Ids of an enterprise and all enterprises merged with it."""
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


_seated = (
    select(_seat.c.person_id).where(_seat.c.revoked_at.is_(None), _seat.c.person_id.in_(_people)).limit(1)
)


async def people(db: AsyncConnection, enterprise_id: int) -> frozenset[int]:
    """Ids of the people who act or acted for an enterprise."""
    return frozenset((await db.execute(_people, {"enterprise_id": enterprise_id})).scalars())


async def officers_with_ties(db: AsyncConnection) -> frozenset[int]:
    """Ids of all people with a seat who act or acted for any enterprise; a small set."""
    return frozenset((await db.execute(_with_ties)).scalars())


# --- the rule -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Others:
    """The nearest office, `depth` places above the enterprise's, where somebody else has the right."""

    place_id: int
    place: str
    depth: int
    people: tuple[int, ...]


async def check(
    db: AsyncConnection,
    actor: Actor,
    right: str,
    seat_place: int,
    of: Collection[int],
    *,
    alone: bool = False,
    campaign: int = 0,
) -> None:
    """Refuse a person who acts or acted for an enterprise of `of`; with `alone`, only if for each of them.

    `seat_place`: the place of the seat by which they have the right. `campaign`: see `staff.require`.

    Raises:
        Recused: with what is written of it once the deed is undone.
    """
    own_ones = await tied_enterprises(db, require_person(actor))
    hit = sorted(own_ones.intersection(of))
    if hit and not (alone and set(of) - own_ones):
        raise await refusal(db, actor, right, seat_place, hit[0], campaign)


async def refusal(
    db: AsyncConnection, actor: Actor, right: str, seat_place: int, enterprise_id: int, campaign: int = 0
) -> Recused:
    """The refusal of a person who may not act on an enterprise, with who acts instead: a colleague, the
    office above, nobody.

    After the rollback it is written down, and the office above is told, once a day.
    """
    others = await _others(db, right, enterprise_id, require_person(actor), campaign)
    line = await _line(db, enterprise_id)
    left = "nobody"
    if others is not None:
        left = "here" if others.depth <= line.index(seat_place) else "above"
    name = (await db.execute(select(Enterprise.name).where(Enterprise.id == enterprise_id))).scalar_one()
    refused = Recused(enterprise=name, left=left, place=others.place if others else "")

    async def write_down(after: AsyncConnection, now: datetime) -> None:
        detail = {"right": right, "left": left, **({"to": others.place_id} if others else {})}
        await audit.write(after, actor, now, "recuse", "enterprise", enterprise_id, detail)
        if others is not None and left == "above":
            await _tell(after, now, right, enterprise_id, others)

    refused.afterwards = write_down
    return refused


async def hand_up(
    db: AsyncConnection, now: datetime, right: str, enterprise_id: int, campaign: int = 0
) -> bool:
    """Tell the office above of something that calls for `right`, where the nearest office has only people of
    that very enterprise for it. True where that was so."""
    if (await db.execute(_seated, {"enterprise_id": enterprise_id})).first() is None:
        return False
    nearest = await _others(db, right, enterprise_id, None, campaign)
    others = await _others(db, right, enterprise_id, 0, campaign)
    if nearest is None or others is None or others.depth <= nearest.depth:
        return False
    await _tell(db, now, right, enterprise_id, others)
    return True


async def _line(db: AsyncConnection, enterprise_id: int) -> list[int]:
    """The place of an enterprise and those above it."""
    of = select(Enterprise.jurisdiction_id).where(Enterprise.id == enterprise_id)
    return [one.id for one in await jurisdictions.above(db, (await db.execute(of)).scalar_one())]


async def _others(
    db: AsyncConnection, right: str, enterprise_id: int, besides: int | None, campaign: int
) -> _Others | None:
    """The people who have a right over an enterprise and have no tie to it, in the nearest office that has
    any; without the person `besides`. `besides` None: the people who have it, with or without a tie."""
    above = above_cte(
        select(Enterprise.jurisdiction_id)
        .where(Enterprise.id == bindparam("enterprise_id"))
        .scalar_subquery()
    )
    allowed = [
        and_(_seat.c.role == role, _seat.c.department.in_(sorted(departments)))
        for role, departments in holders(right).items()
    ]
    barred = await plan_rights.barred(db, right, campaign, (await _line(db, enterprise_id))[0])
    query = (
        select(above.c.depth, Jurisdiction.id, Jurisdiction.name, _seat.c.person_id)
        .join(Jurisdiction, Jurisdiction.id == above.c.id)
        .join(_seat, _seat.c.jurisdiction_id == above.c.id)
        .where(_seat.c.revoked_at.is_(None), or_(*allowed), plan_rights.not_barred(barred, _seat))
        .order_by(above.c.depth, _seat.c.person_id)
    )
    if besides is not None:
        query = query.where(_seat.c.person_id != besides, _seat.c.person_id.not_in(people_of()))
    rows = (await db.execute(query, {"enterprise_id": enterprise_id})).all()
    if not rows:
        return None
    depth, place_id, place, _ = rows[0]
    return _Others(place_id, place, depth, tuple(row.person_id for row in rows if row.depth == depth))


async def _tell(db: AsyncConnection, now: datetime, right: str, enterprise_id: int, others: _Others) -> None:
    of = select(Enterprise.name, Jurisdiction.name.label("place"))
    of = of.join(Jurisdiction, Jurisdiction.id == Enterprise.jurisdiction_id)
    found = (
        await db.execute(of.where(Enterprise.id == enterprise_id, Enterprise.state == "active"))
    ).one_or_none()
    if found is None:
        return
    name, place = found
    values = {"enterprise": name, "place": place, "right": right.replace(".", "-")}
    at = await slot(db, now, "outbox-recused", values, others.place_id)
    day = now.astimezone(await jurisdictions.zone_of(db, others.place_id)).date()
    for person_id in others.people:  # the officers of one office
        await outbox.enqueue(
            db,
            now,
            dedupe_key=f"office:{others.place_id}:recused-{right}-{enterprise_id}-{day:%Y%m%d}:{person_id}",
            person_id=person_id,
            text_key="outbox-recused",
            values=values,
            button={"kind": "office", "id": 0},
            not_before=at.not_before,
            priority=at.priority,
            enterprise_id=enterprise_id,
            office_id=others.place_id,
            needs=right,
        )
