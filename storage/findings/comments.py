"""Comments: remarks on a finding by the enterprise's contacts and the finding's guests."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.base import audit
from storage.base.audit import Actor
from storage.campaigns import forms
from storage.findings.plans import touch
from storage.findings.views import FindingView, get_finding
from storage.outbox import queue as outbox
from storage.self_checks.answers import tidy
from storage.tables.findings import FindingComment, FindingGuest
from storage.tables.people import Contact, Person

MAX_LENGTH = 500


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment as it is read; `written_at` in UTC, `by_guest`: its writer is no contact."""

    text: str
    written_at: datetime
    by_guest: bool


async def comment(db: AsyncConnection, actor: Actor, now: datetime, finding_id: int, text: str) -> None:
    """Add a remark. A guest's reaches the enterprise's contacts through the outbox, a contact's the guests.

    What a person wrote last is not written again: a message delivered twice is one remark.

    Raises:
        Invalid: see `tidy`. NotFound, Locked: see `touch`.
    """
    view = await touch(db, actor, finding_id)
    text = tidy(text, MAX_LENGTH)
    last = (
        await db.execute(
            select(FindingComment.person_id, FindingComment.text)
            .where(FindingComment.finding_id == finding_id)
            .order_by(FindingComment.id.desc())
            .limit(1)
        )
    ).first()
    if last is not None and tuple(last) == (actor.person_id, text):
        return
    row = await db.execute(
        insert(FindingComment)
        .values(finding_id=finding_id, person_id=actor.person_id, text=text, written_at=now)
        .returning(FindingComment.id)
    )
    comment_id = row.scalar_one()
    await audit.write(db, actor, now, "comment", "finding", finding_id)
    await _tell(db, now, view, comment_id)


async def list_comments(db: AsyncConnection, actor: Actor, finding_id: int) -> tuple[Remark, ...]:
    """All remarks, oldest first; errors as `get_finding`."""
    view = await get_finding(db, actor, finding_id)
    rows = await db.execute(
        select(
            FindingComment.text,
            FindingComment.written_at,
            exists().where(
                Contact.enterprise_id == view.enterprise_id, Contact.person_id == FindingComment.person_id
            ),
        )
        .where(FindingComment.finding_id == finding_id)
        .order_by(FindingComment.id)
    )
    return tuple(Remark(text, written_at, not is_contact) for text, written_at, is_contact in rows)


async def _tell(db: AsyncConnection, now: datetime, view: FindingView, comment_id: int) -> None:
    """Queue it for the other side, the fault named in each reader's language."""
    question = (await forms.get(db, view.form_digest)).by_code[view.question][1]
    readers = select(Person.id, Person.language)
    if view.is_contact:
        readers = readers.join(FindingGuest, FindingGuest.person_id == Person.id).where(
            FindingGuest.finding_id == view.id
        )
    else:
        readers = readers.join(Contact, Contact.person_id == Person.id).where(
            Contact.enterprise_id == view.enterprise_id
        )
        # Held: nobody is told who leaves at this moment.
        readers = readers.order_by(Contact.id).with_for_update(read=True, key_share=True, of=Contact)
    for person_id, language in (await db.execute(readers)).all():
        await outbox.enqueue(
            db,
            now,
            dedupe_key=f"comment:{comment_id}:{person_id}",
            person_id=person_id,
            text_key="outbox-comment",
            values={"enterprise": view.enterprise, "question": question.marked_fault.say(language)},
            button={"kind": "finding", "id": view.id},
            enterprise_id=view.enterprise_id,
        )
