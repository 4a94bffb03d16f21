"""The database's server goes away and comes back or lets nobody in, and the bot stands still for a while:
people get a sentence, nothing that was acknowledged is lost.

`make chaos` writes the seconds measured here into docs/operations.md.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Iterator

import asyncpg
import pytest
from sqlalchemy.engine import make_url

from content.model.library import Library
from tests.conversations.installation import Installation
from tests.conversations.office import Office, Owner
from tests.conversations.walk import answer, begin, is_question, question_shown
from tests.privacy.servers import Cluster, cluster

pytestmark = [pytest.mark.chaos, pytest.mark.postgres]

SENTENCE = 5.0
"""Seconds until a person is told that something does not work."""
LATER = 3.0
"""Seconds that an answer waits at most beyond the outage."""
BUSY = 4.0
"""Times as long on a machine that others use; what is measured stands in the table."""
Note = Callable[[str, object], None]


@pytest.fixture(scope="module")
def server() -> Iterator[Cluster]:
    with cluster() as made:
        yield made


@pytest.fixture(scope="module")
def outage_installation(
    server: Cluster, tmp_path_factory: pytest.TempPathFactory, library: Library
) -> Iterator[Installation]:
    made = Installation(tmp_path_factory.mktemp("outage"), library, database=server.url)
    yield made
    made.end()


@pytest.fixture
async def outage_office(outage_installation: Installation, library: Library) -> AsyncIterator[Office]:
    made = Office(outage_installation, library)
    made.errors_expected = True
    yield made
    await made.close()


async def _said(owner: Owner) -> str:
    """The text of the toast and of the newest message."""
    return await owner.toast() + (await owner.last()).text


async def _answered(office: Office, owner: Owner, seconds: float) -> float:
    """Press 符合 at what is asked until one more answer is stored; the seconds it took."""
    began = time.monotonic()
    had = len(await office.verdicts(owner))
    while len(await office.verdicts(owner)) == had:
        assert time.monotonic() - began < seconds, await _said(owner)
        if not is_question(await owner.last()):
            await owner.send("/check")
        await owner.click("符合")
    return time.monotonic() - began


async def test_a_database_that_is_stopped_and_started(
    outage_office: Office, server: Cluster, record_property: Note
) -> None:
    owner = await outage_office.owner()
    await begin(owner)
    first = await answer(owner, outage_office.form("hailing"), "pass")
    await asyncio.to_thread(server.stop)
    try:
        began = time.monotonic()
        await owner.click("符合")
        told = time.monotonic() - began
        assert "您之前填的都在" in await _said(owner), await _said(owner)
    finally:
        await asyncio.to_thread(server.start)
    later = await _answered(outage_office, owner, LATER * BUSY)
    record_property("told", round(told, 1))
    record_property("later", round(later, 1))
    assert told < SENTENCE * BUSY
    verdicts = await outage_office.verdicts(owner)
    assert verdicts[first] == "pass"
    assert len(await outage_office.audit(owner, "answer")) == len(verdicts) == 2


async def test_a_database_that_takes_nobody_in(
    outage_office: Office, server: Cluster, record_property: Note
) -> None:
    """Every session is cut as fast as it comes."""
    owner = await outage_office.owner()
    await begin(owner)
    first = await answer(owner, outage_office.form("hailing"), "pass")
    url = make_url(server.url).set(drivername="postgresql").render_as_string(hide_password=False)
    one = await asyncpg.connect(url)
    try:
        async with asyncio.TaskGroup() as group:
            cutting = group.create_task(_cut(one))
            began = time.monotonic()
            await owner.click("符合")
            told = time.monotonic() - began
            said = await _said(owner)
            cutting.cancel()
    finally:
        await one.close()
    later = await _answered(outage_office, owner, LATER * BUSY)
    record_property("told", round(told, 1))
    record_property("later", round(later, 1))
    assert said
    verdicts = await outage_office.verdicts(owner)
    assert verdicts[first] == "pass"
    assert len(await outage_office.audit(owner, "answer")) == len(verdicts)


async def _cut(one: asyncpg.Connection) -> None:
    while True:
        await one.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
        )
        await asyncio.sleep(0)


async def test_a_bot_that_stands_still_and_goes_on(outage_office: Office, record_property: Note) -> None:
    owner = await outage_office.owner()
    await begin(owner)
    code = question_shown(await owner.last(), outage_office.form("hailing"))
    with outage_office.installation.bot.held():
        await owner.click("符合", wait=False)
        await owner.click("符合", wait=False)  # pressed again, since nothing happens
        held = time.monotonic()
        while time.monotonic() - held < 1:
            await outage_office.client.call("GET", "/api/bot")
    began = time.monotonic()
    await owner.client.idle(owner.id)
    later = time.monotonic() - began
    record_property("later", round(later, 1))
    assert await outage_office.verdicts(owner) == {code: "pass"}, (
        "the second press is not the next question's"
    )
    assert len(await outage_office.audit(owner, "answer")) == 1
    assert later < LATER * BUSY
