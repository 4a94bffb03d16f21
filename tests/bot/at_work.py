"""The demonstration's people and place with the real bot running in the test's own process."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Any

from pydantic import SecretStr
from sqlalchemy import text

from bot.app import App
from bot.clock import Clock, system_clock
from bot.config import Settings
from bot.runtime import build_app, running_bot
from content import loader
from content.model.samples import Samples
from simulator.client import Person, SimulatorClient
from simulator.demo.scene import furnish
from simulator.server import Simulator
from storage import tables
from tests.empty import create_tables

OWNER, STRANGER = "李老板", "王师傅"
SETTLE_SECONDS = 30.0


class Work:
    """A simulator with its people, the facts, and the bot, which can be stopped and started."""

    def __init__(self, simulator: Simulator, settings: Settings, clock: Clock) -> None:
        self.simulator = simulator
        self.settings = settings
        self.client = SimulatorClient(simulator.base_url, settle=SETTLE_SECONDS)
        self.app: App = build_app(settings, clock)
        self._clock = clock
        self._running = AsyncExitStack()

    async def person(self, name: str) -> Person:
        """One of the demonstration's people, or somebody new."""
        return await self.client.person(name)

    async def start(self) -> None:
        """Start the bot, as a new process would: nothing is remembered."""
        self.app.identities = type(self.app.identities)(self.app.database)
        await self._running.enter_async_context(running_bot(self.settings, self.app))

    async def stop(self) -> None:
        """Stop the bot."""
        await self._running.aclose()

    async def rows(self, query: str) -> list[dict[str, Any]]:
        """Rows of a query."""
        async with self.app.database.read() as db:
            return [dict(row._mapping) for row in await db.execute(text(query))]

    async def change(self, statement: str) -> int:
        """Change rows by hand; return how many."""
        async with self.app.database.begin() as db:
            return int((await db.execute(text(statement))).rowcount)


def demo_settings(simulator: Simulator, directory: Path) -> Settings:
    """Settings as the demonstration has them."""
    return Settings(
        _env_file=None,
        bot_token=SecretStr(simulator.bot_token),
        bot_api_url=simulator.base_url,
        data_dir=directory,
        database_url=None,
        redis_url=None,
        evidence_url=None,
        proxy=None,
        webhook_url=None,
    )


def plain() -> Samples:
    """The demonstration's samples without those who have done something: tests count rows."""
    samples = loader.samples()
    new = tuple(
        person
        for person in samples.people
        if person.seat is None and (person.enterprise is None or not person.enterprise.days_ago)
    )
    return samples.model_copy(update={"people": new, "listed": ()})


@asynccontextmanager
async def at_work(
    directory: Path, clock: Clock = system_clock, samples: Samples | None = None
) -> AsyncIterator[Work]:
    """A place, its campaign and a few people (or other `samples`), the bot running."""
    async with Simulator(clock=clock) as simulator:
        work = Work(simulator, demo_settings(simulator, directory), clock)
        try:
            assert tables.metadata.tables, "all of them are known, not only those the bot uses"
            await create_tables(work.app.database)
            await furnish(work.app, simulator, samples or plain())
            await work.start()
            yield work
        finally:
            await work.stop()
            await work.client.close()
            await work.app.database.close()
