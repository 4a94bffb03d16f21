"""Circulars as they are read: by the offices that have them, by the one that wrote them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, exists, func, or_, select, tuple_
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.base.audit import Actor
from storage.base.errors import NotFound
from storage.base.rights import require_person
from storage.base.rows import from_rows
from storage.exchange.record_views import RecordFile
from storage.offices import jurisdictions, staff
from storage.offices import mail as office_mail
from storage.offices.jurisdictions import below_cte
from storage.self_checks.attachments import File
from storage.tables.campaigns import Campaign
from storage.tables.exchange import Circular, CircularCopy, CircularFile
from storage.tables.offices import Jurisdiction, Staff

READ = "duty.mark"
LISTED = 200


@dataclass(frozen=True, slots=True)
class Office:
    """An office below a place, `depth` steps; `is_staffed`: somebody there can read."""

    id: int
    name: str
    is_staffed: bool
    parent_id: int | None
    depth: int


@dataclass(frozen=True, slots=True)
class Sent:
    """A circular as its sender sees it, with the number of offices that have it, read it and answered it.
    `recalled_at`: as of `Copy`."""

    id: int
    kind: str
    text: str
    answer_by: date | None
    sent_at: datetime
    offices: int
    read: int
    answered: int
    files: int
    recalled_at: datetime | None

    @property
    def is_open(self) -> bool:
        """Whether an office has yet to read or answer it."""
        left = self.read < self.offices or (self.answer_by is not None and self.answered < self.offices)
        return self.recalled_at is None and left


@dataclass(frozen=True, slots=True)
class Copy:
    """A circular as a receiving office sees it; `sender` is the place it comes from. `recalled_at`: it was
    recalled for `recall_reason`, or corrected by `corrected_by`; `corrects_id`: the one that it corrects,
    sent at `corrects_at`."""

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
    files: int
    recalled_at: datetime | None = None
    recall_reason: str = ""
    corrects_id: int | None = None
    corrects_at: datetime | None = None
    corrected_by: int | None = None

    @property
    def state(self) -> str:
        """Its state for sentences: valid, recalled or corrected."""
        if self.recalled_at is None:
            return "valid"
        return "recalled" if self.corrected_by is None else "corrected"

    @property
    def is_open(self) -> bool:
        """Whether the office has yet to read or answer it."""
        if self.recalled_at is not None:
            return False
        return self.read_at is None or (self.answer_by is not None and self.answered_at is None)


_files = (
    select(func.count(CircularFile.id))
    .where(CircularFile.circular_id == Circular.id)
    .correlate(Circular)
    .scalar_subquery()
)
_here = exists().where(Staff.jurisdiction_id == Jurisdiction.id, office_mail.with_right(READ))


_under = below_cte()
_offices = (
    select(
        Jurisdiction.id, Jurisdiction.name, _here.label("is_staffed"), Jurisdiction.parent_id, _under.c.depth
    )
    .join(_under, _under.c.id == Jurisdiction.id)
    .where(_under.c.depth > 0)
    .order_by(_under.c.depth, Jurisdiction.code)
)


async def list_below(db: AsyncConnection, jurisdiction_id: int) -> tuple[Office, ...]:
    """The offices below a place at whatever depth, the nearest first, in the order of their codes."""
    rows = await db.execute(_offices, {"root": jurisdiction_id})
    return from_rows(Office, rows)


async def list_files(db: AsyncConnection, actor: Actor, circular_id: int) -> tuple[RecordFile, ...]:
    """The files of a circular, in the order they came, for the offices that wrote it or have it.

    Raises:
        NotFound: there is none, or no office of the actor's has it. NotAllowed: not a person.
    """
    await office_of(db, actor, circular_id)
    rows = await db.execute(
        select(
            CircularFile.id,
            CircularFile.kind,
            CircularFile.sha256,
            CircularFile.mime,
            CircularFile.preview_sha256,
            CircularFile.pages,
        )
        .where(CircularFile.circular_id == circular_id)
        .order_by(CircularFile.id)
    )
    return from_rows(RecordFile, rows)


async def stored_files(db: AsyncConnection, actor: Actor, circular_id: int) -> tuple[File, ...]:
    """The files of a circular as they are stored, for one that corrects it.

    Raises:
        NotFound, NotAllowed: as `list_answers`.
    """
    await list_answers(db, actor, circular_id)
    of = select(CircularFile).where(CircularFile.circular_id == circular_id).order_by(CircularFile.id)
    return tuple(
        File(
            kind=one.kind,
            sha256=one.sha256,
            original_sha256=one.original_sha256,
            mime=one.mime,
            size=one.size,
            pages=one.pages,
            preview_sha256=one.preview_sha256,
        )
        for one in await db.execute(of)
    )


async def pages_in_campaign(
    db: AsyncConnection, actor: Actor, campaign_id: int, jurisdiction_id: int
) -> AsyncIterator[list[Copy]]:
    """The copies that offices at and below a place have of circulars sent while a campaign was open; LISTED
    copies at a time.

    Raises:
        NotAllowed: no seat with `ledger.export` that reaches the place.
    """
    await staff.require(db, actor, "ledger.export", jurisdiction_id)
    places = await jurisdictions.below(db, jurisdiction_id)
    query = _copies().where(CircularCopy.jurisdiction_id.in_(places), sent_during(campaign_id))
    key = tuple_(Circular.id, CircularCopy.jurisdiction_id)
    query, after = query.order_by(Circular.id, CircularCopy.jurisdiction_id).limit(LISTED), (0, 0)
    while rows := [Copy(**row._mapping) for row in await db.execute(query.where(key > after))]:
        yield rows
        after = (rows[-1].id, rows[-1].jurisdiction_id)


async def get_copy(db: AsyncConnection, actor: Actor, circular_id: int, jurisdiction_id: int) -> Copy:
    """A circular as the office of a place has it.

    Raises:
        NotFound: it has none. NotAllowed: no seat that reaches the place.
    """
    await staff.require(db, actor, "office.see", jurisdiction_id)
    return await find_copy(db, circular_id, jurisdiction_id)


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
        .where(
            CircularCopy.jurisdiction_id == jurisdiction_id,
            Circular.recalled_at.is_(None),
            CircularCopy.read_at.is_(None) | owed,
        )
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
            _files.label("files"),
            Circular.recalled_at,
        )
        .join(CircularCopy, CircularCopy.circular_id == Circular.id)
        .where(Circular.jurisdiction_id == jurisdiction_id)
        .group_by(Circular.id)
        .order_by(Circular.id.desc())
        .limit(LISTED)
    )
    return tuple(Sent(**row._mapping) for row in rows)


async def list_answers(db: AsyncConnection, actor: Actor, circular_id: int) -> tuple[Copy, ...]:
    """A circular as each office has it: who has not read it first, then who has not answered.

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


def sent_during(campaign_id: int) -> ColumnElement[bool]:
    """The condition on `Circular` of being sent while a campaign was open."""
    return exists().where(
        Campaign.id == campaign_id,
        Circular.sent_at >= Campaign.opened_at,
        or_(Campaign.closed_at.is_(None), Circular.sent_at <= Campaign.closed_at),
    )


async def find_copy(db: AsyncConnection, circular_id: int, jurisdiction_id: int) -> Copy:
    """A circular as the office of a place has it. The caller has checked the right.

    Raises:
        NotFound: it has none.
    """
    row = (await db.execute(_copies().where(*of_office(circular_id, jurisdiction_id)))).one_or_none()
    if row is None:
        raise NotFound
    return Copy(**row._mapping)


def of_office(circular_id: int, jurisdiction_id: int) -> tuple[Any, ...]:
    """The condition on `CircularCopy` of being the one that an office has."""
    return (CircularCopy.circular_id == circular_id, CircularCopy.jurisdiction_id == jurisdiction_id)


def _copies() -> Any:
    own, sender = Jurisdiction.__table__.alias("own"), Jurisdiction.__table__.alias("sender")
    old, new = Circular.__table__.alias("old"), Circular.__table__.alias("new")
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
            _files.label("files"),
            Circular.recalled_at,
            Circular.recall_reason,
            Circular.corrects_id,
            old.c.sent_at.label("corrects_at"),
            new.c.id.label("corrected_by"),
        )
        .join(CircularCopy, CircularCopy.circular_id == Circular.id)
        .join(own, own.c.id == CircularCopy.jurisdiction_id)
        .join(sender, sender.c.id == Circular.jurisdiction_id)
        .outerjoin(old, old.c.id == Circular.corrects_id)
        .outerjoin(new, new.c.corrects_id == Circular.id)
    )
