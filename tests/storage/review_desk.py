"""Forms that were handed in and the people who review them: what tests of reviews work on."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from content.loader import review_rules
from content.model.library import Library
from storage.base.audit import Actor
from storage.base.database import Database
from storage.findings import verification_views
from storage.findings.verification_views import DoneView
from storage.offices import jurisdictions, staff
from storage.people import contacts
from storage.reviews import verdicts
from storage.reviews import views as review_views
from storage.reviews.views import CaseView
from storage.self_checks import submissions
from storage.tables.outbox import OutboxRow
from tests.storage.conftest import CLI, Clock
from tests.storage.shop import TODAY
from tests.storage.workshop import COUNTED, PLAIN, SHOWN, Workshop, begin_workshop, open_varied

RULES = review_rules()


@dataclass
class ReviewDesk:
    """A county over the town of the workshops: two inspectors and a head there, a head above."""

    database: Database
    clock: Clock
    campaign_id: int
    town: int
    county: int
    other: int
    chen: Actor = field(default_factory=lambda: CLI)
    zhou: Actor = field(default_factory=lambda: CLI)
    head: Actor = field(default_factory=lambda: CLI)
    viewer: Actor = field(default_factory=lambda: CLI)
    above: Actor = field(default_factory=lambda: CLI)
    stranger: Actor = field(default_factory=lambda: CLI)

    async def do(self, operation: Any, *values: Any, actor: Actor | None = None, **named: Any) -> Any:
        """An operation in a transaction of its own, by 陈 unless said."""
        async with self.database.begin() as db:
            return await operation(db, actor or self.chen, self.clock.now(), *values, **named)

    async def look(self, reading: Any, *values: Any, actor: Actor | None = None, **named: Any) -> Any:
        """Read something, as 陈 unless another is given."""
        async with self.database.read() as db:
            return await reading(db, actor or self.chen, *values, **named)

    async def workshop(self, number: int, *, fails: bool = False) -> Workshop:
        """An enterprise that has handed in, with a planned fault or without any."""
        shop = await begin_workshop(self.database, self.clock, self.town, self.campaign_id, number)
        if fails:
            self_check = await shop.answer(PLAIN, "fail")
            finding = self_check.lines[PLAIN].finding_id
            assert finding is not None
            await shop.plan(finding)
        else:
            await shop.answer(PLAIN, "pass")
        self.clock.move(minutes=30)
        await shop.attach(SHOWN, f"photo {number}")
        await shop.answer(SHOWN, "pass")
        await shop.answer(COUNTED, "pass", done=18, total=18)
        await self.hand_in(shop)
        return shop

    async def hand_in(self, shop: Workshop) -> None:
        """Hand in, weighed for the queue."""
        async with self.database.begin() as db:
            await submissions.submit(
                db, shop.owner, self.clock.now(), shop.check_id, form_prefix="XF", rules=RULES, today=TODAY
            )

    async def case(self, shop: Workshop, actor: Actor | None = None) -> CaseView:
        """The form as an officer sees it."""
        found: CaseView = await self.look(review_views.get_case, shop.check_id, actor=actor)
        return found

    async def decide(self, shop: Workshop, key: str, actor: Actor | None = None, **named: Any) -> Any:
        """A verdict."""
        return await self.do(verdicts.decide, RULES, shop.check_id, key, actor=actor, today=TODAY, **named)

    async def done(self, finding_id: int, actor: Actor | None = None) -> DoneView:
        """A rectification as an officer sees it."""
        found: DoneView = await self.look(verification_views.get_done, finding_id, actor=actor)
        return found

    async def queued(self, text_key: str) -> list[dict[str, Any]]:
        """Queued messages with that sentence: to whom, when, with what values."""
        async with self.database.read() as db:
            rows = await db.execute(
                select(OutboxRow.person_id, OutboxRow.not_before, OutboxRow.values, OutboxRow.button)
                .where(OutboxRow.text_key == text_key)
                .order_by(OutboxRow.id)
            )
            return [dict(row._mapping) for row in rows]


@pytest.fixture
async def desk(database: Database, clock: Clock, varied: Library) -> ReviewDesk:
    async with database.begin() as db:
        county = (await jurisdictions.add(db, CLI, clock.now(), "xian", "某县", None)).id
        town = (await jurisdictions.add(db, CLI, clock.now(), "zhen", "某镇", "xian")).id
        other = (await jurisdictions.add(db, CLI, clock.now(), "ling", "邻镇", "xian")).id
    campaign_id = await open_varied(database, clock, county, varied)
    made = ReviewDesk(database, clock, campaign_id, town, county, other)
    seats = (
        ("chen", town, "inspector"),
        ("zhou", town, "inspector"),
        ("head", town, "head"),
        ("viewer", town, "viewer"),
        ("above", county, "head"),
        ("stranger", other, "head"),
    )
    for number, (name, place, role) in enumerate(seats):
        async with database.begin() as db:
            person = await contacts.ensure_person(db, clock.now(), 700_000 + number, "zh")
            await staff.seat(db, clock.now(), person, place, role, "safety", name)
        setattr(made, name, Actor("person", person))
    return made


LATER = date(2026, 11, 20)
