"""A notice from its draft to its end: confirmed, released by a second person, started, finished.

Every move is one UPDATE that names the state it comes from: of two people, or two taps, one wins.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from content.calendar.quiet import on_workday
from storage.base import audit
from storage.base.audit import Actor
from storage.base.errors import Conflict, Invalid, NotAllowed
from storage.base.rights import is_operator, require_person
from storage.base.texts import one_line, visible
from storage.campaigns.running import held
from storage.notices import audiences, copies
from storage.notices import views as notice_views
from storage.notices.audiences import Reach
from storage.notices.drafts import check_body
from storage.notices.gathering import Counted, gather, reach_of
from storage.notices.release import ask_for_release, why_held
from storage.notices.views import NoticeView, name_in
from storage.offices import staff
from storage.offices.jurisdictions import zone_of
from storage.offices.mail_slots import slot
from storage.outbox import queue as outbox
from storage.tables.campaigns import Campaign
from storage.tables.notices import Notice

SYSTEM = Actor("system")


@dataclass(frozen=True, slots=True)
class Rules:
    """Rules of an installation: above `release_above` enterprises a second person releases a notice; `zone`
    is that of places which have none."""

    zone: tzinfo
    release_above: int = 200


@dataclass(frozen=True, slots=True)
class Confirmed:
    """A notice that goes on. `state`: waiting, scheduled, sending. `send_at`: when it begins, where it waits
    for that: the time chosen, or the end of the quiet hours."""

    state: str
    reach: Reach
    send_at: datetime | None


async def confirm(
    db: AsyncConnection,
    actor: Actor,
    now: datetime,
    notice_id: int,
    rules: Rules,
    counted: Counted | None = None,
) -> Confirmed:
    """Confirm a draft, by its author: it is sent at once, at its time, or once a second person has released
    it.

    `counted`: its reach, where that was counted before this transaction.

    Raises:
        NotAllowed: not the author, or without the right to write there. Conflict: `notice-confirmed`: it was
        confirmed before, by `who`, at `at` (local). Invalid: `notice-empty`, `notice-text-long`: see
        `check_body`; `notice-album-bare`; `notice-past`: its time is over; `notice-expired`: it would go out
        after its validity; `notice-nobody`: no enterprise matches; `notice-unreachable`: none of the `count`
        can be reached. NotFound.
    """
    author = require_person(actor)
    notice = await notice_views.load(db, notice_id, hold=True)
    if notice.author_id != author:
        raise NotAllowed
    zone = await zone_of(db, notice.jurisdiction_id, rules.zone)
    if notice.state != "draft":
        raise _confirmed(notice, zone)
    if notice.campaign_id is not None:  # an end waits for this one, and gives it back
        await db.execute(held(select(Campaign.id).where(Campaign.id == notice.campaign_id)))
    today = now.astimezone(zone).date()
    of = await audiences.few(db, notice.id, notice.audience, today)
    await staff.require(db, actor, "notice.write", notice.audience.place, of=of, alone=True)
    _require_use(notice, now, zone)
    reach = await _check(db, notice, now, today, counted)
    waits = reach.enterprises > rules.release_above
    done = await db.execute(
        update(Notice)
        .where(Notice.id == notice_id, Notice.state == "draft")
        .values(
            state="waiting" if waits else "scheduled",
            held="size" if waits else None,
            confirmed_at=now,
            returned="",
        )
    )
    if not done.rowcount:
        raise _confirmed(await notice_views.load(db, notice_id), zone)
    detail = {"enterprises": reach.enterprises, "people": reach.people, "waits": waits}
    await audit.write(db, actor, now, "confirm", "notice", notice_id, detail)
    if waits:
        await ask_for_release(db, now, notice_id, reach.enterprises, zone)
        return Confirmed("waiting", reach, notice.send_at)
    return await _go(db, now, notice_id, reach, zone, rules)


async def release(
    db: AsyncConnection,
    actor: Actor,
    now: datetime,
    notice_id: int,
    rules: Rules,
    counted: Counted | None = None,
) -> Confirmed:
    """Release a held notice, by somebody else than its author. `counted`: as for `confirm`.

    Raises:
        NotAllowed: its author, or without the right `notice.release` in its office's place.
        Conflict: `notice-decided`: it was released or given back before, by `who`. NotFound.
        Invalid: `notice-expired`: as for `confirm`.
    """
    notice = await _waiting(db, actor, notice_id)
    zone = await zone_of(db, notice.jurisdiction_id, rules.zone)
    _require_use(notice, now, zone)
    done = await db.execute(
        update(Notice)
        .where(Notice.id == notice_id, Notice.state == "waiting")
        .values(state="scheduled", held=None, released_by=actor.person_id, released_at=now)
    )
    if not done.rowcount:
        raise Conflict("error-conflict-notice-decided", who=notice.place)
    await audit.write(db, actor, now, "release", "notice", notice_id)
    await _tell_author(db, now, notice, "outbox-notice-released", zone)
    reach = await reach_of(db, notice, now.astimezone(zone).date(), counted)
    return await _go(db, now, notice_id, reach, zone, rules)


async def give_back(db: AsyncConnection, actor: Actor, now: datetime, notice_id: int, reason: str) -> None:
    """Give a notice that waits back to its author, as a draft; the author may take it back without a reason.

    Raises:
        NotAllowed: see `release`. Conflict: `notice-decided`. NotFound.
        Invalid: `notice-reason`: not 2 to 200 characters, where somebody else gives it back.
    """
    own = (await notice_views.load(db, notice_id)).author_id == actor.person_id
    notice = await _waiting(db, actor, notice_id, own=own)
    reason = one_line(reason)
    if not own and (visible(reason) < 2 or len(reason) > 200):
        raise Invalid("error-invalid-notice-reason")
    done = await db.execute(
        update(Notice)
        .where(Notice.id == notice_id, Notice.state == "waiting")
        .values(
            state="draft", held=None, returned=reason, confirmed_at=None, released_by=None, released_at=None
        )
    )
    if not done.rowcount:
        raise Conflict("error-conflict-notice-decided", who=notice.place)
    await audit.write(db, actor, now, "give-back", "notice", notice_id)
    if not own:
        zone = await zone_of(db, notice.jurisdiction_id)
        await _tell_author(db, now, notice, "outbox-notice-returned", zone, reason=reason)


async def _tell_author(
    db: AsyncConnection, now: datetime, notice: NoticeView, text_key: str, zone: tzinfo, **values: object
) -> None:
    """Tell the author of a notice the decision about it: at once where it was to go out today."""
    place, day = notice.jurisdiction_id, day_of(notice, now, zone)
    at = await slot(db, now, text_key, {}, place, zone=zone, due_on=day)
    await outbox.enqueue(
        db,
        now,
        dedupe_key=f"{text_key.removeprefix('outbox-')}:{notice.id}:{now.timestamp()}",
        person_id=notice.author_id,
        text_key=text_key,
        values={"title": notice.title, **values},
        button={"kind": "notice", "id": notice.id},
        not_before=at.not_before,
        priority=at.priority,
        office_id=place,
        needs="notice.write",
    )


async def start(
    db: AsyncConnection, now: datetime, notice_id: int, rules: Rules, counted: Counted | None = None
) -> bool:
    """Begin to send a notice whose time has come: decide whom it is for now, queue the first copies.

    The right of who sends it is checked again: without it the notice waits for somebody else's release. False
    if nothing was begun. `counted`: as for `confirm`. Whom it is for beyond the first portion is gathered
    afterwards, see `notices.gathering`.
    """
    notice = await notice_views.load(db, notice_id, hold=True)
    if notice.state != "scheduled" or (notice.valid_until is not None and notice.valid_until <= now):
        return False
    zone = await zone_of(db, notice.jurisdiction_id, rules.zone)
    today = now.astimezone(zone).date()
    held = await why_held(db, notice, rules.release_above, today, counted)
    if held is not None:
        values = {"state": "waiting", "held": held, "released_by": None, "released_at": None}
        await db.execute(update(Notice).where(Notice.id == notice_id).values(**values))
        await audit.write(db, SYSTEM, now, "hold", "notice", notice_id, {"why": held})
        reach = await reach_of(db, notice, today, counted)
        await ask_for_release(db, now, notice_id, reach.enterprises, zone)
        if held == "size":  # an author without the right may not release it either
            await _tell_author(db, now, notice, "outbox-notice-grown", zone, count=reach.enterprises)
        return False
    await db.execute(
        update(Notice)
        .where(Notice.id == notice_id)
        .values(
            state="sending",
            job="send",
            job_total=0,
            job_at=now,
            started_at=now,
            topped_up_at=now,
            progress_open=True,
            gathered_id=0,
        )
    )
    await gather(db, today, await notice_views.load(db, notice_id))
    await audit.write(db, SYSTEM, now, "start", "notice", notice_id)
    return True


async def finish(db: AsyncConnection, now: datetime, notice_id: int) -> bool:
    """End a job whose copies are all closed; False while some are not, or nothing goes on."""
    notice = await notice_views.load(db, notice_id, hold=True)
    if notice.state != "sending" or not await copies.is_done(db, notice_id):
        return False
    if notice.job == "withdraw":
        state = "withdrawn"
    else:
        state = "stopped" if await copies.was_stopped(db, notice_id) else "sent"
    await db.execute(
        update(Notice)
        .where(Notice.id == notice_id, Notice.state == "sending")
        .values(state=state, finished_at=notice.finished_at if notice.job == "topup" else now)
    )
    await audit.write(db, SYSTEM, now, "finish", "notice", notice_id, {"job": notice.job})
    return True


async def _go(
    db: AsyncConnection, now: datetime, notice_id: int, reach: Reach, zone: tzinfo, rules: Rules
) -> Confirmed:
    """Start at once where its time and quiet hours allow it; else return the instant at which it begins."""
    notice = await notice_views.load(db, notice_id)
    begins = begins_at(notice, now, zone)
    if begins > now:
        return Confirmed("scheduled", reach, begins)
    started = await start(db, now, notice_id, rules, Counted(notice.audience, reach))
    return Confirmed("sending" if started else "waiting", reach, None)


def day_of(notice: Any, now: datetime, zone: tzinfo) -> date:
    """The local day on which a notice is to go out; today at the earliest."""
    return max(now, notice.send_at or now).astimezone(zone).date()


def begins_at(notice: Any, now: datetime, zone: tzinfo) -> datetime:
    """The instant (UTC) at which a notice may begin: its time; `now` at the earliest."""
    return may_go_from(notice, max(now, notice.send_at or now), zone)


def may_go_from(notice: Any, instant: datetime, zone: tzinfo) -> datetime:
    """The first instant from `instant` on at which a notice may go out: an urgent one then, others not in
    quiet hours, and on days off only where the author chose that day."""
    if notice.urgent:
        return instant
    chosen = None if notice.send_at is None else notice.send_at.astimezone(zone).date()
    return on_workday(instant, zone, chosen)


def _require_use(notice: NoticeView, now: datetime, zone: tzinfo) -> None:
    """Require that the notice is still valid when it may go out; raises Invalid `notice-expired`."""
    if notice.valid_until is not None and begins_at(notice, now, zone) >= notice.valid_until:
        raise Invalid("error-invalid-notice-expired")


async def _check(
    db: AsyncConnection, notice: NoticeView, now: datetime, today: date, counted: Counted | None
) -> Reach:
    """The reach of a notice, if it can be sent. Raises as `confirm`."""
    check_body(notice.body)
    if notice.send_at is not None and notice.send_at <= now:
        raise Invalid("error-invalid-notice-past")
    await audiences.check(db, notice.audience)
    reach = await reach_of(db, notice, today, counted)
    if not reach.enterprises:
        raise Invalid("error-invalid-notice-nobody")
    if not reach.people and not notice.standing:
        raise Invalid("error-invalid-notice-unreachable", count=reach.enterprises)
    return reach


async def _waiting(db: AsyncConnection, actor: Actor, notice_id: int, *, own: bool = False) -> NoticeView:
    """A notice that waits for release, for somebody who may release it, or for its author (`own`).

    Raises:
        NotFound, NotAllowed. Conflict: `notice-decided`: it no longer waits.
    """
    notice = await notice_views.load(db, notice_id, hold=True)
    if not own:
        if actor.person_id == notice.author_id and not is_operator(actor):
            raise NotAllowed
        of = await audiences.few(db, notice_id, notice.audience)
        await staff.require(db, actor, "notice.release", notice.jurisdiction_id, of=of, alone=True)
    if notice.state != "waiting":
        by = await db.execute(
            select(name_in(Notice.released_by, Notice.jurisdiction_id)).where(Notice.id == notice_id)
        )
        raise Conflict("error-conflict-notice-decided", who=by.scalar() or notice.place)
    return notice


def _confirmed(notice: NoticeView, zone: tzinfo) -> Conflict:
    at = notice.confirmed_at.astimezone(zone).strftime("%m-%d %H:%M") if notice.confirmed_at else ""
    return Conflict("error-conflict-notice-confirmed", who=notice.author or notice.place, at=at)
