"""Records of duties as they are read: by their writers, by the offices at and above them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, and_, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.orm import aliased

from content.calendar.duties import ONCE
from storage.base.audit import Actor
from storage.base.errors import NotFound
from storage.base.rows import from_rows
from storage.campaigns import opening as campaigns
from storage.campaigns import points
from storage.campaigns.places import OF_DUTY
from storage.offices import jurisdictions, staff
from storage.people import contacts
from storage.tables.campaigns import Campaign
from storage.tables.enterprises import Enterprise
from storage.tables.exchange import DutyFile, DutyRecord
from storage.tables.meetings import MeetingPoint
from storage.tables.offices import Jurisdiction

OPEN_TO_CHANGE = ("kept", "returned")
LISTED = 200
"""Records per page of a list or export."""


@dataclass(frozen=True, slots=True)
class Of:
    """The subject of a record: a campaign's duty, owed by the office of a place or by an enterprise."""

    campaign_id: int
    code: str
    jurisdiction_id: int
    period_on: date = ONCE
    enterprise_id: int | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """A record as it is read. `to`: the name of the place whose office takes it, None where there is none
    above; `enterprise`: "" where an office wrote it; `files`: their number."""

    id: int
    campaign_id: int
    pack: str
    code: str
    period_on: date
    jurisdiction_id: int
    place: str
    enterprise_id: int | None
    enterprise: str
    done_on: date
    sentence: str
    state: str
    sent_at: datetime | None
    answered_at: datetime | None
    reason: str
    sendings: int
    to_id: int | None
    to: str | None
    files: int
    decided: str = ""
    """The point of a meeting that it is about, where that is no duty of the plan."""

    @property
    def may_change(self) -> bool:
        """Whether its writers can still change it: it is not handed in, or was returned."""
        return self.state in OPEN_TO_CHANGE


@dataclass(frozen=True, slots=True)
class RecordFile:
    """A file of a record as it is listed."""

    id: int
    kind: str
    sha256: str
    mime: str
    preview_sha256: str | None
    pages: int | None

    @property
    def picture(self) -> str | None:
        """The stored picture that represents it: the file itself, or the first page of a PDF."""
        return self.sha256 if self.kind == "photo" else self.preview_sha256


_above = aliased(Jurisdiction)
_counted = (
    select(func.count(DutyFile.id)).where(DutyFile.record_id == DutyRecord.id).correlate(DutyRecord)
).scalar_subquery()


def _query() -> Any:
    place_id = func.coalesce(Enterprise.jurisdiction_id, DutyRecord.jurisdiction_id)
    own = aliased(Jurisdiction)
    to_id = func.coalesce(Enterprise.jurisdiction_id, own.parent_id)
    return (
        select(
            DutyRecord.id,
            DutyRecord.campaign_id,
            Campaign.pack,
            DutyRecord.code,
            DutyRecord.period_on,
            place_id.label("jurisdiction_id"),
            own.name.label("place"),
            DutyRecord.enterprise_id,
            func.coalesce(Enterprise.name, "").label("enterprise"),
            DutyRecord.done_on,
            DutyRecord.sentence,
            DutyRecord.state,
            DutyRecord.sent_at,
            DutyRecord.answered_at,
            DutyRecord.reason,
            DutyRecord.sendings,
            to_id.label("to_id"),
            _above.name.label("to"),
            _counted.label("files"),
            func.coalesce(MeetingPoint.text, "").label("decided"),
        )
        .join(Campaign, Campaign.id == DutyRecord.campaign_id)
        .outerjoin(Enterprise, Enterprise.id == DutyRecord.enterprise_id)
        .join(own, own.id == place_id)
        .outerjoin(MeetingPoint, DutyRecord.code == points.CODE)
        .outerjoin(_above, _above.id == to_id)
        .where(DutyRecord.removed_at.is_(None))
    )


def _record(row: Row[Any]) -> Record:
    return Record(**row._mapping)


async def get(db: AsyncConnection, actor: Actor, record_id: int) -> Record:
    """One record, for its writers and for offices at and above them.

    Raises:
        NotFound, NotAllowed.
    """
    record = await load(db, record_id)
    await _require_reader(db, actor, record.jurisdiction_id, record.enterprise_id)
    return record


async def list_files(db: AsyncConnection, actor: Actor, record_id: int) -> tuple[RecordFile, ...]:
    """The files of a record, in the order they came.

    Raises:
        NotFound, NotAllowed.
    """
    await get(db, actor, record_id)
    rows = await db.execute(
        select(
            DutyFile.id,
            DutyFile.kind,
            DutyFile.sha256,
            DutyFile.mime,
            DutyFile.preview_sha256,
            DutyFile.pages,
        )
        .where(DutyFile.record_id == record_id)
        .order_by(DutyFile.id)
    )
    return from_rows(RecordFile, rows)


async def list_of(db: AsyncConnection, actor: Actor, of: Of) -> tuple[Record, ...]:
    """The records of one duty, the latest first.

    Raises:
        NotAllowed.
    """
    await _require_reader(db, actor, of.jurisdiction_id, of.enterprise_id)
    return await _listed(db, _query().where(*same_duty(of)))


async def counts(
    db: AsyncConnection, actor: Actor, jurisdiction_id: int, enterprise_id: int | None = None
) -> dict[tuple[int, str], int]:
    """Count the records of each campaign and duty of an office, or of an enterprise.

    Raises:
        NotAllowed.
    """
    await _require_reader(db, actor, jurisdiction_id, enterprise_id)
    whose = (
        and_(DutyRecord.jurisdiction_id == jurisdiction_id, DutyRecord.enterprise_id.is_(None))
        if enterprise_id is None
        else DutyRecord.enterprise_id == enterprise_id
    )
    rows = await db.execute(
        select(DutyRecord.campaign_id, DutyRecord.code, func.count())
        .where(whose, DutyRecord.removed_at.is_(None))
        .group_by(DutyRecord.campaign_id, DutyRecord.code)
    )
    return {(campaign_id, code): count for campaign_id, code, count in rows}


async def list_handed_in(
    db: AsyncConnection,
    actor: Actor,
    jurisdiction_id: int,
    *,
    waiting: bool = True,
    skip: int = 0,
    limit: int = LISTED,
) -> tuple[Record, ...]:
    """List the records handed in to a place's office, the latest first: with `waiting` those not answered
    yet, else those answered.

    Raises:
        NotAllowed: no seat that reaches the place.
    """
    await staff.require(db, actor, "office.see", jurisdiction_id)
    query = _query().where(*_handed_in(jurisdiction_id, waiting=waiting))
    return await _listed(db, query.offset(skip), limit)


async def count_handed_in(
    db: AsyncConnection, actor: Actor, jurisdiction_id: int, *, waiting: bool = True
) -> int:
    """Count the records that `list_handed_in` lists.

    Raises:
        NotAllowed: no seat that reaches the place.
    """
    await staff.require(db, actor, "office.see", jurisdiction_id)
    counted = (
        select(func.count())
        .select_from(DutyRecord)
        .outerjoin(Enterprise, Enterprise.id == DutyRecord.enterprise_id)
        .where(DutyRecord.removed_at.is_(None), *_handed_in(jurisdiction_id, waiting=waiting))
    )
    return int((await db.execute(counted)).scalar_one())


async def list_reported(db: AsyncConnection, actor: Actor, jurisdiction_id: int) -> tuple[Record, ...]:
    """The records that a place's office handed in to the one above, the latest first, with their state.

    Raises:
        NotAllowed: no seat that reaches the place.
    """
    await staff.require(db, actor, "office.see", jurisdiction_id)
    own = (DutyRecord.jurisdiction_id == jurisdiction_id, DutyRecord.enterprise_id.is_(None))
    return await _listed(db, _query().where(*own, DutyRecord.state != "kept"))


def _handed_in(jurisdiction_id: int, *, waiting: bool) -> tuple[Any, ...]:
    right_below = select(Jurisdiction.id).where(Jurisdiction.parent_id == jurisdiction_id)
    to_it = or_(
        and_(DutyRecord.enterprise_id.is_(None), DutyRecord.jurisdiction_id.in_(right_below)),
        Enterprise.jurisdiction_id == jurisdiction_id,
    )
    return to_it, DutyRecord.state.in_(("sent",) if waiting else ("received", "returned"))


async def pages_in_campaign(
    db: AsyncConnection, actor: Actor, campaign_id: int, jurisdiction_id: int | None = None
) -> AsyncIterator[list[Record]]:
    """All records of a campaign in a place (default: its own) and below it by id, a page at a time.

    Raises:
        NotFound: no such campaign. NotAllowed: no seat with `ledger.export` that reaches the place.
    """
    campaign = await campaigns.get_campaign(db, campaign_id)
    root = campaign.jurisdiction_id if jurisdiction_id is None else jurisdiction_id
    await staff.require(db, actor, "ledger.export", root)
    places = await jurisdictions.below(db, root)
    query = _query().where(DutyRecord.campaign_id == campaign_id, DutyRecord.jurisdiction_id.in_(places))
    query, after = query.order_by(DutyRecord.id).limit(LISTED), 0
    while rows := [_record(row) for row in await db.execute(query.where(DutyRecord.id > after))]:
        yield rows
        after = rows[-1].id


async def _listed(db: AsyncConnection, query: Any, limit: int = LISTED) -> tuple[Record, ...]:
    ordered = query.order_by(DutyRecord.done_on.desc(), DutyRecord.id.desc()).limit(limit)
    return tuple(_record(row) for row in await db.execute(ordered))


async def load(db: AsyncConnection, record_id: int) -> Record:
    """Load a record; the caller has checked the right.

    Raises:
        NotFound: there is none, or it was withdrawn.
    """
    row = (await db.execute(_query().where(DutyRecord.id == record_id))).one_or_none()
    if row is None:
        raise NotFound
    return _record(row)


async def _require_reader(
    db: AsyncConnection, actor: Actor, jurisdiction_id: int, enterprise_id: int | None
) -> None:
    if enterprise_id is not None and await contacts.is_contact(db, actor, enterprise_id):
        return
    await staff.require(db, actor, "office.see", jurisdiction_id)


def named(record: Record) -> dict[str, Any]:
    """The values of a queued message that say which duty a record is about."""
    return {"duty": record.decided} if record.decided else {OF_DUTY: [record.pack, record.code]}


def same_duty(of: Of) -> tuple[Any, ...]:
    """The condition on `DutyRecord` of being of one duty."""
    return (
        DutyRecord.campaign_id == of.campaign_id,
        DutyRecord.code == of.code,
        DutyRecord.enterprise_id == of.enterprise_id
        if of.enterprise_id is not None
        else and_(DutyRecord.jurisdiction_id == of.jurisdiction_id, DutyRecord.enterprise_id.is_(None)),
        DutyRecord.period_on == of.period_on,
    )
