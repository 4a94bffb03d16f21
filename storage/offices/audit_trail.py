"""The audit trail of an office as its heads read it: actions of its people, the newest first.

Anonymous reports are not in it: who may know of one is decided in `reports.access`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.base.audit import Actor
from storage.offices import staff
from storage.offices.jurisdictions import below_cte
from storage.tables.enterprises import Enterprise
from storage.tables.findings import Finding
from storage.tables.incidents import Incident
from storage.tables.inspections import Inspection
from storage.tables.measures import Measure, Resumption
from storage.tables.offices import Staff
from storage.tables.referrals import Referral
from storage.tables.reviews import Escalation, Review
from storage.tables.self_checks import SelfCheck
from storage.tables.system import AuditRow

RIGHT = "audit.see"
SUBJECTS = (
    "campaign",
    "circular",
    "duty_record",
    "enterprise",
    "escalation",
    "finding",
    "incident",
    "inspection",
    "jurisdiction",
    "measure",
    "meeting",
    "notice",
    "referral",
    "resumption",
    "review",
    "spot_check",
    "staff",
    "summary",
)


@dataclass(frozen=True, slots=True)
class Deed:
    """An action of an officer. `enterprise`: the one it was about, "" where it was about none."""

    id: int
    at: datetime
    name: str
    action: str
    subject: str
    subject_id: int
    enterprise: str
    detail: Mapping[str, Any]

    @property
    def code(self) -> str:
        """Its key in the catalogs: duty-record-send."""
        return f"{self.subject}-{self.action}".replace("_", "-")


_people = select(Staff.person_id).where(Staff.jurisdiction_id.in_(select(below_cte().c.id)))
_name = (
    select(func.max(Staff.name))
    .where(Staff.person_id == AuditRow.person_id)
    .correlate(AuditRow)
    .scalar_subquery()
)
_deeds = (
    select(
        AuditRow.id,
        AuditRow.at,
        func.coalesce(_name, "").label("name"),
        AuditRow.action,
        AuditRow.subject,
        AuditRow.subject_id,
        AuditRow.detail,
    )
    .where(
        AuditRow.id < bindparam("before"),
        AuditRow.person_id.in_(_people),
        (AuditRow.subject + "").in_(SUBJECTS),  # along the key: SQLite would sort all of these subjects
    )
    .order_by(AuditRow.id.desc())
    .limit(bindparam("limit"))
)
_NEWEST = 2**62


async def list_deeds(
    db: AsyncConnection, actor: Actor, jurisdiction_id: int, before: int | None = None, limit: int = 50
) -> tuple[Deed, ...]:
    """List the actions of people with a seat in a place or below (ended seats included), before the row
    `before`, newest first.

    Raises:
        NotAllowed: no seat with `audit.see` that reaches the place.
    """
    await staff.require(db, actor, RIGHT, jurisdiction_id)
    given = {"root": jurisdiction_id, "before": before or _NEWEST, "limit": limit}
    rows = (await db.execute(_deeds, given)).all()
    names = await _enterprises(db, rows)
    return tuple(
        Deed(row.id, row.at, row.name, row.action, row.subject, row.subject_id, name, row.detail)
        for row in rows
        for name in (names.get((row.subject, row.subject_id), ""),)
    )


async def _enterprises(db: AsyncConnection, rows: Iterable[Any]) -> dict[tuple[str, int], str]:
    """Names of the enterprises that actions were about, by subject and id."""
    ids: dict[str, set[int]] = {}
    for row in rows:
        ids.setdefault(row.subject, set()).add(row.subject_id)
    of: dict[str, Any] = {
        "enterprise": select(Enterprise.id, Enterprise.name).where(
            Enterprise.id.in_(bindparam("ids", expanding=True))
        ),
        "finding": select(Finding.id, Enterprise.name)
        .join(Enterprise, Enterprise.id == Finding.enterprise_id)
        .where(Finding.id.in_(bindparam("ids", expanding=True))),
        "escalation": select(Escalation.id, Enterprise.name)
        .join(Enterprise, Enterprise.id == Escalation.enterprise_id)
        .where(Escalation.id.in_(bindparam("ids", expanding=True))),
        "incident": select(Incident.id, Enterprise.name)
        .join(Enterprise, Enterprise.id == Incident.enterprise_id)
        .where(Incident.id.in_(bindparam("ids", expanding=True))),
        "inspection": select(Inspection.id, Enterprise.name)
        .join(Enterprise, Enterprise.id == Inspection.enterprise_id)
        .where(Inspection.id.in_(bindparam("ids", expanding=True)), Inspection.begun_at.is_not(None)),
        "measure": select(Measure.id, Enterprise.name)
        .join(Enterprise, Enterprise.id == Measure.enterprise_id)
        .where(Measure.id.in_(bindparam("ids", expanding=True))),
        "referral": select(Referral.id, Enterprise.name)
        .join(Enterprise, Enterprise.id == Referral.enterprise_id)
        .where(Referral.id.in_(bindparam("ids", expanding=True))),
        "resumption": select(Resumption.id, Enterprise.name)
        .join(Measure, Measure.id == Resumption.measure_id)
        .join(Enterprise, Enterprise.id == Measure.enterprise_id)
        .where(Resumption.id.in_(bindparam("ids", expanding=True))),
        "review": select(Review.id, Enterprise.name)
        .join(SelfCheck, SelfCheck.id == Review.self_check_id)
        .join(Enterprise, Enterprise.id == SelfCheck.enterprise_id)
        .where(Review.id.in_(bindparam("ids", expanding=True))),
    }
    found: dict[tuple[str, int], str] = {}
    for subject, query in of.items():
        if subject in ids:
            for subject_id, name in await db.execute(query, {"ids": sorted(ids[subject])}):
                found[subject, subject_id] = name
    return found
