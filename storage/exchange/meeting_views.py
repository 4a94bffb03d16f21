"""Joint meetings as they are read: by the office that calls them, by those asked to come."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import exists, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.base.audit import Actor
from storage.base.errors import NotAllowed, NotFound
from storage.base.rights import DEPARTMENTS, is_operator
from storage.base.rows import from_row, from_rows
from storage.campaigns import points
from storage.offices import jurisdictions, staff
from storage.offices import mail as office_mail
from storage.tables.campaigns import Campaign, DutyMark
from storage.tables.meetings import Meeting, MeetingGuest, MeetingPoint
from storage.tables.offices import Jurisdiction, Staff

CALL, ANSWER = "meeting.call", "duty.mark"
LISTED = 100


@dataclass(frozen=True, slots=True)
class Guest:
    """A guest: a department of a place's office, "" for the whole office of a place below. `came`: None
    until it is recorded."""

    jurisdiction_id: int
    place: str
    department: str
    answer: str
    who: str
    came: bool | None


@dataclass(frozen=True, slots=True)
class DecidedPoint:
    """A point of a meeting with its party; `done_at` None: to be done."""

    id: int
    jurisdiction_id: int
    place: str
    department: str
    text: str
    due_on: date
    done_at: datetime | None


@dataclass(frozen=True, slots=True)
class MeetingView:
    """A meeting with guests and points; `office`: the place that calls it, `pack`: its campaign's plan."""

    id: int
    campaign_id: int
    pack: str
    jurisdiction_id: int
    office: str
    code: str
    period_on: date
    held_on: date
    clock: str
    place: str
    agenda: str
    state: str
    minutes: str
    issued_at: datetime | None
    guests: tuple[Guest, ...]
    points: tuple[DecidedPoint, ...]

    @property
    def as_shown(self) -> tuple[object, ...]:
        """The parts that must not have changed when a tap is confirmed."""
        return self.id, self.state, self.held_on, self.clock, self.minutes, self.issued_at


@dataclass(frozen=True, slots=True)
class MeetingLine:
    """A meeting in a list; `answered`: guests that have answered."""

    id: int
    office: str
    held_on: date
    clock: str
    state: str
    guests: int
    answered: int


@dataclass(frozen=True, slots=True)
class Invited:
    """A department of a place's office, or an office below (department ""), that can be asked to a meeting;
    `is_staffed`: somebody there can answer."""

    jurisdiction_id: int
    place: str
    department: str
    is_staffed: bool


def guest_key(guest: Guest) -> tuple[int, str]:
    """The place and department of a guest."""
    return guest.jurisdiction_id, guest.department


_columns = (
    Meeting.id,
    Meeting.campaign_id,
    Campaign.pack,
    Meeting.jurisdiction_id,
    Jurisdiction.name.label("office"),
    Meeting.code,
    Meeting.period_on,
    Meeting.held_on,
    Meeting.clock,
    Meeting.place,
    Meeting.agenda,
    Meeting.state,
    Meeting.minutes,
    Meeting.issued_at,
)


async def load(db: AsyncConnection, meeting_id: int) -> MeetingView:
    """A meeting. The caller has checked the right.

    Raises:
        NotFound.
    """
    query = (
        select(*_columns)
        .join(Campaign, Campaign.id == Meeting.campaign_id)
        .join(Jurisdiction, Jurisdiction.id == Meeting.jurisdiction_id)
        .where(Meeting.id == meeting_id)
    )
    row = (await db.execute(query)).one_or_none()
    if row is None:
        raise NotFound
    return from_row(
        MeetingView, row, guests=await _guests(db, meeting_id), points=await _points(db, meeting_id)
    )


async def _guests(db: AsyncConnection, meeting_id: int) -> tuple[Guest, ...]:
    rows = await db.execute(
        select(
            MeetingGuest.jurisdiction_id,
            Jurisdiction.name.label("place"),
            MeetingGuest.department,
            MeetingGuest.answer,
            MeetingGuest.who,
            MeetingGuest.came,
        )
        .join(Jurisdiction, Jurisdiction.id == MeetingGuest.jurisdiction_id)
        .where(MeetingGuest.meeting_id == meeting_id)
        .order_by(Jurisdiction.code)
    )
    found = list(from_rows(Guest, rows))
    return tuple(sorted(found, key=lambda one: (not one.department, _rank(one.department))))


def _rank(department: str) -> int:
    return DEPARTMENTS.index(department) if department in DEPARTMENTS else len(DEPARTMENTS)


async def _points(db: AsyncConnection, meeting_id: int) -> tuple[DecidedPoint, ...]:
    marked = (DutyMark.campaign_id == MeetingPoint.campaign_id) & (DutyMark.code == points.CODE)
    rows = await db.execute(
        select(
            MeetingPoint.id,
            MeetingPoint.jurisdiction_id,
            Jurisdiction.name.label("place"),
            MeetingPoint.department,
            MeetingPoint.text,
            MeetingPoint.due_on,
            DutyMark.done_at,
        )
        .join(Jurisdiction, Jurisdiction.id == MeetingPoint.jurisdiction_id)
        .outerjoin(DutyMark, marked)
        .where(MeetingPoint.meeting_id == meeting_id, MeetingPoint.removed_at.is_(None))
        .order_by(MeetingPoint.id)
    )
    return from_rows(DecidedPoint, rows)


async def get(db: AsyncConnection, actor: Actor, meeting_id: int) -> MeetingView:
    """A meeting, for the office that calls it, the offices above it, and its guests.

    Raises:
        NotFound. NotAllowed: no seat that reaches one of them.
    """
    meeting = await load(db, meeting_id)
    for place in {meeting.jurisdiction_id, *(one.jurisdiction_id for one in meeting.guests)}:
        if is_operator(actor) or await staff.may(db, actor, "office.see", place):
            return meeting
    raise NotAllowed


async def place_of(db: AsyncConnection, actor: Actor, meeting_id: int) -> int:
    """The place of a seat of the actor that the meeting concerns: as its guest, or as who calls it.

    Raises:
        NotFound: there is no such meeting. NotAllowed: it concerns none of their seats.
    """
    meeting = await load(db, meeting_id)
    seats = await staff.list_seats(db, actor.person_id or 0)
    asked = {guest_key(one) for one in meeting.guests}
    for seat in seats:
        if (seat.jurisdiction_id, seat.department) in asked or (seat.jurisdiction_id, "") in asked:
            return seat.jurisdiction_id
    for seat in seats:
        if seat.jurisdiction_id == meeting.jurisdiction_id:
            return seat.jurisdiction_id
    raise NotAllowed


async def party_of(db: AsyncConnection, point_id: int) -> int:
    """The place whose office is to do a point.

    Raises:
        NotFound: it is taken back.
    """
    query = select(MeetingPoint.jurisdiction_id).where(
        MeetingPoint.id == point_id, MeetingPoint.removed_at.is_(None)
    )
    place = (await db.execute(query)).scalar()
    if place is None:
        raise NotFound
    return int(place)


async def list_at(db: AsyncConnection, actor: Actor, jurisdiction_id: int) -> tuple[MeetingLine, ...]:
    """The meetings that a place's office called or was asked to, the latest first.

    Raises:
        NotAllowed: no seat that reaches the place.
    """
    await staff.require(db, actor, "office.see", jurisdiction_id)
    asked = exists().where(
        MeetingGuest.meeting_id == Meeting.id, MeetingGuest.jurisdiction_id == jurisdiction_id
    )
    query = _lines.where(or_(Meeting.jurisdiction_id == jurisdiction_id, asked))
    rows = await db.execute(query.order_by(Meeting.held_on.desc(), Meeting.id.desc()).limit(LISTED))
    return from_rows(MeetingLine, rows)


_of_it = select(func.count()).where(MeetingGuest.meeting_id == Meeting.id).correlate(Meeting)
_lines = select(
    Meeting.id,
    Jurisdiction.name.label("office"),
    Meeting.held_on,
    Meeting.clock,
    Meeting.state,
    _of_it.scalar_subquery().label("guests"),
    _of_it.where(MeetingGuest.answer != "").scalar_subquery().label("answered"),
).join(Jurisdiction, Jurisdiction.id == Meeting.jurisdiction_id)


async def count_coming(db: AsyncConnection, actor: Actor, jurisdiction_id: int) -> int:
    """Count the meetings that a place's office called or was asked to and that are still to be held.

    Raises:
        NotAllowed: no seat that reaches the place.
    """
    return sum(one.state == "called" for one in await list_at(db, actor, jurisdiction_id))


async def list_invited(db: AsyncConnection, jurisdiction_id: int) -> tuple[Invited, ...]:
    """Possible guests of a meeting of a place's office: its departments, then the offices right below."""
    rows = await db.execute(
        select(Staff.department)
        .where(Staff.jurisdiction_id == jurisdiction_id, office_mail.with_right(ANSWER))
        .distinct()
    )
    there = set(rows.scalars())
    name = (await jurisdictions.path(db, jurisdiction_id))[-1]
    found = [Invited(jurisdiction_id, name, one, one in there) for one in DEPARTMENTS]
    here = exists().where(Staff.jurisdiction_id == Jurisdiction.id, office_mail.with_right(ANSWER))
    below = (
        select(Jurisdiction.id, Jurisdiction.name, here)
        .where(Jurisdiction.parent_id == jurisdiction_id)
        .order_by(Jurisdiction.code)
    )
    found += [Invited(id_, place, "", bool(staffed)) for id_, place, staffed in await db.execute(below)]
    return tuple(found)


async def pages_in_campaign(
    db: AsyncConnection, actor: Actor, campaign_id: int, jurisdiction_id: int
) -> AsyncIterator[list[MeetingView]]:
    """The meetings of a campaign that offices at and below a place called, by id, a page at a time.

    Raises:
        NotAllowed: no seat with `ledger.export` that reaches the place.
    """
    await staff.require(db, actor, "ledger.export", jurisdiction_id)
    places = await jurisdictions.below(db, jurisdiction_id)
    query: Any = (
        select(Meeting.id)
        .where(Meeting.campaign_id == campaign_id, Meeting.jurisdiction_id.in_(places))
        .order_by(Meeting.id)
        .limit(LISTED)
    )
    after = 0
    while ids := list((await db.execute(query.where(Meeting.id > after))).scalars()):
        yield [await load(db, one) for one in ids]
        after = ids[-1]
