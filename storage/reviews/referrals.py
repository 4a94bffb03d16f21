"""Tasks handed up to an authority that has no office in this installation (上报): what was handed up, when,
by whom, on which paper, and the answer that came back. An answer with a measure decides the task.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta, tzinfo
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.base import audit
from storage.base.audit import Actor
from storage.base.database import upsert
from storage.base.errors import Conflict, Invalid
from storage.base.texts import one_line, visible
from storage.offices import jurisdictions, staff
from storage.offices import mail as office_mail
from storage.offices.mail_slots import morning_slot
from storage.reviews import escalations
from storage.reviews.escalation_views import get_escalation
from storage.reviews.referral_views import ReferralView, get_referral
from storage.self_checks.answers import tidy
from storage.self_checks.attachments import MAX_FILES, File
from storage.tables.referrals import (
    MAX_AUTHORITY,
    MAX_NUMBER,
    OUTCOMES,
    WANTED,
    Referral,
    ReferralFile,
)

RIGHT = "escalation.decide"
MAX_REASON = 500
FARTHEST = timedelta(days=366)
"""The longest time that may be agreed for an answer."""
OLDEST = timedelta(days=3 * 366)
KINDS = ("photo", "document", "word", "sheet")


async def send(
    db: AsyncConnection,
    actor: Actor,
    now: datetime,
    escalation_id: int,
    authority: str,
    wanted: str,
    reason: str,
    answer_by: date | None = None,
    *,
    zone: tzinfo | None = None,
) -> int:
    """Record that an open task is handed up to an authority outside, which is asked for a measure with a
    reason; its id. The task stays with the office; it is reminded once the agreed day has passed without an
    answer. Handed up already and without an answer, it is the same one.

    Raises:
        NotAllowed: no seat with `escalation.decide` there. Conflict: "escalation-over". Invalid:
            "escalation-up": there is an office above, to which it is handed up instead; "referral-authority":
            no name, or above 60 characters; "referral-wanted"; "referral-day": before today, or more than a
            year ahead; "text-empty", "text-long".
    """
    view = await escalations.hold(db, actor, escalation_id)
    if view.parent_id is not None:
        raise Invalid("error-invalid-escalation-up")
    authority = check_authority(authority)
    if wanted not in WANTED:
        raise Invalid("error-invalid-referral-wanted")
    reason = tidy(reason, MAX_REASON)
    today = await _today(db, now, view.jurisdiction_id, zone)
    if answer_by is not None and not today <= answer_by <= today + FARTHEST:
        raise Invalid("error-invalid-referral-day")
    made = await db.execute(
        upsert(db, Referral)
        .values(
            escalation_id=escalation_id,
            enterprise_id=view.enterprise_id,
            jurisdiction_id=view.jurisdiction_id,
            state="waiting",
            authority=authority,
            wanted=wanted,
            reason=reason,
            number="",
            handed_on=today,
            answer_by=answer_by,
            handed_by=actor.person_id,
            handed_at=now,
            answered_from="",
            answer="",
        )
        .on_conflict_do_nothing()
        .returning(Referral.id)
    )
    referral_id = made.scalar()
    if referral_id is None:
        known = select(Referral.id).where(
            Referral.escalation_id == escalation_id, Referral.state == "waiting"
        )
        return int((await db.execute(known)).scalar_one())
    detail = {"escalation": escalation_id, "to": authority, "wanted": wanted}
    await audit.write(db, actor, now, "send", "referral", referral_id, detail)
    await _remind(db, now, await get_referral(db, actor, int(referral_id)), zone)
    return int(referral_id)


async def note(
    db: AsyncConnection,
    actor: Actor,
    now: datetime,
    referral_id: int,
    *,
    number: str | None = None,
    answer_by: date | None = None,
    zone: tzinfo | None = None,
) -> ReferralView:
    """Store the number (文号) of the paper, or another day by which the answer is agreed. A None leaves a
    value unchanged. The same again changes nothing.

    Raises:
        NotAllowed: no seat with `escalation.decide` there. Conflict: "referral-over": a day, and it does not
            wait. Invalid: "measure-number": empty, or above 60 characters; "referral-day".
    """
    view = await _hold(db, actor, referral_id)
    values: dict[str, Any] = {}
    if number is not None:
        values["number"] = one_line(number)
        if not 1 <= len(values["number"]) <= MAX_NUMBER:
            raise Invalid("error-invalid-measure-number", limit=MAX_NUMBER)
    if answer_by is not None:
        if view.state != "waiting":
            raise Conflict("error-conflict-referral-over")
        today = await _today(db, now, view.jurisdiction_id, zone)
        if not today <= answer_by <= today + FARTHEST:
            raise Invalid("error-invalid-referral-day")
        values["answer_by"] = answer_by
    changed = {name: value for name, value in values.items() if getattr(view, name) != value}
    if not changed:
        return view
    await db.execute(update(Referral).where(Referral.id == referral_id).values(**changed))
    detail = {name: str(value) for name, value in changed.items()}
    await audit.write(db, actor, now, "note", "referral", referral_id, detail)
    view = await get_referral(db, actor, referral_id)
    if "answer_by" in changed:
        await office_mail.take_back_of(db, f"referral:{referral_id}")
        await _remind(db, now, view, zone)
    return view


async def answer(
    db: AsyncConnection,
    actor: Actor,
    now: datetime,
    referral_id: int,
    outcome: str,
    text: str,
    answered_on: date,
    answered_from: str = "",
    *,
    zone: tzinfo | None = None,
) -> ReferralView:
    """Record the answer that came back on a local day: its outcome, a sentence, and from whom ("": from the
    authority asked). A measure (suspend, penalty, closure) decides the task in the name of who answered, and
    the enterprise is told; with any other outcome the task goes on. What was recorded may be put right, but
    for the outcome.

    Raises:
        NotAllowed: no seat with `escalation.decide` there. Conflict: "referral-over": it was withdrawn, or
            has another outcome. Invalid: "referral-outcome"; "referral-authority"; "measure-day": ahead, or
            before it was handed up; "text-empty", "text-long".
    """
    view = await _hold(db, actor, referral_id)
    if view.state == "withdrawn" or (view.state == "answered" and view.outcome != outcome):
        raise Conflict("error-conflict-referral-over")
    if outcome not in OUTCOMES:
        raise Invalid("error-invalid-referral-outcome")
    text = tidy(text, MAX_REASON)
    answered_from = check_authority(answered_from) if answered_from else view.authority
    if not view.handed_on <= answered_on <= await _today(db, now, view.jurisdiction_id, zone):
        raise Invalid("error-invalid-measure-day")
    if view.state == "answered" and (view.answer, view.answered_on, view.answered_from) == (
        text,
        answered_on,
        answered_from,
    ):
        return view
    values = {
        "state": "answered",
        "outcome": outcome,
        "answer": text,
        "answered_on": answered_on,
        "answered_from": answered_from,
        "noted_by": actor.person_id,
        "noted_at": now,
    }
    await db.execute(update(Referral).where(Referral.id == referral_id).values(**values))
    detail = {"outcome": outcome, "from": answered_from, "on": answered_on.isoformat()}
    await audit.write(db, actor, now, "answer", "referral", referral_id, detail)
    await office_mail.take_back_of(db, f"referral:{referral_id}")
    if view.state == "waiting" and outcome in WANTED:
        task = await get_escalation(db, actor, view.escalation_id)
        if task.state == "open":
            decided = (outcome, text, answered_from)
            await escalations.settle(db, actor, now, task, *decided, since_on=answered_on, zone=zone)
    return await get_referral(db, actor, referral_id)


async def withdraw(db: AsyncConnection, actor: Actor, now: datetime, referral_id: int) -> bool:
    """Withdraw what was handed up and has no answer: the office decides its task again. False if that was
    done.

    Raises:
        NotAllowed: no seat with `escalation.decide` there. Conflict: "referral-over": it was answered.
    """
    view = await _hold(db, actor, referral_id)
    if view.state == "withdrawn":
        return False
    if view.state != "waiting":
        raise Conflict("error-conflict-referral-over")
    await db.execute(update(Referral).where(Referral.id == referral_id).values(state="withdrawn"))
    await audit.write(db, actor, now, "withdraw", "referral", referral_id)
    await office_mail.take_back_of(db, f"referral:{referral_id}")
    return True


async def attach(db: AsyncConnection, actor: Actor, now: datetime, referral_id: int, file: File) -> int:
    """Add a stored file: to what was handed up as long as no answer is recorded, then to the answer. Returns
    how many there are. The same bytes twice are one.

    Raises:
        NotAllowed: no seat with `escalation.decide` there. Invalid: "files-many", "paper": no such kind.
    """
    view = await _hold(db, actor, referral_id)
    if file.kind not in KINDS:
        raise Invalid("error-invalid-paper")
    part = "answer" if view.state == "answered" else "paper"
    own = (ReferralFile.referral_id == referral_id, ReferralFile.part == part)
    same = select(ReferralFile.id).where(*own, ReferralFile.original_sha256 == file.original_sha256)
    there = int((await db.execute(select(func.count(ReferralFile.id)).where(*own))).scalar_one())
    if (await db.execute(same)).first() is not None:
        return there
    if there >= MAX_FILES:
        raise Invalid("error-invalid-files-many", limit=MAX_FILES)
    await db.execute(
        upsert(db, ReferralFile).values(
            referral_id=referral_id, part=part, **file.columns(ReferralFile, actor, now)
        )
    )
    detail = {"part": part, "sha256": file.sha256}
    await audit.write(db, actor, now, "attach", "referral", referral_id, detail)
    return there + 1


def check_authority(name: str) -> str:
    """The name of an authority in stored form.

    Raises:
        Invalid: "referral-authority": none, or above 60 characters.
    """
    name = one_line(name)
    if not visible(name) or len(name) > MAX_AUTHORITY:
        raise Invalid("error-invalid-referral-authority", limit=MAX_AUTHORITY)
    return name


async def _hold(db: AsyncConnection, actor: Actor, referral_id: int) -> ReferralView:
    """The referral, held until commit, for who decides tasks of its office.

    Raises:
        NotAllowed, Recused: anybody else.
    """
    await db.execute(update(Referral).where(Referral.id == referral_id).values(state=Referral.state))
    view = await get_referral(db, actor, referral_id)
    await staff.require(db, actor, RIGHT, view.jurisdiction_id, of=[view.enterprise_id])
    return view


async def _remind(db: AsyncConnection, now: datetime, view: ReferralView, zone: tzinfo | None) -> None:
    """Queue the line of the daily digest on the day after the agreed one."""
    if view.answer_by is None:
        return
    at = await morning_slot(db, view.jurisdiction_id, view.answer_by + timedelta(days=1), zone=zone)
    await office_mail.tell(
        db,
        now,
        place_id=view.jurisdiction_id,
        right=RIGHT,
        about=view.enterprise_id,
        self_check_id=view.self_check_id,
        what=f"referral:{view.id}:{view.answer_by:%Y%m%d}",
        text_key="outbox-referral-late",
        values={
            "enterprise": view.enterprise,
            "authority": view.authority,
            "wanted": view.wanted,
            "due_month": view.answer_by.month,
            "due_day": view.answer_by.day,
        },
        button={"kind": "referral", "id": view.id},
        at=at,
    )


async def _today(db: AsyncConnection, now: datetime, jurisdiction_id: int, zone: tzinfo | None) -> date:
    return now.astimezone(await jurisdictions.zone_of(db, jurisdiction_id, zone)).date()
