"""A city with districts and towns, whose seats are given and taken away by hand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy import func, select

from storage.base.audit import Actor
from storage.base.database import Database
from storage.membership import seats as staff_changes
from storage.membership import staff_invites
from storage.membership.staff_invite_views import NewStaffInvite, Seated, StaffPeek
from storage.offices import jurisdictions, staff
from storage.tables.system import AuditRow
from tests.storage.conftest import CLI, Clock


@dataclass
class Tree:
    """A city with two districts, one of which has two towns; seats given by hand."""

    database: Database
    clock: Clock
    ids: dict[str, int]

    async def invite(
        self,
        place: str,
        role: str = "inspector",
        department: str = "safety",
        by: Actor = CLI,
        name: str = "",
    ) -> NewStaffInvite:
        async with self.database.begin() as db:
            return await staff_invites.create(
                db, by, self.clock.now(), self.ids[place], role, department, name
            )

    async def accept(self, secret: str, telegram_id: int, name: str = "小陈") -> Seated:
        hashed = staff_invites.hash_of_link(secret)
        async with self.database.begin() as db:
            return await staff_invites.accept(db, self.clock.now(), telegram_id, "zh", hashed, name)

    async def peek(self, secret: str, telegram_id: int) -> StaffPeek:
        hashed = staff_invites.hash_of_link(secret)
        async with self.database.read() as db:
            return await staff_invites.peek(db, self.clock.now(), hashed, telegram_id)

    async def seat(
        self, place: str, telegram_id: int, role: str = "head", department: str = "safety"
    ) -> Seated:
        return await self.accept((await self.invite(place, role, department)).secret, telegram_id)

    async def revoke(self, staff_id: int, by: Actor = CLI) -> bool:
        async with self.database.begin() as db:
            return await staff_changes.revoke(db, by, self.clock.now(), staff_id)

    async def may(self, actor: Actor, right: str, place: str) -> bool:
        async with self.database.read() as db:
            return await staff.may(db, actor, right, self.ids[place])

    async def scalar(self, statement: Any) -> Any:
        async with self.database.read() as db:
            return (await db.execute(statement)).scalar()

    async def audited(self, action: str) -> int:
        count: int = await self.scalar(select(func.count()).where(AuditRow.action == action))
        return count


def person(seated: Seated) -> Actor:
    """The seated person as actor."""
    return Actor("person", seated.person_id)


@pytest.fixture
async def tree(database: Database, clock: Clock) -> Tree:
    ids = {}
    async with database.begin() as db:
        for code, parent in (
            ("city", None),
            ("east", "city"),
            ("west", "city"),
            ("town", "east"),
            ("park", "east"),
        ):
            made = await jurisdictions.add(db, CLI, clock.now(), code, f"{code}处", parent)
            ids[code] = made.id
    return Tree(database, clock, ids)
