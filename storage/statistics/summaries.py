"""Summaries (总结、月报): an office accounts for its part of a campaign, and files it with who is above."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from content.calendar.duties import ONCE
from content.model.library import Library
from storage.base import audit
from storage.base.audit import Actor
from storage.base.database import upsert
from storage.base.errors import Conflict, Invalid, NotFound
from storage.campaigns import duties
from storage.campaigns import opening as campaigns
from storage.offices import jurisdictions, staff
from storage.offices import mail as office_mail
from storage.offices.jurisdictions import below_cte
from storage.self_checks.answers import tidy
from storage.statistics.summary_views import case_query, contents, get, load, months
from storage.tables.enterprises import Enterprise
from storage.tables.self_checks import SelfCheck
from storage.tables.statistics import Summary, SummaryCase

KINDS = ("month", "whole")
PARTS = ("problems", "plans")
MAX_TEXT = 1500
MAX_CASE = 300
MAX_CASES = 8
_DUTY = {"month": "report", "whole": "summary"}
"""Duties of a plan that filing a summary fulfils."""


async def begin(
    db: AsyncConnection,
    actor: Actor,
    now: datetime,
    campaign_id: int,
    jurisdiction_id: int,
    kind: str,
    period_on: date,
) -> int:
    """Return the id of the summary of a place for a month or the whole campaign; it is begun if there is
    none.

    Raises:
        NotAllowed: no seat with `summary.write` that reaches the place. NotFound: no such campaign, or it is
        not open there. Invalid: `summary-period`: no first day of a month of the campaign.
    """
    await staff.require(db, actor, "summary.write", jurisdiction_id, of=())
    campaign = await campaigns.get_campaign(db, campaign_id)
    if campaign.jurisdiction_id not in {one.id for one in await jurisdictions.above(db, jurisdiction_id)}:
        raise NotFound
    period_on = ONCE if kind == "whole" else period_on
    today = now.astimezone(ZoneInfo(campaign.zone)).date()
    last = min(today, campaign.closed_on or today)
    if kind not in KINDS or (kind == "month" and period_on not in months(campaign.start_on, last)):
        raise Invalid("error-invalid-summary-period")
    of = {
        "campaign_id": campaign_id,
        "jurisdiction_id": jurisdiction_id,
        "kind": kind,
        "period_on": period_on,
    }
    await db.execute(
        upsert(db, Summary)
        .values(**of, begun_at=now, problems="", plans="", filed={}, filings=0)
        .on_conflict_do_nothing(index_elements=list(of))
    )
    found = await db.execute(select(Summary.id).filter_by(**of))
    return int(found.scalar_one())


async def write(db: AsyncConnection, actor: Actor, summary_id: int, part: str, text: str) -> None:
    """Store the office's own text: `part` is problems or plans; "" removes it.

    Raises:
        NotFound, NotAllowed: see `get`. Invalid: see `answers.tidy`; at most MAX_TEXT characters.
    """
    row = await load(db, summary_id)
    await staff.require(db, actor, "summary.write", row.jurisdiction_id, of=())
    if part not in PARTS:
        raise NotFound
    kept = tidy(text, MAX_TEXT) if text else ""
    await db.execute(update(Summary).where(Summary.id == summary_id).values({part: kept}))


async def add_case(
    db: AsyncConnection, actor: Actor, summary_id: int, self_check_id: int, text: str = ""
) -> None:
    """Add an enterprise as a typical case, or change its text.

    Raises:
        NotFound: no such summary, or no handed-in form of its campaign and place. NotAllowed: see `get`.
        Invalid: see `answers.tidy`; at most MAX_CASE characters.
        Conflict: `summary-cases`: MAX_CASES are there.
    """
    await load(db, summary_id, hold=True)  # of two cases put at once, the second is counted with the first
    view = await get(db, actor, summary_id)
    await _require_case(db, actor, view.jurisdiction_id, self_check_id)
    of = await db.execute(
        case_query.where(
            SelfCheck.id == self_check_id,
            SelfCheck.campaign_id == view.campaign_id,
            SelfCheck.state != "draft",
            Enterprise.jurisdiction_id.in_(select(below_cte().c.id)),
        ),
        {"root": view.jurisdiction_id},
    )
    if of.one_or_none() is None:
        raise NotFound
    known = {case.self_check_id for case in view.cases}
    if self_check_id not in known and len(known) >= MAX_CASES:
        raise Conflict("error-conflict-summary-cases", limit=MAX_CASES)
    values = {"text": tidy(text, MAX_CASE) if text else ""}
    await db.execute(
        upsert(db, SummaryCase)
        .values(summary_id=summary_id, self_check_id=self_check_id, **values)
        .on_conflict_do_update(index_elements=["summary_id", "self_check_id"], set_=values)
    )


async def _require_case(db: AsyncConnection, actor: Actor, place_id: int, self_check_id: int) -> None:
    """Refuse officers who act for the enterprise of a typical case themselves."""
    query = select(SelfCheck.enterprise_id).where(SelfCheck.id == self_check_id)
    of = list((await db.execute(query)).scalars())
    await staff.require(db, actor, "summary.write", place_id, of=of)


async def remove_case(db: AsyncConnection, actor: Actor, summary_id: int, self_check_id: int) -> None:
    """Remove an enterprise from the typical cases.

    Raises:
        NotFound, NotAllowed: see `get`.
    """
    row = await load(db, summary_id)
    await _require_case(db, actor, row.jurisdiction_id, self_check_id)
    await db.execute(
        delete(SummaryCase).where(
            SummaryCase.summary_id == summary_id, SummaryCase.self_check_id == self_check_id
        )
    )


async def file(
    db: AsyncConnection, actor: Actor, now: datetime, library: Library, summary_id: int, today: date
) -> bool:
    """File a summary as it stands to the office above; filed again it replaces what was filed. The plan's
    duty is done with it. False: nothing has changed since it was filed.

    Raises:
        NotFound. NotAllowed: no seat with `summary.file` that reaches its place.
    """
    row = await load(db, summary_id, hold=True)
    await staff.require(db, actor, "summary.file", row.jurisdiction_id)
    said = (await contents(db, actor, summary_id, today)).as_json()
    if row.filed_at is not None and row.filed == said:
        return False
    values = {"filed": said, "filed_at": now, "filed_by": actor.person_id, "filings": row.filings + 1}
    await db.execute(update(Summary).where(Summary.id == summary_id).values(values))
    detail = {"kind": row.kind, "period": row.period_on.isoformat(), "filing": row.filings + 1}
    await audit.write(db, actor, now, "file", "summary", summary_id, detail)
    for code in _duty_codes(library, row.pack, row.kind):
        try:
            await duties.mark_done(
                db, actor, now, library, row.campaign_id, code, row.jurisdiction_id, row.period_on, ended=True
            )
        except NotFound:  # this office does not owe it, or not for this month
            continue
    if row.parent_id is not None:
        await office_mail.tell(
            db,
            now,
            place_id=row.parent_id,
            right="summary.see",
            what=f"summary-{summary_id}-{row.filings + 1}",
            text_key="outbox-summary-filed",
            values={
                "place": row.place,
                "kind": row.kind,
                "year": row.period_on.year,
                "month": row.period_on.month,
            },
            button={"kind": "summary", "id": summary_id},
        )
    return True


def _duty_codes(library: Library, pack: str, kind: str) -> list[str]:
    plan = library.packs.get(pack)
    return [duty.code for duty in plan.duties if duty.what == _DUTY[kind]] if plan else []
