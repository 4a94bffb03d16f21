"""Open visits whose enterprise leaves the list or the place, and those of a campaign that ends."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, tzinfo
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.orm import aliased

from storage.base import audit
from storage.base.audit import Actor
from storage.campaigns.running import running
from storage.enterprises.mail import days
from storage.inspections import mail
from storage.inspections.planning import departments
from storage.offices import mail as office_mail
from storage.offices.jurisdictions import below_cte
from storage.tables.campaigns import Campaign
from storage.tables.enterprises import Enterprise
from storage.tables.inspections import Inspection
from storage.tables.offices import Jurisdiction

DROPPED, ENDED = "outbox-inspection-dropped", "outbox-inspections-ended"
"""Keys of the sentences for departments whose visits are called off."""


async def leave(
    db: AsyncConnection,
    actor: Actor,
    now: datetime,
    enterprise_id: int,
    why: str,
    *,
    where: ColumnElement[bool] | None = None,
    zone: tzinfo | None = None,
) -> int:
    """Call off the visits planned to an enterprise that left the list, or moved away from the office; return
    their number. Their departments are told, and of visits begun that they are still to be ended; the
    enterprise hears of its closing by itself. `why`: closed, merged, moved; `where`: which visits.

    The caller has checked the right and changed the enterprise.
    """
    of = [Inspection.enterprise_id == enterprise_id, *(() if where is None else (where,))]
    query = select(Inspection).where(*of, Inspection.state.in_(("planned", "open")))
    rows = (await db.execute(query.order_by(Inspection.planned_on, Inspection.id))).all()
    name = (await db.execute(select(Enterprise.name).where(Enterprise.id == enterprise_id))).scalar_one()
    dropped = 0
    for row in rows:  # the visits before one enterprise
        if row.state == "planned":
            dropped += 1
            await db.execute(update(Inspection).where(Inspection.id == row.id).values(state="dropped"))
            await audit.write(db, actor, now, "inspection-dropped", "inspection", row.id, {"why": why})
            await mail.take_back(db, row.id)
        await office_mail.take_back_of(db, f"inspection-joint:{row.id}")
        values = {"enterprise": name, "why": why, "state": row.state, **days("day", row.planned_on, now)}
        for department in await departments(db, row):
            await mail.tell_department(
                db,
                now,
                row.jurisdiction_id,
                enterprise_id,
                department,
                f"inspection-left:{row.id}:{int(now.timestamp())}",
                DROPPED,
                values,
                zone=zone,
                about=False,
                due_on=row.planned_on,
                inspection_id=row.id,
                besides=(actor.person_id,),
            )
    return dropped


async def give(db: AsyncConnection, double_id: int, into_id: int) -> None:
    """Give a double's visits to the enterprise it is merged into, but those of a day on which the same
    department has one there. A planned one there is announced where the double's was."""
    there = aliased(Inspection)
    same = exists().where(
        there.enterprise_id == into_id,
        there.jurisdiction_id == Inspection.jurisdiction_id,
        there.department == Inspection.department,
        there.planned_on == Inspection.planned_on,
        there.state != "voided",
        Inspection.state != "voided",
    )
    theirs = Inspection.enterprise_id == double_id
    announced = exists().where(
        there.enterprise_id == double_id,
        there.jurisdiction_id == Inspection.jurisdiction_id,
        there.department == Inspection.department,
        there.planned_on == Inspection.planned_on,
        there.state == "planned",
        there.announced,
    )
    into = update(Inspection).where(Inspection.enterprise_id == into_id, Inspection.state == "planned")
    await db.execute(into.where(announced).values(announced=True))
    await db.execute(update(Inspection).where(theirs, ~same).values(enterprise_id=into_id))


# --- the end of a campaign ------------------------------------------------------------------------------


async def end(
    db: AsyncConnection,
    actor: Actor,
    now: datetime,
    campaign_id: int,
    root_id: int,
    zone: tzinfo | None = None,
) -> int:
    """End the visits of a campaign that has ended: those begun in it, and those planned to enterprises of its
    places for which no other campaign runs; return their number. What was written down stays readable and
    counts nowhere. Their departments are told how many, enterprises of those that were announced.

    `root_id`: the campaign's place. The caller has checked the right and ended the campaign.
    """
    over = (await db.execute(_over(campaign_id), {"root": root_id})).all()
    told: dict[tuple[int, str], Counter[str]] = {}
    for row in over:
        values = {"state": "ended", "campaign_id": campaign_id}
        await db.execute(update(Inspection).where(Inspection.id == row.id).values(values))
        detail = {"campaign": campaign_id}
        await audit.write(db, actor, now, "inspection-ended", "inspection", row.id, detail)
        await office_mail.take_back_of(db, f"inspection-joint:{row.id}")
        if row.announced and row.state == "planned" and await mail.take_back(db, row.id):
            off = (row.id, row.enterprise_id, row.department, "outbox-inspection-off", zone)
            await mail.tell_enterprise(db, now, *off, day=row.planned_on)
        for department in await departments(db, row):
            told.setdefault((row.jurisdiction_id, department), Counter())[row.state] += 1
    for (place_id, department), counted in told.items():
        await mail.tell_department(
            db,
            now,
            place_id,
            0,
            department,
            f"inspections-ended:{campaign_id}:{department}:{int(now.timestamp())}",
            ENDED,
            {"count": counted.total(), "open": counted["open"]},
            zone=zone,
            about=False,
            besides=(actor.person_id,),
        )
    return len(over)


def _over(campaign_id: int) -> Any:
    """A query of the visits that end with a campaign, whose place is bound as `root`."""
    start = select(Campaign.jurisdiction_id.label("id")).where(running()).cte("served", recursive=True)
    served = start.union_all(select(Jurisdiction.id).join(start, Jurisdiction.parent_id == start.c.id))
    return (
        select(Inspection)
        .join(Enterprise, Enterprise.id == Inspection.enterprise_id)
        .where(
            or_(
                and_(Inspection.state == "open", Inspection.campaign_id == campaign_id),
                and_(
                    Inspection.state == "planned",
                    Enterprise.jurisdiction_id.in_(select(below_cte().c.id)),
                    Enterprise.jurisdiction_id.not_in(select(served.c.id)),
                ),
            )
        )
        .order_by(Inspection.planned_on, Inspection.id)
    )


async def count_before(db: AsyncConnection, campaign_id: int, root_id: int) -> int:
    """Count the visits planned to enterprises of a campaign's places, and those begun in it. The caller has
    checked the right."""
    counted = (
        select(func.count())
        .select_from(Inspection)
        .join(Enterprise, Enterprise.id == Inspection.enterprise_id)
        .where(
            or_(
                and_(Inspection.state == "open", Inspection.campaign_id == campaign_id),
                and_(
                    Inspection.state == "planned",
                    Enterprise.state == "active",
                    Enterprise.jurisdiction_id.in_(select(below_cte().c.id)),
                ),
            )
        )
    )
    return int((await db.execute(counted, {"root": root_id})).scalar_one())


async def resume(db: AsyncConnection, actor: Actor, now: datetime, campaign_id: int, today: date) -> int:
    """Take back what `end` did, as far as it can still be made: visits begun go on, those planned for today
    or later stand again, unannounced, for the enterprise was told that they are off; return their number."""
    ended = (Inspection.state == "ended", Inspection.campaign_id == campaign_id)
    active = exists().where(Enterprise.id == Inspection.enterprise_id, Enterprise.state == "active")
    begun = update(Inspection).where(*ended, Inspection.begun_at.is_not(None)).values(state="open")
    planned = (
        update(Inspection)
        .where(*ended, Inspection.begun_at.is_(None), Inspection.planned_on >= today, active)
        .values(state="planned", announced=False, campaign_id=None)
    )
    found: list[int] = []
    for change in (begun, planned):
        found += (await db.execute(change.returning(Inspection.id))).scalars()
    for one in found:
        await audit.write(db, actor, now, "inspection-resumed", "inspection", one, {"campaign": campaign_id})
    return len(found)
