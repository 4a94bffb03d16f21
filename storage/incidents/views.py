"""Accidents as they are read: by the enterprise itself, by the offices at and above its place."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import exists, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from content.model.incidents import IncidentRules, Party
from storage.base.audit import Actor
from storage.base.errors import NotFound
from storage.base.rows import from_row, from_rows
from storage.offices import jurisdictions, staff
from storage.people import contacts
from storage.tables.campaigns import Campaign
from storage.tables.enterprises import Enterprise
from storage.tables.incidents import Incident, IncidentFile, IncidentPoint, IncidentTelling
from storage.tables.offices import Jurisdiction

SEE = "office.see"
LISTED = 100


@dataclass(frozen=True, slots=True)
class Shown:
    """A point of 四不放过: its sentence; `done_on`: the local day it was done, None: not yet."""

    sentence: str
    done_on: date | None


@dataclass(frozen=True, slots=True)
class IncidentFileView:
    """A file of an accident; `point` "": of the accident itself."""

    id: int
    point: str
    kind: str
    sha256: str
    mime: str
    preview_sha256: str | None

    @property
    def picture(self) -> str | None:
        """The stored picture that shows it: itself, or the first page of a PDF."""
        return self.sha256 if self.kind == "photo" else self.preview_sha256


@dataclass(frozen=True, slots=True)
class IncidentView:
    """An accident with all that was written down. `told`: instants by party; `shown`: by point."""

    id: int
    enterprise_id: int
    enterprise: str
    industry: str
    jurisdiction_id: int
    office: str
    state: str
    happened_at: datetime
    place: str
    what: str
    substance: str
    hurt: int | None
    dead: int | None
    recorded_at: datetime
    by_enterprise: bool
    inquiry: str
    inquiry_on: date | None
    result: str
    result_on: date | None
    published: str
    published_on: date | None
    closed_at: datetime | None
    told: Mapping[str, datetime]
    shown: Mapping[str, Shown]
    files: tuple[IncidentFileView, ...]

    def due_at(self, party: Party) -> datetime | None:
        """The instant by which a party has to be told; None where the law gives no time."""
        if party.minutes is None:
            return None
        since = self.told.get(party.after or "", self.happened_at)
        return since + timedelta(minutes=party.minutes)

    def is_late(self, party: Party, now: datetime) -> bool:
        """Whether a party was told later than the law says, or is to be told and was not."""
        due = self.due_at(party)
        return due is not None and self.told.get(party.code, now) > due

    def done(self, rules: IncidentRules) -> int:
        """The number of the four things that are done."""
        return sum(
            (one := self.shown.get(point.code)) is not None and one.done_on is not None
            for point in rules.points
        )

    @property
    def as_shown(self) -> tuple[object, ...]:
        """The parts that must not have changed when a tap is confirmed."""
        return self.id, self.state, self.what, self.hurt, self.dead, self.result, self.published


_columns = (
    Incident.id,
    Incident.enterprise_id,
    Enterprise.name.label("enterprise"),
    Enterprise.industry,
    Incident.jurisdiction_id,
    Jurisdiction.name.label("office"),
    Incident.state,
    Incident.happened_at,
    Incident.place,
    Incident.what,
    Incident.substance,
    Incident.hurt,
    Incident.dead,
    Incident.recorded_at,
    Incident.by_enterprise,
    Incident.inquiry,
    Incident.inquiry_on,
    Incident.result,
    Incident.result_on,
    Incident.published,
    Incident.published_on,
    Incident.closed_at,
)
_query = (
    select(*_columns)
    .join(Enterprise, Enterprise.id == Incident.enterprise_id)
    .join(Jurisdiction, Jurisdiction.id == Incident.jurisdiction_id)
)


async def load(db: AsyncConnection, incident_id: int) -> IncidentView:
    """An accident. The caller has checked the right.

    Raises:
        NotFound.
    """
    row = (await db.execute(_query.where(Incident.id == incident_id))).one_or_none()
    if row is None:
        raise NotFound
    return (await _whole(db, [row]))[0]


async def _whole(db: AsyncConnection, rows: Sequence[Any]) -> list[IncidentView]:
    """Accidents with all that belongs to them. Three queries, however many there are."""
    ids = [row.id for row in rows]
    told = await _by_incident(
        db,
        select(IncidentTelling.incident_id, IncidentTelling.party, IncidentTelling.told_at).where(
            IncidentTelling.incident_id.in_(ids)
        ),
    )
    points = await _by_incident(
        db,
        select(
            IncidentPoint.incident_id, IncidentPoint.code, IncidentPoint.sentence, IncidentPoint.done_on
        ).where(IncidentPoint.incident_id.in_(ids)),
    )
    files = await _by_incident(
        db,
        select(
            IncidentFile.incident_id,
            IncidentFile.id,
            IncidentFile.point,
            IncidentFile.kind,
            IncidentFile.sha256,
            IncidentFile.mime,
            IncidentFile.preview_sha256,
        )
        .where(IncidentFile.incident_id.in_(ids))
        .order_by(IncidentFile.id),
    )
    return [
        from_row(
            IncidentView,
            row,
            told={one.party: one.told_at for one in told.get(row.id, ())},
            shown={one.code: Shown(one.sentence, one.done_on) for one in points.get(row.id, ())},
            files=from_rows(IncidentFileView, files.get(row.id, ())),
        )
        for row in rows
    ]


async def _by_incident(db: AsyncConnection, query: Any) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    for row in await db.execute(query):
        found.setdefault(row.incident_id, []).append(row)
    return found


async def get(db: AsyncConnection, actor: Actor, incident_id: int) -> IncidentView:
    """An accident, for the enterprise's own people and the offices at and above its place.

    Raises:
        NotFound. NotAllowed: nobody of these.
    """
    incident = await load(db, incident_id)
    if not await contacts.is_contact(db, actor, incident.enterprise_id):
        await staff.require(db, actor, SEE, await place_of(db, incident.enterprise_id))
    return incident


async def place_of(db: AsyncConnection, enterprise_id: int) -> int:
    """The place of an enterprise today.

    Raises:
        NotFound: there is no such enterprise.
    """
    place = select(Enterprise.jurisdiction_id).where(Enterprise.id == enterprise_id)
    found = (await db.execute(place)).scalar()
    if found is None:
        raise NotFound
    return int(found)


async def list_at(db: AsyncConnection, actor: Actor, jurisdiction_id: int) -> tuple[IncidentView, ...]:
    """The accidents of enterprises at and below a place: the open ones first, then the latest.

    Raises:
        NotAllowed: no seat that reaches the place.
    """
    await staff.require(db, actor, SEE, jurisdiction_id)
    places = await jurisdictions.below(db, jurisdiction_id)
    query = _query.where(Enterprise.jurisdiction_id.in_(places))
    return await _listed(db, query)


async def count_at(db: AsyncConnection, actor: Actor, jurisdiction_id: int) -> tuple[int, int]:
    """Count the open accidents of enterprises at and below a place, and all recorded, annulled ones too.

    Raises:
        NotAllowed: no seat that reaches the place.
    """
    await staff.require(db, actor, SEE, jurisdiction_id)
    places = await jurisdictions.below(db, jurisdiction_id)
    query = (
        select(Incident.state, func.count())
        .join(Enterprise, Enterprise.id == Incident.enterprise_id)
        .where(Enterprise.jurisdiction_id.in_(places))
        .group_by(Incident.state)
    )
    counted = {state: int(count) for state, count in await db.execute(query)}
    return counted.get("open", 0), sum(counted.values())


async def list_of(db: AsyncConnection, actor: Actor, enterprise_id: int) -> tuple[IncidentView, ...]:
    """The accidents of an enterprise, for its own people.

    Raises:
        NotAllowed: nobody of them.
    """
    await contacts.require_contact(db, actor, enterprise_id)
    return await _listed(db, _query.where(Incident.enterprise_id == enterprise_id))


async def _listed(db: AsyncConnection, query: Any) -> tuple[IncidentView, ...]:
    ordered = query.order_by(Incident.state.desc(), Incident.id.desc()).limit(LISTED)
    return tuple(await _whole(db, (await db.execute(ordered)).all()))


async def pages_in_campaign(
    db: AsyncConnection, actor: Actor, campaign_id: int, jurisdiction_id: int
) -> AsyncIterator[list[IncidentView]]:
    """The accidents at and below a place that happened while a campaign was open, by id, a page at a time.

    Raises:
        NotAllowed: no seat with `ledger.export` that reaches the place.
    """
    await staff.require(db, actor, "ledger.export", jurisdiction_id)
    places = await jurisdictions.below(db, jurisdiction_id)
    during = exists().where(
        Campaign.id == campaign_id,
        Incident.recorded_at >= Campaign.opened_at,
        or_(Campaign.closed_at.is_(None), Incident.recorded_at <= Campaign.closed_at),
    )
    query = _query.where(Enterprise.jurisdiction_id.in_(places), during).order_by(Incident.id).limit(LISTED)
    after = 0
    while rows := (await db.execute(query.where(Incident.id > after))).all():
        yield await _whole(db, rows)
        after = rows[-1].id
