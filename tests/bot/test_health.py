"""`/healthz` and `/readyz`: what they answer, and that they cost little."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from aiohttp.test_utils import TestClient, TestServer
from prometheus_client.parser import text_string_to_metric_families

from bot.app import App
from bot.clock import system_clock
from bot.config import Settings
from bot.health import KEPT_SECONDS, TELEGRAM_SECONDS, Health
from bot.metrics import Metrics
from bot.runtime import build_app
from bot.transport.contact import Contact
from bot.transport.web import health_app
from storage.base import leases
from storage.installation import health, migrate
from storage.installation.health import PARTS, heartbeat_of
from tests.bot.conftest import Seconds


@pytest.fixture
def data(home: Path) -> Path:
    """The data directory, which is there."""
    home.mkdir(parents=True)
    return home


def take_away(data: Path) -> None:
    """Put a folder where the database was."""
    (data / "chenan.db").rename(data / "elsewhere")
    (data / "chenan.db").mkdir()


@pytest.fixture
async def app(data: Path, seconds: Seconds) -> AsyncIterator[App]:
    """An installation in which all is well."""
    settings = Settings()
    await migrate.upgrade(settings.database)
    made = build_app(settings)
    made.contact, made.started = Contact(seconds), True
    await alive(made)
    yield made
    await made.database.close()


async def alive(app: App, ago: timedelta = timedelta()) -> None:
    async with app.database.begin() as db:
        for part in PARTS:
            await leases.record_heartbeat(db, heartbeat_of(part), system_clock() - ago)


async def ask(health: Health, path: str = "/readyz") -> tuple[int, object]:
    server = TestServer(health_app(health.look, Metrics(health.app, health, Settings().data_dir).render))
    async with TestClient(server) as client, client.get(path) as answer:
        return answer.status, await (answer.json() if path == "/readyz" else answer.text())


async def test_an_installation_that_serves_is_ready(app: App, seconds: Seconds) -> None:
    health = Health(Settings(), app, seconds)
    assert await ask(health) == (200, {"ready": True, "troubles": []})
    assert await ask(health, "/healthz") == (200, "ok\n")


async def test_it_is_not_ready_before_it_has_started(app: App, seconds: Seconds) -> None:
    app.started = False
    health = Health(Settings(), app, seconds)
    assert await ask(health) == (503, {"ready": False, "troubles": [{"name": "start"}]})
    assert (await ask(health, "/healthz"))[0] == 200
    app.started = True
    assert (await ask(health))[0] == 200, "at once"


async def test_backups_that_fail_are_named_and_keep_nobody_waiting(
    app: App, data: Path, seconds: Seconds
) -> None:
    for settings, troubles in (
        (Settings(), []),
        (Settings(backup_dir=data / "backups"), [{"name": "backup", "age_hours": 49}]),
    ):
        assert await health.note_backup(app.database, system_clock() - timedelta(hours=49, minutes=1))
        assert await ask(Health(settings, app, seconds)) == (200, {"ready": True, "troubles": troubles})


async def test_everything_that_fails_is_named_at_once(app: App, seconds: Seconds) -> None:
    health = Health(Settings(), app, seconds)
    await alive(app, timedelta(seconds=90))
    app.contact.note(answered=False)
    seconds.at += TELEGRAM_SECONDS + 1
    status, said = await ask(health)
    assert isinstance(said, dict)
    assert (status, said["ready"]) == (503, False)
    assert [one["name"] for one in said["troubles"]] == ["telegram", "bot", "delivery", "planning"]
    assert said["troubles"][0] == {"name": "telegram", "away_seconds": 121}
    assert 90 <= said["troubles"][1]["silent_seconds"] < 100
    assert (await ask(health, "/healthz"))[0] == 200, "the process lives"


async def test_telegram_is_away_after_two_minutes_without_an_answer(app: App, seconds: Seconds) -> None:
    health = Health(Settings(), app, seconds)
    app.contact.note(answered=False)
    seconds.at += TELEGRAM_SECONDS
    app.contact.note(answered=False)
    await alive(app)
    assert [one.name for one in await health.look()] == []
    seconds.at += KEPT_SECONDS
    assert [one.name for one in await health.look()] == ["telegram"]
    app.contact.note(answered=True)
    seconds.at += KEPT_SECONDS
    assert [one.name for one in await health.look()] == []


async def test_redis_away_is_named(app: App, seconds: Seconds, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHENAN_REDIS_URL", "redis://127.0.0.1:1/0")
    assert [one.name for one in await Health(Settings(), app, seconds).look()] == ["redis"]


async def test_who_asks_often_gets_the_last_answer(app: App, seconds: Seconds) -> None:
    health = Health(Settings(), app, seconds)
    assert await health.look() == ()
    await app.database.close()  # every further look fails
    seconds.at += KEPT_SECONDS - 0.1
    assert await health.look() == ()


async def test_figures_are_given_for_prometheus(app: App, seconds: Seconds) -> None:
    health = Health(Settings(), app, seconds)
    await alive(app, timedelta(seconds=90))
    seconds.at += 61
    status, said = await ask(health, "/metrics")
    assert status == 200
    figures = {
        (sample.name, *sorted(sample.labels.values())): sample.value
        for family in text_string_to_metric_families(str(said))
        for sample in family.samples
    }
    assert figures["chenan_trouble", "delivery"] == 1
    assert figures["chenan_trouble", "disk"] == 0
    assert 90 <= figures["chenan_heartbeat_age_seconds", "planning"] < 100
    assert figures["chenan_outbox_rows", "pending"] == 0
    assert figures["chenan_outbox_oldest_due_seconds",] == 0
    assert figures["chenan_people",] == 0
    assert figures["chenan_database_bytes",] > 4096
    assert figures["chenan_disk_free_bytes",] > 0
    assert "process_resident_memory_bytes" in str(said)


async def test_figures_are_given_without_a_database(app: App, seconds: Seconds, data: Path) -> None:
    health = Health(Settings(), app, seconds)
    await app.database.close()
    take_away(data)
    status, said = await ask(health, "/metrics")
    assert status == 200
    assert 'chenan_trouble{name="database"} 1.0' in str(said)
    assert "chenan_people " not in str(said)
