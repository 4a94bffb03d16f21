"""Files of a review: an officer's own photos, an owner's answers to questions."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from storage.base.audit import Actor
from storage.base.errors import Conflict, Stale
from storage.reviews import cases as reviews
from storage.reviews import questions
from storage.self_checks.attachments import File, attach_to
from storage.self_checks.state import load


async def attach_reply(db: AsyncConnection, actor: Actor, now: datetime, question_id: int, file: File) -> int:
    """Attach a stored file to a question an officer asked during a review, as `attach`.

    Raises:
        Invalid: "files-many". Conflict: "review-over". NotFound: not the actor's to answer.
    """
    view = await questions.get_question(db, actor, question_id)
    await reviews.hold(db, view.self_check_id)
    if not (await questions.get_question(db, actor, question_id)).open:
        raise Conflict("error-conflict-review-over")
    return await attach_to(db, actor, now, (view.self_check_id, view.question, "reply"), file)


async def attach_review(
    db: AsyncConnection, actor: Actor, now: datetime, self_check_id: int, question: str, file: File
) -> int:
    """Attach a reviewer's own photo to an answer, as `attach`.

    Raises:
        Invalid: "files-many". Stale: not answered. NotAllowed, Conflict: not one's own case.
    """
    await reviews.own_review(db, actor, self_check_id)
    if question not in (await load(db, self_check_id)).answers:
        raise Stale
    return await attach_to(db, actor, now, (self_check_id, question, "review"), file)
