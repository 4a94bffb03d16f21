"""Events that offices cause: reviews, warnings, measures, notices, visits. Of anonymous reports there is none
here and must be none: see docs/anonymity.md."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, func, select

from storage.history.kinds import ENTERPRISE, Kind, Noon
from storage.tables.incidents import Incident
from storage.tables.inspections import Inspection, InspectionAnswer
from storage.tables.measures import Measure, Resumption, Withdrawal
from storage.tables.notices import Notice, NoticeCopy, NoticeTarget
from storage.tables.offices import Jurisdiction
from storage.tables.people import Contact
from storage.tables.referrals import Referral
from storage.tables.reviews import DepartmentOpinion, Escalation, Review, ReviewQuestion
from storage.tables.self_checks import SelfCheck
from storage.tables.signed import SignedCopy
from storage.tables.system import AuditRow


def _review(*columns: Any) -> Select[*tuple[Any, ...]]:
    return (
        select(*columns)
        .join(SelfCheck, SelfCheck.id == Review.self_check_id)
        .where(SelfCheck.enterprise_id == ENTERPRISE)
    )


def _asked(*columns: Any) -> Select[*tuple[Any, ...]]:
    return (
        select(ReviewQuestion.id, ReviewQuestion.question, *columns)
        .join(Review, Review.id == ReviewQuestion.review_id)
        .join(SelfCheck, SelfCheck.id == Review.self_check_id)
        .where(SelfCheck.enterprise_id == ENTERPRISE)
    )


def _of_task(action: str) -> Select[*tuple[Any, ...]]:
    return (
        select(AuditRow.id, AuditRow.at, Escalation.kind, Jurisdiction.name.label("office"))
        .join(Escalation, (AuditRow.subject == "escalation") & (AuditRow.subject_id == Escalation.id))
        .join(Jurisdiction, Jurisdiction.id == Escalation.jurisdiction_id)
        .where(Escalation.enterprise_id == ENTERPRISE, AuditRow.action == action)
    )


def _measure(*columns: Any) -> Select[*tuple[Any, ...]]:
    return (
        select(Measure.id, Measure.kind, Jurisdiction.name.label("office"), *columns)
        .join(Jurisdiction, Jurisdiction.id == Measure.jurisdiction_id)
        .where(Measure.enterprise_id == ENTERPRISE)
    )


def _resumption(*columns: Any) -> Select[*tuple[Any, ...]]:
    return (
        select(Resumption.id, *columns)
        .join(Measure, Measure.id == Resumption.measure_id)
        .where(Measure.enterprise_id == ENTERPRISE, Resumption.state != "draft")
    )


def _referral(*columns: Any) -> Select[*tuple[Any, ...]]:
    return select(Referral.id, Referral.wanted, *columns).where(Referral.enterprise_id == ENTERPRISE)


_task = select(Escalation.id, Escalation.kind).where(Escalation.enterprise_id == ENTERPRISE)
_read = (
    select(Notice.id, func.min(NoticeCopy.read_at).label("at"), Notice.title)
    .join(NoticeTarget, NoticeTarget.notice_id == Notice.id)
    .join(Contact, Contact.enterprise_id == NoticeTarget.enterprise_id)
    .join(NoticeCopy, (NoticeCopy.notice_id == Notice.id) & (NoticeCopy.person_id == Contact.person_id))
    .where(NoticeTarget.enterprise_id == ENTERPRISE, NoticeCopy.read_at.is_not(None))
    .group_by(Notice.id, Notice.title)
)

REVIEWS = (
    Kind(key="history-claimed", rows=_review(Review.id, Review.claimed_at.label("at")), owner=False),
    Kind(
        key="history-opinion",
        rows=select(
            DepartmentOpinion.id,
            DepartmentOpinion.said_at.label("at"),
            DepartmentOpinion.question,
            DepartmentOpinion.department,
            DepartmentOpinion.verdict.label("answer"),
            DepartmentOpinion.comment.label("reason"),
        )
        .join(SelfCheck, SelfCheck.id == DepartmentOpinion.self_check_id)
        .where(SelfCheck.enterprise_id == ENTERPRISE),
        owner=False,
    ),
    Kind(
        key="history-asked", rows=_asked(ReviewQuestion.asked_at.label("at"), ReviewQuestion.text), owner=True
    ),
    Kind(
        key="history-asked-answered",
        rows=_asked(ReviewQuestion.answered_at.label("at"), ReviewQuestion.answer.label("text")).where(
            ReviewQuestion.answered_at.is_not(None)
        ),
        owner=True,
    ),
    Kind(
        key="history-verdict",
        rows=_review(
            Review.id,
            Review.decided_at.label("at"),
            Review.verdict,
            Review.due_on,
            Review.comment.label("reason"),
        ).where(Review.state == "decided", Review.verdict.is_not(None), Review.decided_at.is_not(None)),
        owner=True,
    ),
)
MEASURES = (
    Kind(
        key="history-measure-signed",
        rows=select(SignedCopy.id, SignedCopy.added_at.label("at"), SignedCopy.paper, Measure.kind)
        .join(Measure, Measure.id == SignedCopy.measure_id)
        .where(Measure.enterprise_id == ENTERPRISE, SignedCopy.is_first),
        owner=False,
    ),
    Kind(key="history-task", rows=_task.add_columns(Escalation.raised_at.label("at")), owner=False),
    Kind(key="history-handed-up", rows=_of_task("hand-up"), owner=False),
    Kind(
        key="history-referral",
        rows=_referral(Referral.handed_at.label("at"), Referral.authority, Referral.number),
        owner=False,
    ),
    Kind(
        key="history-referral-answered",
        rows=_referral(
            Noon(Referral.answered_on).label("at"),
            Referral.answered_on.label("on"),
            Referral.answered_from.label("authority"),
            Referral.outcome,
            Referral.answer.label("text"),
        ).where(Referral.answered_on.is_not(None)),
        owner=False,
    ),
    Kind(
        key="history-task-dropped",
        rows=_task.add_columns(Escalation.decided_at.label("at"), Escalation.reason).where(
            Escalation.state == "dropped", Escalation.decided_at.is_not(None)
        ),
        owner=False,
    ),
    Kind(key="history-warned", rows=_of_task("warn"), owner=True),
    Kind(
        key="history-measure",
        rows=_measure(Measure.made_at.label("at"), Measure.number, Measure.reason),
        owner=True,
    ),
    Kind(
        key="history-measure-over",
        rows=_measure(Noon(Measure.ended_on).label("at"), Measure.ended_on.label("on")).where(
            Measure.ended_on.is_not(None)
        ),
        owner=True,
    ),
    Kind(
        key="history-measure-withdrawn",
        rows=select(
            Measure.id,
            Measure.kind,
            Jurisdiction.name.label("office"),
            Noon(Withdrawal.withdrawn_on).label("at"),
            Withdrawal.withdrawn_on.label("on"),
            Withdrawal.cause,
            Withdrawal.number,
            Withdrawal.text.label("reason"),
        )
        .join(Withdrawal, Withdrawal.measure_id == Measure.id)
        .join(Jurisdiction, Jurisdiction.id == Withdrawal.jurisdiction_id)
        .where(Measure.enterprise_id == ENTERPRISE),
        owner=True,
    ),
    Kind(key="history-exposure-withdrawn", rows=_of_task("withdraw-exposure"), owner=True),
    Kind(
        key="history-resumption-asked",
        rows=_resumption(Resumption.asked_at.label("at"), Resumption.text).where(
            Resumption.asked_at.is_not(None)
        ),
        owner=True,
    ),
    Kind(
        key="history-resumption-decided",
        rows=_resumption(
            Resumption.decided_at.label("at"),
            Resumption.state.label("answer"),
            Resumption.answer.label("reason"),
        ).where(Resumption.decided_at.is_not(None)),
        owner=True,
    ),
)
NOTICES = (
    Kind(
        key="history-notice",
        rows=select(Notice.id, Notice.started_at.label("at"), Notice.title, Jurisdiction.name.label("office"))
        .join(NoticeTarget, NoticeTarget.notice_id == Notice.id)
        .join(Jurisdiction, Jurisdiction.id == Notice.jurisdiction_id)
        .where(
            NoticeTarget.enterprise_id == ENTERPRISE,
            NoticeTarget.reach == "reachable",
            Notice.started_at.is_not(None),
            Notice.state != "withdrawn",
        ),
        owner=True,
    ),
    Kind(key="history-notice-read", rows=_read.where(Notice.state != "withdrawn"), owner=True),
)
VISITS = (
    # A planned inspection may follow from a report: only the department may see it, and it is no event. Of a
    # visit that was made it is said that there was one, as in the enterprise's copy of its records.
    Kind(
        key="history-visited",
        rows=select(
            Inspection.id,
            Noon(Inspection.planned_on).label("at"),
            Inspection.planned_on.label("on"),
            Inspection.department,
        ).where(Inspection.enterprise_id == ENTERPRISE, Inspection.state == "done"),
        owner=True,
    ),
    Kind(
        key="history-visit-void",
        rows=select(
            Inspection.id,
            Inspection.voided_at.label("at"),
            Inspection.department,
            Inspection.void_reason.label("text"),
        ).where(Inspection.enterprise_id == ENTERPRISE, Inspection.state == "voided"),
        owner=True,
    ),
    Kind(
        key="history-fault-void",
        rows=select(
            InspectionAnswer.id,
            InspectionAnswer.voided_at.label("at"),
            Inspection.department,
            InspectionAnswer.void_reason.label("text"),
        )
        .join(Inspection, Inspection.id == InspectionAnswer.inspection_id)
        .where(
            Inspection.enterprise_id == ENTERPRISE,
            Inspection.state == "done",
            InspectionAnswer.voided_at.is_not(None),
        ),
        owner=True,
    ),
)
"""Kinds of visits; what more is written down of them belongs here."""
_incident = select(Incident.id).where(Incident.enterprise_id == ENTERPRISE)
INCIDENTS = (
    # The sentence does not say who recorded it. No report leads to one.
    Kind(
        key="history-incident",
        rows=_incident.add_columns(Incident.happened_at.label("at"), Incident.what.label("text")).where(
            Incident.state != "annulled"
        ),
        owner=True,
    ),
    Kind(
        key="history-incident-void",
        rows=_incident.add_columns(Incident.closed_at.label("at"), Incident.result.label("text")).where(
            Incident.state == "annulled"
        ),
        owner=True,
    ),
    Kind(
        key="history-incident-result",
        rows=_incident.add_columns(
            Noon(Incident.result_on).label("at"),
            Incident.result_on.label("on"),
            Incident.result.label("text"),
        ).where(Incident.result_on.is_not(None)),
        owner=False,
    ),
    Kind(
        key="history-incident-closed",
        rows=_incident.add_columns(Incident.closed_at.label("at")).where(Incident.state == "closed"),
        owner=True,
    ),
)
KINDS = (*REVIEWS, *MEASURES, *NOTICES, *VISITS, *INCIDENTS)
