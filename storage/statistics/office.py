"""Figures of an office's place and all below it: counts, from set-based queries over indexed states."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import bindparam, case, func, literal_column, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.base.audit import Actor
from storage.base.join_order import keep_order, leave_order
from storage.base.rows import from_row
from storage.campaigns.places import CampaignName, places_cte
from storage.campaigns.progress import COUNTS, by_place
from storage.campaigns.running import running
from storage.offices import jurisdictions, staff
from storage.offices.enterprises import OWN
from storage.offices.jurisdictions import above_cte, below_cte
from storage.tables.campaigns import Campaign
from storage.tables.enterprises import Enterprise
from storage.tables.finding_states import counts, overdue
from storage.tables.findings import Extension, Finding, Rectification
from storage.tables.offices import Jurisdiction
from storage.tables.people import Contact
from storage.tables.self_checks import SelfCheck
from storage.tables.statistics import PlaceProgress

COUNTED = 999
"""Most undecided extensions that are counted; more are shown as that many."""


@dataclass(frozen=True, slots=True)
class Figures:
    """Figures of one campaign, or of the campaign each place takes part in: enterprises in scope, with a
    person in the bot, that began, that handed in; open rectifications past their day, of forms handed in.
    `extensions`: undecided ones in that campaign or in all open ones, as `extension_views.list_waiting` lists
    them, at most COUNTED + 1."""

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
# An ended campaign counts the overdue ones of its last day.
_was_late = select(func.coalesce(func.sum(PlaceProgress.overdue), 0)).where(
    PlaceProgress.campaign_id == bindparam("campaign"), PlaceProgress.jurisdiction_id.in_(_places)
)
_overdue = (
    select(func.count())
    .select_from(Rectification)
    .join(Enterprise, Enterprise.id == Rectification.enterprise_id)
    .join(Finding, Finding.id == Rectification.finding_id)
    .where(overdue(), *_unit)
)


def _known(*where: Any) -> Any:
    """Whether a finding is of a form that was handed in in a campaign of which this is true."""
    known = select(SelfCheck.id).where(SelfCheck.id == Finding.self_check_id, counts(), *where)
    return known.correlate(Finding, Enterprise).exists()


_nearest = select(_tree.c.campaign_id).where(_tree.c.id == Enterprise.jurisdiction_id)
_overdue_of = _overdue.where(_known(SelfCheck.campaign_id == bindparam("campaign")))
_overdue_here = _overdue.where(
    _known(SelfCheck.campaign_id == _nearest.correlate(Enterprise).scalar_subquery())
)
# The places are named: PostgreSQL knows how many enterprises each has, and begins with them or with what was
# asked. Correlated, and the state written out: SQLite begins with the few that were asked, not with all open.
_asked: Any = (
    select(Extension.id)
    .join(Enterprise, Enterprise.id == Extension.enterprise_id)
    .join(Finding, Finding.id == Extension.finding_id)
    .where(
        Extension.state == literal_column("'asked'"),
        Finding.state == "open",
        select(Rectification.id)
        .where(Rectification.finding_id == Extension.finding_id, Rectification.state == "open")
        .correlate(Extension)
        .exists(),
        select(SelfCheck.id)
        .join(Campaign, Campaign.id == SelfCheck.campaign_id)
        .where(SelfCheck.id == Finding.self_check_id, running())
        .correlate(Finding)
        .exists(),
        *OWN,
    )
)


@dataclass(frozen=True, slots=True)
class Overlap:
    """An open campaign that enterprises of a place are in: how many there, how many of them have begun its
    form, how many have handed it in."""

    campaign: CampaignName
    enterprises: int
    started: int
    submitted: int


async def list_overlaps(db: AsyncConnection, actor: Actor, jurisdiction_id: int) -> tuple[Overlap, ...]:
    """The open campaigns at a place, above it and below it, as far as enterprises there are concerned; those
    most have begun first.

    Raises:
        NotAllowed: no seat that reaches that place.
    """
    await staff.require(db, actor, "office.see", jurisdiction_id)
    above = above_cte(bindparam("leaf"))
    query = (
        select(Campaign.id, Campaign.pack, Jurisdiction.name.label("place"))
        .join(Jurisdiction, Jurisdiction.id == Campaign.jurisdiction_id)
        .where(
            running(),
            or_(
                Campaign.jurisdiction_id.in_(select(above.c.id)),
                Campaign.jurisdiction_id.in_(_places),
            ),
        )
        .order_by(Campaign.id)
    )
    where = {"root": jurisdiction_id}
    found = []
    for row in (await db.execute(query, {**where, "leaf": jurisdiction_id})).all():
        columns: Sequence[Any] = (await db.execute(_of_one, {**where, "campaign": row[0]})).one()
        units, _, begun, sent = map(int, columns)
        if units:
            found.append(Overlap(from_row(CampaignName, row), units, begun, sent))
    return tuple(sorted(found, key=lambda one: (-one.started, one.campaign.id)))


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
    # The order is for the marked enterprises, of which the databases know nothing; what is overdue is planned
    # freely, by how much of it there is.
    await keep_order(db, hashes=True)
    if campaign_id is not None:
        where["campaign"] = campaign_id
        units, people, begun, sent = map(int, await _row(db, _of_one, where))
        await leave_order(db)
        asked = await count_extensions(db, jurisdiction_id, campaign_id)
        is_open = select(Campaign.id).where(Campaign.id == campaign_id, running())
        if (await db.execute(is_open)).first() is None:
            late = (await db.execute(_was_late, where)).scalar_one()
        else:
            late = (await db.execute(_overdue_of, {**where, "today": today})).scalar_one()
        return Figures(units, people, begun, sent, int(late), asked)
    in_scope, registered, started, submitted = map(int, await _row(db, _in_campaign, where))
    await leave_order(db)
    others, others_registered = (await db.execute(_in_none, where)).one()
    late = (await db.execute(_overdue_here, {**where, "today": today})).scalar_one()
    asked = await count_extensions(db, jurisdiction_id)
    return Figures(in_scope + others, registered + others_registered, started, submitted, int(late), asked)


async def count_extensions(
    db: AsyncConnection, jurisdiction_id: int, campaign_id: int | None = None, most: int | None = COUNTED + 1
) -> int:
    """Count the undecided extensions of `Figures`, at most `most`. The caller has checked the right."""
    of_campaign = (
        select(SelfCheck.id)
        .where(SelfCheck.id == Finding.self_check_id, SelfCheck.campaign_id == campaign_id)
        .correlate(Finding)
        .exists()
    )
    query = (_asked if campaign_id is None else _asked.where(of_campaign)).limit(most)
    counted = select(func.count()).select_from(query.subquery())
    places = list(await jurisdictions.below(db, jurisdiction_id))
    return int((await db.execute(counted, {"places": places})).scalar_one())


async def _row(db: AsyncConnection, query: Any, where: dict[str, Any]) -> Sequence[Any]:
    return (await db.execute(query, where)).one()
