"""Dialog states: written and read in one go, gone when empty, and a quiet chat forgotten whole."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select

from storage.base import dialog_states
from storage.base.database import Database
from storage.tables.system import DialogState
from tests.storage.conftest import Clock

NOW = datetime(2026, 11, 2, 4, tzinfo=UTC)


async def put(database: Database, *rows: tuple[str, str, str], at: datetime = NOW) -> None:
    async with database.begin() as db:
        await dialog_states.put(db, rows, at)


async def get(database: Database, key: str) -> str | None:
    async with database.read() as db:
        return await dialog_states.get(db, key)


async def purge(database: Database, before: datetime) -> int:
    async with database.begin() as db:
        return await dialog_states.purge(db, before)


async def keys(database: Database) -> set[str]:
    async with database.read() as db:
        return set((await db.execute(select(DialogState.key))).scalars())


async def test_what_is_put_is_got(database: Database) -> None:
    text = '{"状态":"自查 · 第 3 项","quote":"it\'s \\"so\\"","emoji":"👨‍👩‍👧"}'
    await put(database, ("a", "chat", text), ("b", "chat", "{}"))
    assert (await get(database, "a"), await get(database, "b")) == (text, "{}")
    assert await get(database, "c") is None


async def test_the_newest_stands(database: Database, clock: Clock) -> None:
    await put(database, ("a", "chat", "1"))
    await put(database, ("a", "chat", "2"), at=clock.move(minutes=5))
    await put(database, ("a", "chat", ""), ("a", "chat", "4"), at=clock.move(minutes=5))
    assert await get(database, "a") == "4"
    async with database.read() as db:
        assert (await db.execute(select(DialogState.updated_at))).scalars().all() == [clock.now()]


async def test_an_empty_one_goes_and_the_others_stay(database: Database) -> None:
    await put(database, ("a", "chat", "1"), ("b", "chat", "2"))
    await put(database, ("a", "chat", ""), ("never", "chat", ""), ("c", "chat", "3"))
    assert await keys(database) == {"b", "c"}
    await put(database)
    assert await keys(database) == {"b", "c"}


async def test_a_transaction_that_fails_writes_none_of_them(database: Database) -> None:
    await put(database, ("a", "chat", "1"))
    try:
        async with database.begin() as db:
            await dialog_states.put(db, [("a", "chat", "2"), ("b", "chat", "2")], NOW)
            raise RuntimeError
    except RuntimeError:
        pass
    assert (await get(database, "a"), await get(database, "b")) == ("1", None)


async def test_two_processes_may_write_the_same_keys(database: Database) -> None:
    rows = [(f"{number}", "chat", "x" * 2000) for number in range(20)]
    ends = [(key, chat, "") for key, chat, _ in rows]
    forth_and_back = [chosen[::step] for chosen in (rows, ends) for step in (1, -1)]
    await asyncio.gather(*(put(database, *chosen) for chosen in forth_and_back * 3))
    assert len(await keys(database)) in {0, 20}
    await put(database, *rows[:10], *ends[10:])
    assert len(await keys(database)) == 10


async def test_a_quiet_chat_is_forgotten_whole_and_a_busy_one_kept_whole(database: Database) -> None:
    """Stack and context belong together: one without the other is worse than none."""
    old, limit = NOW - timedelta(days=40), NOW - timedelta(days=30)
    await put(database, ("quiet stack", "quiet", "1"), ("quiet context", "quiet", "1"), at=old)
    await put(database, ("busy stack", "busy", "1"), at=old)
    await put(database, ("busy context", "busy", "1"), at=NOW)
    await put(database, ("edge", "edge", "1"), at=limit)
    assert await purge(database, limit) == 2
    assert await keys(database) == {"busy stack", "busy context", "edge"}
    assert await purge(database, limit) == 0


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.lists(
            st.tuples(st.sampled_from("abcd"), st.sampled_from(["", "1", "二", "\ud7ff\U0010ffff"])),
            max_size=4,
            unique_by=lambda row: row[0],
        ),
        max_size=6,
    )
)
async def test_it_is_a_dictionary(database: Database, writes: list[list[tuple[str, str]]]) -> None:
    async with database.begin() as db:
        await db.execute(delete(DialogState))
    expected: dict[str, str] = {}
    for rows in writes:
        await put(database, *((key, "chat", text) for key, text in rows))
        expected.update(rows)
    assert {key: await get(database, key) or "" for key in "abcd"} == {
        key: expected.get(key, "") for key in "abcd"
    }
