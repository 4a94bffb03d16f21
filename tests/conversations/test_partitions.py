"""One of two processes that serve the page is cut off: from PostgreSQL, from Redis, from the other process.

Nothing is lost and nothing doubled, `/readyz` of that process says which, and it comes back by itself. A cut
line is one that refuses, and one that loses everything without a word.
"""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from sqlalchemy.engine import make_url

from content.model.library import Library
from tests.bot.web.visitor import Browser
from tests.conversations.office import Office
from tests.conversations.processes import free_port
from tests.conversations.readiness import until_ready
from tests.conversations.test_page_kills import Note, Replicas, _fill_all, _later
from tests.conversations.web_owner import Flight
from tests.conversations.working_hours import SLOW, STATEMENT
from tests.nginx_server import NGINX, REASON, nginx
from tests.redis_server import redis_url
from tests.relay import Relay, relay_to
from tests.sizes import is_long, size
from tests.storage.conftest import postgres

pytestmark = [
    pytest.mark.chaos,
    pytest.mark.long,
    pytest.mark.postgres,
    pytest.mark.redis,
    pytest.mark.skipif(NGINX is None, reason=REASON),
]
STEPS = size(6, 40)
"""Inputs that are answered while a line is cut."""

ALL = list(itertools.product(("database", "redis", "replica"), ("cut", "silence")))
CASES = ALL if is_long else ALL[1:3]
"""Lines, and how they fail."""
NOT_RUN = ("delivery", "planning")
"""Both processes are bots: no scheduler runs here."""
LATE_SECONDS = 10.0
"""Most seconds for which an answer may be late once the line is whole again, on a machine that does other
work: what was sent into the silence is given up after three."""


class Parted(Replicas):
    """Two processes, the second of which reaches PostgreSQL and Redis, and is reached by the first, over
    lines that can be cut."""

    def __init__(self, directory: Path, library: Library, database: str, url: str, lines: ExitStack) -> None:
        def line(port: int) -> Relay:
            return lines.enter_context(relay_to(port))

        self._database = make_url(database)
        self.lines = {
            "database": line(self._database.port or 5432),
            "redis": line(int(redis_url().rpartition(":")[2].partition("/")[0])),
            "replica": line(1),
        }
        self._peer = free_port()
        self.lines["replica"].lead_to(self._peer)
        self._health = [f"127.0.0.1:{free_port()}" for _ in range(2)]
        super().__init__(directory, library, database, url)
        self.listens[1] = f"127.0.0.1:{self._peer}"

    def _own(self, number: int) -> dict[str, str]:
        own = {
            **super()._own(number),
            "CHENAN_HEALTH_LISTEN": self._health[number],
            STATEMENT: "3",
            SLOW: "3",
        }
        if number == 1:
            over = {name: line.port for name, line in self.lines.items()}
            own |= {
                "CHENAN_WEB_LISTEN": f"127.0.0.1:{self._peer}",
                "CHENAN_WEB_REPLICA_URL": f"http://127.0.0.1:{over['replica']}",
                "CHENAN_REDIS_URL": f"redis://127.0.0.1:{over['redis']}/0",
                "CHENAN_DATABASE_URL": self._database.set(port=over["database"]).render_as_string(False),
            }
        return own


@pytest.fixture(scope="module")
def parted(tmp_path_factory: pytest.TempPathFactory, library: Library) -> Iterator[Parted]:
    directory, port = tmp_path_factory.mktemp("parted"), free_port()
    with postgres() as database, ExitStack() as running:
        made = Parted(directory, library, database, f"http://127.0.0.1:{port}", running)
        running.callback(made.installation.end)
        running.enter_context(nginx(directory / "nginx", made.listens, port, limits=False))
        yield made


@pytest.mark.parametrize(("name", "how"), CASES)
async def test_one_of_two_processes_is_cut_off(
    parted: Parted, library: Library, record_property: Note, name: str, how: str
) -> None:
    office, flight, browser = Office(parted.installation, library), Flight(), Browser(parted.url)
    line, listen = parted.lines[name], parted._health[1]
    await until_ready(listen, without=NOT_RUN)

    async def trouble() -> int:
        await _later(flight, 2)
        getattr(line, how)()
        try:
            found, seconds = await until_ready(parted._health[0] if name == "replica" else listen, name)
            record_property("ready", round(seconds))
            assert found.status == 503
            await _later(flight, STEPS)
        finally:
            line.heal()
            flight.heal()
        await until_ready(listen, without=NOT_RUN)
        return 0

    try:
        async with asyncio.timeout(size(90, 900)):
            await _fill_all(office, browser, flight, trouble())
        record_property("again", flight.again)
        record_property("page", round(flight.slowest, 1))
        record_property("later", round(flight.late, 1))
        assert flight.late <= LATE_SECONDS
    except BaseException:
        for process in parted.processes:
            print(process.output())  # noqa: T201  beside the failure
        raise
    finally:
        await browser.close()
        await office.close()
