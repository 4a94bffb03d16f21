"""How far each enterprise is in each campaign, kept and summed by place: an overview need not recount.

Whatever changes an enterprise leaves a mark, by triggers of the database itself: no operation can forget it.
Who is marked is counted anew whenever somebody looks, so that what is shown is true at any moment; `fold`
counts the marked ones into what is kept and takes their marks away. What is kept of a campaign that has ended
stays as it was on that day.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    ForeignKey,
    Index,
    Select,
    bindparam,
    case,
    delete,
    func,
    insert,
    literal,
    select,
    text,
    union_all,
)
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.orm import Mapped, mapped_column

from storage.base import Base, Key
from storage.campaign_tables import Campaign, running
from storage.database import upsert
from storage.enterprises import Enterprise
from storage.finding_states import DONE, SETTLED, TO_DO, UNDECIDED
from storage.findings import Finding
from storage.jurisdictions import Jurisdiction
from storage.people import Contact
from storage.rectifications import Rectification
from storage.self_checks import HANDED_IN, SelfCheck, reported

PORTION = 500
"""Marks folded in one transaction."""
_LOCK = 0x70726F67
"""Of PostgreSQL: two that fold at once take turns."""


class _Counts:
    """Of an enterprise 0 or 1, of a place how many. Enterprises: in scope, with somebody in the bot, that
    began, handed in, were reviewed, and have no open finding besides. Findings of forms that were handed in
    (`self_checks.reported`): nothing decided, to be put right (overdue or not), done, closed."""

    enterprises: Mapped[int] = mapped_column(default=0)
    joined: Mapped[int] = mapped_column(default=0)
    started: Mapped[int] = mapped_column(default=0)
    submitted: Mapped[int] = mapped_column(default=0)
    reviewed: Mapped[int] = mapped_column(default=0)
    closed: Mapped[int] = mapped_column(default=0)
    undecided: Mapped[int] = mapped_column(default=0)
    to_do: Mapped[int] = mapped_column(default=0)
    done: Mapped[int] = mapped_column(default=0)
    settled: Mapped[int] = mapped_column(default=0)


class CampaignProgress(_Counts, Base):
    """An active enterprise in a campaign of its place or one above, as it was when it was last folded.

    Without foreign keys: what it was in is subtracted after the enterprise is gone, too.
    """

    __tablename__ = "campaign_progress"
    enterprise_id: Mapped[int] = mapped_column(Key, primary_key=True, autoincrement=False)
    campaign_id: Mapped[int] = mapped_column(Key, primary_key=True, autoincrement=False)
    jurisdiction_id: Mapped[int] = mapped_column(Key)


class PlaceProgress(_Counts, Base):
    """The sum over the enterprises of one place, those below not included."""

    __tablename__ = "place_progress"
    campaign_id: Mapped[int] = mapped_column(Key, ForeignKey("campaigns.id"), primary_key=True)
    jurisdiction_id: Mapped[int] = mapped_column(Key, ForeignKey("jurisdictions.id"), primary_key=True)
    overdue: Mapped[int] = mapped_column(default=0, server_default="0")
    """Of `to_do`, those past their day when the campaign ended; of an open one it changes with the day."""


class ProgressMark(Base):
    """Something of an enterprise has changed. One row a change, never shared: a mark that another transaction
    has not yet committed would else be taken away with its elder."""

    __tablename__ = "progress_marks"
    id: Mapped[int] = mapped_column(Key, primary_key=True)
    enterprise_id: Mapped[int] = mapped_column(Key)
    __table_args__ = (Index("ix_progress_marks_enterprise", "enterprise_id"),)


COUNTS = ("enterprises", "joined", "started", "submitted", "reviewed", "closed")
REMEDIES = ("undecided", "to_do", "done", "settled")
_ALL = (*COUNTS, *REMEDIES)


def in_scope(query: Any, places: Any, *, ended: bool) -> Any:
    """The enterprises of a campaign (bound as `campaign`) in `places`, with the place of each: those that are
    active there now; of one that has ended those that were there on its last day. For a query that has
    `Enterprise`; it gains `Jurisdiction`.
    """
    if not ended:
        here = query.join(Jurisdiction, Jurisdiction.id == Enterprise.jurisdiction_id)
        return here.where(Enterprise.jurisdiction_id.in_(places), Enterprise.state == "active")
    kept = (CampaignProgress.enterprise_id == Enterprise.id) & (
        CampaignProgress.campaign_id == bindparam("campaign")
    )
    here = query.join(CampaignProgress, kept)
    here = here.join(Jurisdiction, Jurisdiction.id == CampaignProgress.jurisdiction_id)
    return here.where(CampaignProgress.jurisdiction_id.in_(places))


def _covered_cte() -> Any:
    """Each open campaign with its place and all below it, for whose enterprises it is: `campaign_id`,
    `place`."""
    start = select(Campaign.id.label("campaign_id"), Campaign.jurisdiction_id.label("place")).where(running())
    tree = start.cte("covered", recursive=True)
    below = select(tree.c.campaign_id, Jurisdiction.id).join(tree, Jurisdiction.parent_id == tree.c.place)
    return tree.union_all(below)


def counted(of: Any) -> Select[*tuple[Any, ...]]:
    """The rows of `CampaignProgress` for some enterprises, counted from the facts; `of`: a table with their
    `enterprise_id`. It begins with them: what is looked at is theirs."""
    covered = _covered_cte()
    joined = select(Contact.id).where(Contact.enterprise_id == Enterprise.id).exists()
    has_open = (
        select(Finding.id)
        .where(Finding.self_check_id == SelfCheck.id, Finding.state == "open")
        .correlate(SelfCheck)
        .exists()
    )
    handed_in = SelfCheck.state.in_(HANDED_IN)
    reviewed = SelfCheck.state == "reviewed"
    remedies = {"undecided": UNDECIDED, "to_do": TO_DO, "done": DONE, "settled": SETTLED}
    of_campaign = SelfCheck.campaign_id == covered.c.campaign_id
    # Grouped at the end and not before: each finding is looked up, whatever PostgreSQL expects.
    return (
        select(
            Enterprise.id.label("enterprise_id"),
            covered.c.campaign_id,
            Enterprise.jurisdiction_id,
            literal(1).label("enterprises"),
            case((joined, 1), else_=0).label("joined"),
            case((SelfCheck.id.is_not(None), 1), else_=0).label("started"),
            case((handed_in, 1), else_=0).label("submitted"),
            case((reviewed, 1), else_=0).label("reviewed"),
            case((reviewed & ~has_open, 1), else_=0).label("closed"),
            *(func.count(case((remedies[name], 1))).label(name) for name in REMEDIES),
        )
        .select_from(of)
        .join(Enterprise, Enterprise.id == of.c.enterprise_id)
        .join(covered, covered.c.place == Enterprise.jurisdiction_id)
        .outerjoin(SelfCheck, (SelfCheck.enterprise_id == Enterprise.id) & of_campaign)
        .outerjoin(Finding, (Finding.self_check_id == SelfCheck.id) & reported())
        .outerjoin(Rectification, Rectification.finding_id == Finding.id)
        .where(Enterprise.state == "active")
        .group_by(
            Enterprise.id, covered.c.campaign_id, Enterprise.jurisdiction_id, SelfCheck.id, SelfCheck.state
        )
    )


def by_place(campaign: Any = None) -> Any:
    """A query of `campaign_id`, `jurisdiction_id` and all counts, true now, in several rows a place; of one
    campaign or of all.

    What is kept, less what was kept of the marked ones, and those as they are.
    """
    marked = select(ProgressMark.enterprise_id).distinct().cte("marked")
    kept = select(*_key(PlaceProgress), *(getattr(PlaceProgress, name) for name in _ALL))
    before = (
        select(*_key(CampaignProgress), *((-getattr(CampaignProgress, name)).label(name) for name in _ALL))
        .select_from(marked)
        .join(CampaignProgress, CampaignProgress.enterprise_id == marked.c.enterprise_id)
        .where(_is_live())
    )
    fresh = counted(marked).subquery()
    now = select(fresh.c.campaign_id, fresh.c.jurisdiction_id, *(fresh.c[name] for name in _ALL))
    if campaign is not None:
        kept = kept.where(PlaceProgress.campaign_id == campaign)
        before = before.where(CampaignProgress.campaign_id == campaign)
        now = now.where(fresh.c.campaign_id == campaign)
    return union_all(kept, before, now)


def _is_live() -> Any:
    """What is kept of an open campaign: of one that has ended it changes no more."""
    return CampaignProgress.campaign_id.in_(select(Campaign.id).where(running()))


def _key(table: Any) -> tuple[Any, Any]:
    return table.campaign_id, table.jurisdiction_id


async def has_marks(db: AsyncConnection) -> bool:
    """Whether anything is to be folded."""
    return (await db.execute(select(ProgressMark.id).limit(1))).first() is not None


async def take_turn(db: AsyncConnection) -> None:
    """Let nobody else fold until this transaction is over."""
    if db.dialect.name == "postgresql":
        await db.execute(text(f"SELECT pg_advisory_xact_lock({_LOCK})"))


async def fold(db: AsyncConnection, limit: int = PORTION) -> int:
    """Count the oldest marks into what is kept; how many there were. Two at once take turns.

    What is kept changes only here, and is taken from the sums and added to them as it stands in this
    transaction: what others commit meanwhile has a mark of its own.
    """
    await take_turn(db)
    oldest = select(ProgressMark.id, ProgressMark.enterprise_id).order_by(ProgressMark.id).limit(limit)
    rows = (await db.execute(oldest)).all()
    if not rows:
        return 0
    which = {"enterprises_marked": sorted({row.enterprise_id for row in rows})}
    await _add(db, -1, which)
    changed = delete(CampaignProgress).where(CampaignProgress.enterprise_id.in_(_which), _is_live())
    await db.execute(changed, which)
    await db.execute(insert(CampaignProgress).from_select(_COLUMNS, counted(_chosen)), which)
    await _add(db, 1, which)
    await db.execute(delete(ProgressMark).where(ProgressMark.id.in_([row.id for row in rows])))
    return len(rows)


_which = bindparam("enterprises_marked", expanding=True, type_=Key)
_chosen = select(Enterprise.id.label("enterprise_id")).where(Enterprise.id.in_(_which)).subquery()
_COLUMNS = ["enterprise_id", "campaign_id", "jurisdiction_id", *_ALL]


async def _add(db: AsyncConnection, sign: int, which: dict[str, Any]) -> None:
    """Add what is kept of these enterprises to the sums of their places, or take it away."""
    added = ((func.sum(getattr(CampaignProgress, name)) * sign).label(name) for name in _ALL)
    sums = (
        select(*_key(CampaignProgress), *added)
        .where(CampaignProgress.enterprise_id.in_(_which), _is_live())
        .group_by(*_key(CampaignProgress))
    )
    into = upsert(db, PlaceProgress).from_select(["campaign_id", "jurisdiction_id", *_ALL], sums)
    new = {name: getattr(PlaceProgress, name) + into.excluded[name] for name in _ALL}
    await db.execute(
        into.on_conflict_do_update(index_elements=["campaign_id", "jurisdiction_id"], set_=new), which
    )
