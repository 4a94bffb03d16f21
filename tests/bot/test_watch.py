"""Operators are told once of a failure that lasts minutes, and once of its end, by any process that runs."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, cast, get_args

import pytest

from bot.app import App
from bot.config import Settings
from bot.health import Health
from bot.runtime import build_app
from bot.watch import TROUBLES, Watch
from content.catalog import Catalog
from storage.base import leases
from storage.base.audit import Actor
from storage.installation import migrate
from storage.installation.health import Name, Trouble
from storage.membership import operators

BEGAN, ENDED = "⚠️", "✅"


@dataclass
class Line:
    """Health as a test says it is, the operators' chats, and time as it passes."""

    app: App
    at: datetime = datetime(2026, 11, 2, 4, tzinfo=UTC)
    fails: tuple[Name, ...] = ()
    told: list[tuple[int, str]] = field(default_factory=list)

    async def look(self) -> tuple[Trouble, ...]:
        """As `Health.look`."""
        return tuple(Trouble(name) for name in self.fails)

    def watch(self, **more: Any) -> Watch:
        """The watch of a process."""

        async def tell(chat: int, text: str) -> None:
            self.told.append((chat, text))

        return Watch(self.app, cast("Health", self), tell, wall=lambda: self.at, **more)

    async def pass_time(self, *watches: Watch, **by: float) -> None:
        """Let time pass in steps of 15 seconds, each with a look of every process."""
        until = self.at + timedelta(**by)
        while self.at < until:
            self.at += timedelta(seconds=15)
            for watch in watches:
                await watch.look()

    def signs(self) -> list[str]:
        """The first character of each message."""
        return [text.split()[0] for _, text in self.told]


@pytest.fixture
def data(home: Path) -> Path:
    """The data directory, which is there."""
    home.mkdir(parents=True)
    return home


def take_away(data: Path) -> None:
    """Put a folder where the database was."""
    (data / "chenan.db").rename(data / "away")
    (data / "chenan.db").mkdir()


def bring_back(data: Path) -> None:
    """Put the database where it was."""
    (data / "chenan.db").rmdir()
    (data / "away").rename(data / "chenan.db")


@pytest.fixture
async def line(data: Path) -> AsyncIterator[Line]:
    settings = Settings()
    await migrate.upgrade(settings.database)
    made = Line(build_app(settings))
    async with made.app.database.begin() as db:
        for chat, language in ((7001, "zh"), (7002, "en")):
            payload, _ = await operators.invite(db, Actor("cli"), made.at)
            await operators.accept(db, made.at, chat, language, payload)
    yield made
    await made.app.database.close()


async def test_a_trouble_of_minutes_is_told_once_and_its_end(line: Line) -> None:
    watch = line.watch()
    await line.pass_time(watch, minutes=5)
    line.fails = ("delivery",)
    await line.pass_time(watch, minutes=3)
    assert line.told == []
    await line.pass_time(watch, minutes=20)
    assert [(chat, text.splitlines()[0]) for chat, text in line.told] == [
        (7001, "⚠️ 消息停止发送：通知和提醒都发不出。"),
        (7002, "⚠️ Messages are not being sent: notices and reminders have stopped."),
    ]
    assert "chenan doctor" in line.told[0][1]
    line.fails = ()
    await line.pass_time(watch, minutes=5)
    assert line.signs() == [BEGAN, BEGAN, ENDED, ENDED]
    assert "23" in line.told[-1][1], "how long it lasted"


async def test_what_is_over_soon_is_no_news(line: Line) -> None:
    watch = line.watch()
    for _ in range(10):
        line.fails = ("queue",)
        await line.pass_time(watch, minutes=2)
        line.fails = ()
        await line.pass_time(watch, minutes=2)
    assert line.told == []


async def test_what_flickers_is_one_trouble(line: Line) -> None:
    watch = line.watch()
    for _ in range(10):
        line.fails = ("redis",)
        await line.pass_time(watch, seconds=45)
        line.fails = ()
        await line.pass_time(watch, seconds=30)
    await line.pass_time(watch, minutes=2)
    assert line.signs() == [BEGAN, BEGAN, ENDED, ENDED]


async def test_of_two_processes_one_tells(line: Line) -> None:
    bot, scheduler = line.watch(), line.watch()
    line.fails = ("planning", "disk")
    await line.pass_time(bot, scheduler, minutes=10)
    assert len(line.told) == 4
    line.fails = ("disk",)
    await line.pass_time(bot, scheduler, minutes=10)
    assert [text.split()[0] for _, text in line.told[4:]] == [ENDED, ENDED]


async def test_the_one_that_lives_tells_the_end_of_what_the_other_told(line: Line) -> None:
    line.fails = ("bot",)
    await line.pass_time(line.watch(), minutes=4)
    assert line.signs() == [BEGAN, BEGAN]
    restarted = line.watch()
    await line.pass_time(restarted, minutes=4)
    assert len(line.told) == 2, "known already"
    line.fails = ()
    await line.pass_time(restarted, minutes=2)
    assert line.signs() == [BEGAN, BEGAN, ENDED, ENDED]


async def test_a_database_that_cannot_be_reached_is_told_too(line: Line, data: Path) -> None:
    watch = line.watch(writes_heartbeat=True)
    await line.pass_time(watch, seconds=15)
    await line.app.database.close()
    take_away(data)
    line.fails = ("database",)
    await line.pass_time(watch, minutes=5)
    assert line.signs() == [BEGAN, BEGAN]
    await line.app.database.close()
    bring_back(data)
    line.fails = ()
    await line.pass_time(watch, minutes=2)
    assert line.signs() == [BEGAN, BEGAN, ENDED, ENDED]


async def test_a_bot_shows_that_it_lives(line: Line) -> None:
    await line.watch().look()
    async with line.app.database.read() as db:
        assert await leases.last_seen(db, ["alive-bot"]) == {}
    await line.watch(writes_heartbeat=True).look()
    async with line.app.database.read() as db:
        assert await leases.last_seen(db, ["alive-bot"]) == {"alive-bot": line.at}


def test_every_trouble_has_its_sentence() -> None:
    assert set(TROUBLES) == set(get_args(Name)) - {"start"}
    catalog = Catalog.load()
    for key in TROUBLES.values():
        assert catalog.say(key, "en") != catalog.say(key, "zh")
