"""Backups that the program makes by itself."""

from __future__ import annotations

import asyncio
import logging
import os
import shutil
import tarfile
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from scheduler.clock import Clock
from scheduler.planning.backups import Backups
from storage.base.database import Database
from storage.base.files import FileStore
from storage.base.urls import sqlite_url
from storage.installation import backup, backup_restore, backup_rotation, health, migrate
from storage.installation.backup import Contents
from storage.installation.backup_evidence import SharedEvidence
from storage.installation.backup_keys import BackupError
from storage.installation.backup_rotation import Schedule

DAY = timedelta(days=1)


class Place:
    """An installation on SQLite with one file of evidence, its backups and a clock that is set by hand."""

    def __init__(self, home: Path, database: Database) -> None:
        self.home, self.database = home, database
        self.now = datetime(2026, 11, 2, 4, tzinfo=UTC)
        self.folder = home / "backups"
        self.schedule = Schedule(home / "chenan.db", home / "evidence", home / "reports", self.folder, DAY, 2)
        clock = Clock(now=lambda: self.now, wall=lambda: self.now)
        self.backups = Backups(database, clock, self.schedule)

    def names(self) -> list[str]:
        """Names in the folder, without the evidence beside the backups."""
        found = self.folder.iterdir() if self.folder.exists() else ()
        return sorted(one.name for one in found if one.name != "evidence")

    def shared(self) -> set[str]:
        """Names of the files of evidence beside the backups."""
        return {one.name for one in (self.folder / "evidence").glob("??/??/*")}

    async def next_day(self) -> Path:
        """A day later, with its backup."""
        self.now += DAY
        await self.backups.run()
        return self.folder / self.names()[-1]

    async def last(self) -> datetime | None:
        """The instant of the last backup noted."""
        async with self.database.read() as db:
            return await health.last_backup(db)


@pytest.fixture
async def place(tmp_path: Path) -> AsyncIterator[Place]:
    url = sqlite_url(tmp_path / "chenan.db")
    await migrate.upgrade(url)
    await FileStore(tmp_path / "evidence").put(b"a photo")
    database = Database(url)
    yield Place(tmp_path, database)
    await database.close()


async def test_one_a_day_checked_and_the_newest_are_kept(place: Place) -> None:
    await place.backups.run()
    await place.backups.run()
    assert place.names() == ["chenan-20261102T040000Z.tar.gz"]
    assert await place.last() == place.now
    (place.folder / "mine.tar").write_bytes(b"of somebody else")
    for _ in range(3):
        place.now += DAY - timedelta(seconds=1)
        await place.backups.run()
        place.now += timedelta(seconds=1)
        await place.backups.run()
    assert place.names() == ["chenan-20261104T040000Z.tar.gz", "chenan-20261105T040000Z.tar.gz", "mine.tar"]
    found = backup.verify(place.folder / "chenan-20261105T040000Z.tar.gz", lambda *_: None)
    assert (found.lost, found.is_whole) == ((), True)
    assert (place.folder.stat().st_mode & 0o77, (place.folder / place.names()[0]).stat().st_mode & 0o77) == (
        0,
        0,
    )


async def test_evidence_lies_once_beside_them_as_long_as_one_holds_it(place: Place) -> None:
    store = FileStore(place.home / "evidence")
    photo = await store.put(b"a photo")
    await place.backups.run()
    other = await store.put(os.urandom(100_000))
    file = await place.next_day()
    assert place.shared() == {photo, other}
    with tarfile.open(file) as tar:
        assert sorted(tar.getnames()) == ["chenan.db", "manifest.json"]
    assert file.stat().st_size < 90_000, "without the photos, and compressed"
    await store.remove(photo)
    await place.next_day()
    await place.next_day()
    assert place.shared() == {photo, other}, "what was added within a day may belong to a backup being made"
    long_ago = place.now.timestamp() - 2 * 86_400
    for one in place.shared():
        os.utime(SharedEvidence(place.folder / "evidence").path(one), (long_ago, long_ago))
    (place.folder / "mine.tar").write_bytes(b"of somebody else")
    await place.next_day()
    assert place.shared() == {other}, "no backup that is left holds the erased one"


async def test_a_file_cut_short_is_copied_again_and_one_taken_up_again_is_young(place: Place) -> None:
    """A backup being made may hold a file that no finished one names: it is not pruned as an old one."""
    store, shared = FileStore(place.home / "evidence"), SharedEvidence(place.folder / "evidence")
    cut, whole = await store.put(b"another photo"), await store.put(b"a photo")
    await place.backups.run()
    shared.path(cut).write_bytes(b"ano")
    os.utime(shared.path(whole), (0, 0))
    assert shared.add(store.path(cut))
    assert shared.add(store.path(whole))
    assert shared.copy(cut)
    shared.prune((), shared.path(cut).stat().st_mtime - 3600)
    assert place.shared() == {cut, whole}


async def test_nothing_is_deleted_beside_a_backup_that_cannot_be_read(place: Place) -> None:
    store = FileStore(place.home / "evidence")
    photo = await store.put(b"a photo")
    await place.backups.run()
    path = SharedEvidence(place.folder / "evidence").path(photo)
    os.utime(path, (0, 0))
    (place.folder / place.names()[0]).write_bytes(b"damaged")
    await store.remove(photo)
    await place.next_day()
    assert place.shared() == {photo}


async def test_all_of_it_is_restored_and_what_is_missing_is_named(place: Place, tmp_path: Path) -> None:
    store = FileStore(place.home / "evidence")
    photo, other = await store.put(b"a photo"), await store.put(b"another")
    file = await place.next_day()
    assert backup.verify(file, lambda *_: None).files == 2

    def restore(name: str, source: Path = file) -> tuple[Contents, Path]:
        home = tmp_path / name
        found = backup_restore.restore(
            source,
            home / "chenan.db",
            home / "evidence",
            home / "reports",
            force=False,
            progress=lambda *_: None,
        )
        return found, home / "evidence"

    found, evidence = await asyncio.to_thread(restore, "new")
    assert found.lost == ()
    assert {await FileStore(evidence).get(one) for one in (photo, other)} == {b"a photo", b"another"}
    SharedEvidence(place.folder / "evidence").path(photo).write_bytes(b"decayed")
    found, evidence = await asyncio.to_thread(restore, "less")
    assert found.lost == (photo,)
    assert not FileStore(evidence).path(photo).exists()
    assert backup.verify(file, lambda *_: None).lost == (photo,)
    (tmp_path / "stick").mkdir()
    alone = Path(shutil.copy(file, tmp_path / "stick"))
    with pytest.raises(BackupError, match="belong beside it"):
        backup.verify(alone, lambda *_: None)
    with pytest.raises(BackupError, match="belong beside it"):
        await asyncio.to_thread(restore, "nothing", alone)
    assert not (tmp_path / "nothing" / "chenan.db").exists()


async def test_each_is_whole_where_that_is_set(place: Place) -> None:
    place.backups = Backups(
        place.database,
        Clock(now=lambda: place.now, wall=lambda: place.now),
        replace(place.schedule, shares=False),
    )
    file = await place.next_day()
    assert file.suffix == ".tar"
    assert not (place.folder / "evidence").exists()
    assert backup.verify(file, lambda *_: None).files == 1


async def test_what_fails_is_said_and_tried_again_and_older_ones_stay(
    place: Place, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    await place.backups.run()
    before = place.names()
    place.now += DAY

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as broken:
        broken.setattr(os, "fsync", full)
        await place.backups.run()
    assert place.names() == before
    assert await place.last() == place.now - DAY
    (said,) = [one.getMessage() for one in caplog.records if one.levelno == logging.ERROR]
    assert "no space is left on the disk" in said
    await place.backups.run()
    assert len(place.names()) == 2


async def test_a_program_that_ends_leaves_nothing_half_made(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = asyncio.Event()
    loop = asyncio.get_running_loop()
    real = backup.make

    def slow(*given: object, **_how: object) -> backup.Contents:
        *_paths, progress = given
        loop.call_soon_threadsafe(begun.set)
        while True:
            progress("database", 1, 2)  # type: ignore[operator]

    monkeypatch.setattr(backup, "make", slow)
    running = asyncio.ensure_future(place.backups.run())
    await begun.wait()
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    assert place.names() == []
    monkeypatch.setattr(backup, "make", real)
    await place.backups.run()
    assert len(place.names()) == 1, "the next start makes it at once"


async def test_leavings_of_a_killed_program_are_swept(place: Place) -> None:
    for name, age in ((".backup-old", 2 * 86_400), (".backup-new", 60)):
        (place.folder / name).mkdir(parents=True)
        (place.folder / name / "backup.tar.gz").write_bytes(b"half")
        at = place.now.timestamp() - age
        os.utime(place.folder / name, (at, at))
    await place.backups.run()
    assert place.names() == [".backup-new", "chenan-20261102T040000Z.tar.gz"]


async def test_a_clock_that_was_ahead_does_not_put_backups_off(place: Place) -> None:
    place.now += 400 * DAY
    await place.backups.run()
    place.now -= 400 * DAY
    await place.backups.run()
    assert "chenan-20261102T040000Z.tar.gz" in place.names()
    assert await place.last() == place.now


async def test_two_processes_make_one(place: Place) -> None:
    other = Backups(place.database, Clock(now=lambda: place.now, wall=lambda: place.now), place.schedule)
    await asyncio.gather(place.backups.run(), other.run())
    assert len(place.names()) == 1
    assert backup_rotation.NAME.fullmatch(place.names()[0])


@pytest.mark.parametrize(
    ("every", "made", "due"),
    [
        (1, ["2026-11-02T03:05"], "2026-11-03T03:00"),
        (1, ["2026-11-02T15:00"], "2026-11-03T03:00"),  # by hand, in between
        (1, ["2026-11-02T02:59"], "2026-11-02T03:00"),
        (3, ["2026-11-02T03:05"], "2026-11-05T03:00"),
    ],
)
def test_at_an_hour_of_the_night_where_one_is_set(every: int, made: list[str], due: str) -> None:
    zone = ZoneInfo("Asia/Shanghai")
    schedule = Schedule(Path("x"), Path("x"), Path("x"), Path("x"), every * DAY, 2, 3, zone)
    last, first = (datetime.fromisoformat(one).replace(tzinfo=zone).astimezone(UTC) for one in (*made, due))
    assert not schedule.is_due(last, first - timedelta(seconds=1))
    assert schedule.is_due(last, first)
    assert schedule.is_due(last, first + timedelta(hours=5)), "the machine was off at that hour"
    assert schedule.is_due(None, first - timedelta(hours=1))
    assert not schedule.is_due(first + timedelta(minutes=1), first + timedelta(hours=23))


def test_more_often_than_once_a_day_no_hour_counts() -> None:
    schedule = Schedule(Path("x"), Path("x"), Path("x"), Path("x"), DAY / 4, 2, 3)
    at = datetime(2026, 11, 2, 4, tzinfo=UTC)
    assert [schedule.is_due(at, at + timedelta(hours=hours)) for hours in (5, 6)] == [False, True]
