"""Figures kept day by day (`PlaceDay`), and how a campaign stands against them: a week ago, and the last
campaign of the same office."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Date, Integer, bindparam, func, literal, select, union_all
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.base.database import upsert
from storage.campaigns.progress import COUNTS, REMEDIES, by_place
from storage.campaigns.running import running
from storage.offices.jurisdictions import below_cte
from storage.tables.campaigns import Campaign, CampaignDuty, CampaignPhase
from storage.tables.enterprises import Enterprise
from storage.tables.finding_states import counts, overdue
from storage.tables.findings import Finding, Rectification
from storage.tables.self_checks import SelfCheck
from storage.tables.statistics import PlaceDay, PlaceProgress

WEEK = timedelta(days=7)
_SLACK = timedelta(days=3)
"""So many days before the day looked for its figures may be, where none were kept on it."""
_KEPT = (*COUNTS, *REMEDIES, "overdue")


@dataclass(frozen=True, slots=True)
class Kept:
    """Figures of a place and all below it as kept on a local day."""

    day: date
    enterprises: int
    submitted: int
    reviewed: int
    closed: int
    overdue: int


@dataclass(frozen=True, slots=True)
class Before:
    """The last campaign of the same office: its pack, and its figures; `as_far`: of the day on which it had
    gone on as long as the one looked at, else of its end."""

    pack: str
    kept: Kept
    as_far: bool


@dataclass(frozen=True, slots=True)
class Course:
    """The course of a campaign: its last day (None: not set), the days by which duties are due by their
    code, its figures a week ago, and the campaign before it."""

    ends_on: date | None
    due: Mapping[str, date]
    week: Kept | None = None
    before: Before | None = None


NO_COURSE = Course(None, {})


def _late() -> Any:
    """Rectifications past their day (`today`) of a campaign (`campaign`) by the place of the enterprise."""
    return (
        select(Enterprise.jurisdiction_id, func.count().label("overdue"))
        .select_from(Rectification)
        .join(Enterprise, Enterprise.id == Rectification.enterprise_id)
        .join(Finding, Finding.id == Rectification.finding_id)
        .join(SelfCheck, SelfCheck.id == Finding.self_check_id)
        .where(
            overdue(),
            Enterprise.state == "active",
            SelfCheck.campaign_id == bindparam("campaign"),
            counts(),
        )
        .group_by(Enterprise.jurisdiction_id)
    )


def _counted() -> Any:
    """The figures of each place in a campaign as they are now, with what is past its day on `today`."""
    now, late = by_place(bindparam("campaign")).subquery(), _late().subquery()
    every = union_all(
        select(
            now.c.jurisdiction_id,
            *(now.c[name] for name in (*COUNTS, *REMEDIES)),
            literal(0, Integer).label("overdue"),
        ),
        select(
            late.c.jurisdiction_id,
            *(literal(0, Integer).label(name) for name in (*COUNTS, *REMEDIES)),
            late.c.overdue,
        ),
    ).subquery()
    sums = (func.sum(every.c[name]) for name in _KEPT)
    return (
        select(bindparam("campaign"), bindparam("today", type_=Date()), every.c.jurisdiction_id, *sums)
        .group_by(every.c.jurisdiction_id)
        .having(func.sum(every.c.enterprises) > 0)
    )


_COLUMNS = ["campaign_id", "day", "jurisdiction_id", *_KEPT]
_every = _counted()
_at_end = select(
    PlaceProgress.campaign_id,
    bindparam("today", type_=Date()),
    PlaceProgress.jurisdiction_id,
    *(getattr(PlaceProgress, name) for name in _KEPT),
).where(PlaceProgress.campaign_id == bindparam("campaign"), PlaceProgress.enterprises > 0)


async def list_unkept(db: AsyncConnection, now: datetime) -> dict[int, date]:
    """Open campaigns whose figures of today (the local day of each) are not kept yet, with that day."""
    rows = await db.execute(select(Campaign.id, Campaign.zone).where(running()))
    days = {row.id: now.astimezone(ZoneInfo(row.zone)).date() for row in rows}
    kept = await db.execute(
        select(PlaceDay.campaign_id, PlaceDay.day)
        .where(PlaceDay.campaign_id.in_(list(days)), PlaceDay.day.in_(sorted(set(days.values()))))
        .distinct()
    )
    known = {tuple(row) for row in kept}
    return {id_: day for id_, day in days.items() if (id_, day) not in known}


async def keep(db: AsyncConnection, campaign_id: int, day: date) -> None:
    """Keep the figures of an open campaign as those of a local day, by place; once kept they stay."""
    into = upsert(db, PlaceDay).from_select(_COLUMNS, _every)
    await db.execute(into.on_conflict_do_nothing(), {"campaign": campaign_id, "today": day})


async def keep_end(db: AsyncConnection, campaign_id: int, day: date) -> None:
    """Keep the figures with which a campaign ends, in place of those of that day's beginning. What is stored
    of its progress is that of its end (`PlaceProgress`)."""
    into = upsert(db, PlaceDay).from_select(_COLUMNS, _at_end)
    new = {name: into.excluded[name] for name in _KEPT}
    where = {"campaign": campaign_id, "today": day}
    keys = ["campaign_id", "day", "jurisdiction_id"]
    await db.execute(into.on_conflict_do_update(index_elements=keys, set_=new), where)


_places = select(below_cte().c.id)
_SHOWN = ("enterprises", "submitted", "reviewed", "closed", "overdue")
_last_day = (
    select(func.max(PlaceDay.day))
    .where(
        PlaceDay.campaign_id == bindparam("campaign"),
        PlaceDay.day.between(bindparam("first", type_=Date()), bindparam("last", type_=Date())),
    )
    .scalar_subquery()
)
_kept = (
    select(PlaceDay.day, *(func.sum(getattr(PlaceDay, name)).label(name) for name in _SHOWN))
    .where(
        PlaceDay.campaign_id == bindparam("campaign"),
        PlaceDay.day == _last_day,
        PlaceDay.jurisdiction_id.in_(_places),
    )
    .group_by(PlaceDay.day)
)


async def _kept_on(db: AsyncConnection, campaign_id: int, place: int, first: date, last: date) -> Kept | None:
    """Figures of the last day kept among these; None where none was."""
    where = {"campaign": campaign_id, "root": place, "first": first, "last": last}
    row = (await db.execute(_kept, where)).one_or_none()
    return None if row is None else Kept(row.day, **{name: int(row._mapping[name]) for name in _SHOWN})


async def course(db: AsyncConnection, campaign_id: int, jurisdiction_id: int, day: date) -> Course:
    """The course of a campaign in a place and all below it, on a local day. The caller has checked the
    right (`overviews.overview`)."""
    of = (Campaign.jurisdiction_id, Campaign.start_on)
    office, start_on = (await db.execute(select(*of).where(Campaign.id == campaign_id))).one()
    ends = select(func.max(CampaignPhase.ends_on)).where(CampaignPhase.campaign_id == campaign_id)
    duties = select(CampaignDuty.code, CampaignDuty.due_on).where(
        CampaignDuty.campaign_id == campaign_id, CampaignDuty.due_on.is_not(None)
    )
    due = {row.code: row.due_on for row in await db.execute(duties) if row.due_on is not None}
    week = await _kept_on(db, campaign_id, jurisdiction_id, day - WEEK - _SLACK, day - WEEK)
    earlier = (
        select(Campaign.id, Campaign.pack, Campaign.start_on, Campaign.closed_on)
        .where(
            Campaign.jurisdiction_id == office,
            Campaign.id != campaign_id,
            Campaign.start_on < start_on,
            ~running(),
            Campaign.closed_on.is_not(None),
        )
        .order_by(Campaign.start_on.desc(), Campaign.id.desc())
        .limit(1)
    )
    before = None
    if (last := (await db.execute(earlier)).one_or_none()) is not None:
        then = last.start_on + (day - start_on)
        found = await _kept_on(db, last.id, jurisdiction_id, then - _SLACK, min(then, last.closed_on))
        as_far = found is not None
        if found is None:
            found = await _kept_on(db, last.id, jurisdiction_id, last.closed_on, last.closed_on)
        before = None if found is None else Before(last.pack, found, as_far)
    return Course((await db.execute(ends)).scalar(), due, week, before)
