"""Circulars (情况通报, 督办, 批评, 补课): an office writes to those right below it, which read and answer."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import exists, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.base import audit
from storage.base.audit import Actor
from storage.base.database import upsert
from storage.base.errors import Invalid, NotFound
from storage.base.rights import require_person
from storage.offices import jurisdictions, staff
from storage.offices import mail as office_mail
from storage.offices.mail_slots import Slot
from storage.outbox.queue import PERSONAL
from storage.self_checks.answers import tidy
from storage.tables.exchange import CIRCULARS, MAX_ANSWER, MAX_CIRCULAR, Circular, CircularCopy
from storage.tables.offices import Jurisdiction, Staff

SEND, READ = "circular.send", "duty.mark"
REMINDED_AT = time(9)
"""Local time at which an office is reminded on the day before its answer is due."""
LISTED = 200


@dataclass(frozen=True, slots=True)
class Office:
    """An office right below; `is_staffed`: somebody there can read."""

    id: int
    name: str
    is_staffed: bool


@dataclass(frozen=True, slots=True)
class Sent:
    """A circular as its sender sees it, with the number of offices that have it, read it and answered it."""

    id: int
    kind: str
    text: str
    answer_by: date | None
    sent_at: datetime
    offices: int
    read: int
    answered: int


@dataclass(frozen=True, slots=True)
class Copy:
    """A circular as a receiving office sees it; `sender` is the place it comes from."""

    id: int
    jurisdiction_id: int
    place: str
    sender_id: int
    sender: str
    kind: str
    text: str
    answer_by: date | None
    sent_at: datetime
    read_at: datetime | None
    answer: str
    answered_at: datetime | None

    @property
    def is_open(self) -> bool:
        """Whether the office has yet to read or answer it."""
        return self.read_at is None or (self.answer_by is not None and self.answered_at is None)


_here = exists().where(Staff.jurisdiction_id == Jurisdiction.id, office_mail.with_right(READ))


async def list_offices(db: AsyncConnection, jurisdiction_id: int) -> tuple[Office, ...]:
    """The offices right below a place, in the order of their codes."""
    rows = await db.execute(
        select(Jurisdiction.id, Jurisdiction.name, _here)
        .where(Jurisdiction.parent_id == jurisdiction_id)
        .order_by(Jurisdiction.code)
    )
    return tuple(Office(id_, name, bool(here)) for id_, name, here in rows)


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
) -> int:
    """Send a circular to offices right below a place, which are told at once and, where an answer is
    wanted, once more on the day before; return its id. A draft's `token` sends once.

    Raises:
        NotAllowed: no seat with `circular.send` that reaches the place. NotFound: an office of `to` is none
            of those below. Invalid: `circular-kind`, `circular-nobody`, `circular-day` before today; see
            `self_checks.answers.tidy` for the text, at most MAX_CIRCULAR characters.
    """
    await staff.require(db, actor, SEND, jurisdiction_id)
    known = (await db.execute(select(Circular.id).where(Circular.token == token))).scalar()
    if known is not None:
        return int(known)
    if kind not in CIRCULARS:
        raise Invalid("error-invalid-circular-kind")
    text = check_text(text)
    if not to:
        raise Invalid("error-invalid-circular-nobody")
    if answer_by is not None and answer_by < today:
        raise Invalid("error-invalid-circular-day")
    below = {one.id: one for one in await list_offices(db, jurisdiction_id)}
    if not set(to) <= set(below):
        raise NotFound
    made = await db.execute(
        upsert(db, Circular)
        .values(
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
    detail = {"kind": kind, "offices": len(ids)}
    await audit.write(db, actor, now, "send", "circular", circular_id, detail)
    place = (await jurisdictions.path(db, jurisdiction_id))[-1]
    for one in ids:
        if below[one].is_staffed:
            await _tell(db, now, int(circular_id), one, place, kind, answer_by)
    return int(circular_id)


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
) -> None:
    named = {"place": place, "kind": kind}
    day = {"due_month": answer_by.month, "due_day": answer_by.day} if answer_by else {}
    said: dict[str, Any] = {
        "place_id": office_id,
        "right": READ,
        "button": {"kind": "circular", "id": circular_id},
    }
    key = "outbox-circular-answer" if answer_by else "outbox-circular"
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
    """Mark a circular as read (已阅); False if it was read before.

    Raises:
        NotFound: the office has no such circular. NotAllowed: no seat with `duty.mark` that reaches it.
    """
    await _copy(db, circular_id, jurisdiction_id)
    await staff.require(db, actor, READ, jurisdiction_id)
    return await _read(db, actor, now, circular_id, jurisdiction_id)


async def _read(
    db: AsyncConnection, actor: Actor, now: datetime, circular_id: int, jurisdiction_id: int
) -> bool:
    done = await db.execute(
        update(CircularCopy)
        .where(*_is(circular_id, jurisdiction_id), CircularCopy.read_at.is_(None))
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
        NotFound, NotAllowed: as `read`. Invalid: see `self_checks.answers.tidy`; at most MAX_ANSWER
        characters.
    """
    copy = await _copy(db, circular_id, jurisdiction_id)
    await staff.require(db, actor, READ, jurisdiction_id)
    text = tidy(text, MAX_ANSWER)
    if text == copy.answer:
        return
    await _read(db, actor, now, circular_id, jurisdiction_id)
    await db.execute(
        update(CircularCopy)
        .where(*_is(circular_id, jurisdiction_id))
        .values(answer=text, answered_at=now, answered_by=actor.person_id)
    )
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


async def get_copy(db: AsyncConnection, actor: Actor, circular_id: int, jurisdiction_id: int) -> Copy:
    """A circular as the office of a place has it.

    Raises:
        NotFound: it has none. NotAllowed: no seat that reaches the place.
    """
    await staff.require(db, actor, "office.see", jurisdiction_id)
    return await _copy(db, circular_id, jurisdiction_id)


async def office_of(db: AsyncConnection, actor: Actor, circular_id: int) -> tuple[int, bool]:
    """The office of a seat of the actor that has a circular, or wrote it, and whether it wrote it.

    Raises:
        NotFound: no office of theirs. NotAllowed: not a person.
    """
    seats = [one.jurisdiction_id for one in await staff.list_seats(db, require_person(actor))]
    got = select(CircularCopy.jurisdiction_id).where(
        CircularCopy.circular_id == circular_id, CircularCopy.jurisdiction_id.in_(seats)
    )
    if (place := (await db.execute(got.limit(1))).scalar()) is not None:
        return int(place), False
    wrote = select(Circular.jurisdiction_id).where(
        Circular.id == circular_id, Circular.jurisdiction_id.in_(seats)
    )
    if (place := (await db.execute(wrote)).scalar()) is None:
        raise NotFound
    return int(place), True


async def list_copies(db: AsyncConnection, actor: Actor, jurisdiction_id: int) -> tuple[Copy, ...]:
    """List the circulars that a place's office received, the latest first.

    Raises:
        NotAllowed: no seat that reaches the place.
    """
    await staff.require(db, actor, "office.see", jurisdiction_id)
    query = _copies().where(CircularCopy.jurisdiction_id == jurisdiction_id)
    rows = await db.execute(query.order_by(Circular.id.desc()).limit(LISTED))
    return tuple(Copy(**row._mapping) for row in rows)


async def count_open(db: AsyncConnection, actor: Actor, jurisdiction_id: int) -> int:
    """Count the circulars that the office of a place has yet to read or answer (`Copy.is_open`).

    Raises:
        NotAllowed: no seat that reaches the place.
    """
    await staff.require(db, actor, "office.see", jurisdiction_id)
    owed = Circular.answer_by.is_not(None) & CircularCopy.answered_at.is_(None)
    counted = (
        select(func.count())
        .select_from(CircularCopy)
        .join(Circular, Circular.id == CircularCopy.circular_id)
        .where(CircularCopy.jurisdiction_id == jurisdiction_id, CircularCopy.read_at.is_(None) | owed)
    )
    return int((await db.execute(counted)).scalar_one())


async def list_sent(db: AsyncConnection, actor: Actor, jurisdiction_id: int) -> tuple[Sent, ...]:
    """List the circulars that a place's office sent, the latest first, with their progress.

    Raises:
        NotAllowed: no seat that reaches the place.
    """
    await staff.require(db, actor, "office.see", jurisdiction_id)
    rows = await db.execute(
        select(
            Circular.id,
            Circular.kind,
            Circular.text,
            Circular.answer_by,
            Circular.sent_at,
            func.count().label("offices"),
            func.count(CircularCopy.read_at).label("read"),
            func.count(CircularCopy.answered_at).label("answered"),
        )
        .join(CircularCopy, CircularCopy.circular_id == Circular.id)
        .where(Circular.jurisdiction_id == jurisdiction_id)
        .group_by(Circular.id)
        .order_by(Circular.id.desc())
        .limit(LISTED)
    )
    return tuple(Sent(**row._mapping) for row in rows)


async def list_answers(db: AsyncConnection, actor: Actor, circular_id: int) -> tuple[Copy, ...]:
    """A circular with the state of each receiving office: those that have not read it first, then those
    that have not answered.

    Raises:
        NotFound: there is none. NotAllowed: no seat that reaches the place it comes from.
    """
    of = select(Circular.jurisdiction_id).where(Circular.id == circular_id)
    sender = (await db.execute(of)).scalar()
    if sender is None:
        raise NotFound
    await staff.require(db, actor, "office.see", sender)
    query = (
        _copies()
        .where(Circular.id == circular_id)
        .order_by(
            CircularCopy.read_at.is_not(None),
            CircularCopy.answered_at.is_not(None),
            CircularCopy.jurisdiction_id,
        )
    )
    return tuple(Copy(**row._mapping) for row in await db.execute(query))


async def _copy(db: AsyncConnection, circular_id: int, jurisdiction_id: int) -> Copy:
    row = (await db.execute(_copies().where(*_is(circular_id, jurisdiction_id)))).one_or_none()
    if row is None:
        raise NotFound
    return Copy(**row._mapping)


def _is(circular_id: int, jurisdiction_id: int) -> tuple[Any, ...]:
    return (CircularCopy.circular_id == circular_id, CircularCopy.jurisdiction_id == jurisdiction_id)


def _copies() -> Any:
    own, sender = Jurisdiction.__table__.alias("own"), Jurisdiction.__table__.alias("sender")
    return (
        select(
            Circular.id,
            CircularCopy.jurisdiction_id,
            own.c.name.label("place"),
            Circular.jurisdiction_id.label("sender_id"),
            sender.c.name.label("sender"),
            Circular.kind,
            Circular.text,
            Circular.answer_by,
            Circular.sent_at,
            CircularCopy.read_at,
            CircularCopy.answer,
            CircularCopy.answered_at,
        )
        .join(CircularCopy, CircularCopy.circular_id == Circular.id)
        .join(own, own.c.id == CircularCopy.jurisdiction_id)
        .join(sender, sender.c.id == Circular.jurisdiction_id)
    )
