"""Escalations: what is overdue, was sent back again and again, or got a grave verdict becomes a task for a
person to decide, on the plan's ladder (domain 1.6), never by itself.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta, tzinfo
from typing import TYPE_CHECKING, Any

from sqlalchemy import String, case, cast, insert, literal, null, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from content.reminders import ReminderRule, Wanted
from content.reviews import ReviewRules
from storage import audit, jurisdictions, office_mail
from storage.audit import Actor
from storage.campaign_places import spoken_of
from storage.campaign_tables import Campaign, held, running
from storage.database import upsert
from storage.enterprise_mail import short
from storage.enterprises import Enterprise
from storage.extension_tables import Extension
from storage.findings import Finding
from storage.jurisdictions import ZONE, Jurisdiction
from storage.rectifications import Rectification
from storage.reminder_planning import Task, remind
from storage.review_tables import Escalation
from storage.self_checks import SelfCheck, reported

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
    reminder: ReminderRule | None = None,
    zone: tzinfo = ZONE,
) -> int:
    """Make tasks of rectifications so many days past their day or sent back so often, and of forms handed
    back and not handed in again; how many. Each becomes one, once for each day it was due.

    The nearest office hears of all of them in its next digest, by `reminder` (None: it is not told).
    """
    made: dict[int, int] = {}
    for due in (_due(rules, today), _due_rechecks(rules, today)):
        for row in (await db.execute(held(due.limit(limit - len(made))))).all():
            done = await db.execute(
                upsert(db, Escalation)
                .values(
                    key=row.key,
                    kind=row.kind,
                    enterprise_id=row.enterprise_id,
                    self_check_id=row.self_check_id,
                    finding_id=row.finding_id,
                    jurisdiction_id=row.jurisdiction_id,
                    raised_at=now,
                    made_on=today,
                )
                .on_conflict_do_nothing(index_elements=["key"])
                .returning(Escalation.id)
            )
            if (made_id := done.scalar()) is not None:
                made[made_id] = row.campaign_id
    if made and reminder is not None:
        campaigns = tuple(sorted(set(made.values())))
        day = Wanted(due_on=today, planned_on=today, days=0, urgent=False)
        task = Task(reminder, (day,), campaigns, getattr(zone, "key", ZONE.key))
        await remind(db, now, task, list(made))
    return len(made)


def _due(rules: ReviewRules, today: date) -> Any:
    """Rectifications of handed-in forms, in open campaigns, that are to become tasks and did not yet."""
    key = _key(Rectification.finding_id, Rectification.due_on, Rectification.rejections)
    rejected = Rectification.rejections >= rules.escalate_rejections
    return (
        select(
            key.label("key"),
            case((rejected, "rejected"), else_="overdue").label("kind"),
            Rectification.finding_id,
            Finding.self_check_id,
            SelfCheck.campaign_id,
            Finding.enterprise_id,
            Enterprise.jurisdiction_id,
        )
        .join(Finding, Finding.id == Rectification.finding_id)
        .join(SelfCheck, SelfCheck.id == Finding.self_check_id)
        .join(Campaign, Campaign.id == SelfCheck.campaign_id)
        .join(Enterprise, Enterprise.id == Finding.enterprise_id)
        .where(
            Rectification.state == "open",
            Rectification.due_on.between(today - _WINDOW, today - timedelta(days=1)),
            or_(Rectification.due_on <= _last(rules, today), rejected),
            Finding.state == "open",
            reported(),
            running(),
            Enterprise.state == "active",
            ~_asked().exists(),
            ~select(Escalation.id).where(Escalation.key == key).exists(),
        )
        .order_by(Rectification.due_on, Rectification.id)
    )


def _asked() -> Any:
    """Extensions of a rectification that wait for the office's answer: nobody is late by its own delay."""
    return select(Extension.id).where(
        Extension.finding_id == Rectification.finding_id, Extension.state == "asked"
    )


def _due_rechecks(rules: ReviewRules, today: date) -> Any:
    """Forms handed back by a review and not handed in again, that are to become tasks and did not yet."""
    key = _key(literal("recheck"), SelfCheck.id, SelfCheck.recheck_on)
    return (
        select(
            key.label("key"),
            literal("recheck").label("kind"),
            null().label("finding_id"),
            SelfCheck.id.label("self_check_id"),
            SelfCheck.campaign_id,
            SelfCheck.enterprise_id,
            Enterprise.jurisdiction_id,
        )
        .join(Campaign, Campaign.id == SelfCheck.campaign_id)
        .join(Enterprise, Enterprise.id == SelfCheck.enterprise_id)
        .where(
            SelfCheck.state == "draft",
            SelfCheck.recheck_on.between(today - _WINDOW, _last(rules, today)),
            running(),
            Enterprise.state == "active",
            ~select(Escalation.id).where(Escalation.key == key).exists(),
        )
        .order_by(SelfCheck.recheck_on, SelfCheck.id)
    )


def _last(rules: ReviewRules, today: date) -> date:
    """What was due then or earlier is long overdue."""
    return today - timedelta(days=max(rules.escalate_days, 1))


async def has_due(db: AsyncConnection, rules: ReviewRules, today: date) -> bool:
    """Whether `plan_due` would do anything. Reads only."""
    for due in (_due(rules, today), _due_rechecks(rules, today)):
        if (await db.execute(due.limit(1))).first() is not None:
            return True
    return False


def _key(*parts: Any) -> Any:
    """The key of a task as SQL; a day reads the same in both databases as text."""
    key: Any = cast(parts[0], String)
    for part in parts[1:]:
        key = key + literal(":") + cast(part, String)
    return key


async def from_verdict(
    db: AsyncConnection,
    actor: Actor,
    now: datetime,
    case: CaseView,
    review_id: int,
    verdict: str,
    reason: str,
    *,
    today: date,
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
        made_on=today,
        decided_by=None if raises else actor.person_id,
        decided_at=None if raises else now,
    )
    made_id = int((await db.execute(made.returning(Escalation.id))).scalar_one())
    await audit.write(db, actor, now, "escalate", "escalation", made_id, {"kind": verdict})
    if raises:
        place = parent or case.jurisdiction_id
        said = (case.enterprise, verdict, reason)
        about, form = case.enterprise_id, case.standing.id
        await tell_office(db, now, made_id, place, *said, zone, enterprise_id=about, self_check_id=form)


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
    enterprise_id: int,
    self_check_id: int,
    with_file: bool = False,
) -> None:
    """Tell an office of a task; `with_file`: with what the enterprise handed in."""
    query = select(Escalation.self_check_id).where(Escalation.id == escalation_id)
    of = await spoken_of(db, (await db.execute(query)).scalar_one())
    await office_mail.tell(
        db,
        now,
        place_id=place_id,
        right="escalation.decide",
        about=enterprise_id,
        self_check_id=self_check_id,
        what=f"escalation:{escalation_id}:{place_id}",
        text_key="outbox-escalation",
        values={"enterprise": enterprise, "kind": kind, "about": short(about, 100), **of},
        button={"kind": "escalation", "id": escalation_id},
        topic=TOPIC if with_file else None,
        topic_id=escalation_id if with_file else None,
        not_before=await jurisdictions.waking(db, place_id, now, zone),
    )
