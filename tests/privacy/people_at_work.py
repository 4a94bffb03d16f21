"""Four people with a row, using the running bot, and all that databases hold or were asked meanwhile."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import redis.asyncio
from pydantic import SecretStr
from redis import Redis
from sqlalchemy import event, text
from sqlalchemy.engine import Engine

import bot.runtime
from bot.clock import system_clock
from bot.privacy.reporting import load_reporting
from bot.privacy.sessions import PrivateSessions
from bot.transport.dialog_storage import DialogStorage
from simulator.client import Person
from simulator.demo.scene import furnish
from simulator.server import Simulator
from storage.base.audit import Actor
from storage.membership import enterprise_contacts, staff_invites
from storage.people import contacts as people
from storage.reports import keys as reports_keys
from storage.tables import metadata
from tests.bot.at_work import OWNER, Work, demo_settings, plain
from tests.empty import create_tables
from tests.redis_server import redis_url
from tests.storage.conftest import postgres

STORY = "喷胶的车间没有抽风，关着门干活。"
CLI = Actor("cli")


class Seconds:
    """The machine's seconds, as private sessions count them."""

    def __init__(self) -> None:
        self.at = 0.0

    def __call__(self) -> float:
        return self.at


@dataclass
class Place:
    """The running bot with four people who have a row, and its statements to databases."""

    work: Work
    seconds: Seconds
    redis: Redis | None
    storages: list[DialogStorage]
    people: dict[str, Person] = field(default_factory=dict)
    statements: list[tuple[str, str]] = field(default_factory=list)
    commands: list[str] = field(default_factory=list)

    async def everything(self) -> dict[str, Any]:
        """All rows but those of reports, and all of Redis; what was still to be written is."""
        for storage in self.storages:
            await storage.flush()
        found: dict[str, Any] = {}
        async with self.work.app.database.read() as db:
            for name in sorted(metadata.tables):
                if not name.startswith("report"):
                    rows = await db.execute(text(f"SELECT * FROM {name}"))  # noqa: S608  our own tables
                    found[name] = sorted(repr(tuple(row)) for row in rows)
        client: Any = self.redis
        for key in client.keys("*") if client is not None else ():
            found[str(key)] = (client.dump(key), client.ttl(key))
        return found

    async def restart(self) -> None:
        """Stop and start: of what was in memory nothing is left."""
        await self.work.stop()
        await self.start()

    async def start(self) -> None:
        """Start, as a new process does."""
        self.storages.clear()
        self.work.app.private_sessions = PrivateSessions(self.seconds)
        await self.work.start()


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=[pytest.mark.postgres, pytest.mark.redis])])
def where(request: pytest.FixtureRequest) -> Iterator[tuple[str, Redis | None]]:
    """SQLite; and a PostgreSQL database of its own, with the states in Redis."""
    if request.param == "sqlite":
        yield "", None
        return
    client = Redis.from_url(redis_url())
    client.flushdb()
    with postgres() as url:
        yield url, client
    client.flushdb()
    client.close()


@pytest.fixture
async def place(
    where: tuple[str, Redis | None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Place]:
    """Four people with a row, and the bot."""
    async with at_place(tmp_path, monkeypatch, *where) as made:
        yield made


@asynccontextmanager
async def at_place(
    directory: Path, monkeypatch: pytest.MonkeyPatch, url: str, client: Redis | None, at_redis: str = ""
) -> AsyncIterator[Place]:
    key = directory / "report.key"
    reports_keys.save(key, reports_keys.generate(date(2027, 3, 1)), new=True)
    seconds = Seconds()
    storages: list[DialogStorage] = []
    commands: list[str] = []

    class Kept(DialogStorage):
        def __init__(self, *args: Any) -> None:
            super().__init__(*args)
            storages.append(self)

    monkeypatch.setattr(bot.runtime, "DialogStorage", Kept)
    execute: Any = redis.asyncio.Redis.execute_command

    async def watched(self: Any, *args: Any, **options: Any) -> Any:
        commands.append(str(args[0]))
        return await execute(self, *args, **options)

    monkeypatch.setattr(redis.asyncio.Redis, "execute_command", watched)
    async with Simulator() as simulator:
        settings = demo_settings(simulator, directory).model_copy(
            update={
                "report_key_file": key,
                "database_url": SecretStr(url) if url else None,
                "redis_url": SecretStr(at_redis or redis_url()) if client is not None else None,
            }
        )
        work = Work(simulator, settings, system_clock)
        work.app.reporting = work.app.reporting or load_reporting(settings)
        made = Place(work, seconds, client, storages, commands=commands)

        def asked(_: Any, __: Any, statement: str, values: Any, *___: Any) -> None:
            made.statements.append((statement, str(values)))

        event.listen(Engine, "before_cursor_execute", asked)
        try:
            await create_tables(work.app.database)
            await furnish(work.app, simulator, plain())
            await made.start()
            made.people = await settled(work)
            yield made
        finally:
            event.remove(Engine, "before_cursor_execute", asked)
            await work.stop()
            await work.client.close()
            await work.app.database.close()


async def settled(work: Work) -> dict[str, Person]:
    """Four people with a row, each at another window."""
    contact = await work.person(OWNER)
    colleague, officer, responsible = [
        await work.person(name) for name in ("同事小陈", "干部老周", "负责人老吴")
    ]
    (top,) = await work.rows("SELECT id FROM jurisdictions WHERE parent_id IS NULL")
    (account,) = [one for one in await work.rows("SELECT * FROM accounts") if one["address"] == contact.id]
    (own,) = [one for one in await work.rows("SELECT * FROM people") if one["id"] == account["person_id"]]
    now = work.app.now()
    async with work.app.database.begin() as db:
        person = await people.ensure_person(db, now, colleague.id, "zh")
        await enterprise_contacts.add_contact(db, now, own["enterprise_id"], person, "member", colleague.name)
        await people.ensure_person(db, now, responsible.id, "zh")
        invite = await staff_invites.create(db, CLI, now, top["id"], "head", "safety")
        await staff_invites.accept(
            db, now, officer.id, "zh", staff_invites.hash_of_link(invite.secret), officer.name
        )
    await contact.send("/start")
    await contact.click("开始自查")  # a question, which takes what is typed as its note
    await colleague.send("/start")
    await officer.send("/office")
    await responsible.send("/start")
    return {"contact": contact, "colleague": colleague, "officer": officer, "responsible": responsible}
