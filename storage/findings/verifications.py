"""Verification: an office accepts a rectification, or sends it back.

A rectification never closes without an officer (domain 1.5); some weeks after, the enterprise is asked
whether it still holds.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta, tzinfo

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from content.model.reviews import ReviewRules
from content.screen import clause, shortened
from storage.base import audit
from storage.base.audit import Actor
from storage.base.errors import Conflict, Invalid, NotAllowed, NotFound
from storage.campaigns.places import campaign_values
from storage.enterprises import mail as enterprise_mail
from storage.enterprises.mail import days
from storage.findings.rectifications import matter
from storage.findings.verification_views import DoneView, find_done, get_done
from storage.offices import mail as office_mail
from storage.offices import staff
from storage.people import contacts
from storage.self_checks.answers import tidy
from storage.self_checks.lifecycle import require_running
from storage.tables.enterprises import Enterprise
from storage.tables.findings import Finding, Rectification
from storage.tables.self_checks import SelfCheck

FARTHEST = timedelta(days=365)


MAX_REASON = 300


async def accept(
    db: AsyncConnection,
    actor: Actor,
    now: datetime,
    rules: ReviewRules,
    finding_id: int,
    *,
    zone: tzinfo | None = None,
) -> bool:
    """Accept a rectification: the finding is closed (销号) and its enterprise told. False: closed before.

    Raises:
        NotAllowed: no seat with `review.do` there. Conflict: "verify-open": the enterprise does not call it
        done, or no longer.
    """
    view = await _hold(db, actor, finding_id)
    if view.finding_state == "closed":
        return False
    if view.state != "done":
        raise Conflict("error-conflict-verify-open")
    await close(db, actor, now, rules, finding_id, zone=zone)
    await enterprise_mail.tell(
        db,
        now,
        view.enterprise_id,
        f"accepted:{finding_id}:{view.rejections}",
        "outbox-verify-accepted",
        {
            "enterprise": view.enterprise,
            "measure": clause(view.matter),
            **await campaign_values(db, view.self_check_id),
        },
        None,
        zone=zone,
    )
    return True


async def close(
    db: AsyncConnection,
    actor: Actor,
    now: datetime,
    rules: ReviewRules,
    finding_id: int,
    *,
    zone: tzinfo | None = None,
) -> None:
    """Close a finding and plan the question whether it still holds. The caller has checked the right."""
    await db.execute(
        update(Finding)
        .where(Finding.id == finding_id)
        .values(state="closed", closed_at=now, closed_by=actor.person_id)
    )
    rejections = (
        await db.execute(
            update(Rectification)
            .where(Rectification.finding_id == finding_id)
            .values(state="accepted")
            .returning(Rectification.rejections)
        )
    ).scalar_one()
    await audit.write(db, actor, now, "close", "finding", finding_id)
    of = (
        select(Finding.enterprise_id, Enterprise.name, matter(), Finding.self_check_id)
        .join(Enterprise, Enterprise.id == Finding.enterprise_id)
        .join(Rectification, Rectification.finding_id == Finding.id)
        .where(Finding.id == finding_id)
    )
    enterprise_id, name, about, check_id = (await db.execute(of)).one()
    await enterprise_mail.tell(
        db,
        now,
        enterprise_id,
        f"holds:{finding_id}:{rejections}",
        "outbox-holds",
        {"enterprise": name, "measure": clause(about), **await campaign_values(db, check_id)},
        [{"kind": "holds", "id": finding_id}, {"kind": "fails", "id": finding_id}],
        zone=zone,
        not_before=now + timedelta(days=rules.holds_days),
        self_check_id=check_id,
    )


async def reject(
    db: AsyncConnection,
    actor: Actor,
    now: datetime,
    rules: ReviewRules,
    finding_id: int,
    reason: str,
    today: date,
    due_on: date | None = None,
    *,
    zone: tzinfo | None = None,
) -> DoneView:
    """Send a rectification back with a reason and a new day (default `rejected_days` from today); the
    first day stays on record, the rejections are counted. The same again changes nothing.

    Raises:
        NotAllowed: no seat with `review.do` there. Conflict: "verify-open": not done; "verify-closed".
        Invalid: "review-day": not from today to a year ahead; "text-empty", "text-long".
    """
    view = await _hold(db, actor, finding_id)
    reason = tidy(reason, MAX_REASON)
    if view.finding_state == "closed":
        raise Conflict("error-conflict-verify-closed")
    if view.state == "open" and view.rejection == reason:
        return view
    if view.state != "done":
        raise Conflict("error-conflict-verify-open")
    due_on = due_on or today + timedelta(days=rules.rejected_days)
    if not today <= due_on <= today + FARTHEST:
        raise Invalid("error-invalid-review-day")
    await db.execute(
        update(Rectification)
        .where(Rectification.finding_id == finding_id)
        .values(
            state="open",
            done_at=None,
            done_by=None,
            due_on=due_on,
            rejections=Rectification.rejections + 1,
            rejected_at=now,
            rejection=reason,
        )
    )
    detail = {"count": view.rejections + 1, "due_on": due_on.isoformat()}
    await audit.write(db, actor, now, "reject", "finding", finding_id, detail)
    await enterprise_mail.tell(
        db,
        now,
        view.enterprise_id,
        f"rejected:{finding_id}:{view.rejections + 1}",
        "outbox-verify-rejected",
        {
            "enterprise": view.enterprise,
            "measure": clause(view.matter),
            "reason": shortened(reason, 200),
            **days("due", due_on, now),
            **await campaign_values(db, view.self_check_id),
        },
        {"kind": "done", "id": finding_id},
        zone=zone,
        self_check_id=view.self_check_id,
    )
    return await get_done(db, actor, finding_id)


async def still_holds(
    db: AsyncConnection,
    actor: Actor,
    now: datetime,
    rules: ReviewRules,
    finding_id: int,
    *,
    holds: bool,
    today: date,
    zone: tzinfo | None = None,
) -> bool:
    """Store an enterprise's answer, weeks later, whether a rectification still holds. If it does not, the
    finding is opened again, due in `rejected_days`, and the office is told. True where that changed
    something.

    Raises:
        NotFound: not the actor's finding.
    """
    view = await find_done(db, finding_id)
    if view is None or not await contacts.is_contact(db, actor, view.enterprise_id):
        raise NotFound
    await _take(db, view.self_check_id)
    await require_running(db, view.self_check_id)
    view = await find_done(db, finding_id) or view
    if view.finding_state != "closed":
        return False
    if holds:
        await audit.write(db, actor, now, "holds", "finding", finding_id)
        return False
    due_on = today + timedelta(days=rules.rejected_days)
    await db.execute(
        update(Finding).where(Finding.id == finding_id).values(state="open", closed_at=None, closed_by=None)
    )
    await db.execute(
        update(Rectification)
        .where(Rectification.finding_id == finding_id)
        .values(state="open", done_at=None, done_by=None, due_on=due_on, rejected_at=now, rejection="")
    )
    await audit.write(db, actor, now, "fails-again", "finding", finding_id, {"due_on": due_on.isoformat()})
    await office_mail.tell(
        db,
        now,
        place_id=view.jurisdiction_id,
        right="review.do",
        about=view.enterprise_id,
        self_check_id=view.self_check_id,
        what=f"fails:{finding_id}:{due_on:%Y%m%d}",
        text_key="outbox-fails-again",
        values={
            "enterprise": view.enterprise,
            "measure": clause(view.matter),
            **days("due", due_on, now),
            **await campaign_values(db, view.self_check_id),
        },
        button={"kind": "review", "id": view.self_check_id},
        zone=zone,
    )
    return True


async def _hold(db: AsyncConnection, actor: Actor, finding_id: int) -> DoneView:
    row = (await db.execute(select(Finding.self_check_id).where(Finding.id == finding_id))).first()
    if row is None:
        raise NotAllowed
    await _take(db, row.self_check_id)
    view = await get_done(db, actor, finding_id)
    of = [view.enterprise_id]
    await staff.require(db, actor, "review.do", view.jurisdiction_id, of=of, campaign=view.campaign_id)
    await require_running(db, view.self_check_id)
    return view


async def _take(db: AsyncConnection, self_check_id: int) -> None:
    """Lock the form for a change: of two operations at once one waits."""
    await db.execute(
        update(SelfCheck).where(SelfCheck.id == self_check_id).values(revision=SelfCheck.revision + 1)
    )
