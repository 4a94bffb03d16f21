"""Helpers of tests of reminders: enterprises in a campaign, a planner, a delivery."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select, update

from content import loader
from content.calendar.workdays import Works, every_day
from content.catalog import Catalog
from content.model.library import Library
from content.model.reminder_kinds import FACTS
from content.model.reminders import ReminderRule
from scheduler.clock import Clock
from scheduler.delivery.items import Outgoing
from scheduler.delivery.outcome import Outcome, Sent
from scheduler.messages.digests import Digests
from scheduler.messages.openings import Openings
from scheduler.planning.planner import Planner
from scheduler.planning.reviews import Reviews
from storage.base.audit import Actor
from storage.base.database import Database
from storage.campaigns import opening as campaigns
from storage.campaigns import running
from storage.campaigns.telling import TOPIC as CAMPAIGN
from storage.enterprises import registration
from storage.findings import photos, plans
from storage.membership import enterprise_contacts, invites
from storage.offices import jurisdictions
from storage.outbox import queue as outbox
from storage.outbox.queue import Message
from storage.people import contacts
from storage.reminders import digests
from storage.self_checks import answers, submissions
from storage.tables import metadata
from storage.tables.campaigns import CampaignDuty
from storage.tables.outbox import OutboxRow
from storage.tables.people import Person
from storage.tables.reminders import Reminder
from tests.storage.conftest import CLI, credit_code
from tests.storage.shop import photo

ZONE = ZoneInfo("Asia/Shanghai")
FACT_RULES = tuple(rule for rule in loader.load().reminders if rule.about in FACTS)
RULES = tuple(rule for rule in loader.load().reminders if rule.about not in FACTS)
"""All but those of what offices have waiting: tests of facts ask for these."""
REVIEW_RULES = loader.review_rules()
FORM_DUE = date(2026, 11, 20)
START = date(2026, 11, 2)


def at(day: date, hour: int = 9, minute: int = 0, zone: ZoneInfo = ZONE) -> datetime:
    """A local time as an instant."""
    return datetime.combine(day, time(hour, minute), zone).astimezone(UTC)


_catalog = cache(Catalog.load)


class Killed(Exception):
    """The process ended in the middle of something."""


async def tick_killed(planner: Planner) -> None:
    """A tick that dies when the day is planned and nothing gathered yet, as on a day with many reminders."""

    async def die(*_: object, **__: object) -> int:
        raise Killed

    with pytest.MonkeyPatch.context() as patch, suppress(Killed):
        patch.setattr("scheduler.planning.planner.FEW", -1)
        patch.setattr(digests, "collect", die)
        await planner.tick()


@dataclass
class HandClock:
    """A clock that stands where it is put, also backwards."""

    at: datetime

    def __call__(self) -> datetime:
        return self.at


@dataclass(frozen=True)
class Letter:
    """A message that was brought."""

    person_id: int
    at: datetime
    outgoing: Outgoing

    @property
    def day(self) -> date:
        """The local day on which it came."""
        return self.at.astimezone(ZONE).date()

    @property
    def text(self) -> str:
        """Its text."""
        return self.outgoing.text

    @property
    def buttons(self) -> dict[str, str]:
        """Callback data by what the buttons say."""
        return {button.text: button.callback for row in self.outgoing.rows for button in row}


@dataclass
class Town:
    """A place with a campaign, its planner and its postman."""

    database: Database
    library: Library
    place: int
    campaign_id: int
    clock: HandClock
    letters: list[Letter] = field(default_factory=list)
    outcomes: dict[int, Outcome] = field(default_factory=dict)
    """Outcomes of messages to a person that do not arrive."""
    numbers: int = 0
    works: Works = every_day
    """The working days."""
    places: dict[str, int] = field(default_factory=dict)
    """Further places by their codes."""

    @property
    def planner(self) -> Planner:
        """A planner that has just been started."""
        return Planner(self.database, self._clock, self.library, self.works)

    @property
    def _clock(self) -> Clock:
        return Clock(self.clock, self.clock)

    def set(self, day: date, hour: int = 9, minute: int = 0) -> None:
        """Put the clock to a local time."""
        self.clock.at = at(day, hour, minute)

    async def day(self, day: date, hour: int = 9, minute: int = 0) -> list[Letter]:
        """The ticks of reviews and of planning at that local time, and whatever is delivered then."""
        self.set(day, hour, minute)
        reminder = next((rule for rule in self.library.reminders if rule.about == "escalation"), None)
        await Reviews(self.database, self._clock, REVIEW_RULES, ZONE, reminder, self.works).tick()
        await self.planner.tick()
        return await self.deliver()

    async def deliver(self) -> list[Letter]:
        """Bring what is due; the letters."""
        given = (self.database, _catalog(), self._clock, self.library)
        topic = Digests(*given, {CAMPAIGN: Openings(*given)})
        now = self.clock()
        brought: list[Letter] = []
        while True:
            async with self.database.begin() as db:
                messages = await outbox.claim(db, now, now + timedelta(minutes=1), 50)
            if not messages:
                self.letters += brought
                return brought
            made = await topic.compose(messages)
            async with self.database.begin() as db:
                for message in messages:
                    await self._bring(db, topic, message, made[message.id], brought)

    async def _bring(
        self, db: Any, topic: Digests, message: Message, said: Outgoing | None, brought: list[Letter]
    ) -> None:
        now = self.clock()
        outcome: Outcome = self.outcomes.get(message.person_id, Sent())
        state = "moot" if said is None else "sent" if isinstance(outcome, Sent) else "failed"
        if state == "sent" and said is not None:
            brought.append(Letter(message.person_id, now, said))
        table = OutboxRow
        await db.execute(update(table).where(table.id == message.id).values(state=state, sent_at=now))
        await topic.report(db, now, [(message, outcome if said is not None else Sent())])

    # --- people

    async def enterprise(self, name: str = "", place: int | None = None, language: str = "zh") -> Actor:
        """The owner of a new enterprise."""
        self.numbers += 1
        number = self.numbers
        async with self.database.begin() as db:
            joined = await registration.register(
                db,
                self.clock(),
                number * 100,
                language,
                name or f"第{number}鞋材厂",
                credit_code(number),
                "shoes",
                place or self.place,
                18,
                "工业路 8 号",
                "王师傅",
            )
        return Actor("person", joined.person_id)

    async def phone(self, owner: Actor) -> Actor:
        """A second phone of the owner's enterprise."""
        self.numbers += 1
        async with self.database.begin() as db:
            person = await contacts.ensure_person(db, self.clock(), self.numbers * 100, "zh")
            await enterprise_contacts.add_contact(
                db, self.clock(), await self.works_on(owner), person, "member", "李四"
            )
        return Actor("person", person)

    async def works_on(self, owner: Actor) -> int:
        """The enterprise of a person."""
        async with self.database.read() as db:
            query = select(Person.enterprise_id).where(Person.id == owner.person_id)
            found = (await db.execute(query)).scalar()
        assert found is not None
        return found

    # --- facts

    async def do(self, operation: Any, actor: Actor, *values: Any, **named: Any) -> Any:
        """An operation in a transaction of its own."""
        async with self.database.begin() as db:
            return await operation(db, actor, self.clock(), *values, **named)

    async def look(self, reading: Any, actor: Actor, *values: Any) -> Any:
        """Something read by an actor."""
        async with self.database.read() as db:
            return await reading(db, actor, *values)

    async def begin(self, owner: Actor) -> int:
        """The self-check, begun."""
        check: int = await self.do(submissions.start, owner, await self.works_on(owner), self.campaign_id)
        return check

    async def fail(self, owner: Actor, question: str = "Q01.1") -> int:
        """A finding."""
        check = await self.begin(owner)
        self_check = await self.do(answers.record, owner, check, question, "fail")
        finding: int | None = self_check.line(question).finding_id
        assert finding is not None
        return finding

    async def plan(self, owner: Actor, finding: int, due_on: date, **other: Any) -> None:
        """A plan for a finding."""
        today = self.clock().astimezone(ZONE).date()
        values = {"measure": "装抽风罩", "responsible": "李四", "funds_fen": 0, "phase_end": None, **other}
        await self.do(plans.plan, owner, finding, due_on=due_on, today=today, **values)

    async def rectify(self, owner: Actor, finding: int) -> None:
        """Put it right, with a photo."""
        await self.do(photos.attach_after, owner, finding, photo("1"))
        await self.do(plans.complete, owner, finding)

    async def hand_in(self, owner: Actor) -> None:
        """All 符合, handed in."""
        check = await self.begin(owner)
        await self.do(answers.record, owner, check, "Q01.1", "pass")
        await self.do(submissions.submit, owner, check, form_prefix="XF")

    async def guest(self, owner: Actor, finding: int) -> Actor:
        """The responsible person of a finding."""
        self.numbers += 1
        enterprise = await self.works_on(owner)
        invite = await self.do(invites.create, owner, "finding", enterprise, finding)
        async with self.database.begin() as db:
            joined = await invites.accept(db, self.clock(), self.numbers * 100, "zh", invite.secret, "李四")
        return Actor("person", joined.person_id)

    async def move_form(self, due_on: date | None) -> None:
        """Set the day the form is due."""
        await self.change(
            update(CampaignDuty)
            .where(CampaignDuty.campaign_id == self.campaign_id, CampaignDuty.code == running.FORM_DUTY)
            .values(due_on=due_on, grace_until=None)
        )

    async def change(self, statement: Any) -> None:
        """Change rows behind the operations' back."""
        async with self.database.begin() as db:
            await db.execute(statement)

    async def reminders(self, *columns: Any) -> list[Any]:
        """Rows of reminders, in the order of planning."""
        async with self.database.read() as db:
            return list(await db.execute(select(*(columns or (Reminder.__table__,))).order_by(Reminder.id)))


async def empty(database: Database) -> None:
    """No rows (properties run many times in one database)."""
    async with database.begin() as db:
        for table in reversed(metadata.sorted_tables):
            await db.execute(table.delete())


async def open_town(
    database: Database,
    library: Library,
    *,
    rules: tuple[ReminderRule, ...] = RULES,
    code: str = "cd",
    pack: str = "small",
    start: date = START,
) -> Town:
    """A place with a plan's campaign, opened at noon of its first day (the small one's form: FORM_DUE)."""
    clock = HandClock(at(start, 12))
    async with database.begin() as db:
        place = await jurisdictions.add(db, CLI, clock(), code, "城东街道")
        opened = await campaigns.open_campaign(db, CLI, clock(), library, pack, place.id, start)
    return Town(database, library.model_copy(update={"reminders": rules}), place.id, opened.id, clock)
