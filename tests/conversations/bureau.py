"""An office that sends notices, in one process whose clock begins at eleven in the morning: the real bot,
scheduler and simulator, with time set by the test."""

from __future__ import annotations

import asyncio
import itertools
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from pydantic import SecretStr
from sqlalchemy import text

from bot.app import App
from bot.config import Settings
from bot.runtime import build_app, running_bot, running_scheduler
from scheduler.app import Scheduler
from simulator.client import Person, Seen, SimulatorClient
from simulator.server import Simulator
from storage.base.audit import Actor
from storage.campaigns import opening as campaigns
from storage.enterprises import registration
from storage.membership import seats as staff_changes
from storage.offices import jurisdictions, staff
from storage.people import contacts
from tests.conversations.office import credit_code
from tests.conversations.screens import Screens
from tests.empty import create_tables

CLI = Actor("cli")
SECONDS = 40.0
_numbers = itertools.count(50_000_001)


class Clock:
    """A clock that goes from 2 March 2027, 11:00 in China, and can be moved."""

    def __init__(self) -> None:
        self.moved = timedelta()
        self._since = time.monotonic()

    def __call__(self) -> datetime:
        return (
            datetime(2027, 3, 2, 3, tzinfo=UTC)
            + self.moved
            + timedelta(seconds=time.monotonic() - self._since)
        )

    @property
    def at(self) -> datetime:
        """The instant it shows."""
        return self()


@dataclass
class Firm:
    """An enterprise and its owner, who is None where nobody joined."""

    id: int
    name: str
    owner: Person | None


class Bureau:
    """海陵区 with two towns in its self-check phase, people of its office, enterprises."""

    def __init__(
        self, app: App, client: SimulatorClient, clock: Clock, settings: Settings, simulator: Simulator
    ) -> None:
        self.app, self.client, self.clock = app, client, clock
        self.settings, self.simulator = settings, simulator
        self.places: dict[str, int] = {}
        self.people: list[Person] = []
        self.screens = Screens()
        self._running: AsyncExitStack | None = None
        self._scheduler: Scheduler | None = None

    async def furnish(self) -> None:
        """Places and the campaign."""
        now = self.clock.at
        async with self.app.database.begin() as db:
            for code, name, parent in (
                ("hl", "海陵区", None),
                ("hl-cd", "城东街道", "hl"),
                ("hl-cx", "城西街道", "hl"),
            ):
                self.places[code] = (await jurisdictions.add(db, CLI, now, code, name, parent)).id
            await campaigns.open_campaign(
                db, CLI, now, self.app.library, "hailing", self.places["hl"], date(2026, 11, 1)
            )

    async def official(
        self,
        name: str,
        place: str = "hl",
        role: str = "inspector",
        department: str = "safety",
        language: str = "zh",
    ) -> Person:
        """A person with a seat."""
        person = await self.client.person(name)
        self.people.append(person)
        async with self.app.database.begin() as db:
            id_ = await contacts.ensure_person(db, self.clock.at, person.id, language)
            where = self.places[place]
            await staff.seat(db, self.clock.at, id_, where, role, department, name)
        return person

    async def firm(self, place: str = "hl-cd", *, joined: bool = True, phone: str = "") -> Firm:
        """An enterprise; its owner has the home window open."""
        number = next(_numbers)
        name = f"第{number}厂"
        values: dict[str, Any] = {
            "name": name,
            "credit_code": credit_code(number),
            "industry": "shoes",
            "jurisdiction_id": self.places[place],
            "headcount": 18,
        }
        async with self.app.database.begin() as db:
            if not joined:
                made = await registration.enlist(db, CLI, self.clock.at, **values)
                await db.execute(
                    text("UPDATE enterprises SET contact_name = '赵六', phone = :phone WHERE id = :id"),
                    {"phone": phone, "id": made},
                )
                return Firm(made, name, None)
        owner = await self.client.person(f"厂主{number}")
        self.people.append(owner)
        async with self.app.database.begin() as db:
            found = await registration.register(
                db,
                self.clock.at,
                owner.id,
                "zh",
                address="",
                contact_name="王师傅",
                **values,
            )
        await owner.send("/start")
        return Firm(found.enterprise_id, name, owner)

    async def firms(self, count: int, place: str = "hl-cd") -> list[Person]:
        """Owners of so many enterprises."""
        owners = [(await self.firm(place)).owner for _ in range(count)]
        return [owner for owner in owners if owner is not None]

    # --- looking

    async def until(self, person: Person, words: str, seconds: float = SECONDS) -> Seen:
        """The bot's newest message with these words, as soon as it is there."""
        async with asyncio.timeout(seconds):
            while True:
                for seen in reversed(await person.messages()):
                    if words in seen.text:
                        return seen
                await self._something()

    async def until_row(self, query: str, seconds: float = SECONDS, **values: Any) -> list[dict[str, Any]]:
        """The rows of a query, as soon as there are some."""
        async with asyncio.timeout(seconds):
            while not (found := await self.rows(query, **values)):
                await self._something()
        return found

    async def rows(self, query: str, **values: Any) -> list[dict[str, Any]]:
        """Rows of a query in SQL."""
        async with self.app.database.read() as db:
            return [dict(row._mapping) for row in await db.execute(text(query), values)]

    async def _something(self) -> None:
        """Run the due jobs of the scheduler instead of waiting for the next tick."""
        if self._scheduler is not None:
            await self._scheduler.tick_now()
            self._scheduler.wake()
        await self.client.idle()

    async def settled(self) -> None:
        """Wait until nothing is on its way: the outbox is closed, as far as it is due."""
        query = "SELECT id FROM outbox WHERE state IN ('pending', 'retry', 'sending') AND not_before <= :now"
        quiet = 0
        while quiet < 3:
            await self._something()
            now = self.clock.at.replace(tzinfo=None)
            quiet = 0 if await self.rows(query, now=str(now)) else quiet + 1

    async def state(self, state: str, seconds: float = SECONDS) -> int:
        """The id of the newest notice, once it is in that state."""
        query = "SELECT id FROM notices WHERE id = (SELECT max(id) FROM notices) AND state = :state"
        return int((await self.until_row(query, seconds, state=state))[0]["id"])

    async def tap_raw(self, person: Person, data: str) -> None:
        """Tap a button that was never meant for a person, as a changed app could."""
        token = self.settings.token
        keyboard = {"inline_keyboard": [[{"text": data, "callback_data": data}]]}
        sent = {"chat_id": person.id, "text": "-", "reply_markup": keyboard}
        await self.client.call("POST", f"/bot{token}/sendMessage", json=sent)
        await person.click(data)

    async def revoke(self, person: Person) -> None:
        """Take a person's seat away."""
        query = "SELECT s.id FROM staff s JOIN accounts a ON a.person_id = s.person_id WHERE address = :id"
        (row,) = await self.rows(query, id=person.id)
        async with self.app.database.begin() as db:
            await staff_changes.revoke(db, CLI, self.clock.at, row["id"])

    # --- the processes

    async def start(self) -> None:
        """Start bot and scheduler."""
        self._running = AsyncExitStack()
        await self._running.enter_async_context(running_bot(self.settings, self.app))
        self._scheduler = await self._running.enter_async_context(running_scheduler(self.settings, self.app))

    async def end(self) -> None:
        """End them."""
        self._scheduler = None
        if self._running is not None:
            await self._running.aclose()

    async def restart(self, **settings: Any) -> None:
        """End them and start them again, with other settings; nothing is remembered but what was kept."""
        await self.end()
        await self.app.database.close()
        self.settings = self.settings.model_copy(
            update={"broadcast_rate": settings.get("rate", self.settings.broadcast_rate)}
        )
        self.app = build_app(self.settings, self.clock)
        await self.start()

    async def look(self, person: Person, test: str) -> None:
        """Measure what is on a person's screen."""
        await self.screens.look(person, test)

    def move(self, **by: float) -> None:
        """Move the clock on by a timedelta's arguments."""
        self.clock.moved += timedelta(**by)


async def see(person: Person) -> str:
    """Somebody's newest message with its buttons."""
    last = await person.last()
    return "\n".join([last.text, *(" ".join(f"[{one}]" for one in row) for row in last.buttons)])


@asynccontextmanager
async def open_bureau(path: Path, *, rate: float = 200, release_above: int = 5) -> AsyncIterator[Bureau]:
    """A running office that delivers quickly."""
    clock = Clock()
    async with (
        Simulator(clock=clock, flood_limits=False) as simulator,
        SimulatorClient(simulator.base_url, settle=30) as client,
    ):
        values: dict[str, Any] = {
            "bot_token": SecretStr(simulator.bot_token),
            "bot_api_url": simulator.base_url,
            "data_dir": path,
            "broadcast_rate": rate,
            "release_above": release_above,
        }
        settings = Settings(_env_file=None, **values)
        app = build_app(settings, clock)
        await create_tables(app.database)
        made = Bureau(app, client, clock, settings, simulator)
        await made.furnish()
        await made.start()
        try:
            yield made
        finally:
            await made.end()
            await made.app.database.close()
