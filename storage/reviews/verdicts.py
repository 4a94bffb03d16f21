"""Verdicts of reviews (domain 1.6): conditions of each, and consequences for enterprise and office."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from content.model.reviews import ReviewRules, ReviewVerdict
from content.screen import shortened
from storage.base import audit
from storage.base.audit import Actor
from storage.base.errors import Conflict, Invalid
from storage.campaigns.places import campaign_values
from storage.enterprises import mail as enterprise_mail
from storage.enterprises.mail import days
from storage.findings import rectifications, verifications
from storage.findings.open_extensions import end_question
from storage.membership import consequences
from storage.offices import mail as office_mail
from storage.offices import staff
from storage.reviews import cases as reviews
from storage.reviews import raising
from storage.reviews import views as review_views
from storage.reviews.cases import FARTHEST
from storage.reviews.views import CaseView
from storage.self_checks import owed_photos
from storage.self_checks.answers import tidy
from storage.tables.findings import Finding, Rectification
from storage.tables.reviews import Review
from storage.tables.self_checks import SelfCheck


@dataclass(frozen=True, slots=True)
class Decided:
    """Result of a verdict. `confirmed` False: it waits for a second person. `closed`: findings closed with
    it; `new`: findings it made."""

    review_id: int
    verdict: str
    confirmed: bool
    closed: int = 0
    new: int = 0


def fits(verdict: ReviewVerdict, case: CaseView) -> bool:
    """Whether a verdict can be given in the case's state: no pass over an overturned answer, nothing to be
    corrected where there is no fault."""
    if verdict.needs == "clean":
        return not case.overturned
    if verdict.needs == "faults":
        return bool(case.overturned) or any(
            line.finding_state == "open" for line in case.self_check.lines.values()
        )
    return True


def unfinished(case: CaseView) -> tuple[str, ...]:
    """Questions whose fault is neither rectified nor closed."""
    return tuple(
        code
        for code, line in case.self_check.lines.items()
        if line.finding_state == "open" and line.remedy_state != "done"
    )


def unseen(case: CaseView) -> tuple[str, ...]:
    """Questions of `unfinished`, of photos owed and of departments' objections that the reviewer has not
    looked at one by one: a pass requires that."""
    wanted = dict.fromkeys((*unfinished(case), *case.self_check.owed, *case.objected))
    return tuple(code for code in wanted if code not in case.judged)


async def decide(
    db: AsyncConnection,
    actor: Actor,
    now: datetime,
    rules: ReviewRules,
    self_check_id: int,
    key: str,
    *,
    today: date,
    due_on: date | None = None,
    comment: str = "",
    zone: tzinfo | None = None,
) -> Decided:
    """End a review of one's own. The enterprise is told, not at night. The same verdict again by the same
    officer changes nothing.

    Raises:
        Invalid: "review-verdict": there is none; "review-clean", "review-faults": it does not fit;
            "review-unseen": a pass while so many faults are open that were not looked at one by one;
            "review-day": not from today to a year ahead; "review-reason": it needs one; "text-long".
        NotAllowed: no seat with `review.do` there. Conflict: "review-claimed", "review-over".
    """
    verdict = rules.by_key.get(key)
    if verdict is None:
        raise Invalid("error-invalid-review-verdict")
    if (done := await _same_again(db, actor, self_check_id, key)) is not None:
        return done
    try:
        review = await reviews.own_review(db, actor, self_check_id)
    except Conflict:
        if (done := await _same_again(db, actor, self_check_id, key)) is not None:
            return done  # the first of two taps was just over
        raise
    case = await review_views.get_case(db, actor, self_check_id)
    if not fits(verdict, case):
        clean = verdict.needs == "clean"
        raise Invalid("error-invalid-review-clean" if clean else "error-invalid-review-faults")
    if verdict.needs == "clean" and (left := unseen(case)):
        raise Invalid("error-invalid-review-unseen", count=len(left))
    if verdict.day and (due_on is None or not today <= due_on <= today + FARTHEST):
        raise Invalid("error-invalid-review-day")
    if verdict.reason and not comment.strip():
        raise Invalid("error-invalid-review-reason")
    comment = tidy(comment, reviews.MAX_COMMENT) if comment.strip() else ""
    values = {
        "verdict": key,
        "comment": comment,
        "due_on": due_on if verdict.day else None,
        "decided_at": now,
        "state": "second" if verdict.second else "decided",
    }
    await db.execute(update(Review).where(Review.id == review.id).values(**values))
    await audit.write(db, actor, now, "decide", "review", review.id, {"verdict": key})
    if verdict.second:
        await office_mail.tell(
            db,
            now,
            place_id=case.jurisdiction_id,
            right="review.confirm",
            about=case.enterprise_id,
            self_check_id=self_check_id,
            what=f"review-second:{review.id}:{int(now.timestamp())}",
            text_key="outbox-review-second",
            values={"enterprise": case.enterprise, "reason": shortened(comment, 200)},
            button={"kind": "review", "id": self_check_id},
            zone=zone,
            second_to=actor.person_id,
        )
        return Decided(review.id, key, confirmed=False)
    return await _apply(db, actor, now, rules, case, review.id, verdict, today, due_on, comment, zone)


async def confirm(
    db: AsyncConnection,
    actor: Actor,
    now: datetime,
    rules: ReviewRules,
    self_check_id: int,
    *,
    agreed: bool,
    today: date,
    zone: tzinfo | None = None,
) -> Decided:
    """A second person agrees to what needs two, or sends it back to its reviewer (who goes on with the case).

    Raises:
        NotAllowed: no seat with `review.confirm` there. Conflict: "review-same-person"; "review-over":
            nothing waits for a second person.
    """
    row = await reviews.hold(db, self_check_id)
    await staff.require(
        db, actor, "review.confirm", row.jurisdiction_id, of=[row.enterprise_id], campaign=row.campaign_id
    )
    case = await review_views.get_case(db, actor, self_check_id)
    view = case.review
    if view is None or view.state != "second" or view.verdict is None:
        raise Conflict("error-conflict-review-over")
    if view.reviewer_id == actor.person_id:
        raise Conflict("error-conflict-review-same-person")
    verdict = rules.by_key[view.verdict]
    await office_mail.take_back_of(db, f"review-second:{view.id}")
    if not agreed:
        await db.execute(
            update(Review)
            .where(Review.id == view.id)
            .values(state="open", verdict=None, decided_at=None, due_on=None)
        )
        await audit.write(db, actor, now, "refuse-second", "review", view.id, {"verdict": view.verdict})
        reviewer = [] if view.reviewer_id is None else [view.reviewer_id]
        await consequences.release_cases(db, actor, now, reviewer, zone=zone)  # who may not go on with it
        return Decided(view.id, view.verdict, confirmed=False)
    await db.execute(
        update(Review).where(Review.id == view.id).values(state="decided", second_id=actor.person_id)
    )
    await audit.write(db, actor, now, "confirm", "review", view.id, {"verdict": view.verdict})
    return await _apply(db, actor, now, rules, case, view.id, verdict, today, view.due_on, view.comment, zone)


async def _same_again(db: AsyncConnection, actor: Actor, self_check_id: int, key: str) -> Decided | None:
    """Whether this is a second press of the same person: the verdict is given, and no newer review has
    begun."""
    row = (
        await db.execute(
            select(Review.id, Review.state, Review.verdict, Review.reviewer_id)
            .where(Review.self_check_id == self_check_id)
            .order_by(Review.round.desc())
            .limit(1)
        )
    ).first()
    if row is None or row.reviewer_id != actor.person_id or row.verdict != key:
        return None
    return Decided(row.id, key, confirmed=row.state == "decided") if row.state != "open" else None


async def _apply(
    db: AsyncConnection,
    actor: Actor,
    now: datetime,
    rules: ReviewRules,
    case: CaseView,
    review_id: int,
    verdict: ReviewVerdict,
    today: date,
    due_on: date | None,
    comment: str,
    zone: tzinfo | None,
) -> Decided:
    self_check_id = case.self_check.id
    state = "draft" if verdict.again else "reviewed"
    recheck_on = due_on if verdict.again else None
    await db.execute(
        update(SelfCheck).where(SelfCheck.id == self_check_id).values(state=state, recheck_on=recheck_on)
    )
    closed = new = moved = asked = 0
    overturned_on = today
    if not verdict.again:
        overturned_on = due_on or today + timedelta(days=rules.rejected_days)
        new = await _overturn(db, actor, now, case, overturned_on)
        closed = await _close_done(db, actor, now, rules, case, zone)
        if due_on is not None:
            moved, asked = await _bind(db, actor, now, case, due_on)
    if verdict.raises or verdict.second:
        await raising.from_verdict(
            db,
            actor,
            now,
            case,
            review_id,
            verdict.key,
            comment,
            today=today,
            raises=verdict.raises,
            zone=zone,
        )
    values = {
        "enterprise": case.enterprise,
        "verdict": verdict.key,
        "comment": shortened(comment, 200),
        "remark": "yes" if comment else "no",
        "new": new,
        "closed": closed,
        "moved": moved,
        "asked": asked,
        "dated": "yes" if due_on else "no",
        **days("due", due_on or overturned_on, now),
        **await campaign_values(db, case.self_check.id),
    }
    button: dict[str, Any] = {"kind": "reviewed", "id": case.enterprise_id}
    if verdict.again:
        button = {"kind": "again", "id": case.enterprise_id, "extra": case.self_check.campaign_id}
    await enterprise_mail.tell(
        db,
        now,
        case.enterprise_id,
        f"reviewed:{review_id}",
        "outbox-reviewed",
        values,
        button,
        zone=zone,
    )
    return Decided(review_id, verdict.key, confirmed=True, closed=closed, new=new)


async def _overturn(db: AsyncConnection, actor: Actor, now: datetime, case: CaseView, due_on: date) -> int:
    """Make findings of overturned answers, with the office's day and objection."""
    await owed_photos.withdraw(db, case.self_check.id, case.overturned)
    for code in case.overturned:
        found = await rectifications.put(
            db,
            actor,
            now,
            enterprise_id=case.enterprise_id,
            self_check_id=case.self_check.id,
            question=code,
            due_on=due_on,
            objection=case.judged[code].comment,
        )
        detail = {"question": code, "due_on": due_on.isoformat()}
        await audit.write(db, actor, now, "overturn", "finding", found, detail)
    return len(case.overturned)


async def _bind(
    db: AsyncConnection, actor: Actor, now: datetime, case: CaseView, due_on: date
) -> tuple[int, int]:
    """Make the office's day the due day of every rectification still to be done (domain 1.6, 限期整改).
    Returns the number of those that had another day, and the number of extension requests ended by it:
    they asked about the day before, and would go on holding the clock. The first day an owner planned
    stays in `first_due_on`."""
    open_findings = select(Finding.id).where(
        Finding.self_check_id == case.self_check.id, Finding.state == "open"
    )
    rows = await db.execute(
        select(Rectification.finding_id, Rectification.due_on)
        .where(Rectification.finding_id.in_(open_findings), Rectification.state == "open")
        .order_by(Rectification.finding_id)
    )
    still_open = rows.all()
    ended = [await end_question(db, now, row.finding_id, "moot") for row in still_open]
    moved = [row for row in still_open if row.due_on != due_on]
    for finding_id, before in moved:
        detail = {"from": before.isoformat(), "to": due_on.isoformat()}
        await audit.write(db, actor, now, "set-due-day", "finding", finding_id, detail)
    if moved:
        await db.execute(
            update(Rectification)
            .where(Rectification.finding_id.in_([row.finding_id for row in moved]))
            .values(due_on=due_on)
        )
    return len(moved), sum(one is not None for one in ended)


async def _close_done(
    db: AsyncConnection, actor: Actor, now: datetime, rules: ReviewRules, case: CaseView, zone: tzinfo | None
) -> int:
    """Close findings that were rectified already when the form was handed in, and were seen with it."""
    done = [
        line.finding_id
        for code, line in case.self_check.lines.items()
        if line.finding_id is not None
        and line.finding_state == "open"
        and line.remedy_state == "done"
        and code not in case.overturned
    ]
    for finding_id in done:
        await verifications.close(db, actor, now, rules, finding_id, zone=zone)
    return len(done)
