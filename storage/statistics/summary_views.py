"""Summaries as they are read: what is being worked on, what was filed, which places below have filed.

What is counted is counted again until it is filed; what was filed is kept as it was.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from content.calendar.duties import ONCE
from storage.base.audit import Actor
from storage.base.errors import NotFound
from storage.base.rows import from_row, from_rows
from storage.campaigns import opening as campaigns
from storage.offices import letterheads, staff
from storage.offices.jurisdictions import below_cte
from storage.offices.letterheads import Letterhead
from storage.statistics.ledger import latest_verdict
from storage.statistics.summary_figures import Figures, figures
from storage.tables.campaigns import Campaign
from storage.tables.enterprises import Enterprise
from storage.tables.finding_states import FOUND, SETTLED, counts
from storage.tables.findings import Finding
from storage.tables.offices import Jurisdiction
from storage.tables.self_checks import SelfCheck
from storage.tables.statistics import Summary, SummaryCase


@dataclass(frozen=True, slots=True)
class Case:
    """A typical case: an enterprise, its findings, how many were rectified, the last verdict; the office's
    sentence."""

    self_check_id: int
    enterprise: str
    place: str
    industry: str
    found: int
    closed: int
    verdict: str | None
    text: str = ""


@dataclass(frozen=True, slots=True)
class SummaryView:
    """A summary as it is being worked on. `filed_at` None: never filed."""

    id: int
    campaign_id: int
    pack: str
    jurisdiction_id: int
    place: str
    kind: str
    period_on: date
    problems: str
    plans: str
    filings: int
    filed_at: datetime | None
    cases: tuple[Case, ...]


@dataclass(frozen=True, slots=True)
class Contents:
    """The full content of a summary. `filed_at` None: it was not filed like this."""

    kind: str
    period_on: date
    figures: Figures
    problems: str
    plans: str
    cases: tuple[Case, ...]
    filed_at: datetime | None

    def as_json(self) -> dict[str, Any]:
        """The stored form, and as it comes back: lists, no tuples."""
        kept: dict[str, Any] = json.loads(
            json.dumps(
                {
                    "figures": self.figures.as_json(),
                    "problems": self.problems,
                    "plans": self.plans,
                    "cases": [asdict(case) for case in self.cases],
                }
            )
        )
        return kept


@dataclass(frozen=True, slots=True)
class Filing:
    """The filing of a place. `id` (of the summary), `filed_at` None: not filed yet."""

    place_id: int
    place: str
    id: int | None
    filings: int
    filed_at: datetime | None


_count = select(func.count()).select_from(Finding).where(Finding.self_check_id == SelfCheck.id)
_found = _count.where(FOUND, counts()).correlate(SelfCheck).scalar_subquery()
_closed = _count.where(SETTLED, counts()).correlate(SelfCheck).scalar_subquery()
case_query = (
    select(
        SelfCheck.id.label("self_check_id"),
        Enterprise.name.label("enterprise"),
        Jurisdiction.name.label("place"),
        SelfCheck.industry,
        _found.label("found"),
        _closed.label("closed"),
        latest_verdict.label("verdict"),
    )
    .select_from(SelfCheck)
    .join(Enterprise, Enterprise.id == SelfCheck.enterprise_id)
    .join(Jurisdiction, Jurisdiction.id == Enterprise.jurisdiction_id)
)


def months(first: date, today: date) -> tuple[date, ...]:
    """The first days of the months that have begun since a campaign's first day, latest first."""
    found = []
    month = today.replace(day=1)
    while month >= first.replace(day=1):
        found.append(month)
        month = (month - timedelta(days=1)).replace(day=1)
    return tuple(found)


async def get(db: AsyncConnection, actor: Actor, summary_id: int) -> SummaryView:
    """A summary as it is being worked on.

    Raises:
        NotFound. NotAllowed: no seat with `summary.write` that reaches its place.
    """
    row = await load(db, summary_id)
    await staff.require(db, actor, "summary.write", row.jurisdiction_id, of=())
    return await _view(db, row)


async def contents(db: AsyncConnection, actor: Actor, summary_id: int, today: date) -> Contents:
    """The content of a summary on a local day; with `filed_at` where that is what was filed.

    Raises:
        NotFound, NotAllowed: see `get`.
    """
    view = await get(db, actor, summary_id)
    first, last = await _span(db, view, today)
    counted = await figures(db, actor, view.campaign_id, view.jurisdiction_id, first, last, today)
    said = Contents(view.kind, view.period_on, counted, view.problems, view.plans, view.cases, None)
    row = await load(db, summary_id)
    unchanged = row.filed_at is not None and row.filed == said.as_json()
    return replace(said, filed_at=row.filed_at) if unchanged else said


async def filed(db: AsyncConnection, actor: Actor, summary_id: int) -> Contents:
    """The content of a summary as it was filed last.

    Raises:
        NotFound: no such summary, or never filed. NotAllowed: no seat with `summary.see` that reaches it.
    """
    row = await load(db, summary_id)
    await staff.require(db, actor, "summary.see", row.jurisdiction_id)
    if row.filed_at is None:
        raise NotFound
    kept: Mapping[str, Any] = row.filed
    return Contents(
        row.kind,
        row.period_on,
        Figures.of(kept["figures"]),
        kept["problems"],
        kept["plans"],
        tuple(Case(**case) for case in kept["cases"]),
        row.filed_at,
    )


async def letterheads_of(db: AsyncConnection, summary_id: int) -> tuple[Letterhead, str]:
    """The letterhead of the office whose summary it is, and the name of the office above; empty: none.

    Raises:
        NotFound: no such summary.
    """
    row = await load(db, summary_id)
    above = row.parent_id
    to = (await letterheads.letterhead_of(db, above)).signed if above is not None else ""
    return await letterheads.letterhead_of(db, row.jurisdiction_id), to


async def list_candidates(
    db: AsyncConnection, actor: Actor, summary_id: int, find: str = "", limit: int = 100
) -> tuple[Case, ...]:
    """Enterprises that could be a typical case: those with most findings rectified, then with most found,
    first.

    Raises:
        NotFound, NotAllowed: see `get`.
    """
    row = await load(db, summary_id)
    await staff.require(db, actor, "summary.write", row.jurisdiction_id, of=())
    query = case_query.where(
        SelfCheck.campaign_id == row.campaign_id,
        SelfCheck.state != "draft",
        Enterprise.state == "active",
        Enterprise.jurisdiction_id.in_(select(below_cte().c.id)),
    )
    if find:
        query = query.where(Enterprise.name.contains(find, autoescape=True))
    ranked = query.order_by(_closed.desc(), _found.desc(), SelfCheck.id).limit(limit)
    return from_rows(Case, await db.execute(ranked, {"root": row.jurisdiction_id}))


async def list_own(
    db: AsyncConnection, actor: Actor, campaign_id: int, jurisdiction_id: int
) -> dict[tuple[str, date], Filing]:
    """The filings of a place's office in a campaign, by kind and period.

    Raises:
        NotAllowed: no seat with `summary.see` that reaches the place.
    """
    await staff.require(db, actor, "summary.see", jurisdiction_id)
    rows = await db.execute(
        select(
            Summary.kind,
            Summary.period_on,
            Jurisdiction.name.label("place"),
            Summary.id,
            Summary.filings,
            Summary.filed_at,
        )
        .join(Jurisdiction, Jurisdiction.id == Summary.jurisdiction_id)
        .where(
            Summary.jurisdiction_id == jurisdiction_id,
            Summary.campaign_id == campaign_id,
            Summary.filed_at.is_not(None),
        )
    )
    return {(row.kind, row.period_on): from_row(Filing, row, place_id=jurisdiction_id) for row in rows}


async def list_filings(
    db: AsyncConnection, actor: Actor, campaign_id: int, jurisdiction_id: int, kind: str, period_on: date
) -> tuple[Filing, ...]:
    """The places directly below with whether they have filed, those that have not first.

    Raises:
        NotAllowed: no seat with `summary.see` that reaches the place.
    """
    await staff.require(db, actor, "summary.see", jurisdiction_id)
    period_on = ONCE if kind == "whole" else period_on
    rows = await db.execute(
        select(Jurisdiction.id, Jurisdiction.name, Summary.id, Summary.filings, Summary.filed_at)
        .select_from(Jurisdiction)
        .outerjoin(
            Summary,
            (Summary.jurisdiction_id == Jurisdiction.id)
            & (Summary.campaign_id == campaign_id)
            & (Summary.kind == kind)
            & (Summary.period_on == period_on)
            & Summary.filed_at.is_not(None),
        )
        .where(Jurisdiction.parent_id == bindparam("parent"))
        .order_by(Summary.filed_at.is_not(None), Jurisdiction.id),
        {"parent": jurisdiction_id},
    )
    return tuple(Filing(place, name, id_, many or 0, at) for place, name, id_, many, at in rows)


async def _span(db: AsyncConnection, view: SummaryView, today: date) -> tuple[date, date]:
    """The days a summary covers, up to today."""
    campaign = await campaigns.get_campaign(db, view.campaign_id)
    if view.kind == "whole":
        return campaign.start_on, min(today, campaign.closed_on or today)
    after = (view.period_on + timedelta(days=31)).replace(day=1)
    return view.period_on, min(after - timedelta(days=1), max(today, view.period_on))


async def load(db: AsyncConnection, summary_id: int, *, hold: bool = False) -> Any:
    """A summary's row with `place`, `parent_id` and `pack`; `hold` keeps others from changing it.

    Raises:
        NotFound: there is none.
    """
    query = (
        select(
            *Summary.__table__.c,
            Jurisdiction.name.label("place"),
            Jurisdiction.parent_id,
            Campaign.pack,
        )
        .join(Jurisdiction, Jurisdiction.id == Summary.jurisdiction_id)
        .join(Campaign, Campaign.id == Summary.campaign_id)
        .where(Summary.id == summary_id)
    )
    row = (await db.execute(query.with_for_update(of=Summary) if hold else query)).one_or_none()
    if row is None:
        raise NotFound
    return row


async def _view(db: AsyncConnection, row: Any) -> SummaryView:
    told = case_query.add_columns(SummaryCase.text).join(
        SummaryCase, SummaryCase.self_check_id == SelfCheck.id
    )
    cases = await db.execute(told.where(SummaryCase.summary_id == row.id).order_by(SummaryCase.id))
    return SummaryView(
        row.id,
        row.campaign_id,
        row.pack,
        row.jurisdiction_id,
        row.place,
        row.kind,
        row.period_on,
        row.problems,
        row.plans,
        row.filings,
        row.filed_at,
        from_rows(Case, cases),
    )
