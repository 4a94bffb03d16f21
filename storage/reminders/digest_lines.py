"""Lines of a digest, read from the current facts: reminders that no longer hold are left out."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, cast

from sqlalchemy import and_, case, exists, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from content.model.base import Text
from content.model.library import Library
from content.model.reminder_kinds import ABOUTS, FACTS, About
from content.registry import complete
from content.rules import Answered, Verdict, closed, skips, tally
from storage.base.rows import from_row, from_rows
from storage.campaigns import forms
from storage.campaigns.dates import list_opened
from storage.campaigns.places import CampaignName, in_several
from storage.campaigns.running import FORM_DUTY
from storage.membership.reminder_access import ACCESS, acts_for, goes_along, is_guest, sees_as_office
from storage.reminders import gathered, own_duties
from storage.reminders.duty_planning import owed_lines
from storage.reminders.fact_planning import list_facts_due
from storage.reminders.gathered import Gathered
from storage.reminders.line_queries import is_queued, lines_about, muted, wanted_on
from storage.reminders.lines import (
    CheckLine,
    DutyLine,
    EscalationLine,
    FactLine,
    FixLine,
    Line,
    OwnDutyLine,
    PhotoLine,
    RecheckLine,
    UpkeepLine,
    VisitLine,
)
from storage.reviews.escalation_views import cause_holds
from storage.tables.campaigns import Campaign, CampaignDuty
from storage.tables.enterprises import Enterprise, Upkeep
from storage.tables.findings import Finding, Rectification
from storage.tables.inspections import Inspection
from storage.tables.offices import Jurisdiction
from storage.tables.reminders import Digest, Reminder
from storage.tables.reviews import Escalation
from storage.tables.self_checks import HANDED_IN, Answer, OwedPhoto, SelfCheck

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class DigestFacts:
    """A digest of the local `day` of `zone`; `dropped`: ids of reminders that no longer hold. `mail`: what
    its reader's office is told besides (`gathered`).
    """

    id: int
    day: date
    zone: str
    lines: tuple[Line, ...]
    dropped: tuple[int, ...]
    mail: tuple[Gathered, ...] = ()
    years: bool = False
    """Whether a campaign that it is about has days in more than one year."""
    plans: Mapping[int, str] = field(default_factory=dict)
    """The plan of the campaign that each line is about, by the line's id."""


async def load(
    db: AsyncConnection, now: datetime, library: Library, digest_ids: Sequence[int]
) -> dict[int, DigestFacts]:
    """The digests of those ids; a query for each kind of line among them, however many they are."""
    heads = (
        await db.execute(select(Digest.id, Digest.day, Digest.zone).where(Digest.id.in_(digest_ids)))
    ).all()
    queued: dict[int, set[int]] = defaultdict(set)
    subjects: set[str] = set()
    rows: Any = await db.execute(
        select(Reminder.id, Reminder.digest_id, Reminder.subject, Reminder.campaign_id).where(
            is_queued(digest_ids)
        )
    )
    about: dict[int, set[int]] = defaultdict(set)
    of: dict[int, int] = {}
    for id_, digest_id, subject, campaign_id in rows:
        queued[digest_id].add(id_)
        subjects.add(subject)
        if campaign_id is not None:
            about[digest_id].add(campaign_id)
            of[id_] = campaign_id
    campaigns = {one.id: one for one in await list_opened(db, sorted(set(of.values())))}
    spanning = {one.id for one in campaigns.values() if one.spans_years}
    lines: dict[int, list[Line]] = defaultdict(list)
    for subject in sorted(subjects):
        read = _BY_SUBJECT.get(subject)
        if read is None:  # written by another version of the program
            _log.error("nobody reads reminders of '%s': they are dropped", subject)
            continue
        for line in await read(db, library, digest_ids):
            lines[line.digest_id].append(line)
    await _name_campaigns(db, lines)
    mail = await gathered.load(db, now, digest_ids)
    return {
        id_: DigestFacts(
            id_,
            day,
            zone,
            tuple(lines[id_]),
            tuple(sorted(queued[id_] - {line.id for line in lines[id_]})),
            tuple(mail.get(id_, ())),
            not spanning.isdisjoint(about[id_]),
            {line.id: campaigns[of[line.id]].pack for line in lines[id_] if line.id in of},
        )
        for id_, day, zone in heads
    }


async def _name_campaigns(db: AsyncConnection, lines: dict[int, list[Line]]) -> None:
    """Set the campaign of each line whose enterprise is in several; recurring dates have none."""
    every = [line for listed in lines.values() for line in listed if not isinstance(line, UpkeepLine)]
    shared = await in_several(db, {line.enterprise_id for line in every if line.enterprise_id})
    wanted = [
        line.id
        for line in every
        if line.enterprise_id in shared
        or isinstance(line, DutyLine)
        or (isinstance(line, FactLine) and line.several)
    ]
    if not wanted:
        return
    query = (
        select(Reminder.id.label("reminder_id"), Campaign.id, Campaign.pack, Jurisdiction.name.label("place"))
        .join(Campaign, Campaign.id == Reminder.campaign_id)
        .join(Jurisdiction, Jurisdiction.id == Campaign.jurisdiction_id)
        .where(Reminder.id.in_(wanted))
    )
    rows: Any = await db.execute(query)
    names = {row.reminder_id: from_row(CampaignName, row) for row in rows}
    for digest_id, listed in lines.items():
        duties = {names[line.id].id for line in listed if isinstance(line, DutyLine) and line.id in names}
        lines[digest_id] = [
            replace(line, campaign=names[line.id])
            if line.id in names and (len(duties) > 1 or not isinstance(line, DutyLine))
            else line
            for line in listed
        ]


async def _checks(db: AsyncConnection, library: Library, digest_ids: Sequence[int]) -> list[CheckLine]:
    query = (
        lines_about(
            digest_ids,
            "self_check",
            CampaignDuty.grace_until,
            SelfCheck.id.label("check_id"),
            SelfCheck.form_digest,
            SelfCheck.industry,
            SelfCheck.facts,
        )
        .join(Enterprise, Enterprise.id == Reminder.subject_id)
        .join(
            CampaignDuty,
            and_(
                CampaignDuty.campaign_id == Campaign.id,
                CampaignDuty.code == FORM_DUTY,
                CampaignDuty.due_on == Reminder.due_on,  # moved: the new day has reminders of its own
            ),
        )
        .outerjoin(
            SelfCheck,
            and_(SelfCheck.campaign_id == Campaign.id, SelfCheck.enterprise_id == Enterprise.id),
        )
        .where(
            or_(SelfCheck.id.is_(None), and_(SelfCheck.state == "draft", SelfCheck.recheck_on.is_(None))),
            acts_for(),
        )
    )
    rows = (await db.execute(query)).all()
    answered: dict[int, dict[str, Answered]] = defaultdict(dict)
    begun = [row.check_id for row in rows if row.check_id is not None]
    if begun:
        answers = select(Answer.self_check_id, Answer.question, Answer.verdict).where(
            Answer.self_check_id.in_(begun), Answer.verdict.is_not(None)
        )
        for check_id, question, verdict in await db.execute(answers):
            answered[check_id][question] = Answered(cast(Verdict, verdict))
    return [await _check(db, row, answered[row.check_id]) for row in rows]


async def _check(db: AsyncConnection, row: Any, answered: dict[str, Answered]) -> CheckLine:
    done = total = 0
    if answered:
        form = await forms.get(db, row.form_digest)  # parsed once a process
        fallen = skips(form, row.facts, row.industry)
        fallen |= closed(form, fallen, {code: answer.verdict for code, answer in answered.items()})
        standing = {code: answer for code, answer in answered.items() if code not in fallen}
        counted = tally(form, fallen, standing)
        done, total = counted.done, counted.total
    return from_row(CheckLine, row, answered=done, total=total)


async def _rechecks(db: AsyncConnection, library: Library, digest_ids: Sequence[int]) -> list[RecheckLine]:
    decided_by_office = exists().where(  # escalated already: the office is told of the task instead
        Escalation.self_check_id == SelfCheck.id, Escalation.kind == "recheck", Escalation.state == "open"
    )
    query = (
        lines_about(digest_ids, "recheck")
        .join(
            SelfCheck,
            and_(
                SelfCheck.id == Reminder.subject_id,
                SelfCheck.state == "draft",
                SelfCheck.recheck_on == Reminder.due_on,  # handed back again: reminders of its own
            ),
        )
        .join(Enterprise, Enterprise.id == SelfCheck.enterprise_id)
        .where(or_(acts_for(), and_(sees_as_office(Enterprise.jurisdiction_id), ~decided_by_office)))
    )
    return list(from_rows(RecheckLine, await db.execute(query)))


async def _fixes(db: AsyncConnection, library: Library, digest_ids: Sequence[int]) -> list[FixLine]:
    query = (
        lines_about(
            digest_ids,
            "rectification",
            Finding.question,
            SelfCheck.form_digest,
            Rectification.measure,
            Rectification.responsible,
            Rectification.first_due_on,
            acts_for().label("is_contact"),
            wanted_on().label("wanted_on"),
        )
        .join(Finding, and_(Finding.id == Reminder.subject_id, Finding.state == "open"))
        .join(SelfCheck, SelfCheck.id == Finding.self_check_id)
        .join(
            Rectification,
            and_(
                Rectification.finding_id == Finding.id,
                Rectification.state == "open",
                Rectification.due_on == Reminder.due_on,  # put off: the new day has reminders of its own
            ),
        )
        .join(Enterprise, Enterprise.id == Finding.enterprise_id)
        .where(or_(acts_for(), is_guest()))
    )
    lines = []
    for row in (await db.execute(query)).all():
        form = await forms.get(db, row.form_digest)
        fault = form.by_code[row.question][1].marked_fault
        lines.append(from_row(FixLine, row, fault=fault, is_contact=bool(row.is_contact)))
    return lines


async def _photos(db: AsyncConnection, library: Library, digest_ids: Sequence[int]) -> list[PhotoLine]:
    """Lines of photos owed. An office is told nothing of a draft."""
    query = (
        lines_about(digest_ids, "photo", OwedPhoto.question, SelfCheck.form_digest)
        .join(
            OwedPhoto,
            and_(
                OwedPhoto.id == Reminder.subject_id,
                OwedPhoto.state == "open",
                OwedPhoto.due_on == Reminder.due_on,  # put off again: reminders of its own
            ),
        )
        .join(SelfCheck, SelfCheck.id == OwedPhoto.self_check_id)
        .join(Enterprise, Enterprise.id == OwedPhoto.enterprise_id)
        .where(
            or_(acts_for(), and_(sees_as_office(Enterprise.jurisdiction_id), SelfCheck.state.in_(HANDED_IN)))
        )
    )
    lines = []
    for row in (await db.execute(query)).all():
        item, _ = (await forms.get(db, row.form_digest)).by_code[row.question]
        lines.append(from_row(PhotoLine, row, title=item.check.title))
    return lines


async def _escalations(
    db: AsyncConnection, library: Library, digest_ids: Sequence[int]
) -> list[EscalationLine]:
    over_on = case((Escalation.kind == "recheck", SelfCheck.recheck_on), else_=Rectification.due_on)
    query = (
        lines_about(
            digest_ids,
            "escalation",
            Escalation.kind,
            Finding.question,
            SelfCheck.form_digest,
            over_on.label("over_on"),
            wanted_on().label("wanted_on"),
        )
        .join(Escalation, and_(Escalation.id == Reminder.subject_id, Escalation.state == "open"))
        .join(SelfCheck, SelfCheck.id == Escalation.self_check_id)
        .join(Enterprise, Enterprise.id == Escalation.enterprise_id)
        .outerjoin(Finding, Finding.id == Escalation.finding_id)
        .outerjoin(Rectification, Rectification.finding_id == Escalation.finding_id)
        .where(cause_holds, sees_as_office(Escalation.jurisdiction_id))
    )
    lines = []
    for row in (await db.execute(query)).all():
        fault = None
        if row.question is not None:
            fault = (await forms.get(db, row.form_digest)).by_code[row.question][1].marked_fault
        lines.append(from_row(EscalationLine, row, fault=fault))
    return lines


async def _upkeeps(db: AsyncConnection, library: Library, digest_ids: Sequence[int]) -> list[UpkeepLine]:
    query = (
        lines_about(digest_ids, "upkeep", Upkeep.kind, Upkeep.last_on)
        .join(
            Upkeep,
            and_(
                Upkeep.id == Reminder.subject_id,
                Upkeep.state == "active",
                Upkeep.due_on == Reminder.due_on,
            ),
        )
        .join(Enterprise, Enterprise.id == Upkeep.enterprise_id)
        .where(acts_for())
    )
    return list(from_rows(UpkeepLine, await db.execute(query)))


async def _visits(db: AsyncConnection, library: Library, digest_ids: Sequence[int]) -> list[VisitLine]:
    query = (
        lines_about(digest_ids, "inspection", Inspection.state)
        .join(
            Inspection,
            and_(
                Inspection.id == Reminder.subject_id,
                Inspection.state.in_(("planned", "open")),
                Inspection.planned_on == Reminder.due_on,  # moved: the new day has reminders of its own
            ),
        )
        .join(Enterprise, Enterprise.id == Inspection.enterprise_id)
        .where(goes_along())
    )
    return list(from_rows(VisitLine, await db.execute(query)))


async def _own_duties(db: AsyncConnection, library: Library, digest_ids: Sequence[int]) -> list[OwnDutyLine]:
    """Lines of all own duties due on the day of a reminder and not done."""
    query = (
        lines_about(digest_ids, "own_duty", Campaign.pack, CampaignDuty.code)
        .join(Enterprise, Enterprise.id == Reminder.subject_id)
        .join(CampaignDuty, CampaignDuty.campaign_id == Campaign.id)
        .where(CampaignDuty.due_on == Reminder.due_on, acts_for(), ~own_duties.is_recorded(Enterprise.id))
    )
    titles: dict[int, tuple[Any, list[Text]]] = {}
    for row in (await db.execute(query)).all():
        if (title := own_duties.title_of(library, row.pack, row.code)) is not None:
            titles.setdefault(row.id, (row, []))[1].append(title)
    return [from_row(OwnDutyLine, row, titles=tuple(found)) for row, found in titles.values()]


async def _duties(db: AsyncConnection, library: Library, digest_ids: Sequence[int]) -> list[DutyLine]:
    query = select(Reminder.id, Reminder.digest_id, Reminder.rule, Reminder.subject_id, Reminder.due_on)
    rows = (await db.execute(query.where(is_queued(digest_ids), Reminder.subject == "duty", ~muted()))).all()
    owed = await owed_lines(db, library, [row.id for row in rows])
    return [
        from_row(DutyLine, row, enterprise_id=0, enterprise="", title=owed[row.id].title)
        for row in rows
        if row.id in owed
    ]


async def _facts(db: AsyncConnection, library: Library, digest_ids: Sequence[int]) -> list[FactLine]:
    return [
        FactLine(
            id=one.reminder_id,
            digest_id=one.digest_id,
            rule=one.rule,
            subject_id=one.fact.place_id,
            due_on=one.fact.since,
            enterprise_id=0,
            enterprise="",
            fact=one.fact,
            place=one.place,
            several=one.several,
        )
        for one in await list_facts_due(db, library, digest_ids)
    ]


Reader = Callable[[AsyncConnection, Library, Sequence[int]], Awaitable[Sequence[Line]]]
"""A function that reads the lines of a kind in these digests that still hold."""

READERS: Mapping[About, Reader] = complete(
    "storage.reminders.digest_lines.READERS",
    ABOUTS,
    {
        "self_check": _checks,
        "recheck": _rechecks,
        "rectification": _fixes,
        "photo": _photos,
        "escalation": _escalations,
        "upkeep": _upkeeps,
        "inspection": _visits,
        "own_duty": _own_duties,
        "duty": _duties,
        **dict.fromkeys(FACTS, _facts),
    },
)
_BY_SUBJECT: Mapping[str, Reader] = {ACCESS[about].subject: read for about, read in READERS.items()}
