"""Reviews (复查): taking a case, judging item by item (domain 1.6). Verdicts are in `reviews.verdicts`.

A case belongs to the officer who claimed it; of two at the same moment one gets it and the other is told
who has it.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.base import audit
from storage.base.audit import Actor
from storage.base.database import upsert
from storage.base.errors import Conflict, Invalid, Stale
from storage.enterprises.registry import held
from storage.offices import staff
from storage.reviews.queue import reviewer_name
from storage.reviews.views import handed_in
from storage.self_checks.answers import tidy
from storage.self_checks.lifecycle import require_running
from storage.self_checks.state import load
from storage.tables.enterprises import Enterprise
from storage.tables.reviews import Review, ReviewItem
from storage.tables.self_checks import SelfCheck

FARTHEST = timedelta(days=365)


MAX_COMMENT = 500


async def claim(db: AsyncConnection, actor: Actor, now: datetime, self_check_id: int) -> int:
    """Take a case to review it; the review's id. One's own again changes nothing.

    Raises:
        NotAllowed: no seat with `review.do` that reaches the enterprise.
        Conflict: "review-claimed" (by `name`), "review-over": nothing waits for a review there.
    """
    await staff.hold(db, actor)
    row = await hold(db, self_check_id)
    await staff.require(
        db, actor, "review.do", row.jurisdiction_id, of=[row.enterprise_id], campaign=row.campaign_id
    )
    open_one = await _going_on(db, self_check_id)
    if open_one is not None and open_one.reviewer_id is not None:
        if open_one.reviewer_id == actor.person_id and open_one.state == "open":
            return int(open_one.id)
        raise claimed_by(open_one.name)
    listed = select(Enterprise.id).where(Enterprise.id == row.enterprise_id, Enterprise.state == "active")
    if row.state != "submitted" or (await db.execute(listed)).first() is None:
        raise Conflict("error-conflict-review-over")
    if open_one is not None and open_one.submission == row.submissions:
        review_id = int(open_one.id)
        await db.execute(
            update(Review).where(Review.id == review_id).values(reviewer_id=actor.person_id, claimed_at=now)
        )
    else:
        if open_one is not None:  # about an earlier handing-in
            await db.execute(update(Review).where(Review.id == open_one.id).values(state="dropped"))
        rounds = select(func.count()).where(Review.self_check_id == self_check_id)
        made = insert(Review).values(
            self_check_id=self_check_id,
            round=(await db.execute(rounds)).scalar_one() + 1,
            submission=row.submissions,
            reviewer_id=actor.person_id,
            claimed_at=now,
        )
        review_id = int((await db.execute(made.returning(Review.id))).scalar_one())
    await db.execute(update(SelfCheck).where(SelfCheck.id == self_check_id).values(state="in_review"))
    await audit.write(db, actor, now, "claim", "review", review_id, {"self_check": self_check_id})
    return review_id


async def give_back(db: AsyncConnection, actor: Actor, now: datetime, self_check_id: int) -> bool:
    """Put a case back into the queue; its judgements stay for the next reviewer. False if nobody has it.

    Raises:
        NotAllowed: neither its reviewer nor somebody with `review.confirm` there.
    """
    row = await hold(db, self_check_id)
    found = await _going_on(db, self_check_id)
    if found is None or found.reviewer_id is None or found.state != "open":
        await staff.require(db, actor, "review.see", row.jurisdiction_id)
        return False
    own = found.reviewer_id == actor.person_id
    # One's own case can always be given back: a reviewer who joined the enterprise meanwhile has to.
    right, of = ("review.do", []) if own else ("review.confirm", [row.enterprise_id])
    plan = 0 if own else row.campaign_id  # also by a department that the plan gives no review
    await staff.require(db, actor, right, row.jurisdiction_id, of=of, campaign=plan)
    await db.execute(
        update(Review).where(Review.id == found.id).values(reviewer_id=None, had_by=Review.reviewer_id)
    )
    await db.execute(update(SelfCheck).where(SelfCheck.id == self_check_id).values(state="submitted"))
    await audit.write(db, actor, now, "give-back", "review", found.id, {"self_check": self_check_id})
    return True


async def judge(
    db: AsyncConnection,
    actor: Actor,
    now: datetime,
    self_check_id: int,
    question: str,
    verdict: str | None,
    comment: str = "",
) -> None:
    """Judge an answer: it holds (`agree`), does not (`overturn`, with a reason), or withdraw that (None).
    Idempotent.

    Raises:
        Stale: the question was not answered. Invalid: "review-overturn": only 符合 and 不涉及 are overturned;
            "review-verdict"; "text-empty", "text-long". NotAllowed, Conflict: not one's own case.
    """
    review = await own_review(db, actor, self_check_id)
    self_check = await load(db, self_check_id)
    answer = self_check.answers.get(question)
    if answer is None:
        raise Stale
    if verdict is None:
        done = await db.execute(
            delete(ReviewItem).where(ReviewItem.review_id == review.id, ReviewItem.question == question)
        )
        if done.rowcount:
            await _audit_item(db, actor, now, review.id, question, "unsaid")
        return
    if verdict not in ("agree", "overturn"):
        raise Invalid("error-invalid-review-verdict")
    if verdict == "overturn" and answer.verdict == "fail":
        raise Invalid("error-invalid-review-overturn")
    comment = tidy(comment, MAX_COMMENT) if comment or verdict == "overturn" else ""
    known = (
        await db.execute(
            select(ReviewItem.verdict, ReviewItem.comment).where(
                ReviewItem.review_id == review.id, ReviewItem.question == question
            )
        )
    ).first()
    if known is not None and tuple(known) == (verdict, comment):
        return
    values = {"verdict": verdict, "comment": comment, "judged_at": now}
    await db.execute(
        upsert(db, ReviewItem)
        .values(review_id=review.id, question=question, **values)
        .on_conflict_do_update(index_elements=["review_id", "question"], set_=values)
    )
    await _audit_item(db, actor, now, review.id, question, verdict)


def claimed_by(name: str) -> Conflict:
    """Another officer has the case; `name` is empty if the officer has left all offices."""
    return Conflict("error-conflict-review-claimed", name=name, named="yes" if name else "no")


async def hold(db: AsyncConnection, self_check_id: int) -> Any:
    """The row of a form that was handed in, locked for a change until commit; its enterprise stays where it
    is listed as long. The enterprise is locked first, as by who closes, moves or merges it.

    Raises:
        NotAllowed: there is none that was handed in. Ended: the campaign is over.
    """
    of = select(Enterprise.id).join(SelfCheck, SelfCheck.enterprise_id == Enterprise.id)
    await db.execute(held(of.where(SelfCheck.id == self_check_id)))
    await db.execute(
        update(SelfCheck).where(SelfCheck.id == self_check_id).values(revision=SelfCheck.revision + 1)
    )
    row = await handed_in(db, self_check_id)
    await require_running(db, self_check_id)
    return row


async def own_review(db: AsyncConnection, actor: Actor, self_check_id: int) -> Any:
    """The actor's own open review of a form, locked until commit.

    Raises:
        NotAllowed: no seat with `review.do` there. Conflict: "review-claimed" by another, "review-over":
        nobody reviews it now.
    """
    row = await hold(db, self_check_id)
    await staff.require(
        db, actor, "review.do", row.jurisdiction_id, of=[row.enterprise_id], campaign=row.campaign_id
    )
    found = await _going_on(db, self_check_id)
    if found is None or found.reviewer_id is None or found.state != "open":
        raise Conflict("error-conflict-review-over")
    if found.reviewer_id != actor.person_id:
        raise claimed_by(found.name)
    return found


async def _going_on(db: AsyncConnection, self_check_id: int) -> Any:
    query = select(
        Review.id, Review.state, Review.submission, Review.reviewer_id, reviewer_name().label("name")
    )
    return (
        await db.execute(
            query.where(Review.self_check_id == self_check_id, Review.state.in_(("open", "second")))
        )
    ).first()


async def _audit_item(
    db: AsyncConnection, actor: Actor, now: datetime, review_id: int, question: str, verdict: str
) -> None:
    detail = {"question": question, "verdict": verdict}
    await audit.write(db, actor, now, "judge", "review", review_id, detail)
