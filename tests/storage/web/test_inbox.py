"""The inbox of the web door: numbers that count, changes in their order, nothing of others."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from storage.base.database import Database
from storage.people import accounts
from storage.web import inbox
from storage.web.inbox import Changes
from tests.storage.conftest import Clock

ONE, OTHER = 2**52 + 5, 2**53 - 1


async def put(
    database: Database, clock: Clock, *texts: str, address: int = ONE, **how: Any
) -> tuple[int, ...]:
    async with database.begin() as db:
        return await inbox.append(db, clock.now(), address, *({"text": one} for one in texts), **how)


async def ask(database: Database, version: int = 0, address: int = ONE, limit: int = 200) -> Changes:
    async with database.read() as db:
        return await inbox.since(db, address, version, limit)


def texts(changes: Changes) -> list[str | None]:
    return [one.body.get("text") for one in changes.messages]


def test_one_number_tells_the_channel() -> None:
    for _ in range(100):
        address = accounts.new_web_address()
        assert accounts.channel_of(address) == "web"
        assert address < 2**53, "exact in JavaScript"
    for telegram in (1, -7, 2**31, 2**52 - 1):
        assert accounts.channel_of(telegram) == "telegram"
    assert len({accounts.new_web_address() for _ in range(100)}) == 100


async def test_messages_come_in_their_order_with_numbers_of_their_own(
    database: Database, clock: Clock
) -> None:
    first = await put(database, clock, "一", "二", silent=True)
    clock.move(minutes=1)
    second = await put(database, clock, "三", urgent=True)
    await put(database, clock, "别人的", address=OTHER)
    found = await ask(database)
    assert texts(found) == ["一", "二", "三"]
    assert tuple(one.message_id for one in found.messages) == first + second
    assert list(first + second) == sorted(set(first + second))
    assert {accounts.channel_of_message(one) for one in first} == {"web"}
    assert accounts.channel_of_message(2**31) == "telegram"
    assert [(one.is_silent, one.is_urgent) for one in found.messages] == [(True, False)] * 2 + [(False, True)]
    assert found.messages[-1].sent_at == clock.now()
    assert (await ask(database, found.version)).messages == ()


async def test_a_page_hears_of_what_changed_and_of_nothing_else(database: Database, clock: Clock) -> None:
    one, two, three = await put(database, clock, "一", "二", "三")
    known = (await ask(database)).version
    async with database.begin() as db:
        assert await inbox.edit(db, clock.now(), ONE, two, {"text": "二改"})
        assert await inbox.delete(db, clock.now(), ONE, [one]) == 1
        assert await inbox.delete(db, clock.now(), ONE, [one]) == 0
        assert not await inbox.edit(db, clock.now(), ONE, one, {"text": "晚了"})
        assert not await inbox.edit(db, clock.now(), OTHER, three, {"text": "别人的"})
    changed = await ask(database, known)
    assert [(told.message_id, told.body) for told in changed.messages] == [(two, {"text": "二改"}), (one, {})]
    assert changed.messages[0].edited_at == clock.now()
    assert changed.messages[1].deleted_at == clock.now()
    fresh = await ask(database)
    assert texts(fresh) == ["三", "二改"], "who comes anew hears nothing of what is gone"
    assert (await ask(database, fresh.version)).messages == ()
    async with database.read() as db:
        assert await inbox.get(db, ONE, one) is None
        kept = await inbox.get(db, ONE, two)
        assert kept is not None
        assert kept.body == {"text": "二改"}


async def test_an_inbox_needs_a_web_address(database: Database, clock: Clock) -> None:
    with pytest.raises(ValueError, match="web address"):
        await put(database, clock, "一", address=4242)


async def test_two_that_write_at_once_take_different_numbers(database: Database, clock: Clock) -> None:
    await asyncio.gather(*(put(database, clock, str(number)) for number in range(12)))
    found = await ask(database)
    assert sorted(filter(None, texts(found)), key=int) == [str(number) for number in range(12)]
    assert (
        len({one.message_id for one in found.messages}) == len({one.version for one in found.messages}) == 12
    )


async def test_who_pages_on_misses_nothing_of_a_deletion_together(database: Database, clock: Clock) -> None:
    ids = await put(database, clock, *map(str, range(7)))
    known = (await ask(database)).version
    async with database.begin() as db:
        await inbox.delete(db, clock.now(), ONE, ids[:5])
    await put(database, clock, "新")
    first = await ask(database, known, limit=2)
    assert [one.message_id for one in first.messages] == list(ids[:5])
    assert first.more
    assert texts(await ask(database, first.version, limit=2)) == ["新"]


async def test_what_was_shown_is_read(database: Database, clock: Clock) -> None:
    one, two, _three = await put(database, clock, "一", "二", "三")
    async with database.begin() as db:
        assert await inbox.count_unread(db, ONE) == 3
        assert await inbox.mark_read(db, clock.now(), ONE, two) == 2
        assert await inbox.mark_read(db, clock.now(), ONE, two) == 0
        assert await inbox.count_unread(db, ONE) == 1
        found = await inbox.get(db, ONE, one)
        assert found is not None
        assert found.read_at == clock.now()


def _photo(name: str) -> Mapping[str, Any]:
    return {"file": {"kind": "photo", "sha256": name * 64}}


async def test_old_messages_go_and_name_the_files_that_go_with_them(database: Database, clock: Clock) -> None:
    async with database.begin() as db:
        await inbox.append(db, clock.now(), ONE, _photo("a"), _photo("b"))
    clock.move(days=20)
    async with database.begin() as db:
        await inbox.append(db, clock.now(), OTHER, _photo("b"))
    last = await put(database, clock, "新")
    async with database.begin() as db:
        before = clock.now() - timedelta(days=1)
        assert await inbox.prune(db, before, limit=1) == (1, ("a" * 64,))
        assert await inbox.prune(db, before) == (1, ())
        assert await inbox.prune(db, before) == (0, ())
    assert texts(await ask(database)) == ["新"]
    assert (await put(database, clock, "更新")) > last, "numbers are not given twice"
    async with database.begin() as db:
        await inbox.forget(db, [OTHER])
    assert all(one.body == {} for one in (await ask(database, address=OTHER)).messages)
    async with database.begin() as db:
        assert await inbox.prune(db, before) == (1, ("b" * 64,))
    assert (await ask(database, address=OTHER)).messages == ()


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("append"), st.integers(1, 3)),
        st.tuples(st.just("edit"), st.integers(0, 8)),
        st.tuples(st.just("delete"), st.sets(st.integers(0, 8), max_size=3)),
        st.tuples(st.just("ask"), st.integers(1, 4)),
    ),
    max_size=14,
)


@given(steps=STEPS)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_a_page_that_asks_now_and_then_shows_what_is_there(
    database: Database, clock: Clock, steps: list[tuple[str, Any]]
) -> None:
    """The page ends with the whole inbox after any changes in between, in portions of any size."""
    address = accounts.new_web_address()
    there: dict[int, str] = {}
    page: dict[int, str] = {}
    made: list[int] = []
    version = 0

    async def catch_up(limit: int) -> None:
        nonlocal version
        more = True
        while more:
            found = await ask(database, version, address, limit)
            for one in found.messages:
                if one.deleted_at is None:
                    page[one.message_id] = one.body["text"]
                else:
                    page.pop(one.message_id, None)
            version, more = found.version, found.more

    for number, (kind, what) in enumerate([*steps, ("ask", 2)]):
        if kind == "ask":
            await catch_up(what)
            assert page == there
            continue
        async with database.begin() as db:
            if kind == "append":
                new = [f"{number}.{place}" for place in range(what)]
                ids = await inbox.append(db, clock.now(), address, *({"text": one} for one in new))
                there |= dict(zip(ids, new, strict=True))
                made += ids
            elif kind == "edit" and what < len(made):
                done = (
                    await inbox.edit(db, clock.now(), address, made[what], {"text": f"{number}"}) is not None
                )
                assert done == (made[what] in there)
                if done:
                    there[made[what]] = f"{number}"
            elif kind == "delete":
                gone = {made[one] for one in what if one < len(made)}
                assert await inbox.delete(db, clock.now(), address, gone) == len(gone & there.keys())
                for one in gone:
                    there.pop(one, None)
