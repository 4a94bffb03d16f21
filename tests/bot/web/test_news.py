"""Requests that wait for a stored inbox share one query, however many they are."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.web.chats import Shelf
from bot.web.inbox import Content
from bot.web.news import News
from bot.web.stored import StoredInbox, body_of
from bot.web.withheld import Withheld
from storage.base.database import Database
from storage.base.files import FileStore
from storage.people.accounts import new_web_address
from storage.web import inbox

NOW = datetime(2026, 11, 29, 4, tzinfo=UTC)
LONG = 30.0


def box_of(database: Database, address: int, news: News, folder: Path) -> StoredInbox:
    """The inbox of an address."""
    return StoredInbox(database, lambda: NOW, address, news, FileStore(folder), Withheld(Shelf()))


async def write(database: Database, address: int) -> None:
    """Put a message there as another process does."""
    async with database.begin() as db:
        await inbox.append(db, NOW, address, body_of(Content("提醒")))


@pytest.fixture
def waiting(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], Awaitable[None]]:
    """Lets requests begin to wait: each is listed, and has read that nothing is newer. One that is only
    listed would read what the test writes next."""
    done, read = asyncio.Semaphore(0), StoredInbox._version

    async def counted(self: StoredInbox) -> int:
        version = await read(self)
        done.release()
        return version

    async def wait(count: int) -> None:
        async with asyncio.timeout(LONG):
            for _ in range(count):
                await done.acquire()

    monkeypatch.setattr(StoredInbox, "_version", counted)
    return wait


async def test_one_query_wakes_those_with_news_and_no_others(
    database: Database,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    waiting: Callable[[int], Awaitable[None]],
) -> None:
    news, asked = News(database), []
    versions = inbox.versions

    async def counted(db: object, addresses: list[int]) -> dict[int, int]:
        asked.append(sorted(addresses))
        return await versions(db, addresses)  # type: ignore[arg-type]

    monkeypatch.setattr(inbox, "versions", counted)
    addresses = sorted(new_web_address() for _ in range(3))
    boxes = [box_of(database, one, news, tmp_path) for one in addresses]
    requests = [asyncio.ensure_future(box.wait(0, LONG)) for box in (*boxes, boxes[0])]
    await waiting(4)
    await write(database, addresses[0])
    await write(database, addresses[1])
    await asyncio.sleep(0)
    assert not any(one.done() for one in requests), "nobody has looked yet"
    await news.look()
    await asyncio.wait_for(asyncio.gather(requests[0], requests[1], requests[3]), 5)
    assert not requests[2].done()
    assert asked == [addresses]
    requests[2].cancel()
    await asyncio.gather(requests[2], return_exceptions=True)
    assert len(news) == 0
    await news.look()
    assert len(asked) == 1, "nobody waits, nothing is asked"


async def test_a_change_of_this_process_is_told_at_once(
    database: Database, tmp_path: Path, waiting: Callable[[int], Awaitable[None]]
) -> None:
    news = News(database)
    box = box_of(database, new_web_address(), news, tmp_path)
    request = asyncio.ensure_future(box.wait(0, LONG))
    await waiting(1)
    await box.add(Content("x"))
    await asyncio.wait_for(request, 5)
    await asyncio.wait_for(box.wait(0, LONG), 5)
    before = (await box.since(0)).version
    await box.wait(before, 0.01)
    assert len(news) == 0


async def test_a_message_is_marked_as_shown_once(database: Database, tmp_path: Path) -> None:
    box = box_of(database, new_web_address(), News(database), tmp_path)
    number = await box.add(Content("x"))
    assert (await box.since(0)).unread == number
    await box.seen(number)
    await box.change(number, Content("y"))
    changes = await box.since(0)
    assert [one.content.text for one in changes.entries] == ["y"]
    assert changes.unread == 0
