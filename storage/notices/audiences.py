"""Audiences: the recipients of a notice as data, and the enterprises and people that match it at a moment."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    Subquery,
    Text,
    case,
    cast,
    exists,
    false,
    func,
    literal,
    or_,
    select,
    true,
    union_all,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from content.model.notices import STATES
from storage.base.database import upsert
from storage.base.errors import Invalid, NotAllowed
from storage.base.schema import Key
from storage.campaigns import standings
from storage.campaigns.places import places_cte
from storage.campaigns.progress import acts_for_others
from storage.campaigns.standings import Cover, Standings
from storage.offices.jurisdictions import below_cte
from storage.tables.enterprises import Enterprise
from storage.tables.finding_states import UNFIXED, counts, overdue
from storage.tables.findings import Finding, Rectification
from storage.tables.notices import NoticeCopy, NoticeTarget
from storage.tables.people import Contact, Person
from storage.tables.self_checks import HANDED_IN, SelfCheck

MOST_CHOSEN = 200
"""Industries, hazards or single enterprises one notice may name."""


@dataclass(frozen=True, slots=True)
class Audience:
    """Enterprises of `place` and below that are in one of `states`
    (`content.model.notices.STATES`), of one of `industries`, that have one of `hazards` (Chinese names)
    and are among `enterprises` (ids); what is empty
    leaves nobody out. `campaign`: whose form the states speak of; None: the one nearest to each place."""

    place: int
    states: tuple[str, ...] = ()
    industries: tuple[str, ...] = ()
    hazards: tuple[str, ...] = ()
    enterprises: tuple[int, ...] = ()
    campaign: int | None = None

    def as_json(self) -> dict[str, Any]:
        """The stored form; empty fields are left out."""
        return {name: list(value) if isinstance(value, tuple) else value for name, value in _set(self)}

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> Audience:
        """Parse the result of `as_json`.

        Raises:
            Invalid: `audience-group`: an unknown kind of group, or an unknown state.
        """
        campaign = data.get("campaign")
        if data.keys() - set(cls.__slots__) or not isinstance(data.get("place"), int):
            raise Invalid("error-invalid-audience-group")
        if campaign is not None and not isinstance(campaign, int):
            raise Invalid("error-invalid-audience-group")
        lists = (tuple(data.get(name, ())) for name in cls.__slots__[1:-1])
        values: list[Any] = [data["place"], *lists, campaign]
        made = cls(*values)
        if set(made.states) - set(STATES):
            raise Invalid("error-invalid-audience-group")
        return made


def _set(audience: Audience) -> Iterable[tuple[str, Any]]:
    return ((name, value) for name, value in asdict(audience).items() if value not in ((), None))


@dataclass(frozen=True, slots=True)
class Reach:
    """Reach of an audience: of `enterprises` (all that match) so many are `reachable`, through `people`; the
    others are `unregistered`, or all their people `blocked` the bot."""

    enterprises: int = 0
    reachable: int = 0
    unregistered: int = 0
    blocked: int = 0
    people: int = 0


async def check(db: AsyncConnection, audience: Audience) -> Audience:
    """The audience, if it can be one.

    Raises:
        Invalid: `audience-group`: an unknown state, or more than MOST_CHOSEN of a kind.
        NotAllowed: a single enterprise outside the place.
    """
    chosen = (audience.industries, audience.hazards, audience.enterprises)
    if set(audience.states) - set(STATES) or any(len(some) > MOST_CHOSEN for some in chosen):
        raise Invalid("error-invalid-audience-group")
    if audience.enterprises:
        inside = select(func.count()).where(
            Enterprise.id.in_(audience.enterprises), Enterprise.jurisdiction_id.in_(select(below_cte().c.id))
        )
        found = (await db.execute(inside, {"root": audience.place})).scalar_one()
        if found != len(set(audience.enterprises)):
            raise NotAllowed
    return audience


FEW = 20
"""Most enterprises of an audience for which the feed names them one by one."""


async def few(
    db: AsyncConnection, notice_id: int, audience: Audience, today: date | None = None
) -> tuple[int, ...]:
    """The enterprises a notice is for, written down or (None yet) meant now, where they are FEW; else none.

    Without `today` the audience's states are not looked at.
    """
    kept = select(NoticeTarget.enterprise_id).where(NoticeTarget.notice_id == notice_id).limit(FEW + 1)
    found = list((await db.execute(kept)).scalars())
    if not found:
        query = meant(audience, date.min)[0] if today is None else _meant(audience, today)
        rows = await db.execute(
            query.where(Enterprise.state == "active").limit(FEW + 1), {"root": audience.place}
        )
        found = [row[0] for row in rows]
    return tuple(found) if len(found) <= FEW else ()


async def count(db: AsyncConnection, audience: Audience, today: date) -> Reach:
    """Count the enterprises and people that match the audience now; `today` is the local day of the place.

    From the kept standings, for places of open campaigns. Who acts for one enterprise is in the sums; those
    who act for several are looked up, so that each is counted once.
    """
    covered = await _cover(db, audience)
    found: Counter[str] = Counter()
    people = 0
    several: list[Any] = []
    for kept in covered.kept:
        rows = _standings(kept, audience)
        sums = [standings.total(column) for column in (rows.c.enterprises, rows.c.people, rows.c.shared)]
        query = select(rows.c.reach, *sums).where(*_among(rows, audience, today)).group_by(rows.c.reach)
        shared = 0
        for reach, units, reached, of_several in await db.execute(query, kept.bound):
            found[reach] += units
            people += reached - of_several
            shared += of_several
        if shared:
            several.append(_people_of_several(audience, today, kept))
    if covered.rest:
        units_query = _active(audience, today, covered.rest).subquery()
        by_reach = select(units_query.c.reach, func.count()).group_by(units_query.c.reach)
        found.update({row[0]: row[1] for row in await db.execute(by_reach, {"root": audience.place})})
        several.append(_people(select(Contact.person_id), units_query.c.id))
    if several:
        who = union_all(*several).subquery()
        root = {"root": audience.place} if covered.rest else {}
        people += (await db.execute(select(func.count(who.c.person_id.distinct())), root)).scalar_one()
    return Reach(
        enterprises=sum(found.values()),
        people=people,
        **{name: many for name, many in found.items() if many},
    )


async def count_states(db: AsyncConnection, audience: Audience, today: date) -> dict[str, int]:
    """Count the active enterprises of the audience in each of STATES, whichever of them it names, and all
    of them as `all`."""
    audience = replace(audience, states=())
    covered = await _cover(db, audience)
    found: Counter[str] = Counter(dict.fromkeys(("all", *STATES), 0))
    for kept in covered.kept:
        rows = _standings(kept, audience)
        holds = _standing_in(rows, today)
        of_state = [case((holds[state], rows.c.enterprises), else_=0) for state in STATES]
        query = select(*(standings.total(one) for one in (rows.c.enterprises, *of_state)))
        counted = await db.execute(query.where(*_among(rows, audience, today)), kept.bound)
        found.update(dict(zip(("all", *STATES), counted.one(), strict=True)))
    if covered.rest:
        meant_ones, holds = meant(audience, today)
        columns = [func.count(case((holds[state], 1))).label(state) for state in STATES]
        query = meant_ones.where(Enterprise.state == "active", *_in(covered.rest))
        query = query.with_only_columns(func.count().label("all"), *columns)
        found.update(dict((await db.execute(query, {"root": audience.place})).one()._mapping))
    return dict(found)


async def _cover(db: AsyncConnection, audience: Audience) -> Cover:
    """The places whose kept standings say how the enterprises stand; none where single ones are named."""
    covered = await standings.cover(db, audience.place, audience.campaign)
    if audience.enterprises:
        return Cover((), (*covered.rest, *(place for kept in covered.kept for place in kept.places)))
    return covered


def _standings(kept: Standings, audience: Audience) -> Subquery:
    """Rows the audience is counted from: one an enterprise where more is asked than sums are kept by."""
    return kept.units if audience.industries or audience.hazards else kept.sums


def _standing_in(rows: Subquery, today: date) -> dict[str, ColumnElement[bool]]:
    """SQL conditions for each of STATES on kept standings; see `_conditions_of_states`."""
    of = rows.c
    handed_in = (of.started == 1) & of.check_state.in_(HANDED_IN)
    return {
        "unregistered": of.reach == "unregistered",
        "not_started": (of.reach != "unregistered") & (of.started == 0),
        "not_submitted": ~handed_in,
        "submitted": handed_in,
        "open_rectifications": of.unfixed == 1,
        "overdue": of.due_on < today,
    }


def _among(rows: Subquery, audience: Audience, today: date) -> list[ColumnElement[bool]]:
    """SQL conditions of the audience on kept standings."""
    found = []
    if audience.states:
        holds = _standing_in(rows, today)
        found.append(or_(*(holds[state] for state in audience.states)))
    if audience.industries:
        found.append(rows.c.industry.in_(audience.industries))
    if audience.hazards:
        found.append(or_(*(_has(hazard, rows.c.hazards) for hazard in audience.hazards)))
    return found


def _people_of_several(audience: Audience, today: date, kept: Standings) -> Any:
    """The people of the audience's enterprises who act for several."""
    rows = kept.of_several
    return _people(select(Contact.person_id), rows.c.enterprise_id).where(
        *_among(rows, audience, today), acts_for_others()
    )


def _people(query: Any, enterprise_id: Any) -> Any:
    """Limit a query of contacts to people that can be reached, of some enterprises."""
    return (
        query.join_from(Contact, enterprise_id.table, enterprise_id == Contact.enterprise_id)
        .join(Person, Person.id == Contact.person_id)
        .where(Person.unreachable_at.is_(None))
    )


def _in(places: tuple[int, ...]) -> tuple[ColumnElement[bool]]:
    return (Enterprise.jurisdiction_id.in_(places),)


def _active(audience: Audience, today: date, places: tuple[int, ...]) -> Any:
    return _meant(audience, today).where(Enterprise.state == "active", *_in(places))


async def keep(
    db: AsyncConnection,
    notice_id: int,
    revision: int,
    audience: Audience,
    today: date,
    since: datetime | None = None,
    within: tuple[int, int] | None = None,
) -> int:
    """Store the enterprises a notice is for and queue a copy for each person; return how many copies
    came.

    `since`: only who joined an enterprise after that instant; `within`: only enterprises with an id above the
    first and up to the second. The same again adds nothing.
    """
    newly = () if since is None else (Contact.joined_at > since,)
    units_query = _meant(audience, today, *newly).where(Enterprise.state == "active")
    units = units_query.where(*_between(Enterprise.id, within)).cte("units")
    targets = select(literal(notice_id), units.c.id, units.c.jurisdiction_id, units.c.reach).where(true())
    insert = upsert(db, NoticeTarget).from_select(
        ["notice_id", "enterprise_id", "jurisdiction_id", "reach"], targets
    )
    kept = insert.on_conflict_do_update(
        index_elements=["notice_id", "enterprise_id"], set_={"reach": insert.excluded.reach}
    )
    await db.execute(kept, {"root": audience.place})
    who = (
        select(literal(notice_id), Contact.person_id, literal(1), literal("queued"), literal(revision))
        .distinct()
        .join(Person, Person.id == Contact.person_id)
        .where(Person.unreachable_at.is_(None), *newly)
        .order_by(Contact.person_id)
    )
    if since is None:  # what was just written down, instead of finding it out again
        who = who.join(NoticeTarget, NoticeTarget.enterprise_id == Contact.enterprise_id)
        who = who.where(NoticeTarget.notice_id == notice_id, *_between(NoticeTarget.enterprise_id, within))
    else:
        who = who.join(units, units.c.id == Contact.enterprise_id)
    copies = upsert(db, NoticeCopy).from_select(
        ["notice_id", "person_id", "number", "state", "revision"], who
    )
    newest = (await db.execute(select(func.coalesce(func.max(NoticeCopy.id), 0)))).scalar_one()
    await db.execute(
        copies.on_conflict_do_nothing(index_elements=["notice_id", "person_id", "number"]),
        {} if since is None else {"root": audience.place},
    )
    # SQLite's driver does not know how many rows a statement that begins with WITH wrote.
    new = select(func.count()).where(NoticeCopy.id > newest, NoticeCopy.notice_id == notice_id)
    return int((await db.execute(new)).scalar_one())


async def count_kept(
    db: AsyncConnection, notice_id: int, within: tuple[int, int] | None = None
) -> dict[str, int]:
    """The stored counts of a notice: enterprises it was for, and those that cannot be reached."""
    many = select(NoticeTarget.reach, func.count()).where(
        NoticeTarget.notice_id == notice_id, *_between(NoticeTarget.enterprise_id, within)
    )
    by_reach = await db.execute(many.group_by(NoticeTarget.reach))
    found: dict[str, int] = {row[0]: int(row[1]) for row in by_reach}
    return {
        "enterprises": sum(found.values()),
        "unregistered": found.get("unregistered", 0),
        "blocked": found.get("blocked", 0),
    }


def _between(column: Any, within: tuple[int, int] | None) -> tuple[ColumnElement[bool], ...]:
    return () if within is None else (column > within[0], column <= within[1])


def _meant(audience: Audience, today: date, *newly: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    """`meant`, limited to the audience's states; `newly`: only enterprises with a contact for whom that
    condition is true."""
    query, standing = meant(audience, today)
    if audience.states:
        query = query.where(or_(*(standing[state] for state in audience.states)))
    if newly:
        query = query.where(Enterprise.id.in_(select(Contact.enterprise_id).where(*newly)))
    return query


def meant(audience: Audience, today: date) -> tuple[Select[*tuple[Any, ...]], dict[str, ColumnElement[bool]]]:
    """Enterprises of the audience whatever their state in the campaign, closed ones included (id,
    jurisdiction_id, state, reach; the place is bound as `root`); and what each of STATES means for them."""
    place = places_cte()
    contact = exists().where(Contact.enterprise_id == Enterprise.id)
    reached = exists().where(
        Contact.enterprise_id == Enterprise.id,
        Person.id == Contact.person_id,
        Person.unreachable_at.is_(None),
    )
    reach = case((~contact, "unregistered"), (~reached, "blocked"), else_="reachable")
    query = select(Enterprise.id, Enterprise.jurisdiction_id, Enterprise.state, reach.label("reach")).join(
        place, place.c.id == Enterprise.jurisdiction_id
    )
    if audience.industries:
        query = query.where(Enterprise.industry.in_(audience.industries))
    if audience.enterprises:
        query = query.where(Enterprise.id.in_(audience.enterprises))
    if audience.hazards:
        query = query.where(or_(*(_has(hazard) for hazard in audience.hazards)))
    campaign = place.c.campaign_id if audience.campaign is None else literal(audience.campaign, Key)
    its_form = (SelfCheck.campaign_id == campaign) & (SelfCheck.enterprise_id == Enterprise.id)
    return query.outerjoin(SelfCheck, its_form), _conditions_of_states(campaign, contact, today)


def _has(hazard: str, listed: Any = Enterprise.hazards) -> ColumnElement[bool]:
    """The list of hazards, kept as JSON text, names it: the same on both databases."""
    return cast(listed, Text).contains(json.dumps(hazard, ensure_ascii=False), autoescape=True)


def _conditions_of_states(campaign: Any, contact: Any, today: date) -> dict[str, ColumnElement[bool]]:
    """SQL conditions for each of STATES of an enterprise, joined with its form in the campaign, if there is
    one; findings of a draft do not count."""
    begun = SelfCheck.by_office.is_(False)  # NULL, and so neither, without a form
    handed_in = begun & SelfCheck.state.in_(HANDED_IN)
    todo = (
        select(Finding.id)
        .outerjoin(Rectification, Rectification.finding_id == Finding.id)
        .where(Finding.self_check_id == SelfCheck.id, Finding.state == "open", counts())
        .correlate(SelfCheck)
    )
    not_begun, not_handed_in = (func.coalesce(held, false()).is_(False) for held in (begun, handed_in))
    return {
        "unregistered": ~contact,
        "not_started": contact & not_begun & campaign.is_not(None),
        "not_submitted": not_handed_in & campaign.is_not(None),
        "submitted": ~not_handed_in,
        "open_rectifications": todo.where(UNFIXED).exists(),
        "overdue": todo.where(overdue(today)).exists(),
    }
