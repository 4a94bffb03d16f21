"""Backups encrypted to public keys: nothing of them can be read without a private one, everything with it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from storage.base.database import Database
from storage.base.files import FileStore
from storage.base.urls import sqlite_url
from storage.installation import backup, backup_keys, backup_restore, backup_rotation, migrate
from storage.installation.backup_keys import BackupError, Identity, Recipients
from storage.installation.backup_rotation import Schedule
from storage.people import contacts

PHOTO = b"\xff\xd8a photo of a workshop" * 50
NOW = datetime(2026, 11, 2, 4, tzinfo=UTC)
DAY = timedelta(days=1)


def silent(*_: object) -> None:
    """No progress."""


@dataclass
class Place:
    """An installation with a person and a photo, and a key pair of its backups."""

    home: Path
    key: Path
    schedule: Schedule

    def make(self, day: int = 0) -> Path:
        """That day's backup."""
        made, contents = backup_rotation.make(self.schedule, NOW + day * DAY, silent)
        assert contents.lost == ()
        return made

    @property
    def identity(self) -> Identity:
        return Identity.read(self.key)

    def restore(self, file: Path, identity: Identity | None) -> Path:
        """Restore into an empty home and return it."""
        home = self.home / "restored"
        shutil.rmtree(home, ignore_errors=True)
        home.mkdir()
        folders = (home / "chenan.db", home / "evidence", home / "reports")
        backup_restore.restore(file, *folders, force=False, progress=silent, identity=identity)
        return home


@pytest.fixture
async def place(tmp_path: Path) -> Place:
    url = sqlite_url(tmp_path / "chenan.db")
    await migrate.upgrade(url)
    database = Database(url)
    async with database.begin() as db:
        await contacts.ensure_person(db, NOW, 700_000_123, "zh")
    await database.close()
    await FileStore(tmp_path / "evidence").put(PHOTO)
    (tmp_path / "reports").mkdir()
    key = tmp_path / "key.txt"
    to = Recipients.read(backup_keys.new_key(key))
    folders = (tmp_path / "evidence", tmp_path / "reports", tmp_path / "backups")
    return Place(tmp_path, key, Schedule(tmp_path / "chenan.db", *folders, DAY, 2, recipients=to))


@contextmanager
def refused(key: str) -> Iterator[None]:
    """The block ends in that refusal."""
    with pytest.raises(BackupError) as caught:
        yield
    assert caught.value.key == key


def _bytes_of(folder: Path) -> bytes:
    return b"".join(one.read_bytes() for one in sorted(folder.rglob("*")) if one.is_file())


async def test_nothing_is_read_without_the_key_and_all_is_there_with_it(place: Place) -> None:
    file = place.make()
    assert file.name == "chenan-20261102T040000Z.tar.gz.age"
    written = _bytes_of(place.schedule.folder)
    assert PHOTO[:40] not in written
    assert b"SQLite format" not in written
    assert not list(place.home.glob(".backup-*")), "nothing is left of what was packed"
    for one in place.schedule.folder.rglob("*"):
        assert not one.is_file() or one.stat().st_mode & 0o77 == 0, one
    found = backup.verify(file, silent, place.identity)
    assert (found.files, found.lost, found.is_whole) == (1, (), True)
    home = place.restore(file, place.identity)
    assert _bytes_of(home / "evidence") == PHOTO
    database = Database(sqlite_url(home / "chenan.db"))
    async with database.read() as db:
        assert await contacts.identify(db, 700_000_123)
    await database.close()
    assert sorted(one.name for one in home.iterdir())[:2] == ["chenan.db", "evidence"]


async def test_without_the_key_with_another_and_damaged_it_is_refused(place: Place) -> None:
    file = place.make()
    other = place.home / "other.txt"
    backup_keys.new_key(other)
    for identity, key in (
        (None, "cli-error-backup-locked"),
        (Identity.read(other), "cli-error-backup-sealed"),
    ):
        with refused(key):
            place.restore(file, identity)
        assert not list((place.home / "restored").rglob("*.db")), "nothing was replaced"
    data = bytearray(file.read_bytes())
    data[-20] ^= 1
    file.write_bytes(data)
    with refused("cli-error-backup-sealed"):
        backup.verify(file, silent, place.identity)
    file.write_bytes(data[: len(data) // 2])
    with refused("cli-error-backup-sealed"):
        backup.verify(file, silent, place.identity)


async def test_evidence_is_encrypted_once_and_goes_when_no_backup_needs_it(place: Place) -> None:
    place.make()
    (beside,) = place.schedule.folder.glob("evidence-age-*")
    (first,) = (one for one in beside.rglob("*") if one.is_file())
    was = first.read_bytes()
    place.make(1)
    assert first.read_bytes() == was
    store = FileStore(place.home / "evidence")
    await store.remove(first.name)
    for day in (2, 3):
        place.make(day)
    os.utime(first, (0, 0))
    place.make(4)
    assert not first.exists()
    left = [one.name.split(".", 1)[1] for one in place.schedule.folder.iterdir() if one.is_file()]
    assert sorted(left) == ["evidence.json"] * 2 + ["tar.gz.age"] * 2


async def test_a_damaged_file_of_evidence_is_named(place: Place) -> None:
    file = place.make()
    (beside,) = place.schedule.folder.glob("evidence-age-*")
    (photo,) = (one for one in beside.rglob("*") if one.is_file())
    data = bytearray(photo.read_bytes())
    data[-1] ^= 1
    await FileStore(place.home / "evidence").put(b"another")
    newer = place.make(1)
    photo.write_bytes(data)
    assert backup.verify(newer, silent, place.identity).lost == (photo.name,)
    photo.unlink()
    with refused("cli-error-backup-alone"):
        backup.verify(file, silent, place.identity)


async def test_new_keys_open_what_is_made_from_then_on(place: Place) -> None:
    old = place.make()
    second, third = place.home / "second.txt", place.home / "third.txt"
    keys = ", ".join(backup_keys.new_key(one) for one in (second, third))
    place.schedule = replace(place.schedule, recipients=Recipients.read(keys))
    new = place.make(1)
    for file in (second, third):
        assert backup.verify(new, silent, Identity.read(file)).lost == ()
    with refused("cli-error-backup-sealed"):
        backup.verify(new, silent, place.identity)
    assert backup.verify(old, silent, place.identity).lost == ()


@pytest.mark.parametrize("text", ["", "age1", "AGE-SECRET-KEY-1QQ", "ssh-ed25519 AAAA"])
def test_what_is_no_public_key_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="cli-error-setting-recipients"):
        Recipients.read(text)


def test_a_key_is_never_written_over_and_for_its_owner_alone(tmp_path: Path) -> None:
    file = tmp_path / "key.txt"
    public = backup_keys.new_key(file)
    assert public.startswith("age1")
    assert file.stat().st_mode & 0o77 == 0
    with refused("cli-error-backup-there"):
        backup_keys.new_key(file)
    file.write_text("# public key: age1\n")
    with refused("cli-error-backup-no-identity"):
        Identity.read(file)
