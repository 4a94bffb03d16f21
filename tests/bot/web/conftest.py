"""The page with the real bot behind it, in the test's own process."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
import pytest_asyncio
from pydantic import SecretStr

from bot.app import App
from bot.clock import system_clock
from bot.config import Settings
from bot.transport.channels import WEB_BOT_ID
from bot.transport.dialog_storage import DialogStorage
from bot.web import door as composition
from bot.web.chats import WebChat
from bot.web.members import Members
from bot.web.news import News
from bot.web.updates import Feeder
from bot.web.visitors import Visitors
from simulator.demo.scene import furnish, sample_key
from simulator.server import Simulator
from storage import tables
from storage.base.files import FileStore
from tests.bot.at_work import Work, demo_settings
from tests.bot.web.visitor import Browser, Visitor
from tests.conversations.processes import free_port
from tests.empty import create_tables
from tests.storage.conftest import database, database_url, postgres_tables, sqlite_template

__all__ = ["database", "database_url", "postgres_tables", "sqlite_template"]


@dataclass
class Door:
    """The running page, and somebody's browser on it."""

    work: Work
    browser: Browser
    settings: Settings
    visitors: Visitors
    members: Members
    feeder: Feeder
    clock: Seconds
    """The machine's seconds as the lives of visitors, and of what is withheld, are counted by."""

    async def state(self, address: int) -> str:
        """The state of the window that is open there."""
        storage = self.feeder._dispatcher.storage
        assert isinstance(storage, DialogStorage)
        await storage.flush()
        return await storage.open_state((WEB_BOT_ID, address))

    def chat(self, visitor: Visitor) -> WebChat:
        """A visitor's chat in the server."""
        found = self.visitors.enter(visitor.session)
        assert found is not None
        return found


class Seconds:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@asynccontextmanager
async def open_door(
    directory: Path, database_url: str | None = None, proxy: Callable[[str], str] | None = None
) -> AsyncIterator[Door]:
    """The demonstration's places and people, and the page beside Telegram; on SQLite if nothing is said.

    `proxy` puts one in front of HOST:PORT and returns its URL.
    """
    listen = f"127.0.0.1:{free_port()}"
    url = proxy(listen) if proxy else f"http://{listen}"
    async with Simulator() as simulator:
        settings = demo_settings(simulator, directory).model_copy(
            update={
                "report_key_file": sample_key(directory),
                "web_listen": listen,
                "web_url": url,
                "database_url": None if database_url is None else SecretStr(database_url),
            }
        )
        work = Work(simulator, settings, system_clock)
        browser, clock = Browser(url), Seconds()
        visitors = Visitors(clock)
        try:
            assert tables.metadata.tables, "all of them are known, not only those the bot uses"
            await create_tables(work.app.database)
            await furnish(work.app, simulator)
            made: list[Members] = []
            fed: list[Feeder] = []

            def members(app: App, files: FileStore, news: News, secret: bytes) -> Members:
                made.append(Members(app, files, news, secret, clock))
                return made[0]

            def feeder(*given: Any) -> Feeder:
                fed.append(Feeder(*given))
                return fed[0]

            with (
                patch.object(composition, "Visitors", return_value=visitors),
                patch.object(composition, "Members", side_effect=members),
                patch.object(composition, "Feeder", side_effect=feeder),
            ):
                await work.start()
            yield Door(work, browser, settings, visitors, made[0], fed[0], clock)
        finally:
            await browser.close()
            await work.stop()
            await work.client.close()
            await work.app.database.close()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def door(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Door]:
    """Shared by the tests of a module, each of which brings its own visitors."""
    async with open_door(tmp_path_factory.mktemp("door")) as opened:
        yield opened
