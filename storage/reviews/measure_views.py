"""Measures as they are read: by the enterprise they are about, by offices, as a list to publish."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import String, bindparam, case, cast, func, literal, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.base.audit import Actor
from storage.base.errors import NotAllowed
from storage.base.rows import from_row, from_rows
from storage.offices import staff
from storage.offices.jurisdictions import below_cte
from storage.tables.enterprises import Enterprise
from storage.tables.measures import Measure, Resumption, Withdrawal
from storage.tables.offices import Jurisdiction
from storage.tables.reviews import Escalation, Review
from storage.tables.self_checks import SelfCheck


@dataclass(frozen=True, slots=True)
class MeasureView:
    """A measure. `office`: name of the place that decides it; `asked`: the request to take up work again
    that waits for it. Of one that was withdrawn: `withdrawn_on` (None: it was not), `cause`, `cause_text`,
    `withdrawal_number` and the place that withdrew it, `withdrawn_at_id` and its name `withdrawn_at`."""

    id: int
    kind: str
    enterprise_id: int
    enterprise: str
    place: str
    self_check_id: int
    jurisdiction_id: int
    office: str
    state: str
    reason: str
    number: str
    penalty: str
    amount_fen: int | None
    since_on: date
    ended_on: date | None
    asked: int | None
    withdrawn_on: date | None = None
    cause: str = ""
    cause_text: str = ""
    withdrawal_number: str = ""
    withdrawn_at_id: int | None = None
    withdrawn_at: str = ""


@dataclass(frozen=True, slots=True)
class MeasureCounts:
    """Counts of measures: all, in force, suspending an enterprise now, and with a request that waits."""

    total: int
    open: int
    suspended: int
    asked: int


@dataclass(frozen=True, slots=True)
class Order:
    """An order over an enterprise: it is suspended, or closed. `since_on`: its first local day."""

    measure_id: int
    kind: str
    office: str
    reason: str
    since_on: date


@dataclass(frozen=True, slots=True)
class Exposed:
    """An enterprise whose exposure two people agreed to, with the instant."""

    enterprise: str
    credit_code: str
    place: str
    reason: str
    decided_at: datetime


_office = Jurisdiction.__table__.alias("office")
_withdrawing = Jurisdiction.__table__.alias("withdrawing")
_asked = (
    select(Resumption.id)
    .where(Resumption.measure_id == Measure.id, Resumption.state == "asked")
    .correlate(Measure)
    .scalar_subquery()
)
_view: Any = (
    select(
        Measure.id,
        Measure.kind,
        Measure.enterprise_id,
        Enterprise.name.label("enterprise"),
        Jurisdiction.name.label("place"),
        Escalation.self_check_id,
        Measure.jurisdiction_id,
        _office.c.name.label("office"),
        Measure.state,
        Measure.reason,
        Measure.number,
        Measure.penalty,
        Measure.amount_fen,
        Measure.since_on,
        Measure.ended_on,
        _asked.label("asked"),
        Withdrawal.withdrawn_on,
        func.coalesce(Withdrawal.cause, "").label("cause"),
        func.coalesce(Withdrawal.text, "").label("cause_text"),
        func.coalesce(Withdrawal.number, "").label("withdrawal_number"),
        Withdrawal.jurisdiction_id.label("withdrawn_at_id"),
        func.coalesce(_withdrawing.c.name, "").label("withdrawn_at"),
        Enterprise.jurisdiction_id.label("enterprise_place"),
    )
    .join(Escalation, Escalation.id == Measure.escalation_id)
    .join(Enterprise, Enterprise.id == Measure.enterprise_id)
    .join(Jurisdiction, Jurisdiction.id == Enterprise.jurisdiction_id)
    .join(_office, _office.c.id == Measure.jurisdiction_id)
    .outerjoin(Withdrawal, Withdrawal.measure_id == Measure.id)
    .outerjoin(_withdrawing, _withdrawing.c.id == Withdrawal.jurisdiction_id)
)
_orders = (
    select(
        Measure.enterprise_id,
        Measure.id.label("measure_id"),
        Measure.kind,
        _office.c.name.label("office"),
        Measure.reason,
        case((Measure.kind == "closure", Measure.ended_on), else_=Measure.since_on).label("since_on"),
    )
    .join(_office, _office.c.id == Measure.jurisdiction_id)
    .where(
        ((Measure.kind == "suspend") & (Measure.state == "open"))
        | ((Measure.kind == "closure") & (Measure.state == "done")),
    )
    .order_by(case((Measure.kind == "closure", 0), else_=1), Measure.id.desc())
)
_order = _orders.where(Measure.enterprise_id == bindparam("enterprise")).limit(1)
_rank = case((_asked.is_not(None), 0), (Measure.state == "open", 1), else_=2)


async def order_over(db: AsyncConnection, enterprise_id: int) -> Order | None:
    """The order over an enterprise, shown on all its windows, a closure before a suspension; None: there is
    none."""
    row = (await db.execute(_order, {"enterprise": enterprise_id})).first()
    return None if row is None else from_row(Order, row)


async def list_orders(db: AsyncConnection) -> dict[int, Order]:
    """The orders over all enterprises that have one, by id; see `order_over`."""
    found: dict[int, Order] = {}
    for row in await db.execute(_orders):
        found.setdefault(row.enterprise_id, from_row(Order, row))
    return found


async def get_measure(db: AsyncConnection, actor: Actor, measure_id: int) -> MeasureView:
    """A measure, for an office that reaches the enterprise.

    Raises:
        NotAllowed: no such seat; an unknown one is refused like any other.
    """
    view, place_id = await read_measure(db, measure_id)
    await staff.require(db, actor, "escalation.see", place_id)
    return view


async def read_measure(db: AsyncConnection, measure_id: int) -> tuple[MeasureView, int]:
    """A measure and the place of its enterprise; the caller checks the right.

    Raises:
        NotAllowed: an unknown one is refused like any other.
    """
    row = (await db.execute(_view.where(Measure.id == measure_id))).first()
    if row is None:
        raise NotAllowed
    return from_row(MeasureView, row), row.enterprise_place


async def list_measures(
    db: AsyncConnection,
    actor: Actor,
    jurisdiction_id: int,
    *,
    campaign_id: int | None = None,
    skip: int = 0,
    limit: int | None = None,
) -> tuple[MeasureView, ...]:
    """Measures about enterprises of a place and all below it, in one campaign or in all: where work is to be
    taken up again first, then those in force, then what is over; each the newest first.

    Raises:
        NotAllowed: no seat that reaches that place.
    """
    await staff.require(db, actor, "escalation.see", jurisdiction_id)
    query = _below(_view, campaign_id).order_by(_rank, Measure.id.desc()).offset(skip).limit(limit)
    return from_rows(MeasureView, await db.execute(query, {"root": jurisdiction_id}))


async def count_measures(
    db: AsyncConnection, actor: Actor, jurisdiction_id: int, *, campaign_id: int | None = None
) -> MeasureCounts:
    """Count the measures that `list_measures` lists.

    Raises:
        NotAllowed: no seat that reaches that place.
    """
    await staff.require(db, actor, "escalation.see", jurisdiction_id)
    is_open = Measure.state == "open"
    counted = select(
        func.count().label("total"),
        func.count(case((is_open, 1))).label("open"),
        func.count(case((is_open & (Measure.kind == "suspend"), 1))).label("suspended"),
        func.count(case((_asked.is_not(None), 1))).label("asked"),
    )
    of = counted.select_from(Measure).join(Enterprise, Enterprise.id == Measure.enterprise_id)
    of = of.join(Escalation, Escalation.id == Measure.escalation_id)
    return from_row(
        MeasureCounts, (await db.execute(_below(of, campaign_id), {"root": jurisdiction_id})).one()
    )


def _below(query: Any, campaign_id: int | None) -> Any:
    """Limit a query to enterprises of the place bound as `root` and below it, of one campaign or of all."""
    query = query.where((Enterprise.jurisdiction_id + 0).in_(select(below_cte().c.id)))
    if campaign_id is None:
        return query
    return query.join(SelfCheck, SelfCheck.id == Escalation.self_check_id).where(
        SelfCheck.campaign_id == campaign_id
    )


async def list_exposed(
    db: AsyncConnection, actor: Actor, jurisdiction_id: int, campaign_id: int
) -> tuple[Exposed, ...]:
    """Enterprises of a place and all below it whose exposure (曝光) a second person agreed to in a campaign.

    Raises:
        NotAllowed: no seat that reaches that place.
    """
    await staff.require(db, actor, "escalation.see", jurisdiction_id)
    columns = (
        Enterprise.name.label("enterprise"),
        Enterprise.credit_code,
        Jurisdiction.name.label("place"),
        Review.comment.label("reason"),
        Review.decided_at,
    )
    query = exposed(select(*columns), campaign_id).order_by(Jurisdiction.id, Review.decided_at, Review.id)
    rows: Any = await db.execute(query, {"root": jurisdiction_id})
    return from_rows(Exposed, rows)


def exposed(query: Any, campaign_id: Any) -> Any:
    """Limit a query to enterprises at and below the place bound as `root` whose exposure was agreed to, and
    was not withdrawn since."""
    withdrawn = select(Escalation.id).where(
        Escalation.key == literal("review:") + cast(Review.id, String), Escalation.state == "annulled"
    )
    return (
        query.join(SelfCheck, SelfCheck.id == Review.self_check_id)
        .join(Enterprise, Enterprise.id == SelfCheck.enterprise_id)
        .join(Jurisdiction, Jurisdiction.id == Enterprise.jurisdiction_id)
        .where(
            SelfCheck.campaign_id == campaign_id,
            Review.verdict == "exposure",
            Review.state == "decided",
            Review.second_id.is_not(None),
            Enterprise.state != "erased",
            ~withdrawn.correlate(Review).exists(),
            (Enterprise.jurisdiction_id + 0).in_(select(below_cte().c.id)),
        )
    )
