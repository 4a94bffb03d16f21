"""Records and meetings: operations that meet on PostgreSQL give what they give one after the other."""

from __future__ import annotations

import itertools
from collections.abc import Awaitable, Callable
from datetime import date
from typing import Any

import pytest
from sqlalchemy import func, select

from content.calendar.duties import ONCE
from storage.base.database import Connection
from storage.campaigns import duties, points
from storage.exchange import meeting_points, meetings, records
from storage.exchange.record_views import Of
from storage.offices import staff
from storage.tables.campaigns import DutyMark
from storage.tables.exchange import DutyRecord
from storage.tables.meetings import MeetingPoint
from tests.storage.campaigns.test_duties import LIBRARY, City, city
from tests.storage.interleaving import Pair, check

__all__ = ["city"]
pytestmark = [
    pytest.mark.postgres,
    pytest.mark.parametrize("database_url", ["postgres"], indirect=True),
]
TODAY = date(2026, 11, 2)
STANDING = "district_supervision"
_numbers = itertools.count(1)


def _count(table: Any, *of: Any) -> Any:
    return select(func.count()).select_from(table).where(*of)


def _add(city: City, sentence: str) -> Callable[[Connection], Awaitable[int]]:
    """The district adds a record of a standing duty."""
    of = Of(city.campaign_id, STANDING, city.ids["east"], ONCE, None)
    by = city.actors["east"]
    return lambda db: records.add(db, by, city.clock.now(), LIBRARY, of, TODAY, sentence)


async def _record(city: City) -> int:
    async with city.database.begin() as db:
        return await _add(city, f"查了{next(_numbers)}家")(db)


async def a_record_is_added_twice(city: City) -> Pair:
    sentence = f"查了{next(_numbers)}家"
    add = _add(city, sentence)
    return Pair(add, add, (_count(DutyRecord, DutyRecord.sentence == sentence),))


async def a_record_is_sent_while_it_is_withdrawn(city: City) -> Pair:
    made, by, now = await _record(city), city.actors["east"], city.clock.now()
    row = DutyRecord.id == made
    return Pair(
        lambda db: records.send(db, by, now, LIBRARY, made),
        lambda db: records.remove(db, by, now, made),
        (select(DutyRecord.state).where(row), _count(DutyRecord, row, DutyRecord.removed_at.is_not(None))),
    )


async def _meeting(city: City) -> int:
    """A meeting of today that the district has called."""
    guests = [(city.ids["town"], "")]
    said = (f"t{next(_numbers)}", TODAY, "14:30", "三楼", "通报", guests, TODAY)
    async with city.database.begin() as db:
        who = city.actors["city"]
        await staff.seat(db, city.clock.now(), who.person_id or 0, city.ids["east"], "head", "safety", "长")
        return await meetings.call(db, who, city.clock.now(), city.ids["east"], city.campaign_id, *said)


def _decide(city: City, made: int) -> Callable[[Connection], Awaitable[int]]:
    who, party = city.actors["city"], (city.ids["town"], "")
    due_on = date(2026, 11, 20)
    return lambda db: meeting_points.decide(db, who, city.clock.now(), made, "查喷漆房", party, due_on, TODAY)


async def a_point_is_decided_twice(city: City) -> Pair:
    made = await _meeting(city)
    decide = _decide(city, made)
    return Pair(decide, decide, (_count(MeetingPoint, MeetingPoint.meeting_id == made),))


async def a_point_is_done_while_it_is_taken_back(city: City) -> Pair:
    made = await _meeting(city)
    async with city.database.begin() as db:
        point = await _decide(city, made)(db)
    code, now = points.code_of(point), city.clock.now()
    of = (city.campaign_id, code, city.ids["town"], ONCE)
    return Pair(
        lambda db: meeting_points.undecide(db, city.actors["city"], now, point),
        lambda db: duties.mark_done(db, city.actors["town"], now, LIBRARY, *of),
        (
            _count(MeetingPoint, MeetingPoint.id == point, MeetingPoint.removed_at.is_(None)),
            _count(DutyMark, DutyMark.code == code),
        ),
    )


PAIRS = (
    a_record_is_added_twice,
    a_record_is_sent_while_it_is_withdrawn,
    a_point_is_decided_twice,
    a_point_is_done_while_it_is_taken_back,
)


@pytest.mark.parametrize("make", PAIRS, ids=lambda make: make.__name__)
async def test_who_comes_between_finds_and_leaves_what_an_order_gives(
    city: City, make: Callable[[City], Awaitable[Pair]]
) -> None:
    await check(city.database, lambda: make(city))
