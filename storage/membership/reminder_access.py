"""Rights to be reminded: a line of a digest is for the people of its enterprise, for a guest of its finding,
or for the office that has to act. Checked when a digest is read and when somebody changes place."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, exists, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.orm import aliased

from content.model.reminder_kinds import ABOUTS, FACTS, About
from content.registry import complete
from storage.base.rights import seats_with
from storage.offices.mail import with_right
from storage.tables.campaigns import Campaign
from storage.tables.enterprises import Enterprise, Upkeep
from storage.tables.findings import Finding, FindingGuest
from storage.tables.inspections import Inspection, InspectionDepartment
from storage.tables.offices import Jurisdiction, Staff
from storage.tables.outbox import OutboxRow
from storage.tables.people import Contact, FormerContact
from storage.tables.reminders import Reminder
from storage.tables.reviews import Escalation
from storage.tables.self_checks import OwedPhoto, SelfCheck

OFFICE_RIGHT = "extension.decide"
"""Right by which an officer is told of an enterprise's overdue rectifications: they decide about their
days."""

DUTY_RIGHT = "duty.mark"
VISIT_RIGHT = "inspection.do"

FACT = "office"
"""`reminders.subject` of facts; the subject's id is the office's place."""

_DIGEST = "digest"
_own = select(Jurisdiction.id.label("place"), Jurisdiction.id.label("above")).cte(
    "office_line", recursive=True
)
_line = _own.union_all(
    select(_own.c.place, Jurisdiction.parent_id)
    .join(Jurisdiction, Jurisdiction.id == _own.c.above)
    .where(Jurisdiction.parent_id.is_not(None))
)
"""SQL: every place with itself and each of those above it."""


def acts_for() -> Any:
    """Whether the reader acts for the enterprise, as a condition on `Reminder` and `Enterprise`."""
    return exists().where(Contact.enterprise_id == Enterprise.id, Contact.person_id == Reminder.person_id)


def is_guest() -> Any:
    """Whether the reader is responsible for the finding, as a condition on `Reminder` and `Finding`."""
    return exists().where(FindingGuest.finding_id == Finding.id, FindingGuest.person_id == Reminder.person_id)


def sees_as_office(place: Any) -> Any:
    """Whether the reader has a seat that sees to what enterprises of the place owe, and acts, or did, for
    none of them or its doubles (回避): a condition on `Reminder` and an active `Enterprise`.
    """
    return _sees(place, OFFICE_RIGHT)


def goes_along() -> Any:
    """Whether the reader has a seat of a department that makes the visit, and is not recused, as a condition
    on `Reminder`, `Inspection` and an active `Enterprise`."""
    joined = exists().where(
        InspectionDepartment.inspection_id == Inspection.id,
        InspectionDepartment.department == Staff.department,
    )
    return _sees(
        Inspection.jurisdiction_id, VISIT_RIGHT, or_(Staff.department == Inspection.department, joined)
    )


def _sees(place: Any, right: str, *of: Any) -> Any:
    double = aliased(Enterprise)
    ties = [
        exists().where(
            table.person_id == Reminder.person_id,
            table.enterprise_id == double.id,
            or_(double.id == Enterprise.id, double.merged_into == Enterprise.id),
        )
        for table in (Contact, FormerContact)
    ]
    seat = exists().where(
        Staff.person_id == Reminder.person_id,
        Staff.revoked_at.is_(None),
        (Staff.role + ":" + Staff.department).in_(seats_with(right)),
        Staff.jurisdiction_id == _line.c.above,
        _line.c.place == place,
        *of,
    )
    return and_(seat, *(~tie for tie in ties))


@dataclass(frozen=True, slots=True)
class Access:
    """Readers of a kind of reminder. `subject`: as in `reminders.subject`.

    `right`: needed by a seat of an office that is told. `of`: a query of the reminders of the kind with their
    enterprise, and `may`: the condition that their reader may be told; None for reminders about no
    enterprise.
    """

    subject: str
    right: str = ""
    of: Any = None
    may: Any = None


def _of(table: Any) -> Any:
    """A query of the reminders about rows of a table, each with its enterprise."""
    return (
        select(Reminder.id)
        .join(table, table.id == Reminder.subject_id)
        .join(Enterprise, Enterprise.id == table.enterprise_id)
    )


def _counted(right: str) -> Access:
    return Access(FACT, right)


_EVERY = select(Reminder.id)
ACCESS: Mapping[About, Access] = complete(
    "storage.membership.reminder_access.ACCESS",
    ABOUTS,
    {
        "self_check": Access(
            "enterprise",
            of=_EVERY.join(Enterprise, Enterprise.id == Reminder.subject_id),
            may=acts_for(),
        ),
        "upkeep": Access("upkeep", of=_of(Upkeep), may=acts_for()),
        "inspection": Access("inspection", VISIT_RIGHT, of=_of(Inspection), may=goes_along()),
        "own_duty": Access(
            "own_duty",
            of=_EVERY.join(Enterprise, Enterprise.id == Reminder.subject_id),
            may=acts_for(),
        ),
        "rectification": Access("finding", of=_of(Finding), may=or_(acts_for(), is_guest())),
        "photo": Access(
            "owed_photo",
            OFFICE_RIGHT,
            of=_of(OwedPhoto),
            may=or_(acts_for(), sees_as_office(Enterprise.jurisdiction_id)),
        ),
        "recheck": Access(
            "self_check",
            OFFICE_RIGHT,
            of=_of(SelfCheck),
            may=or_(acts_for(), sees_as_office(Enterprise.jurisdiction_id)),
        ),
        "escalation": Access(
            "escalation",
            OFFICE_RIGHT,
            of=_of(Escalation),
            may=sees_as_office(Escalation.jurisdiction_id),
        ),
        "duty": Access("duty", DUTY_RIGHT),
        "unsent": _counted("extension.decide"),
        "unreviewed": _counted("review.do"),
        "claimed": _counted("review.do"),
        "unverified": _counted("review.do"),
        "unanswered": _counted("extension.decide"),
        "overdue": _counted("escalation.decide"),
        "owed": _counted("summary.write"),
        "undated": _counted("campaign.move"),
        "ending": _counted("campaign.close"),
    },
)
"""Facts counted for an office are told to everybody there who can act on them."""


def _lost_to_office() -> Any:
    """A query of the lines of offices, about no enterprise, whose reader has lost every seat that can act on
    them: counts are for the seats of their place, a duty for those of the campaign's place and below. Which
    seat in particular is asked again when the digest is read."""
    counted = exists().where(
        Staff.person_id == Reminder.person_id,
        Staff.jurisdiction_id == Reminder.subject_id,
        or_(*(with_right(right) for right in sorted({ACCESS[about].right for about in FACTS}))),
    )
    owed = exists().where(
        Staff.person_id == Reminder.person_id,
        with_right(DUTY_RIGHT),
        Staff.jurisdiction_id == _line.c.place,
        _line.c.above == Campaign.jurisdiction_id,
        Campaign.id == Reminder.campaign_id,
    )
    return or_(and_(Reminder.subject == FACT, ~counted), and_(Reminder.subject == "duty", ~owed))


async def drop(db: AsyncConnection, people: Collection[int], enterprises: Collection[int]) -> int:
    """End lines that wait, or lie in a digest not yet sent, for these people or about these enterprises
    and that their reader may not be told; return how many."""
    unsent = select(OutboxRow.topic_id).where(
        OutboxRow.topic.is_not(None),
        OutboxRow.topic == _DIGEST,
        OutboxRow.state.in_(("pending", "retry")),
    )
    waits = or_(Reminder.state == "waiting", and_(Reminder.state == "queued", Reminder.digest_id.in_(unsent)))
    given = or_(Reminder.person_id.in_(list(people)), Enterprise.id.in_(list(enterprises)))
    ended = 0
    for access in ACCESS.values():
        if access.of is None:
            continue
        may_not = or_(Enterprise.state != "active", ~access.may)
        lost = access.of.where(Reminder.subject == access.subject, waits, given, may_not)
        ids = list((await db.execute(lost)).scalars())
        if ids:
            done = await db.execute(update(Reminder).where(Reminder.id.in_(ids)).values(state="moot"))
            ended += int(done.rowcount)
    if people:
        lost = select(Reminder.id).where(Reminder.person_id.in_(list(people)), waits, _lost_to_office())
        ids = list((await db.execute(lost)).scalars())
        if ids:
            done = await db.execute(update(Reminder).where(Reminder.id.in_(ids)).values(state="moot"))
            ended += int(done.rowcount)
    return ended
