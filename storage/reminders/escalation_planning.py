"""Escalations: what is overdue, was sent back again and again, or got a grave verdict becomes a task for a
person to decide, on the plan's ladder (domain 1.6), never by itself.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta, tzinfo
from typing import TYPE_CHECKING, Any

from sqlalchemy import String, case, cast, literal, null, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from content.model.reminders import ReminderRule, Wanted
from content.model.reviews import ReviewRules
from storage.base.database import upsert
from storage.base.zone import DEFAULT, installation_zone
from storage.campaigns.running import held, running
from storage.reminders.planning import Task, remind
from storage.tables.campaigns import Campaign
from storage.tables.enterprises import Enterprise
from storage.tables.finding_states import counts
from storage.tables.findings import Extension, Finding, Rectification
from storage.tables.reviews import Escalation
from storage.tables.self_checks import SelfCheck

if TYPE_CHECKING:
    pass


_WINDOW = timedelta(days=60)
"""Longest delay after which a rectification is still made a task of: nothing waits longer than an outage."""


async def plan_due(
    db: AsyncConnection,
    now: datetime,
    rules: ReviewRules,
    today: date,
    limit: int = 100,
    *,
    reminder: ReminderRule | None = None,
    zone: tzinfo | None = None,
) -> int:
    """Make tasks of rectifications so many days past their day or sent back so often, and of forms handed
    back and not handed in again; return how many. Each becomes one, once for each day it was due.

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
        task = Task(reminder, (day,), campaigns, getattr(zone or installation_zone(db), "key", DEFAULT.key))
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
            counts(),
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
    """The last due day that counts as long overdue."""
    return today - timedelta(days=max(rules.escalate_days, 1))


async def has_due(db: AsyncConnection, rules: ReviewRules, today: date) -> bool:
    """Whether `plan_due` would do anything. Reads only."""
    for due in (_due(rules, today), _due_rechecks(rules, today)):
        if (await db.execute(due.limit(1))).first() is not None:
            return True
    return False


def _key(*parts: Any) -> Any:
    """SQL expression of a task's key; a day reads the same in both databases as text."""
    key: Any = cast(parts[0], String)
    for part in parts[1:]:
        key = key + literal(":") + cast(part, String)
    return key
