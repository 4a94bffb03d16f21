"""Telegram answers late, or is cut in the middle of an answer: nobody is answered twice, nothing is sent
twice, the page notices nothing, and `/readyz` tells of it.

At every commit all seconds, the program's and Telegram's, are a tenth; `make chaos` takes them as they are.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Iterator

import pytest
from sqlalchemy import text

from content.model.library import Library
from storage.base.database import Database
from tests.bot.web.visitor import Browser
from tests.broadcast.crowd import queue
from tests.conversations.installation import Installation
from tests.conversations.office import Office, Owner
from tests.conversations.processes import free_port
from tests.conversations.readiness import until_ready
from tests.conversations.walk import answer, begin
from tests.conversations.web_owner import Flight, WebOwner, web_owner
from tests.conversations.working_hours import SCALE
from tests.sizes import size

pytestmark = pytest.mark.chaos

TENTHS = size(1, 10)
METHODS = ("sendMessage", "editMessageText", "deleteMessage", "answerCallbackQuery", "sendChatAction",
           "getUpdates", "getMe", "setMyCommands", "getFile")  # fmt: skip
PEOPLE = 8
"""More than may be under way at the rate of this office."""
WORDS = "永兴木业"
TOLD_AFTER = 15
"""A Telegram that is slower than these seconds is a trouble."""
Note = Callable[[str, object], None]


@pytest.fixture(scope="module")
def own_installation(tmp_path_factory: pytest.TempPathFactory, library: Library) -> Iterator[Installation]:
    url = f"http://127.0.0.1:{free_port()}"
    settings = {
        "CHENAN_WEB_URL": url,
        "CHENAN_WEB_LISTEN": url.removeprefix("http://"),
        "CHENAN_HEALTH_LISTEN": f"127.0.0.1:{free_port()}",
        "CHENAN_BROADCAST_RATE": "4",
        SCALE: str(TENTHS / 10),
    }
    made = Installation(tmp_path_factory.mktemp("slow"), library, settings)
    yield made
    made.end()


@pytest.fixture
async def slow_office(own_installation: Installation, library: Library) -> AsyncIterator[Office]:
    made = Office(own_installation, library)
    made.client._settle = 60
    yield made
    await made.client.call("DELETE", "/api/faults")
    await made.close()


async def _wait(seconds: float, is_so: Callable[[], object]) -> float:
    """Wait for something another process does; the seconds it took."""
    began = time.monotonic()
    while True:
        found = is_so()
        if asyncio.iscoroutine(found):
            found = await found
        if found:
            return time.monotonic() - began
        assert time.monotonic() - began < seconds
        await asyncio.sleep(0.1)  # another process works


async def _count(owner: Owner, words: str) -> int:
    return sum(words in one.text for one in await owner.messages())


async def _visit(visitor: WebOwner) -> float:
    """Go round the page; the seconds of the slowest step."""
    slowest = 0.0
    for step in ("/start", "更多", "首页"):
        began = time.monotonic()
        await (visitor.page.send(step) if step.startswith("/") else visitor.page.click(step))
        slowest = max(slowest, time.monotonic() - began)
    return slowest


@pytest.mark.parametrize("seconds", [5, 20, 60])
async def test_telegram_answers_late(slow_office: Office, record_property: Note, seconds: int) -> None:
    office, browser = slow_office, Browser(slow_office.installation.settings["CHENAN_WEB_URL"])
    listen = office.installation.settings["CHENAN_HEALTH_LISTEN"]
    delay = seconds * TENTHS / 10
    owner, other = await office.owner(), await office.owner()
    await begin(owner)
    code = await answer(owner, office.form("hailing"), "pass")
    await other.send("/start")
    readers = [await office.owner() for _ in range(PEOPLE)]
    for reader in readers:
        await reader.send("/start")
    visitor = await web_owner(office, browser, Flight())
    await visitor.page.send("/start")
    before = {one.id: max(seen.id for seen in await one.messages(mine=True)) for one in (owner, other)}
    await until_ready(listen)
    for method in METHODS:
        await office.client.fault(method=method, delay=delay)
    began = time.monotonic()
    await queue(office.database, [one.person_id for one in readers])
    await _wait(120, lambda: _is_under_way(office.database))
    await queue(office.database, [visitor.owner.person_id])
    await owner.click("符合", wait=False)
    await other.send("/check", wait=False)
    record_property("page", round(await _visit(visitor), 1))

    async def on_the_page() -> bool:
        await visitor.page.refresh()
        return any(WORDS in one.text for one in await visitor.page.messages())

    await _wait(30, on_the_page)
    if seconds > TOLD_AFTER:
        found, _ = await until_ready(listen, "telegram", patience=40 * TENTHS)
        assert found.status == 503
        record_property("ready", round(time.monotonic() - began))
    await office.client.idle(owner.id)
    await office.client.idle(other.id)
    await _wait(60 * TENTHS, lambda: _is_all_sent(office.database))
    verdicts = await office.verdicts(owner)
    assert verdicts[code] == "pass"
    assert len(verdicts) == 2
    for one in (owner, other):
        said = [seen.text for seen in await one.messages() if seen.id > before[one.id]]
        assert len(said) == len(set(said)) <= 1, said
    await office.client.call("DELETE", "/api/faults")
    assert [await _count(reader, WORDS) for reader in readers] == [1] * PEOPLE
    began = time.monotonic()
    await queue(office.database, [one.person_id for one in readers])
    await _wait(120, lambda: _is_all_sent(office.database))
    record_property("pace", round(PEOPLE / (time.monotonic() - began), 1))
    assert [await _count(reader, WORDS) for reader in readers] == [2] * PEOPLE
    await until_ready(listen)
    await browser.close()


async def _is_under_way(database: Database) -> bool:
    """Whether as many messages as may be are on their way."""
    return await _states(database, "sending") >= 4


async def _is_all_sent(database: Database) -> bool:
    return not await _states(database, "pending", "sending", "retry")


async def _states(database: Database, *states: str) -> int:
    listed = ", ".join(f"'{one}'" for one in states)
    async with database.read() as db:
        query = f"SELECT count(*) FROM outbox WHERE state IN ({listed})"  # noqa: S608  our own words
        return int(await db.scalar(text(query)) or 0)


@pytest.mark.parametrize("size_of_answer", [0, 25, 60])
async def test_an_answer_is_cut_in_its_middle(slow_office: Office, size_of_answer: int) -> None:
    """A message has arrived, and is not sent again, once Telegram's yes can be read."""
    office = slow_office
    readers = [await office.owner() for _ in range(3)]
    for reader in readers:
        await reader.send("/start")
        await office.client.fault(method="sendMessage", cut_at=size_of_answer, chat_id=reader.id)
    await queue(office.database, [one.person_id for one in readers])
    await _wait(120, lambda: _is_all_sent(office.database))
    counted = [await _count(reader, WORDS) for reader in readers]
    assert counted == ([1] * 3 if size_of_answer else [2] * 3), counted
