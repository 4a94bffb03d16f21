"""Events of an enterprise itself: people, forms, what was found and put right, duties and dates."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, case, select

from storage.history.kinds import ENTERPRISE, Kind, Noon
from storage.tables.campaigns import Campaign
from storage.tables.enterprises import Enterprise, Upkeep
from storage.tables.exchange import DutyRecord
from storage.tables.findings import Extension, Finding, Rectification
from storage.tables.people import Contact
from storage.tables.self_checks import OwedPhoto, SelfCheck, reported
from storage.tables.signed import SignedCopy
from storage.tables.system import AuditRow


def _deeds(*actions: str) -> Select[*tuple[Any, ...]]:
    """Operations on the enterprise itself, from the audit trail."""
    return select(AuditRow.id, AuditRow.at, AuditRow.detail).where(
        AuditRow.subject == "enterprise", AuditRow.subject_id == ENTERPRISE, AuditRow.action.in_(actions)
    )


def _of_form(action: str) -> Select[*tuple[Any, ...]]:
    return (
        select(AuditRow.id, AuditRow.at, AuditRow.detail, Campaign.pack)
        .join(SelfCheck, (AuditRow.subject == "self_check") & (AuditRow.subject_id == SelfCheck.id))
        .join(Campaign, Campaign.id == SelfCheck.campaign_id)
        .where(SelfCheck.enterprise_id == ENTERPRISE, AuditRow.action == action)
    )


def _of_finding(*actions: str) -> Select[*tuple[Any, ...]]:
    return (
        select(AuditRow.id, AuditRow.at, Finding.question)
        .join(Finding, (AuditRow.subject == "finding") & (AuditRow.subject_id == Finding.id))
        .join(SelfCheck, SelfCheck.id == Finding.self_check_id)
        .where(
            Finding.enterprise_id == ENTERPRISE, Finding.state != "withdrawn", AuditRow.action.in_(actions)
        )
    )


def _remedy(*columns: Any) -> Select[*tuple[Any, ...]]:
    return (
        select(*columns)
        .join(Finding, Finding.id == Rectification.finding_id)
        .join(SelfCheck, SelfCheck.id == Finding.self_check_id)
        .where(Rectification.enterprise_id == ENTERPRISE, Finding.state != "withdrawn")
    )


_record = (
    select(DutyRecord.id, DutyRecord.code.label("duty"), Campaign.pack)
    .join(Campaign, Campaign.id == DutyRecord.campaign_id)
    .where(DutyRecord.enterprise_id == ENTERPRISE, DutyRecord.removed_at.is_(None))
)
_finding = (
    select(Finding.id, Finding.question)
    .join(SelfCheck, SelfCheck.id == Finding.self_check_id)
    .outerjoin(Rectification, Rectification.finding_id == Finding.id)
    .where(Finding.enterprise_id == ENTERPRISE, Finding.state != "withdrawn")
)
_extension = (
    select(Extension.id, Finding.question)
    .join(Finding, Finding.id == Extension.finding_id)
    .join(SelfCheck, SelfCheck.id == Finding.self_check_id)
    .where(Finding.enterprise_id == ENTERPRISE)
)

KINDS = (
    Kind(
        key="history-registered",
        rows=select(Enterprise.id, Enterprise.registered_at.label("at")).where(Enterprise.id == ENTERPRISE),
        owner=True,
    ),
    Kind(
        key="history-joined",
        rows=select(Contact.id, Contact.joined_at.label("at"), Contact.name)
        .join(Enterprise, Enterprise.id == Contact.enterprise_id)
        .where(Contact.enterprise_id == ENTERPRISE, Contact.joined_at != Enterprise.registered_at),
        owner=True,
    ),
    Kind(
        key="history-moved",
        rows=_deeds("move").where(AuditRow.detail["to"].as_integer().is_not(None)),
        owner=True,
    ),
    Kind(key="history-unlisted", rows=_deeds("close"), owner=True),
    Kind(key="history-listed-again", rows=_deeds("reopen"), owner=True),
    Kind(
        key="history-begun",
        rows=select(SelfCheck.id, SelfCheck.started_at.label("at"), Campaign.pack)
        .join(Campaign, Campaign.id == SelfCheck.campaign_id)
        .where(SelfCheck.enterprise_id == ENTERPRISE),
        owner=True,
    ),
    Kind(key="history-submitted", rows=_of_form("submit"), owner=True),
    Kind(key="history-withdrawn", rows=_of_form("withdraw"), owner=True),
    Kind(
        key="history-signed",
        rows=select(
            SignedCopy.id,
            SignedCopy.added_at.label("at"),
            SelfCheck.number,
            case((SignedCopy.by_office, "office"), else_="own").label("whose"),
        )
        .join(SelfCheck, SelfCheck.id == SignedCopy.self_check_id)
        .where(SelfCheck.enterprise_id == ENTERPRISE, SignedCopy.is_first),
        owner=True,
    ),
    Kind(key="history-signed-replaced", rows=_of_form("replace-signed"), owner=True),
    Kind(
        key="history-photo-owed",
        rows=select(OwedPhoto.id, OwedPhoto.promised_at.label("at"), OwedPhoto.question, OwedPhoto.due_on)
        .join(SelfCheck, SelfCheck.id == OwedPhoto.self_check_id)
        .where(OwedPhoto.enterprise_id == ENTERPRISE, OwedPhoto.state != "withdrawn"),
        owner=True,
        office=reported(),
    ),
    Kind(
        key="history-photo-shown",
        rows=select(OwedPhoto.id, OwedPhoto.kept_at.label("at"), OwedPhoto.question)
        .join(SelfCheck, SelfCheck.id == OwedPhoto.self_check_id)
        .where(OwedPhoto.enterprise_id == ENTERPRISE, OwedPhoto.kept_at.is_not(None)),
        owner=True,
        office=reported(),
    ),
    Kind(
        key="history-found",
        rows=_finding.add_columns(
            Finding.found_at.label("at"),
            case((Rectification.objection != "", "office"), else_="own").label("whose"),
        ),
        owner=True,
        office=reported(),
    ),
    Kind(
        key="history-stopped",
        rows=_finding.add_columns(Finding.stopped_at.label("at")).where(Finding.stopped_at.is_not(None)),
        owner=True,
        office=reported(),
    ),
    Kind(
        key="history-planned",
        rows=_remedy(
            Rectification.id,
            Rectification.planned_at.label("at"),
            Finding.question,
            Rectification.measure,
            Rectification.responsible,
            Rectification.first_due_on.label("due_on"),
        ).where(Rectification.kind == "plan", Rectification.measure != ""),
        owner=True,
        office=reported(),
    ),
    Kind(
        key="history-put-right", rows=_of_finding("rectified", "fix_at_once"), owner=True, office=reported()
    ),
    Kind(key="history-reopened", rows=_of_finding("reopen"), owner=True, office=reported()),
    Kind(
        key="history-sent-back",
        rows=_of_finding("reject")
        .outerjoin(
            Rectification,
            (Rectification.finding_id == Finding.id) & (Rectification.rejected_at == AuditRow.at),
        )
        .add_columns(Rectification.rejection.label("reason")),
        owner=True,
    ),
    Kind(key="history-fails-again", rows=_of_finding("fails-again"), owner=True),
    Kind(
        key="history-settled",
        rows=_finding.add_columns(Finding.closed_at.label("at")).where(Finding.closed_at.is_not(None)),
        owner=True,
    ),
    Kind(
        key="history-extension-asked",
        rows=_extension.add_columns(
            Extension.asked_at.label("at"), Extension.wanted_on.label("due_on"), Extension.reason
        ),
        owner=True,
        office=reported(),
    ),
    Kind(
        key="history-extension-decided",
        rows=_extension.add_columns(
            Extension.decided_at.label("at"),
            Extension.state.label("answer"),
            Extension.granted_on.label("due_on"),
            Extension.answer.label("reason"),
        ).where(Extension.decided_at.is_not(None), Extension.state.in_(("granted", "refused"))),
        owner=True,
        office=reported(),
    ),
    Kind(
        key="history-duty-done",
        rows=_record.add_columns(
            Noon(DutyRecord.done_on).label("at"), DutyRecord.done_on.label("on"), DutyRecord.sentence
        ),
        owner=True,
        office=DutyRecord.state != "kept",
    ),
    Kind(
        key="history-duty-answered",
        rows=_record.add_columns(
            DutyRecord.answered_at.label("at"), DutyRecord.state.label("answer"), DutyRecord.reason
        ).where(DutyRecord.answered_at.is_not(None), DutyRecord.state.in_(("received", "returned"))),
        owner=True,
    ),
    Kind(
        key="history-upkeep-done",
        rows=select(
            Upkeep.id,
            Noon(Upkeep.last_on).label("at"),
            Upkeep.last_on.label("on"),
            Upkeep.kind.label("upkeep"),
            Upkeep.due_on,
        ).where(Upkeep.enterprise_id == ENTERPRISE, Upkeep.state == "active"),
        owner=True,
    ),
)
