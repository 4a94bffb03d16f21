"""Escalations: what is overdue, was sent back again and again, or got a grave verdict becomes a task for a
person to decide, on the plan's ladder (domain 1.6), never by itself.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta, tzinfo
from typing import TYPE_CHECKING, Any

from sqlalchemy import insert, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from content.reviews import ReviewRules
from storage import audit, jurisdictions, office_mail
from storage.audit import Actor
from storage.database import upsert
from storage.enterprise_mail import short
from storage.enterprises import Enterprise
from storage.findings import Finding
from storage.jurisdictions import ZONE, Jurisdiction
from storage.rectifications import Rectification
from storage.review_tables import Escalation

if TYPE_CHECKING:
    from storage.reviews import CaseView


TOPIC = "handed-up"
"""Topic in the outbox of what an office above is told, with the file."""
_WINDOW = timedelta(days=60)
"""How late a rectification is still made a task of: nothing waits longer than an outage."""


async def plan_due(
    db: AsyncConnection,
    now: datetime,
    rules: ReviewRules,
    today: date,
    limit: int = 100,
    *,
    zone: tzinfo = ZONE,
) -> int:
    """Make tasks of rectifications so many days past their day, or sent back so often; how many. Each becomes
    one, once for each day it was due. The nearest office is told, not at night.
    """
    of = _due(rules, today).limit(limit)
    made = 0
    for row in (await db.execute(of)).all():
        kind = "rejected" if row.rejections >= rules.escalate_rejections else "overdue"
        done = await db.execute(
            upsert(db, Escalation)
            .values(
                key=f"{row.finding_id}:{row.due_on.isoformat()}:{row.rejections}",
                kind=kind,
                enterprise_id=row.enterprise_id,
                self_check_id=row.self_check_id,
                finding_id=row.finding_id,
                jurisdiction_id=row.jurisdiction_id,
                raised_at=now,
            )
            .on_conflict_do_nothing(index_elements=["key"])
            .returning(Escalation.id)
        )
        if (made_id := done.scalar()) is None:
            continue
        made += 1
        await tell_office(db, now, made_id, row.jurisdiction_id, row.name, kind, row.measure, zone)
    return made


def _due(rules: ReviewRules, today: date) -> Any:
    """Rectifications that are to become tasks and did not yet."""
    key = _key(Rectification.finding_id, Rectification.due_on, Rectification.rejections)
    last = today - timedelta(days=max(rules.escalate_days, 1))
    return (
        select(
            Rectification.finding_id,
            Rectification.due_on,
            Rectification.rejections,
            Rectification.measure,
            Finding.self_check_id,
            Finding.enterprise_id,
            Enterprise.name,
            Enterprise.jurisdiction_id,
        )
        .join(Finding, Finding.id == Rectification.finding_id)
        .join(Enterprise, Enterprise.id == Finding.enterprise_id)
        .where(
            Rectification.state == "open",
            Rectification.due_on.between(today - _WINDOW, today - timedelta(days=1)),
            or_(
                Rectification.due_on <= last,
                Rectification.rejections >= rules.escalate_rejections,
            ),
            Finding.state == "open",
            Enterprise.state == "active",
            ~select(Escalation.id).where(Escalation.key == key).exists(),
        )
        .order_by(Rectification.due_on, Rectification.id)
    )


async def has_due(db: AsyncConnection, rules: ReviewRules, today: date) -> bool:
    """Whether `plan_due` would do anything. Reads only."""
    return (await db.execute(_due(rules, today).limit(1))).first() is not None


def _key(finding_id: Any, due_on: Any, rejections: Any) -> Any:
    """The key of a task as SQL; a day reads the same in both databases as text."""
    from sqlalchemy import String, cast, literal

    return (
        cast(finding_id, String)
        + literal(":")
        + cast(due_on, String)
        + literal(":")
        + cast(rejections, String)
    )


async def from_verdict(
    db: AsyncConnection,
    actor: Actor,
    now: datetime,
    case: CaseView,
    review_id: int,
    verdict: str,
    reason: str,
    *,
    raises: bool,
    zone: tzinfo = ZONE,
) -> None:
    """Hand a grave verdict up to the office above, where there is one; or keep it as decided (exposure)."""
    parent = (
        await db.execute(select(Jurisdiction.parent_id).where(Jurisdiction.id == case.jurisdiction_id))
    ).scalar()
    made = insert(Escalation).values(
        key=f"review:{review_id}",
        kind=verdict,
        enterprise_id=case.enterprise_id,
        self_check_id=case.standing.id,
        jurisdiction_id=(parent or case.jurisdiction_id) if raises else case.jurisdiction_id,
        state="open" if raises else "decided",
        decision=None if raises else verdict,
        reason=reason,
        raised=int(raises and parent is not None),
        raised_at=now,
        decided_by=None if raises else actor.person_id,
        decided_at=None if raises else now,
    )
    made_id = int((await db.execute(made.returning(Escalation.id))).scalar_one())
    await audit.write(db, actor, now, "escalate", "escalation", made_id, {"kind": verdict})
    if raises:
        place = parent or case.jurisdiction_id
        await tell_office(db, now, made_id, place, case.enterprise, verdict, reason, zone)


async def tell_office(
    db: AsyncConnection,
    now: datetime,
    escalation_id: int,
    place_id: int,
    enterprise: str,
    kind: str,
    about: str,
    zone: tzinfo,
    *,
    with_file: bool = False,
) -> None:
    """Tell an office of a task; `with_file`: with what the enterprise handed in."""
    await office_mail.tell(
        db,
        now,
        place_id=place_id,
        right="escalation.decide",
        what=f"escalation:{escalation_id}:{place_id}",
        text_key="outbox-escalation",
        values={"enterprise": enterprise, "kind": kind, "about": short(about, 100)},
        button={"kind": "escalation", "id": escalation_id},
        topic=TOPIC if with_file else None,
        topic_id=escalation_id if with_file else None,
        not_before=await jurisdictions.waking(db, place_id, now, zone),
    )
