"""Attachments: files added to a question or a finding, and removed."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.base import audit
from storage.base.audit import Actor
from storage.base.database import upsert
from storage.base.errors import Invalid, Stale
from storage.base.rows import from_rows
from storage.base.schema import Base
from storage.self_checks.lifecycle import take
from storage.self_checks.state import assemble
from storage.tables.self_checks import Answer, Evidence

MAX_FILES = 9
"""Files an item takes, and a finding at each stage."""


@dataclass(frozen=True, slots=True)
class File:
    """Facts of a file that the bot has already put into the file store."""

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

    def columns(self, table: type[Base], actor: Actor, now: datetime) -> dict[str, Any]:
        """The values of the columns that `table` has for a file, with who added it and when."""
        values = {**asdict(self), "added_by": actor.person_id, "added_at": now}
        return {name: value for name, value in values.items() if name in table.__table__.columns}


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
    """Attach a stored file to a question; return how many there are now.

    The same bytes twice are one; bytes once removed come back. `repeated`: the message may have been handled
    before, at another question: bytes of the actor's that are there already stay there.

    A form that was handed in takes files only where it owes a photo.

    Raises:
        Invalid: "files-many" beyond MAX_FILES. Locked, NotAllowed, NotFound, Stale: as for answers.
    """
    self_check = await assemble(db, await take(db, actor, self_check_id, answering=question))
    if question not in self_check.form.by_code or question in self_check.skips:
        raise Stale
    if repeated and await _is_there(db, actor, self_check_id, file):
        return await count(db, self_check_id, question, "answer")
    if question not in self_check.lines:
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
    return await attach_to(db, actor, now, (self_check_id, question, "answer"), file)


async def _is_there(db: AsyncConnection, actor: Actor, self_check_id: int, file: File) -> bool:
    query = select(Evidence.id).where(
        Evidence.self_check_id == self_check_id,
        Evidence.stage == "answer",
        Evidence.original_sha256 == file.original_sha256,
        Evidence.added_by == actor.person_id,
        Evidence.removed_at.is_(None),
    )
    return (await db.execute(query.limit(1))).first() is not None


async def attach_to(
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
        raise Invalid("error-invalid-files-many", limit=MAX_FILES)
    values = {
        **file.columns(Evidence, actor, now),
        "finding_id": finding_id,
        "removed_at": None,
    }
    await db.execute(
        upsert(db, Evidence)
        .values(**keys | values)
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
    return from_rows(Attached, await db.execute(statement))
