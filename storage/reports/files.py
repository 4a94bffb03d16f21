"""Locked photos of anonymous reports, in a folder beside the database, under random names."""

from __future__ import annotations

import asyncio
import os
import secrets
import stat
import time
from collections.abc import Callable, Collection, Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

SAME = int(datetime(2026, 1, 1, tzinfo=UTC).timestamp())
"""The time that every file and the folder have from the first write on: it tells nothing."""
_SETTLED = 0o400
_UNSEEN = os.O_RDONLY | getattr(os, "O_NOATIME", 0)
"""Flag of `open` that leaves no access time."""
LEFT = timedelta(hours=1)
"""Time after which a file without a row is an orphan: its row follows at once, or, where the database was
shut, when the worker sends again. Counted in the process's own seconds, so that a clock set forward deletes
no photo whose row is still to come."""


class ReportFiles:
    """Bytes under `root/<name>`; whole or absent, and all of one and the same time."""

    def __init__(self, root: Path, monotonic: Callable[[], float] = time.monotonic) -> None:
        self.root = root
        self._monotonic = monotonic
        self._unnamed: dict[str, float] = {}
        """Files that no row named at the last clean-up, with the second at which they were first seen so."""

    @staticmethod
    def new_name() -> str:
        """A random name."""
        return secrets.token_hex(16)

    async def put(self, name: str, data: bytes) -> None:
        """Store locked bytes, synced to the disk on return.

        Raises:
            OSError: the disk is full or cannot be written.
        """
        await asyncio.to_thread(self._put, name, data, 0o600)

    async def get(self, name: str) -> bytes:
        """Locked bytes.

        Raises:
            FileNotFoundError: they are not there.
        """
        return await asyncio.to_thread(_read, self.root / name)

    async def remove(self, names: Iterable[str]) -> None:
        """Delete files; files already gone are ignored."""
        await asyncio.to_thread(self._remove, tuple(names))

    async def have(self, names: Iterable[str]) -> bool:
        """Whether all of these are on the disk."""
        paths = [self.root / name for name in names]
        return await asyncio.to_thread(lambda: all(path.is_file() for path in paths))

    async def renew(self, names: Iterable[str], settled: Collection[str]) -> None:
        """Rewrite files in random order, and date all of them alike.

        The file system's own times (birth, ctime) and numbers cannot be set: they then say when this was, and
        no longer when each came in. Those in `settled`, of a day that is over, are written a last time (and
        are read-only then): the others would keep which batch of the day was theirs.
        """
        await asyncio.to_thread(self._renew, tuple(names), frozenset(settled))

    async def delete_orphans(self, known: Iterable[str], *, alone: bool = False) -> None:
        """Delete files that no row names: a process died before it wrote the row, or in the middle of
        a file.

        `alone`: nobody is taking a report in. Otherwise only what this process has seen without a row for
        LEFT goes. Only for a folder that is this database's (`reports.folder.settle`).
        """
        await asyncio.to_thread(self._delete_orphans, frozenset(known), alone)

    def _put(self, name: str, data: bytes, mode: int) -> None:
        self.root.mkdir(mode=0o700, parents=True, exist_ok=True)
        beside = self.root / f".{secrets.token_hex(16)}"
        handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
        try:
            with os.fdopen(handle, "wb", buffering=0) as file:
                os.utime(file.fileno(), (SAME, SAME))
                left = memoryview(data)
                while left:
                    left = left[file.write(left) :]
                os.utime(file.fileno(), (SAME, SAME))
                os.fsync(file.fileno())
            beside.replace(self.root / name)
        except BaseException:
            beside.unlink(missing_ok=True)
            raise
        finally:
            self._settle()

    def _remove(self, names: tuple[str, ...]) -> None:
        if not names or not self.root.is_dir():
            return
        for name in names:
            (self.root / name).unlink(missing_ok=True)
        self._settle()

    def _renew(self, names: tuple[str, ...], settled: frozenset[str]) -> None:
        for name in secrets.SystemRandom().sample(names, len(names)):
            path = self.root / name
            try:
                status = path.stat()
                if stat.S_IMODE(status.st_mode) != _SETTLED or status.st_mtime_ns != SAME * 10**9:
                    self._put(name, _read(path), _SETTLED if name in settled else 0o600)
            except FileNotFoundError:  # removed meanwhile
                continue
        for name in names:  # all at once, so that their ctime is one too
            try:
                os.utime(self.root / name, (SAME, SAME))
            except FileNotFoundError:
                continue

    def _delete_orphans(self, known: frozenset[str], alone: bool) -> None:
        self.root.mkdir(mode=0o700, parents=True, exist_ok=True)  # not by the first report
        self._settle()
        now, seen = self._monotonic(), self._unnamed
        self._unnamed = {}
        for path in self.root.iterdir():
            if path.name in known:
                continue
            try:
                since = seen.get(path.name, now)
                if alone or (path.name in seen and now - since >= LEFT.total_seconds()):
                    path.unlink()
                    continue
                self._unnamed[path.name] = since
                if path.stat().st_mtime_ns != SAME * 10**9:
                    os.utime(path, (SAME, SAME))
            except FileNotFoundError:  # it has its name now, or is gone
                continue
        self._settle()

    def _settle(self) -> None:
        """Date the folder like its files, and sync it to the disk."""
        handle = os.open(self.root, os.O_RDONLY)
        try:
            os.utime(handle, (SAME, SAME))
            os.fsync(handle)
        finally:
            os.close(handle)


def _read(path: Path) -> bytes:
    try:
        handle = os.open(path, _UNSEEN)
    except PermissionError:  # only a file's owner may read it unseen
        handle = os.open(path, os.O_RDONLY)
    with os.fdopen(handle, "rb") as file:
        return file.read()
