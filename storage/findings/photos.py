"""Files put to a finding, and taken away again."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.base import audit
from storage.base.audit import Actor
from storage.base.errors import Locked, NotAllowed, NotFound
from storage.findings.plans import touch
from storage.findings.views import get_finding
from storage.self_checks.attachments import Attached, File, attach_to, list_files
from storage.self_checks.lifecycle import take
from storage.tables.self_checks import Evidence


async def attach_after(db: AsyncConnection, actor: Actor, now: datetime, finding_id: int, file: File) -> int:
    """Attach a stored file as evidence of the rectification (stage `after`), as `attach`; returns the number
    of files of this stage.

    Contacts and the finding's guests may do so, also after the form is handed in.

    Raises:
        Invalid: "files-many". Locked: it is rectified already. NotFound: see `touch`.
    """
    view = await touch(db, actor, finding_id)
    if view.remedy_state == "done":
        raise Locked
    return await attach_to(db, actor, now, (view.self_check_id, view.question, "after"), file, finding_id)


async def attach_before(db: AsyncConnection, actor: Actor, now: datetime, finding_id: int, file: File) -> int:
    """Attach a stored file that shows the fault as it was found (stage `before`), as `attach`; returns the
    number of files of this stage. Nobody has to.

    Contacts and the finding's guests may do so until it is rectified, also after the form is handed in.

    Raises:
        Invalid: "files-many". Locked: it is rectified already. NotFound: see `touch`.
    """
    view = await touch(db, actor, finding_id)
    if view.remedy_state == "done":
        raise Locked
    return await attach_to(db, actor, now, (view.self_check_id, view.question, "before"), file, finding_id)


async def remove(db: AsyncConnection, actor: Actor, now: datetime, evidence_id: int) -> None:
    """Remove a file (the bytes stay with the audit trail). Idempotent.

    Raises:
        NotFound, NotAllowed: see `take` and `touch`; a guest may remove only files they added. Locked: an
        answer's file of a form handed in, or a file of a finding already rectified.
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


async def list_finding_files(db: AsyncConnection, actor: Actor, finding_id: int) -> tuple[Attached, ...]:
    """A finding's pictures: those of its question (what it looked like), then those of stage `after`.

    Raises:
        NotFound: see `get_finding`.
    """
    view = await get_finding(db, actor, finding_id)
    files = await list_files(db, view.self_check_id, view.question)
    shown = [file for file in files if file.kind != "voice"]
    return tuple(sorted(shown, key=lambda file: (file.stage == "after", file.id)))
