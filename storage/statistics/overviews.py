"""State of a campaign in a place and all below it, from the stored sums by place."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, fields
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import bindparam, case, func, literal, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.base.audit import Actor
from storage.base.errors import NotFound
from storage.base.join_order import keep_order, leave_order
from storage.campaigns import forms
from storage.campaigns.progress import COUNTS, REMEDIES, by_place
from storage.inspections import figures as inspections
from storage.offices import jurisdictions, staff
from storage.statistics.rates import Rate, rates
from storage.tables.campaigns import Campaign
from storage.tables.enterprises import Enterprise
from storage.tables.finding_states import counts, overdue
from storage.tables.findings import Finding, Rectification
from storage.tables.offices import Jurisdiction
from storage.tables.self_checks import SelfCheck
from storage.tables.statistics import PlaceProgress

_Sums = TypeVar("_Sums", bound="Steps | Remedies")


@dataclass(frozen=True, slots=True)
class Steps:
    """Enterprises in scope, and the number of them that reached each step: joined (somebody is in the
    bot), started, submitted, reviewed, closed (reviewed, and no finding is open)."""

    enterprises: int = 0
    joined: int = 0
    started: int = 0
    submitted: int = 0
    reviewed: int = 0
    closed: int = 0

    def share(self, step: str) -> float | None:
        """The share of those in scope that reached a step; None where there are none."""
        return getattr(self, step) / self.enterprises if self.enterprises else None


@dataclass(frozen=True, slots=True)
class Remedies:
    """Findings by state of rectification; `open`: with a due day to come; done ones wait for the office."""

    undecided: int = 0
    open: int = 0
    overdue: int = 0
    done: int = 0
    closed: int = 0


@dataclass(frozen=True, slots=True)
class PlaceLine:
    """A place directly below (with all below it), or the place itself for what is its own alone."""

    id: int
    name: str
    steps: Steps
    overdue: int
    own: bool


@dataclass(frozen=True, slots=True)
class Overview:
    """A campaign in a place on a local day, at the latest its last. `lines` in the order of the tree."""

    campaign_id: int
    pack: str
    place: str
    day: date
    steps: Steps
    remedies: Remedies
    lines: tuple[PlaceLine, ...]
    rates: tuple[Rate, ...] = ()
    ended: bool = False
    visited: int = 0
    """Enterprises inspected on the spot, whether their forms were reviewed or not."""
    place_id: int = 0
    ranked: bool = True
    """Whether the places are ranked: the office, and those above, may have that switched off."""

    @property
    def ranking(self) -> tuple[tuple[int, PlaceLine], ...]:
        """The places by rank (`league`); empty where the ranking is switched off."""
        return league(self.lines) if self.ranked else ()


def _branches() -> Any:
    """`id` of each place in the subtree of `root`, and `top`: the place directly below root it belongs to."""
    start = select(Jurisdiction.id, Jurisdiction.id.label("top"), literal(0).label("depth")).where(
        Jurisdiction.id == bindparam("root")
    )
    tree = start.cte("branches", recursive=True)
    return tree.union_all(
        select(
            Jurisdiction.id,
            case((tree.c.depth == 0, Jurisdiction.id), else_=tree.c.top),
            tree.c.depth + 1,
        ).join(tree, Jurisdiction.parent_id == tree.c.id)
    )


_campaign = select(Campaign.jurisdiction_id, Campaign.pack, Campaign.form_digest, Campaign.closed_on).where(
    Campaign.id == bindparam("campaign")
)
_above_place = jurisdictions.above_cte(bindparam("leaf"))
_above = (
    select(Jurisdiction.id, Jurisdiction.name, Jurisdiction.ranked)
    .join(_above_place, _above_place.c.id == Jurisdiction.id)
    .order_by(_above_place.c.depth)
)
_tree = _branches()
_here = by_place(bindparam("campaign")).subquery()
_progress = (
    select(_tree.c.top, *(func.sum(_here.c[name]).label(name) for name in (*COUNTS, *REMEDIES)))
    .join(_here, _here.c.jurisdiction_id == _tree.c.id)
    .group_by(_tree.c.top)
)
# Overdue ones are counted now: they change with the day, and only those of the last day are stored.
_overdue = (
    select(_tree.c.top, func.count())
    .select_from(Rectification)
    .join(Enterprise, Enterprise.id == Rectification.enterprise_id)
    .join(_tree, _tree.c.id == Enterprise.jurisdiction_id)
    .join(Finding, Finding.id == Rectification.finding_id)
    .join(SelfCheck, SelfCheck.id == Finding.self_check_id)
    .where(
        overdue(),
        Enterprise.state == "active",
        SelfCheck.campaign_id == bindparam("campaign"),
        counts(),
    )
    .group_by(_tree.c.top)
)
_was_overdue = (
    select(_tree.c.top, func.sum(PlaceProgress.overdue))
    .join(PlaceProgress, PlaceProgress.jurisdiction_id == _tree.c.id)
    .where(PlaceProgress.campaign_id == bindparam("campaign"))
    .group_by(_tree.c.top)
)


async def overview(
    db: AsyncConnection, actor: Actor, campaign_id: int, jurisdiction_id: int | None, today: date
) -> Overview:
    """State of a campaign in a place (default: its own) and below on a local day, by place directly below; of
    an ended one on its last day.

    Raises:
        NotFound: no such campaign, or it is not open there. NotAllowed: no seat that reaches the place.
    """
    campaign = (await db.execute(_campaign, {"campaign": campaign_id})).one_or_none()
    if campaign is None:
        raise NotFound
    place_id = jurisdiction_id or campaign.jurisdiction_id
    above = (await db.execute(_above, {"leaf": place_id})).all()
    if campaign.jurisdiction_id not in {place.id for place in above}:
        raise NotFound
    await staff.require(db, actor, "office.see", place_id)
    where = {"root": place_id, "campaign": campaign_id}
    steps: dict[int, Steps] = {}
    remedies: dict[int, Remedies] = {}
    await keep_order(db)
    if campaign.closed_on is None:
        rows = await db.execute(_overdue, {**where, "today": today})
    else:
        today = campaign.closed_on
        rows = await db.execute(_was_overdue, where)
    late = {row[0]: int(row[1]) for row in rows}
    await keep_order(db, hashes=True)
    for row in (await db.execute(_progress, where)).mappings():
        if row["enterprises"]:
            top, past = row["top"], late.get(row["top"], 0)
            steps[top] = Steps(**{name: int(row[name]) for name in COUNTS})
            undecided, to_do, done, settled = (int(row[name]) for name in REMEDIES)
            remedies[top] = Remedies(undecided, to_do - past, past, done, settled)
    await leave_order(db)
    children = await jurisdictions.list_children(db, place_id)
    name = above[0].name
    lines = [
        PlaceLine(one.id, one.name, steps.get(one.id, Steps()), late.get(one.id, 0), own=False)
        for one in children
    ]
    if children and place_id in steps:
        lines.append(PlaceLine(place_id, name, steps[place_id], late.get(place_id, 0), own=True))
    return Overview(
        campaign_id,
        campaign.pack,
        name,
        today,
        _sum(Steps, steps.values()),
        _sum(Remedies, remedies.values()),
        tuple(lines),
        await rates(
            db,
            await forms.get(db, campaign.form_digest),
            campaign_id,
            place_id,
            ended=campaign.closed_on is not None,
        ),
        campaign.closed_on is not None,
        (await inspections.coverage(db, campaign_id, place_id)).visited,
        place_id,
        all(place.ranked for place in above),
    )


def league(lines: tuple[PlaceLine, ...]) -> tuple[tuple[int, PlaceLine], ...]:
    """Places by what part handed in, then what part was reviewed, then the fewest overdue an enterprise;
    equal ones share a rank. Places without enterprises are left out.
    """

    def worth(line: PlaceLine) -> tuple[float, float, float]:
        steps = line.steps
        return (
            -(steps.share("submitted") or 0),
            -(steps.share("reviewed") or 0),
            line.overdue / steps.enterprises,
        )

    ranked = sorted((line for line in lines if line.steps.enterprises), key=worth)
    ranks: list[tuple[int, PlaceLine]] = []
    for place, line in enumerate(ranked, 1):
        same = bool(ranks) and worth(ranks[-1][1]) == worth(line)
        ranks.append((ranks[-1][0] if same else place, line))
    return tuple(ranks)


def _sum(kind: type[_Sums], parts: Collection[_Sums]) -> _Sums:
    return kind(**{one.name: sum(getattr(part, one.name) for part in parts) for one in fields(kind)})
