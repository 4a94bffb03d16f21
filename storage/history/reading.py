"""The record of an enterprise as it is read: by its own people, by offices that reach it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any, Literal

from sqlalchemy import Integer, Select, func, literal_column, select, union_all
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.base.audit import Actor
from storage.base.errors import NotFound
from storage.history import office_kinds, own_kinds
from storage.history.kinds import Kind
from storage.offices import recusals, staff
from storage.people import contacts
from storage.tables.enterprises import Enterprise

KINDS = (*own_kinds.KINDS, *office_kinds.KINDS)
"""Kinds in the order in which events of one instant are shown, the cause first."""
FOR_OWNER = tuple(kind for kind in KINDS if kind.owner)
RIGHT = "enterprise.see"
Reader = Literal["owner", "office"]
"""The reader of a record: one of the enterprise's own people, or an office."""


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened. `key`: of the sentence that says it; `on`: its local day, where only that is
    known; `values`: what its kind's rows give to the sentence."""

    key: str
    id: int
    at: datetime
    on: date | None
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class History:
    """Events of an enterprise, the newest first, out of `total`."""

    reader: Reader
    total: int
    events: tuple[Event, ...]


async def reader_of(db: AsyncConnection, actor: Actor, enterprise_id: int) -> Reader:
    """The kind of reader a person is. An officer who acts or acted for the enterprise reads only what its
    own people may.

    Raises:
        NotFound: there is no such enterprise, or it was erased.
        NotAllowed: neither one of its people nor a seat that reaches it.
    """
    query = select(Enterprise.jurisdiction_id).where(
        Enterprise.id == enterprise_id, Enterprise.state != "erased"
    )
    place_id = (await db.execute(query)).scalar()
    if place_id is None:
        raise NotFound
    if await contacts.is_contact(db, actor, enterprise_id):
        return "owner"
    await staff.require(db, actor, RIGHT, place_id)
    if actor.person_id is not None and enterprise_id in await recusals.tied_enterprises(db, actor.person_id):
        return "owner"
    return "office"


async def read(
    db: AsyncConnection, actor: Actor, enterprise_id: int, *, skip: int = 0, limit: int = 8
) -> History:
    """A page of the record, the newest first.

    Raises:
        NotFound, NotAllowed: see `reader_of`.
    """
    reader = await reader_of(db, actor, enterprise_id)
    given = {"enterprise": enterprise_id}
    counted, listed = _queries(reader)
    total = int((await db.execute(counted, given)).scalar_one())
    found = (await db.execute(listed.offset(skip).limit(limit), given)).all()
    wanted: dict[int, list[int]] = {}
    for place, event_id, _ in found:
        wanted.setdefault(place, []).append(event_id)
    events: dict[tuple[int, int], Event] = {}
    for place, ids in wanted.items():
        kind = _kinds(reader)[place]
        rows = _rows(kind, reader)
        for event in await _events(db, kind, rows.where(rows.selected_columns.id.in_(ids)), given):
            events[place, event.id] = event
    return History(reader, total, tuple(events[place, event_id] for place, event_id, _ in found))


async def read_all(db: AsyncConnection, actor: Actor, enterprise_id: int) -> History:
    """The whole record, the newest first.

    Raises:
        NotFound, NotAllowed: see `reader_of`.
    """
    reader = await reader_of(db, actor, enterprise_id)
    given = {"enterprise": enterprise_id}
    found: list[tuple[tuple[datetime, int, int], Event]] = []
    for place, kind in enumerate(_kinds(reader)):
        events = await _events(db, kind, _rows(kind, reader), given)
        found += [((event.at, place, event.id), event) for event in events]
    found.sort(key=lambda one: one[0], reverse=True)
    return History(reader, len(found), tuple(event for _, event in found))


def _kinds(reader: Reader) -> Sequence[Kind]:
    return FOR_OWNER if reader == "owner" else KINDS


def _rows(kind: Kind, reader: Reader) -> Select[*tuple[Any, ...]]:
    if reader == "office" and kind.office is not None:
        return kind.rows.where(kind.office)
    return kind.rows


@cache
def _queries(reader: Reader) -> tuple[Any, Any]:
    """Queries for the number of events, and for their kind (by position), id and instant, the newest
    first."""
    parts = []
    for place, kind in enumerate(_kinds(reader)):
        rows = _rows(kind, reader)
        which = literal_column(str(place), Integer).label("place")
        columns = (which, rows.selected_columns.id.label("id"), rows.selected_columns.at.label("at"))
        parts.append(rows.with_only_columns(*columns, maintain_column_froms=True))
    events = union_all(*parts).subquery("events")
    listed = select(events.c.place, events.c.id, events.c.at).order_by(
        events.c.at.desc(), events.c.place.desc(), events.c.id.desc()
    )
    return select(func.count()).select_from(events), listed


async def _events(
    db: AsyncConnection, kind: Kind, rows: Select[Any], given: Mapping[str, int]
) -> tuple[Event, ...]:
    found = []
    for row in await db.execute(rows, given):
        values = dict(row._mapping)
        event_id, at, on = values.pop("id"), values.pop("at"), values.pop("on", None)
        values |= values.pop("detail", None) or {}
        found.append(Event(kind.key, event_id, at, on, values))
    return tuple(found)
