"""A town where two operations meet, each time on rows of their own: what tests of races work on."""

from __future__ import annotations

import itertools
from collections.abc import Awaitable, Callable
from typing import Any

from sqlalchemy import func, select

from storage.base.audit import Actor
from storage.base.database import Connection
from storage.enterprises import registration
from storage.membership import invites
from storage.offices import jurisdictions, staff
from storage.people import contacts
from storage.tables.people import Contact
from storage.tables.system import AuditRow
from tests.storage.conftest import CLI, credit_code
from tests.storage.review_desk import ReviewDesk
from tests.storage.workshop import Workshop, begin_workshop

numbers = itertools.count(100)


class Town:
    """The desk's town, where each pair gets rows of its own."""

    def __init__(self, desk: ReviewDesk) -> None:
        self.desk, self.database, self.now = desk, desk.database, desk.clock.now()
        self.place = desk.town

    async def do(self, work: Callable[[Connection], Awaitable[Any]]) -> Any:
        """Make something ready."""
        async with self.database.begin() as db:
            return await work(db)

    async def listed(self) -> tuple[int, str]:
        """An enterprise on the list that nobody has joined, and its code."""
        code = credit_code(next(numbers))
        unit = ("某厂", code, "shoes", self.place, 8)
        return await self.do(lambda db: registration.enlist(db, CLI, self.now, *unit)), code

    async def invite(self, enterprise_id: int) -> str:
        """The secret of an office's invite."""
        made = await self.do(lambda db: invites.create(db, CLI, self.now, "enterprise", enterprise_id))
        return str(made.secret)

    async def head(self, place: int) -> tuple[Actor, int]:
        """A new head of a place, with their seat."""
        number = next(numbers)

        async def seat(db: Connection) -> tuple[Actor, int]:
            person = await contacts.ensure_person(db, self.now, 800_000 + number, "zh")
            at = await staff.seat(db, self.now, person, place, "head", "safety", f"长{number}")
            return Actor("person", person), at

        made: tuple[Actor, int] = await self.do(seat)
        return made

    async def office(self) -> int:
        """A new place below the county."""
        number = next(numbers)
        made = await self.do(
            lambda db: jurisdictions.add(db, CLI, self.now, f"p{number}", f"地方{number}", "xian")
        )
        return int(made.id)

    async def shop(self) -> Workshop:
        """An enterprise with an owner and a mate, its form begun."""
        desk = self.desk
        return await begin_workshop(self.database, desk.clock, self.place, desk.campaign_id, next(numbers))

    def joins(self, secret: str, number: int) -> Callable[[Connection], Awaitable[Any]]:
        """Somebody joins by an invite."""
        return lambda db: invites.accept(db, self.now, 810_000 + number, "zh", secret, "某人")


def count(table: Any, *of: Any) -> Any:
    return select(func.count()).select_from(table).where(*of)


def audited(action: str, subject_id: int) -> Any:
    return count(AuditRow, AuditRow.action == action, AuditRow.subject_id == subject_id)


def owners(enterprise_id: int) -> Any:
    return count(Contact, Contact.enterprise_id == enterprise_id, Contact.role == "owner")
