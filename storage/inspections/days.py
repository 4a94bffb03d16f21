"""The day of a planned visit, changed."""

from __future__ import annotations

from datetime import date, datetime, tzinfo
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.base import audit
from storage.base.audit import Actor
from storage.base.errors import Conflict, Invalid
from storage.enterprises.mail import days
from storage.inspections import mail
from storage.inspections.planning import FARTHEST, departments, take
from storage.offices import mail as office_mail
from storage.tables.enterprises import Enterprise
from storage.tables.inspections import Inspection

_TOLD_MOVED = "outbox-inspection-moved"


async def move(
    db: AsyncConnection,
    actor: Actor,
    now: datetime,
    inspection_id: int,
    on: date,
    *,
    today: date,
    zone: tzinfo | None = None,
) -> None:
    """Put a visit that has not begun on another day. An enterprise that it was announced to, and departments
    asked along, hear the new day. The day it has already: nothing changes.

    Raises:
        NotFound: see `take`. Conflict: "inspection-over", "inspection-begun"; "inspection-there": the
            department has another one to this enterprise on that day. Invalid: "inspection-day": before
            today, or more than 90 days ahead; "inspection-announced": an announced one needs a later day.
    """
    row, seat = await take(db, actor, inspection_id)
    if row.state != "planned":
        raise Conflict(
            "error-conflict-inspection-begun" if row.state == "open" else "error-conflict-inspection-over"
        )
    if on == row.planned_on:
        return
    if not 0 <= (on - today).days <= FARTHEST:
        raise Invalid("error-invalid-inspection-day")
    if row.announced and on == today:
        raise Invalid("error-invalid-inspection-announced")
    await _make_room(db, row, on)
    await db.execute(update(Inspection).where(Inspection.id == inspection_id).values(planned_on=on))
    detail = {"from": row.planned_on.isoformat(), "to": on.isoformat()}
    await audit.write(db, actor, now, "inspection-moved", "inspection", inspection_id, detail)
    if row.announced:
        knows = await mail.take_back(db, inspection_id)
        told = (db, now, inspection_id, row.enterprise_id, row.department)
        if knows:
            await mail.tell_enterprise(*told, _TOLD_MOVED, zone, day=row.planned_on, new=on)
        else:  # what waited named the old day, and nobody has read it
            await mail.tell_enterprise(*told, "outbox-inspection", zone, day=on)
    await office_mail.take_back_of(db, f"inspection-joint:{inspection_id}")
    name = select(Enterprise.name).where(Enterprise.id == row.enterprise_id)
    values = {
        "enterprise": (await db.execute(name)).scalar_one(),
        "department": row.department,
        **days("day", row.planned_on, now),
        **days("new", on, now),
    }
    for department in await departments(db, row):
        if department != seat.department:
            await mail.tell_department(
                db,
                now,
                row.jurisdiction_id,
                row.enterprise_id,
                department,
                f"inspection-joint:{inspection_id}:{department}:{int(now.timestamp())}",
                "outbox-inspection-moved-joint",
                values,
                zone=zone,
                inspection_id=inspection_id,
            )


async def _make_room(db: AsyncConnection, row: Any, on: date) -> None:
    """Delete a visit of that day that was called off before it began: the day is free for another one."""
    there = (
        Inspection.enterprise_id == row.enterprise_id,
        Inspection.jurisdiction_id == row.jurisdiction_id,
        Inspection.department == row.department,
        Inspection.planned_on == on,
        Inspection.state != "voided",
    )
    off = Inspection.state.in_(("dropped", "ended")) & Inspection.begun_at.is_(None)
    await db.execute(delete(Inspection).where(*there, off))
    if (await db.execute(select(Inspection.id).where(*there))).first() is not None:
        raise Conflict("error-conflict-inspection-there")
