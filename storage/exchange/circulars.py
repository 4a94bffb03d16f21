"""Circulars (情况通报, 督办, 批评, 补课): an office writes to those below it, which read and answer."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import exists, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from content.screen import shortened
from storage.base import audit
from storage.base.audit import Actor
from storage.base.database import upsert
from storage.base.errors import Conflict, Invalid, NotFound
from storage.exchange.circular_views import READ, find_copy, list_below, of_office
from storage.offices import jurisdictions, staff
from storage.offices import mail as office_mail
from storage.offices.mail_slots import Slot
from storage.outbox.queue import PERSONAL
from storage.self_checks.answers import tidy
from storage.self_checks.attachments import MAX_FILES, File
from storage.tables.exchange import (
    CIRCULARS,
    MAX_ANSWER,
    MAX_CIRCULAR,
    Circular,
    CircularCopy,
    CircularFile,
)
from storage.tables.outbox import OutboxRow

SEND = "circular.send"
KINDS = ("photo", "document", "word", "sheet")
"""Kinds of files a circular takes."""
REMINDED_AT = time(9)
"""Local time at which an office is reminded on the day before its answer is due."""


async def send(
    db: AsyncConnection,
    actor: Actor,
    now: datetime,
    jurisdiction_id: int,
    token: str,
    kind: str,
    text: str,
    to: Collection[int],
    answer_by: date | None,
    today: date,
    files: Sequence[File] = (),
    corrects: int | None = None,
) -> int:
    """Send a circular with stored files to offices below a place, at whatever depth, which are told at once
    and, where an answer is wanted, once more on the day before; its id. A draft's `token` sends once.
    `corrects`: one that it takes the place of (更正): that one ends as if recalled.

    Raises:
        NotAllowed: no seat with `circular.send` that reaches the place. NotFound: an office of `to` is none
            of those below; `corrects` is none of the place's. Conflict: `circular-corrected` already.
        Invalid: `circular-kind`, `circular-nobody`, `circular-day` before today; `files-many` above
            MAX_FILES, `paper` a file of another kind; see `self_checks.answers.tidy` for the text, at most
            MAX_CIRCULAR characters.
    """
    await staff.require(db, actor, SEND, jurisdiction_id)
    if corrects is not None:
        await _hold(db, corrects)  # of two taps at once the second finds what the first has sent
    known = (await db.execute(select(Circular.id).where(Circular.token == token))).scalar()
    if known is not None:
        return int(known)
    every = {one.original_sha256: one for one in files}
    text = _check(kind, text, to, answer_by, today, every.values())
    below = {one.id: one for one in await list_below(db, jurisdiction_id)}
    if not set(to) <= set(below) - {jurisdiction_id}:
        raise NotFound
    knows = await _replace(db, actor, now, jurisdiction_id, corrects) if corrects is not None else {}
    made = await db.execute(
        upsert(db, Circular)
        .values(
            corrects_id=corrects,
            jurisdiction_id=jurisdiction_id,
            token=token,
            kind=kind,
            text=text,
            answer_by=answer_by,
            sent_by=actor.person_id,
            sent_at=now,
        )
        .on_conflict_do_nothing(index_elements=["token"])
        .returning(Circular.id)
    )
    circular_id = made.scalar()
    if circular_id is None:  # the second of two taps
        return int((await db.execute(select(Circular.id).where(Circular.token == token))).scalar_one())
    ids = sorted(set(to))
    copies = [{"circular_id": circular_id, "jurisdiction_id": one, "answer": ""} for one in ids]
    await db.execute(upsert(db, CircularCopy), copies)
    await _store(db, actor, now, int(circular_id), every.values())
    detail = {"kind": kind, "offices": len(ids), "files": len(every)}
    if corrects is not None:
        detail["corrects"] = corrects
    await audit.write(db, actor, now, "send", "circular", circular_id, detail)
    place = (await jurisdictions.path(db, jurisdiction_id))[-1]
    for office_id in ids:
        if below[office_id].is_staffed:
            is_known = office_id in knows
            await _tell(db, now, int(circular_id), office_id, place, kind, answer_by, is_known=is_known)
    for office_id in set(knows) - set(ids):  # offices that the corrected one leaves out
        await _tell_recalled(db, now, corrects or 0, office_id, place, kind, "", knows[office_id])
    return int(circular_id)


async def recall(db: AsyncConnection, actor: Actor, now: datetime, circular_id: int, reason: str) -> bool:
    """Recall a circular (撤回): messages that wait are not sent, offices that had one are told, with the
    reason, nobody has to read or answer it. It stays in the lists. False: it was recalled before.

    Raises:
        NotFound: there is none. NotAllowed: no seat with `circular.send` that reaches its place. Invalid: see
            `self_checks.answers.tidy`; at most MAX_ANSWER characters.
    """
    sent = await _hold(db, circular_id)
    await staff.require(db, actor, SEND, sent.jurisdiction_id)
    if sent.recalled_at is not None:
        return False
    reason = tidy(reason, MAX_ANSWER)
    knows = await _end(db, actor, now, circular_id, reason)
    await audit.write(db, actor, now, "recall", "circular", circular_id)
    place = (await jurisdictions.path(db, sent.jurisdiction_id))[-1]
    for office_id, besides in knows.items():
        await _tell_recalled(db, now, circular_id, office_id, place, sent.kind, reason, besides)
    return True


async def _hold(db: AsyncConnection, circular_id: int) -> Any:
    """A circular locked until the transaction ends.

    Raises:
        NotFound: there is none.
    """
    await db.execute(update(Circular).where(Circular.id == circular_id).values(kind=Circular.kind))
    row = (await db.execute(select(Circular).where(Circular.id == circular_id))).one_or_none()
    if row is None:
        raise NotFound
    return row


async def _replace(
    db: AsyncConnection, actor: Actor, now: datetime, jurisdiction_id: int, circular_id: int
) -> dict[int, list[int]]:
    """End a circular because a corrected one is sent; see `_end`."""
    old = await _hold(db, circular_id)
    if old.jurisdiction_id != jurisdiction_id:
        raise NotFound
    later = select(Circular.id).where(Circular.corrects_id == circular_id)
    if (await db.execute(later)).first() is not None:
        raise Conflict("error-conflict-circular-corrected")
    if old.recalled_at is not None:  # recalled before: its offices know
        return {}
    await audit.write(db, actor, now, "correct", "circular", circular_id)
    return await _end(db, actor, now, circular_id, "")


async def _end(
    db: AsyncConnection, actor: Actor, now: datetime, circular_id: int, reason: str
) -> dict[int, list[int]]:
    """Mark a circular as recalled and take back what waits of it; the offices that may have heard of it, each
    with the people for whom the message still waited."""
    mark = {"recalled_at": now, "recalled_by": actor.person_id, "recall_reason": reason}
    await db.execute(update(Circular).where(Circular.id == circular_id).values(**mark))
    of = select(CircularCopy.jurisdiction_id).where(CircularCopy.circular_id == circular_id)
    knows: dict[int, list[int]] = {}
    for office_id in (await db.execute(of.order_by(CircularCopy.jurisdiction_id))).scalars().all():
        what = f"letter-{circular_id}-{office_id}"
        waiting = await office_mail.told_of(db, what)
        await office_mail.take_back_of(db, what)
        await office_mail.take_back_of(db, f"letter-due-{circular_id}-{office_id}")
        sent = select(exists().where(OutboxRow.dedupe_key.like(f"office:%:{what}:%")))
        if not waiting or (await db.execute(sent)).scalar():
            knows[office_id] = waiting
    return knows


async def _tell_recalled(
    db: AsyncConnection,
    now: datetime,
    circular_id: int,
    office_id: int,
    place: str,
    kind: str,
    reason: str,
    besides: list[int],
) -> None:
    await office_mail.tell(
        db,
        now,
        place_id=office_id,
        right=READ,
        what=f"letter-recalled-{circular_id}-{office_id}",
        text_key="outbox-circular-recalled",
        values={"place": place, "kind": kind, "reason": shortened(reason, 100) or "none"},
        button={"kind": "circular", "id": circular_id},
        besides=besides,
    )


def _check(
    kind: str, text: str, to: Collection[int], answer_by: date | None, today: date, files: Collection[File]
) -> str:
    """Check what is to be sent, as `send` says; return the text in stored form."""
    if kind not in CIRCULARS:
        raise Invalid("error-invalid-circular-kind")
    if not to:
        raise Invalid("error-invalid-circular-nobody")
    if answer_by is not None and answer_by < today:
        raise Invalid("error-invalid-circular-day")
    if len(files) > MAX_FILES:
        raise Invalid("error-invalid-files-many", limit=MAX_FILES)
    if any(one.kind not in KINDS for one in files):
        raise Invalid("error-invalid-paper")
    return check_text(text)


async def _store(
    db: AsyncConnection, actor: Actor, now: datetime, circular_id: int, files: Collection[File]
) -> None:
    for one in files:
        await db.execute(
            upsert(db, CircularFile).values(
                circular_id=circular_id,
                kind=one.kind,
                sha256=one.sha256,
                original_sha256=one.original_sha256,
                mime=one.mime,
                size=one.size,
                pages=one.pages,
                preview_sha256=one.preview_sha256,
                added_by=actor.person_id,
                added_at=now,
            )
        )


def check_text(text: str) -> str:
    """The text of a circular in stored form.

    Raises:
        Invalid: see `self_checks.answers.tidy`; at most MAX_CIRCULAR characters.
    """
    return tidy(text, MAX_CIRCULAR)


async def _tell(
    db: AsyncConnection,
    now: datetime,
    circular_id: int,
    office_id: int,
    place: str,
    kind: str,
    answer_by: date | None,
    *,
    is_known: bool,
) -> None:
    named = {"place": place, "kind": kind}
    day = {"due_month": answer_by.month, "due_day": answer_by.day} if answer_by else {}
    said: dict[str, Any] = {
        "place_id": office_id,
        "right": READ,
        "button": {"kind": "circular", "id": circular_id},
    }
    key = "outbox-circular-answer" if answer_by else "outbox-circular"
    if is_known:
        key = "outbox-circular-corrected-answer" if answer_by else "outbox-circular-corrected"
    what = f"letter-{circular_id}-{office_id}"
    await office_mail.tell(db, now, what=what, text_key=key, values={**named, **day}, **said)
    if answer_by is None:
        return
    zone = await jurisdictions.zone_of(db, office_id)
    at = datetime.combine(answer_by - timedelta(days=1), REMINDED_AT, zone)
    if at > now:
        await office_mail.tell(
            db,
            now,
            what=f"letter-due-{circular_id}-{office_id}",
            text_key="outbox-circular-due",
            values={**named, **day},
            at=Slot(PERSONAL, at),
            **said,
        )


async def read(
    db: AsyncConnection, actor: Actor, now: datetime, circular_id: int, jurisdiction_id: int
) -> bool:
    """已阅; False if it was.

    Raises:
        NotFound: the office has no such circular. NotAllowed: no seat with `duty.mark` that reaches it.
        Conflict: `circular-recalled`, or corrected.
    """
    copy = await find_copy(db, circular_id, jurisdiction_id)
    await staff.require(db, actor, READ, jurisdiction_id)
    if copy.read_at is None:
        await _require_valid(db, circular_id)
    return await _read(db, actor, now, circular_id, jurisdiction_id)


async def _require_valid(db: AsyncConnection, circular_id: int) -> None:
    if (await _hold(db, circular_id)).recalled_at is not None:
        raise Conflict("error-conflict-circular-recalled")


async def _read(
    db: AsyncConnection, actor: Actor, now: datetime, circular_id: int, jurisdiction_id: int
) -> bool:
    done = await db.execute(
        update(CircularCopy)
        .where(*of_office(circular_id, jurisdiction_id), CircularCopy.read_at.is_(None))
        .values(read_at=now, read_by=actor.person_id)
    )
    if done.rowcount:
        detail = {"jurisdiction": jurisdiction_id}
        await audit.write(db, actor, now, "read", "circular", circular_id, detail)
    return bool(done.rowcount)


async def answer(
    db: AsyncConnection, actor: Actor, now: datetime, circular_id: int, jurisdiction_id: int, text: str
) -> None:
    """Answer a circular, or answer it again; who wrote it is told. It is read with that.

    Raises:
        NotFound, NotAllowed, Conflict: as `read`. Invalid: see `self_checks.answers.tidy`; at most MAX_ANSWER
        characters.
    """
    copy = await find_copy(db, circular_id, jurisdiction_id)
    await staff.require(db, actor, READ, jurisdiction_id)
    text = tidy(text, MAX_ANSWER)
    if text == copy.answer:
        return
    await _require_valid(db, circular_id)
    await _read(db, actor, now, circular_id, jurisdiction_id)
    done = await db.execute(
        update(CircularCopy)
        .where(*of_office(circular_id, jurisdiction_id), CircularCopy.answer != text)
        .values(answer=text, answered_at=now, answered_by=actor.person_id)
    )
    if not done.rowcount:  # the second of two taps
        return
    detail = {"jurisdiction": jurisdiction_id}
    await audit.write(db, actor, now, "answer", "circular", circular_id, detail)
    await office_mail.take_back_of(db, f"letter-due-{circular_id}-{jurisdiction_id}")
    await office_mail.tell(
        db,
        now,
        place_id=copy.sender_id,
        right=SEND,
        what=f"letter-answered-{circular_id}-{jurisdiction_id}-{now:%Y%m%d%H%M%S}",
        text_key="outbox-circular-answered",
        values={"place": copy.place, "kind": copy.kind},
        button={"kind": "circular", "id": circular_id},
    )
