"""A page that asks for changes, however seldom, ends with the current messages."""

from __future__ import annotations

import asyncio

from hypothesis import given
from hypothesis import strategies as st

from bot.web import inbox
from bot.web.inbox import Content, MemoryInbox

STEPS = st.lists(st.tuples(st.sampled_from("acrklnw"), st.integers(0, 30)), max_size=120)


@given(STEPS)
def test_a_page_that_asks_now_and_then_shows_what_is_there(steps: list[tuple[str, int]]) -> None:
    async def play() -> None:
        box, page, version = MemoryInbox(), dict[int, Content](), 0
        for number, (step, value) in enumerate(steps):
            there = [one.id for one in (await box.since(0)).entries]
            chosen = there[value % len(there)] if there else 1
            if step == "a":
                assert await box.add(Content(str(number))) not in there
            elif step == "c":
                assert await box.change(chosen, Content(f"changed {number}")) is bool(there)
            elif step == "r":
                assert await box.remove([chosen]) == bool(there)
            elif step == "k":
                assert await box.skip() not in there
            elif step == "l":
                await box.clear()
            elif step == "n":
                version = await _look(box, page, version)
            else:
                box.wake()
        version = await _look(box, page, version)
        assert page == {one.id: one.content for one in (await box.since(0)).entries}
        assert list((await box.since(version)).entries) == []

    asyncio.run(play())


async def _look(box: MemoryInbox, page: dict[int, Content], version: int) -> int:
    changes = await box.since(version)
    if changes.whole:
        page.clear()
    for gone in changes.removed:
        page.pop(gone, None)
    page.update({one.id: one.content for one in changes.entries})
    return changes.version


async def test_only_so_many_are_kept_and_a_page_of_long_ago_gets_all_of_them() -> None:
    box = MemoryInbox()
    first = await box.add(Content("first"))
    version = (await box.since(0)).version
    for number in range(inbox.MOST_MESSAGES * 2 + 5):
        await box.add(Content(str(number)))
    changes = await box.since(version)
    assert changes.whole
    assert len(changes.entries) == inbox.MOST_MESSAGES
    assert await box.find(first) is None


async def test_who_waits_hears_of_a_change_at_once() -> None:
    box = MemoryInbox()
    await box.add(Content("x"))
    waiting = asyncio.ensure_future(box.wait(1, 30))
    await asyncio.sleep(0)
    assert not waiting.done()
    await box.add(Content("y"))
    await asyncio.wait_for(waiting, 1)
    await box.wait(0, 30)
