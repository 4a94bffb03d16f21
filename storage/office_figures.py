"""What an office sees of its place and all below it: counts, from set-based queries over indexed states."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Date, bindparam, case, func, literal_column, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage import staff
from storage.audit import Actor
from storage.campaign_places import places_cte
from storage.campaign_progress import COUNTS, by_place
from storage.enterprises import Enterprise
from storage.extension_tables import Extension
from storage.findings import Finding
from storage.join_order import keep_order
from storage.jurisdictions import below_cte
from storage.people import Contact
from storage.rectifications import Rectification


@dataclass(frozen=True, slots=True)
class Figures:
    """Enterprises in scope, with a person in the bot, that began, that handed in, each in the campaign it
    takes part in; open rectifications past their day; extensions that wait for an answer."""

    enterprises: int
    registered: int
    started: int
    submitted: int
    overdue: int
    extensions: int


_places = select(below_cte().c.id)
_unit = (Enterprise.jurisdiction_id.in_(_places), Enterprise.state == "active")
_tree = places_cte()
_here = by_place().subquery()
_in_campaign = (
    select(*(func.coalesce(func.sum(_here.c[name]), 0) for name in COUNTS[:4]))
    .select_from(_tree)
    .join(_here, (_here.c.jurisdiction_id == _tree.c.id) & (_here.c.campaign_id == _tree.c.campaign_id))
)
_joined = select(Contact.id).where(Contact.enterprise_id == Enterprise.id).exists()
_in_none = (
    select(func.count(), func.count(case((_joined, 1))))
    .select_from(_tree)
    .join(Enterprise, Enterprise.jurisdiction_id == _tree.c.id)
    .where(_tree.c.campaign_id.is_(None), Enterprise.state == "active")
)
_overdue = (
    select(func.count())
    .select_from(Rectification)
    .join(Enterprise, Enterprise.id == Rectification.enterprise_id)
    .join(Finding, Finding.id == Rectification.finding_id)
    .where(
        Rectification.state == "open",
        Rectification.due_on < bindparam("today", type_=Date()),
        Finding.state == "open",
        *_unit,
    )
)
_extensions = (
    select(func.count())
    .select_from(Extension)
    .join(Enterprise, Enterprise.id == Extension.enterprise_id)
    .join(Finding, Finding.id == Extension.finding_id)
    # Correlated, and the state written out: from the few that were asked, not from all that is open.
    .where(
        Extension.state == literal_column("'asked'"),
        Finding.state == "open",
        select(Rectification.id)
        .where(Rectification.finding_id == Extension.finding_id, Rectification.state == "open")
        .correlate(Extension)
        .exists(),
        *_unit,
    )
)


async def figures(db: AsyncConnection, actor: Actor, jurisdiction_id: int, today: date) -> Figures:
    """The figures of a place and all below it; `today` is the local day there.

    Raises:
        NotAllowed: no seat that reaches that place.
    """
    await staff.require(db, actor, "office.see", jurisdiction_id)
    where = {"root": jurisdiction_id}
    await keep_order(db, hashes=True)
    counts: Sequence[Any] = (await db.execute(_in_campaign, where)).one()
    in_scope, registered, started, submitted = map(int, counts)
    others, others_registered = (await db.execute(_in_none, where)).one()
    overdue = (await db.execute(_overdue, {**where, "today": today})).scalar_one()
    asked = (await db.execute(_extensions, where)).scalar_one()
    return Figures(in_scope + others, registered + others_registered, started, submitted, overdue, asked)
