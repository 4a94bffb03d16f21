"""An office's installation: simulator, database, and the bot with its scheduler as separate processes."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from sqlalchemy import update

from content.model.library import Library
from content.model.pack import Pack
from storage.base.audit import Actor
from storage.base.database import Connection, Database
from storage.base.urls import sqlite_url
from storage.base.zone import DEFAULT
from storage.campaigns import opening as campaigns
from storage.installation import migrate
from storage.offices import jurisdictions
from storage.reports import keys as reports_keys
from storage.tables.campaigns import Campaign
from tests.conversations.processes import Process, free_port
from tests.conversations.working_hours import now

CLI = Actor("cli")


@dataclass(frozen=True)
class Place:
    """A pack's place: id of the place of its campaign, ids of its two towns, id of the campaign."""

    name: str
    id: int
    towns: tuple[int, int]
    campaign_id: int


def name_of(pack: Pack) -> str:
    """Name of a pack's place: what its title begins with."""
    return pack.title.zh.partition("粉尘")[0][:20]


async def open_place(db: Connection, library: Library, pack: str, code: str, name: str) -> Place:
    """A place with two towns where a pack's campaign has been open for ten days."""
    top = await jurisdictions.add(db, CLI, now(), code, name)
    towns = [
        await jurisdictions.add(db, CLI, now(), f"{code}-{side}", town, code)
        for side, town in (("east", "城东街道"), ("west", "城西街道"))
    ]
    start = today() - timedelta(days=10)
    opened = await campaigns.open_campaign(db, CLI, now(), library, pack, top.id, start)
    # Planned and announced already: the messages of a test must not depend on the hour at which it runs.
    said = {"planned_on": today(), "announced_on": today()}
    await db.execute(update(Campaign).where(Campaign.id == opened.id).values(**said))
    return Place(name, top.id, (towns[0].id, towns[1].id), opened.id)


async def _prepare(url: str, library: Library) -> dict[str, Place]:
    await migrate.upgrade(url)
    database = Database(url)
    async with database.begin() as db:
        places = {
            code: await open_place(db, library, code, code, name_of(pack))
            for code, pack in library.packs.items()
        }
    await database.close()
    return places


_PREPARED: dict[date, tuple[bytes, dict[str, Place]]] = {}


def _prepared(library: Library, day: date) -> tuple[bytes, dict[str, Place]]:
    """The file of a prepared database: made once in a process, copied for each installation."""
    if day not in _PREPARED:
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "chenan.db"
            places = asyncio.run(_prepare(sqlite_url(file), library))
            _PREPARED[day] = file.read_bytes(), places
    return _PREPARED[day]


class Installation:
    """The processes and their folders. All packs are open, each in a place of its own."""

    def __init__(
        self,
        directory: Path,
        library: Library,
        settings: Mapping[str, str] | None = None,
        database: str = "",
        command: str = "run",
    ) -> None:
        """`settings` add to those of the bot; `database`: an empty one, where it is not to be SQLite.

        `command`: "bot" leaves the scheduler out.
        """
        self._command = command
        self.directory = directory
        self.settings = settings or {}
        self.data_dir = directory / "data"
        self.database_url = database or sqlite_url(self.data_dir / "chenan.db")
        self.data_dir.mkdir(parents=True)
        self.report_key = directory / "report.key"
        reports_keys.save(self.report_key, reports_keys.generate(today()), new=True)
        if database:
            self.places = asyncio.run(_prepare(database, library))
        else:
            data, self.places = _prepared(library, today())
            (self.data_dir / "chenan.db").write_bytes(data)
        self._port = free_port()
        self._started: list[Process] = []
        try:
            self.simulator = self._start_simulator()
            self.token = self.simulator.wait_for("CHENAN_BOT_TOKEN=").partition("=")[2]
            self.url = self.simulator.wait_for("ready ").partition(" ")[2]
            self.start_bot()
        except BaseException:
            self.end()
            raise

    def _start(self, *arguments: str, settings: Mapping[str, str]) -> Process:
        made = Process(*arguments, directory=self.directory, settings=settings)
        self._started.append(made)
        return made

    def _start_simulator(self) -> Process:
        where = str(self.directory / "simulator")
        return self._start("simulator", "--port", str(self._port), "--data-dir", where, settings={})

    def start_bot(self) -> None:
        """Start the bot, for the first time or after it ended."""
        self.bot = self.start_beside(self._command, self.settings)
        self.bot.wait_for("ready")

    def start_beside(self, command: str, settings: Mapping[str, str]) -> Process:
        """Start a process over the same data; `settings` add to those that all of them have."""
        given = {
            "CHENAN_BOT_TOKEN": self.token,
            "CHENAN_BOT_API_URL": self.url,
            "CHENAN_DATA_DIR": str(self.data_dir),
            "CHENAN_LOG_LEVEL": "INFO",
            "CHENAN_REPORT_KEY_FILE": str(self.report_key),
            "CHENAN_DATABASE_URL": self.database_url,
            **settings,
        }
        return self._start(command, settings=given)

    def restart_simulator(self) -> None:
        """End the simulator and start it on the same port and data."""
        self.simulator.terminate()
        self.simulator = self._start_simulator()
        self.simulator.wait_for("ready ")

    def end(self) -> None:
        """Kill all that was started here, and what that started."""
        for process in self._started:
            process.end()


def today() -> date:
    """The local day now."""
    return now().astimezone(DEFAULT).date()
