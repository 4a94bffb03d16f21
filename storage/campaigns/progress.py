"""Progress of each enterprise in each campaign, stored and summed by place: an overview need not recount.

Triggers of the database mark every enterprise that changed, so that no operation can forget it. Marked
enterprises are counted again at every read, so that figures are true at any moment; `fold` counts them into
the stored progress and removes their marks. The stored progress of a campaign that has ended stays as it was
on that day.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    Text,
    bindparam,
    case,
    cast,
    delete,
    func,
    insert,
    literal,
    literal_column,
    select,
    text,
    union_all,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.base.database import upsert
from storage.base.schema import Key
from storage.campaigns.running import running
from storage.tables.campaigns import Campaign
from storage.tables.enterprises import Enterprise
from storage.tables.finding_states import DONE, SETTLED, TO_DO, UNDECIDED, counts
from storage.tables.findings import Finding, Rectification
from storage.tables.offices import Jurisdiction
from storage.tables.people import Contact, Person
from storage.tables.self_checks import HANDED_IN, OwedPhoto, SelfCheck
from storage.tables.statistics import (
    NO_DAY,
    CampaignProgress,
    GroupProgress,
    PlaceProgress,
    ProgressMark,
    StandingProgress,
)

PORTION = 500
"""Marks folded in one transaction."""
_LOCK = 0x70726F67
"""Key of PostgreSQL's advisory lock by which folds take turns."""


COUNTS = ("enterprises", "joined", "started", "submitted", "reviewed", "closed")
REMEDIES = ("undecided", "to_do", "done", "settled")
_ALL = (*COUNTS, *REMEDIES)
_UNSETTLED = ("undecided", "to_do", "done")
STANDING = ("reach", "check_state", "started", "unfixed", "due_on")
"""Columns that make up the standing of an enterprise: `StandingProgress` has a sum for each, by place."""
OF_STANDINGS = ("enterprises", "people", "shared")
OF_GROUPS = ("enterprises", "submitted", "reviewed", "unsettled")


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


_COVERED = _covered_cte()
_MARKED = select(ProgressMark.enterprise_id).distinct().cte("marked")


def acts_for_others() -> ColumnElement[bool]:
    """SQL condition for contacts whose person acts for another enterprise besides."""
    others = Contact.__table__.alias("others")
    elsewhere = (others.c.person_id == Contact.person_id) & (others.c.enterprise_id != Contact.enterprise_id)
    return select(others.c.id).where(elsewhere).correlate(Contact).exists()


def counted(of: Any) -> Select[*tuple[Any, ...]]:
    """The rows of `CampaignProgress` for some enterprises, counted from the facts; `of`: a table with
    their `enterprise_id`. The query begins with them."""
    covered = _COVERED
    joined = select(Contact.id).where(Contact.enterprise_id == Enterprise.id).exists()
    reached = (
        select(Contact.id)
        .join(Person, Person.id == Contact.person_id)
        .where(Contact.enterprise_id == Enterprise.id, Person.unreachable_at.is_(None))
        .correlate(Enterprise)
    )
    people = reached.with_only_columns(func.count())
    shared = people.where(acts_for_others())
    has_open = (
        select(Finding.id)
        .where(Finding.self_check_id == SelfCheck.id, Finding.state == "open")
        .correlate(SelfCheck)
        .exists()
    )
    has_owed = (
        select(OwedPhoto.id)
        .where(OwedPhoto.self_check_id == SelfCheck.id, OwedPhoto.state == "open")
        .correlate(SelfCheck)
        .exists()
    )
    handed_in = SelfCheck.state.in_(HANDED_IN)
    reviewed = SelfCheck.state == "reviewed"
    remedies = {"undecided": UNDECIDED, "to_do": TO_DO, "done": DONE, "settled": SETTLED}
    of_campaign = SelfCheck.campaign_id == covered.c.campaign_id
    # Grouped at the end: each finding is looked up, whatever PostgreSQL expects.
    return (
        select(
            Enterprise.id.label("enterprise_id"),
            covered.c.campaign_id,
            Enterprise.jurisdiction_id,
            Enterprise.industry,
            cast(Enterprise.hazards, Text).label("hazards"),
            literal(1).label("enterprises"),
            case((joined, 1), else_=0).label("joined"),
            case((SelfCheck.by_office.is_(False), 1), else_=0).label("started"),
            case((handed_in, 1), else_=0).label("submitted"),
            case((reviewed, 1), else_=0).label("reviewed"),
            case((reviewed & ~has_open & ~has_owed, 1), else_=0).label("closed"),
            *(func.count(case((remedies[name], 1))).label(name) for name in REMEDIES),
            case((~joined, "unregistered"), (reached.exists(), "reachable"), else_="blocked").label("reach"),
            func.coalesce(SelfCheck.state, "").label("check_state"),
            func.coalesce(func.min(case((TO_DO, Rectification.due_on))), NO_DAY).label("due_on"),
            people.scalar_subquery().label("people"),
            shared.scalar_subquery().label("shared"),
        )
        .select_from(of)
        .join(Enterprise, Enterprise.id == of.c.enterprise_id)
        .join(covered, covered.c.place == Enterprise.jurisdiction_id)
        .outerjoin(SelfCheck, (SelfCheck.enterprise_id == Enterprise.id) & of_campaign)
        .outerjoin(Finding, (Finding.self_check_id == SelfCheck.id) & counts())
        .outerjoin(Rectification, Rectification.finding_id == Finding.id)
        .where(Enterprise.state == "active")
        .group_by(
            Enterprise.id,
            covered.c.campaign_id,
            Enterprise.jurisdiction_id,
            Enterprise.industry,
            SelfCheck.id,
            SelfCheck.state,
            SelfCheck.by_office,
        )
    )


def by_place(campaign: Any = None) -> Any:
    """A query of `campaign_id`, `jurisdiction_id` and all counts, true now, in several rows a place; of one
    campaign or of all.

    What is kept, less what was kept of the marked ones, and those as they are.
    """
    kept = select(*_key(PlaceProgress), *(getattr(PlaceProgress, name) for name in _ALL))
    before = (
        select(*_key(CampaignProgress), *((-getattr(CampaignProgress, name)).label(name) for name in _ALL))
        .select_from(_MARKED)
        .join(CampaignProgress, CampaignProgress.enterprise_id == _MARKED.c.enterprise_id)
        .where(_is_live())
    )
    fresh = counted(_MARKED).subquery()
    now = select(fresh.c.campaign_id, fresh.c.jurisdiction_id, *(fresh.c[name] for name in _ALL))
    if campaign is not None:
        kept = kept.where(PlaceProgress.campaign_id == campaign)
        before = before.where(CampaignProgress.campaign_id == campaign)
        now = now.where(fresh.c.campaign_id == campaign)
    return union_all(kept, before, now)


def of_group(rows: Any, sign: int = 1) -> list[Any]:
    """The counts of `GroupProgress` from rows with those of `CampaignProgress` (its columns, or a
    subquery's)."""
    unsettled = sum((getattr(rows, name) for name in _UNSETTLED), literal(0))
    counts_of = [*(getattr(rows, name) for name in OF_GROUPS[:-1]), unsettled]
    return [(one * sign).label(name) for name, one in zip(OF_GROUPS, counts_of, strict=True)]


def by_group(key: str, campaign: Any, places: Any) -> Any:
    """A query of the `key` of a group (industry or hazards) and its counts in a campaign and places, true
    now, in several rows a group: as `by_place`."""
    kept = select(
        getattr(GroupProgress, key).label("key"), *(getattr(GroupProgress, name) for name in OF_GROUPS)
    ).where(GroupProgress.campaign_id == campaign, GroupProgress.jurisdiction_id.in_(places))
    before = (
        select(getattr(CampaignProgress, key).label("key"), *of_group(CampaignProgress, -1))
        .select_from(_MARKED)
        .join(CampaignProgress, CampaignProgress.enterprise_id == _MARKED.c.enterprise_id)
        .where(
            _is_live(), CampaignProgress.campaign_id == campaign, CampaignProgress.jurisdiction_id.in_(places)
        )
    )
    fresh = counted(_MARKED).subquery()
    now = select(fresh.c[key].label("key"), *of_group(fresh.c)).where(
        fresh.c.campaign_id == campaign, fresh.c.jurisdiction_id.in_(places)
    )
    return union_all(kept, before, now)


def standing_of(rows: Any) -> list[Any]:
    """The columns STANDING from rows with those of `CampaignProgress` (its columns, or a subquery's)."""
    unfixed = case((rows.undecided + rows.to_do > 0, 1), else_=0).label("unfixed")
    return [unfixed if name == "unfixed" else getattr(rows, name) for name in STANDING]


def by_standing(campaign: Any, places: Any, marked: Any = None) -> Any:
    """A query of STANDING and OF_STANDINGS in a campaign that is open and places, true now, in several rows a
    standing: as `by_place`. `marked`: the marked enterprises by their ids; empty: there are none; None: they
    are looked for."""
    kept = select(
        *(getattr(StandingProgress, name) for name in STANDING),
        *(getattr(StandingProgress, name) for name in OF_STANDINGS),
    ).where(StandingProgress.campaign_id == campaign, StandingProgress.jurisdiction_id.in_(places))
    if marked == ():
        return kept
    before = select(
        *standing_of(CampaignProgress), *(-getattr(CampaignProgress, name) for name in OF_STANDINGS)
    ).where(CampaignProgress.campaign_id == campaign, CampaignProgress.jurisdiction_id.in_(places))
    if marked is None:
        before = before.join(_MARKED, _MARKED.c.enterprise_id == CampaignProgress.enterprise_id)
    else:
        before = before.where(CampaignProgress.enterprise_id.in_(marked))
    fresh = counted(_marked(marked)).subquery()
    now = select(*standing_of(fresh.c), *(fresh.c[name] for name in OF_STANDINGS)).where(
        fresh.c.campaign_id == campaign, fresh.c.jurisdiction_id.in_(places)
    )
    return union_all(kept, before, now)


def _marked(ids: Any) -> Any:
    if ids is None:
        return _MARKED
    return select(Enterprise.id.label("enterprise_id")).where(Enterprise.id.in_(ids)).subquery()


def each(campaign: Any, places: Any, marked: Any = None, *, shared: bool = False) -> tuple[Any, ...]:
    """Queries of the same as `by_standing`, a row an enterprise, with its `enterprise_id`, `industry` and
    `hazards`: of those whose row is kept as they are, and of the marked ones, if there are. `places`: None:
    all of the campaign. `shared`: only those where somebody acts for others besides."""
    names = ("enterprise_id", "industry", "hazards")
    kept = select(
        *(getattr(CampaignProgress, name) for name in names),
        *standing_of(CampaignProgress),
        *(getattr(CampaignProgress, name) for name in OF_STANDINGS),
    ).where(CampaignProgress.campaign_id == campaign)
    if shared:  # written out: by the index of those
        few = CampaignProgress.shared > literal_column("0")
        kept = kept.where(few, CampaignProgress.jurisdiction_id.in_(places))
    elif places is not None:
        there = select(Enterprise.id).where(
            Enterprise.jurisdiction_id.in_(places), Enterprise.state == "active"
        )
        kept = kept.where(CampaignProgress.enterprise_id.in_(there))
    if marked == ():
        return (kept,)
    others = select(ProgressMark.enterprise_id) if marked is None else marked
    fresh = counted(_marked(marked)).subquery()
    now = select(
        *(fresh.c[name] for name in names),
        *standing_of(fresh.c),
        *(fresh.c[name] for name in OF_STANDINGS),
    ).where(fresh.c.campaign_id == campaign)
    if shared:
        now = now.where(fresh.c.shared > 0)
    if places is not None:
        now = now.where(fresh.c.jurisdiction_id.in_(places))
    return kept.where(CampaignProgress.enterprise_id.not_in(others)), now


def _is_live() -> Any:
    """SQL condition for the progress of open campaigns: that of ended ones does not change."""
    return CampaignProgress.campaign_id.in_(select(Campaign.id).where(running()))


def _key(table: Any) -> tuple[Any, Any]:
    return table.campaign_id, table.jurisdiction_id


async def list_marked(db: AsyncConnection, most: int) -> tuple[int, ...] | None:
    """The ids of the marked enterprises; None: there are more than `most`."""
    found = (await db.execute(select(ProgressMark.enterprise_id).distinct().limit(most + 1))).scalars().all()
    return tuple(found) if len(found) <= most else None


async def has_marks(db: AsyncConnection) -> bool:
    """Whether there are marks to fold."""
    return (await db.execute(select(ProgressMark.id).limit(1))).first() is not None


async def take_turn(db: AsyncConnection) -> None:
    """Take the lock for `fold` until this transaction is over."""
    if db.dialect.name == "postgresql":
        await db.execute(text(f"SELECT pg_advisory_xact_lock({_LOCK})"))


async def fold(db: AsyncConnection, limit: int = PORTION) -> int:
    """Fold the oldest marks into the stored progress; return how many there were. Two processes at once wait
    for each other.

    Stored progress changes only here, and is subtracted from the sums and added to them as it is in this
    transaction: changes that others commit meanwhile have a mark of their own.
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
    for sums in (GroupProgress, StandingProgress):
        await db.execute(delete(sums).where(sums.enterprises == literal_column("0")))
    await db.execute(delete(ProgressMark).where(ProgressMark.id.in_([row.id for row in rows])))
    return len(rows)


_which = bindparam("enterprises_marked", expanding=True, type_=Key)
_chosen = select(Enterprise.id.label("enterprise_id")).where(Enterprise.id.in_(_which)).subquery()
_STANDING_COLUMNS = ("reach", "check_state", "due_on", "people", "shared")
_COLUMNS = [
    *("enterprise_id", "campaign_id", "jurisdiction_id", "industry", "hazards"),
    *_ALL,
    *_STANDING_COLUMNS,
]


async def _add(db: AsyncConnection, sign: int, which: dict[str, Any]) -> None:
    """Add the stored progress of these enterprises to the sums of their places and groups, or subtract
    it."""
    await _add_to_places(db, sign, which)
    await _add_to_groups(db, sign, which)
    await _add_to_standings(db, sign, which)


async def _add_to_standings(db: AsyncConnection, sign: int, which: dict[str, Any]) -> None:
    of = [*_key(CampaignProgress), *standing_of(CampaignProgress)]
    keys = ["campaign_id", "jurisdiction_id", *STANDING]
    added = ((func.sum(getattr(CampaignProgress, name)) * sign).label(name) for name in OF_STANDINGS)
    sums = (
        select(*of, *added)
        .where(CampaignProgress.enterprise_id.in_(_which), _is_live())
        .group_by(*(one.element if one.name == "unfixed" else one for one in of))
    )
    into = upsert(db, StandingProgress).from_select([*keys, *OF_STANDINGS], sums)
    new = {name: getattr(StandingProgress, name) + into.excluded[name] for name in OF_STANDINGS}
    await db.execute(into.on_conflict_do_update(index_elements=keys, set_=new), which)


async def _add_to_groups(db: AsyncConnection, sign: int, which: dict[str, Any]) -> None:
    keys = ["campaign_id", "jurisdiction_id", "industry", "hazards"]
    of = [getattr(CampaignProgress, name) for name in keys]
    sums = (
        select(*of, *(func.sum(one).label(one.name) for one in of_group(CampaignProgress, sign)))
        .where(CampaignProgress.enterprise_id.in_(_which), _is_live())
        .group_by(*of)
    )
    into = upsert(db, GroupProgress).from_select([*keys, *OF_GROUPS], sums)
    new = {name: getattr(GroupProgress, name) + into.excluded[name] for name in OF_GROUPS}
    await db.execute(into.on_conflict_do_update(index_elements=keys, set_=new), which)


async def _add_to_places(db: AsyncConnection, sign: int, which: dict[str, Any]) -> None:
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
