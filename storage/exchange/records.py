"""Records of duties done: by an office or an enterprise, with files, handed in to the office above."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from content.calendar.duties import of_enterprises
from content.model.library import Library
from storage.base import audit
from storage.base.audit import Actor
from storage.base.database import upsert
from storage.base.errors import Conflict, Invalid, NotFound, Stale
from storage.base.texts import one_line
from storage.campaigns import duties
from storage.campaigns import opening as campaigns
from storage.enterprises import mail as enterprise_mail
from storage.exchange.record_views import OPEN_TO_CHANGE, Of, Record, load, named, same_duty
from storage.offices import jurisdictions, staff
from storage.offices import mail as office_mail
from storage.people import contacts
from storage.self_checks.attachments import MAX_FILES, File
from storage.tables.campaigns import MAX_NOTE
from storage.tables.exchange import DutyFile, DutyRecord

RIGHT = "duty.mark"


async def add(
    db: AsyncConnection,
    actor: Actor,
    now: datetime,
    library: Library,
    of: Of,
    today: date,
    sentence: str = "",
) -> int:
    """Record that a duty was done on a local day; what has a day is marked as done with it. The id: of the
    record that says the same already, where there is one that can still be changed.

    Raises:
        NotAllowed: no seat with `duty.mark` that reaches the place; not a contact of the enterprise.
        NotFound: they have no such duty. Invalid: `note`: above 200 characters.
    """
    await _require_writer(db, actor, of.jurisdiction_id, of.enterprise_id)
    sentence = _checked(sentence)
    await contacts.in_turn(db, actor)  # the second of two taps finds the record of the first
    if of.enterprise_id is not None:
        await _require_of_enterprise(db, library, of)
    elif not await duties.is_standing(db, library, of.campaign_id, of.code, of.jurisdiction_id, of.period_on):
        await _mark(db, actor, now, library, of, sentence)
    same = (
        *same_duty(of),
        DutyRecord.done_on == today,
        DutyRecord.sentence == sentence,
        DutyRecord.recorded_by.is_not_distinct_from(actor.person_id),
        DutyRecord.state == "kept",
        DutyRecord.removed_at.is_(None),
    )
    known = (await db.execute(select(func.max(DutyRecord.id)).where(*same))).scalar()
    if known is not None:
        return int(known)
    made = await db.execute(
        upsert(db, DutyRecord)
        .values(
            campaign_id=of.campaign_id,
            code=of.code,
            jurisdiction_id=of.jurisdiction_id,
            enterprise_id=of.enterprise_id,
            period_on=of.period_on,
            done_on=today,
            sentence=sentence,
            recorded_by=actor.person_id,
            recorded_at=now,
            state="kept",
            sendings=0,
            reason="",
        )
        .returning(DutyRecord.id)
    )
    record_id = int(made.scalar_one())
    await audit.write(db, actor, now, "record", "duty_record", record_id, {"code": of.code})
    return record_id


async def say(db: AsyncConnection, actor: Actor, now: datetime, record_id: int, sentence: str) -> None:
    """Replace the text of a record.

    Raises:
        NotFound, NotAllowed, Stale: see `_change`. Invalid: `note`.
    """
    await _change(db, actor, now, record_id, {"sentence": _checked(sentence)})


async def set_day(
    db: AsyncConnection, actor: Actor, now: datetime, record_id: int, day: date, today: date
) -> None:
    """Set the local day on which the duty was done.

    Raises:
        NotFound, NotAllowed, Stale: see `_change`. Invalid: `record-day`: after today.
    """
    if day > today:
        raise Invalid("error-invalid-record-day")
    await _change(db, actor, now, record_id, {"done_on": day})


async def remove(db: AsyncConnection, actor: Actor, now: datetime, record_id: int) -> None:
    """Withdraw a record that was not handed in, or was returned.

    Raises:
        NotFound, NotAllowed, Stale: see `_change`.
    """
    await _change(db, actor, now, record_id, {"removed_at": now}, "record-removed")


async def attach(db: AsyncConnection, actor: Actor, now: datetime, record_id: int, file: File) -> int:
    """Add a stored file to a record; return the number of its files. The same bytes twice are one.

    Raises:
        NotFound, NotAllowed, Stale: see `_change`. Invalid: `files-many`.
    """
    record = await _change(db, actor, now, record_id, {}, "")
    there = select(DutyFile.id).where(
        DutyFile.record_id == record_id, DutyFile.original_sha256 == file.original_sha256
    )
    if (await db.execute(there)).first() is not None:
        return record.files
    if record.files >= MAX_FILES:
        raise Invalid("error-invalid-files-many", limit=MAX_FILES)
    await db.execute(
        upsert(db, DutyFile)
        .values(record_id=record_id, **file.columns(DutyFile, actor, now))
        .on_conflict_do_nothing(index_elements=["record_id", "original_sha256"])
    )
    await audit.write(db, actor, now, "attach", "duty_record", record_id, {"sha256": file.sha256})
    return record.files + 1


async def send(db: AsyncConnection, actor: Actor, now: datetime, library: Library, record_id: int) -> bool:
    """Hand a record in to the office above (an enterprise's: to the office of its place), which is told;
    False if that was done.

    Raises:
        NotFound. NotAllowed: nobody of its writers. Conflict: `record-empty`: neither words nor files;
            `record-top`: there is no office above.
    """
    record = await _hold(db, record_id)
    await _require_writer(db, actor, record.jurisdiction_id, record.enterprise_id)
    if not record.may_change:
        return False
    if not record.sentence and not record.files:
        raise Conflict("error-conflict-record-empty")
    if record.to_id is None:
        raise Conflict("error-conflict-record-top")
    sending = record.sendings + 1
    done = await db.execute(
        update(DutyRecord)
        .where(DutyRecord.id == record_id, DutyRecord.sendings == record.sendings)
        .values(state="sent", sent_at=now, sendings=sending, reason="", answered_at=None, answered_by=None)
    )
    if not done.rowcount:
        return False
    if record.enterprise_id is None and record.state == "returned":
        of = Of(record.campaign_id, record.code, record.jurisdiction_id, record.period_on)
        where = (of.campaign_id, of.code, of.jurisdiction_id, of.period_on)
        if not await duties.is_standing(db, library, *where):
            await _mark(db, actor, now, library, of, record.sentence)
    await audit.write(db, actor, now, "send", "duty_record", record_id, {"sending": sending})
    await office_mail.tell(
        db,
        now,
        place_id=record.to_id,
        right=RIGHT,
        what=f"duty-record-{record_id}-{sending}",
        text_key="outbox-record-sent",
        values={"place": record.enterprise or record.place, **named(record)},
        button={"kind": "record", "id": record_id},
        about=record.enterprise_id,
    )
    return True


async def receive(db: AsyncConnection, actor: Actor, now: datetime, record_id: int) -> bool:
    """已收到: accept a record that was handed in, as the office above; its writers are told. False if it was
    accepted before.

    Raises:
        NotFound. NotAllowed: no seat with `duty.mark` that reaches the office above. Stale: it is not handed
        in.
    """
    return await _answer(db, actor, now, record_id, "received", "")


async def give_back(db: AsyncConnection, actor: Actor, now: datetime, record_id: int, reason: str) -> bool:
    """退回: the office above returns a record, with a reason; its duty is to be done again.

    Raises:
        As `receive`. Invalid: `note` above 200 characters, `record-reason` no reason.
    """
    if not (reason := _checked(reason)):
        raise Invalid("error-invalid-record-reason")
    return await _answer(db, actor, now, record_id, "returned", reason)


async def _answer(
    db: AsyncConnection, actor: Actor, now: datetime, record_id: int, state: str, reason: str
) -> bool:
    record = await _hold(db, record_id)
    if record.to_id is None:
        raise Stale
    of = None if record.enterprise_id is None else [record.enterprise_id]
    await staff.require(db, actor, RIGHT, record.to_id, of=of)
    if record.state == state:
        return False
    done = await db.execute(
        update(DutyRecord)
        .where(DutyRecord.id == record_id, DutyRecord.state == "sent")
        .values(state=state, reason=reason, answered_by=actor.person_id, answered_at=now)
    )
    if not done.rowcount:
        raise Stale
    await audit.write(db, actor, now, state, "duty_record", record_id, {"reason": reason} if reason else {})
    await office_mail.take_back_of(db, f"duty-record-{record_id}-{record.sendings}")
    what = f"duty-record-{state}-{record_id}-{record.sendings}"
    values: dict[str, Any] = {**named(record), "place": record.to, "reason": reason}
    text_key = "outbox-record-received" if state == "received" else "outbox-record-returned"
    button = {"kind": "record", "id": record_id}
    if record.enterprise_id is not None:
        zone = await jurisdictions.zone_of(db, record.jurisdiction_id)
        await enterprise_mail.tell(db, now, record.enterprise_id, what, text_key, values, button, zone=zone)
        return True
    if state == "returned":
        where = (record.campaign_id, record.code, record.jurisdiction_id, record.period_on)
        await duties.undo(db, actor, now, *where)
    await office_mail.tell(
        db,
        now,
        place_id=record.jurisdiction_id,
        right=RIGHT,
        what=what,
        text_key=text_key,
        values=values,
        button=button,
    )
    return True


async def _change(
    db: AsyncConnection,
    actor: Actor,
    now: datetime,
    record_id: int,
    values: dict[str, Any],
    action: str = "record-changed",
) -> Record:
    """Change a record as one of its writers, while it can be changed.

    Raises:
        NotFound. NotAllowed: nobody of its writers. Stale: it is handed in.
    """
    record = await _hold(db, record_id)
    await _require_writer(db, actor, record.jurisdiction_id, record.enterprise_id)
    still = (DutyRecord.id == record_id, DutyRecord.state.in_(OPEN_TO_CHANGE))
    done = await db.execute(update(DutyRecord).where(*still).values(values or {"id": record_id}))
    if not done.rowcount:
        raise Stale
    if action:
        await audit.write(db, actor, now, action, "duty_record", record_id)
    return record


async def _hold(db: AsyncConnection, record_id: int) -> Record:
    """A record, held until the transaction ends.

    Raises:
        NotFound: there is none, or it was withdrawn.
    """
    held = select(DutyRecord.id).where(DutyRecord.id == record_id)
    await db.execute(held.with_for_update(key_share=True))
    return await load(db, record_id)


async def _mark(
    db: AsyncConnection, actor: Actor, now: datetime, library: Library, of: Of, note: str
) -> None:
    where = (of.campaign_id, of.code, of.jurisdiction_id, of.period_on)
    await duties.mark_done(db, actor, now, library, *where, note)


async def _require_writer(
    db: AsyncConnection, actor: Actor, jurisdiction_id: int, enterprise_id: int | None
) -> None:
    if enterprise_id is None:
        await staff.require(db, actor, RIGHT, jurisdiction_id)
    else:
        await contacts.require_contact(db, actor, enterprise_id)


async def _require_of_enterprise(db: AsyncConnection, library: Library, of: Of) -> None:
    """Require that an enterprise has such a duty in an open campaign it takes part in.

    Raises:
        NotFound.
    """
    there = await campaigns.list_for(db, of.enterprise_id or 0)
    campaign = next((one for one in there if one.id == of.campaign_id and one.is_open), None)
    pack = library.packs.get(campaign.pack) if campaign else None
    if pack is None or of.code not in {duty.code for duty in of_enterprises(pack)}:
        raise NotFound


def _checked(sentence: str) -> str:
    """The note on one line.

    Raises:
        Invalid: `note`: above 200 characters.
    """
    sentence = one_line(sentence)
    if len(sentence) > MAX_NOTE:
        raise Invalid("error-invalid-note", limit=MAX_NOTE)
    return sentence
