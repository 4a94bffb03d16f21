"""Messages about a visit: to the enterprise it is announced to, and to the people of a department."""

from __future__ import annotations

from datetime import date, datetime, tzinfo
from typing import Any

from sqlalchemy import delete, exists, literal, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.base.rights import seats_with
from storage.enterprises import mail as enterprise_mail
from storage.enterprises.mail import days
from storage.offices import mail as office_mail
from storage.offices.jurisdictions import above_cte
from storage.offices.recusals import people_of
from storage.tables.enterprises import Enterprise
from storage.tables.offices import Staff
from storage.tables.outbox import OutboxRow

RIGHT = "inspection.do"
_WAITING = ("pending", "retry")


async def tell_enterprise(
    db: AsyncConnection,
    now: datetime,
    inspection_id: int,
    enterprise_id: int,
    department: str,
    text_key: str,
    zone: tzinfo | None,
    **named: date,
) -> None:
    """Queue a sentence about a visit for each person of the enterprise, outside the quiet hours. `named`:
    days that the sentence is given."""
    name = (await db.execute(select(Enterprise.name).where(Enterprise.id == enterprise_id))).scalar_one()
    given: dict[str, Any] = {"enterprise": name, "department": department}
    for called, day in named.items():
        given |= days(called, day, now)
    what = f"{_what(inspection_id)}:{text_key}:{int(now.timestamp())}"
    await enterprise_mail.tell(db, now, enterprise_id, what, text_key, given, None, zone=zone)


async def take_back(db: AsyncConnection, inspection_id: int) -> bool:
    """Delete messages to the enterprise that still wait, and say whether it knows of an announced visit by an
    earlier one, which may have been deleted since."""
    about = OutboxRow.dedupe_key.like(f"{_what(inspection_id)}:%")
    waited = await db.execute(delete(OutboxRow).where(about, OutboxRow.state.in_(_WAITING)))
    return waited.rowcount == 0 or bool((await db.execute(select(exists().where(about)))).scalar())


def _what(inspection_id: int) -> str:
    return f"inspection:{inspection_id}"


async def tell_department(
    db: AsyncConnection,
    now: datetime,
    place_id: int,
    enterprise_id: int,
    department: str,
    what: str,
    text_key: str,
    values: dict[str, Any],
    *,
    zone: tzinfo | None,
    about: bool = True,
    due_on: date | None = None,
    inspection_id: int | None = None,
    besides: tuple[int | None, ...] = (),
) -> None:
    """Queue a sentence for the people of a department who make visits, at the nearest place, the visit's or
    above it, that has any; without who acts for the enterprise. `about`: the message ends with the
    enterprise; `inspection_id`: the visit its button opens."""
    above = above_cte(literal(place_id))
    seats = (
        select(above.c.depth, Staff.jurisdiction_id, Staff.person_id)
        .join(Staff, Staff.jurisdiction_id == above.c.id)
        .where(
            Staff.department == department,
            Staff.revoked_at.is_(None),
            (Staff.role + ":" + Staff.department).in_(seats_with(RIGHT)),
            Staff.person_id.not_in(people_of("about")),
        )
        .order_by(above.c.depth)
    )
    found = (await db.execute(seats, {"about": enterprise_id})).all()
    nearest = [row for row in found if row.depth == found[0].depth]
    if not nearest:
        return
    await office_mail.tell(
        db,
        now,
        place_id=nearest[0].jurisdiction_id,
        right=RIGHT,
        about=enterprise_id if about else None,
        what=what,
        text_key=text_key,
        values=values,
        button={"kind": "inspection", "id": inspection_id} if inspection_id is not None else None,
        zone=zone,
        due_on=due_on,
        among=[row.person_id for row in nearest],
        besides=[one for one in besides if one is not None],
    )
