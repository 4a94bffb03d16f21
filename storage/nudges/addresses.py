"""Addresses for nudges: given by the person, confirmed by a code that is sent there, removed again."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import delete, exists, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from content.typed.nudge_addresses import read_email, read_mobile, read_robot
from storage.base import audit
from storage.base.audit import Actor
from storage.base.errors import Invalid, NotAllowed
from storage.base.rights import require_person
from storage.base.rows import from_row, from_rows
from storage.outbox import queue as outbox
from storage.outbox.queue import PERSONAL
from storage.people import contacts
from storage.tables.nudges import NudgeAddress
from storage.tables.offices import Staff

SMS, EMAIL, WECOM = "sms", "email", "wecom"
KINDS: Mapping[str, Callable[[str], str]] = {SMS: read_mobile, EMAIL: read_email, WECOM: read_robot}
"""Parser of an address of each kind; all raise ValueError."""
CODE_TOPIC = "nudge-code"
CODE_LASTS = timedelta(minutes=30)
MOST_CODES = 3
"""Most codes sent a day and person, so that nobody floods somebody else's phone."""
MOST_TRIES = 5


@dataclass(frozen=True, slots=True)
class AddressLine:
    """An address of a person."""

    id: int
    kind: str
    address: str
    confirmed: bool
    failed: bool


@dataclass(frozen=True, slots=True)
class Target:
    """The target of a nudge: a confirmed address and its kind."""

    id: int
    kind: str
    address: str


_LINE = (
    NudgeAddress.id,
    NudgeAddress.kind,
    NudgeAddress.address,
    NudgeAddress.confirmed_at.is_not(None).label("confirmed"),
    NudgeAddress.failed_at.is_not(None).label("failed"),
)
_usable = (NudgeAddress.confirmed_at.is_not(None), NudgeAddress.failed_at.is_(None))


async def add(
    db: AsyncConnection, actor: Actor, now: datetime, today: date, kind: str, typed: str
) -> AddressLine:
    """Store an address and send a code there; return its line, or that of the same address if it is
    confirmed.

    Raises:
        NotAllowed: not a person; a robot by who has no seat. Invalid: `nudge-sms`, `nudge-email`,
            `nudge-wecom`: it is none; `nudge-codes`: MOST_CODES were sent today.
    """
    person_id = require_person(actor)
    if kind == WECOM and not await has_seat(db, person_id):
        raise NotAllowed
    address = _read(kind, typed)
    await contacts.in_turn(db, actor)
    for line in await list_addresses(db, person_id):
        if (line.kind, line.address) == (kind, address) and line.confirmed and not line.failed:
            return line
    await db.execute(
        delete(NudgeAddress).where(
            NudgeAddress.person_id == person_id,
            NudgeAddress.kind == kind,
            NudgeAddress.confirmed_at.is_(None),
        )
    )
    values = {
        "person_id": person_id,
        "kind": kind,
        "address": address,
        "code": f"{secrets.randbelow(10**6):06}",
        "code_until": now + CODE_LASTS,
        "tries": 0,
        "created_at": now,
    }
    made = await db.execute(insert(NudgeAddress).values(values).returning(NudgeAddress.id))
    address_id = int(made.scalar_one())
    for number in range(1, MOST_CODES + 1):
        if await outbox.enqueue(
            db,
            now,
            dedupe_key=f"nudge-code:{person_id}:{today}:{number}",
            person_id=person_id,
            text_key=CODE_TOPIC,
            priority=PERSONAL,
            topic=CODE_TOPIC,
            topic_id=address_id,
        ):
            break
    else:
        raise Invalid("error-invalid-nudge-codes")
    await audit.write(db, actor, now, "add-nudge", "person", person_id, {"kind": kind})
    return AddressLine(address_id, kind, address, confirmed=False, failed=False)


async def confirm(db: AsyncConnection, actor: Actor, now: datetime, address_id: int, code: str) -> bool:
    """Confirm an address by the code that was sent there; it replaces the person's other one of its kind.

    False: the code is wrong. Of MOST_TRIES wrong ones the last spends the code, and so does its time.

    Raises:
        NotAllowed: somebody else's, or none. Invalid: `nudge-code-spent`: ask for a new one.
    """
    person_id = require_person(actor)
    await contacts.in_turn(db, actor)
    of = (NudgeAddress.id == address_id, NudgeAddress.person_id == person_id)
    query = select(
        NudgeAddress.kind,
        NudgeAddress.code,
        NudgeAddress.code_until,
        NudgeAddress.tries,
        NudgeAddress.confirmed_at,
    )
    row = (await db.execute(query.where(*of).with_for_update())).one_or_none()
    if row is None:
        raise NotAllowed
    if row.confirmed_at is not None:
        return True
    if row.code is None or row.code_until < now or row.tries >= MOST_TRIES:
        raise Invalid("error-invalid-nudge-code-spent")
    if not secrets.compare_digest(row.code, code):
        await db.execute(update(NudgeAddress).where(*of).values(tries=row.tries + 1))
        return False
    await db.execute(
        update(NudgeAddress).where(*of).values(confirmed_at=now, code=None, code_until=None, failed_at=None)
    )
    await db.execute(
        delete(NudgeAddress).where(
            NudgeAddress.person_id == person_id,
            NudgeAddress.kind == row.kind,
            NudgeAddress.id != address_id,
        )
    )
    await audit.write(db, actor, now, "confirm-nudge", "person", person_id, {"kind": row.kind})
    return True


async def remove(db: AsyncConnection, actor: Actor, now: datetime, address_id: int) -> bool:
    """Delete an address of the acting person; False if it is gone. Idempotent."""
    person_id = require_person(actor)
    gone = await db.execute(
        delete(NudgeAddress)
        .where(NudgeAddress.id == address_id, NudgeAddress.person_id == person_id)
        .returning(NudgeAddress.kind)
    )
    if (kind := gone.scalar()) is None:
        return False
    await audit.write(db, actor, now, "remove-nudge", "person", person_id, {"kind": kind})
    return True


async def list_addresses(db: AsyncConnection, person_id: int) -> tuple[AddressLine, ...]:
    """A person's addresses, the one confirmed last first. Reads only."""
    rows = await db.execute(
        select(*_LINE)
        .where(NudgeAddress.person_id == person_id)
        .order_by(NudgeAddress.confirmed_at.is_(None), NudgeAddress.confirmed_at.desc(), NudgeAddress.id)
    )
    return from_rows(AddressLine, rows)


async def targets(db: AsyncConnection, person_ids: Collection[int]) -> dict[int, list[Target]]:
    """Confirmed addresses that work, by person, the one confirmed last first. Reads only."""
    found: dict[int, list[Target]] = {}
    rows = await db.execute(
        select(NudgeAddress.person_id, *_LINE[:3])
        .where(NudgeAddress.person_id.in_(person_ids), *_usable)
        .order_by(NudgeAddress.confirmed_at.desc(), NudgeAddress.id)
    )
    for row in rows:
        found.setdefault(row.person_id, []).append(from_row(Target, row))
    return found


async def has_target(db: AsyncConnection, person_id: int) -> bool:
    """Whether a person has a confirmed address that works. Reads only."""
    query = select(exists().where(NudgeAddress.person_id == person_id, *_usable))
    return bool((await db.execute(query)).scalar())


async def find_code(db: AsyncConnection, now: datetime, address_id: int) -> tuple[Target, str] | None:
    """The code to send to an address; None where it is confirmed, spent or removed. Reads only."""
    query = select(*_LINE[:3], NudgeAddress.code).where(
        NudgeAddress.id == address_id, NudgeAddress.code.is_not(None), NudgeAddress.code_until > now
    )
    row = (await db.execute(query)).one_or_none()
    return (from_row(Target, row), str(row.code)) if row else None


async def mark_nudged(db: AsyncConnection, day: date, address_id: int) -> None:
    """Record that a nudge went there on that local day."""
    await db.execute(update(NudgeAddress).where(NudgeAddress.id == address_id).values(nudged_on=day))


async def was_nudged(db: AsyncConnection, person_id: int, day: date) -> bool:
    """Whether a nudge went to any of a person's addresses on that local day, for them or for who else gave
    the same one. Reads only."""
    own = (
        select(NudgeAddress.kind, NudgeAddress.address).where(NudgeAddress.person_id == person_id).subquery()
    )
    query = select(
        exists().where(
            NudgeAddress.kind == own.c.kind,
            NudgeAddress.address == own.c.address,
            NudgeAddress.nudged_on == day,
        )
    )
    return bool((await db.execute(query)).scalar())


async def mark_failed(db: AsyncConnection, now: datetime, address_id: int, problem: str) -> None:
    """Record that it was refused for good: nothing more is sent there."""
    await db.execute(
        update(NudgeAddress)
        .where(NudgeAddress.id == address_id)
        .values(failed_at=now, problem=problem[:80], code=None)
    )


async def has_seat(db: AsyncConnection, person_id: int) -> bool:
    """Whether a person works for an office: only they may name a group's robot. Reads only."""
    query = select(exists().where(Staff.person_id == person_id, Staff.revoked_at.is_(None)))
    return bool((await db.execute(query)).scalar())


async def count(db: AsyncConnection) -> dict[str, tuple[int, int]]:
    """Count by kind: confirmed addresses, and those of them refused for good. Reads only."""
    query = select(NudgeAddress.kind, func.count(), func.count(NudgeAddress.failed_at))
    rows = await db.execute(query.where(NudgeAddress.confirmed_at.is_not(None)).group_by(NudgeAddress.kind))
    return {kind: (int(total), int(failed)) for kind, total, failed in rows}


async def prune(db: AsyncConnection, now: datetime) -> int:
    """Delete addresses that nobody confirmed in time; return how many."""
    gone = await db.execute(
        delete(NudgeAddress).where(
            NudgeAddress.confirmed_at.is_(None), NudgeAddress.created_at < now - timedelta(days=1)
        )
    )
    return int(gone.rowcount)


async def forget(db: AsyncConnection, person_ids: Collection[int]) -> None:
    """Delete all addresses of these people."""
    await db.execute(delete(NudgeAddress).where(NudgeAddress.person_id.in_(person_ids)))


def _read(kind: str, typed: str) -> str:
    try:
        return KINDS[kind](typed)
    except ValueError:
        raise Invalid(_UNREADABLE[kind]) from None


_UNREADABLE = {
    SMS: "error-invalid-nudge-sms",
    EMAIL: "error-invalid-nudge-email",
    WECOM: "error-invalid-nudge-wecom",
}
