"""Exports all records of an enterprise as they are, and erases them after the campaign's retention.

What belongs to it is read off the foreign keys: a new table that refers to an enterprise, a self-check, a
finding or a file belongs to it without a word here.
"""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Table,
    bindparam,
    delete,
    exists,
    func,
    or_,
    select,
    tuple_,
    union,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from content.model.reviews import ReviewRules
from storage.base import audit
from storage.base.audit import Actor
from storage.base.errors import Conflict, NotFound
from storage.base.schema import Base
from storage.inspections import planning as inspections
from storage.installation import clock_trust
from storage.nudges import addresses as nudge_addresses
from storage.offices import staff
from storage.people import accounts
from storage.tables.campaigns import Campaign
from storage.tables.enterprises import Enterprise
from storage.tables.exchange import CircularFile, DutyFile, DutyRecord
from storage.tables.findings import FindingGuest
from storage.tables.incidents import Incident, IncidentFile
from storage.tables.inspections import Inspection, InspectionFile
from storage.tables.measures import Measure, Resumption, ResumptionPhoto
from storage.tables.notices import NoticeFile
from storage.tables.offices import Staff
from storage.tables.outbox import OutboxRow
from storage.tables.people import Contact, Person
from storage.tables.referrals import Referral, ReferralFile
from storage.tables.reminders import Digest, Reminder, ReminderMute
from storage.tables.self_checks import Evidence, SelfCheck
from storage.tables.signed import SignedCopy
from storage.tables.statistics import Summary, SummaryCase
from storage.tables.system import AuditRow
from storage.web import inbox

RIGHT = "enterprise.erase"
ERASED = "—"
"""Replaces a name that was erased."""
_AUDITED = {
    "enterprise": "enterprises",
    "self_check": "self_checks",
    "finding": "findings",
    "review": "reviews",
    "escalation": "escalations",
    "inspection": "inspections",
    "duty_record": "duty_records",
    "measure": "measures",
    "resumption": "resumptions",
    "incident": "incidents",
    "referral": "referrals",
}
"""Subjects of the audit that belong to an enterprise, and their tables."""
_APART = frozenset({"people", "staff", "summary_cases"})
"""Tables that refer to an enterprise's rows but belong to somebody else; they are handled by themselves."""


@dataclass(frozen=True, slots=True)
class Records:
    """`tables`: rows by table as they are kept; `files`: SHA-256 of its stored files, with their kind."""

    name: str
    credit_code: str
    tables: Mapping[str, tuple[Mapping[str, Any], ...]]
    files: tuple[tuple[str, str], ...]
    self_checks: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Erased:
    """Result of an erasure: `rows` deleted; `files`: SHA-256 of stored files without a reference left, to be
    removed by the caller after the commit; `accounts`: people deleted with it."""

    rows: int
    files: tuple[str, ...]
    accounts: int


@cache
def belonging() -> tuple[tuple[Table, ColumnElement[bool]], ...]:
    """Tables with the condition that makes a row belong to the enterprise bound as `enterprise`; parents
    before children."""
    importlib.import_module("storage.tables")  # loads every table, so that all foreign keys are known

    root: Any = Enterprise.__table__
    found: dict[Table, ColumnElement[bool]] = {root: root.c.id == bindparam("enterprise")}
    for table in Base.metadata.sorted_tables:
        if table is root or table.name in _APART:
            continue
        ways = [
            (key.parent.name, select(key.column).where(found[key.column.table]))
            for key in table.foreign_keys
            if key.column.table in found and key.column.table is not table
        ]
        if len(ways) == 1:
            ((name, its),) = ways
            found[table] = table.c[name].in_(its)
        elif ways:
            # Each way by its own index: of an OR of them, PostgreSQL goes through the table for every row.
            same = table.alias()
            keys = [column.name for column in table.primary_key]
            each = (select(*(same.c[key] for key in keys)).where(same.c[name].in_(its)) for name, its in ways)
            found[table] = tuple_(*(table.c[key] for key in keys)).in_(union(*each))
    return tuple(found.items())


async def records(db: AsyncConnection, actor: Actor, enterprise_id: int) -> Records:
    """All stored records of an enterprise, for its owner, or for an office that may export; of visits
    only those that were made.

    Raises:
        NotFound: there is none, or it was erased. NotAllowed: neither its owner nor a seat with
            `ledger.export` that reaches it.
    """
    row = await _row(db, enterprise_id)
    if not await _is_owner(db, actor, enterprise_id):
        await staff.require(db, actor, "ledger.export", row.jurisdiction_id)
    given = {"enterprise": enterprise_id}
    tables = {}
    for table, is_its in belonging():
        rows = await db.execute(select(table).where(is_its), given)
        tables[table.name] = tuple(dict(one._mapping) for one in rows)
    made = await inspections.made_of(db, enterprise_id)
    tables["inspections"] = made
    ids = {one["id"] for one in made}
    for name in (one for one in tables if one.startswith("inspection_")):
        tables[name] = tuple(one for one in tables[name] if one["inspection_id"] in ids)
    files = {one["sha256"]: one["kind"] for one in tables["evidence"] if one["removed_at"] is None}
    files |= {one["sha256"]: one["kind"] for one in tables["duty_files"]}
    files |= {one["sha256"]: "photo" for one in tables["resumption_photos"]}
    files |= {one["sha256"]: one["kind"] for one in tables["inspection_files"]}
    files |= {one["sha256"]: one["kind"] for one in tables["signed_copies"]}
    files |= {one["sha256"]: one["kind"] for one in tables["incident_files"]}
    files |= {one["sha256"]: one["kind"] for one in tables["referral_files"]}
    checks = tuple(one["id"] for one in tables["self_checks"])
    return Records(row.name, row.credit_code, tables, tuple(files.items()), checks)


async def erasable_on(db: AsyncConnection, rules: ReviewRules, enterprise_id: int) -> date | None:
    """The day from which an enterprise may be erased: `keep_years` after the last campaign it took part in
    was closed; None while one is open.
    """
    closed = (
        select(func.max(AuditRow.at))
        .where(AuditRow.subject == "campaign", AuditRow.subject_id == Campaign.id, AuditRow.action == "close")
        .correlate(Campaign)
        .scalar_subquery()
    )
    took_part = (
        select(Campaign.state, Campaign.opened_at, closed)
        .join(SelfCheck, SelfCheck.campaign_id == Campaign.id)
        .where(SelfCheck.enterprise_id == enterprise_id)
    )
    rows: list[Any] = list(await db.execute(took_part))
    if any(row[0] == "open" for row in rows):
        return None
    if not rows:
        return date.min
    last: datetime = max(max(one for one in row[1:] if one is not None) for row in rows)
    return (last + timedelta(days=round(365.25 * rules.keep_years))).date()


async def erase(
    db: AsyncConnection,
    actor: Actor,
    now: datetime,
    rules: ReviewRules,
    enterprise_id: int,
    today: date,
    wall: datetime | None = None,
) -> Erased:
    """Delete all data of an enterprise and the accounts of its people; the audit trail records the
    erasure.

    Raises:
        NotFound: there is none, or it was erased.
        NotAllowed: no seat with `enterprise.erase` that reaches it.
        Conflict: `erase-early`, with the `day` it may be done; `erase-open`: a campaign of its is open;
            `erase-clock`: the machine's clock, which shows `wall`, is not believed (`clock_trust`).
    """
    row = await _row(db, enterprise_id, hold=True)
    await staff.require(db, actor, RIGHT, row.jurisdiction_id, of=[enterprise_id])
    day = await erasable_on(db, rules, enterprise_id)
    if day is None:
        raise Conflict("error-conflict-erase-open")
    if today < day:
        raise Conflict("error-conflict-erase-early", day=day.isoformat())
    if wall is not None and not (await clock_trust.see(db, wall)).is_believed:
        raise Conflict("error-conflict-erase-clock")
    given = {"enterprise": enterprise_id}
    files = await _files(db, enterprise_id)
    contacts = list(
        (await db.execute(select(Contact.person_id).where(Contact.enterprise_id == enterprise_id))).scalars()
    )
    checks = list(
        (await db.execute(select(SelfCheck.id).where(SelfCheck.enterprise_id == enterprise_id))).scalars()
    )
    await _hide_in_summaries(db, checks)
    await _empty_audit(db, enterprise_id)
    later = SelfCheck.previous_id.in_(checks)
    await db.execute(update(SelfCheck).where(later).values(previous_id=None))
    works = update(Person).where(Person.enterprise_id == enterprise_id)
    await db.execute(works.values(enterprise_id=None))
    queued = delete(OutboxRow).where(OutboxRow.enterprise_id == enterprise_id)
    deleted = int((await db.execute(queued)).rowcount)
    for table, is_its in reversed(belonging()):
        if table.name != "enterprises":
            deleted += (await db.execute(delete(table).where(is_its), given)).rowcount
    blank: dict[str, Any] = {
        "name": ERASED,
        "credit_code": f"ERASED{enterprise_id:012}",
        "address": "",
        "contact_name": "",
        "phone": "",
        "facts": {},
        "hazards": [],
        "headcount": 0,
        "state": "erased",
    }
    await db.execute(update(Enterprise).where(Enterprise.id == enterprise_id).values(blank))
    accounts = await _forget(db, now, contacts)
    await audit.write(db, actor, now, "erase", "enterprise", enterprise_id, {"rows": deleted})
    kept: set[str] = set()
    of_files = (Evidence.sha256, Evidence.preview_sha256, DutyFile.sha256, DutyFile.preview_sha256)
    of_visits = (InspectionFile.sha256, InspectionFile.preview_sha256)
    signed = (SignedCopy.sha256, SignedCopy.preview_sha256)
    of_circulars = (CircularFile.sha256, CircularFile.preview_sha256)
    of_incidents = (IncidentFile.sha256, IncidentFile.preview_sha256)
    of_referrals = (ReferralFile.sha256, ReferralFile.preview_sha256)
    of_others = (*of_circulars, *of_incidents, *of_referrals, ResumptionPhoto.sha256)
    for column in (*of_files, *of_visits, *signed, *of_others):
        there = await db.execute(select(column).where(column.in_(files)))
        kept |= {sha256 for sha256 in there.scalars() if sha256 is not None}
    return Erased(deleted, tuple(sorted(files - kept)), accounts)


async def _row(db: AsyncConnection, enterprise_id: int, *, hold: bool = False) -> Any:
    query = select(Enterprise).where(Enterprise.id == enterprise_id, Enterprise.state != "erased")
    row = (await db.execute(query.with_for_update() if hold else query)).one_or_none()
    if row is None:
        raise NotFound
    return row


async def _is_owner(db: AsyncConnection, actor: Actor, enterprise_id: int) -> bool:
    if actor.kind != "person":
        return False
    owner = exists().where(
        Contact.enterprise_id == enterprise_id, Contact.person_id == actor.person_id, Contact.role == "owner"
    )
    return bool((await db.execute(select(owner))).scalar())


async def _files(db: AsyncConnection, enterprise_id: int) -> set[str]:
    """Stored files of its evidence, duties, visits, signed papers and resumption requests that no notice
    uses."""
    found: set[str] = set()
    for column in (DutyFile.sha256, DutyFile.preview_sha256):
        handed_in = (
            select(column)
            .join(DutyRecord, DutyRecord.id == DutyFile.record_id)
            .where(
                DutyRecord.enterprise_id == enterprise_id,
                column.is_not(None),
                ~exists().where(NoticeFile.sha256 == column),
            )
        )
        found |= {sha256 for sha256 in (await db.execute(handed_in)).scalars() if sha256 is not None}
    for column in (Evidence.sha256, Evidence.preview_sha256):
        query = (
            select(column)
            .join(SelfCheck, SelfCheck.id == Evidence.self_check_id)
            .where(
                SelfCheck.enterprise_id == enterprise_id,
                column.is_not(None),
                ~exists().where(NoticeFile.sha256 == column),
            )
        )
        found |= {sha256 for sha256 in (await db.execute(query)).scalars() if sha256 is not None}
    for column in (InspectionFile.sha256, InspectionFile.preview_sha256):
        of_visits = (
            select(column)
            .join(Inspection, Inspection.id == InspectionFile.inspection_id)
            .where(
                Inspection.enterprise_id == enterprise_id,
                column.is_not(None),
                ~exists().where(NoticeFile.sha256 == column),
            )
        )
        found |= {sha256 for sha256 in (await db.execute(of_visits)).scalars() if sha256 is not None}
    for column in (SignedCopy.sha256, SignedCopy.preview_sha256):
        signed = (
            select(column)
            .outerjoin(SelfCheck, SelfCheck.id == SignedCopy.self_check_id)
            .outerjoin(Measure, Measure.id == SignedCopy.measure_id)
            .where(
                or_(SelfCheck.enterprise_id == enterprise_id, Measure.enterprise_id == enterprise_id),
                column.is_not(None),
                ~exists().where(NoticeFile.sha256 == column),
            )
        )
        found |= {sha256 for sha256 in (await db.execute(signed)).scalars() if sha256 is not None}
    for column in (IncidentFile.sha256, IncidentFile.preview_sha256):
        of_incidents = (
            select(column)
            .join(Incident, Incident.id == IncidentFile.incident_id)
            .where(
                Incident.enterprise_id == enterprise_id,
                column.is_not(None),
                ~exists().where(NoticeFile.sha256 == column),
            )
        )
        found |= {sha256 for sha256 in (await db.execute(of_incidents)).scalars() if sha256 is not None}
    for column in (ReferralFile.sha256, ReferralFile.preview_sha256):
        of_referrals = (
            select(column)
            .join(Referral, Referral.id == ReferralFile.referral_id)
            .where(
                Referral.enterprise_id == enterprise_id,
                column.is_not(None),
                ~exists().where(NoticeFile.sha256 == column),
            )
        )
        found |= {sha256 for sha256 in (await db.execute(of_referrals)).scalars() if sha256 is not None}
    shown = (
        select(ResumptionPhoto.sha256)
        .join(Resumption, Resumption.id == ResumptionPhoto.resumption_id)
        .join(Measure, Measure.id == Resumption.measure_id)
        .where(
            Measure.enterprise_id == enterprise_id,
            ~exists().where(NoticeFile.sha256 == ResumptionPhoto.sha256),
        )
    )
    return found | set((await db.execute(shown)).scalars())


async def _hide_in_summaries(db: AsyncConnection, checks: list[int]) -> None:
    """Remove the enterprise's name and words from typical cases of summaries; the figures stay."""
    of = select(SelfCheck.campaign_id).where(SelfCheck.id.in_(checks))
    filed_ones = select(Summary.id, Summary.filed).where(
        Summary.filed_at.is_not(None), Summary.campaign_id.in_(of)
    )
    rows = await db.execute(filed_ones)
    for summary_id, filed in rows.all():  # a few for each office and campaign
        told = [one for one in filed.get("cases", ()) if one["self_check_id"] in checks]
        if told:
            for one in told:
                one.update(enterprise=ERASED, text="")
            await db.execute(update(Summary).where(Summary.id == summary_id).values(filed=filed))
    await db.execute(delete(SummaryCase).where(SummaryCase.self_check_id.in_(checks)))


async def _empty_audit(db: AsyncConnection, enterprise_id: int) -> None:
    """Empty the details of audit rows about an enterprise; who, what and when stay."""
    of = {table.name: (table, is_its) for table, is_its in belonging()}
    for subject, name in _AUDITED.items():
        table, is_its = of[name]
        ids = (await db.execute(select(table.c.id).where(is_its), {"enterprise": enterprise_id})).scalars()
        rows = (AuditRow.subject == subject, AuditRow.subject_id.in_(list(ids)))
        await db.execute(update(AuditRow).where(*rows).values(detail={}))


async def _forget(db: AsyncConnection, now: datetime, person_ids: list[int]) -> int:
    """Delete the accounts of people who have no other role; their operations elsewhere stay without a
    name."""
    nobody = select(Person.id).where(
        Person.id.in_(person_ids),
        ~exists().where(Contact.person_id == Person.id),
        ~exists().where(Staff.person_id == Person.id),
        ~exists().where(FindingGuest.person_id == Person.id),
    )
    gone = list((await db.execute(nobody)).scalars())
    if not gone:
        return 0
    for table in (OutboxRow, Reminder, ReminderMute, Digest):
        of: Any = table
        await db.execute(delete(of).where(of.person_id.in_(gone)))
    await inbox.forget(db, await accounts.forget(db, gone))
    await nudge_addresses.forget(db, gone)
    await db.execute(update(Person).where(Person.id.in_(gone)).values(enterprise_id=None, unreachable_at=now))
    return len(gone)
