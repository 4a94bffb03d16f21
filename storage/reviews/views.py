"""Reviews as they are read: a form with what was judged, asked and decided."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.base.audit import Actor
from storage.base.errors import NotAllowed
from storage.base.rows import from_row, from_rows
from storage.offices import jurisdictions, staff
from storage.reviews.queue import reviewer_name
from storage.self_checks.state import SelfCheckState, load
from storage.tables.enterprises import Enterprise
from storage.tables.offices import Staff
from storage.tables.reviews import DepartmentOpinion, Review, ReviewItem, ReviewQuestion
from storage.tables.self_checks import SelfCheck


@dataclass(frozen=True, slots=True)
class Judged:
    """A review's verdict on an answer: agree or overturn, and why."""

    verdict: str
    comment: str


@dataclass(frozen=True, slots=True)
class Opinion:
    """A department's opinion on an answer: agree or object, why, and when."""

    question: str
    department: str
    verdict: str
    comment: str
    said_at: datetime


@dataclass(frozen=True, slots=True)
class Asked:
    """A question sent back; `answered_at` None: no answer yet."""

    id: int
    question: str
    text: str
    asked_at: datetime
    answer: str
    answered_at: datetime | None


@dataclass(frozen=True, slots=True)
class ReviewView:
    """A review in progress or over. `mine`: the reader is its reviewer."""

    id: int
    round: int
    state: str
    reviewer_id: int | None
    reviewer: str
    verdict: str | None
    comment: str
    due_on: date | None
    decided_at: datetime | None
    mine: bool
    had: str = ""
    """Name of the reviewer before it went back into the queue."""


@dataclass(frozen=True, slots=True)
class CaseView:
    """A form with its review, as an officer sees it. `may`: the reader may review there; `advises`: the
    department for which they may give an opinion, empty for none."""

    enterprise_id: int
    enterprise: str
    place: str
    jurisdiction_id: int
    submitted_at: datetime | None
    risk: int
    reasons: Mapping[str, int]
    self_check: SelfCheckState
    review: ReviewView | None
    judged: Mapping[str, Judged]
    asked: tuple[Asked, ...]
    may: bool
    opinions: tuple[Opinion, ...] = ()
    advises: str = ""

    @property
    def objected(self) -> tuple[str, ...]:
        """Questions whose answer a department objects to."""
        return tuple(dict.fromkeys(one.question for one in self.opinions if one.verdict == "object"))

    def opinion(self, question: str, department: str) -> Opinion | None:
        """The opinion of a department on an answer."""
        of = (question, department)
        return next((one for one in self.opinions if (one.question, one.department) == of), None)

    @property
    def own_rows(self) -> tuple[str, ...]:
        """Answered questions on which the reader's department may give an opinion."""
        if not self.advises:
            return ()
        by_code = self.self_check.form.by_code
        return tuple(code for code in self.self_check.answers if by_code[code][0].concerns(self.advises))

    @property
    def overturned(self) -> tuple[str, ...]:
        """Questions whose answer was overturned."""
        return tuple(code for code, one in self.judged.items() if one.verdict == "overturn")

    @property
    def is_mine(self) -> bool:
        """Whether the reader is working on it now."""
        return self.review is not None and self.review.mine and self.review.state == "open"


_had = func.coalesce(
    select(func.max(Staff.name)).where(Staff.person_id == Review.had_by).correlate(Review).scalar_subquery(),
    "",
)
"""Whether their seat was taken away or not."""
_case = select(
    SelfCheck.id,
    SelfCheck.enterprise_id,
    SelfCheck.campaign_id,
    Enterprise.name,
    Enterprise.jurisdiction_id,
    SelfCheck.submitted_at,
    SelfCheck.state,
    (-SelfCheck.priority).label("risk"),
    SelfCheck.reasons,
    SelfCheck.submissions,
).join(Enterprise, Enterprise.id == SelfCheck.enterprise_id)


async def get_case(db: AsyncConnection, actor: Actor, self_check_id: int) -> CaseView:
    """A form that was handed in at least once, with its latest review.

    Raises:
        NotAllowed: no seat that reaches its enterprise; unknown ones, and those never handed in, are
            nobody's.
    """
    row = await handed_in(db, self_check_id)
    await staff.require(db, actor, "review.see", row.jurisdiction_id)
    view = await _latest(db, actor, self_check_id)
    judged: dict[str, Judged] = {}
    asked: tuple[Asked, ...] = ()
    if view is not None:
        items = await db.execute(
            select(ReviewItem.question, ReviewItem.verdict, ReviewItem.comment)
            .where(ReviewItem.review_id == view.id)
            .order_by(ReviewItem.question)
        )
        judged = {code: Judged(verdict, comment) for code, verdict, comment in items}
        asked = await _asked(db, view.id)
    return CaseView(
        enterprise_id=row.enterprise_id,
        enterprise=row.name,
        place=(await jurisdictions.path(db, row.jurisdiction_id))[-1],
        jurisdiction_id=row.jurisdiction_id,
        submitted_at=row.submitted_at,
        risk=row.risk,
        reasons=row.reasons,
        self_check=await load(db, self_check_id),
        review=view,
        judged=judged,
        asked=asked,
        may=await staff.may(db, actor, "review.do", row.jurisdiction_id, of=(), campaign=row.campaign_id),
        opinions=await list_opinions(db, self_check_id),
        advises=await _advises(db, actor, row.jurisdiction_id),
    )


async def _advises(db: AsyncConnection, actor: Actor, jurisdiction_id: int) -> str:
    try:
        seat = await staff.require(db, actor, "review.advise", jurisdiction_id, of=())
    except NotAllowed:
        return ""
    return seat.department if seat is not None else ""


async def list_opinions(db: AsyncConnection, self_check_id: int) -> tuple[Opinion, ...]:
    """The opinions of departments on a form as it was handed in last; the caller has checked the right."""
    query = select(
        DepartmentOpinion.question,
        DepartmentOpinion.department,
        DepartmentOpinion.verdict,
        DepartmentOpinion.comment,
        DepartmentOpinion.said_at,
    )
    of = (SelfCheck.id == DepartmentOpinion.self_check_id) & (
        SelfCheck.submissions == DepartmentOpinion.submission
    )
    query = query.join(SelfCheck, of).where(DepartmentOpinion.self_check_id == self_check_id)
    rows = await db.execute(query.order_by(DepartmentOpinion.question, DepartmentOpinion.department))
    return from_rows(Opinion, rows)


@dataclass(frozen=True, slots=True)
class ReviewOver:
    """A review that is over."""

    decided_at: datetime
    reviewer: str
    verdict: str
    comment: str
    due_on: date | None


async def list_over(db: AsyncConnection, self_check_id: int) -> tuple[ReviewOver, ...]:
    """A form's reviews that are over, the first one first; the caller has checked who asks."""
    query = select(Review.decided_at, reviewer_name(), Review.verdict, Review.comment, Review.due_on)
    query = query.where(Review.self_check_id == self_check_id, Review.state == "decided")
    rows = await db.execute(query.order_by(Review.round))
    return tuple(
        ReviewOver(at, name, verdict, comment, due_on)
        for at, name, verdict, comment, due_on in rows
        if at is not None and verdict is not None
    )


async def outcome(db: AsyncConnection, self_check_id: int) -> str | None:
    """The verdict of the latest review that is over; the caller has checked who asks."""
    query = select(Review.verdict).where(Review.self_check_id == self_check_id, Review.state == "decided")
    return (await db.execute(query.order_by(Review.round.desc()).limit(1))).scalar()


async def handed_in(db: AsyncConnection, self_check_id: int) -> Any:
    """The row of a form that was handed in.

    Raises:
        NotAllowed: there is none that was handed in.
    """
    row = (await db.execute(_case.where(SelfCheck.id == self_check_id))).first()
    if row is None or row.submitted_at is None:
        raise NotAllowed
    return row


async def _latest(db: AsyncConnection, actor: Actor, self_check_id: int) -> ReviewView | None:
    query = (
        select(
            Review.id,
            Review.round,
            Review.state,
            Review.reviewer_id,
            reviewer_name().label("reviewer"),
            Review.verdict,
            Review.comment,
            Review.due_on,
            Review.decided_at,
            _had.label("had"),
        )
        .where(Review.self_check_id == self_check_id, Review.state != "dropped")
        .order_by(Review.round.desc())
        .limit(1)
    )
    row = (await db.execute(query)).first()
    if row is None:
        return None
    mine = row.reviewer_id is not None and row.reviewer_id == actor.person_id
    return from_row(ReviewView, row, mine=mine)


async def _asked(db: AsyncConnection, review_id: int) -> tuple[Asked, ...]:
    rows = await db.execute(
        select(
            ReviewQuestion.id,
            ReviewQuestion.question,
            ReviewQuestion.text,
            ReviewQuestion.asked_at,
            ReviewQuestion.answer,
            ReviewQuestion.answered_at,
        )
        .where(ReviewQuestion.review_id == review_id)
        .order_by(ReviewQuestion.id)
    )
    return from_rows(Asked, rows)
