"""The enterprises of an office, as its officers look at them: how far each is, whom to call. Reading only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Date, Select, bindparam, case, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage import staff
from storage.audit import Actor
from storage.campaign_tables import Campaign, running
from storage.enterprises import Enterprise
from storage.errors import NotAllowed
from storage.findings import Finding
from storage.jurisdictions import Jurisdiction, below_cte
from storage.people import Contact
from storage.rectifications import Rectification
from storage.review_tables import Escalation
from storage.self_checks import SelfCheck
from storage.texts import one_line


@dataclass(frozen=True, slots=True)
class UnitLine:
    """An enterprise in a list. `phones`: people in the bot; `check_state`: of its self-check in an open
    campaign, None where none was begun; `overdue`: open rectifications past their day."""

    id: int
    name: str
    place: str
    phones: int
    check_state: str | None
    overdue: int


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


_line = select(
    Enterprise.id,
    Enterprise.name,
    Jurisdiction.name.label("place"),
    select(func.count()).where(Contact.enterprise_id == Enterprise.id).scalar_subquery(),
    select(SelfCheck.state)
    .join(Campaign, Campaign.id == SelfCheck.campaign_id)
    .where(SelfCheck.enterprise_id == Enterprise.id, running())
    .order_by(SelfCheck.id.desc())
    .limit(1)
    .scalar_subquery(),
    select(func.count())
    .select_from(Rectification)
    .join(Finding, Finding.id == Rectification.finding_id)
    .where(
        Rectification.enterprise_id == Enterprise.id,
        Rectification.state == "open",
        Rectification.due_on < bindparam("today", type_=Date()),
        Finding.state == "open",
    )
    .scalar_subquery(),
).join(Jurisdiction, Jurisdiction.id == Enterprise.jurisdiction_id)
_view = _line.add_columns(
    Enterprise.jurisdiction_id,
    Enterprise.credit_code,
    Enterprise.industry,
    Enterprise.headcount,
    Enterprise.address,
    Enterprise.contact_name,
    Enterprise.phone,
)


_somebody = select(Contact.id).where(Contact.enterprise_id == Enterprise.id).exists()


def _check(*states: str) -> Any:
    """Whether its self-check of an open campaign is in one of these states; of any, if none is named."""
    found = (
        select(SelfCheck.id)
        .join(Campaign, Campaign.id == SelfCheck.campaign_id)
        .where(SelfCheck.enterprise_id == Enterprise.id, running())
    )
    return (found.where(SelfCheck.state.in_(states)) if states else found).exists()


_late = (
    select(Rectification.id)
    .join(Finding, Finding.id == Rectification.finding_id)
    .where(
        Rectification.enterprise_id == Enterprise.id,
        Rectification.state == "open",
        Rectification.due_on < bindparam("today", type_=Date()),
        Finding.state == "open",
    )
    .exists()
)


def _decided(*decisions: str) -> Any:
    """Whether one of these was decided about it in an open campaign: few are, so they are looked up first."""
    return Enterprise.id.in_(
        select(Escalation.enterprise_id)
        .join(SelfCheck, SelfCheck.id == Escalation.self_check_id)
        .join(Campaign, Campaign.id == SelfCheck.campaign_id)
        .where(Escalation.state == "decided", Escalation.decision.in_(decisions), running())
    )


_IN_STATE: dict[str, Any] = {
    "unregistered": ~_somebody,
    "not_started": _somebody & ~_check(),
    "draft": _check("draft"),
    "submitted": _check("submitted", "in_review"),
    "reviewed": _check("reviewed"),
    "overdue": _late,
    "sanctioned": _decided("suspend", "penalty", "closure"),
    "exposed": _decided("exposure"),
}
STATES = tuple(_IN_STATE)
"""In which an enterprise can be looked for: how far it is, or that something is overdue; that it is to be
suspended, punished or closed; that it is to be named in public."""


async def list_units(
    db: AsyncConnection,
    actor: Actor,
    jurisdiction_id: int,
    today: date,
    *,
    text: str = "",
    state: str | None = None,
    skip: int = 0,
    limit: int = 6,
) -> tuple[tuple[UnitLine, ...], int]:
    """A page of the active enterprises of a place and all below it, in the order they came in, with `text` in
    the name or at the start of the code, in one of STATES; and how many there are in all.

    Raises:
        NotAllowed: no seat that reaches that place.
    """
    await staff.require(db, actor, "enterprise.see", jurisdiction_id)
    where: dict[str, Any] = {"root": jurisdiction_id, **({"today": today} if state == "overdue" else {})}
    counted = select(func.count(Enterprise.id)).select_from(Enterprise)
    total = (await db.execute(_chosen(counted, text, state), where)).scalar_one()
    page = _chosen(_line, text, state).order_by(Enterprise.id).offset(skip).limit(limit)
    rows = (await db.execute(page, {**where, "today": today})).all()
    return tuple(UnitLine(*_columns(row)) for row in rows), int(total)


async def count_states(
    db: AsyncConnection, actor: Actor, jurisdiction_id: int, today: date
) -> dict[str, int]:
    """How many active enterprises of a place and below are in each of STATES.

    Raises:
        NotAllowed: no seat that reaches that place.
    """
    await staff.require(db, actor, "enterprise.see", jurisdiction_id)
    counts = [func.count(case((condition, 1))) for condition in _IN_STATE.values()]
    counted = _chosen(select(*counts).select_from(Enterprise), "")
    row = (await db.execute(counted, {"root": jurisdiction_id, "today": today})).one()
    return dict(zip(_IN_STATE, row, strict=True))


async def list_unregistered(
    db: AsyncConnection, actor: Actor, jurisdiction_id: int, today: date, limit: int = 1000
) -> tuple[UnitLine, ...]:
    """The enterprises of a place and below where nobody is in the bot yet, place by place.

    Raises:
        NotAllowed: no seat with `enterprise.keep` that reaches that place.
    """
    await staff.require(db, actor, "enterprise.keep", jurisdiction_id, of=())
    nobody = ~select(Contact.id).where(Contact.enterprise_id == Enterprise.id).exists()
    query = _chosen(_line, "").where(nobody).order_by(Enterprise.jurisdiction_id, Enterprise.id).limit(limit)
    rows = (await db.execute(query, {"root": jurisdiction_id, "today": today})).all()
    return tuple(UnitLine(*_columns(row)) for row in rows)


async def get_unit(db: AsyncConnection, actor: Actor, enterprise_id: int, today: date) -> UnitView:
    """An enterprise.

    Raises:
        NotAllowed: no seat that reaches it; unknown ones are nobody's.
    """
    row = (await db.execute(_view.where(Enterprise.id == enterprise_id), {"today": today})).one_or_none()
    if row is None:
        raise NotAllowed
    await staff.require(db, actor, "enterprise.see", row.jurisdiction_id)
    columns = _columns(row)
    if not await staff.may(db, actor, "enterprise.call", row.jurisdiction_id):
        columns[-2:] = ["", ""]
    return UnitView(*columns)


def _chosen(query: Select[*tuple[Any, ...]], text: str, state: str | None = None) -> Select[*tuple[Any, ...]]:
    query = query.where(
        Enterprise.jurisdiction_id.in_(select(below_cte().c.id)), Enterprise.state == "active"
    )
    if state is not None:
        query = query.where(_IN_STATE[state])
    if text := one_line(text):
        query = query.where(
            Enterprise.name.icontains(text, autoescape=True)
            | Enterprise.credit_code.istartswith(text, autoescape=True)
        )
    return query


def _columns(row: Any) -> list[Any]:
    return list(row)  # the type checker counts the columns of a Row
