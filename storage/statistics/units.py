"""The enterprises of an office, as its officers see them: their progress and contacts. Reads only."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Date,
    Select,
    Text,
    bindparam,
    case,
    cast,
    func,
    literal_column,
    or_,
    select,
    union,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from content.loader import load
from storage.base.audit import Actor
from storage.base.errors import NotAllowed
from storage.base.rows import from_row, from_rows
from storage.base.schema import Key
from storage.base.texts import one_line
from storage.campaigns import standings
from storage.campaigns.places import campaigns_by_place, places_cte
from storage.offices import staff
from storage.statistics import unit_standings
from storage.tables.campaigns import Campaign
from storage.tables.enterprises import Enterprise
from storage.tables.finding_states import FOUND, SETTLED, counts, last_day, overdue
from storage.tables.findings import Finding, Rectification
from storage.tables.measures import Measure
from storage.tables.offices import Jurisdiction
from storage.tables.people import Contact
from storage.tables.reviews import Escalation
from storage.tables.self_checks import HANDED_IN, SelfCheck


@dataclass(frozen=True, slots=True)
class UnitLine:
    """An enterprise in a list. `phones`: people in the bot; `check_state`: of its self-check in the campaign,
    None where none was begun; `overdue`: rectifications past their day, of a form that was handed in;
    `order`: what weighs most of what was decided: closed, suspend, refusal, or None."""

    id: int
    name: str
    place: str
    phones: int
    check_state: str | None
    overdue: int
    order: str | None


@dataclass(frozen=True, slots=True)
class UnitView(UnitLine):
    """An enterprise looked at. `contact_name` and `phone` are empty for who may not call."""

    jurisdiction_id: int
    credit_code: str
    industry: str
    headcount: int
    address: str
    contact_name: str
    phone: str


_COLUMNS = (
    Enterprise.jurisdiction_id,
    Enterprise.credit_code,
    Enterprise.industry,
    Enterprise.headcount,
    Enterprise.address,
    Enterprise.contact_name,
    Enterprise.phone,
)
"""Columns of UnitView, beside those of UnitLine."""
_somebody = select(Contact.id).where(Contact.enterprise_id == Enterprise.id).exists()


_place = places_cte()
_names = bindparam("places", expanding=True, type_=Key)


def _campaign(*, given: bool) -> Any:
    """The campaign an enterprise is looked at in: the one bound, or the open one its place takes part in."""
    return bindparam("campaign", type_=Key) if given else _place.c.campaign_id


@cache
def _line() -> Any:
    """The columns of UnitLine."""
    late = _late().with_only_columns(func.count()).scalar_subquery()
    return select(
        Enterprise.id,
        Enterprise.name,
        Jurisdiction.name.label("place"),
        select(func.count()).where(Contact.enterprise_id == Enterprise.id).scalar_subquery().label("phones"),
        SelfCheck.state.label("check_state"),
        late.label("overdue"),
        case(
            (_has_measure("closure", "done"), "closed"),
            (_has_measure("suspend"), "suspend"),
            (refuses(), "refusal"),
        ).label("order"),
    ).join(Jurisdiction, Jurisdiction.id == Enterprise.jurisdiction_id)


def _looked_at(query: Any, *, given: bool) -> Any:
    """Join a query of enterprises with their form in the campaign, and limit it to the `places` bound; unless
    one campaign is `given`, to the place bound as `root` and all below, each in the campaign it takes part
    in."""
    return _with_form(query.where(Enterprise.jurisdiction_id.in_(_names)) if given else query, given=given)


def _with_form(query: Any, *, given: bool) -> Any:
    if not given:
        query = query.join(_place, _place.c.id == Enterprise.jurisdiction_id)
    of_campaign = SelfCheck.campaign_id == _campaign(given=given)
    return query.outerjoin(SelfCheck, (SelfCheck.enterprise_id == Enterprise.id) & of_campaign)


def _has_measure(kind: str, state: str = "open") -> ColumnElement[bool]:
    over = Measure.enterprise_id == Enterprise.id
    return select(Measure.id).where(over, Measure.kind == kind, Measure.state == state).exists()


def refuses() -> ColumnElement[bool]:
    """SQL condition: an enterprise refuses to rectify (拒不整改): an officer said so, or a finding is open
    long after a warning in writing (up to the day bound as `warned`)."""
    warned: Select[Any] = unheeded(select(Escalation.id)).where(Escalation.enterprise_id == Enterprise.id)
    return _has_measure("refusal") | warned.correlate(Enterprise).exists()


def unheeded(query: Any) -> Any:
    """Limit a query of open escalations to findings still open after a warning in writing, up to the day
    bound as `warned`. Correlated: SQLite begins with the few that were warned, not with all that is open."""
    still_open = (
        select(Rectification.id)
        .join(Finding, Finding.id == Rectification.finding_id)
        .where(
            Rectification.finding_id == Escalation.finding_id,
            Finding.state == "open",
            Rectification.state == "open",
        )
        .correlate(Escalation)
    )
    return query.where(
        Escalation.state == literal_column("'open'"),
        Escalation.warned_on <= bindparam("warned", type_=Date),
        still_open.exists(),
    )


def _late() -> Any:
    """Overdue rectifications of an enterprise, of its form in the campaign."""
    return (
        select(Rectification.id)
        .join(Finding, Finding.id == Rectification.finding_id)
        .where(
            Rectification.enterprise_id == Enterprise.id,
            overdue(),
            Finding.self_check_id == SelfCheck.id,
            counts(),
        )
        .correlate(Enterprise, SelfCheck)
    )


@cache
def _in_state(*, given: bool) -> dict[str, Any]:
    campaign = _campaign(given=given)

    def decided(*decisions: str) -> Any:
        return SelfCheck.id.in_(
            select(Escalation.self_check_id).where(
                Escalation.state == literal_column("'decided'"), Escalation.decision.in_(decisions)
            )
        )

    # Few have measures, so they are looked up first and not for each enterprise.
    return {
        "not_submitted": or_(SelfCheck.id.is_(None), SelfCheck.state.not_in(HANDED_IN))
        & campaign.is_not(None),
        "unregistered": ~_somebody,
        "not_started": _somebody & SelfCheck.id.is_(None) & campaign.is_not(None),
        "draft": SelfCheck.state == "draft",
        "submitted": SelfCheck.state.in_(("submitted", "in_review")),
        "reviewed": SelfCheck.state == "reviewed",
        "overdue": _late().exists(),
        "sanctioned": decided("suspend", "penalty", "closure"),
        "exposed": decided("exposure"),
        "suspended": _under("suspend"),
        "refusing": _under("refusal") | Enterprise.id.in_(unheeded(select(Escalation.enterprise_id))),
        "closed": _under("closure", "done"),
    }


def _under(kind: str, state: str = "open") -> Any:
    """SQL condition: an enterprise has a measure of that kind in that state."""
    return Enterprise.id.in_(
        select(Measure.enterprise_id).where(Measure.kind == kind, Measure.state == state)
    )


STATES = (
    "not_submitted",
    "unregistered",
    "not_started",
    "draft",
    "submitted",
    "reviewed",
    "overdue",
    "sanctioned",
    "exposed",
    "suspended",
    "refusing",
    "closed",
)
"""States by which an enterprise can be looked for: its progress in the campaign; something overdue; to be
suspended, punished or closed; to be named in public."""


@dataclass(frozen=True, slots=True)
class Among:
    """The enterprises meant in a list: of an industry (its key), with a hazard (its Chinese name), with
    findings of a check item (`I03`) that are not closed, in the campaign looked at. None: whichever."""

    industry: str | None = None
    hazard: str | None = None
    item: str | None = None

    def narrowed(self, query: Any) -> Any:
        """Limit a query of enterprises to them."""
        if self.industry is not None:
            query = query.where(Enterprise.industry == self.industry)
        if self.hazard is not None:
            query = query.where(_names_hazard(cast(Enterprise.hazards, Text), self.hazard))
        if self.item is not None:
            failing = (
                select(Finding.id)
                .where(
                    Finding.self_check_id == SelfCheck.id,
                    Finding.question.startswith(f"Q{self.item[1:]}.", autoescape=True),
                    counts(),
                    FOUND,
                    ~SETTLED,
                )
                .correlate(SelfCheck)
            )
            query = query.where(failing.exists())
        return query

    def kept(self, of: Any) -> list[ColumnElement[bool]]:
        """SQL conditions on the columns of kept standings; without the check item."""
        industry = [] if self.industry is None else [of.industry == self.industry]
        return industry if self.hazard is None else [*industry, _names_hazard(of.hazards, self.hazard)]


def _names_hazard(listed: Any, hazard: str) -> ColumnElement[bool]:
    return listed.contains(json.dumps(hazard, ensure_ascii=False), autoescape=True)  # type: ignore[no-any-return]


WHICHEVER = Among()


async def list_units(
    db: AsyncConnection,
    actor: Actor,
    jurisdiction_id: int,
    today: date,
    campaign_id: int | None = None,
    *,
    text: str = "",
    state: str | None = None,
    among: Among = WHICHEVER,
    skip: int = 0,
    limit: int = 6,
) -> tuple[tuple[UnitLine, ...], int]:
    """A page of the active enterprises of a place and all below it, in the order they came in, with `text` in
    the name or at the start of the code, in one of STATES, `among` those; and how many there are in all.

    How far each is: in a campaign, in one that has ended as on its last day; without one in the open campaign
    nearest to its place. `today` is the local day.

    Raises:
        NotAllowed: no seat that reaches that place.
    """
    await staff.require(db, actor, "enterprise.see", jurisdiction_id)
    given, where = await _where(db, jurisdiction_id, today, campaign_id)
    page = among.narrowed(_chosen(_line(), text, state, given=given))
    kept = None
    if not one_line(text) and among.item is None and (state is None or state in unit_standings.KEPT):
        kept = await unit_standings.the_one(db, jurisdiction_id, campaign_id)
    if kept is not None:

        def meant(of: Any) -> list[ColumnElement[bool]]:
            return [*([unit_standings.conditions(of, today)[state]] if state else []), *among.kept(of)]

        total = await unit_standings.count(db, kept, meant, single=among != WHICHEVER)
        ids = await kept.page(db, meant, skip, limit) if total else []
        rows = (await db.execute(_line_of(given=given), where | {"ids": ids})).all() if ids else []
        return from_rows(UnitLine, rows), total
    counted = select(func.count(Enterprise.id)).select_from(Enterprise)
    total_of = among.narrowed(_chosen(counted, text, state, given=given))
    total = int((await db.execute(total_of, where)).scalar_one())
    rows = (await db.execute(page.order_by(Enterprise.id).offset(skip).limit(limit), where)).all()
    return from_rows(UnitLine, rows), total


async def count_states(
    db: AsyncConnection, actor: Actor, jurisdiction_id: int, today: date, campaign_id: int | None = None
) -> dict[str, int]:
    """Count the active enterprises of a place and below in each of STATES; see `list_units`.

    Raises:
        NotAllowed: no seat that reaches that place.
    """
    await staff.require(db, actor, "enterprise.see", jurisdiction_id)
    given, where = await _where(db, jurisdiction_id, today, campaign_id)
    covered = await standings.cover(db, jurisdiction_id, campaign_id)
    found: Counter[str] = Counter(dict.fromkeys(STATES, 0))
    for kept in covered.kept:
        found.update(await unit_standings.count_states(db, kept, today))
    conditions = _in_state(given=given)
    few = [state for state in STATES if state not in unit_standings.KEPT]
    counts = [func.count(case((conditions[state], 1))) for state in few]
    query = select(Enterprise.jurisdiction_id, *counts).select_from(Enterprise)
    query = _with_form(query, given=given).where(
        Enterprise.state == "active", await _decided_about(db, where)
    )
    here = {*covered.rest, *(place for kept in covered.kept for place in kept.places)}
    for place, *many in await db.execute(query.group_by(Enterprise.jurisdiction_id), where):
        found.update(dict(zip(few, many, strict=True)) if place in here else {})
    if covered.rest:
        counts = [func.count(case((conditions[state], 1))) for state in unit_standings.KEPT]
        query = _chosen(select(*counts).select_from(Enterprise), "", given=given)
        query = query.where(Enterprise.jurisdiction_id.in_(covered.rest))
        found.update(dict(zip(unit_standings.KEPT, (await db.execute(query, where)).one(), strict=True)))
    return dict(found)


_NAMED = 5000
"""Most enterprises named in a query."""


async def _decided_about(db: AsyncConnection, where: dict[str, Any]) -> ColumnElement[bool]:
    """SQL condition: something was decided about an enterprise, or is about to be. Where there are few such,
    they are named: PostgreSQL would go through all enterprises to find a thousand."""
    decided = select(Escalation.enterprise_id).where(
        Escalation.state == literal_column("'decided'"),
        Escalation.decision.in_(("suspend", "penalty", "closure", "exposure")),
    )
    which = union(decided, select(Measure.enterprise_id), unheeded(select(Escalation.enterprise_id)))
    ids = (await db.execute(which.limit(_NAMED + 1), where)).scalars().all()
    return Enterprise.id.in_(ids if len(ids) <= _NAMED else which)


@cache
def _line_of(*, given: bool) -> Any:
    """The lines of the enterprises bound as `ids`."""
    of = _looked_at(_line(), given=given).where(Enterprise.id.in_(_ids))
    return of.order_by(Enterprise.id)


_ids = bindparam("ids", expanding=True, type_=Key)


async def list_unregistered(
    db: AsyncConnection, actor: Actor, jurisdiction_id: int, today: date, limit: int = 1000
) -> tuple[UnitLine, ...]:
    """The enterprises of a place and below where nobody is in the bot yet, place by place.

    Raises:
        NotAllowed: no seat with `enterprise.keep` that reaches that place.
    """
    await staff.require(db, actor, "enterprise.keep", jurisdiction_id, of=())
    given, where = await _where(db, jurisdiction_id, today, None)
    query = _chosen(_line(), "", given=given).where(~_somebody)
    query = query.order_by(Enterprise.jurisdiction_id, Enterprise.id).limit(limit)
    rows = (await db.execute(query, where)).all()
    return from_rows(UnitLine, rows)


async def get_unit(
    db: AsyncConnection, actor: Actor, enterprise_id: int, today: date, campaign_id: int | None = None
) -> UnitView:
    """An enterprise; see `list_units`.

    Raises:
        NotAllowed: no seat that reaches it; an unknown one is refused like any other.
    """
    of = select(Enterprise.jurisdiction_id).where(Enterprise.id == enterprise_id)
    place_id = (await db.execute(of)).scalar()
    if place_id is None:
        raise NotAllowed
    await staff.require(db, actor, "enterprise.see", place_id)
    given, where = await _where(db, place_id, today, campaign_id)
    query = _looked_at(_line(), given=given).add_columns(*_COLUMNS).where(Enterprise.id == enterprise_id)
    row = (await db.execute(query, where)).one()
    unit = from_row(UnitView, row)
    if await staff.may(db, actor, "enterprise.call", place_id):
        return unit
    return replace(unit, contact_name="", phone="")


async def _where(
    db: AsyncConnection, place_id: int, today: date, campaign_id: int | None
) -> tuple[bool, dict[str, Any]]:
    """Whether all are looked at in one campaign (also in none); and the bound values: the places, the
    campaign, and the day of the count."""
    rules = load().reviews
    warned = today - timedelta(days=rules.refusal_days if rules is not None else 0)
    by_place = await campaigns_by_place(db, place_id)
    bound = {"places": list(by_place), "today": today, "warned": warned}
    if campaign_id is not None:
        ended = (await db.execute(select(Campaign.closed_on).where(Campaign.id == campaign_id))).scalar()
        return True, {**bound, "today": last_day(today, ended), "campaign": campaign_id}
    nearest = set(by_place.values())
    if len(nearest) > 1:
        return False, {"root": place_id, "today": today, "warned": warned}
    return True, {**bound, "campaign": next(iter(nearest), None)}


def _chosen(query: Any, text: str, state: str | None = None, *, given: bool) -> Any:
    query = _looked_at(query, given=given).where(Enterprise.state == "active")
    if state is not None:
        query = query.where(_in_state(given=given)[state])
    if text := one_line(text):
        query = query.where(
            Enterprise.name.icontains(text, autoescape=True)
            | Enterprise.credit_code.istartswith(text, autoescape=True)
        )
    return query


def _columns(row: Any) -> list[Any]:
    return list(row)  # the type checker counts the columns of a Row
