"""Delivery: which rows are sent, in which order, and their results. Time is fake, databases are real."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest
from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncConnection

from content.catalog import Catalog
from scheduler.delivery.items import Button
from scheduler.delivery.loop import Delivery
from scheduler.delivery.outcome import Flood, Gone, Refused, TokenRefused, Trouble
from scheduler.planning import housekeeping
from storage.base.database import Database
from storage.outbox import results as outbox_marks
from storage.tables.outbox import OutboxRow
from tests.scheduler.conftest import START, FakeSender, FakeTime, add_people, queue, rows, running, states


async def test_message_says_the_sentence_in_the_readers_language_with_its_button(
    delivery: Delivery, watched: Database, sender: FakeSender, time: FakeTime
) -> None:
    owner = await add_people(watched, 100)
    other = await add_people(watched, 200, language="en")
    for person in (owner[100], other[200]):
        await queue(
            watched,
            person,
            f"comment:{person}",
            text_key="outbox-comment",
            values={"enterprise": "永兴木业", "question": "Q03.1"},
            button={"kind": "finding", "id": 3},
        )
    async with running(delivery, time):
        await time.run(lambda: len(sender.sent) == 2)
    zh, en = sender.attempts
    assert zh.text.startswith("永兴木业：")
    assert "Q03.1" in zh.text
    assert zh.buttons == [Button("看这个问题", "go:finding:3")]
    assert "remark on the finding of question Q03.1" in en.text
    assert en.buttons == [Button("See the finding", "go:finding:3")]
    done = await rows(watched)
    assert {row.state for row in done.values()} == {"sent"}
    assert all(row.sent_at and row.lease_until is None for row in done.values())


@pytest.mark.parametrize("latency", [0.0, 0.06, 0.25])
async def test_running_notice_keeps_an_even_pace_at_any_round_trip(
    delivery: Delivery, watched: Database, sender: FakeSender, time: FakeTime, latency: float
) -> None:
    people = await add_people(watched, *range(1000, 1150))
    for chat, person in people.items():
        await queue(watched, person, str(chat))
    sender.latency = latency
    async with running(delivery, time):
        await time.run(lambda: len(sender.sent) == 150)
    starts = [attempt.at for attempt in sender.attempts][10:]  # the first ones tell how long the way is
    gaps = [later - earlier for earlier, later in itertools.pairwise(starts)]
    assert min(gaps) > 0.9 / 28
    assert max(gaps) < 1.1 / 28
    assert 139 / (starts[-1] - starts[0]) >= 0.97 * 28


async def test_one_chat_gets_one_message_a_second_and_holds_up_nobody(
    delivery: Delivery, watched: Database, sender: FakeSender, time: FakeTime
) -> None:
    people = await add_people(watched, *range(1, 61))
    for number in range(40):
        await queue(watched, people[1], f"much:{number:02}", priority=1)
    for chat in range(2, 61):
        await queue(watched, people[chat], f"other:{chat}")
    sender.latency = 0.2
    async with running(delivery, time):
        await time.run(lambda: len(sender.sent) == 99, at_most=80)
    starts = [attempt.at for attempt in sender.attempts if attempt.chat == 1]
    gaps = [later - earlier for earlier, later in itertools.pairwise(starts)]
    assert min(gaps) >= 1.2  # a second from the end of the one before
    assert max(gaps) < 2.5
    texts = [attempt.text for attempt in sender.attempts if attempt.chat == 1]
    assert texts == sorted(texts)
    assert max(attempt.at for attempt in sender.attempts if attempt.chat != 1) < 60 / 28 + 2


async def test_urgent_row_overtakes_a_running_notice(
    delivery: Delivery, watched: Database, sender: FakeSender, time: FakeTime
) -> None:
    people = await add_people(watched, *range(1, 202))
    for chat in range(1, 201):
        await queue(watched, people[chat], f"notice:{chat}", priority=7)
    async with running(delivery, time):
        await time.run(lambda: len(sender.sent) >= 50)
        await queue(watched, people[201], "urgent", priority=1, now=time.now())
        delivery.wake()
        queued = time.seconds
        await time.run(lambda: len(sender.sent) == 201)
    urgent = next(attempt.at for attempt in sender.attempts if attempt.chat == 201)
    assert urgent - queued <= 0.1
    assert sender.chats[:50] == list(range(1, 51))
    assert sorted(sender.chats) == list(range(1, 202))  # who was overtaken is not forgotten
    assert set((await states(watched)).values()) == {"sent"}


async def test_many_urgent_rows_overtake_a_notice_and_those_overtaken_keep_their_place(
    watched: Database, catalog: Catalog, sender: FakeSender, time: FakeTime
) -> None:
    """With so many rows, those made ready earlier would lose their lease while they wait."""
    delivery = Delivery(watched, catalog, sender, time.clock, rate=4)
    people = await add_people(watched, *range(1, 201))
    for chat in range(1, 21):
        await queue(watched, people[chat], f"notice:{chat:04}", priority=9)
    async with running(delivery, time):
        await time.run(lambda: len(sender.sent) >= 5)
        for chat in range(21, 201):
            await queue(watched, people[chat], f"digest:{chat}", priority=5, now=time.now())
        begun = len(sender.chats)
        await time.run(lambda: len(sender.sent) == 200, at_most=60)
    assert sender.chats[begun:].index(21) <= 4  # at the next look
    assert [chat for chat in sender.chats if chat <= 20] == list(range(1, 21))
    assert sender.chats[-11:] == list(range(10, 21))
    assert max(row.attempts for row in (await rows(watched)).values()) == 0


async def test_notice_goes_on_beside_the_replies_of_the_bot(
    delivery: Delivery, watched: Database, sender: FakeSender, time: FakeTime
) -> None:
    people = await add_people(watched, *range(1, 301))
    for chat, person in people.items():
        await queue(watched, person, str(chat))
    async with running(delivery, time):
        await time.run(lambda: len(sender.sent) >= 20)
        begun, before = time.seconds, len(sender.attempts)
        for _ in range(50):  # ten replies a second for five seconds
            delivery.replied()
            await time.pass_by(0.1)
        beside = (len(sender.attempts) - before) / (time.seconds - begun)
    assert 18 <= beside <= 21  # thirty in all


async def test_at_no_round_trip_one_message_at_a_time_is_under_way(
    delivery: Delivery, watched: Database, sender: FakeSender, time: FakeTime
) -> None:
    """`kill -9` can double only what has left and is not marked."""
    people = await add_people(watched, *range(1, 101))
    for chat, person in people.items():
        await queue(watched, person, str(chat))
    sender.latency = 0.01
    unmarked: list[int] = []
    real = outbox_marks.mark_sent

    async def counted(db: AsyncConnection, now: datetime, ids: Sequence[int]) -> None:
        unmarked.append(len(sender.attempts) - sum(seen))
        seen.append(len(ids))
        await real(db, now, ids)

    seen: list[int] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(outbox_marks, "mark_sent", counted)
        async with running(delivery, time):
            await time.run(lambda: len(sender.sent) == 100)
    assert set(unmarked) == {1}


async def test_row_waits_for_its_hour(
    delivery: Delivery, watched: Database, sender: FakeSender, time: FakeTime
) -> None:
    people = await add_people(watched, 1)
    await queue(watched, people[1], "later", not_before=time.now() + timedelta(minutes=5))
    async with running(delivery, time):
        await time.run(lambda: bool(sender.sent))
    assert 0 <= time.seconds - 300 <= 1


async def test_flood_closes_the_gate_for_everybody_for_the_whole_time(
    delivery: Delivery, watched: Database, sender: FakeSender, time: FakeTime
) -> None:
    people = await add_people(watched, *range(1, 81))
    for chat, person in people.items():
        await queue(watched, person, str(chat))
    sender.latency = 0.25  # several are under way when the gate closes: none of them may open it (D1)
    sender.answers[10].append(Flood(35))
    async with running(delivery, time):
        await time.run(lambda: len(sender.sent) == 80, at_most=60)
    told = next(attempt.at for attempt in sender.attempts if attempt.chat == 10) + 0.25
    after = [attempt.at for attempt in sender.attempts if attempt.at > told]
    assert min(after) >= told + 35
    gaps = [later - earlier for earlier, later in itertools.pairwise(after)]
    assert min(gaps) > 0.9 / 28  # no burst to make up for it
    assert sorted(sender.sent) == list(range(1, 81))
    flooded = (await rows(watched))["10"]
    assert (flooded.state, flooded.attempts) == ("sent", 0)


async def test_poison_row_is_parked_and_the_rest_goes_on(
    delivery: Delivery, watched: Database, sender: FakeSender, time: FakeTime
) -> None:
    people = await add_people(watched, 1, 2, 3, 4, 5)
    await queue(watched, people[1], "refused", priority=1)
    await queue(watched, people[2], "no-words", priority=1, text_key="outbox-nothing-of-the-kind")
    await queue(watched, people[3], "no-value", priority=1, values={})
    await queue(watched, people[4], "explodes", priority=1)
    await queue(watched, people[5], "good")
    sender.answers[1].append(Refused("Message is too long"))
    sender.answers[4].extend([ZeroDivisionError()] * 30)
    async with running(delivery, time):
        await time.run(lambda: sender.sent == [5], at_most=2)
    kept = await rows(watched)
    assert (kept["refused"].state, kept["refused"].problem) == ("failed", "Message is too long")
    assert kept["no-words"].state == kept["no-value"].state == "failed"
    assert "KeyError" in kept["no-words"].problem
    assert (kept["explodes"].state, kept["explodes"].problem) == ("retry", "ZeroDivisionError")
    assert kept["good"].state == "sent"


async def test_who_blocked_the_bot_is_marked_and_not_tried_again(
    delivery: Delivery, watched: Database, sender: FakeSender, time: FakeTime
) -> None:
    people = await add_people(watched, 1, 2)
    await queue(watched, people[1], "first")
    await queue(watched, people[1], "second")
    await queue(watched, people[2], "good")
    sender.answers[1].append(Gone("Forbidden: bot was blocked by the user"))
    async with running(delivery, time):
        await time.pass_by(5)
    assert sender.chats == [1, 2]
    kept = await rows(watched)
    assert kept["first"].state == kept["second"].state == "unreachable"
    assert kept["first"].problem == "Forbidden: bot was blocked by the user"
    assert kept["good"].state == "sent"


async def test_failing_message_backs_off_longer_and_longer_and_then_arrives(
    delivery: Delivery, watched: Database, sender: FakeSender, time: FakeTime
) -> None:
    people = await add_people(watched, 1)
    await queue(watched, people[1], "stubborn")
    sender.answers[1].extend([Trouble("Bad Gateway")] * 7)
    async with running(delivery, time):
        await time.run(lambda: sender.sent == [1])
    starts = [attempt.at for attempt in sender.attempts]
    gaps = [later - earlier for earlier, later in itertools.pairwise(starts)]
    for number, gap in enumerate(gaps):
        assert 0.5 * 5 * 2**number <= gap <= 1.5 * 5 * 2**number + 50  # and the gate, and the poll
    kept = (await rows(watched))["stubborn"]
    assert (kept.state, kept.attempts, kept.problem) == ("sent", 7, None)


async def test_message_that_never_passes_is_parked_in_the_end(
    delivery: Delivery, watched: Database, sender: FakeSender, time: FakeTime
) -> None:
    people = await add_people(watched, 1, 2)
    for chat, person in people.items():
        await queue(watched, person, str(chat))
        sender.answers[chat].append(Trouble("Internal Server Error"))
    async with watched.begin() as db:  # as if tried for hours
        await db.execute(update(OutboxRow).where(OutboxRow.person_id == people[1]).values(attempts=18))
        await db.execute(update(OutboxRow).where(OutboxRow.person_id == people[2]).values(attempts=19))
    async with running(delivery, time):
        await time.pass_by(60)
    kept = await rows(watched)
    assert kept["1"].state == "retry"
    assert 1800 <= (kept["1"].not_before - START).total_seconds() <= 5401
    assert (kept["2"].state, kept["2"].problem) == ("failed", "Internal Server Error")


async def test_outage_is_felt_out_without_messages_and_loses_none(
    delivery: Delivery, watched: Database, sender: FakeSender, time: FakeTime
) -> None:
    people = await add_people(watched, *range(1, 101))
    for chat, person in people.items():
        await queue(watched, person, str(chat))
    sender.latency = 0.25
    for chat in range(30, 101):
        sender.answers[chat].append(Trouble("httpx.ConnectError"))
    sender.probes.extend([Trouble("httpx.ConnectError")] * 12)
    async with running(delivery, time):
        await time.run(lambda: len(sender.probed) == 13, at_most=600)
        failed = len(sender.attempts) - 29
        assert failed <= 9  # those under way when the line was cut
        for answers in sender.answers.values():
            answers.clear()
        await time.run(lambda: len(sender.sent) == 100, at_most=120)
    waits = [later - earlier for earlier, later in zip(sender.probed, sender.probed[1:], strict=False)]
    assert max(waits) > 10
    assert max(waits) <= 46
    assert set((await states(watched)).values()) == {"sent"}


async def test_message_that_never_left_for_lack_of_a_connection_does_not_count_as_tried(
    delivery: Delivery, watched: Database, sender: FakeSender, time: FakeTime
) -> None:
    people = await add_people(watched, 1)
    await queue(watched, people[1], "kept")
    sender.answers[1].append(Trouble("Pool timeout", left=False))
    async with running(delivery, time):
        await time.run(lambda: sender.sent == [1], at_most=4)
    assert (await rows(watched))["kept"].attempts == 0


async def test_crash_between_send_and_mark_sends_again_and_loses_nothing(
    delivery: Delivery, watched: Database, catalog: Catalog, sender: FakeSender, time: FakeTime
) -> None:
    people = await add_people(watched, 1, 2, 3)
    for chat, person in people.items():
        await queue(watched, person, str(chat))
    sender.latency = 0.25
    task = asyncio.ensure_future(delivery.run())
    await time.run(lambda: 1 in sender.chats and not sender.sent)
    task.cancel()  # the first has reached Telegram, nobody has written it down
    await asyncio.gather(task, return_exceptions=True)
    assert (await states(watched))["1"] == "sending"
    again = Delivery(watched, catalog, sender, time.clock)
    async with running(again, time):
        await time.pass_by(30)
        assert sender.chats.count(1) == 1  # its lease still runs
        await time.pass_by(15)
        assert await housekeeping.requeue(watched, time.clock) == 1
        await time.run(lambda: len(sender.sent) == 3, at_most=5)
    assert sorted(sender.chats) == [1, 1, 2, 3]
    assert set((await states(watched)).values()) == {"sent"}


async def test_of_two_deliverers_one_sends_and_the_other_takes_over_within_seconds(
    watched: Database, catalog: Catalog, time: FakeTime, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = await add_people(watched, *range(1, 41))
    first, second = FakeSender(time), FakeSender(time)
    active = Delivery(watched, catalog, first, time.clock)
    standby = Delivery(watched, catalog, second, time.clock)
    dying = asyncio.ensure_future(active.run())
    await time.pass_by(1)
    async with running(standby, time):
        for chat in range(1, 21):
            await queue(watched, people[chat], str(chat))
        await time.run(lambda: len(first.sent) == 20)
        await time.pass_by(30)  # renewed meanwhile
        assert not second.attempts
        monkeypatch.setattr(active, "_leave", _nothing)  # a crash gives nothing back
        dying.cancel()
        await asyncio.gather(dying, return_exceptions=True)
        died = time.seconds
        for chat in range(21, 41):
            await queue(watched, people[chat], str(chat))
        await time.run(lambda: len(second.sent) == 20)
    assert second.attempts[0].at - died <= 12.5
    assert not set(first.sent) & set(second.sent)


async def _nothing() -> None:
    """Give nothing back."""


async def test_stopped_in_order_the_next_one_begins_at_once_with_what_is_left(
    delivery: Delivery, watched: Database, catalog: Catalog, sender: FakeSender, time: FakeTime
) -> None:
    people = await add_people(watched, *range(1, 41))
    for chat, person in people.items():
        await queue(watched, person, str(chat))
    sender.latency = 0.25
    async with running(delivery, time):
        await time.run(lambda: len(sender.sent) == 10)
    assert sorted(sender.sent) == sorted(sender.chats)  # what was under way was waited for
    assert set((await states(watched)).values()) == {"sent", "pending"}
    stopped = time.seconds
    begun = len(sender.chats)
    async with running(Delivery(watched, catalog, sender, time.clock), time):
        await time.run(lambda: len(sender.sent) == 40)
    assert sender.attempts[begun].at - stopped < 0.1
    assert sorted(sender.sent) == list(range(1, 41))


async def test_refused_token_stops_with_a_clear_error_and_keeps_what_is_queued(
    delivery: Delivery, watched: Database, sender: FakeSender, time: FakeTime
) -> None:
    people = await add_people(watched, *range(1, 11))
    for chat, person in people.items():
        await queue(watched, person, str(chat))
    sender.answers[1].append(TokenRefused())
    async with running(delivery, time) as task:
        await time.run(task.done, at_most=5)
        with pytest.raises(TokenRefused, match="CHENAN_BOT_TOKEN"):
            await task
    kept = list((await states(watched)).values())
    assert "failed" not in kept
    assert kept.count("pending") >= 8


async def test_delivery_that_lost_its_lease_sends_nothing_more(
    delivery: Delivery,
    watched: Database,
    sender: FakeSender,
    time: FakeTime,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    people = await add_people(watched, *range(1, 401))
    for chat, person in people.items():
        await queue(watched, person, str(chat))

    async def away(*_: object) -> bool:
        raise ConnectionRefusedError

    async with running(delivery, time):
        await time.run(lambda: len(sender.sent) == 56)
        cut = time.seconds
        monkeypatch.setattr("storage.base.leases.acquire", away)
        await time.pass_by(60)
        assert max(attempt.at for attempt in sender.attempts) <= cut + 10
        assert len(sender.attempts) < 400
