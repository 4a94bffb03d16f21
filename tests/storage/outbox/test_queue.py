"""The outbox: each cause once, the most urgent first, no row twice, none lost."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event, select

from storage.base.database import Database
from storage.outbox import queue as outbox
from storage.outbox import results as outbox_marks
from storage.outbox.queue import Message
from storage.people import contacts
from storage.tables.outbox import OutboxRow
from tests.storage.conftest import Clock

LEASE = timedelta(seconds=40)


@pytest.fixture
async def person(database: Database, clock: Clock) -> int:
    async with database.begin() as db:
        return await contacts.ensure_person(db, clock.now(), 4242, "zh")


async def put(database: Database, clock: Clock, person_id: int, key: str, **more: Any) -> bool:
    async with database.begin() as db:
        return await outbox.enqueue(
            db, clock.now(), dedupe_key=key, person_id=person_id, text_key="outbox-submitted", **more
        )


async def take(
    database: Database, clock: Clock, limit: int = 10, busy: tuple[int, ...] = ()
) -> list[Message]:
    async with database.begin() as db:
        return await outbox.claim(db, clock.now(), clock.now() + timedelta(seconds=40), limit, busy)


async def row(database: Database, key: str) -> Any:
    async with database.read() as db:
        return (await db.execute(select(OutboxRow.__table__).filter_by(dedupe_key=key))).one()


async def test_same_cause_is_queued_once(database: Database, clock: Clock, person: int) -> None:
    assert await put(database, clock, person, "submit:1")
    assert not await put(database, clock, person, "submit:1")
    assert len(await take(database, clock)) == 1


async def test_claimed_message_carries_what_sending_needs(
    database: Database, clock: Clock, person: int
) -> None:
    await put(
        database,
        clock,
        person,
        "comment:1",
        values={"enterprise": "永兴木业"},
        button={"kind": "finding", "id": 3},
        priority=2,
    )
    assert await take(database, clock) == [
        Message(
            id=1,
            person_id=person,
            address=4242,
            language="zh",
            reachable=True,
            priority=2,
            not_before=clock.now(),
            text_key="outbox-submitted",
            values={"enterprise": "永兴木业"},
            button={"kind": "finding", "id": 3},
            attempts=0,
            lease_until=clock.now() + timedelta(seconds=40),
        )
    ]


async def test_claim_takes_what_is_due_by_priority_then_time_then_number(
    database: Database, clock: Clock, person: int
) -> None:
    now = clock.now()
    for key, priority, minutes in (
        ("notice", 7, -5),
        ("later", 5, 1),
        ("second", 5, 0),
        ("first", 5, -1),
        ("third", 5, 0),
        ("urgent", 1, 0),
        ("urgent later", 1, 1),
    ):
        moment = now + timedelta(minutes=minutes)
        await put(database, clock, person, key, priority=priority, not_before=moment)
    assert [message.id for message in await take(database, clock, limit=3)] == [6, 4, 3]
    assert [message.id for message in await take(database, clock)] == [5, 1]
    clock.move(minutes=1)
    assert [message.id for message in await take(database, clock)] == [7, 2]


async def test_busy_people_are_left_out(database: Database, clock: Clock, person: int) -> None:
    async with database.begin() as db:
        other = await contacts.ensure_person(db, clock.now(), 4343, "zh")
    await put(database, clock, person, "a", priority=1)
    await put(database, clock, other, "b")
    assert [message.person_id for message in await take(database, clock, busy=(person,))] == [other]
    assert [message.person_id for message in await take(database, clock)] == [person]


async def test_many_that_claim_at_once_share_without_doubles(
    database: Database, clock: Clock, person: int
) -> None:
    for number in range(60):
        await put(database, clock, person, str(number))
    taken = await asyncio.gather(*(take(database, clock, limit=7) for _ in range(9)))
    assert all(len(batch) <= 7 for batch in taken)
    ids = [message.id for batch in taken for message in batch]
    ids += [message.id for message in await take(database, clock, limit=60)]
    assert sorted(ids) == list(range(1, 61))


async def test_claimed_row_comes_back_only_when_its_lease_has_run_out(
    database: Database, clock: Clock, person: int
) -> None:
    await put(database, clock, person, "a")
    await take(database, clock)
    clock.move(seconds=39)
    async with database.begin() as db:
        assert not await outbox_marks.has_expired(db, clock.now(), LEASE)
        assert await outbox_marks.requeue_expired(db, clock.now(), LEASE) == 0
    assert await take(database, clock) == []
    clock.move(seconds=1)
    async with database.begin() as db:
        assert await outbox_marks.has_expired(db, clock.now(), LEASE)
        assert await outbox_marks.requeue_expired(db, clock.now(), LEASE) == 1
    (again,) = await take(database, clock)
    assert again.attempts == 1


async def test_a_lease_that_nobody_can_have_given_is_not_believed(
    database: Database, clock: Clock, person: int
) -> None:
    """It comes from a clock that was ahead, and has been corrected."""
    await put(database, clock, person, "a")
    await take(database, clock)
    clock.move(minutes=-2)
    async with database.begin() as db:
        assert await outbox_marks.has_expired(db, clock.now(), LEASE)
        assert await outbox_marks.requeue_expired(db, clock.now(), LEASE) == 1


async def test_row_that_went_out_is_sent_even_if_it_was_put_back_meanwhile(
    database: Database, clock: Clock, person: int
) -> None:
    await put(database, clock, person, "a")
    await take(database, clock)
    clock.move(minutes=5)
    async with database.begin() as db:
        await outbox_marks.requeue_expired(db, clock.now(), LEASE)
        await outbox_marks.mark_sent(db, clock.now(), [1])
    kept = await row(database, "a")
    assert (kept.state, kept.sent_at, kept.lease_until, kept.problem) == ("sent", clock.now(), None, None)
    assert await take(database, clock) == []


async def test_late_bad_news_do_not_reopen_what_is_closed(
    database: Database, clock: Clock, person: int
) -> None:
    await put(database, clock, person, "a")
    await take(database, clock)
    async with database.begin() as db:
        await outbox_marks.mark_sent(db, clock.now(), [1])
        await outbox_marks.mark_retry(db, 1, clock.now(), "late")
        await outbox_marks.mark_failed(db, 1, "late")
        await outbox_marks.mark_unreachable(db, 1, "late")
        await outbox_marks.release(db, [1])
    assert (await row(database, "a")).state == "sent"


async def test_retry_waits_and_counts_unless_told_otherwise(
    database: Database, clock: Clock, person: int
) -> None:
    await put(database, clock, person, "a")
    await take(database, clock)
    async with database.begin() as db:
        await outbox_marks.mark_retry(db, 1, clock.now() + timedelta(seconds=35), "flood", counts=False)
    clock.move(seconds=34)
    assert await take(database, clock) == []
    clock.move(seconds=1)
    assert [message.attempts for message in await take(database, clock)] == [0]
    async with database.begin() as db:
        await outbox_marks.mark_retry(db, 1, clock.now(), "x" * 500)
    kept = await row(database, "a")
    assert (kept.state, kept.attempts, kept.problem) == ("retry", 1, "x" * 200)


async def test_released_row_keeps_its_place(database: Database, clock: Clock, person: int) -> None:
    for key in "abc":
        await put(database, clock, person, key)
    first, second = await take(database, clock, limit=2)
    async with database.begin() as db:
        await outbox_marks.release(db, [first.id, second.id])
    assert [message.id for message in await take(database, clock)] == [1, 2, 3]


async def test_purge_takes_only_what_was_sent_long_ago_and_in_portions(
    database: Database, clock: Clock, person: int
) -> None:
    for key in "abcd":
        await put(database, clock, person, key)
    await take(database, clock)
    async with database.begin() as db:
        await outbox_marks.mark_sent(db, clock.now(), [1, 2])
        await outbox_marks.mark_failed(db, 3, "poison")
    clock.move(days=90)
    async with database.begin() as db:
        await outbox_marks.mark_sent(db, clock.now(), [4])
        before = clock.now() - timedelta(days=89)
        assert await outbox_marks.purge_sent(db, before, 1) == 1
        assert await outbox_marks.purge_sent(db, before, 9) == 1
        left = (await db.execute(select(OutboxRow.id).order_by(OutboxRow.id))).scalars()
        assert list(left) == [3, 4]


async def test_looking_for_what_is_due_reads_only_the_index_of_what_is_open(
    database: Database, clock: Clock, person: int
) -> None:
    if not database.is_sqlite:
        pytest.skip("PostgreSQL chooses by the number of rows")
    await put(database, clock, person, "a")
    asked: list[tuple[str, Any]] = []
    async with database.begin() as db:

        def note(_db: Any, _cursor: Any, statement: str, values: Any, *_: Any) -> None:
            asked.append((statement, values))

        assert db.sync_connection is not None
        event.listen(db.sync_connection, "before_cursor_execute", note)
        await outbox.claim(db, clock.now(), clock.now(), 5)
        await outbox_marks.has_expired(db, clock.now(), LEASE)
        event.remove(db.sync_connection, "before_cursor_execute", note)
        plans = []
        for sql, values in asked:
            lines = await db.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", values)
            plans.append(" / ".join(line.detail for line in lines))
    due, claim, _, expired = plans
    seek = "SEARCH outbox USING COVERING INDEX ix_outbox_open (priority=? AND not_before<?)"
    assert seek in due
    assert seek in claim
    assert "TEMP B-TREE" not in claim
    assert "SCAN outbox" not in due + claim
    assert "INDEX ix_outbox_sending (lease_until<?)" in expired
