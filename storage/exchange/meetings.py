"""Joint meetings (联席会议): called, answered, called off."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from content.calendar.duties import ONCE
from content.calendar.workdays import workday_before
from storage.base import audit
from storage.base.audit import Actor
from storage.base.database import upsert
from storage.base.errors import Invalid, NotAllowed, NotFound, Stale
from storage.base.rights import DEPARTMENTS, is_operator, require_person
from storage.base.texts import one_line, visible
from storage.campaigns import opening as campaigns
from storage.campaigns import points
from storage.exchange.meeting_views import ANSWER, CALL, Guest, MeetingView, guest_key, load
from storage.offices import jurisdictions, staff
from storage.offices import mail as office_mail
from storage.offices.mail_slots import Slot
from storage.outbox.queue import PERSONAL
from storage.self_checks.answers import tidy
from storage.tables.meetings import (
    ANSWERS,
    MAX_AGENDA,
    MAX_WHERE,
    Meeting,
    MeetingGuest,
)

FARTHEST = 366
"""Days ahead for which a meeting is called, and for which a point is due."""
SOON_AT = time(9)
"""Local time of the reminder on the working day before."""
_CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d")

Party = tuple[int, str]
"""A place and a department of its office; "" for the whole office."""


async def call(
    db: AsyncConnection,
    actor: Actor,
    now: datetime,
    jurisdiction_id: int,
    campaign_id: int,
    token: str,
    held_on: date,
    clock: str,
    place: str,
    agenda: str,
    guests: Collection[Party],
    today: date,
    code: str = "",
    period_on: date = ONCE,
) -> int:
    """Call a meeting of departments of a place's office and of offices below, which are told at once and on
    the working day before; its id. A draft's `token` calls once. `code`, `period_on`: the duty it does.

    Raises:
        NotAllowed: no seat with `meeting.call` that reaches the place. NotFound: no such campaign open there;
            a guest that is no department of the place and no office below. Invalid: `meeting-day` before
            today or more than a year ahead, `meeting-clock`, `meeting-where`, `meeting-nobody`; see
            `self_checks.answers.tidy` for the agenda.
    """
    await staff.require(db, actor, CALL, jurisdiction_id)
    known = (await db.execute(select(Meeting.id).where(Meeting.token == token))).scalar()
    if known is not None:
        return int(known)
    there = await campaigns.list_at(db, jurisdiction_id)
    if not any(one.id == campaign_id and one.is_open for one in there):
        raise NotFound
    check_time(held_on, clock, today)
    place, agenda = check_where(place), check_agenda(agenda)
    if not guests:
        raise Invalid("error-invalid-meeting-nobody")
    below = await jurisdictions.below(db, jurisdiction_id) - {jurisdiction_id}
    for where, department in guests:
        if not (where in below and not department) and not (
            where == jurisdiction_id and department in DEPARTMENTS
        ):
            raise NotFound
    made = await db.execute(
        upsert(db, Meeting)
        .values(
            campaign_id=campaign_id,
            jurisdiction_id=jurisdiction_id,
            token=token,
            code=code,
            period_on=period_on,
            held_on=held_on,
            clock=clock,
            place=place,
            agenda=agenda,
            state="called",
            minutes="",
            called_by=actor.person_id,
            called_at=now,
        )
        .on_conflict_do_nothing(index_elements=["token"])
        .returning(Meeting.id)
    )
    meeting_id = made.scalar()
    if meeting_id is None:  # the second of two taps
        return int((await db.execute(select(Meeting.id).where(Meeting.token == token))).scalar_one())
    rows = [
        {
            "meeting_id": meeting_id,
            "jurisdiction_id": where,
            "department": department,
            "answer": "",
            "who": "",
        }
        for where, department in sorted(set(guests))
    ]
    await db.execute(upsert(db, MeetingGuest), rows)
    await audit.write(db, actor, now, "call", "meeting", meeting_id, {"guests": len(rows)})
    meeting = await load(db, int(meeting_id))
    for guest in meeting.guests:
        await tell(db, now, meeting, guest, "call", "outbox-meeting", besides=actor.person_id)
        await _remind(db, now, meeting, guest)
    return int(meeting_id)


def check_time(held_on: date, clock: str, today: date) -> None:
    """That a meeting can be called for a local day and time.

    Raises:
        Invalid: `meeting-day`, `meeting-clock`.
    """
    if not 0 <= (held_on - today).days <= FARTHEST:
        raise Invalid("error-invalid-meeting-day")
    if not _CLOCK.fullmatch(clock):
        raise Invalid("error-invalid-meeting-clock")


def check_where(place: str) -> str:
    """The name of the room in stored form.

    Raises:
        Invalid: `meeting-where`: nothing, or above MAX_WHERE characters.
    """
    place = one_line(place)
    if not visible(place) or len(place) > MAX_WHERE:
        raise Invalid("error-invalid-meeting-where", limit=MAX_WHERE)
    return place


def check_agenda(text: str) -> str:
    """The agenda in stored form.

    Raises:
        Invalid: see `self_checks.answers.tidy`; at most MAX_AGENDA characters.
    """
    return tidy(text, MAX_AGENDA)


async def drop(db: AsyncConnection, actor: Actor, now: datetime, meeting_id: int) -> bool:
    """Call a meeting off; its guests are told. False if that was done.

    Raises:
        NotFound. NotAllowed: no seat with `meeting.call` that reaches its place. Stale: it was held.
    """
    meeting = await require_caller(db, actor, meeting_id)
    done = await db.execute(
        update(Meeting).where(Meeting.id == meeting_id, Meeting.state == "called").values(state="dropped")
    )
    if not done.rowcount:
        if meeting.state == "dropped":
            return False
        raise Stale
    await audit.write(db, actor, now, "drop", "meeting", meeting_id)
    await office_mail.take_back_of(db, f"meeting:{meeting_id}")
    for guest in meeting.guests:
        await tell(db, now, meeting, guest, "dropped", "outbox-meeting-dropped", besides=actor.person_id)
    return True


async def answer(
    db: AsyncConnection,
    actor: Actor,
    now: datetime,
    meeting_id: int,
    guest: Party,
    answer: str,
    who: str = "",
) -> None:
    """Answer for a department or an office: 参加, 派人参加 (with the name of who is sent), 请假. The office
    that calls is told; the same again changes nothing.

    Raises:
        NotFound: no such guest. NotAllowed: nobody of that department there. Stale: it was held or dropped.
        Invalid: `meeting-answer`, `meeting-who` no name, or above 40 characters.
    """
    await _hold(db, meeting_id)
    meeting = await load(db, meeting_id)
    one = next((each for each in meeting.guests if guest_key(each) == guest), None)
    if one is None:
        raise NotFound
    await require_guest(db, actor, guest)
    if answer not in ANSWERS:
        raise Invalid("error-invalid-meeting-answer")
    who = one_line(who) if answer == "send" else ""
    if answer == "send" and (not visible(who) or len(who) > 40):
        raise Invalid("error-invalid-meeting-who")
    if meeting.state != "called":
        raise Stale
    if (one.answer, one.who) == (answer, who):
        return
    await db.execute(
        update(MeetingGuest)
        .where(*of_guest(meeting_id, guest))
        .values(answer=answer, who=who, answered_by=actor.person_id, answered_at=now)
    )
    detail = {"jurisdiction": guest[0], "department": guest[1], "answer": answer}
    await audit.write(db, actor, now, "answer", "meeting", meeting_id, detail)
    if answer == "leave":
        await office_mail.take_back_of(db, f"meeting:{meeting_id}:soon:{guest[0]}:{guest[1]}")
    else:
        await _remind(db, now, meeting, one)
    values = {"answer": answer, "place": one.place, "department": guest[1] or "none", "who": who}
    await office_mail.tell(
        db,
        now,
        place_id=meeting.jurisdiction_id,
        right=CALL,
        what=f"meeting-answered:{meeting_id}:{guest[0]}:{guest[1]}:{now:%Y%m%d%H%M%S}",
        text_key="outbox-meeting-answered",
        values=values,
        button={"kind": "meeting", "id": meeting_id},
        besides=[actor.person_id] if actor.person_id else (),
    )


async def require_guest(db: AsyncConnection, actor: Actor, guest: Party) -> None:
    """That the actor may answer for a department of a place, or for the whole office there.

    Raises:
        NotAllowed.
    """
    where, department = guest
    if not department:
        await staff.require(db, actor, ANSWER, where)
        return
    if is_operator(actor):
        return
    for seat in await staff.list_seats(db, require_person(actor)):
        if seat.jurisdiction_id == where and seat.department == department and seat.allows(ANSWER):
            return
    raise NotAllowed


async def require_caller(db: AsyncConnection, actor: Actor, meeting_id: int) -> MeetingView:
    """A meeting, held until the transaction ends, for the people who call meetings there.

    Raises:
        NotFound. NotAllowed: no seat with `meeting.call` that reaches its place.
    """
    await _hold(db, meeting_id)
    meeting = await load(db, meeting_id)
    await staff.require(db, actor, CALL, meeting.jurisdiction_id)
    return meeting


async def _hold(db: AsyncConnection, meeting_id: int) -> None:
    held = select(Meeting.id).where(Meeting.id == meeting_id)
    await db.execute(held.with_for_update(key_share=True))


async def tell(
    db: AsyncConnection,
    now: datetime,
    meeting: MeetingView,
    guest: Guest,
    what: str,
    text_key: str,
    *,
    besides: int | None = None,
    at: Slot | None = None,
) -> None:
    """Queue a message about a meeting for the people of a guest, but `besides`; a department without people
    gets none."""
    among = await points.people_of(db, guest.jurisdiction_id, guest.department)
    if guest.department and among is None:  # nobody of that department is there to be told
        return
    await office_mail.tell(
        db,
        now,
        place_id=guest.jurisdiction_id,
        right=ANSWER,
        what=f"meeting:{meeting.id}:{what}:{guest.jurisdiction_id}:{guest.department}",
        text_key=text_key,
        values=_values(meeting),
        button={"kind": "meeting", "id": meeting.id},
        besides=[besides] if besides else (),
        among=among,
        at=at,
    )


def _values(meeting: MeetingView) -> dict[str, Any]:
    return {
        "place": meeting.office,
        "clock": meeting.clock,
        "where": meeting.place,
        "day_month": meeting.held_on.month,
        "day_day": meeting.held_on.day,
    }


async def _remind(db: AsyncConnection, now: datetime, meeting: MeetingView, guest: Guest) -> None:
    """Queue the reminder on the working day before, if that is still to come."""
    zone = await jurisdictions.zone_of(db, meeting.jurisdiction_id)
    at = datetime.combine(workday_before(meeting.held_on - timedelta(days=1)), SOON_AT, zone)
    if at > now + timedelta(minutes=1):
        await tell(db, now, meeting, guest, "soon", "outbox-meeting-soon", at=Slot(PERSONAL, at))


def of_guest(meeting_id: int, guest: Party) -> tuple[Any, ...]:
    """The condition on `MeetingGuest` of being one guest of a meeting."""
    return (
        MeetingGuest.meeting_id == meeting_id,
        MeetingGuest.jurisdiction_id == guest[0],
        MeetingGuest.department == guest[1],
    )
