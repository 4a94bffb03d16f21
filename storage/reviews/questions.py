"""Questions an officer sends back during a review, each as one message with a button; the answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from content.screen import shortened
from storage.base import audit
from storage.base.audit import Actor
from storage.base.errors import Conflict, NotFound, Stale
from storage.base.rows import from_row, from_rows
from storage.campaigns.places import campaign_values
from storage.enterprises import mail as enterprise_mail
from storage.offices.mail_slots import slot
from storage.outbox import queue as outbox
from storage.people import contacts
from storage.reviews import cases as reviews
from storage.reviews import views as review_views
from storage.self_checks.answers import tidy
from storage.tables.enterprises import Enterprise
from storage.tables.reviews import Review, ReviewQuestion
from storage.tables.self_checks import SelfCheck

MAX_QUESTION = 300
MAX_ANSWER = 1000


@dataclass(frozen=True, slots=True)
class QuestionView:
    """A question as the enterprise sees it. `open`: it can still be answered; `form_digest`: of the form."""

    id: int
    self_check_id: int
    enterprise_id: int
    enterprise: str
    question: str
    form_digest: str
    text: str
    answer: str
    answered_at: datetime | None
    open: bool


_view = (
    select(
        ReviewQuestion.id,
        Review.self_check_id,
        SelfCheck.enterprise_id,
        Enterprise.name.label("enterprise"),
        ReviewQuestion.question,
        SelfCheck.form_digest,
        ReviewQuestion.text,
        ReviewQuestion.answer,
        ReviewQuestion.answered_at,
        Review.state.in_(("open", "second")).label("open"),
    )
    .join(Review, Review.id == ReviewQuestion.review_id)
    .join(SelfCheck, SelfCheck.id == Review.self_check_id)
    .join(Enterprise, Enterprise.id == SelfCheck.enterprise_id)
)


async def ask(
    db: AsyncConnection,
    actor: Actor,
    now: datetime,
    self_check_id: int,
    question: str,
    text: str,
    *,
    zone: tzinfo | None = None,
) -> int:
    """Ask the enterprise about one answer; return the id. The same open question again is the same one.

    Raises:
        Stale: not answered. Invalid: "text-empty", "text-long". NotAllowed, Conflict: not one's own case.
    """
    review = await reviews.own_review(db, actor, self_check_id)
    case = await review_views.get_case(db, actor, self_check_id)
    if question not in case.self_check.answers:
        raise Stale
    text = tidy(text, MAX_QUESTION)
    for one in case.asked:
        if (one.question, one.text, one.answered_at) == (question, text, None):
            return one.id
    made = insert(ReviewQuestion).values(
        review_id=review.id, question=question, text=text, asked_by=actor.person_id, asked_at=now
    )
    question_id = int((await db.execute(made.returning(ReviewQuestion.id))).scalar_one())
    await audit.write(db, actor, now, "ask", "review", review.id, {"question": question, "id": question_id})
    await enterprise_mail.tell(
        db,
        now,
        case.enterprise_id,
        f"review-asked:{question_id}",
        "outbox-review-asked",
        {
            "enterprise": case.enterprise,
            "question": shortened(text, 200),
            **await campaign_values(db, case.self_check.id),
        },
        {"kind": "asked", "id": question_id},
        zone=zone,
        self_check_id=self_check_id,
    )
    return question_id


async def get_question(db: AsyncConnection, actor: Actor, question_id: int) -> QuestionView:
    """A question, for the people of its enterprise.

    Raises:
        NotFound: there is none, or it is another enterprise's.
    """
    row = (await db.execute(_view.where(ReviewQuestion.id == question_id))).first()
    if row is None or not await contacts.is_contact(db, actor, row.enterprise_id):
        raise NotFound
    return from_row(QuestionView, row)


async def list_open(db: AsyncConnection, actor: Actor, enterprise_id: int) -> tuple[QuestionView, ...]:
    """The open questions to an enterprise, for its people; empty for everybody else."""
    if not await contacts.is_contact(db, actor, enterprise_id):
        return ()
    rows = await db.execute(
        _view.where(
            SelfCheck.enterprise_id == enterprise_id,
            SelfCheck.state == "in_review",
            ReviewQuestion.answered_at.is_(None),
            Review.state.in_(("open", "second")),
        ).order_by(ReviewQuestion.id)
    )
    return from_rows(QuestionView, rows)


def _values(row: Any) -> list[Any]:
    return list(row)  # the type checker counts the columns of a Row


async def answer(
    db: AsyncConnection,
    actor: Actor,
    now: datetime,
    question_id: int,
    text: str,
    *,
    zone: tzinfo | None = None,
) -> None:
    """Answer in words (photos are attached to the question beforehand); the reviewer is told, not at night.

    Another answer replaces the first as long as the review goes on. Idempotent.

    Raises:
        NotFound: not theirs. Conflict: "review-over". Invalid: "text-empty", "text-long".
    """
    view = await get_question(db, actor, question_id)
    await reviews.hold(db, view.self_check_id)
    view = await get_question(db, actor, question_id)
    if not view.open:
        raise Conflict("error-conflict-review-over")
    text = tidy(text, MAX_ANSWER)
    if view.answer == text:
        return
    await db.execute(
        update(ReviewQuestion)
        .where(ReviewQuestion.id == question_id)
        .values(answer=text, answered_by=actor.person_id, answered_at=now)
    )
    detail = {"id": question_id, "question": view.question}
    await audit.write(db, actor, now, "answer-review", "self_check", view.self_check_id, detail)
    reviewer = (
        await db.execute(
            select(Review.reviewer_id, Enterprise.jurisdiction_id)
            .join(ReviewQuestion, ReviewQuestion.review_id == Review.id)
            .join(SelfCheck, SelfCheck.id == Review.self_check_id)
            .join(Enterprise, Enterprise.id == SelfCheck.enterprise_id)
            .where(ReviewQuestion.id == question_id)
        )
    ).one()
    if reviewer.reviewer_id is None or view.answered_at is not None:
        return
    values = {"enterprise": view.enterprise, "answer": shortened(text, 200)}
    at = await slot(db, now, "outbox-review-answered", values, reviewer.jurisdiction_id, zone=zone)
    await outbox.enqueue(
        db,
        now,
        dedupe_key=f"review-answered:{question_id}",
        person_id=reviewer.reviewer_id,
        text_key="outbox-review-answered",
        values=values,
        button={"kind": "review", "id": view.self_check_id},
        not_before=at.not_before,
        priority=at.priority,
        enterprise_id=view.enterprise_id,
        self_check_id=view.self_check_id,
        office_id=reviewer.jurisdiction_id,
        needs="review.do",
    )
