"""Officers of three departments on their way to enterprises: what tests of inspections work on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import update

from storage.base.audit import Actor
from storage.inspections import ending, planning, recording, views
from storage.inspections.views import InspectionView
from storage.offices import staff
from storage.people import contacts
from storage.tables.outbox import OutboxRow
from tests.storage.review_desk import ReviewDesk
from tests.storage.shop import TODAY
from tests.storage.workshop import Workshop, begin_workshop

DUE = TODAY + timedelta(days=15)


@dataclass
class Visiting:
    """The desk's office with people of further departments: 陈 and 周 of the safety office, 卫 and 工."""

    desk: ReviewDesk
    health: Actor
    union: Actor

    async def enterprise(self, number: int) -> Workshop:
        """An enterprise that has begun its form and answered nothing."""
        desk = self.desk
        return await begin_workshop(desk.database, desk.clock, desk.town, desk.campaign_id, number)

    async def schedule(self, shop: Workshop, days: int = 0, actor: Actor | None = None, **named: Any) -> int:
        """A visit planned by 陈 in so many days."""
        on = TODAY + timedelta(days=days)
        made: int = await self.desk.do(
            planning.schedule, shop.enterprise_id, on, actor=actor, today=TODAY, **named
        )
        return made

    async def begin(self, shop: Workshop, actor: Actor | None = None, **named: Any) -> int:
        """A visit of today that has begun."""
        made = await self.schedule(shop, actor=actor, **named)
        await self.desk.do(recording.begin, made, actor=actor, today=TODAY)
        return made

    async def answer(self, visit: int, code: str, verdict: str | None, note: str = "", **named: Any) -> int:
        """Record an answer as 陈."""
        revision: int = await self.desk.do(recording.answer, visit, code, verdict, note, **named)
        return revision

    async def finish(self, visit: int, **named: Any) -> ending.Finished:
        """The end of a visit."""
        given = {"due_on": DUE, "present": "王厂长", **named}
        done: ending.Finished = await self.desk.do(ending.finish, visit, today=TODAY, **given)
        return done

    async def sent(self) -> None:
        """All that is queued has arrived."""
        async with self.desk.database.begin() as db:
            await db.execute(update(OutboxRow).where(OutboxRow.state == "pending").values(state="sent"))

    async def look(self, visit: int, actor: Actor | None = None) -> InspectionView:
        """The visit as 陈 sees it."""
        found: InspectionView = await self.desk.look(views.get_inspection, visit, actor=actor)
        return found


@pytest.fixture
async def visiting(desk: ReviewDesk) -> Visiting:
    people = []
    for number, (name, department) in enumerate((("卫", "health"), ("工", "union"))):
        async with desk.database.begin() as db:
            person = await contacts.ensure_person(db, desk.clock.now(), 710_000 + number, "zh")
            await staff.seat(db, desk.clock.now(), person, desk.town, "inspector", department, name)
        people.append(Actor("person", person))
    return Visiting(desk, *people)
