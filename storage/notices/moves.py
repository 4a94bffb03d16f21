"""Operations on a confirmed notice: pause, stop, send once more, correct, withdraw.

Allowed to its author while they may write there, and to seats with `notice.manage` in its office's place.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, func, insert, literal, select, true, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.base import audit
from storage.base.audit import Actor
from storage.base.errors import Conflict, Invalid
from storage.notices import audiences
from storage.notices import views as notice_views
from storage.notices.copies import move, take_back
from storage.notices.drafts import check_body, is_caption
from storage.notices.reading import some, with_copies
from storage.notices.sending import Rules
from storage.notices.views import NoticeView, ReachedBy
from storage.offices import staff
from storage.offices.jurisdictions import after_quiet_at, zone_of
from storage.outbox.queue import NOTICE
from storage.tables.notices import READ, STANDING, Notice, NoticeCopy, NoticeTarget
from storage.tables.outbox import OutboxRow
from storage.tables.people import Contact

SYSTEM = Actor("system")
OVERLAP = timedelta(minutes=5)
"""Overlap of two searches for people who joined: a row can become visible as long as a transaction takes
after the instant it holds."""


async def require(db: AsyncConnection, actor: Actor, notice_id: int) -> NoticeView:
    """A notice for somebody who may do something with it, held until the transaction ends.

    Raises:
        NotFound: there is none. NotAllowed: anybody else.
    """
    notice = await notice_views.load(db, notice_id, hold=True)
    own = actor.kind == "person" and actor.person_id == notice.author_id
    of = await audiences.few(db, notice_id, notice.audience)
    if own:
        await staff.require(db, actor, "notice.write", notice.audience.place, of=of, alone=True)
    else:
        await staff.require(db, actor, "notice.manage", notice.jurisdiction_id, of=of, alone=True)
    return notice


async def pause(db: AsyncConnection, actor: Actor, now: datetime, notice_id: int) -> bool:
    """Hold a notice that goes out: what is not yet on its way stays here. False if it was paused.

    Raises:
        NotFound, NotAllowed. Conflict: `notice-over`: it does not go out.
    """
    notice = await require(db, actor, notice_id)
    if notice.state == "paused":
        return False
    if notice.state != "sending":
        raise Conflict("error-conflict-notice-over")
    await _set(db, notice_id, state="paused")
    await take_back(db, notice_id)
    await audit.write(db, actor, now, "pause", "notice", notice_id)
    return True


async def resume(db: AsyncConnection, actor: Actor, now: datetime, notice_id: int) -> bool:
    """Go on with a paused notice. False if it goes out already.

    Raises:
        NotFound, NotAllowed. Conflict: `notice-over`: it is neither paused nor goes out.
    """
    notice = await require(db, actor, notice_id)
    if notice.state == "sending":
        return False
    if notice.state != "paused":
        raise Conflict("error-conflict-notice-over")
    await _set(db, notice_id, state="sending")
    await audit.write(db, actor, now, "resume", "notice", notice_id)
    return True


async def stop(db: AsyncConnection, actor: Actor, now: datetime, notice_id: int) -> bool:
    """Break off: nobody else gets it, or the correction; one not yet begun is not begun. False if that is so.

    What has been sent stays. A withdrawal is not broken off.

    Raises:
        NotFound, NotAllowed. Conflict: `notice-over`: it is sent, or being withdrawn.
    """
    notice = await require(db, actor, notice_id)
    if notice.state == "stopped":
        return False
    if notice.state not in ("waiting", "scheduled", "sending", "paused") or notice.job == "withdraw":
        raise Conflict("error-conflict-notice-over")
    if notice.state in ("waiting", "scheduled"):
        await _set(db, notice_id, state="stopped", finished_at=now, standing=False, progress_open=False)
    else:
        await take_back(db, notice_id)
        await move(db, notice_id, {"queued": "stopped", "edit": "sent"})
        # The tick ends it.
        await _set(db, notice_id, state="sending", standing=False, progress_open=True, gathered_id=None)
    await audit.write(db, actor, now, "stop", "notice", notice_id, {"job": notice.job})
    return True


async def count_by(
    db: AsyncConnection, actor: Actor, now: datetime, notice_id: int, reached_by: ReachedBy
) -> bool:
    """Choose whether an enterprise counts as reached by any of its contacts, or by all of them; False if
    nothing changes.

    Raises:
        NotFound, NotAllowed: see `require`.
    """
    notice = await require(db, actor, notice_id)
    if notice.reached_by == reached_by:
        return False
    await _set(db, notice_id, reached_by=reached_by)
    await audit.write(db, actor, now, "count-by", "notice", notice_id, {"by": reached_by})
    return True


async def send_again(db: AsyncConnection, actor: Actor, now: datetime, notice_id: int) -> int:
    """Send a notice once more, to those people of enterprises where nobody has read it (where all have
    to, to everybody who has not); return to how many.

    Raises:
        NotFound, NotAllowed. Conflict: `notice-again`: it was sent twice; `notice-not-sent`: not sent yet, or
            withdrawn. Invalid: `notice-all-read`; `notice-expired`: it is of no more use.
    """
    notice = await require(db, actor, notice_id)
    if notice.again:
        raise Conflict("error-conflict-notice-again")
    if notice.state not in ("sent", "stopped"):
        raise Conflict("error-conflict-notice-not-sent")
    if notice.valid_until is not None and notice.valid_until <= now:
        raise Invalid("error-invalid-notice-expired")
    # Enterprises where nobody has read it, and their people.
    nobody = with_copies(select(NoticeTarget.enterprise_id), notice_id)
    nobody = nobody.group_by(NoticeTarget.enterprise_id).having(
        ~some(NoticeCopy.read_revision == notice.revision)
    )
    theirs = select(Contact.person_id).where(Contact.enterprise_id.in_(nobody))
    second = (
        select(
            literal(notice_id), NoticeCopy.person_id, literal(2), literal("queued"), literal(notice.revision)
        )
        .where(
            NoticeCopy.notice_id == notice_id,
            NoticeCopy.number == 1,
            NoticeCopy.state == "sent",
            NoticeCopy.read_revision.is_distinct_from(notice.revision),
            NoticeCopy.person_id.in_(theirs) if notice.reached_by == "any" else true(),
        )
        .order_by(NoticeCopy.person_id)
    )
    into = ["notice_id", "person_id", "number", "state", "revision"]
    done = await db.execute(
        insert(NoticeCopy).from_select(into, second), execution_options={"preserve_rowcount": True}
    )
    copies = int(done.rowcount)
    if not copies:
        raise Invalid("error-invalid-notice-all-read")
    await _begin(db, actor, now, notice_id, "again", copies, again=1)
    await audit.write(db, actor, now, "again", "notice", notice_id, {"copies": copies})
    return copies


async def correct(db: AsyncConnection, actor: Actor, now: datetime, notice_id: int, body: str) -> int:
    """Give a notice another text; every copy that arrived is changed, and who had read an earlier one is told
    (not at night) and has it to read again. How many copies are to be changed; 0: the same text.

    Raises:
        NotFound, NotAllowed. Invalid: see `check_body`. Conflict: `notice-not-sent`: not begun, or withdrawn.
    """
    notice = await require(db, actor, notice_id)
    if notice.state not in ("sending", "paused", "sent", "stopped") or notice.job == "withdraw":
        raise Conflict("error-conflict-notice-not-sent")
    body = check_body(body, caption=is_caption(notice.body, len(notice.files)))
    if body == notice.body:
        return 0
    await _set(db, notice_id, body=body, revision=notice.revision + 1)
    copies = await move(db, notice_id, {"sent": "edit"})
    if notice.state in ("sent", "stopped") and copies:
        await _begin(db, actor, now, notice_id, "correct", copies)
    await _announce(db, now, notice)
    await audit.write(db, actor, now, "correct", "notice", notice_id, {"copies": copies})
    return copies


async def _announce(db: AsyncConnection, now: datetime, notice: NoticeView) -> None:
    """Tell the people who had read an earlier text; queued messages about an earlier correction are
    removed."""
    cause = f"notice-corrected:{notice.id}"
    waiting = OutboxRow.dedupe_key.like(f"{cause}:%") & OutboxRow.state.in_(("pending", "retry"))
    await db.execute(delete(OutboxRow).where(waiting))
    readers = (
        select(NoticeCopy.person_id, func.max(NoticeCopy.id).label("copy_id"))
        .where(NoticeCopy.notice_id == notice.id, READ, NoticeCopy.state.in_(("sent", "edit", "editing")))
        .group_by(NoticeCopy.person_id)
    )
    row = {
        "text_key": "outbox-notice-corrected",
        "values": {"title": notice.title},
        "state": "pending",
        "not_before": await after_quiet_at(db, notice.jurisdiction_id, now),
        "created_at": now,
        "priority": NOTICE,
        "attempts": 0,
    }
    told = [
        {
            **row,
            "dedupe_key": f"{cause}:{notice.revision + 1}:{person_id}",
            "person_id": person_id,
            "button": {"kind": "renotice", "id": copy_id},
        }
        for person_id, copy_id in (await db.execute(readers)).all()
    ]
    if told:
        await db.execute(insert(OutboxRow), told)


async def withdraw(db: AsyncConnection, actor: Actor, now: datetime, notice_id: int) -> int:
    """Withdraw a notice: delivered copies are deleted where Telegram still allows it (48 hours), else
    replaced by a sentence that it was withdrawn. Returns the number of copies; 0: none, or withdrawn before.

    Raises:
        NotFound, NotAllowed. Conflict: `notice-not-sent`: it has not been begun (it can be stopped).
    """
    notice = await require(db, actor, notice_id)
    if notice.state == "withdrawn" or (notice.job == "withdraw" and notice.state in ("sending", "paused")):
        return 0
    if notice.state not in ("sending", "paused", "sent", "stopped"):
        raise Conflict("error-conflict-notice-not-sent")
    await take_back(db, notice_id)
    await move(db, notice_id, {"queued": "stopped"})
    copies = await move(db, notice_id, {"sent": "delete", "edit": "delete"})
    # A revision of its own: what is under way now, and the word in its place, are known by it.
    changed = {"revision": notice.revision + 1, "standing": False, "gathered_id": None}
    await _begin(db, actor, now, notice_id, "withdraw", copies, **changed)
    await audit.write(db, actor, now, "withdraw", "notice", notice_id, {"copies": copies})
    return copies


async def end_standing(db: AsyncConnection, actor: Actor, now: datetime, notice_id: int) -> bool:
    """Exclude enterprises that register from now on; False if they were excluded before. Raises as
    `require`."""
    notice = await require(db, actor, notice_id)
    if notice.standing:
        await _set(db, notice_id, standing=False)
        await audit.write(db, actor, now, "end-standing", "notice", notice_id)
    return notice.standing


async def to_top_up(db: AsyncConnection) -> dict[int, datetime]:
    """Standing notices after which somebody joined an enterprise, and the instant until which that was
    handled."""
    newest = select(func.max(Contact.joined_at)).scalar_subquery()
    rows: list[Any] = list(
        (await db.execute(select(Notice.id, Notice.topped_up_at, newest).where(STANDING))).all()
    )
    return {id_: since for id_, since, joined in rows if since and joined and joined > since - OVERLAP}


async def top_up(db: AsyncConnection, now: datetime, notice_id: int, since: datetime, rules: Rules) -> int:
    """Queue a standing notice for people who joined an enterprise of its audience after `since`;
    return their number.

    Nobody gets it twice, however often this is called.
    """
    notice = await notice_views.load(db, notice_id, hold=True)
    if notice.state != "sent" or not notice.standing:
        return 0
    if notice.valid_until is not None and notice.valid_until <= now:
        await _set(db, notice_id, standing=False)
        return 0
    zone = await zone_of(db, notice.jurisdiction_id, rules.zone)
    today = now.astimezone(zone).date()
    seen = since - OVERLAP
    copies = await audiences.keep(db, notice_id, notice.revision, notice.audience, today, seen)
    await _set(db, notice_id, topped_up_at=now)
    if copies:
        reached = await audiences.count_kept(db, notice_id)
        await _set(db, notice_id, state="sending", job="topup", job_total=copies, job_at=now, **reached)
        await audit.write(db, SYSTEM, now, "top-up", "notice", notice_id, {"copies": copies})
    return copies


async def _begin(
    db: AsyncConnection, actor: Actor, now: datetime, notice_id: int, job: str, copies: int, **more: Any
) -> None:
    values = {"state": "sending", "job": job, "job_total": copies, "job_at": now, "progress_open": True}
    await _set(db, notice_id, **values, job_by=actor.person_id, **more)


async def _set(db: AsyncConnection, notice_id: int, **values: Any) -> None:
    await db.execute(update(Notice).where(Notice.id == notice_id).values(**values))
