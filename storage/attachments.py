"""Attachments: files put to a question or a finding, and taken away again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage import audit, review_questions, reviews
from storage.audit import Actor
from storage.database import upsert
from storage.errors import Conflict, Invalid, Locked, NotAllowed, NotFound, Stale
from storage.evidence import Evidence
from storage.plans import get_finding, touch
from storage.self_checks import Answer, take
from storage.standing import assemble, load

MAX_FILES = 9
"""Files an item takes, and a finding at each stage."""


@dataclass(frozen=True, slots=True)
class File:
    """What the bot knows of a file it has already kept in the file store."""

    kind: str
    sha256: str
    original_sha256: str
    mime: str
    size: int
    width: int | None = None
    height: int | None = None
    taken_at: datetime | None = None
    likeness: str | None = None
    pages: int | None = None
    preview_sha256: str | None = None


@dataclass(frozen=True, slots=True)
class Attached:
    """A file as it is listed; `added_at` in UTC. `pages`, `preview_sha256`: of a PDF and its first page."""

    id: int
    question: str
    finding_id: int | None
    stage: str
    kind: str
    sha256: str
    mime: str
    added_at: datetime
    added_by: int
    pages: int | None = None
    preview_sha256: str | None = None

    @property
    def picture(self) -> str | None:
        """The stored picture that shows it: itself, or the first page of a document."""
        if self.kind == "photo" or self.mime.startswith("image/"):
            return self.sha256
        return self.preview_sha256


async def attach(
    db: AsyncConnection,
    actor: Actor,
    now: datetime,
    self_check_id: int,
    question: str,
    file: File,
    *,
    repeated: bool = False,
) -> int:
    """Attach a kept file to a question; how many there are now.

    The same bytes twice are one; bytes once removed come back. `repeated`: the message may have been handled
    before, at another question: bytes of the actor's that are there already stay there.

    Raises:
        Invalid: "files-many" beyond MAX_FILES. Locked, NotAllowed, NotFound, Stale: as for answers.
    """
    standing = await assemble(db, await take(db, actor, self_check_id))
    if question not in standing.form.by_code or question in standing.skips:
        raise Stale
    if repeated and await _is_there(db, actor, self_check_id, file):
        return await count(db, self_check_id, question, "answer")
    if question not in standing.lines:
        await db.execute(
            upsert(db, Answer)
            .values(
                self_check_id=self_check_id,
                question=question,
                reason="",
                note="",
                answered_by=actor.person_id,
                answered_at=now,
            )
            .on_conflict_do_nothing(index_elements=["self_check_id", "question"])
        )
    return await _attach(db, actor, now, (self_check_id, question, "answer"), file)


async def _is_there(db: AsyncConnection, actor: Actor, self_check_id: int, file: File) -> bool:
    query = select(Evidence.id).where(
        Evidence.self_check_id == self_check_id,
        Evidence.stage == "answer",
        Evidence.original_sha256 == file.original_sha256,
        Evidence.added_by == actor.person_id,
        Evidence.removed_at.is_(None),
    )
    return (await db.execute(query.limit(1))).first() is not None


async def attach_after(db: AsyncConnection, actor: Actor, now: datetime, finding_id: int, file: File) -> int:
    """Attach a kept file that shows a finding put right, as `attach`; how many of this stage there are now.

    Contacts and the finding's guests may do so, also after the form is handed in.

    Raises:
        Invalid: "files-many". Locked: it is put right already. NotFound: see `touch`.
    """
    view = await touch(db, actor, finding_id)
    if view.remedy_state == "done":
        raise Locked
    return await _attach(db, actor, now, (view.self_check_id, view.question, "after"), file, finding_id)


async def attach_reply(db: AsyncConnection, actor: Actor, now: datetime, question_id: int, file: File) -> int:
    """Attach a kept file to a question an officer asked during a review, as `attach`.

    Raises:
        Invalid: "files-many". Conflict: "review-over". NotFound: not the actor's to answer.
    """
    view = await review_questions.get_question(db, actor, question_id)
    await reviews.hold(db, view.self_check_id)
    if not (await review_questions.get_question(db, actor, question_id)).open:
        raise Conflict("review-over")
    return await _attach(db, actor, now, (view.self_check_id, view.question, "reply"), file)


async def attach_review(
    db: AsyncConnection, actor: Actor, now: datetime, self_check_id: int, question: str, file: File
) -> int:
    """Attach a reviewer's own photo to an answer, as `attach`.

    Raises:
        Invalid: "files-many". Stale: not answered. NotAllowed, Conflict: not one's own case.
    """
    await reviews.own(db, actor, self_check_id)
    if question not in (await load(db, self_check_id)).answers:
        raise Stale
    return await _attach(db, actor, now, (self_check_id, question, "review"), file)


async def _attach(
    db: AsyncConnection,
    actor: Actor,
    now: datetime,
    where: tuple[int, str, str],
    file: File,
    finding_id: int | None = None,
) -> int:
    self_check_id, question, stage = where
    present = await count(db, self_check_id, question, stage)
    keys = {
        "self_check_id": self_check_id,
        "question": question,
        "stage": stage,
        "original_sha256": file.original_sha256,
    }
    there = (
        await db.execute(select(Evidence.id).filter_by(**keys).where(Evidence.removed_at.is_(None)))
    ).first()
    if there is not None:
        return present
    if present >= MAX_FILES:
        raise Invalid("files-many", limit=MAX_FILES)
    values = {
        "finding_id": finding_id,
        "kind": file.kind,
        "sha256": file.sha256,
        "mime": file.mime,
        "size": file.size,
        "width": file.width,
        "height": file.height,
        "taken_at": file.taken_at,
        "likeness": file.likeness,
        "pages": file.pages,
        "preview_sha256": file.preview_sha256,
        "added_by": actor.person_id,
        "added_at": now,
        "removed_at": None,
    }
    await db.execute(
        upsert(db, Evidence)
        .values(**keys, **values)
        .on_conflict_do_update(index_elements=list(keys), set_=values)
    )
    await audit.write(
        db,
        actor,
        now,
        "attach",
        "self_check",
        self_check_id,
        {"question": question, "stage": stage, "sha256": file.sha256},
    )
    return present + 1


async def remove(db: AsyncConnection, actor: Actor, now: datetime, evidence_id: int) -> None:
    """Take a file away again (the bytes stay with the audit trail). Idempotent.

    Raises:
        NotFound, NotAllowed: see `take` and `touch`; a guest takes away only what they added.
        Locked: an answer's file of a form handed in, or one of what is put right already.
    """
    row = (
        await db.execute(
            select(
                Evidence.self_check_id,
                Evidence.stage,
                Evidence.added_by,
                Evidence.finding_id,
            ).where(Evidence.id == evidence_id)
        )
    ).first()
    if row is None:
        raise NotFound
    if row.stage == "answer":
        await take(db, actor, row.self_check_id)
    elif row.finding_id is None:  # what was shown during a review stays
        raise Locked
    else:
        finding = await touch(db, actor, row.finding_id)
        if not finding.is_contact and row.added_by != actor.person_id:
            raise NotAllowed
        if finding.remedy_state == "done":
            raise Locked
    done = await db.execute(  # as it was when its rights were checked: another phone may have been quicker
        update(Evidence)
        .where(Evidence.id == evidence_id, Evidence.removed_at.is_(None), Evidence.added_by == row.added_by)
        .values(removed_at=now)
    )
    if done.rowcount:
        await audit.write(
            db, actor, now, "remove", "self_check", row.self_check_id, {"evidence": evidence_id}
        )


async def count(db: AsyncConnection, self_check_id: int, question: str, stage: str) -> int:
    """Files present at a question and stage."""
    return (
        await db.execute(
            select(func.count()).where(
                Evidence.self_check_id == self_check_id,
                Evidence.question == question,
                Evidence.stage == stage,
                Evidence.removed_at.is_(None),
            )
        )
    ).scalar_one()


async def list_files(
    db: AsyncConnection, self_check_id: int, question: str | None = None, stage: str | None = None
) -> tuple[Attached, ...]:
    """Files of a self-check, of one question, of one stage; in the order they came."""
    statement = (
        select(
            Evidence.id,
            Evidence.question,
            Evidence.finding_id,
            Evidence.stage,
            Evidence.kind,
            Evidence.sha256,
            Evidence.mime,
            Evidence.added_at,
            Evidence.added_by,
            Evidence.pages,
            Evidence.preview_sha256,
        )
        .where(Evidence.self_check_id == self_check_id, Evidence.removed_at.is_(None))
        .order_by(Evidence.id)
    )
    if question is not None:
        statement = statement.where(Evidence.question == question)
    if stage is not None:
        statement = statement.where(Evidence.stage == stage)
    return tuple(Attached(*row) for row in await db.execute(statement))


async def list_finding_files(db: AsyncConnection, actor: Actor, finding_id: int) -> tuple[Attached, ...]:
    """A finding's pictures: those of its question (what it looked like), then those of stage `after`.

    Raises:
        NotFound: see `get_finding`.
    """
    view = await get_finding(db, actor, finding_id)
    files = await list_files(db, view.self_check_id, view.question)
    shown = [file for file in files if file.kind != "voice"]
    return tuple(sorted(shown, key=lambda file: (file.stage == "after", file.id)))
