"""Enterprises that move to another place, or turn out to be one: what is open goes along, both offices and
the people are told, each once.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, tzinfo
from typing import Any

from sqlalchemy import and_, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.base.audit import Actor
from storage.campaigns import telling
from storage.campaigns.running import running
from storage.enterprises import mail as enterprise_mail
from storage.membership import consequences
from storage.offices import jurisdictions
from storage.offices import mail as office_mail
from storage.tables.campaigns import Campaign
from storage.tables.enterprises import Enterprise
from storage.tables.findings import Extension, Finding
from storage.tables.measures import Measure
from storage.tables.offices import Jurisdiction
from storage.tables.outbox import OutboxRow, about_one
from storage.tables.referrals import Referral
from storage.tables.reviews import Escalation, Review
from storage.tables.self_checks import SelfCheck

RIGHT = "enterprise.keep"
"""Right by which a person is told that an enterprise has come to or left their place."""


async def transferred(
    db: AsyncConnection,
    actor: Actor,
    now: datetime,
    enterprise_id: int,
    from_id: int,
    *,
    zone: tzinfo | None = None,
) -> dict[str, int]:
    """After an enterprise came from the place `from_id`: its open matters go to the new office, both
    offices and its people are told. Returns the numbers of matters that went along."""
    name, to_id = await _named(db, enterprise_id)
    await move_tasks(db, enterprise_id, to_id)
    cases = await consequences.settle(db, actor, now, enterprises=[enterprise_id], zone=zone, tell=False)
    counts = await count_open(db, enterprise_id) | {"cases": cases}
    titles = await _titles(db, from_id, to_id)
    along = {"along": "yes" if any(counts.values()) else "no"}
    values = {"enterprise": name, "from": titles[from_id], "to": titles[to_id], **counts, **along}
    what = f"moved-{enterprise_id}-{int(now.timestamp())}"
    done_by = [] if actor.person_id is None else [actor.person_id]
    offices = {to_id: "outbox-moved-in", from_id: "outbox-moved-out"}
    await _tell_offices(db, now, enterprise_id, offices, what, values, done_by, zone)
    await enterprise_mail.tell(
        db, now, enterprise_id, what, "outbox-moved", values, None, zone=zone, besides=done_by
    )
    await telling.tell_arrived(db, now, enterprise_id, from_id)
    return counts


async def merged(
    db: AsyncConnection,
    actor: Actor,
    now: datetime,
    double_id: int,
    into_id: int,
    people: Collection[int],
    *,
    zone: tzinfo | None = None,
) -> None:
    """Move open matters of a double to the enterprise it was merged into, close those the double keeps for
    the record, and tell offices and people. Offices and people are told."""
    kept = select(SelfCheck.id).where(SelfCheck.enterprise_id == double_id)
    await db.execute(delete(OutboxRow).where(about_one, OutboxRow.self_check_id.in_(kept)))
    queued = update(OutboxRow).where(about_one, OutboxRow.enterprise_id == double_id)
    await db.execute(queued.values(enterprise_id=into_id))
    double, from_id = await _named(db, double_id)
    into, to_id = await _named(db, into_id)
    await _end_kept(db, now, double_id)
    await move_tasks(db, into_id, to_id)
    counts = await count_open(db, into_id)
    cases = await consequences.settle(
        db, actor, now, people=people, enterprises=[double_id, into_id], zone=zone, tell=False
    )
    titles = await _titles(db, from_id, to_id)
    values = {
        "enterprise": into,
        "double": double,
        "from": titles[from_id],
        "to": titles[to_id],
        **counts,
        "cases": cases,
        "along": "yes" if cases or any(counts.values()) else "no",
    }
    what = f"merged-{double_id}-{int(now.timestamp())}"
    done_by = [] if actor.person_id is None else [actor.person_id]
    offices = dict.fromkeys((to_id, from_id), "outbox-merged-office")
    await _tell_offices(db, now, into_id, offices, what, values, done_by, zone)
    await enterprise_mail.tell(
        db, now, into_id, what, "outbox-merged", values, None, zone=zone, besides=done_by
    )
    await telling.tell_arrived(db, now, into_id, from_id, joined=True)


async def move_tasks(db: AsyncConnection, enterprise_id: int, place_id: int) -> int:
    """Give open tasks and measures that an office decides which is not above the enterprise to that of
    its place; return how many tasks."""
    line = [one.id for one in await jurisdictions.above(db, place_id)]
    done = await db.execute(
        update(Escalation)
        .where(
            Escalation.enterprise_id == enterprise_id,
            Escalation.state == "open",
            Escalation.jurisdiction_id.not_in(line),
        )
        .values(jurisdiction_id=place_id, raised=0)
    )
    for table, state in ((Measure, "open"), (Referral, "waiting")):
        await db.execute(
            update(table)
            .where(
                table.enterprise_id == enterprise_id,
                table.state == state,
                table.jurisdiction_id.not_in(line),
            )
            .values(jurisdiction_id=place_id)
        )
    return int(done.rowcount)


async def count_open(db: AsyncConnection, enterprise_id: int) -> dict[str, int]:
    """Count what offices have to decide about an enterprise in open campaigns: escalations and extensions."""
    tasks = (
        select(func.count())
        .select_from(Escalation)
        .join(SelfCheck, SelfCheck.id == Escalation.self_check_id)
        .join(Campaign, and_(Campaign.id == SelfCheck.campaign_id, running()))
        .where(Escalation.enterprise_id == enterprise_id, Escalation.state == "open")
    )
    asked = (
        select(func.count())
        .select_from(Extension)
        .join(Finding, Finding.id == Extension.finding_id)
        .join(SelfCheck, SelfCheck.id == Finding.self_check_id)
        .join(Campaign, and_(Campaign.id == SelfCheck.campaign_id, running()))
        .where(Extension.enterprise_id == enterprise_id, Extension.state == "asked")
    )
    return {
        "tasks": int((await db.execute(tasks)).scalar_one()),
        "extensions": int((await db.execute(asked)).scalar_one()),
    }


async def _end_kept(db: AsyncConnection, now: datetime, double_id: int) -> None:
    """Close questions, tasks and reviews of self-checks that stay with a merged double: nobody can answer
    them."""
    ended: tuple[tuple[Any, Any, dict[str, Any]], ...] = (
        (Extension, Extension.state == "asked", {"state": "moot", "decided_at": now}),
        (Escalation, Escalation.state == "open", {"state": "moot"}),
    )
    for table, is_open, values in ended:
        await db.execute(update(table).where(table.enterprise_id == double_id, is_open).values(**values))
    checks = select(SelfCheck.id).where(SelfCheck.enterprise_id == double_id)
    await db.execute(
        update(Review)
        .where(Review.self_check_id.in_(checks), Review.state.in_(("open", "second")))
        .values(state="dropped")
    )
    await db.execute(
        update(SelfCheck)
        .where(SelfCheck.enterprise_id == double_id, SelfCheck.state == "in_review")
        .values(state="submitted", revision=SelfCheck.revision + 1)
    )


async def _named(db: AsyncConnection, enterprise_id: int) -> tuple[str, int]:
    query = select(Enterprise.name, Enterprise.jurisdiction_id).where(Enterprise.id == enterprise_id)
    name, place_id = (await db.execute(query)).one()
    return name, place_id


async def _titles(db: AsyncConnection, *places: int) -> dict[int, str]:
    query = select(Jurisdiction.id, Jurisdiction.name).where(Jurisdiction.id.in_(places))
    return {row[0]: row[1] for row in await db.execute(query)}


async def _tell_offices(
    db: AsyncConnection,
    now: datetime,
    enterprise_id: int,
    offices: Mapping[int, str],
    what: str,
    values: dict[str, Any],
    done_by: Sequence[int],
    zone: tzinfo | None,
) -> None:
    """Tell the offices of these places, each with its sentence, the one the enterprise is in first. Who has a
    seat in both is told once; who did it is not told.
    """
    for number, (place_id, text_key) in enumerate(offices.items()):
        await office_mail.tell(
            db,
            now,
            place_id=place_id,
            right=RIGHT,
            what=what,
            text_key=text_key,
            values=values,
            button={"kind": "office", "id": 0},
            zone=zone,
            about=enterprise_id if number == 0 else None,
            besides=[*await office_mail.told_of(db, what), *done_by],
        )
