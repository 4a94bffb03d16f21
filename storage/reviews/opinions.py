"""Departments' opinions on the rows a plan gives them: 人社 of contracts and insurance, 工会 of the
collective contract, 卫健 of health files. The office that reviews the form sees it, and decides."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.base import audit
from storage.base.audit import Actor
from storage.base.database import upsert
from storage.base.errors import Conflict, Invalid, NotAllowed, Stale
from storage.offices import staff
from storage.reviews.cases import MAX_COMMENT, hold
from storage.self_checks.answers import tidy
from storage.self_checks.state import load
from storage.tables.reviews import DepartmentOpinion

VERDICTS = ("agree", "object")


async def say(
    db: AsyncConnection,
    actor: Actor,
    now: datetime,
    self_check_id: int,
    question: str,
    verdict: str | None,
    comment: str = "",
) -> None:
    """Record the department's opinion on an answer: it holds (`agree`), does not (`object`, with a
    reason), or withdraw it (None). A colleague's opinion of the same department is replaced. Idempotent.

    Raises:
        Stale: the question was not answered. Invalid: "review-verdict"; "text-empty", "text-long".
        NotAllowed: no seat with `review.advise` there, or a row that is not its department's.
        Conflict: "review-over": nothing waits for a review there.
    """
    row = await hold(db, self_check_id)
    seat = await staff.require(db, actor, "review.advise", row.jurisdiction_id, of=[row.enterprise_id])
    self_check = await load(db, self_check_id)
    if row.state not in ("submitted", "in_review"):
        raise Conflict("error-conflict-review-over")
    if question not in self_check.answers:
        raise Stale
    if seat is None or not self_check.form.by_code[question][0].concerns(seat.department):
        raise NotAllowed
    key = {"self_check_id": self_check_id, "question": question, "department": seat.department}
    detail = {"question": question, "department": seat.department, "verdict": verdict or "unsaid"}
    if verdict is None:
        done = await db.execute(delete(DepartmentOpinion).filter_by(**key))
        if done.rowcount:
            await audit.write(db, actor, now, "advise", "self_check", self_check_id, detail)
        return
    if verdict not in VERDICTS:
        raise Invalid("error-invalid-review-verdict")
    comment = tidy(comment, MAX_COMMENT) if comment or verdict == "object" else ""
    known = select(DepartmentOpinion.verdict, DepartmentOpinion.comment, DepartmentOpinion.submission)
    stands = (await db.execute(known.filter_by(**key))).first()
    if stands is not None and tuple(stands) == (verdict, comment, row.submissions):
        return
    values = {
        "verdict": verdict,
        "comment": comment,
        "submission": row.submissions,
        "said_by": actor.person_id,
        "said_at": now,
    }
    await db.execute(
        upsert(db, DepartmentOpinion)
        .values(**key, **values)
        .on_conflict_do_update(index_elements=list(key), set_=values)
    )
    await audit.write(db, actor, now, "advise", "self_check", self_check_id, detail)
