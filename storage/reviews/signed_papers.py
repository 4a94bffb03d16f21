"""Papers about measures: the facts in them, and the signed ones that came back as photos.

A measure has its order (停产整顿决定, 处罚登记, 提请关闭的请示, 拒不整改记录); a suspension also the request
to resume work (复产申请) and its answer (复产验收); what was withdrawn, the paper that says so (撤销决定书).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.base import audit
from storage.base.audit import Actor
from storage.base.errors import NotAllowed, NotFound
from storage.offices import letterheads, staff
from storage.offices.letterheads import Letterhead
from storage.people import contacts
from storage.reviews.measure_views import MeasureView, read_measure
from storage.reviews.resumptions import ResumptionView, latest_sent
from storage.self_checks import signed_copies
from storage.self_checks.attachments import File
from storage.self_checks.signed_copies import SignedPage, Whose
from storage.tables.campaigns import Campaign
from storage.tables.enterprises import Enterprise
from storage.tables.findings import Finding, Rectification
from storage.tables.measures import Measure
from storage.tables.reviews import Escalation
from storage.tables.self_checks import SelfCheck
from storage.tables.system import AuditRow

SEE, ATTACH = "escalation.see", "escalation.decide"
PAPERS = {
    "suspend": ("order", "request", "answer", "withdraw"),
    "penalty": ("order", "withdraw"),
    "closure": ("order", "withdraw"),
    "refusal": ("order", "withdraw"),
}
"""Papers of each kind of measure."""
OWN = frozenset({"request"})
"""Papers of the enterprise itself."""


def papers_of(view: MeasureView, asked: ResumptionView | None) -> tuple[str, ...]:
    """The papers that a measure has by now; `asked`: the newest request to resume work that was sent."""
    wanted = {"order"}
    if asked is not None:
        wanted |= {"request"} if asked.state == "lapsed" else {"request", "answer"}
    if view.state == "annulled":
        wanted.add("withdraw")
    return tuple(paper for paper in PAPERS.get(view.kind, ()) if paper in wanted)


@dataclass(frozen=True, slots=True)
class Fault:
    """A finding that the measure is about. `due_on` None: it has no day; `rejections`: how often its
    rectification was sent back; `closed_on`: the day it was settled."""

    question: str
    due_on: date | None
    measure: str
    rejections: int
    is_closed: bool


@dataclass(frozen=True, slots=True)
class MeasurePaper:
    """All a paper about a measure is made of. `warned`: the instants of warnings (催告) before it; `asked`:
    the newest request to take up work again that was sent."""

    paper: str
    measure: MeasureView
    head: Letterhead
    credit_code: str
    address: str
    industry: str
    pack: str
    form_digest: str
    form_number: str
    raised: str
    faults: tuple[Fault, ...]
    warned: tuple[datetime, ...]
    asked: ResumptionView | None


async def make(db: AsyncConnection, actor: Actor, now: datetime, measure_id: int, paper: str) -> MeasurePaper:
    """The facts of a paper; the audit trail records that it was made.

    Raises:
        NotFound: the measure has no such paper, or nothing was asked for yet. NotAllowed: no seat with
        `escalation.see` that reaches the enterprise; of papers of the enterprise its own people too.
    """
    view, _ = await _seen(db, actor, measure_id, paper)
    row: Any = (
        await db.execute(
            select(
                Enterprise.credit_code,
                Enterprise.address,
                Enterprise.industry,
                Campaign.pack,
                SelfCheck.form_digest,
                SelfCheck.number,
                Escalation.kind,
                Escalation.id,
                Escalation.finding_id,
            )
            .select_from(Measure)
            .join(Escalation, Escalation.id == Measure.escalation_id)
            .join(SelfCheck, SelfCheck.id == Escalation.self_check_id)
            .join(Campaign, Campaign.id == SelfCheck.campaign_id)
            .join(Enterprise, Enterprise.id == Measure.enterprise_id)
            .where(Measure.id == measure_id)
        )
    ).one()
    asked = await latest_sent(db, measure_id) if view.kind == "suspend" else None
    if paper not in papers_of(view, asked):
        raise NotFound
    await audit.write(db, actor, now, "paper", "measure", measure_id, {"paper": paper})
    return MeasurePaper(
        paper,
        view,
        await letterheads.letterhead_of(db, _office_of(view, paper)),
        row.credit_code,
        row.address,
        row.industry,
        row.pack,
        row.form_digest,
        row.number or "",
        row.kind,
        await faults_of(db, view.self_check_id, row.finding_id),
        await warnings_of(db, row.id),
        asked,
    )


async def attach(
    db: AsyncConnection, actor: Actor, now: datetime, measure_id: int, paper: str, file: File
) -> int:
    """Add a stored page of a signed paper; return how many it has. The same bytes twice are one.

    Raises:
        NotFound: the measure has no such paper. NotAllowed: no seat with `escalation.decide` that reaches the
        office of the measure; of papers of the enterprise its own people too. Invalid: see `signed_copies`.
    """
    by_office = await _hold(db, actor, measure_id, paper)
    return await signed_copies.add(db, actor, now, _whose(measure_id, paper), file, by_office=by_office)


async def replace(db: AsyncConnection, actor: Actor, now: datetime, measure_id: int, paper: str) -> int:
    """Set the pages of a signed paper aside; return how many there were.

    Raises:
        NotFound, NotAllowed: as `attach`.
    """
    await _hold(db, actor, measure_id, paper)
    return await signed_copies.replace(db, actor, now, _whose(measure_id, paper))


async def pages(
    db: AsyncConnection, actor: Actor, measure_id: int, paper: str, *, all_: bool = False
) -> tuple[SignedPage, ...]:
    """The pages of a signed paper; `all_`: also those that were replaced.

    Raises:
        NotFound, NotAllowed: as `make`.
    """
    await _seen(db, actor, measure_id, paper)
    return await signed_copies.pages(db, _whose(measure_id, paper), all_=all_)


def _whose(measure_id: int, paper: str) -> Whose:
    return Whose("measure", measure_id, paper)


async def _seen(db: AsyncConnection, actor: Actor, measure_id: int, paper: str) -> tuple[MeasureView, bool]:
    """The measure, for who may see the paper, and whether its own people ask."""
    view, place_id = await read_measure(db, measure_id)
    own = paper in OWN and await contacts.is_contact(db, actor, view.enterprise_id)
    if not own:
        await staff.require(db, actor, SEE, place_id)
    if paper not in PAPERS.get(view.kind, ()) or (paper == "withdraw" and view.state != "annulled"):
        raise NotFound
    return view, own


def _office_of(view: MeasureView, paper: str) -> int:
    """The place whose office writes a paper: one above may have withdrawn the decision."""
    return view.withdrawn_at_id or view.jurisdiction_id if paper == "withdraw" else view.jurisdiction_id


async def _hold(db: AsyncConnection, actor: Actor, measure_id: int, paper: str) -> bool:
    """Hold the measure until commit; whether an office acts."""
    await db.execute(update(Measure).where(Measure.id == measure_id).values(state=Measure.state))
    view, own = await _seen(db, actor, measure_id, paper)
    if own:
        return False
    if actor.person_id is None:
        raise NotAllowed
    await staff.require(db, actor, ATTACH, view.jurisdiction_id, of=[view.enterprise_id])
    return True


async def warnings_of(db: AsyncConnection, escalation_id: int) -> tuple[datetime, ...]:
    """The instants of warnings (催告) in a task. Checks no right."""
    warnings = select(AuditRow.at).where(
        AuditRow.subject == "escalation", AuditRow.subject_id == escalation_id, AuditRow.action == "warn"
    )
    return tuple((await db.execute(warnings.order_by(AuditRow.id))).scalars())


async def faults_of(db: AsyncConnection, self_check_id: int, finding_id: int | None) -> tuple[Fault, ...]:
    """The finding the task was about; without one, all of the form that were not withdrawn. Checks no
    right."""
    of = Finding.id == finding_id if finding_id is not None else Finding.self_check_id == self_check_id
    rows: Any = await db.execute(
        select(
            Finding.question,
            Rectification.due_on,
            Rectification.measure,
            Rectification.rejections,
            Finding.state,
            Rectification.state.label("remedy"),
        )
        .outerjoin(Rectification, Rectification.finding_id == Finding.id)
        .where(of, Finding.state != "withdrawn")
        .order_by(Finding.id)
    )
    return tuple(
        Fault(row.question, row.due_on, row.measure or "", row.rejections or 0, row.state == "closed")
        for row in rows
    )
