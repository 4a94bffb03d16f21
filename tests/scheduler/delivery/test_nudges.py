"""Nudges: once a day and person, by day, never for what was read, never for a report; failures are seen."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from content import loader
from content.catalog import Catalog
from scheduler.delivery import night
from scheduler.delivery.items import Nudge, Outgoing
from scheduler.delivery.loop import Delivery
from scheduler.delivery.outcome import Flood, Outcome, Refused, Sent, Trouble
from scheduler.messages.nudges import Nudges
from scheduler.meter import Meter
from storage.base.audit import Actor
from storage.base.database import Database
from storage.base.errors import Invalid, NotAllowed
from storage.nudges import addresses
from storage.nudges import queue as waiting
from storage.outbox import queue as outbox
from storage.outbox.queue import URGENT
from storage.web import inbox
from tests.scheduler.conftest import START, FakeSender, FakeTime, add_people, queue, rows, running
from tests.scheduler.delivery.test_inboxes import WEB, Topic, pause

ZONE = ZoneInfo("Asia/Shanghai")
PHONE, MAIL = "13800005757", "owner@example.org"
LINK = "https://report.example.org"
TODAY = START.astimezone(ZONE).date()


class FakeWay:
    """Takes everything, or answers as it was told."""

    def __init__(self) -> None:
        self.sent: list[Nudge] = []
        self.answers: list[Outcome] = []

    async def send(self, nudge: Nudge) -> Outcome:
        self.sent.append(nudge)
        return self.answers.pop(0) if self.answers else Sent()

    async def check(self) -> str:
        return ""

    async def close(self) -> None:
        """Close nothing: no connection is open."""


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Seconds for minutes: every poll of delivery costs real time."""
    monkeypatch.setattr(waiting, "WAIT", timedelta(seconds=60))
    monkeypatch.setattr(waiting, "URGENT_WAIT", timedelta(seconds=10))


@pytest.fixture
def meter() -> Meter:
    return Meter()


@pytest.fixture
def way() -> FakeWay:
    return FakeWay()


@pytest.fixture(autouse=True)
async def delivery(
    watched: Database, catalog: Catalog, sender: FakeSender, time: FakeTime, way: FakeWay, meter: Meter
) -> AsyncIterator[Delivery]:
    nudges = Nudges(watched, catalog, time.clock, loader.load(), ZONE, LINK)
    topic = Topic(Outgoing("转来一件举报"))
    composers = {**dict.fromkeys(("reports", "report-text", "notice"), topic), **nudges.composers()}
    ways = {"sms": way, "email": way}
    made = Delivery(
        watched, catalog, sender, time.clock, composers=composers, ways=ways, meter=meter, zone=ZONE
    )
    async with running(made, time):
        yield made


async def owner(database: Database, *given: tuple[str, str], address: int = WEB) -> int:
    """Somebody on the page who confirmed these addresses, a telephone unless told otherwise."""
    person_id = (await add_people(database, address))[address]
    for number, (kind, typed) in enumerate(given or (("sms", PHONE),)):
        at = START + timedelta(seconds=number)
        actor = Actor("person", person_id)
        async with database.begin() as db:
            line = await addresses.add(db, actor, at, TODAY, kind, typed)
            found = await addresses.find_code(db, at, line.id)
            assert found is not None
            assert await addresses.confirm(db, actor, at, line.id, found[1])
    return person_id


async def read(database: Database, address: int = WEB) -> None:
    async with database.begin() as db:
        await inbox.mark_read(db, START, address, 2**60)


async def test_what_waits_unread_is_told_once_a_day_and_says_nothing_of_it(
    watched: Database, time: FakeTime, way: FakeWay, meter: Meter, sender: FakeSender
) -> None:
    person_id = await owner(watched)
    await queue(watched, person_id, "submit:1")
    await pause(time, 20)
    assert way.sent == []
    await queue(watched, person_id, "submit:2", now=time.now())
    await pause(time, 70)
    (one,) = way.sent
    assert (one.kind, one.address, one.message) == ("sms", PHONE, "waits")
    assert one.text == f"尘安：您有消息没看。请打开 {LINK}"
    assert meter.nudges == {("sms", "sent"): 1}
    await queue(watched, person_id, "submit:3", now=time.now())
    await pause(time, 150)
    assert len(way.sent) == 1
    found = {key: row for key, row in (await rows(watched)).items() if key.startswith("nudge:")}
    assert {key: row.state for key, row in found.items()} == {
        f"nudge:{person_id}:2026-11-02": "sent",
        f"nudge:{person_id}:2026-11-03": "pending",
    }
    tomorrow = found[f"nudge:{person_id}:2026-11-03"].not_before.astimezone(ZONE)
    assert f"{tomorrow:%m-%d}" == "11-03"
    assert sender.attempts == []


async def test_what_was_read_meanwhile_is_not_told_and_the_next_thing_is(
    watched: Database, time: FakeTime, way: FakeWay
) -> None:
    person_id = await owner(watched)
    await queue(watched, person_id, "submit:1")
    await pause(time, 20)
    await read(watched)
    await pause(time, 70)
    assert way.sent == []
    await queue(watched, person_id, "submit:2", now=time.now())
    await pause(time, 50)
    assert way.sent == []
    await pause(time, 30)
    assert len(way.sent) == 1


async def test_who_gave_no_address_or_did_not_confirm_it_is_left_alone(
    watched: Database, time: FakeTime, way: FakeWay
) -> None:
    person_id = (await add_people(watched, WEB))[WEB]
    async with watched.begin() as db:
        await addresses.add(db, Actor("person", person_id), START, TODAY, "sms", PHONE)
    await queue(watched, person_id, "submit:1")
    await pause(time, 150)
    (code,) = way.sent
    assert code.message == "code"
    assert f"验证码 {code.code}" in code.text
    assert not [key for key in await rows(watched) if key.startswith("nudge:")]


async def test_an_address_that_was_removed_is_told_nothing(
    watched: Database, time: FakeTime, way: FakeWay
) -> None:
    person_id = await owner(watched)
    await queue(watched, person_id, "submit:1")
    await pause(time, 20)
    async with watched.begin() as db:
        (line,) = await addresses.list_addresses(db, person_id)
        assert await addresses.remove(db, Actor("person", person_id), START, line.id)
        assert not await addresses.remove(db, Actor("person", person_id), START, line.id)
    await pause(time, 150)
    assert way.sent == []


@pytest.mark.parametrize("topic", sorted(waiting.NEVER - waiting.TOPICS - {"tip", "nprogress", "ntest"}))
async def test_nothing_about_a_report_leads_to_a_nudge_or_is_counted(
    watched: Database, time: FakeTime, way: FakeWay, topic: str
) -> None:
    person_id = await owner(watched)
    await queue(watched, person_id, "marked:1", topic=topic, topic_id=0, priority=URGENT)
    await pause(time, 70)
    assert way.sent == []
    assert not [key for key in await rows(watched) if key.startswith("nudge:")]
    await queue(watched, person_id, "submit:1", now=time.now())
    await pause(time, 20)
    async with watched.begin() as db:  # what is about the report alone stays unread
        messages = (await inbox.since(db, WEB, 0)).messages
        assert len(messages) == 2
        await inbox.mark_read(db, time.now(), WEB, messages[-1].message_id)
        first = messages[0].message_id
        assert await inbox.edit(db, time.now(), WEB, first, {"text": "…"})
    await pause(time, 150)
    assert way.sent == []


async def test_every_topic_of_reports_is_among_those_that_lead_to_none() -> None:
    from storage.reports import mail, relay, tips

    assert {mail.TOPIC, relay.TOPIC, tips.TOPIC} <= waiting.NEVER


async def test_an_urgent_message_is_told_at_once_and_though_one_went_today(
    watched: Database, time: FakeTime, way: FakeWay
) -> None:
    person_id = await owner(watched)
    await queue(watched, person_id, "submit:1")
    await pause(time, 70)
    assert len(way.sent) == 1
    await queue(watched, person_id, "urgent:1", now=time.now(), priority=URGENT)
    await queue(watched, person_id, "urgent:2", now=time.now(), priority=URGENT)
    await pause(time, 15)
    assert len(way.sent) == 2
    await pause(time, 70)
    assert len(way.sent) == 2


async def test_a_vendor_that_fails_is_tried_again_and_one_that_floods_is_waited_for(
    watched: Database, time: FakeTime, way: FakeWay, meter: Meter
) -> None:
    person_id = await owner(watched)
    way.answers = [Trouble("status 500"), Flood(30.0), Trouble("TimeoutError")]
    await queue(watched, person_id, "submit:1")
    await pause(time, 160)
    assert len(way.sent) == 4
    row = (await rows(watched))[f"nudge:{person_id}:2026-11-02"]
    assert (row.state, row.attempts) == ("sent", 2)
    assert meter.nudges == {("sms", "trouble"): 2, ("sms", "flood"): 1, ("sms", "sent"): 1}


async def test_an_address_that_is_refused_is_used_no_more_and_another_one_is(
    watched: Database, time: FakeTime, way: FakeWay
) -> None:
    person_id = await owner(watched, ("sms", PHONE), ("email", MAIL))
    way.answers = [Refused("recipient 550")]
    await queue(watched, person_id, "submit:1")
    await pause(time, 70)
    assert [one.kind for one in way.sent] == ["email", "sms"]
    async with watched.read() as db:
        lines = await addresses.list_addresses(db, person_id)
        assert {(one.kind, one.failed) for one in lines} == {("email", True), ("sms", False)}
        assert await addresses.count(db) == {"email": (1, 1), "sms": (1, 0)}


async def test_the_last_address_refused_is_a_parked_row(
    watched: Database, time: FakeTime, way: FakeWay
) -> None:
    person_id = await owner(watched)
    way.answers = [Refused("status 200, BAD_NUMBER")]
    await queue(watched, person_id, "submit:1")
    await pause(time, 70)
    row = (await rows(watched))[f"nudge:{person_id}:2026-11-02"]
    assert (row.state, row.problem) == ("failed", "status 200, BAD_NUMBER")


async def test_telegrams_silence_holds_no_nudge_up(
    watched: Database, time: FakeTime, way: FakeWay, sender: FakeSender
) -> None:
    person_id = await owner(watched)
    (other,) = (await add_people(watched, 7)).values()
    sender.answers[7].append(Flood(7200.0))
    await queue(watched, person_id, "submit:1")
    await queue(watched, other, "submit:7")
    await pause(time, 70)
    assert len(way.sent) == 1


async def test_two_people_with_one_robot_make_one_message_a_day(
    watched: Database, time: FakeTime, way: FakeWay
) -> None:
    first = await owner(watched)
    second = await owner(watched, address=WEB + 1)
    await queue(watched, first, "submit:1")
    await queue(watched, second, "submit:2")
    await pause(time, 20)
    assert first != second
    await pause(time, 70)
    assert len(way.sent) == 1


@pytest.mark.parametrize(
    ("now", "urgent", "expected"),
    [
        ("2026-11-02 10:00", False, "2026-11-02 10:01"),
        ("2026-11-02 19:59", False, "2026-11-03 08:30"),
        ("2026-11-06 19:59", False, "2026-11-09 08:30"),  # Friday evening
        ("2026-11-07 10:00", False, "2026-11-09 08:30"),  # Saturday
        ("2026-10-01 10:00", False, "2026-10-08 08:30"),  # the National Day
        ("2026-11-07 23:00", True, "2026-11-07 23:00"),
    ],
)
async def test_nights_and_days_off_are_kept(watched: Database, now: str, urgent: bool, expected: str) -> None:
    person_id = await owner(watched)
    instant = datetime.fromisoformat(now).replace(tzinfo=ZONE).astimezone(UTC)
    async with watched.begin() as db:
        assert await waiting.plan(db, instant, ZONE, person_id, urgent=urgent)
    (row,) = [row for key, row in (await rows(watched)).items() if key.startswith("nudge:")]
    assert f"{row.not_before.astimezone(ZONE):%Y-%m-%d %H:%M}" == expected


async def test_one_whose_turn_comes_late_waits_for_the_next_working_day(watched: Database) -> None:
    person_id = await owner(watched)
    friday = datetime(2026, 11, 6, 8, tzinfo=ZONE).astimezone(UTC)
    saturday = datetime(2026, 11, 7, 11, tzinfo=ZONE).astimezone(UTC)  # the machine was off meanwhile
    async with watched.begin() as db:
        await waiting.plan(db, friday, ZONE, person_id)
        claimed = await outbox.claim(db, saturday, saturday + timedelta(minutes=1), 10)
        mine = [one for one in claimed if one.topic == waiting.TOPIC]
        assert len(mine) == 1
        assert await night.put_off(db, saturday, mine, ZONE) == []
    row = (await rows(watched))[f"nudge:{person_id}:2026-11-06"]
    assert f"{row.not_before.astimezone(ZONE):%m-%d %H:%M}" == "11-09 08:30"


async def test_codes_run_out_and_are_nobody_elses(watched: Database) -> None:
    one, two = (await add_people(watched, WEB, WEB + 1)).values()
    mine, other = Actor("person", one), Actor("person", two)
    async with watched.begin() as db:
        line = await addresses.add(db, mine, START, TODAY, "email", "电子邮箱：Owner@Example.ORG")
        assert line.address == "Owner@example.org"
        _, code = await addresses.find_code(db, START, line.id) or (None, "")
        with pytest.raises(NotAllowed):
            await addresses.confirm(db, other, START, line.id, code)
        assert not await addresses.remove(db, other, START, line.id)
        with pytest.raises(NotAllowed):
            await addresses.add(db, mine, START, TODAY, "wecom", "0f5c7000-1111-2222-3333-444455556666")
        wrong = f"{(int(code) + 1) % 10**6:06}"
        for _ in range(addresses.MOST_TRIES):
            assert not await addresses.confirm(db, mine, START, line.id, wrong)
        with pytest.raises(Invalid) as spent:
            await addresses.confirm(db, mine, START, line.id, code)
        assert spent.value.key == "error-invalid-nudge-code-spent"
        for _ in range(addresses.MOST_CODES - 1):
            line = await addresses.add(db, mine, START, TODAY, "email", MAIL)
        late = START + addresses.CODE_LASTS + timedelta(seconds=1)
        assert await addresses.find_code(db, late, line.id) is None
        with pytest.raises(Invalid):
            await addresses.confirm(db, mine, late, line.id, "000000")
    with pytest.raises(Invalid) as many:
        async with watched.begin() as db:
            await addresses.add(db, mine, START, TODAY, "sms", PHONE)
    assert many.value.key == "error-invalid-nudge-codes"
    async with watched.begin() as db:
        assert [one.kind for one in await addresses.list_addresses(db, one)] == ["email"]
        assert await addresses.prune(db, START + timedelta(days=2)) == 1
