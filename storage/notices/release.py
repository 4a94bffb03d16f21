"""Whether a notice has to be released, and by whom: the heads of its office, else of the nearest office
above."""

from __future__ import annotations

from datetime import date, datetime, tzinfo

from sqlalchemy import String, and_, bindparam, cast, func, literal, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.base.audit import Actor
from storage.base.database import upsert
from storage.base.rights import DEPARTMENTS, ROLES, allows
from storage.notices.gathering import Counted, reach_of
from storage.notices.views import NoticeView, name_in
from storage.offices import staff
from storage.offices.jurisdictions import above_cte, zone_of
from storage.offices.mail_slots import slot
from storage.tables.notices import Notice
from storage.tables.offices import Jurisdiction, Staff
from storage.tables.outbox import OutboxRow

_SEATS = or_(
    *(
        and_(Staff.role == role, Staff.department.in_(departments))
        for role in ROLES
        if (departments := [one for one in DEPARTMENTS if allows("notice.release", role, one)])
    )
)


async def ask_for_release(
    db: AsyncConnection, now: datetime, notice_id: int, count: int, zone: tzinfo
) -> None:
    """Tell those who can release a notice to `count` enterprises that it waits, but not its author.

    Each is told once for each time it was confirmed. Nobody in reach: then the command line releases it.
    """
    above = above_cte(bindparam("leaf"))
    heads = (
        select(Staff.person_id, above.c.depth)
        .join(above, above.c.id == Staff.jurisdiction_id)
        .join(Notice, Notice.id == notice_id)
        .where(Staff.revoked_at.is_(None), _SEATS, Staff.person_id != Notice.author_id)
        .cte("heads")
    )
    nearest = select(func.min(heads.c.depth)).scalar_subquery()
    row = (
        await db.execute(
            select(
                Notice.jurisdiction_id,
                Notice.title,
                Notice.confirmed_at,
                Notice.send_at,
                Jurisdiction.name,
                func.coalesce(name_in(Notice.author_id, Notice.jurisdiction_id), ""),
            )
            .join(Jurisdiction, Jurisdiction.id == Notice.jurisdiction_id)
            .where(Notice.id == notice_id)
        )
    ).one()
    place_id, title, confirmed_at, send_at, place, author = row
    values = {"place": place, "author": author, "title": title, "count": count}
    today = now.astimezone(await zone_of(db, place_id, zone)).date()
    due_on = today if send_at is None else max(today, send_at.astimezone(zone).date())
    at = await slot(db, now, "outbox-notice-release", values, place_id, zone=zone, due_on=due_on)
    key = f"notice-release:{notice_id}:{confirmed_at.timestamp() if confirmed_at else 0:.0f}:"
    columns = {
        "dedupe_key": literal(key) + cast(heads.c.person_id, String),
        "person_id": heads.c.person_id,
        "priority": literal(at.priority),
        "text_key": literal("outbox-notice-release"),
        "values": literal(values, OutboxRow.values.type),
        "button": literal({"kind": "notice", "id": notice_id}, OutboxRow.values.type),
        "state": literal("pending"),
        "not_before": literal(at.not_before, OutboxRow.not_before.type),
        "created_at": literal(now, OutboxRow.created_at.type),
        "attempts": literal(0),
        "office_id": literal(place_id, OutboxRow.office_id.type),
        "needs": literal("notice.release"),
    }
    rows = select(*columns.values()).where(heads.c.depth == nearest)
    await db.execute(
        upsert(db, OutboxRow)
        .from_select(list(columns), rows)
        .on_conflict_do_nothing(index_elements=["dedupe_key"]),
        {"leaf": place_id},
    )


async def why_held(
    db: AsyncConnection, notice: NoticeView, release_above: int, today: date, counted: Counted | None
) -> str | None:
    """The reason a notice may not begin: its author has lost the right, or the audience has grown too
    large."""
    if notice.released_at is None:
        author = Actor("person", notice.author_id)
        if not await staff.may(db, author, "notice.write", notice.audience.place, of=()):
            return "author"
        reach = await reach_of(db, notice, today, counted)
        return "size" if reach.enterprises > release_above else None
    if notice.released_by is None:  # by the command line
        return None
    releaser = Actor("person", notice.released_by)
    return (
        None if await staff.may(db, releaser, "notice.release", notice.jurisdiction_id, of=()) else "author"
    )
