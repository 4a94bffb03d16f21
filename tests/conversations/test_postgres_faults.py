"""PostgreSQL refuses new connections, can only be read, has a full disk, fails over to another server, or is
behind a line that loses everything: people get a sentence, nothing that was acknowledged is lost or doubled,
and the program comes back by itself.

`make chaos` writes the seconds measured here into docs/operations.md.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager

import asyncpg
import pytest
from sqlalchemy.engine import make_url

from content.model.library import Library
from storage.base.database import Database
from tests.conversations.installation import Installation
from tests.conversations.office import Office, Owner
from tests.conversations.processes import free_port
from tests.conversations.readiness import until_ready
from tests.conversations.walk import answer, begin, is_question
from tests.conversations.working_hours import SLOW, STATEMENT
from tests.privacy.servers import Cluster, cluster
from tests.relay import Relay, relay_to

pytestmark = [pytest.mark.chaos, pytest.mark.postgres]

PATIENCE = 60.0
Note = Callable[[str, object], None]


@pytest.fixture(scope="module")
def server() -> Iterator[Cluster]:
    with cluster(max_connections="40") as made:
        yield made


@pytest.fixture(scope="module")
def relay(server: Cluster) -> Iterator[Relay]:
    """The only line by which the program reaches the server."""
    with relay_to(make_url(server.url).port or 0) as made:
        yield made


@pytest.fixture(scope="module")
def faulty_installation(
    server: Cluster, relay: Relay, tmp_path_factory: pytest.TempPathFactory, library: Library
) -> Iterator[Installation]:
    url = make_url(server.url).set(port=relay.port).render_as_string(hide_password=False)
    settings = {"CHENAN_HEALTH_LISTEN": f"127.0.0.1:{free_port()}", SLOW: "3", STATEMENT: "3"}
    made = Installation(tmp_path_factory.mktemp("faulty"), library, settings, database=url)
    yield made
    made.end()


@pytest.fixture
async def office(
    faulty_installation: Installation, server: Cluster, library: Library
) -> AsyncIterator[Office]:
    made = Office(faulty_installation, library)
    await made.database.close()
    made.database = Database(server.url)  # the test looks past the line
    made.errors_expected = True
    yield made
    await made.close()


@asynccontextmanager
async def admin(server: Cluster) -> AsyncIterator[asyncpg.Connection]:
    """A session of the server's operator."""
    url = make_url(server.url).set(drivername="postgresql").render_as_string(hide_password=False)
    one = await asyncpg.connect(url)
    try:
        yield one
    finally:
        await one.close()


OTHERS = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND {}"


async def _said(owner: Owner) -> str:
    """The text of the toast and of the newest message."""
    return await owner.toast() + (await owner.last()).text


async def _later(office: Office, owner: Owner) -> float:
    """Press 符合 at what is asked until one more answer is stored; the seconds it took."""
    began, had = time.monotonic(), len(await office.verdicts(owner))
    while len(await office.verdicts(owner)) == had:
        assert time.monotonic() - began < PATIENCE, await _said(owner)
        if not is_question(await owner.last()):
            await owner.send("/check")
        await owner.click("符合")
    return time.monotonic() - began


async def _play(
    office: Office,
    note: Note,
    reason: str,
    begin_fault: Callable[[], Awaitable[object]],
    end_fault: Callable[[], Awaitable[object]],
    words: str,
) -> None:
    """Somebody answers before, during and after a fault. `reason`: what `/readyz` says; `words`: what they
    are told."""
    listen = office.installation.settings["CHENAN_HEALTH_LISTEN"]
    owner = await office.owner()
    await begin(owner)
    first = await answer(owner, office.form("hailing"), "pass")
    await until_ready(listen)
    await begin_fault()
    try:
        began = time.monotonic()
        await owner.click("符合")
        told, said = time.monotonic() - began, await _said(owner)
        assert words in said, said
        found, _ = await until_ready(listen, "database")
        assert found.status == 503
        assert found.troubles["database"] == reason
    finally:
        await end_fault()
    note("told", round(told, 1))
    note("later", round(await _later(office, owner), 1))
    await until_ready(listen)
    verdicts = await office.verdicts(owner)
    assert verdicts[first] == "pass"
    assert len(await office.audit(owner, "answer")) == len(verdicts) == 2


async def test_a_server_that_takes_no_more_connections(
    office: Office, server: Cluster, relay: Relay, record_property: Note
) -> None:
    """Others have all of them: what the program had is cut, and taken before it asks again."""
    await office.owner()  # the test's own session is there before
    taken: list[asyncpg.Connection] = []
    url = make_url(server.url).set(drivername="postgresql").render_as_string(hide_password=False)
    async with admin(server):

        async def take() -> None:
            relay.cut()
            while True:
                try:
                    taken.append(await asyncpg.connect(url))
                except asyncpg.TooManyConnectionsError:
                    break
            relay.heal()

        async def give() -> None:
            for one in taken:
                await one.close()

        await _play(office, record_property, "away", take, give, "您之前填的都在")


async def test_a_server_that_can_only_be_read(office: Office, server: Cluster, record_property: Note) -> None:
    async with admin(server) as one:

        async def begin_fault() -> None:
            await one.execute("ALTER SYSTEM SET default_transaction_read_only = on")
            await one.execute("SELECT pg_reload_conf()")
            while (await one.fetchval("SHOW default_transaction_read_only")) != "on":
                pass

        async def end_fault() -> None:
            await one.execute("SET default_transaction_read_only = off")
            await one.execute("ALTER SYSTEM RESET default_transaction_read_only")
            await one.execute("SELECT pg_reload_conf()")

        await _play(office, record_property, "readonly", begin_fault, end_fault, "您之前填的都在")


async def test_after_a_failover_sessions_of_the_server_that_may_only_be_read_are_left(
    office: Office, server: Cluster, record_property: Note
) -> None:
    """Every connection is dropped at once. Those made during the switch are of a server that stays a standby;
    new ones lead to the one that took over."""
    async with admin(server) as one:

        async def begin_fault() -> None:
            await one.execute("ALTER DATABASE postgres SET default_transaction_read_only = on")
            await one.execute(OTHERS.format("datname = 'postgres'"))

        async def end_fault() -> None:
            await one.execute("SET default_transaction_read_only = off")
            await one.execute("ALTER DATABASE postgres RESET default_transaction_read_only")

        await _play(office, record_property, "readonly", begin_fault, end_fault, "您之前填的都在")


async def test_a_server_whose_disk_is_full(office: Office, server: Cluster, record_property: Note) -> None:
    """Whatever is written fails as on a full disk; what is there can be read."""
    async with admin(server) as one:
        tables = [
            row["tablename"]
            for row in await one.fetch("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        ]
        await one.execute(
            "CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
            " RAISE EXCEPTION 'could not extend file' USING ERRCODE = '53100'; END $$"
        )

        async def begin_fault() -> None:
            await one.execute(
                "".join(
                    f'CREATE TRIGGER full_disk BEFORE INSERT OR UPDATE ON "{name}"'
                    " FOR EACH STATEMENT EXECUTE FUNCTION full_disk();"
                    for name in tables
                )
            )

        async def end_fault() -> None:
            await one.execute("DROP FUNCTION full_disk CASCADE")

        await _play(office, record_property, "full", begin_fault, end_fault, "您之前填的都在")


async def test_a_line_that_loses_everything_and_has_forgotten_what_it_carried(
    office: Office, relay: Relay, record_property: Note
) -> None:
    listen = office.installation.settings["CHENAN_HEALTH_LISTEN"]
    owner = await office.owner()
    await begin(owner)
    first = await answer(owner, office.form("hailing"), "pass")
    relay.silence()
    try:
        began = time.monotonic()
        await owner.click("符合", wait=False)
        while not (said := await owner.toast()):
            assert time.monotonic() - began < PATIENCE
            await asyncio.sleep(0.1)  # another process answers
        told = time.monotonic() - began
        found, _ = await until_ready(listen, "database")
        assert found.troubles["database"] == "slow"
    finally:
        relay.heal()
    record_property("told", round(told, 1))
    record_property("later", round(await _later(office, owner), 1))
    await until_ready(listen)
    verdicts = await office.verdicts(owner)
    assert said
    assert verdicts[first] == "pass"
    assert len(await office.audit(owner, "answer")) == len(verdicts)
