"""What an office sees of its place and all below it: counts, from set-based queries over indexed states."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Date, bindparam, case, func, literal_column, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage import staff
from storage.audit import Actor
from storage.campaigns import Campaign
from storage.enterprises import Enterprise
from storage.extension_tables import Extension
from storage.findings import Finding
from storage.jurisdictions import below_cte
from storage.people import Contact
from storage.rectifications import Rectification
from storage.self_checks import SelfCheck


@dataclass(frozen=True, slots=True)
class Figures:
    """Enterprises in scope, with a person in the bot, that began, that handed in; open rectifications past
    their day; extensions that wait for an answer."""

    enterprises: int
    registered: int
    started: int
    submitted: int
    overdue: int
    extensions: int


_places = select(below_cte().c.id)
_unit = (Enterprise.jurisdiction_id.in_(_places), Enterprise.state == "active")
# From the place's enterprises on, each looked up by an index that holds all that is asked: the cost is that
# of the place, whatever else the database holds.
_unit_states = (
    select(
        select(Contact.id).where(Contact.enterprise_id == Enterprise.id).exists().label("joined"),
        select(func.max(case((SelfCheck.state == "draft", 0), else_=1)))
        .where(
            SelfCheck.enterprise_id == Enterprise.id,
            SelfCheck.campaign_id.in_(select(Campaign.id).where(Campaign.state == "open")),
        )
        .scalar_subquery()
        .label("step"),
    )
    .where(*_unit)
    .subquery()
)
_units = select(
    func.count(),
    func.count(case((_unit_states.c.joined, 1))),
    func.count(_unit_states.c.step),
    func.coalesce(func.sum(_unit_states.c.step), 0),
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
    in_scope, registered, started, submitted = (await db.execute(_units, where)).one()
    overdue = (await db.execute(_overdue, {**where, "today": today})).scalar_one()
    asked = (await db.execute(_extensions, where)).scalar_one()
    return Figures(in_scope, registered, started, int(submitted), overdue, asked)
