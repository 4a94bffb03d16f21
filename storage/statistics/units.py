"""The enterprises of an office, as its officers see them: their progress and contacts. Reads only."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Date, Select, Text, bindparam, case, cast, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from content.loader import load
from storage.base.audit import Actor
from storage.base.errors import NotAllowed
from storage.base.schema import Key
from storage.base.texts import one_line
from storage.campaigns.places import places_cte
from storage.offices import staff
from storage.offices.jurisdictions import below_cte
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


@cache
def _campaign(*, given: bool) -> Any:
    """The campaign an enterprise is looked at in: the one bound, or the open one its place takes part in."""
    if given:
        return bindparam("campaign", type_=Key)
    place = places_cte()
    at_work = select(place.c.campaign_id).where(place.c.id == Enterprise.jurisdiction_id)
    return at_work.correlate(Enterprise).scalar_subquery()


@cache
def _line(*, given: bool) -> Any:
    """The columns of UnitLine."""
    check = (
        select(SelfCheck.state)
        .where(SelfCheck.enterprise_id == Enterprise.id, SelfCheck.campaign_id == _campaign(given=given))
        .scalar_subquery()
    )
    late = _late(given=given).with_only_columns(func.count()).scalar_subquery()
    return select(
        Enterprise.id,
        Enterprise.name,
        Jurisdiction.name.label("place"),
        select(func.count()).where(Contact.enterprise_id == Enterprise.id).scalar_subquery(),
        check,
        late,
        case(
            (_has_measure("closure", "done"), "closed"),
            (_has_measure("suspend"), "suspend"),
            (refuses(), "refusal"),
        ),
    ).join(Jurisdiction, Jurisdiction.id == Enterprise.jurisdiction_id)


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
    bound as `warned`."""
    return (
        query.join(Finding, Finding.id == Escalation.finding_id)
        .join(Rectification, Rectification.finding_id == Finding.id)
        .where(
            Escalation.state == "open",
            Escalation.warned_on <= bindparam("warned", type_=Date),
            Finding.state == "open",
            Rectification.state == "open",
        )
    )


def _late(*, given: bool) -> Any:
    """Overdue rectifications of an enterprise, of a form handed in in its campaign."""
    return (
        select(Rectification.id)
        .join(Finding, Finding.id == Rectification.finding_id)
        .join(SelfCheck, SelfCheck.id == Finding.self_check_id)
        .where(
            Rectification.enterprise_id == Enterprise.id,
            overdue(),
            SelfCheck.campaign_id == _campaign(given=given),
            counts(),
        )
        .correlate(Enterprise)
    )


@cache
def _in_state(*, given: bool) -> dict[str, Any]:
    campaign = _campaign(given=given)
    begun = select(SelfCheck.id).where(
        SelfCheck.enterprise_id == Enterprise.id, SelfCheck.campaign_id == campaign
    )

    def check(*states: str) -> Any:
        return begun.where(SelfCheck.state.in_(states)).exists()

    def decided(*decisions: str) -> Any:
        # Few are, so they are looked up first.
        return Enterprise.id.in_(
            select(Escalation.enterprise_id)
            .join(SelfCheck, SelfCheck.id == Escalation.self_check_id)
            .where(
                Escalation.state == "decided",
                Escalation.decision.in_(decisions),
                SelfCheck.campaign_id == campaign,
            )
        )

    return {
        "not_submitted": ~check(*HANDED_IN) & campaign.is_not(None),
        "unregistered": ~_somebody,
        "not_started": _somebody & ~begun.exists() & campaign.is_not(None),
        "draft": check("draft"),
        "submitted": check("submitted", "in_review"),
        "reviewed": check("reviewed"),
        "overdue": _late(given=given).exists(),
        "sanctioned": decided("suspend", "penalty", "closure"),
        "exposed": decided("exposure"),
        "suspended": _has_measure("suspend"),
        "refusing": refuses(),
        "closed": _has_measure("closure", "done"),
    }


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

    def narrowed(self, query: Any, *, given: bool) -> Any:
        """Limit a query of enterprises to them."""
        if self.industry is not None:
            query = query.where(Enterprise.industry == self.industry)
        if self.hazard is not None:
            named = json.dumps(self.hazard, ensure_ascii=False)
            query = query.where(cast(Enterprise.hazards, Text).contains(named, autoescape=True))
        if self.item is not None:
            failing = (
                select(Finding.id)
                .join(SelfCheck, SelfCheck.id == Finding.self_check_id)
                .where(
                    SelfCheck.enterprise_id == Enterprise.id,
                    SelfCheck.campaign_id == _campaign(given=given),
                    Finding.question.startswith(f"Q{self.item[1:]}.", autoescape=True),
                    counts(),
                    FOUND,
                    ~SETTLED,
                )
                .correlate(Enterprise)
            )
            query = query.where(failing.exists())
        return query


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
    given = campaign_id is not None
    where = await _where(db, jurisdiction_id, today, campaign_id)
    counted = select(func.count(Enterprise.id)).select_from(Enterprise)
    total_of = among.narrowed(_chosen(counted, text, state, given=given), given=given)
    total = (await db.execute(total_of, where)).scalar_one()
    page = among.narrowed(_chosen(_line(given=given), text, state, given=given), given=given)
    rows = (await db.execute(page.order_by(Enterprise.id).offset(skip).limit(limit), where)).all()
    return tuple(UnitLine(*_columns(row)) for row in rows), int(total)


async def count_states(
    db: AsyncConnection, actor: Actor, jurisdiction_id: int, today: date, campaign_id: int | None = None
) -> dict[str, int]:
    """Count the active enterprises of a place and below in each of STATES; see `list_units`.

    Raises:
        NotAllowed: no seat that reaches that place.
    """
    await staff.require(db, actor, "enterprise.see", jurisdiction_id)
    given = campaign_id is not None
    conditions = _in_state(given=given)
    counts = [func.count(case((conditions[state], 1))) for state in STATES]
    counted = _chosen(select(*counts).select_from(Enterprise), "")
    row = (await db.execute(counted, await _where(db, jurisdiction_id, today, campaign_id))).one()
    return dict(zip(STATES, row, strict=True))


async def list_unregistered(
    db: AsyncConnection, actor: Actor, jurisdiction_id: int, today: date, limit: int = 1000
) -> tuple[UnitLine, ...]:
    """The enterprises of a place and below where nobody is in the bot yet, place by place.

    Raises:
        NotAllowed: no seat with `enterprise.keep` that reaches that place.
    """
    await staff.require(db, actor, "enterprise.keep", jurisdiction_id, of=())
    query = _chosen(_line(given=False), "").where(~_somebody)
    query = query.order_by(Enterprise.jurisdiction_id, Enterprise.id).limit(limit)
    rows = (await db.execute(query, await _where(db, jurisdiction_id, today, None))).all()
    return tuple(UnitLine(*_columns(row)) for row in rows)


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
    query = _line(given=campaign_id is not None).add_columns(*_COLUMNS).where(Enterprise.id == enterprise_id)
    row = (await db.execute(query, await _where(db, place_id, today, campaign_id))).one()
    columns = _columns(row)
    if not await staff.may(db, actor, "enterprise.call", place_id):
        columns[-2:] = ["", ""]
    return UnitView(*columns)


async def _where(db: AsyncConnection, place_id: int, today: date, campaign_id: int | None) -> dict[str, Any]:
    """Bound values: the place, the campaign, and the day of the count."""
    rules = load().reviews
    warned = today - timedelta(days=rules.refusal_days if rules is not None else 0)
    given = {"root": place_id, "today": today, "warned": warned}
    if campaign_id is None:
        return given
    ended = (await db.execute(select(Campaign.closed_on).where(Campaign.id == campaign_id))).scalar()
    return {**given, "today": last_day(today, ended), "campaign": campaign_id}


def _chosen(query: Any, text: str, state: str | None = None, *, given: bool = False) -> Any:
    query = query.where(
        Enterprise.jurisdiction_id.in_(select(below_cte().c.id)), Enterprise.state == "active"
    )
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
