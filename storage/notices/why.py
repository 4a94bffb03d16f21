"""Explains for each contact of an enterprise why a notice has not reached them, or its state on the way.
Reads only; the answer holds at the moment of asking."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from typing import Any, Literal

from sqlalchemy import Row, Select, and_, bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.base.audit import Actor
from storage.base.errors import NotAllowed, NotFound
from storage.campaigns import opening as campaigns
from storage.notices import audiences
from storage.notices import views as notice_views
from storage.notices.audiences import Audience
from storage.notices.copies import TOPIC, WAITING
from storage.notices.sending import begins_at, may_go_from
from storage.notices.views import NoticeView
from storage.offices import staff
from storage.offices.jurisdictions import zone_of
from storage.outbox import queue as outbox
from storage.tables.enterprises import Enterprise
from storage.tables.notices import NoticeCopy, NoticeTarget
from storage.tables.outbox import OutboxRow
from storage.tables.people import Contact, Person

_OPEN = ("pending", "retry", "sending")


Answer = Literal[
    "read",
    "outdated",
    "sent",
    "withdrawn",
    "refused",
    "unreachable",
    "stopped",
    "draft",
    "held",
    "scheduled",
    "paused",
    "night",
    "retry",
    "sending",
    "queued",
    "gathering",
    "not-meant",
    "joined-later",
    "dropped",
]
Reason = Literal[
    "place",
    "closed",
    "industry",
    "hazard",
    "chosen",
    "campaign",
    "state",
    "registered-later",
    "not-then",
]


@dataclass(frozen=True, slots=True)
class ContactAnswer:
    """The state of a notice at one contact. `answer`:

    read, outdated (read, but not as corrected), sent (`at` each), withdrawn; refused (`reason`: Telegram's),
    unreachable (`at`: since), stopped; draft, held (`reason`: see `Notice.held`), scheduled, paused, night
    (`at`: until when), retry (`at`, `reason`), sending, queued (`ahead` are sent before it), gathering (not
    written down yet); not-meant (see `Why.not_meant`), joined-later (`at`), dropped (had no copy when it went
    out, and nothing kept says why).
    """

    contact_id: int
    name: str
    role: str
    answer: Answer
    at: datetime | None = None
    reason: str = ""
    ahead: int = 0


@dataclass(frozen=True, slots=True)
class Why:
    """`not_meant`: what keeps the enterprise out of the audience: place, closed, industry, hazard, chosen
    (others were named), campaign (it is in none of which the group speaks), state; registered-later, or
    not-then (it is meant now, and was not when the notice went out). Empty: the notice is for it."""

    notice: NoticeView
    enterprise_id: int
    enterprise: str
    not_meant: tuple[Reason, ...]
    contacts: tuple[ContactAnswer, ...]


async def why(
    db: AsyncConnection,
    actor: Actor,
    now: datetime,
    notice_id: int,
    enterprise_id: int,
    zone: tzinfo | None = None,
) -> Why:
    """The state of a notice at each contact of an enterprise. `zone`: of places which have none.

    Names of contacts are empty for people who may not telephone there.

    Raises:
        NotFound: no such notice or enterprise. NotAllowed: people who may not see the notice, and in the chat
        an enterprise outside of its place that it was not for.
    """
    notice = await notice_views.get(db, actor, notice_id)
    zone = await zone_of(db, notice.jurisdiction_id, zone)
    found = (await db.execute(_enterprise(notice_id), {"enterprise_id": enterprise_id})).one_or_none()
    if found is None:
        raise NotFound
    not_meant: tuple[Reason, ...] = ()
    is_to_come = notice.gathered_id is not None and notice.gathered_id < enterprise_id
    if not found.is_target:
        not_meant = await _not_meant(db, notice, found, now.astimezone(zone).date())
        if "place" in not_meant and actor.kind == "person":
            raise NotAllowed
        if not not_meant and notice.started_at is not None and not is_to_come:
            later = found.registered_at is not None and found.registered_at > notice.started_at
            not_meant = ("registered-later" if later else "not-then",)
    calls = await staff.may(db, actor, "enterprise.call", notice.audience.place)
    rows = (await db.execute(_contacts(notice_id, enterprise_id))).all()
    ahead = await _ahead(db, notice, rows)
    return Why(
        notice,
        enterprise_id,
        found.name,
        not_meant,
        tuple(
            ContactAnswer(
                row.id,
                row.name if calls else "",
                row.role,
                **_answer(notice, row, now, zone, ahead.get(row.copy_id, 0), not_meant, is_to_come),
            )
            for row in rows
        ),
    )


def _enterprise(notice_id: int) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Enterprise.id,
            Enterprise.name,
            Enterprise.state,
            Enterprise.industry,
            Enterprise.hazards,
            Enterprise.jurisdiction_id,
            Enterprise.registered_at,
            NoticeTarget.notice_id.is_not(None).label("is_target"),
        )
        .outerjoin(
            NoticeTarget,
            and_(NoticeTarget.enterprise_id == Enterprise.id, NoticeTarget.notice_id == notice_id),
        )
        .where(Enterprise.id == bindparam("enterprise_id"))
    )


async def _not_meant(
    db: AsyncConnection, notice: NoticeView, found: Row[Any], today: date
) -> tuple[Reason, ...]:
    """The conditions of the audience that the enterprise does not meet now."""
    audience = notice.audience
    query, standing = audiences.meant(Audience(audience.place, campaign=audience.campaign), today)
    query = query.add_columns(*(standing[state] for state in audience.states))
    inside = (
        await db.execute(query.where(Enterprise.id == found.id), {"root": audience.place})
    ).one_or_none()
    reasons: dict[Reason, bool] = {
        "place": inside is None,
        "closed": found.state != "active",
        "industry": bool(audience.industries) and found.industry not in audience.industries,
        "hazard": bool(audience.hazards) and not set(audience.hazards) & set(found.hazards or ()),
        "chosen": bool(audience.enterprises) and found.id not in audience.enterprises,
    }
    if inside is not None and audience.states and not any(inside[4:]):
        there = await campaigns.list_at(db, found.jurisdiction_id)
        is_in = any(one.id == audience.campaign if audience.campaign else one.is_open for one in there)
        reasons["state" if is_in else "campaign"] = True
    return tuple(reason for reason, is_so in reasons.items() if is_so)


def _contacts(notice_id: int, enterprise_id: int) -> Select[*tuple[Any, ...]]:
    """An enterprise's contacts, each with the copy that arrived last (else the last one made), and with the
    row of the outbox that carries it now."""
    latest = func.row_number().over(
        partition_by=NoticeCopy.person_id,
        order_by=(NoticeCopy.sent_at.is_(None), NoticeCopy.number.desc()),
    )
    copy = (
        select(NoticeCopy.__table__, latest.label("place"))
        .join(Contact, Contact.person_id == NoticeCopy.person_id)
        .where(NoticeCopy.notice_id == notice_id, Contact.enterprise_id == enterprise_id)
        .subquery()
    )
    return (
        select(
            Contact.id,
            Contact.name,
            Contact.role,
            Contact.joined_at,
            Person.unreachable_at,
            copy.c.id.label("copy_id"),
            copy.c.state,
            copy.c.sent_at,
            copy.c.read_at,
            copy.c.read_revision,
            copy.c.problem,
            OutboxRow.id.label("row_id"),
            OutboxRow.state.label("row_state"),
            OutboxRow.priority,
            OutboxRow.not_before,
            OutboxRow.problem.label("row_problem"),
        )
        .join(Person, Person.id == Contact.person_id)
        .outerjoin(copy, and_(copy.c.person_id == Contact.person_id, copy.c.place == 1))
        .outerjoin(
            OutboxRow,
            and_(OutboxRow.topic == TOPIC, OutboxRow.topic_id == copy.c.id, OutboxRow.state.in_(_OPEN)),
        )
        .where(Contact.enterprise_id == enterprise_id)
        .order_by(Contact.id)
    )


async def _ahead(db: AsyncConnection, notice: NoticeView, rows: Any) -> dict[int, int]:
    """The number of messages that leave before each copy, by copy: rows of the outbox that are no less
    urgent, and earlier copies not yet in the outbox. One query."""
    unsent = OutboxRow.state.in_(_OPEN)
    priority = outbox.URGENT if notice.urgent else outbox.NOTICE
    counts: list[Any] = []
    for row in rows:
        if row.row_id is not None:
            counts.append((row.copy_id, outbox.ahead_of(row.row_id, row.priority, row.not_before)))
        elif row.state in WAITING:
            lying = select(func.count()).where(unsent, OutboxRow.priority <= priority).scalar_subquery()
            before = select(func.count()).where(
                NoticeCopy.notice_id == notice.id,
                NoticeCopy.state.in_(WAITING),
                NoticeCopy.id < row.copy_id,
            )
            counts.append((row.copy_id, lying + before.scalar_subquery()))
    if not counts:
        return {}
    numbers = (await db.execute(select(*(count for _, count in counts)))).one()
    return dict(zip((copy_id for copy_id, _ in counts), numbers, strict=True))


def _answer(
    notice: NoticeView,
    row: Row[Any],
    now: datetime,
    zone: tzinfo,
    ahead: int,
    not_meant: tuple[Reason, ...],
    is_to_come: bool,
) -> dict[str, Any]:
    if row.copy_id is None:
        return _without_copy(notice, row, now, zone, not_meant, is_to_come)
    if row.state == "withdrawn":
        return {"answer": "withdrawn", "at": row.sent_at}
    if row.read_at is not None:
        return {"answer": "read" if row.read_revision == notice.revision else "outdated", "at": row.read_at}
    if row.sent_at is not None:
        return {"answer": "sent", "at": row.sent_at}
    if row.state == "failed":
        return {"answer": "refused", "reason": row.problem or ""}
    if row.state == "unreachable" or (row.unreachable_at is not None and row.state != "stopped"):
        return {"answer": "unreachable", "at": row.unreachable_at, "reason": row.problem or ""}
    if row.state == "stopped":
        return {"answer": "stopped"}
    return _under_way(notice, row, now, zone, ahead)


def _under_way(notice: NoticeView, row: Row[Any], now: datetime, zone: tzinfo, ahead: int) -> dict[str, Any]:
    if row.row_state == "sending":
        return {"answer": "sending"}
    if notice.state == "paused":
        return {"answer": "paused"}
    morning = may_go_from(notice, now, zone)
    if morning != now:
        return {"answer": "night", "at": morning}
    if row.not_before is not None and row.not_before > now:
        return {"answer": "retry", "at": row.not_before, "reason": row.row_problem or ""}
    return {"answer": "queued", "ahead": ahead}


def _without_copy(
    notice: NoticeView,
    row: Row[Any],
    now: datetime,
    zone: tzinfo,
    not_meant: tuple[Reason, ...],
    is_to_come: bool,
) -> dict[str, Any]:
    if not_meant:
        return {"answer": "not-meant"}
    if row.unreachable_at is not None:
        return {"answer": "unreachable", "at": row.unreachable_at}
    if notice.started_at is None:
        match notice.state:
            case "waiting":
                return {"answer": "held", "reason": notice.held or ""}
            case "scheduled":
                begins = begins_at(notice, now, zone)
                is_night = begins != max(now, notice.send_at or now)
                return {"answer": "night" if is_night else "scheduled", "at": begins}
            case "draft":
                return {"answer": "draft", "reason": notice.held or ""}
            case _:
                return {"answer": "stopped"}
    if is_to_come:
        return {"answer": "gathering"}
    if row.joined_at > notice.started_at:
        return {"answer": "joined-later", "at": row.joined_at}
    return {"answer": "dropped"}
