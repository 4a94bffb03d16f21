"""The weekly safety tip: one an issue to everybody on the list, and no trace of it afterwards."""

from __future__ import annotations

import asyncio
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select

from content import loader
from content.calendar.quiet import after_quiet
from content.catalog import Catalog
from scheduler.clock import Clock
from scheduler.delivery.items import Outgoing
from scheduler.delivery.outcome import Gone, Moot, Outcome, Refused, Sent, Trouble
from scheduler.delivery.pace import Pace
from scheduler.delivery.results import DeliveryResults
from scheduler.messages.composers import Composers
from scheduler.planning.tips import Tips
from storage.base.database import Database
from storage.outbox import queue as outbox
from storage.outbox.queue import Message
from storage.people.contacts import ensure_person
from storage.reports import tips
from storage.tables.outbox import OutboxRow
from storage.tables.people import Person
from storage.tables.reports import TipSubscriber
from tests.scheduler.planned import ZONE, HandClock, at

RULES = loader.report_rules().tips
WEDNESDAY = date(2026, 11, 25)
STRANGER, OWNER = 7_000_000_001, 7_000_000_002
DAY = timedelta(days=1)


class Post:
    """The tips on a database, delivered by hand."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.clock = HandClock(at(WEDNESDAY - DAY, 12))
        clock = Clock(self.clock, self.clock)
        self.tips = Tips(database, Catalog.load(), clock, ZONE, RULES)
        self.composers = Composers(Catalog.load(), {tips.TOPIC: self.tips})
        self.marks = DeliveryResults(database, clock, Pace(28, lambda: 0.0), self.composers)
        self.outcomes: dict[int, Outcome] = {}
        self.sent: list[tuple[int, Outgoing]] = []

    async def subscribe(self, account: int, language: str = "zh") -> None:
        issue = RULES.issue(self.clock(), ZONE)
        async with self.database.begin() as db:
            await tips.subscribe(db, account, language, issue)

    async def claim(self) -> list[Message]:
        now = self.clock()
        async with self.database.begin() as db:
            return await outbox.claim(db, now, now + timedelta(minutes=1), 50)

    async def deliver(self) -> list[tuple[int, str]]:
        """Accounts that were written to, and what they read."""
        claimed = await self.claim()
        made = await self.composers.compose(claimed)
        results = []
        for row in claimed:
            said = made[row.id]
            outcome = self.outcomes.get(row.address, Sent((1,))) if isinstance(said, Outgoing) else said
            if isinstance(said, Outgoing) and isinstance(outcome, Sent):
                self.sent.append((row.address, said))
            results.append((row, outcome))
        await self.marks.write(results)
        return [(account, said.text) for account, said in self.sent]

    async def count(self, table: type[OutboxRow] | type[TipSubscriber]) -> int:
        async with self.database.read() as db:
            return int((await db.execute(select(func.count()).select_from(table))).scalar_one())


@pytest.fixture
async def post(database: Database) -> Post:
    return Post(database)


async def test_the_tip_comes_once_a_week_to_everybody_on_the_list(post: Post) -> None:
    async with post.database.begin() as db:
        await ensure_person(db, post.clock(), OWNER, "en")
    await post.subscribe(STRANGER)
    await post.subscribe(OWNER, "en")
    assert await post.tips.tick() == 0, "the first is next Wednesday's"
    post.clock.at = at(WEDNESDAY, 9, 59)
    assert await post.tips.tick() == 0
    post.clock.at = at(WEDNESDAY, 10)
    assert await post.tips.tick() == 2
    assert await post.tips.tick() == 0
    sent = dict(await post.deliver())
    tip = RULES.of_issue(RULES.issue(post.clock(), ZONE))
    assert sent == {
        STRANGER: f"本周安全提示\n{tip.text.zh}",
        OWNER: f"Safety tip of the week\n{tip.text.en}",
    }
    for _, said in post.sent:
        assert [row[0].callback for row in said.rows] == ["go:receipt:0", "go:tipoff:0"]
    assert await post.count(OutboxRow) == 0, "nothing says who was sent a tip"
    post.clock.at = at(WEDNESDAY + 6 * DAY, 12)
    assert await post.tips.tick() == 0
    post.clock.at = at(WEDNESDAY + 7 * DAY, 10)
    assert await post.tips.tick() == 2
    post.sent.clear()
    later = dict(await post.deliver())
    assert later.keys() == sent.keys()
    assert later != sent, "another tip each week"


async def test_a_machine_that_was_off_sends_the_last_one_by_day(post: Post) -> None:
    await post.subscribe(STRANGER)
    post.clock.at = at(WEDNESDAY + 15 * DAY, 23)
    assert await post.tips.tick() == 0
    post.clock.at = at(WEDNESDAY + 16 * DAY, 8, 30)
    assert await post.tips.tick() == 1
    assert len(await post.deliver()) == 1


async def test_a_stranger_leaves_no_row_of_people(post: Post) -> None:
    await post.subscribe(STRANGER)
    post.clock.at = at(WEDNESDAY, 10)
    await post.tips.tick()
    await post.deliver()
    async with post.database.read() as db:
        assert (await db.execute(select(Person.id))).first() is None


async def test_who_leaves_gets_nothing_even_if_it_is_queued(post: Post) -> None:
    await post.subscribe(STRANGER)
    post.clock.at = at(WEDNESDAY, 10)
    await post.tips.tick()
    async with post.database.begin() as db:
        await tips.unsubscribe(db, STRANGER)
    assert await post.deliver() == []
    assert (await post.count(OutboxRow), await post.count(TipSubscriber)) == (0, 0)


async def test_who_leaves_while_it_is_claimed_gets_nothing(post: Post) -> None:
    await post.subscribe(STRANGER)
    post.clock.at = at(WEDNESDAY, 10)
    await post.tips.tick()
    (row,) = await post.claim()
    async with post.database.begin() as db:
        await tips.unsubscribe(db, STRANGER)
    (said,) = (await post.composers.compose([row])).values()
    assert isinstance(said, Moot)
    await post.marks.write([(row, said)])
    assert await post.count(OutboxRow) == 0


@pytest.mark.parametrize("outcome", [Gone("blocked"), Refused("bad")])
async def test_closed_rows_go_and_who_blocked_the_bot_is_off_the_list(post: Post, outcome: Outcome) -> None:
    await post.subscribe(STRANGER)
    post.outcomes[STRANGER] = outcome
    post.clock.at = at(WEDNESDAY, 10)
    await post.tips.tick()
    assert await post.deliver() == []
    assert await post.count(OutboxRow) == 0
    assert await post.count(TipSubscriber) == isinstance(outcome, Refused)


async def test_a_failing_line_tries_again(post: Post) -> None:
    await post.subscribe(STRANGER)
    post.outcomes[STRANGER] = Trouble("502", left=True)
    post.clock.at = at(WEDNESDAY, 10)
    await post.tips.tick()
    assert await post.deliver() == []
    post.outcomes.clear()
    post.clock.at = at(WEDNESDAY, 11)
    assert len(await post.deliver()) == 1


async def test_the_list_tells_nothing_of_when_somebody_joined_it(post: Post) -> None:
    await post.subscribe(STRANGER)
    post.clock.at = at(WEDNESDAY, 10)
    await post.tips.tick()
    await post.deliver()
    post.clock.at = at(WEDNESDAY + 3 * DAY, 15)
    await post.subscribe(OWNER)
    async with post.database.read() as db:
        rows = (await db.execute(select(TipSubscriber.__table__))).all()
    assert len({(row.language, row.issue) for row in rows}) == 1
    assert {column.name for column in TipSubscriber.__table__.columns} == {"telegram_id", "language", "issue"}


async def test_leak_06_what_is_queued_names_no_account_in_its_key(post: Post) -> None:
    for number in range(20):
        await post.subscribe(STRANGER + number)
    post.clock.at = at(WEDNESDAY, 10)
    await post.tips.tick()
    async with post.database.read() as db:
        rows = (
            await db.execute(select(OutboxRow.dedupe_key, OutboxRow.telegram_id).order_by(OutboxRow.id))
        ).all()
    assert not any(str(row.telegram_id) in row.dedupe_key for row in rows)
    accounts = [row.telegram_id for row in rows]
    assert sorted(accounts) == [STRANGER + number for number in range(20)]
    assert accounts != sorted(accounts), "by chance once in 10^18"


async def test_two_schedulers_queue_a_tip_once(post: Post) -> None:
    for number in range(30):
        await post.subscribe(STRANGER + number)
    post.clock.at = at(WEDNESDAY, 10)
    await asyncio.gather(post.tips.tick(), Post(post.database).tips.tick(), post.tips.tick())
    other = Post(post.database)
    other.clock.at = post.clock.at
    await asyncio.gather(other.tips.tick(), post.tips.tick())
    assert await post.count(OutboxRow) == 30


async def test_thousands_are_queued_in_portions(post: Post) -> None:
    issue = RULES.issue(post.clock(), ZONE)
    async with post.database.begin() as db:
        for number in range(1203):
            await tips.subscribe(db, STRANGER + number, "zh", issue)
    post.clock.at = at(WEDNESDAY, 10)
    assert await post.tips.tick() == 1203
    assert await post.count(OutboxRow) == 1203


@given(st.integers(0, 2 * 365 * 24 * 60))
def test_an_issue_lasts_a_week_and_begins_at_its_hour(minutes: int) -> None:
    now = datetime(2026, 1, 1, tzinfo=ZONE) + timedelta(minutes=minutes)
    issue = RULES.issue(now, ZONE)
    assert RULES.issue(now + 7 * DAY, ZONE) == issue + 1
    begun = next(
        now.replace(hour=10, minute=0, second=0, microsecond=0) - back * DAY
        for back in range(8)
        if (now - back * DAY).isoweekday() == RULES.weekday
        and now.replace(hour=10, minute=0, second=0, microsecond=0) - back * DAY <= now
    )
    assert RULES.issue(begun, ZONE) == issue
    assert RULES.issue(begun - timedelta(seconds=60), ZONE) == issue - 1
    assert after_quiet(begun, ZONE) == begun
