"""Owners fill forms on the page while the process is killed between what they send and its answer: nothing
is lost, nothing doubled.

`make chaos`: fifty kills of one process; else a few.
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable, Coroutine, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from content.model.library import Library
from tests.bot.web.visitor import Browser
from tests.conversations.installation import Installation
from tests.conversations.office import Office
from tests.conversations.processes import Process, free_port
from tests.conversations.web_owner import Flight, Joiner, check, fill, joiner, live_windows, web_owner
from tests.nginx_server import NGINX, REASON, nginx
from tests.redis_server import redis_url
from tests.sizes import size
from tests.storage.conftest import postgres

pytestmark = pytest.mark.chaos

KILLS, ROUNDS, OWNERS = size(3, 50), size(1, 6), size(3, 14)
Note = Callable[[str, object], None]


@pytest.fixture(scope="module")
def own_installation(tmp_path_factory: pytest.TempPathFactory, library: Library) -> Iterator[Installation]:
    """An installation with a page, for `own_office`."""
    url = f"http://127.0.0.1:{free_port()}"
    settings = {"CHENAN_WEB_URL": url, "CHENAN_WEB_LISTEN": url.removeprefix("http://")}
    made = Installation(tmp_path_factory.mktemp("page"), library, settings)
    yield made
    made.end()


async def _kill(installation: Installation, flight: Flight) -> int:
    """Kill the process KILLS times while something that was sent is not answered; how often."""
    killed = 0
    while killed < KILLS:
        await _later(flight, 1 + secrets.randbelow(9))
        await _in_flight(flight)
        installation.bot.kill()
        killed += 1
        await asyncio.to_thread(installation.start_bot)
    return killed


async def _later(flight: Flight, inputs: int) -> None:
    """Wait until so many more inputs were answered."""
    goal = flight.done + inputs
    await flight.until(lambda: flight.done >= goal)


async def _in_flight(flight: Flight) -> None:
    """Wait for a moment of chance at which something that was sent is not answered."""
    while True:
        await flight.until(lambda: flight.count > 0)
        await asyncio.sleep(secrets.randbelow(60) / 1000)
        if flight.count:
            return


async def _fill_all(
    office: Office, browser: Browser, flight: Flight, trouble: Coroutine[Any, Any, int]
) -> int:
    """OWNERS fill a form each while `trouble` lasts; all they did is there, once. Returns its result."""
    form = office.form("hailing")
    diaries = [await web_owner(office, browser, flight) for _ in range(OWNERS)]
    async with asyncio.TaskGroup() as group:
        troubled = group.create_task(trouble)
        for diary in diaries:
            group.create_task(fill(diary, form, troubled.done))
    for diary in diaries:
        await check(office, diary)
        shown = await diary.page.messages()
        assert len(live_windows(shown)) == 1, [one.text for one in live_windows(shown)]
    await diaries[0].page.click("提交自查表")
    assert (await office.self_check(diaries[0].owner)).state == "submitted"
    return troubled.result()


async def test_taps_on_a_page_whose_process_is_killed_again_and_again(
    own_office: Office, record_property: Note
) -> None:
    flight = Flight()
    browser = Browser(own_office.installation.settings["CHENAN_WEB_URL"])
    try:
        killing = _kill(own_office.installation, flight)
        record_property("kills", await _fill_all(own_office, browser, flight, killing))
        record_property("again", flight.again)
    finally:
        await browser.close()


async def _join_all(
    office: Office, browser: Browser, flight: Flight, trouble: Coroutine[Any, Any, int], people: int
) -> int:
    """People join while `trouble` lasts, one after the other; each of them once, with a device that works."""
    joiners: list[Joiner] = []
    async with asyncio.TaskGroup() as group:
        troubled = group.create_task(trouble)
        while not troubled.done() or len(joiners) < people:
            joiners.append(await joiner(office, browser, flight))
            await joiners[-1].join()
    for one in joiners:
        await one.page.refresh()
        assert len(live_windows(await one.page.messages())) == 1
        contacts = await office.rows("SELECT id FROM contacts WHERE enterprise_id = :id", id=one.enterprise)
        assert len(contacts) == 1
    return troubled.result()


async def test_people_who_join_while_the_process_is_killed_again_and_again(
    own_office: Office, record_property: Note
) -> None:
    flight = Flight()
    browser = Browser(own_office.installation.settings["CHENAN_WEB_URL"])

    async def kill() -> int:
        for number in range(KILLS):
            goal = flight.done + number % 2
            await flight.until(lambda: flight.done >= goal)  # noqa: B023 - called at once
            await _in_flight(flight)
            own_office.installation.bot.kill()
            await asyncio.to_thread(own_office.installation.start_bot)
        return KILLS

    try:
        record_property("kills", await _join_all(own_office, browser, flight, kill(), 3))
        record_property("again", flight.again)
    finally:
        await browser.close()


class Replicas:
    """Two processes that serve one page behind nginx, over PostgreSQL and Redis."""

    def __init__(self, directory: Path, library: Library, database: str, url: str) -> None:
        self.url = url
        settings = {
            "CHENAN_WEB_URL": url,
            "CHENAN_REDIS_URL": redis_url(),
            "CHENAN_WEBHOOK_URL": "http://127.0.0.1:9/hook",
            "CHENAN_WEBHOOK_SECRET": secrets.token_hex(16),
        }
        self.listens = [f"127.0.0.1:{free_port()}" for _ in range(2)]
        self.installation = Installation(
            directory, library, settings | self._own(0), database=database, command="bot"
        )
        self._all = settings
        self.processes = [self.installation.bot, self.start(1)]

    def _own(self, number: int) -> dict[str, str]:
        listen = self.listens[number]
        return {
            "CHENAN_WEB_LISTEN": listen,
            "CHENAN_WEB_REPLICA_URL": f"http://{listen}",
            "CHENAN_WEBHOOK_LISTEN": f"127.0.0.1:{free_port()}",
            "CHENAN_HEALTH_LISTEN": f"127.0.0.1:{free_port()}",
        }

    def start(self, number: int) -> Process:
        """Start one of them."""
        made = self.installation.start_beside("bot", self._all | self._own(number))
        made.wait_for("ready")
        return made

    def again(self, number: int) -> None:
        """Start one of them that has ended."""
        self.processes[number] = self.start(number)


@pytest.fixture(scope="module")
def replicas(tmp_path_factory: pytest.TempPathFactory, library: Library) -> Iterator[Replicas]:
    directory, port = tmp_path_factory.mktemp("replicas"), free_port()
    with postgres() as database, ExitStack() as running:
        made = Replicas(directory, library, database, f"http://127.0.0.1:{port}")
        running.callback(made.installation.end)
        running.enter_context(nginx(directory / "nginx", made.listens, port, limits=False))
        yield made


@pytest.mark.postgres
@pytest.mark.redis
@pytest.mark.skipif(NGINX is None, reason=REASON)
async def test_two_processes_of_which_one_is_killed_and_both_are_restarted_one_after_the_other(
    replicas: Replicas, library: Library, record_property: Note
) -> None:
    office, flight, browser = Office(replicas.installation, library), Flight(), Browser(replicas.url)

    async def trouble() -> int:
        killed = 0
        for number in range(ROUNDS):
            await _in_flight(flight)
            replicas.processes[number % 2].kill()
            killed += 1
            await _later(flight, 6)  # the other one serves
            await asyncio.to_thread(replicas.again, number % 2)
            for one in (0, 1):  # an upgrade
                await _later(flight, 3)
                assert await asyncio.to_thread(replicas.processes[one].terminate) == 0
                await asyncio.to_thread(replicas.again, one)
        return killed

    async def end_one() -> int:
        await _in_flight(flight)
        replicas.processes[0].kill()
        await _later(flight, 8)  # the other one serves
        await asyncio.to_thread(replicas.again, 0)
        return 1

    try:
        record_property("kills", await _fill_all(office, browser, flight, trouble()))
        await _join_all(office, browser, flight, end_one(), 2)
        record_property("again", flight.again)
    finally:
        await browser.close()
        await office.close()
