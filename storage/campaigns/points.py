"""Points decided at meetings, as duties of the offices that are to do them: on their lists, reminded of."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import String, cast, literal, select
from sqlalchemy.ext.asyncio import AsyncConnection

from content.calendar.workdays import workday_before
from storage.base.rows import from_row, from_rows
from storage.offices import mail as office_mail
from storage.offices.mail_slots import morning_slot
from storage.tables.meetings import Meeting, MeetingPoint
from storage.tables.offices import Staff

_PREFIX = "point_"
RIGHT = "duty.mark"
CODE = literal(_PREFIX) + cast(MeetingPoint.id, String)
"""The code of a point as SQL: that of the marks and records of it."""


@dataclass(frozen=True, slots=True)
class Point:
    """A point as its office has it; `held_on`: the local day of the meeting."""

    id: int
    campaign_id: int
    jurisdiction_id: int
    department: str
    text: str
    due_on: date
    held_on: date


def code_of(point_id: int) -> str:
    """The code under which a point is marked as done and recorded."""
    return f"{_PREFIX}{point_id}"


def id_of(code: str) -> int | None:
    """The id of the point of a code; None for a duty of a plan."""
    number = code.removeprefix(_PREFIX)
    return int(number) if number != code and number.isdigit() else None


_points = (
    select(
        MeetingPoint.id,
        MeetingPoint.campaign_id,
        MeetingPoint.jurisdiction_id,
        MeetingPoint.department,
        MeetingPoint.text,
        MeetingPoint.due_on,
        Meeting.held_on,
    )
    .join(Meeting, Meeting.id == MeetingPoint.meeting_id)
    .where(MeetingPoint.removed_at.is_(None))
)


async def list_at(
    db: AsyncConnection, jurisdiction_id: int, campaign_ids: Collection[int]
) -> tuple[Point, ...]:
    """The points that a place's office is to do in these campaigns, soonest first."""
    query = _points.where(
        MeetingPoint.jurisdiction_id == jurisdiction_id,
        MeetingPoint.campaign_id.in_(list(campaign_ids)),
    ).order_by(MeetingPoint.due_on, MeetingPoint.id)
    return from_rows(Point, await db.execute(query))


async def find(
    db: AsyncConnection, campaign_id: int, code: str, jurisdiction_id: int, *, hold: bool = False
) -> Point | None:
    """The point of a code that a place's office is to do in a campaign; None: it has no such point. `hold`:
    nobody takes it back before the transaction ends."""
    number = id_of(code)
    if number is None:
        return None
    query = _points.where(
        MeetingPoint.id == number,
        MeetingPoint.campaign_id == campaign_id,
        MeetingPoint.jurisdiction_id == jurisdiction_id,
    )
    held = query.with_for_update(key_share=True, of=MeetingPoint) if hold else query
    row = (await db.execute(held)).one_or_none()
    return from_row(Point, row) if row is not None else None


async def people_of(db: AsyncConnection, jurisdiction_id: int, department: str) -> frozenset[int] | None:
    """Ids of the people of a department in a place's office; None where it has nobody, or "" is asked for:
    then everybody there is told."""
    if not department:
        return None
    query = select(Staff.person_id).where(
        Staff.jurisdiction_id == jurisdiction_id,
        Staff.department == department,
        Staff.revoked_at.is_(None),
    )
    return frozenset((await db.execute(query)).scalars()) or None


async def remind(db: AsyncConnection, now: datetime, point: Point) -> None:
    """Queue the reminders of a point that are still to come, as lines of its office's daily digest: on the
    working day before, and on the first one after."""
    among = await people_of(db, point.jurisdiction_id, point.department)
    before, after = workday_before(point.due_on - timedelta(days=1)), point.due_on + timedelta(days=1)
    for what, day, key in (
        ("due", before, "outbox-point-due"),
        ("late", after, "outbox-point-late"),
    ):
        at = await morning_slot(db, point.jurisdiction_id, day)
        if at.not_before <= now:
            continue
        await office_mail.tell(
            db,
            now,
            place_id=point.jurisdiction_id,
            right=RIGHT,
            what=f"point:{point.id}:{what}:{point.due_on:%Y%m%d}",
            text_key=key,
            values={"text": point.text, "due_month": point.due_on.month, "due_day": point.due_on.day},
            button={"kind": "point", "id": point.id},
            at=at,
            among=among,
        )


async def forget(db: AsyncConnection, point_id: int) -> None:
    """Take back the reminders of a point that wait."""
    await office_mail.take_back_of(db, f"point:{point_id}")
