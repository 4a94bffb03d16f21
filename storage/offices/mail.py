"""Queues messages to an office: for the people of a place who have the right, removed again with it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, tzinfo
from typing import Any

from sqlalchemy import (
    ColumnElement,
    String,
    and_,
    bindparam,
    cast,
    delete,
    exists,
    func,
    literal,
    null,
    or_,
    select,
    text,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.base.database import upsert
from storage.base.rights import holders
from storage.offices import plan_rights
from storage.offices.jurisdictions import above_cte, below_cte
from storage.offices.mail_slots import Slot, slot
from storage.offices.plan_rights import Barred
from storage.offices.recusals import people_of
from storage.tables.enterprises import Enterprise
from storage.tables.offices import Staff
from storage.tables.outbox import OutboxRow

# Written out, not bound: only then do both databases see that the index of what is open serves.
_WAITING = text("state IN ('pending', 'retry')")


def with_right(right: str) -> ColumnElement[bool]:
    """Active seats that have a right in their place, as a condition on `Staff`.

    Raises:
        KeyError: there is no such right.
    """
    allowed = [
        and_(Staff.role == role, Staff.department.in_(sorted(departments)))
        for role, departments in holders(right).items()
    ]
    return and_(Staff.revoked_at.is_(None), or_(*allowed))


async def tell(
    db: AsyncConnection,
    now: datetime,
    *,
    place_id: int,
    right: str,
    what: str,
    text_key: str = "",
    values: dict[str, Any] | None = None,
    button: dict[str, Any] | None = None,
    topic: str | None = None,
    topic_id: int | None = None,
    zone: tzinfo | None = None,
    due_on: date | None = None,
    at: Slot | None = None,
    below: bool = False,
    about: int | None = None,
    self_check_id: int | None = None,
    besides: Collection[int] = (),
    among: Collection[int] | None = None,
    second_to: int | None = None,
    campaign: int | None = None,
) -> int:
    """Queue a message, once for each `what` and person, to all who have `right`; return how many.

    What it says is `text_key` with `values`, or whatever its `topic` makes of it when its turn comes. When it
    comes is the content's to say (`slot`), by the local day it is about (`due_on`); `at` says it instead.
    `zone` is used where its place says none.

    They are those of the nearest office at or above a place that has any such person; with `below` those of
    the place and of all below it. Who acts for the enterprise `about` is none of them (回避): where nobody
    else is there, the office above is told. `self_check_id`: what it asks for ends with that form's campaign.
    Of a right that plans give, `campaign` says by whose plan; None: by that of the form's campaign.
    Of those people nobody of `besides` is told, nor anybody outside `among`
    where that is given. `second_to`: the person whom somebody else has to agree with;
    where nobody else is there, the office above is told.
    """
    at = at or await slot(db, now, text_key, values or {}, place_id, zone=zone, due_on=due_on)
    barred: Barred = frozenset()
    if right in plan_rights.BY_PLAN:
        of = await plan_rights.campaign_of(db, self_check_id) if campaign is None else campaign
        barred = await plan_rights.barred(db, right, of, place_id)
    seats = _below(right) if below else _nearest(right, about, second_to, barred)
    row = select(
        literal("office:")
        + cast(seats.c.place, String)
        + literal(f":{what}:")
        + cast(seats.c.person_id, String),
        seats.c.person_id,
        literal(text_key),
        literal(values or {}, OutboxRow.values.type),
        literal(button, OutboxRow.button.type) if button else null(),
        literal(at.not_before, OutboxRow.not_before.type),
        literal(now, OutboxRow.created_at.type),
        literal(at.priority),
        literal(topic, OutboxRow.topic.type),
        literal(topic_id, OutboxRow.topic_id.type),
        literal("pending"),
        literal(0),
        literal(about, OutboxRow.enterprise_id.type),
        literal(self_check_id, OutboxRow.self_check_id.type),
        seats.c.place,
        literal(right),
    )
    names = [
        "dedupe_key",
        "person_id",
        "text_key",
        "values",
        "button",
        "not_before",
        "created_at",
        "priority",
        "topic",
        "topic_id",
        "state",
        "attempts",
        "enterprise_id",
        "self_check_id",
        "office_id",
        "needs",
    ]
    told = [seats.c.person_id.not_in(list(besides))]
    if among is not None:
        told.append(seats.c.person_id.in_(list(among)))
    if about is not None:  # of a closed enterprise nobody is told anything
        told.append(exists().where(Enterprise.id == about, Enterprise.state == "active"))
    done = await db.execute(
        upsert(db, OutboxRow)
        .from_select(names, row.where(*told))
        .on_conflict_do_nothing(index_elements=["dedupe_key"])
        .returning(OutboxRow.id),
        {"place": place_id} if about is None else {"place": place_id, "about": about},
    )
    return len(done.all())


async def take_back_of(db: AsyncConnection, what: str) -> int:
    """Take back what waits of a subject (`what`, or longer ones that begin with it); return how many."""
    done = await db.execute(
        delete(OutboxRow).where(_WAITING, OutboxRow.dedupe_key.like(f"office:%:{what}:%"))
    )
    return int(done.rowcount)


async def told_of(db: AsyncConnection, what: str) -> list[int]:
    """Ids of the people for whom a message about a subject (`what`) waits, from any office."""
    query = select(OutboxRow.person_id).where(_WAITING, OutboxRow.dedupe_key.like(f"office:%:{what}:%"))
    return [one for one in (await db.execute(query)).scalars() if one is not None]


def _nearest(right: str, about: int | None, second_to: int | None, barred: Barred) -> Any:
    """`place` and `person_id` of the nearest office at or above the place bound as `place`, without who acts
    for the enterprise bound as `about`, without `second_to` and the offices `barred`."""
    others: list[ColumnElement[bool]] = []
    if about is not None:
        others.append(Staff.person_id.not_in(people_of("about")))
    if second_to is not None:
        others.append(Staff.person_id != second_to)
    above = above_cte(bindparam("place"))
    found = (
        select(Staff.jurisdiction_id.label("place"), Staff.person_id, above.c.depth)
        .join(above, above.c.id == Staff.jurisdiction_id)
        .where(with_right(right), plan_rights.not_barred(barred, Staff.__table__), *others)
        .cte("found")
    )
    nearest = select(func.min(found.c.depth)).scalar_subquery()
    return select(found.c.place, found.c.person_id).where(found.c.depth == nearest).cte("seats")


def _below(right: str) -> Any:
    """`place` and `person_id` of everybody in the place bound as `place` and below, each person once."""
    return (
        select(func.min(Staff.jurisdiction_id).label("place"), Staff.person_id)
        .where(Staff.jurisdiction_id.in_(select(below_cte("place").c.id)), with_right(right))
        .group_by(Staff.person_id)
        .cte("seats")
    )
