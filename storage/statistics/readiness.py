"""Preparation of an office for inspectors (迎检准备): the plan's duties and stored records, each with its
state."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from sqlalchemy import Date, and_, bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from content.model.library import Library
from content.model.pack import Pack
from storage.base.audit import Actor
from storage.campaigns import duties, points
from storage.campaigns import opening as campaigns
from storage.campaigns.views import PhaseDates
from storage.exchange import circular_views, record_views
from storage.inspections import figures as inspections
from storage.offices import hotlines
from storage.offices.jurisdictions import below_cte
from storage.reviews import measure_views
from storage.self_checks import signed_forms
from storage.statistics import overviews
from storage.tables.campaigns import Campaign, DutyMark
from storage.tables.enterprises import Enterprise
from storage.tables.exchange import Circular, CircularCopy, DutyRecord
from storage.tables.incidents import Incident
from storage.tables.inspections import Inspection, InspectionFile
from storage.tables.measures import Measure, PlaceExposure
from storage.tables.meetings import Meeting, MeetingPoint
from storage.tables.notices import Notice, NoticeCopy
from storage.tables.reviews import Escalation, Review
from storage.tables.self_checks import SelfCheck
from storage.tables.signed import SignedCopy

State = Literal["missing", "partly", "ready", "none"]
"""`none`: there was no occasion for it, such as no accident."""


@dataclass(frozen=True, slots=True)
class Material:
    """Something inspectors ask to see. `code` names its sentences, `values` are what they say.

    Codes: duty (of the plan: `pack`, `duty`, `due`, `years`, `decided` of a meeting's point, `records`), row
    (of the form: `number`, `text`, `verdict`, `files`), and those of `_of_office` and of `own_readiness`.
    """

    code: str
    state: State
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Readiness:
    """The state of preparation on a local day: duties of the plan, then records of all kinds.
    `name`: of the place, or of the enterprise; `enterprise_id` None: of an office."""

    campaign_id: int
    pack: str
    jurisdiction_id: int
    enterprise_id: int | None
    name: str
    day: date
    phases: tuple[PhaseDates, ...]
    duties: tuple[Material, ...]
    records: tuple[Material, ...]

    @property
    def every(self) -> tuple[Material, ...]:
        """All entries: missing ones, partly ready ones, the rest."""
        order: tuple[State, ...] = ("missing", "partly", "ready", "none")
        both = (*self.duties, *self.records)
        return tuple(one for state in order for one in both if one.state == state)

    def count(self, state: State) -> int:
        """The number of entries in that state."""
        return sum(one.state == state for one in (*self.duties, *self.records))


async def of_office(
    db: AsyncConnection,
    actor: Actor,
    library: Library,
    campaign_id: int,
    jurisdiction_id: int | None,
    today: date,
) -> Readiness:
    """The list of what inspectors ask of the office of a place (None: the campaign's own) in a campaign.

    Raises:
        NotFound, NotAllowed: see `overviews.overview`.
    """
    view = await overviews.overview(db, actor, campaign_id, jurisdiction_id, today)
    place = view.place_id
    counted = await record_views.counts(db, actor, place)
    owed = [
        _duty(one.pack, one.code, counted.get((campaign_id, one.code), 0), one, view.day)
        for one in await duties.list_owed(db, actor, library, place, view.day)
        if one.campaign_id == campaign_id
    ]
    lasting = [
        _duty(one.pack, one.code, counted.get((campaign_id, one.code), 0), None, view.day)
        for one in await duties.list_standing(db, actor, library, place)
        if one.campaign_id == campaign_id
    ]
    campaign = await campaigns.get_campaign(db, campaign_id)
    records = await _of_office(db, actor, library.packs.get(view.pack), view)
    return Readiness(
        campaign_id,
        view.pack,
        place,
        None,
        view.place,
        view.day,
        campaign.phases,
        (*owed, *lasting),
        tuple(records),
    )


def _duty(pack: str, code: str, records: int, owed: duties.OwedDuty | None, today: date) -> Material:
    """A duty of the plan: done, over its day, to come; without a day: whether anything is recorded."""
    values = {"pack": pack, "duty": code, "records": records}
    if owed is None:
        return Material(
            "duty", "ready" if records else "missing", {**values, "due": None, "kind": "standing"}
        )
    values |= {"due": owed.due_on, "decided": owed.decided.text if owed.decided else ""}
    if owed.done_at is not None:
        return Material("duty", "ready", {**values, "kind": "done"})
    late = owed.due_on < today
    kind = "late" if late else "coming"
    return Material("duty", "missing" if late else "partly", {**values, "kind": kind})


def share_state(part: int, whole: int) -> State:
    """The state of something that each of `whole` has."""
    if not whole:
        return "none"
    return "ready" if part >= whole else "partly" if part else "missing"


async def _of_office(
    db: AsyncConnection, actor: Actor, pack: Pack | None, view: overviews.Overview
) -> list[Material]:
    given = {"root": view.place_id, "campaign": view.campaign_id, "today": view.day}
    steps, remedies = view.steps, view.remedies
    visits = await inspections.coverage(db, view.campaign_id, view.place_id)
    found: dict[str, int] = {}
    for query in _COUNTED:
        found |= {
            name: int(value or 0) for name, value in (await db.execute(query, given)).one()._mapping.items()
        }
    settled = remedies.closed
    every = settled + remedies.undecided + remedies.open + remedies.overdue + remedies.done
    lines = len(await hotlines.published_at(db, view.place_id))
    letters = [one for one in await circular_views.list_copies(db, actor, view.place_id) if one.is_open]
    named = found["named_units"] + found["named_places"]
    remedied: State = "none" if not every else "missing" if remedies.overdue else share_state(settled, every)
    made = [
        Material("units", "ready" if steps.enterprises else "missing", _of(steps, "enterprises", "joined")),
        _shared("forms", "submitted", steps),
        Material(
            "signed",
            share_state(found["signed"], steps.submitted),
            {"signed": found["signed"], "submitted": steps.submitted},
        ),
        _shared("reviews", "reviewed", steps),
        Material(
            "visits",
            share_state(found["visits_signed"], visits.visits),
            {"visits": visits.visits, "visited": visits.visited, "signed": found["visits_signed"]},
        ),
        Material("remedies", remedied, {"closed": settled, "found": every, "overdue": remedies.overdue}),
        Material(
            "notices",
            "ready" if found["notices"] else "missing",
            {name: found[name] for name in ("notices", "people", "read")},
        ),
        Material(
            "circulars",
            share_state(found["answered"], found["asked"])
            if found["asked"]
            else "ready"
            if found["circulars"]
            else "none",
            {name: found[name] for name in ("circulars", "answered", "asked")},
        ),
        Material("letters", "partly" if letters else "ready", {"open": len(letters)}),
        Material(
            "meetings",
            "none" if not found["meetings"] else "partly" if found["points_late"] else "ready",
            {name: found[name] for name in ("meetings", "points", "points_done", "points_late")},
        ),
        Material(
            "measures",
            share_state(found["measures_signed"], found["measures"]),
            {"measures": found["measures"], "signed": found["measures_signed"]},
        ),
        Material(
            "exposed",
            "ready" if named else "none",
            {"units": found["named_units"], "places": found["named_places"]},
        ),
        Material(
            "incidents",
            "none" if not found["incidents"] else "partly" if found["incidents_open"] else "ready",
            {"incidents": found["incidents"], "open": found["incidents_open"]},
        ),
        Material("hotline", "ready" if lines else "missing", {"lines": lines}),
        Material(
            "handed",
            "none" if not found["handed"] else "partly" if found["returned"] else "ready",
            {name: found[name] for name in ("handed", "received", "returned")},
        ),
    ]
    exposes = pack is not None and any(rule.code == "exposure" for rule in pack.rules)
    return [one for one in made if one.code != "exposed" or exposes or named]


def _shared(code: str, step: str, steps: overviews.Steps) -> Material:
    """Something that each enterprise has once it reached a step."""
    values = _of(steps, step, "enterprises")
    return Material(code, share_state(values[step], steps.enterprises), values)


def _of(given: object, *names: str) -> dict[str, int]:
    return {name: getattr(given, name) for name in names}


_campaign: Any = bindparam("campaign")
_root: Any = bindparam("root")
_places = select(below_cte().c.id)
_active = (Enterprise.state == "active", Enterprise.jurisdiction_id.in_(_places))
_has_signed_order = (
    select(SignedCopy.id)
    .where(SignedCopy.measure_id == Measure.id, SignedCopy.paper == "order", SignedCopy.replaced_at.is_(None))
    .correlate(Measure)
    .exists()
)
_has_signed_visit = (
    select(InspectionFile.id)
    .where(InspectionFile.inspection_id == Inspection.id, InspectionFile.question == "")
    .correlate(Inspection)
    .exists()
)
_mark = and_(
    DutyMark.campaign_id == MeetingPoint.campaign_id,
    DutyMark.jurisdiction_id == MeetingPoint.jurisdiction_id,
    DutyMark.code == points.CODE,
)
_during = and_(
    Campaign.id == _campaign,
    Circular.sent_at >= Campaign.opened_at,
    Campaign.closed_at.is_(None) | (Circular.sent_at <= Campaign.closed_at),
)
_COUNTED: tuple[Any, ...] = (
    select(func.count(SelfCheck.id.distinct()).label("signed"))
    .join(SignedCopy, SignedCopy.self_check_id == SelfCheck.id)
    .join(Enterprise, Enterprise.id == SelfCheck.enterprise_id)
    .where(SelfCheck.campaign_id == _campaign, signed_forms.is_current(), *_active),
    select(func.count(Inspection.id).label("visits_signed"))
    .join(Enterprise, Enterprise.id == Inspection.enterprise_id)
    .where(Inspection.campaign_id == _campaign, Inspection.state == "done", _has_signed_visit, *_active),
    select(
        func.count(Notice.id.distinct()).label("notices"),
        func.count(NoticeCopy.id).filter(NoticeCopy.sent_at.is_not(None)).label("people"),
        func.count(NoticeCopy.id).filter(NoticeCopy.read_revision == Notice.revision).label("read"),
    )
    .outerjoin(NoticeCopy, and_(NoticeCopy.notice_id == Notice.id, NoticeCopy.number == 1))
    .where(
        Notice.jurisdiction_id == _root,
        Notice.campaign_id == _campaign,
        Notice.started_at.is_not(None),
        Notice.state != "withdrawn",
    ),
    select(
        func.count(Circular.id.distinct()).label("circulars"),
        func.count(CircularCopy.jurisdiction_id).filter(Circular.answer_by.is_not(None)).label("asked"),
        func.count(CircularCopy.jurisdiction_id)
        .filter(Circular.answer_by.is_not(None), CircularCopy.answered_at.is_not(None))
        .label("answered"),
    )
    .join(CircularCopy, CircularCopy.circular_id == Circular.id)
    .join(Campaign, _during)
    .where(Circular.jurisdiction_id == _root, Circular.recalled_at.is_(None)),
    select(func.count(Meeting.id).label("meetings")).where(
        Meeting.jurisdiction_id == _root, Meeting.campaign_id == _campaign, Meeting.state == "held"
    ),
    select(
        func.count(MeetingPoint.id).label("points"),
        func.count(DutyMark.id).label("points_done"),
        func.count(MeetingPoint.id)
        .filter(DutyMark.id.is_(None), MeetingPoint.due_on < bindparam("today", type_=Date()))
        .label("points_late"),
    )
    .join(Meeting, Meeting.id == MeetingPoint.meeting_id)
    .outerjoin(DutyMark, _mark)
    .where(
        Meeting.jurisdiction_id == _root, Meeting.campaign_id == _campaign, MeetingPoint.removed_at.is_(None)
    ),
    select(
        func.count(Measure.id).label("measures"),
        func.count(Measure.id).filter(_has_signed_order).label("measures_signed"),
    )
    .join(Escalation, Escalation.id == Measure.escalation_id)
    .join(SelfCheck, SelfCheck.id == Escalation.self_check_id)
    .join(Enterprise, Enterprise.id == Measure.enterprise_id)
    .where(
        SelfCheck.campaign_id == _campaign,
        Enterprise.jurisdiction_id.in_(_places),
        Measure.state != "annulled",
    ),
    measure_views.exposed(
        select(func.count(SelfCheck.enterprise_id.distinct()).label("named_units")).select_from(Review),
        _campaign,
    ),
    select(func.count(PlaceExposure.id).label("named_places")).where(
        PlaceExposure.campaign_id == _campaign,
        PlaceExposure.office_id == _root,
        PlaceExposure.state == "agreed",
    ),
    select(
        func.count(Incident.id).label("incidents"),
        func.count(Incident.id).filter(Incident.state == "open").label("incidents_open"),
    )
    .join(Enterprise, Enterprise.id == Incident.enterprise_id)
    .join(
        Campaign,
        and_(
            Campaign.id == _campaign,
            Incident.recorded_at >= Campaign.opened_at,
            Campaign.closed_at.is_(None) | (Incident.recorded_at <= Campaign.closed_at),
        ),
    )
    .where(Enterprise.jurisdiction_id.in_(_places), Incident.state != "annulled"),
    select(
        func.count(DutyRecord.id).filter(DutyRecord.state != "kept").label("handed"),
        func.count(DutyRecord.id).filter(DutyRecord.state == "received").label("received"),
        func.count(DutyRecord.id).filter(DutyRecord.state == "returned").label("returned"),
    ).where(
        DutyRecord.jurisdiction_id == _root,
        DutyRecord.enterprise_id.is_(None),
        DutyRecord.campaign_id == _campaign,
        DutyRecord.removed_at.is_(None),
    ),
)
