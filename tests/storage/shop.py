"""An enterprise with one fault: what tests of plans and attachments work on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import update

from content.model.library import Library
from storage.base.audit import Actor
from storage.base.database import Database
from storage.campaigns import opening as campaigns
from storage.findings import plans
from storage.findings import views as finding_views
from storage.findings.views import FindingView
from storage.membership import invites
from storage.self_checks import answers, submissions
from storage.self_checks.attachments import File
from tests.storage.conftest import CLI, START, Clock, register

TODAY = date(2026, 11, 2)
END = date(2026, 11, 30)
STRANGER = Actor("person", 999)


@dataclass
class Shop:
    """An enterprise whose only question failed, its owner, and a guest of the finding."""

    database: Database
    clock: Clock
    owner: Actor
    guest: Actor
    enterprise_id: int
    check_id: int
    finding_id: int

    async def do(self, operation: Any, *values: Any, actor: Actor | None = None, **named: Any) -> Any:
        """An operation in a transaction of its own, by the owner unless said."""
        async with self.database.begin() as db:
            return await operation(db, actor or self.owner, self.clock.now(), *values, **named)

    async def plan(self, actor: Actor | None = None, **other: Any) -> None:
        """A plan for next week, or what `other` says."""
        values: dict[str, Any] = {
            "measure": "装抽风罩",
            "responsible": "李四",
            "funds_fen": 300_000,
            "due_on": TODAY + timedelta(days=7),
            "today": TODAY,
            "phase_end": END,
        }
        await self.do(plans.plan, self.finding_id, actor=actor, **{**values, **other})

    async def at_once(self, actor: Actor | None = None) -> None:
        """Begin to put it right on the spot."""
        await self.do(plans.fix_at_once, self.finding_id, actor=actor, measure="扫干净", today=TODAY)

    async def view(self, actor: Actor | None = None) -> FindingView:
        """The finding as it stands."""
        async with self.database.read() as db:
            return await finding_views.get_finding(db, actor or self.owner, self.finding_id)

    async def scalar(self, statement: Any) -> Any:
        """One value."""
        async with self.database.read() as db:
            return (await db.execute(statement)).scalar()

    async def set(self, table: Any, **values: Any) -> None:
        """Change every row of a table behind the operations' back."""
        async with self.database.begin() as db:
            await db.execute(update(table).values(**values))


def photo(name: str, kind: str = "photo") -> File:
    """A kept file that came as bytes called `name`."""
    return File(kind, f"{name:0>64}", f"{name:0>64}", "image/jpeg", 10, 4, 3)


@pytest.fixture
async def shop(database: Database, clock: Clock, place: int, library: Library) -> Shop:
    async with database.begin() as db:
        opened = await campaigns.open_campaign(db, CLI, clock.now(), library, "small", place, START)
    joined = await register(database, clock, place, 1)
    owner = Actor("person", joined.person_id)
    async with database.begin() as db:
        check_id = await submissions.start(db, owner, clock.now(), joined.enterprise_id, opened.id)
        self_check = await answers.record(db, owner, clock.now(), check_id, "Q01.1", "fail")
        finding_id = self_check.line("Q01.1").finding_id
        assert finding_id is not None
        invite = await invites.create(db, owner, clock.now(), "finding", joined.enterprise_id, finding_id)
        accepted = await invites.accept(db, clock.now(), 2, "en", invite.secret, "李四")
    guest = Actor("person", accepted.person_id)
    return Shop(database, clock, owner, guest, joined.enterprise_id, check_id, finding_id)
