"""Figures of a summary: the state of a campaign in a place, and the events of a span of days."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.base.audit import Actor
from storage.base.schema import Instant
from storage.campaigns import opening as campaigns
from storage.campaigns.progress import in_scope
from storage.campaigns.views import PhaseDates
from storage.offices.jurisdictions import below_cte
from storage.statistics import overviews
from storage.statistics.overviews import PlaceLine, Remedies, Steps
from storage.statistics.rates import Rate
from storage.tables.enterprises import Enterprise
from storage.tables.finding_states import FOUND, counts
from storage.tables.findings import Finding
from storage.tables.notices import Notice, NoticeCopy
from storage.tables.reviews import Escalation, Review
from storage.tables.self_checks import SelfCheck


@dataclass(frozen=True, slots=True)
class Happened:
    """Counts of events from one local day to another, both included. `people`, `read`: of the notices
    sent in these days."""

    notices: int = 0
    people: int = 0
    read: int = 0
    started: int = 0
    submitted: int = 0
    reviewed: int = 0
    found: int = 0
    closed: int = 0
    escalated: int = 0
    handed_up: int = 0


@dataclass(frozen=True, slots=True)
class Figures:
    """All figures of a summary, as of `day`. `verdicts`: reviews of the whole campaign by how they ended;
    `failing`: enterprises with findings by the head of their questions' codes (`Q03`)."""

    pack: str
    place: str
    first: date
    last: date
    day: date
    steps: Steps
    remedies: Remedies
    lines: tuple[PlaceLine, ...]
    happened: Happened
    phases: tuple[PhaseDates, ...]
    verdicts: Mapping[str, int]
    failing: Mapping[str, int]
    rates: tuple[Rate, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The form stored when a summary is filed."""
        days = {name: getattr(self, name).isoformat() for name in ("first", "last", "day")}
        phases = [
            {**asdict(phase), "starts_on": _iso(phase.starts_on), "ends_on": _iso(phase.ends_on)}
            for phase in self.phases
        ]
        return {**asdict(self), **days, "phases": phases}

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> Figures:
        """Read figures from their stored form."""
        days = {name: date.fromisoformat(kept[name]) for name in ("first", "last", "day")}
        lines = tuple(PlaceLine(**{**line, "steps": Steps(**line["steps"])}) for line in kept["lines"])
        phases = tuple(
            PhaseDates(phase["code"], _day(phase["starts_on"]), _day(phase["ends_on"]))
            for phase in kept["phases"]
        )
        return cls(
            **{
                **kept,
                **days,
                "steps": Steps(**kept["steps"]),
                "remedies": Remedies(**kept["remedies"]),
                "happened": Happened(**kept["happened"]),
                "lines": lines,
                "phases": phases,
                "rates": tuple(Rate(**rate) for rate in kept.get("rates", ())),
            }
        )


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


_places = select(below_cte().c.id)
_campaign: Any = bindparam("campaign")


def _between(column: Any) -> Any:
    return column.between(bindparam("since", type_=Instant()), bindparam("until", type_=Instant()))


_checks: Any = (
    select(
        func.count().filter(_between(SelfCheck.started_at), SelfCheck.by_office.is_(False)),
        func.count().filter(_between(SelfCheck.submitted_at), SelfCheck.state != "draft"),
    )
    .select_from(SelfCheck)
    .join(Enterprise, Enterprise.id == SelfCheck.enterprise_id)
    .where(SelfCheck.campaign_id == _campaign)
)
_findings: Any = (
    select(func.count().filter(_between(Finding.found_at)), func.count().filter(_between(Finding.closed_at)))
    .select_from(Finding)
    .join(SelfCheck, SelfCheck.id == Finding.self_check_id)
    .join(Enterprise, Enterprise.id == Finding.enterprise_id)
    .where(SelfCheck.campaign_id == _campaign, counts(), FOUND)
)
_verdicts: Any = (
    select(Review.verdict, func.count(), func.count().filter(_between(Review.decided_at)))
    .select_from(Review)
    .join(SelfCheck, SelfCheck.id == Review.self_check_id)
    .join(Enterprise, Enterprise.id == SelfCheck.enterprise_id)
    .where(SelfCheck.campaign_id == _campaign, Review.state == "decided")
    .group_by(Review.verdict)
)
_risen: Any = (
    select(func.count(), func.count().filter(Escalation.raised > 0))
    .select_from(Escalation)
    .join(SelfCheck, SelfCheck.id == Escalation.self_check_id)
    .join(Enterprise, Enterprise.id == Escalation.enterprise_id)
    .where(SelfCheck.campaign_id == _campaign, _between(Escalation.raised_at))
)
_notices = (
    select(
        func.count(Notice.id.distinct()),
        func.count(NoticeCopy.id).filter(NoticeCopy.sent_at.is_not(None)),
        func.count(NoticeCopy.id).filter(NoticeCopy.read_revision == Notice.revision),
    )
    .select_from(Notice)
    .outerjoin(NoticeCopy, (NoticeCopy.notice_id == Notice.id) & (NoticeCopy.number == 1))
    .where(
        Notice.jurisdiction_id.in_(_places),
        Notice.campaign_id == _campaign,
        _between(Notice.started_at),
        Notice.state != "withdrawn",
    )
)
_head = func.substr(Finding.question, 1, 3)
_failing: Any = (
    select(_head, func.count(Finding.enterprise_id.distinct()))
    .select_from(Finding)
    .join(SelfCheck, SelfCheck.id == Finding.self_check_id)
    .join(Enterprise, Enterprise.id == Finding.enterprise_id)
    .where(SelfCheck.campaign_id == _campaign, counts(), FOUND)
    .group_by(_head)
)


@cache
def _scoped(which: str, *, ended: bool) -> Any:
    """A query over the enterprises of a campaign that is open or has ended."""
    query = {
        "checks": _checks,
        "findings": _findings,
        "verdicts": _verdicts,
        "risen": _risen,
        "failing": _failing,
    }[which]
    return in_scope(query, _places, ended=ended)


async def figures(
    db: AsyncConnection,
    actor: Actor,
    campaign_id: int,
    jurisdiction_id: int,
    first: date,
    last: date,
    today: date,
) -> Figures:
    """Figures of a campaign in a place and below, as of today (of its last day, where it has ended), and of
    the days first to last.

    Raises:
        NotFound: no such campaign, or it is not open there. NotAllowed: no seat that reaches the place.
    """
    view = await overviews.overview(db, actor, campaign_id, jurisdiction_id, today)
    campaign = await campaigns.get_campaign(db, campaign_id)
    zone, ended = ZoneInfo(campaign.zone), campaign.closed_on is not None
    given = {
        "root": jurisdiction_id,
        "campaign": campaign_id,
        "since": datetime.combine(first, time(), zone),
        "until": datetime.combine(last + timedelta(days=1), time(), zone) - timedelta(microseconds=1),
    }
    started, submitted = (await db.execute(_scoped("checks", ended=ended), given)).one()
    found, closed = (await db.execute(_scoped("findings", ended=ended), given)).one()
    escalated, handed_up = (await db.execute(_scoped("risen", ended=ended), given)).one()
    notices, people, read = (await db.execute(_notices, given)).one()
    decided = list(await db.execute(_scoped("verdicts", ended=ended), given))
    happened = Happened(notices, people, read, started, submitted, 0, found, closed, escalated, handed_up)
    return Figures(
        view.pack,
        view.place,
        first,
        last,
        view.day,
        view.steps,
        view.remedies,
        view.lines,
        replace(happened, reviewed=sum(row[2] for row in decided)),
        campaign.phases,
        {str(row[0]): row[1] for row in decided},
        {row[0]: row[1] for row in await db.execute(_scoped("failing", ended=ended), given)},
        view.rates,
    )
