"""Troubles that keep an installation from serving people, found by name and with figures."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
from collections import namedtuple
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from storage.base import leases
from storage.base.database import Database
from storage.base.diagnosis import kind_of
from storage.base.files import FileStore
from storage.installation import health
from storage.installation.health import Trouble
from storage.outbox import backlog
from storage.outbox import queue as outbox
from storage.people import contacts
from tests.storage.conftest import Clock

LONG = timedelta(hours=1)
SLOW = Trouble("database", {"reason": "slow"})
Usage = namedtuple("Usage", "total used free")


async def beat(database: Database, at: datetime, *parts: str) -> None:
    async with database.begin() as db:
        for part in parts:
            await leases.record_heartbeat(db, health.heartbeat_of(part), at)


async def queue(database: Database, now: datetime, key: str, not_before: datetime, **more: Any) -> None:
    async with database.begin() as db:
        person = await contacts.ensure_person(db, now, 5_000_000_001, "zh")
        given = {"person_id": person, "text_key": "x", "not_before": not_before, **more}
        await outbox.enqueue(db, now, dedupe_key=key, **given)


async def look(database: Database, clock: Clock, running: timedelta = LONG) -> list[Trouble]:
    return await health.look_at_parts(database, clock.now(), clock.now(), running)


async def test_a_disk_that_was_full_has_to_prove_that_it_has_room(
    postgres_tables: str, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The row of the check itself finds room in its page for long, while answers cannot be stored."""
    full = "DO $$ BEGIN RAISE EXCEPTION 'no space' USING ERRCODE = '53100'; END $$"
    database = Database(postgres_tables)
    try:
        assert await health.look_at_database(database, clock.now()) is None
        with pytest.raises(DBAPIError):
            async with database.begin() as db:
                await db.execute(text(full))
        with monkeypatch.context() as patched:
            patched.setattr("storage.base.database._NEW_ROOM", full)
            for _ in range(2):
                found = await health.look_at_database(database, clock.now())
                assert found == Trouble("database", {"reason": "full"})
        assert await health.look_at_database(database, clock.now()) is None
        assert not database._was_full
    finally:
        await database.close()


async def test_parts_that_were_seen_within_the_minute_are_well(database: Database, clock: Clock) -> None:
    await beat(database, clock.now(), *health.PARTS)
    clock.move(seconds=60)
    assert await look(database, clock) == []


async def test_each_part_that_stands_still_is_named(database: Database, clock: Clock) -> None:
    await beat(database, clock.now(), *health.PARTS)
    clock.move(seconds=50)
    await beat(database, clock.now(), "bot", "planning")
    clock.move(seconds=11)
    assert await look(database, clock) == [Trouble("delivery", {"silent_seconds": 61})]
    clock.move(minutes=2)
    assert [one.name for one in await look(database, clock)] == ["bot", "delivery", "planning"]


async def test_a_scheduler_that_starts_too_is_given_a_minute(database: Database, clock: Clock) -> None:
    assert await look(database, clock, timedelta(seconds=60)) == []
    found = await look(database, clock, timedelta(seconds=61))
    assert [(one.name, one.values) for one in found] == [
        ("bot", {"silent_seconds": None}),
        ("delivery", {"silent_seconds": None}),
        ("planning", {"silent_seconds": None}),
    ]


async def test_a_message_that_has_been_due_for_long_is_late(database: Database, clock: Clock) -> None:
    await beat(database, clock.move(minutes=11), *health.PARTS)
    now = clock.now()
    await queue(database, now, "tomorrow", now + timedelta(days=1))
    await queue(database, now, "line", now - LONG, priority=outbox.GATHERED)
    await queue(database, now, "fresh", now - timedelta(minutes=10))
    assert await look(database, clock) == []
    await queue(database, now, "late", now - timedelta(minutes=10, seconds=1), priority=outbox.NOTICE)
    assert await look(database, clock) == [Trouble("queue", {"late_seconds": 601})]


async def test_what_waits_is_counted_by_state(database: Database, clock: Clock) -> None:
    now = clock.now()
    async with database.read() as db:
        assert set((await backlog.count_by_state(db)).values()) == {0}
        assert await backlog.oldest_due(db, now) is None
    await queue(database, now, "one", now)
    await queue(database, now, "two", now - LONG)
    await queue(database, now, "line", now, priority=outbox.GATHERED)
    async with database.read() as db:
        assert await backlog.count_by_state(db) == {
            "pending": 2,
            "retry": 0,
            "sending": 0,
            "failed": 0,
            "gathered": 1,
        }
        assert await backlog.oldest_due(db, now) == now - LONG


async def test_a_database_that_can_be_written_is_well(database: Database, clock: Clock) -> None:
    assert await health.look_at_database(database, clock.now()) is None
    assert await health.look_at_database(database, clock.move(seconds=5)) is None


async def test_a_database_that_is_away_or_slow_is_named(
    tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    away = Database("postgresql+asyncpg://nobody@127.0.0.1:1/none")
    assert await health.look_at_database(away, clock.now()) == Trouble("database", {"reason": "away"})
    await away.close()
    monkeypatch.setattr(health, "DATABASE_SECONDS", 0.05)
    busy = Database(f"sqlite+aiosqlite:///{tmp_path / 'busy.db'}")
    await busy.create_all()
    async with busy.begin():
        found = await health.look_at_database(busy, clock.now())
    assert found == Trouble("database", {"reason": "slow"})
    await busy.close()


@pytest.mark.postgres
@pytest.mark.parametrize("database_url", ["postgres"], indirect=True)
async def test_a_server_that_stops_answering_is_not_waited_for(
    unshared: Database, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It answers nothing, not even a rollback or a request to cancel."""
    monkeypatch.setattr(health, "DATABASE_SECONDS", 0.3)
    async with unshared.begin() as db:
        server = (await db.execute(text("SELECT pg_backend_pid()"))).scalar_one()
    try:
        os.kill(server, signal.SIGSTOP)
    except OSError:
        pytest.skip("the server runs elsewhere, or as somebody who may not be stopped")
    try:
        async with asyncio.timeout(10):
            assert await health.look_at_database(unshared, clock.now()) == SLOW
    finally:
        os.kill(server, signal.SIGCONT)
    async with asyncio.timeout(30):
        while await health.look_at_database(unshared, clock.now()) is not None:
            pass


@pytest.mark.parametrize(
    ("total", "free", "percent"),
    [(10 * 10**9, 499 * 10**6, 4), (4 * 10**12, 199 * 10**9, 4), (10**9, 499 * 10**6, 49)],
)
def test_a_disk_with_little_left_is_named(
    total: int, free: int, percent: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Path] = []

    def usage(path: Path) -> Usage:
        asked.append(path)
        return Usage(total, total - free, free)

    monkeypatch.setattr("shutil.disk_usage", usage)
    found = health.look_at_disk(tmp_path / "not" / "there")
    assert found == Trouble("disk", {"free_bytes": free, "free_percent": percent})
    assert asked == [tmp_path]


def test_a_disk_with_enough_left_is_well(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda path: Usage(10 * 10**9, 9 * 10**9, 5 * 10**8))
    assert health.look_at_disk(tmp_path) is None


@pytest.fixture
def few_files(tmp_path: Path) -> Iterator[Path]:
    """A disk of its own that takes forty files."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=700m,nr_inodes=40", "tmpfs", str(place)]
    if subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("nothing may be mounted here")
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)


def test_a_disk_that_takes_no_more_files_is_named(few_files: Path) -> None:
    assert health.look_at_disk(few_files) is None
    store = FileStore(few_files / "evidence")
    first = store.write(b"a photo")
    with pytest.raises(OSError, match="No space left") as full:
        [store.write(b"photo %d" % number) for number in range(40)]
    assert kind_of(full.value) == "full"
    assert not list(few_files.rglob(".new-*")), "no half of a file is left"
    assert health.look_at_disk(few_files) == Trouble("disk", {"free_files": 0, "free_percent": 0})
    store.path(first).unlink()
    assert store.write(b"a photo") == first


async def test_backups_that_fail_are_named(database: Database, clock: Clock) -> None:
    day, hour = timedelta(days=1), timedelta(hours=1)

    async def look(running: timedelta) -> Trouble | None:
        return await health.look_at_backups(database, clock.now(), day, running)

    assert await look(hour) is None, "the first one is being made"
    assert await look(3 * hour) == Trouble("backup", {"age_hours": None})
    await health.note_backup(database, clock.now())
    assert await look(3 * hour) is None
    clock.move(hours=48)
    assert await look(3 * hour) is None
    clock.move(hours=1)
    assert await look(3 * hour) == Trouble("backup", {"age_hours": 49})
