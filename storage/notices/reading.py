"""Reading of notices: the person's confirmation, and the sender's figures by place and by enterprise."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import CTE, ColumnElement, Select, bindparam, case, false, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.base import audit
from storage.base.audit import Actor
from storage.base.errors import NotAllowed, NotFound
from storage.base.rights import require_person
from storage.base.rows import from_row, from_rows
from storage.notices import views as notice_views
from storage.notices.views import NoticeView
from storage.offices import staff
from storage.tables.enterprises import Enterprise
from storage.tables.notices import Notice, NoticeCopy, NoticeTarget
from storage.tables.offices import Jurisdiction
from storage.tables.people import Contact, Person
from storage.tables.self_checks import SelfCheck

PORTION = 500
"""Targets looked through first for a page of a list; then four times as many, and so on, so that a page costs
little where many are listed, and all of them are looked through at most once."""


@dataclass(frozen=True, slots=True)
class Read:
    """A copy its person has read. `at`: when they first said so; `first`: just now."""

    notice_id: int
    at: datetime
    first: bool


@dataclass(frozen=True, slots=True)
class PlaceReading:
    """Reading of a notice in a place and below: numbers of enterprises that got it, read it, and did not
    get it."""

    jurisdiction_id: int
    name: str
    read: int
    unread: int
    unreached: int


@dataclass(frozen=True, slots=True)
class EnterpriseReading:
    """An enterprise a notice was for. `why`, where it did not get it: unregistered, blocked, failed, stopped.

    `contact` and `phone` are empty for who may not telephone there.
    """

    id: int
    name: str
    place: str
    industry: str
    contact: str
    phone: str
    why: str


@dataclass(frozen=True, slots=True)
class CheckOf:
    """The self-check that a notice calls for, by enterprise and campaign; None where it names no campaign."""

    enterprise_id: int
    campaign_id: int | None


@dataclass(frozen=True, slots=True)
class Received:
    """A notice in a person's chat, its last copy."""

    copy_id: int
    notice_id: int
    title: str
    place: str
    sent_at: datetime
    read_at: datetime | None


async def read(db: AsyncConnection, actor: Actor, now: datetime, copy_id: int) -> Read:
    """The person has read their copy as it is now, and with it every other they have of that notice.
    Idempotent; a corrected text is read again.

    Raises:
        NotFound: there is none, or it was withdrawn. NotAllowed: somebody else's.
    """
    query = select(
        NoticeCopy.notice_id,
        NoticeCopy.person_id,
        NoticeCopy.read_at,
        NoticeCopy.revision,
        NoticeCopy.read_revision,
    )
    query = query.where(NoticeCopy.id == copy_id, NoticeCopy.state != "withdrawn").with_for_update()
    row = (await db.execute(query)).one_or_none()
    if row is None:
        raise NotFound
    if row.person_id != require_person(actor):
        raise NotAllowed
    if row.read_at is not None and row.read_revision == row.revision:
        return Read(row.notice_id, row.read_at, False)
    await db.execute(
        update(NoticeCopy)
        .where(NoticeCopy.notice_id == row.notice_id, NoticeCopy.person_id == row.person_id)
        .values(read_at=now, read_revision=row.revision)
    )
    await audit.write(db, actor, now, "read", "notice", row.notice_id, {"revision": row.revision})
    return Read(row.notice_id, now, True)


async def check_of(db: AsyncConnection, actor: Actor, copy_id: int) -> CheckOf:
    """The self-check that a person's copy asks for. If it was for several of their enterprises: one that
    has not handed in; of these the current one.

    Raises:
        NotFound: no such copy, or the person acts for none of these enterprises. NotAllowed: somebody else's
        copy.
    """
    of = select(NoticeCopy.person_id).where(NoticeCopy.id == copy_id)
    owner = (await db.execute(of)).scalar()
    if owner is not None and owner != require_person(actor):
        raise NotAllowed
    handed_in = (
        select(SelfCheck.id)
        .where(
            SelfCheck.enterprise_id == Contact.enterprise_id,
            SelfCheck.campaign_id == Notice.campaign_id,
            SelfCheck.state != "draft",
        )
        .exists()
    )
    query = (
        select(Contact.enterprise_id, Notice.campaign_id)
        .join(NoticeCopy, NoticeCopy.person_id == Contact.person_id)
        .join(Notice, Notice.id == NoticeCopy.notice_id)
        .join(
            NoticeTarget,
            (NoticeTarget.notice_id == Notice.id) & (NoticeTarget.enterprise_id == Contact.enterprise_id),
        )
        .join(Person, Person.id == Contact.person_id)
        .where(NoticeCopy.id == copy_id)
        .order_by(handed_in, Person.enterprise_id.is_distinct_from(Contact.enterprise_id), Contact.id)
        .limit(1)
    )
    row = (await db.execute(query)).one_or_none()
    if row is None:
        raise NotFound
    return from_row(CheckOf, row)


async def list_received(db: AsyncConnection, person_id: int, limit: int = 30) -> tuple[Received, ...]:
    """The notices in a person's chat, newest first."""
    last = (
        select(func.max(NoticeCopy.id).label("id"))
        .where(NoticeCopy.person_id == person_id, NoticeCopy.sent_at.is_not(None))
        .group_by(NoticeCopy.notice_id)
        .subquery()
    )
    rows = await db.execute(
        select(
            NoticeCopy.id.label("copy_id"),
            Notice.id.label("notice_id"),
            Notice.title,
            Jurisdiction.name.label("place"),
            NoticeCopy.sent_at,
            case((NoticeCopy.read_revision == NoticeCopy.revision, NoticeCopy.read_at)).label("read_at"),
        )
        .join(last, last.c.id == NoticeCopy.id)
        .join(Notice, Notice.id == NoticeCopy.notice_id)
        .join(Jurisdiction, Jurisdiction.id == Notice.jurisdiction_id)
        .where(func.coalesce(Notice.job, "") != "withdraw")
        .order_by(NoticeCopy.id.desc())
        .limit(limit)
    )
    found: list[Any] = list(rows)
    return from_rows(Received, found)


async def count_received(db: AsyncConnection, person_id: int) -> tuple[int, int]:
    """Count the notices in a person's chat, and those not confirmed as read."""
    stale = NoticeCopy.read_revision.is_distinct_from(NoticeCopy.revision)
    unread = case((stale, NoticeCopy.notice_id))
    query = select(func.count(NoticeCopy.notice_id.distinct()), func.count(unread.distinct())).where(
        NoticeCopy.person_id == person_id, NoticeCopy.state.in_(("sent", "edit", "editing"))
    )
    received, unread_ones = (await db.execute(query)).one()
    return received, unread_ones


async def by_place(db: AsyncConnection, actor: Actor, notice_id: int) -> tuple[PlaceReading, ...]:
    """Reading figures by the places right below the notice's audience (deeper places are included there), its
    own first.

    Raises:
        NotFound, NotAllowed: see `notices.views.get`.
    """
    notice = await notice_views.get(db, actor, notice_id)
    tops = _tops_cte()
    standing = _states(notice).cte("standing")
    many = {
        name: func.coalesce(func.sum(case((standing.c.standing == name, 1), else_=0)), 0)
        for name in ("read", "unread")
    }
    reached = many["read"] + many["unread"]
    rows = await db.execute(
        select(
            Jurisdiction.id.label("jurisdiction_id"),
            Jurisdiction.name,
            many["read"].label("read"),
            many["unread"].label("unread"),
            (func.count(standing.c.id) - reached).label("unreached"),
        )
        .select_from(standing)
        .join(tops, tops.c.id == standing.c.jurisdiction_id)
        .join(Jurisdiction, Jurisdiction.id == tops.c.top)
        .group_by(Jurisdiction.id, Jurisdiction.name, Jurisdiction.code)
        .order_by(Jurisdiction.id != notice.audience.place, Jurisdiction.code),
        {"root": notice.audience.place},
    )
    return from_rows(PlaceReading, rows)


async def list_unread(
    db: AsyncConnection, actor: Actor, notice_id: int, *, after: int = 0, limit: int = 50
) -> tuple[EnterpriseReading, ...]:
    """Enterprises that got a notice and have not read it, by id from `after` on. Raises as `by_place`."""
    return await _list(db, actor, notice_id, ("unread",), after, limit)


async def list_unreached(
    db: AsyncConnection, actor: Actor, notice_id: int, *, after: int = 0, limit: int = 500
) -> tuple[EnterpriseReading, ...]:
    """Enterprises a notice did not get to, with whom to telephone, as `list_unread`."""
    return await _list(db, actor, notice_id, ("unregistered", "blocked", "failed", "stopped"), after, limit)


async def _list(
    db: AsyncConnection, actor: Actor, notice_id: int, standings: tuple[str, ...], after: int, limit: int
) -> tuple[EnterpriseReading, ...]:
    notice = await notice_views.get(db, actor, notice_id)
    calls = await staff.may(db, actor, "enterprise.call", notice.audience.place)
    found: list[Any] = []
    portion = PORTION
    while len(found) < limit:
        upto = await _last_of(db, notice_id, after, portion)
        rows = await db.execute(_listed(notice, standings, (after, upto), limit - len(found)))
        found += rows.all()
        if upto is None:
            break
        after, portion = upto, portion * 4
    return tuple(
        EnterpriseReading(
            id_,
            name,
            place,
            industry,
            contact if calls else "",
            phone if calls else "",
            "" if stands == "unread" else stands,
        )
        for id_, name, place, industry, contact, phone, stands in found
    )


async def _last_of(db: AsyncConnection, notice_id: int, after: int, many: int) -> int | None:
    """The last of so many enterprises a notice was for, by id from `after` on; None: there are not so
    many."""
    query = select(NoticeTarget.enterprise_id).where(
        NoticeTarget.notice_id == notice_id, NoticeTarget.enterprise_id > after
    )
    query = query.order_by(NoticeTarget.enterprise_id).offset(many - 1).limit(1)
    return (await db.execute(query)).scalar()


def _listed(
    notice: NoticeView, standings: tuple[str, ...], within: tuple[int, int | None], limit: int
) -> Select[*tuple[Any, ...]]:
    standing = _states(notice, within).cte("standing")
    return (
        select(
            Enterprise.id,
            Enterprise.name,
            Jurisdiction.name,
            Enterprise.industry,
            Enterprise.contact_name,
            Enterprise.phone,
            standing.c.standing,
        )
        .select_from(standing)
        .join(Enterprise, Enterprise.id == standing.c.id)
        .join(Jurisdiction, Jurisdiction.id == Enterprise.jurisdiction_id)
        .where(standing.c.standing.in_(standings))
        .order_by(standing.c.id)
        .limit(limit)
    )


def _states(notice: NoticeView, within: tuple[int, int | None] = (0, None)) -> Select[*tuple[Any, ...]]:
    """Each enterprise a notice was for: id, jurisdiction_id, and its state: read, unread, or the reason
    it got nothing: unregistered, blocked, failed, stopped. Read means the latest text. One pass, grouped
    by enterprise; `within`: of those with an id above the first and up to the second (None: all)."""
    if notice.reached_by == "all":
        return _states_by_all(notice, within)
    standing = case(
        (some(NoticeCopy.read_revision == notice.revision), "read"),
        (some(NoticeCopy.sent_at.is_not(None)), "unread"),
        (some(NoticeCopy.state == "failed"), "failed"),
        (some(NoticeCopy.state == "unreachable"), "blocked"),
        (some(NoticeCopy.id.is_not(None)), "stopped"),
        (NoticeTarget.reach == "unregistered", "unregistered"),
        else_="blocked",
    )
    query = select(
        NoticeTarget.enterprise_id.label("id"), NoticeTarget.jurisdiction_id, standing.label("standing")
    )
    return with_copies(query, notice.id, within).group_by(
        NoticeTarget.enterprise_id, NoticeTarget.jurisdiction_id, NoticeTarget.reach
    )


def _states_by_all(notice: NoticeView, within: tuple[int, int | None]) -> Select[*tuple[Any, ...]]:
    """The same where an enterprise counts by all of its contacts: those who have a copy, and those who
    acted for it when the notice went out; later ones do not count. Grouped by contact, then by
    enterprise."""

    def flag(what: ColumnElement[bool]) -> ColumnElement[int]:
        return func.max(case((what, 1), else_=0))

    then = Contact.joined_at <= notice.started_at if notice.started_at is not None else false()
    each = with_copies(
        select(
            NoticeTarget.enterprise_id,
            NoticeTarget.jurisdiction_id,
            NoticeTarget.reach,
            Contact.id.label("contact_id"),
            flag(NoticeCopy.read_revision == notice.revision).label("read"),
            flag(NoticeCopy.sent_at.is_not(None)).label("sent"),
            flag(NoticeCopy.state == "failed").label("failed"),
            flag((NoticeCopy.state == "stopped") & NoticeCopy.sent_at.is_(None)).label("stopped"),
            flag(then | NoticeCopy.id.is_not(None)).label("counts"),
        ),
        notice.id,
        within,
    )
    one = each.group_by(
        NoticeTarget.enterprise_id, NoticeTarget.jurisdiction_id, NoticeTarget.reach, Contact.id
    ).subquery()
    counts = one.c.counts == 1

    def every(what: ColumnElement[int]) -> ColumnElement[bool]:
        return func.min(case((counts, what))) == 1

    missing = counts & (one.c.sent == 0)
    standing = case(
        (every(one.c.read), "read"),
        (every(one.c.sent), "unread"),
        (some(missing & (one.c.failed == 1)), "failed"),
        (some(missing & (one.c.stopped == 1)), "stopped"),
        (one.c.reach == "unregistered", "unregistered"),
        else_="blocked",
    )
    return select(
        one.c.enterprise_id.label("id"), one.c.jurisdiction_id, standing.label("standing")
    ).group_by(one.c.enterprise_id, one.c.jurisdiction_id, one.c.reach)


def with_copies(
    query: Select[*tuple[Any, ...]], notice_id: int, within: tuple[int, int | None] = (0, None)
) -> Select[*tuple[Any, ...]]:
    """A query of a notice's targets (`within`: see `_states`) with their people and the copies of those,
    where there are any."""
    first, last = within
    upto = () if last is None else (NoticeTarget.enterprise_id <= last,)
    return (
        query.select_from(NoticeTarget)
        .outerjoin(Contact, Contact.enterprise_id == NoticeTarget.enterprise_id)
        .outerjoin(
            NoticeCopy, (NoticeCopy.notice_id == notice_id) & (NoticeCopy.person_id == Contact.person_id)
        )
        .where(NoticeTarget.notice_id == notice_id, NoticeTarget.enterprise_id > first, *upto)
    )


def some(what: ColumnElement[bool]) -> ColumnElement[bool]:
    """Whether a condition is true for any row of a group."""
    return func.max(case((what, 1), else_=0)) == 1


def _tops_cte() -> CTE:
    """A recursive query of `id` and `top`: every place below `root` with the one right below `root` above it,
    and `root` itself with itself."""
    root: Any = bindparam("root")
    first = select(Jurisdiction.id, Jurisdiction.id.label("top")).where(
        (Jurisdiction.id == root) | (Jurisdiction.parent_id == root)
    )
    tops = first.cte("tops", recursive=True)
    return tops.union_all(
        select(Jurisdiction.id, tops.c.top).join(
            tops, (Jurisdiction.parent_id == tops.c.id) & (tops.c.id != root)
        )
    )
