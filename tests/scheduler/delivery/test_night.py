"""Rows due at night after an outage: they wait for the morning, unless urgent or an answer."""

from __future__ import annotations

from datetime import timedelta

import pytest

from content.catalog import Catalog
from scheduler.delivery.items import Outgoing
from scheduler.delivery.loop import Delivery
from storage.base.audit import Actor
from storage.base.database import Database
from storage.base.zone import DEFAULT as ZONE
from storage.offices import jurisdictions
from tests.scheduler.conftest import START, FakeSender, FakeTime, add_people, queue, rows, running
from tests.scheduler.delivery.test_composers import FakeComposer

HOUR = 3600.0
NIGHT = 9 * HOUR
"""Seconds from START, noon in Shanghai, to nine in the evening."""
MORNING = 20.5 * HOUR
DAY = 24 * HOUR


async def hours(
    delivery: Delivery, time: FakeTime, sender: FakeSender, seconds: float, count: int
) -> list[str]:
    """The machine is back so long after START, and runs for some seconds; what was sent."""
    time.seconds, before = seconds, len(sender.attempts)
    async with running(delivery, time):
        if count:
            await time.run(lambda: len(sender.attempts) - before == count, at_most=60)
        await time.pass_by(5)
    return [attempt.text for attempt in sender.attempts[before:]]


@pytest.mark.parametrize("priority", [3, 5, 9])
async def test_what_nobody_could_deliver_by_day_waits_for_the_morning(
    delivery: Delivery,
    watched: Database,
    catalog: Catalog,
    sender: FakeSender,
    time: FakeTime,
    priority: int,
) -> None:
    people = await add_people(watched, *range(1, 61))
    for chat, person in people.items():
        await queue(watched, person, str(chat), priority=priority)
    assert await hours(delivery, time, sender, NIGHT, 0) == []
    kept = list((await rows(watched)).values())
    assert {(row.state, row.attempts, row.lease_until) for row in kept} == {("pending", 0, None)}
    assert {row.not_before for row in kept} == {START + timedelta(seconds=MORNING)}
    again = Delivery(watched, catalog, sender, time.clock)
    await hours(again, time, sender, MORNING, 60)
    assert sorted(sender.sent) == list(range(1, 61))


async def test_what_is_urgent_an_answer_or_begun_goes_out_at_night(
    watched: Database, catalog: Catalog, sender: FakeSender, time: FakeTime
) -> None:
    topic = FakeComposer()
    names = ("nprogress", "ntest", "report-text")
    delivery = Delivery(watched, catalog, sender, time.clock, composers=dict.fromkeys(names, topic))
    people = await add_people(watched, *range(1, 8))
    await queue(watched, people[1], "urgent", priority=1)
    await queue(watched, people[2], "waits", priority=3)
    await queue(watched, people[3], "album", message_ids=[7, 8])
    await queue(watched, people[4], "gone", action="delete", message_ids=[9])
    topic_row = {"text_key": "", "values": {}}
    await queue(watched, people[5], "progress", priority=7, topic="nprogress", topic_id=1, **topic_row)
    await queue(watched, people[6], "trial", priority=3, topic="ntest", topic_id=2, **topic_row)
    await queue(watched, people[7], "read", priority=1, topic="report-text", topic_id=3, **topic_row)
    await hours(delivery, time, sender, NIGHT, 6)
    assert sorted(attempt.chat for attempt in sender.attempts) == [1, 3, 4, 5, 6, 7]
    kept = (await rows(watched))["waits"]
    assert (kept.state, kept.not_before) == ("pending", START + timedelta(seconds=MORNING))


async def test_night_is_that_of_the_office_it_is_for(
    delivery: Delivery, watched: Database, sender: FakeSender, time: FakeTime
) -> None:
    people = await add_people(watched, 1, 2)
    async with watched.begin() as db:
        cli = Actor("cli")
        west = await jurisdictions.add(db, cli, START, "west", "西边", zone="Asia/Urumqi")
        below = await jurisdictions.add(db, cli, START, "below", "西边的镇", "west")
        east = await jurisdictions.add(db, cli, START, "east", "东边")
    assert west.id != below.id
    await queue(watched, people[1], "west", priority=3, office_id=below.id)
    await queue(watched, people[2], "east", priority=3, office_id=east.id)
    await hours(delivery, time, sender, NIGHT, 1)  # seven in the evening there
    assert sender.sent == [1]
    time.seconds = 11 * HOUR
    await queue(watched, people[1], "later", priority=3, office_id=below.id)
    again = Delivery(watched, Catalog.load(), sender, time.clock)
    await hours(again, time, sender, 11 * HOUR, 0)
    kept = await rows(watched)
    assert kept["later"].not_before - kept["east"].not_before == timedelta(hours=2)


async def test_what_is_told_on_working_days_does_not_come_on_a_saturday(
    watched: Database, catalog: Catalog, sender: FakeSender, time: FakeTime
) -> None:
    topic = FakeComposer({4: Outgoing("自查开始了")})
    delivery = Delivery(watched, catalog, sender, time.clock, composers={"campaign": topic})
    people = await add_people(watched, 1, 2)
    told = {"text_key": "campaign-begun", "values": {}, "topic": "campaign", "topic_id": 4}
    await queue(watched, people[1], "begun", priority=9, **told)
    await queue(watched, people[2], "personal", priority=3)
    friday = 4 * DAY
    assert await hours(delivery, time, sender, friday + NIGHT, 0) == []
    assert not topic.asked
    kept = await rows(watched)
    local = {key: row.not_before.astimezone(ZONE) for key, row in kept.items()}
    assert f"{local['begun']:%a %H:%M}" == "Mon 08:30"
    assert f"{local['personal']:%a %H:%M}" == "Sat 08:30"
