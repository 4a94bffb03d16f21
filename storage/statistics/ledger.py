"""The ledger (台账, domain 1.8), page by page: enterprises, findings, reviews, coverage. Reading only.

Pages are found by the key of the row before, so that the hundred-thousandth costs what the first does.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import bindparam, exists, func, literal, null, select
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.orm import aliased

from storage.base.audit import Actor
from storage.base.errors import NotFound
from storage.campaigns import opening as campaigns
from storage.campaigns.progress import REMEDIES, by_place, in_scope
from storage.offices import jurisdictions, staff
from storage.offices.jurisdictions import below_cte
from storage.self_checks import signed_forms
from storage.statistics.ledger_rows import (
    CoverageRow,
    DatedAnswer,
    EnterpriseRow,
    FindingRow,
    LedgerHead,
    MeasureRow,
    ReviewRow,
)
from storage.statistics.units import unheeded
from storage.tables.enterprises import Enterprise
from storage.tables.finding_states import FOUND, SETTLED, counts, overdue
from storage.tables.findings import Extension, Finding, Rectification
from storage.tables.measures import Measure, Withdrawal
from storage.tables.offices import Jurisdiction, Staff
from storage.tables.people import Contact
from storage.tables.reviews import Escalation, Review
from storage.tables.self_checks import Answer, SelfCheck, reported
from storage.tables.signed import SignedCopy
from storage.tables.statistics import CampaignProgress

RIGHT = "ledger.export"


PAGE = 1000


_places = select(below_cte().c.id)


_joined = select(Contact.id).where(Contact.enterprise_id == Enterprise.id).exists()


def _name_of(person: Any) -> Any:
    """The name of an officer; empty for nobody, and if they have left all offices."""
    return func.coalesce(
        select(func.max(Staff.name))
        .where(Staff.person_id == person, Staff.revoked_at.is_(None))
        .scalar_subquery(),
        "",
    )


def _findings_of(*where: Any) -> Any:
    return (
        select(func.count())
        .select_from(Finding)
        .outerjoin(Rectification, Rectification.finding_id == Finding.id)
        .where(Finding.self_check_id == SelfCheck.id, counts(), *where)
        .correlate(SelfCheck)
        .scalar_subquery()
    )


latest_verdict = (
    select(Review.verdict)
    .where(Review.self_check_id == SelfCheck.id, Review.state == "decided")
    .order_by(Review.round.desc())
    .limit(1)
    .correlate(SelfCheck)
    .scalar_subquery()
)


_signed = (
    select(func.count())
    .select_from(SignedCopy)
    .where(SignedCopy.self_check_id == SelfCheck.id, signed_forms.is_current())
    .correlate(SelfCheck)
    .scalar_subquery()
)


def _enterprises(joined: Any) -> Any:
    return (
        select(
            Enterprise.id,
            Enterprise.name,
            Enterprise.credit_code,
            Jurisdiction.name.label("place"),
            Enterprise.industry,
            Enterprise.address,
            Enterprise.headcount,
            Enterprise.contact_name.label("contact"),
            Enterprise.phone,
            joined.label("joined"),
            SelfCheck.state.label("check_state"),
            SelfCheck.number,
            SelfCheck.submitted_at,
            latest_verdict.label("verdict"),
            _findings_of(FOUND).label("found"),
            _findings_of(FOUND, ~SETTLED).label("open"),
            _findings_of(overdue()).label("overdue"),
            _signed.label("signed"),
        )
        .outerjoin(
            SelfCheck,
            (SelfCheck.enterprise_id == Enterprise.id) & (SelfCheck.campaign_id == bindparam("campaign")),
        )
        .where(Enterprise.id > bindparam("after"))
        .order_by(Enterprise.id)
        .limit(PAGE)
    )


_dated = (
    select(SelfCheck.enterprise_id, SelfCheck.form_digest, Answer.question, Answer.dated_on, SelfCheck.facts)
    .join(Answer, Answer.self_check_id == SelfCheck.id)
    .where(
        SelfCheck.campaign_id == bindparam("campaign"),
        SelfCheck.enterprise_id.between(bindparam("first"), bindparam("last")),
        reported(),
        Answer.dated_on.is_not(None),
    )
    .order_by(SelfCheck.enterprise_id, Answer.question)
)


_asked = aliased(Extension)


_findings: Any = (
    select(
        Finding.id,
        Finding.found_at,
        Enterprise.name.label("enterprise"),
        Jurisdiction.name.label("place"),
        SelfCheck.form_digest,
        Finding.question,
        (
            ~select(Contact.id)
            .where(Contact.enterprise_id == Finding.enterprise_id, Contact.person_id == Finding.found_by)
            .exists()
        ).label("by_office"),
        Finding.state,
        Rectification.kind.label("remedy"),
        Rectification.state.label("remedy_state"),
        Rectification.measure,
        Rectification.objection,
        Rectification.responsible,
        Rectification.funds_fen,
        Rectification.due_on,
        Rectification.first_due_on,
        select(func.count())
        .where(_asked.finding_id == Finding.id, _asked.state == "granted")
        .scalar_subquery()
        .label("extensions"),
        Rectification.done_at,
        Rectification.rejections,
        _name_of(Finding.closed_by).label("closed_by"),
        Finding.closed_at,
        Finding.enterprise_id,
    )
    .select_from(Finding)
    .join(SelfCheck, SelfCheck.id == Finding.self_check_id)
    .join(Enterprise, Enterprise.id == Finding.enterprise_id)
    .outerjoin(Rectification, Rectification.finding_id == Finding.id)
    .where(
        SelfCheck.campaign_id == bindparam("campaign"),
        counts(),
        FOUND,
        Finding.id > bindparam("after"),
    )
    .order_by(Finding.id)
    .limit(PAGE)
)


_reviews: Any = (
    select(
        Review.id,
        Enterprise.name.label("enterprise"),
        Jurisdiction.name.label("place"),
        SelfCheck.number,
        Review.round,
        _name_of(Review.reviewer_id).label("reviewer"),
        Review.verdict,
        Review.comment,
        Review.due_on,
        _name_of(Review.second_id).label("second"),
        Review.decided_at,
    )
    .join(SelfCheck, SelfCheck.id == Review.self_check_id)
    .join(Enterprise, Enterprise.id == SelfCheck.enterprise_id)
    .where(
        SelfCheck.campaign_id == bindparam("campaign"),
        Review.state == "decided",
        Review.id > bindparam("after"),
    )
    .order_by(Review.id)
    .limit(PAGE)
)


_office = aliased(Jurisdiction)
_measures: Any = (
    select(
        Measure.id,
        Measure.kind,
        Enterprise.name.label("enterprise"),
        Enterprise.credit_code,
        Jurisdiction.name.label("place"),
        _office.name.label("office"),
        Measure.since_on,
        Measure.number,
        Measure.penalty,
        Measure.amount_fen,
        Measure.reason,
        Measure.state,
        Measure.ended_on,
        Withdrawal.withdrawn_on,
        func.coalesce(Withdrawal.cause, "").label("cause"),
        func.coalesce(Withdrawal.text, "").label("cause_text"),
    )
    .join(Escalation, Escalation.id == Measure.escalation_id)
    .join(_office, _office.id == Measure.jurisdiction_id)
    .outerjoin(Withdrawal, Withdrawal.measure_id == Measure.id)
    .join(SelfCheck, SelfCheck.id == Escalation.self_check_id)
    .join(Enterprise, Enterprise.id == SelfCheck.enterprise_id)
    .where(SelfCheck.campaign_id == bindparam("campaign"), Measure.id > bindparam("after"))
    .order_by(Measure.id)
    .limit(PAGE)
)
_warned: Any = (
    unheeded(
        select(
            Escalation.id,
            literal("refusal").label("kind"),
            Enterprise.name.label("enterprise"),
            Enterprise.credit_code,
            Jurisdiction.name.label("place"),
            literal("").label("office"),
            Escalation.warned_on.label("since_on"),
            literal("").label("number"),
            literal("").label("penalty"),
            null().label("amount_fen"),
            Rectification.measure.label("reason"),
            literal("open").label("state"),
            null().label("ended_on"),
            null().label("withdrawn_on"),
            literal("").label("cause"),
            literal("").label("cause_text"),
        )
    )
    .join(Rectification, Rectification.finding_id == Escalation.finding_id)
    .join(SelfCheck, SelfCheck.id == Escalation.self_check_id)
    .join(Enterprise, Enterprise.id == SelfCheck.enterprise_id)
    .where(
        SelfCheck.campaign_id == bindparam("campaign"),
        Escalation.id > bindparam("after"),
        ~exists().where(Measure.escalation_id == Escalation.id, Measure.kind == "refusal"),
    )
    .order_by(Escalation.id)
    .limit(PAGE)
)


_here = by_place(bindparam("campaign")).subquery()
_found = sum((_here.c[name] for name in REMEDIES), literal(0))
_sizes = select(func.coalesce(func.sum(_here.c.enterprises), 0), func.coalesce(func.sum(_found), 0)).where(
    _here.c.jurisdiction_id.in_(_places)
)
_coverage = (
    select(
        Jurisdiction.name.label("place"),
        *(func.sum(_here.c[name]).label(name) for name in ("enterprises", "joined", "submitted", "reviewed")),
    )
    .join(_here, _here.c.jurisdiction_id == Jurisdiction.id)
    .where(Jurisdiction.id.in_(_places))
    .group_by(Jurisdiction.id, Jurisdiction.name)
    .having(func.sum(_here.c.enterprises) > 0)
    .order_by(Jurisdiction.id)
)


@cache
def _scoped(which: str, *, ended: bool) -> Any:
    """A page of the sheet, or what it counts, for a campaign that is open or has ended."""
    query = {
        # Whether somebody had joined on the last day is stored with the progress of an ended campaign.
        "enterprises": _enterprises(CampaignProgress.joined == 1 if ended else _joined),
        "findings": _findings,
        "reviews": _reviews,
        "measures": _measures,
        "warned": _warned,
    }[which]
    return in_scope(query, _places, ended=ended)


async def head(
    db: AsyncConnection, actor: Actor, campaign_id: int, jurisdiction_id: int | None = None
) -> LedgerHead:
    """Scope of a ledger: a campaign in a place (default: its own).

    Raises:
        NotFound: no such campaign, or it is not open in that place. NotAllowed: no seat with `ledger.export`
        that reaches the place.
    """
    campaign = await campaigns.get_campaign(db, campaign_id)
    place_id = jurisdiction_id or campaign.jurisdiction_id
    if campaign.jurisdiction_id not in {place.id for place in await jurisdictions.above(db, place_id)}:
        raise NotFound
    await staff.require(db, actor, RIGHT, place_id)
    enterprises, findings = (await db.execute(_sizes, {"root": place_id, "campaign": campaign_id})).one()
    return LedgerHead(
        campaign_id,
        place_id,
        campaign.pack,
        (await jurisdictions.path(db, place_id))[-1],
        campaign.zone,
        int(enterprises),
        int(findings),
        await staff.may(db, actor, "enterprise.call", place_id),
        campaign.closed_on,
    )


async def enterprise_pages(
    db: AsyncConnection, of: LedgerHead, today: date
) -> AsyncIterator[list[EnterpriseRow]]:
    """Enterprises in scope by id, a page at a time; `of` says that the right was checked."""
    where = {**_where(of), "today": of.closed_on or today}
    async for rows in _pages(db, _scoped("enterprises", ended=of.ended), where):
        dated = await _dated_of(db, of, rows[0]["id"], rows[-1]["id"])
        page = [EnterpriseRow(**row, dated=tuple(dated.get(row["id"], ()))) for row in rows]
        yield page if of.calls else [_silent(row) for row in page]


async def _dated_of(
    db: AsyncConnection, of: LedgerHead, first: int, last: int
) -> dict[int, list[DatedAnswer]]:
    found: dict[int, list[DatedAnswer]] = {}
    for enterprise, digest, question, last_on, facts in await db.execute(
        _dated, {"campaign": of.campaign_id, "first": first, "last": last}
    ):
        one = DatedAnswer(digest, question, last_on, bool(facts.get("severe")))
        found.setdefault(enterprise, []).append(one)
    return found


async def finding_pages(db: AsyncConnection, of: LedgerHead) -> AsyncIterator[list[FindingRow]]:
    """Findings of forms that were handed in, a page at a time; as `enterprise_pages`."""
    async for rows in _pages(db, _scoped("findings", ended=of.ended), _where(of)):
        yield [FindingRow(**row) for row in rows]


async def review_pages(db: AsyncConnection, of: LedgerHead) -> AsyncIterator[list[ReviewRow]]:
    """Reviews that are over, a page at a time; as `enterprise_pages`."""
    async for rows in _pages(db, _scoped("reviews", ended=of.ended), _where(of)):
        yield [ReviewRow(**row) for row in rows]


async def measure_pages(db: AsyncConnection, of: LedgerHead, warned: date) -> AsyncIterator[list[MeasureRow]]:
    """Measures on enterprises, then rectifications still open though warned of up to the local day `warned`;
    a page at a time, as `enterprise_pages`."""
    for which in ("measures", "warned"):
        where = _where(of) | ({"warned": warned} if which == "warned" else {})
        async for rows in _pages(db, _scoped(which, ended=of.ended), where):
            yield [MeasureRow(**row) for row in rows]


async def coverage(db: AsyncConnection, of: LedgerHead) -> tuple[CoverageRow, ...]:
    """Counts of each place: in scope, in the bot, handed in, reviewed; as `enterprise_pages`."""
    rows = await db.execute(_coverage, _where(of))
    return tuple(
        CoverageRow(row.place, int(row.enterprises), int(row.joined), int(row.submitted), int(row.reviewed))
        for row in rows
    )


def _where(of: LedgerHead) -> dict[str, Any]:
    return {"root": of.jurisdiction_id, "campaign": of.campaign_id}


async def _pages(
    db: AsyncConnection, query: Any, where: Mapping[str, Any]
) -> AsyncIterator[list[dict[str, Any]]]:
    """Rows by the names of their columns, which are those of the row's class: order joins nothing."""
    after = 0
    while True:
        rows = [dict(row) for row in (await db.execute(query, {**where, "after": after})).mappings()]
        if rows:
            yield rows
            after = rows[-1]["id"]
        if len(rows) < PAGE:
            return


def _silent(row: EnterpriseRow) -> EnterpriseRow:
    return replace(row, contact="", phone="")
