"""Joint meetings held: attendance, minutes, points decided, each somebody's duty."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from content.model.library import Library
from storage.base import audit
from storage.base.audit import Actor
from storage.base.database import upsert
from storage.base.errors import Conflict, Invalid, NotFound, Stale
from storage.base.texts import one_line, visible
from storage.campaigns import points
from storage.campaigns.points import Point
from storage.exchange import records
from storage.exchange.meeting_views import MeetingView, guest_key
from storage.exchange.meetings import FARTHEST, Party, of_guest, require_caller, tell
from storage.exchange.record_views import Of
from storage.offices import mail as office_mail
from storage.self_checks.answers import tidy
from storage.tables.campaigns import DutyMark
from storage.tables.meetings import MAX_MINUTES, MAX_POINT, Meeting, MeetingGuest, MeetingPoint


async def attend(
    db: AsyncConnection,
    actor: Actor,
    now: datetime,
    meeting_id: int,
    guest: Party,
    *,
    came: bool,
    today: date,
) -> None:
    """Record that a guest came, or did not.

    Raises:
        NotFound. NotAllowed: no seat with `meeting.call` that reaches its place. Conflict: `meeting-early`:
            it is still to come. Stale: it was called off.
    """
    meeting = await require_caller(db, actor, meeting_id)
    _require_begun(meeting, today)
    done = await db.execute(
        update(MeetingGuest)
        .where(*of_guest(meeting_id, guest), MeetingGuest.came.is_distinct_from(came))
        .values(came=came)
    )
    if done.rowcount:
        detail = {"jurisdiction": guest[0], "department": guest[1], "came": came}
        await audit.write(db, actor, now, "attend", "meeting", meeting_id, detail)


async def write(
    db: AsyncConnection,
    actor: Actor,
    now: datetime,
    library: Library,
    meeting_id: int,
    text: str,
    today: date,
) -> None:
    """Store the minutes, or other ones in their place: the meeting was held; the plan's duty of meetings,
    where it is one, is recorded as done.

    Raises:
        NotFound, NotAllowed, Conflict, Stale: as `attend`. Invalid: see `self_checks.answers.tidy`, at most
            MAX_MINUTES characters.
    """
    meeting = await require_caller(db, actor, meeting_id)
    _require_begun(meeting, today)
    text = tidy(text, MAX_MINUTES)
    if text == meeting.minutes:
        return
    values = {"minutes": text, "minuted_at": now, "state": "held"}
    await db.execute(update(Meeting).where(Meeting.id == meeting_id).values(values))
    await audit.write(db, actor, now, "minute", "meeting", meeting_id, {"characters": len(text)})
    if meeting.code and meeting.state == "called":
        of = Of(meeting.campaign_id, meeting.code, meeting.jurisdiction_id, meeting.period_on)
        try:
            await records.add(db, actor, now, library, of, meeting.held_on, one_line(meeting.agenda)[:100])
        except NotFound:  # the plan or its days changed meanwhile: the meeting was held all the same
            return


async def issue(db: AsyncConnection, actor: Actor, now: datetime, meeting_id: int) -> bool:
    """Send the minutes to the guests, once; False if that was done.

    Raises:
        NotFound, NotAllowed: as `drop`. Stale: there are no minutes.
    """
    meeting = await require_caller(db, actor, meeting_id)
    if meeting.state != "held":
        raise Stale
    done = await db.execute(
        update(Meeting).where(Meeting.id == meeting_id, Meeting.issued_at.is_(None)).values(issued_at=now)
    )
    if not done.rowcount:
        return False
    await audit.write(db, actor, now, "issue", "meeting", meeting_id)
    for guest in meeting.guests:
        await tell(db, now, meeting, guest, "minutes", "outbox-meeting-minutes", besides=actor.person_id)
    return True


async def decide(
    db: AsyncConnection,
    actor: Actor,
    now: datetime,
    meeting_id: int,
    text: str,
    party: Party,
    due_on: date,
    today: date,
) -> int:
    """Write down a point decided: a duty of a guest, or of the calling office, by a local day. It stands on
    their list, they are told, and reminded as long as it is not done. The id; the same again is one.

    Raises:
        NotFound: as `attend`, or no such party. NotAllowed, Conflict, Stale: as `attend`. Invalid: `due`
            before today or more than a year ahead, `meeting-point`: nothing, or above MAX_POINT characters.
    """
    meeting = await require_caller(db, actor, meeting_id)
    _require_begun(meeting, today)
    text = check_point(text)
    if not 0 <= (due_on - today).days <= FARTHEST:
        raise Invalid("error-invalid-meeting-due")
    where, department = party
    parties = {guest_key(one) for one in meeting.guests} | {(meeting.jurisdiction_id, "")}
    if party not in parties:
        raise NotFound
    same = (
        MeetingPoint.meeting_id == meeting_id,
        MeetingPoint.jurisdiction_id == where,
        MeetingPoint.department == department,
        MeetingPoint.text == text,
        MeetingPoint.due_on == due_on,
        MeetingPoint.removed_at.is_(None),
    )
    known = (await db.execute(select(MeetingPoint.id).where(*same))).scalar()
    if known is not None:
        return int(known)
    made = await db.execute(
        upsert(db, MeetingPoint)
        .values(
            meeting_id=meeting_id,
            campaign_id=meeting.campaign_id,
            jurisdiction_id=where,
            department=department,
            text=text,
            due_on=due_on,
            decided_by=actor.person_id,
            decided_at=now,
        )
        .returning(MeetingPoint.id)
    )
    point_id = int(made.scalar_one())
    await audit.write(db, actor, now, "decide", "meeting", meeting_id, {"point": point_id})
    point = Point(point_id, meeting.campaign_id, where, department, text, due_on, meeting.held_on)
    await office_mail.tell(
        db,
        now,
        place_id=where,
        right=points.RIGHT,
        what=f"point:{point_id}:new",
        text_key="outbox-point",
        values={"text": text, "place": meeting.office, "due_month": due_on.month, "due_day": due_on.day},
        button={"kind": "point", "id": point_id},
        due_on=due_on,
        among=await points.people_of(db, where, department),
        besides=[actor.person_id] if actor.person_id else (),
    )
    await points.remind(db, now, point)
    return point_id


def check_point(text: str) -> str:
    """A point in stored form, on one line.

    Raises:
        Invalid: `meeting-point`: nothing, or above MAX_POINT characters.
    """
    text = one_line(text)
    if not visible(text) or len(text) > MAX_POINT:
        raise Invalid("error-invalid-meeting-point", limit=MAX_POINT)
    return text


async def undecide(db: AsyncConnection, actor: Actor, now: datetime, point_id: int) -> bool:
    """Take a point back that is not done: it leaves its party's list. False if that was done.

    Raises:
        NotFound. NotAllowed: no seat with `meeting.call` that reaches the calling place. Conflict:
            `meeting-point-done`.
    """
    # Held: who marks it as done at this moment is waited for.
    query = select(MeetingPoint).where(MeetingPoint.id == point_id).with_for_update(key_share=True)
    row = (await db.execute(query)).one_or_none()
    if row is None:
        raise NotFound
    await require_caller(db, actor, row.meeting_id)
    marked = select(DutyMark.id).where(
        DutyMark.campaign_id == row.campaign_id, DutyMark.code == points.code_of(point_id)
    )
    if (await db.execute(marked)).first() is not None:
        raise Conflict("error-conflict-meeting-point-done")
    done = await db.execute(
        update(MeetingPoint)
        .where(MeetingPoint.id == point_id, MeetingPoint.removed_at.is_(None))
        .values(removed_at=now)
    )
    if done.rowcount:
        await points.forget(db, point_id)
        await audit.write(db, actor, now, "undecide", "meeting", row.meeting_id, {"point": point_id})
    return bool(done.rowcount)


def _require_begun(meeting: MeetingView, today: date) -> None:
    if meeting.state == "dropped":
        raise Stale
    if meeting.held_on > today:
        raise Conflict("error-conflict-meeting-early")
