"""How far a campaign is in a place and all below it: counts by set-based queries over indexed states."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from sqlalchemy import Date, bindparam, case, func, literal, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage import campaigns, jurisdictions, staff
from storage.audit import Actor
from storage.enterprises import Enterprise
from storage.errors import NotFound
from storage.findings import Finding
from storage.jurisdictions import Jurisdiction
from storage.people import Contact
from storage.rectifications import Rectification
from storage.self_checks import SelfCheck


@dataclass(frozen=True, slots=True)
class Steps:
    """Enterprises in scope, and how many of them came at least so far: joined (somebody is in the bot),
    started, submitted, reviewed, closed (reviewed, and no finding is open).
    """

    enterprises: int = 0
    joined: int = 0
    started: int = 0
    submitted: int = 0
    reviewed: int = 0
    closed: int = 0

    def share(self, step: str) -> float | None:
        """The part of those in scope that came so far; None where there are none."""
        return getattr(self, step) / self.enterprises if self.enterprises else None


@dataclass(frozen=True, slots=True)
class Remedies:
    """Findings by how far they are put right; done ones wait for the office."""

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
    """A campaign in a place on a local day. `lines` in the order of the tree."""

    campaign_id: int
    pack: str
    place: str
    day: date
    steps: Steps
    remedies: Remedies
    lines: tuple[PlaceLine, ...]


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


_tree = _branches()
_joined = select(Contact.id).where(Contact.enterprise_id == Enterprise.id).exists()
_has_open = (
    select(Finding.id)
    .where(Finding.enterprise_id == Enterprise.id, Finding.state == "open")
    .correlate(Enterprise)
    .exists()
)
_handed_in = SelfCheck.state.in_(("submitted", "in_review", "reviewed"))
# From the place's enterprises on, each looked up by indexes that hold what is asked: the cost is that of the
# place, whatever else the database holds. Who reviewed has to be looked at for open findings, nobody else.
_steps = (
    select(
        _tree.c.top,
        func.count(),
        func.count(case((_joined, 1))),
        func.count(SelfCheck.id),
        func.count(case((_handed_in, 1))),
        func.count(case((SelfCheck.state == "reviewed", 1))),
        func.count(case(((SelfCheck.state == "reviewed") & ~_has_open, 1))),
    )
    .select_from(_tree)
    .join(Enterprise, Enterprise.jurisdiction_id == _tree.c.id)
    .outerjoin(
        SelfCheck,
        (SelfCheck.enterprise_id == Enterprise.id) & (SelfCheck.campaign_id == bindparam("campaign")),
    )
    .where(Enterprise.state == "active")
    .group_by(_tree.c.top)
)
_of_remedy = case(
    (Finding.state == "closed", "closed"),
    (Rectification.id.is_(None), "undecided"),
    (Rectification.state != "open", "done"),
    (Rectification.due_on < bindparam("today", type_=Date()), "overdue"),
    else_="open",
)
_remedies = (
    select(_tree.c.top, _of_remedy.label("state"), func.count())
    .select_from(_tree)
    .join(Enterprise, Enterprise.jurisdiction_id == _tree.c.id)
    .join(Finding, Finding.enterprise_id == Enterprise.id)
    .join(SelfCheck, SelfCheck.id == Finding.self_check_id)
    .outerjoin(Rectification, Rectification.finding_id == Finding.id)
    .where(
        Enterprise.state == "active",
        Finding.state != "withdrawn",
        SelfCheck.campaign_id == bindparam("campaign"),
    )
    .group_by(_tree.c.top, _of_remedy)
)


async def overview(
    db: AsyncConnection, actor: Actor, campaign_id: int, jurisdiction_id: int | None, today: date
) -> Overview:
    """How far a campaign is in a place (default: its own) and below on a local day, by place directly below.

    Raises:
        NotFound: no such campaign, or it is not at work there. NotAllowed: no seat that reaches the place.
    """
    campaign = await campaigns.get_campaign(db, campaign_id)
    place_id = jurisdiction_id or campaign.jurisdiction_id
    if campaign.jurisdiction_id not in {place.id for place in await jurisdictions.above(db, place_id)}:
        raise NotFound
    await staff.require(db, actor, "office.see", place_id)
    where = {"root": place_id, "campaign": campaign_id}
    steps = {row[0]: Steps(*row[1:]) for row in await db.execute(_steps, where)}
    remedies: dict[int, dict[str, int]] = {}
    for top, state, count in await db.execute(_remedies, {**where, "today": today}):
        remedies.setdefault(top, {})[state] = count
    children = await jurisdictions.list_children(db, place_id)
    name = (await jurisdictions.path(db, place_id))[-1]
    late = {top: counts.get("overdue", 0) for top, counts in remedies.items()}
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
        Steps(*_sums(Steps, steps.values())),
        Remedies(*_sums(Remedies, (Remedies(**counts) for counts in remedies.values()))),
        tuple(lines),
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


def _sums(kind: type[Any], parts: Any) -> list[int]:
    found = list(parts)
    return [sum(getattr(one, field.name) for one in found) for field in fields(kind)]
