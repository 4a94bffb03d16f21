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
from storage.campaign_progress import COUNTS, PlaceProgress, by_place
from storage.campaign_tables import Campaign, running
from storage.enterprises import Enterprise
from storage.extension_tables import Extension
from storage.findings import Finding
from storage.join_order import keep_order
from storage.jurisdictions import below_cte
from storage.people import Contact
from storage.rectifications import Rectification
from storage.self_checks import SelfCheck, reported


@dataclass(frozen=True, slots=True)
class Figures:
    """Of one campaign, or of the campaign each place takes part in: enterprises in scope, with a person in
    the bot, that began, that handed in; open rectifications past their day, of forms that were handed in;
    extensions that wait for an answer."""

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
_one = by_place(bindparam("campaign")).subquery()
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
_of_one = (
    select(*(func.coalesce(func.sum(_one.c[name]), 0) for name in COUNTS[:4]))
    .select_from(_one)
    .where(_one.c.jurisdiction_id.in_(_places))
)
# Of a campaign that has ended: what was late on its last day.
_was_late = select(func.coalesce(func.sum(PlaceProgress.overdue), 0)).where(
    PlaceProgress.campaign_id == bindparam("campaign"), PlaceProgress.jurisdiction_id.in_(_places)
)
_in_open = (
    select(SelfCheck.id)
    .join(Campaign, Campaign.id == SelfCheck.campaign_id)
    .where(SelfCheck.id == Finding.self_check_id, reported(), running())
)
_in_this = select(SelfCheck.id).where(
    SelfCheck.id == Finding.self_check_id, reported(), SelfCheck.campaign_id == bindparam("campaign")
)


def _of(counted: Any, checks: Any) -> Any:
    """The count for findings of forms that were handed in in an open campaign, or in the one bound."""
    return counted.where(checks.correlate(Finding).exists())


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


_overdue_of, _extensions_of = _of(_overdue, _in_this), _of(_extensions, _in_this)
_overdue, _extensions = _of(_overdue, _in_open), _of(_extensions, _in_open)


async def figures(
    db: AsyncConnection, actor: Actor, jurisdiction_id: int, today: date, campaign_id: int | None = None
) -> Figures:
    """The figures of a place and all below it in a campaign, an ended one as it was on its last day; without
    one each place counts in the open campaign that is nearest to it. `today` is the local day there.

    Raises:
        NotAllowed: no seat that reaches that place.
    """
    await staff.require(db, actor, "office.see", jurisdiction_id)
    where: dict[str, Any] = {"root": jurisdiction_id}
    await keep_order(db, hashes=True)
    if campaign_id is not None:
        where["campaign"] = campaign_id
        columns: Sequence[Any] = (await db.execute(_of_one, where)).one()
        units, people, begun, sent = map(int, columns)
        is_open = select(Campaign.id).where(Campaign.id == campaign_id, running())
        if (await db.execute(is_open)).first() is None:
            late = int((await db.execute(_was_late, where)).scalar_one())
            return Figures(units, people, begun, sent, late, 0)
        late = int((await db.execute(_overdue_of, {**where, "today": today})).scalar_one())
        asked = int((await db.execute(_extensions_of, where)).scalar_one())
        return Figures(units, people, begun, sent, late, asked)
    counts: Sequence[Any] = (await db.execute(_in_campaign, where)).one()
    in_scope, registered, started, submitted = map(int, counts)
    others, others_registered = (await db.execute(_in_none, where)).one()
    overdue = (await db.execute(_overdue, {**where, "today": today})).scalar_one()
    asked = (await db.execute(_extensions, where)).scalar_one()
    return Figures(in_scope + others, registered + others_registered, started, submitted, overdue, asked)
