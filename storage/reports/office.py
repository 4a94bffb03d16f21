"""The office's side of anonymous reports: its list, a report as it is opened, figures."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, case, exists, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.orm import aliased

from content.model.reports import ReportRules
from storage.base import audit
from storage.base.audit import Actor
from storage.base.rights import require_person
from storage.base.rows import from_row, from_rows
from storage.reports.access import held, reached, shut_to, visible
from storage.reports.sealing import Intake
from storage.reports.views import Case, CaseLine, CaseMessage, Counts, Inbox, SealedPhoto, SealedText
from storage.tables.offices import Jurisdiction
from storage.tables.reports import Report, ReportDepartment, ReportFile, ReportMessage

PAGE = 6


_ORDER = (
    case((Report.urgent, 0), else_=1),
    case((Report.state == "waiting", 0), (Report.state == "accepted", 1), else_=2),
    Report.received_on,
    Report.id,  # random: of one day, none is the earlier
)


async def list_cases(
    db: AsyncConnection,
    actor: Actor,
    intake: Intake,
    rules: ReportRules,
    today: date,
    *,
    closed: bool = False,
    page: int = 0,
) -> Inbox:
    """The reports that departments of the acting person hold, urgent ones first; PAGE on a page, from 0.

    Raises:
        NotAllowed: not a person.
    """
    person_id = require_person(actor)
    is_open = Report.state != "closed"
    rows = await db.execute(
        select(
            Report.id,
            Report.case_number,
            Report.category,
            Report.urgent,
            Report.state,
            Report.result,
            Report.received_on,
            Report.answered_on,
            Report.handler_id,
        )
        .where(*await _theirs(db, intake, person_id), ~is_open if closed else is_open)
        .order_by(*((Report.closed_on.desc(), Report.id) if closed else _ORDER))
        .limit(PAGE)
        .offset(PAGE * page),
        {"person_id": person_id},
    )
    lines = from_rows(CaseLine, rows, mine=lambda row: row.handler_id == person_id)
    return Inbox(lines, await count_cases(db, actor, intake, rules, today))


async def count_cases(
    db: AsyncConnection, actor: Actor, intake: Intake, rules: ReportRules, today: date
) -> Counts:
    """Count the reports that departments of the acting person hold.

    Raises:
        NotAllowed: not a person.
    """
    person_id = require_person(actor)
    counts = await db.execute(
        select(
            func.count(Report.id).filter(Report.state != "closed").label("open"),
            func.count(Report.id).filter(Report.state == "waiting").label("waiting"),
            func.count(Report.id).filter(overdue(rules, today)).label("overdue"),
            func.count(Report.id).filter(Report.state == "closed").label("closed"),
        ).where(*await _theirs(db, intake, person_id)),
        {"person_id": person_id},
    )
    return from_row(Counts, counts.one())


async def _theirs(db: AsyncConnection, intake: Intake, person_id: int) -> tuple[ColumnElement[bool], ...]:
    """SQL conditions on `Report` for what a person may see; `person_id` is bound."""
    seen = reached("report.read").cte("seen")
    return Report.id.in_(select(seen.c.report_id)), visible(await shut_to(db, intake, person_id))


def overdue(rules: ReportRules, today: date) -> ColumnElement[bool]:
    """Open reports of which `rules.due_on` is before `today`, as a condition on `Report`."""
    waiting = Report.state.in_(("received", "waiting"))
    unanswered = Report.state.in_(("accepted", "asked")) & Report.answered_on.is_(None)

    def before(days: int) -> ColumnElement[bool]:
        return Report.received_on < today - timedelta(days=days)

    return (Report.state != "closed") & or_(
        waiting & before(rules.accept_days),
        unanswered & before(rules.answer_days),
        before(rules.result_days),
    )


async def get_case(db: AsyncConnection, actor: Actor, intake: Intake, report_id: int) -> Case:
    """A report of one's department. Reads only; `note_reading` comes before it.

    Raises:
        NotFound: there is none, or it is another's. NotAllowed: not a person.
    """
    report, by = await held(db, intake, actor, "report.read", report_id)
    holders = await db.execute(
        select(Jurisdiction.id, Jurisdiction.name, ReportDepartment.department)
        .join(Jurisdiction, Jurisdiction.id == ReportDepartment.jurisdiction_id)
        .where(ReportDepartment.report_id == report_id)
        .order_by(Jurisdiction.name, ReportDepartment.department)
    )
    alike, same_place = await _alike(db, actor, intake, report_id)
    return Case(
        report.id,
        report.case_number,
        report.category,
        report.urgent,
        report.state,
        report.result,
        report.received_on,
        report.accepted_on,
        report.answered_on,
        report.closed_on,
        report.handler_id,
        report.jurisdiction_id,
        report.enterprise_tag is not None,
        tuple((id_, name, department) for id_, name, department in holders),
        by,
        alike,
        same_place,
        await _messages(db, report_id),
    )


async def note_reading(
    db: AsyncConnection, actor: Actor, now: datetime, intake: Intake, report_id: int
) -> None:
    """Record in the audit trail that an officer opens a report, each time.

    Raises:
        NotFound: there is none, or it is another's. NotAllowed: not a person.
    """
    await held(db, intake, actor, "report.read", report_id)
    await audit.write(db, actor, now, "read-report", "report", report_id)


async def _messages(db: AsyncConnection, report_id: int) -> tuple[CaseMessage, ...]:
    photos: dict[int, list[SealedPhoto]] = {}
    files = select(ReportFile.message_id, ReportFile.name, ReportFile.key_id, ReportFile.key_office)
    files = files.where(ReportFile.report_id == report_id).order_by(ReportFile.number)
    for message_id, name, key_id, key_office in await db.execute(files):
        photos.setdefault(message_id, []).append(SealedPhoto(name, key_id, key_office))
    rows = await db.execute(
        select(
            ReportMessage.id,
            ReportMessage.author,
            ReportMessage.day,
            ReportMessage.key_id,
            ReportMessage.key_office,
            ReportMessage.body,
        )
        .where(ReportMessage.report_id == report_id, ReportMessage.released)
        .order_by(ReportMessage.position)
    )
    return tuple(
        CaseMessage(
            row.author,
            row.day,
            SealedText(row.key_id, row.key_office, row.body),
            tuple(photos.get(row.id, ())),
        )
        for row in rows
    )


async def _alike(
    db: AsyncConnection, actor: Actor, intake: Intake, report_id: int
) -> tuple[tuple[str, ...], int]:
    """Case numbers of visible reports with this one's text or a photo of it, and the number of reports about
    its enterprise."""
    person_id = require_person(actor)
    seen = reached("report.read").cte("seen")
    this, theirs, photo, other = aliased(Report), Report, aliased(ReportFile), aliased(ReportFile)
    same_photo = exists().where(
        photo.report_id == report_id, other.report_id == theirs.id, photo.photo_tag == other.photo_tag
    )
    rows = await db.execute(
        select(
            theirs.case_number,
            or_(theirs.text_tag == this.text_tag, same_photo).label("same"),
            (theirs.enterprise_tag == this.enterprise_tag).label("there"),
        )
        .join(this, this.id == report_id)
        .where(
            theirs.id != report_id,
            theirs.id.in_(select(seen.c.report_id)),
            visible(await shut_to(db, intake, person_id)),
            or_(
                theirs.text_tag == this.text_tag,
                theirs.enterprise_tag == this.enterprise_tag,
                same_photo,
            ),
        )
        .order_by(theirs.case_number),
        {"person_id": person_id},
    )
    found = rows.all()
    return tuple(row.case_number for row in found if row.same), sum(bool(row.there) for row in found)
