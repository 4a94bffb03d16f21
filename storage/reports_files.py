"""Locked photos of anonymous reports, in a folder beside the database, under names of chance."""

from __future__ import annotations

import asyncio
import os
import secrets
import stat
from collections.abc import Iterable
from datetime import UTC, date, datetime
from pathlib import Path

_SETTLED = 0o400


class ReportFiles:
    """Bytes under `root/<name>`; whole or absent, and dated to the midnight of their day."""

    def __init__(self, root: Path) -> None:
        self.root = root

    @staticmethod
    def new_name() -> str:
        """A name that tells nothing."""
        return secrets.token_hex(16)

    async def put(self, name: str, data: bytes, day: date) -> None:
        """Keep locked bytes, on the disk when it comes back.

        Raises:
            OSError: the disk is full or cannot be written.
        """
        await asyncio.to_thread(self._put, name, data, day, 0o600)

    async def get(self, name: str) -> bytes:
        """Locked bytes.

        Raises:
            FileNotFoundError: they are not there.
        """
        return await asyncio.to_thread((self.root / name).read_bytes)

    async def remove(self, names: Iterable[str], day: date) -> None:
        """Delete files; those that are gone already are no matter."""
        await asyncio.to_thread(self._remove, tuple(names), day)

    async def renew(self, names: Iterable[str]) -> None:
        """Write files anew in an order of chance, each once (it is read-only then): the file system's own
        times (ctime, birth) and numbers then say when this was, and no longer when each came in."""
        await asyncio.to_thread(self._renew, tuple(names))

    async def strays(self, known: Iterable[str], before: date) -> tuple[str, ...]:
        """Files of days before `before` that no row names: a process died before it wrote the row."""
        return await asyncio.to_thread(self._strays, frozenset(known), before)

    def _put(self, name: str, data: bytes, day: date, mode: int) -> None:
        self.root.mkdir(mode=0o700, parents=True, exist_ok=True)
        beside = self.root / f".{secrets.token_hex(16)}"
        handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            _date(beside, day)
            beside.replace(self.root / name)
        except BaseException:
            beside.unlink(missing_ok=True)
            raise
        self._settle(day)

    def _remove(self, names: tuple[str, ...], day: date) -> None:
        if not names or not self.root.is_dir():
            return
        for name in names:
            (self.root / name).unlink(missing_ok=True)
        self._settle(day)

    def _renew(self, names: tuple[str, ...]) -> None:
        for name in secrets.SystemRandom().sample(names, len(names)):
            path = self.root / name
            try:
                status = path.stat()
                if stat.S_IMODE(status.st_mode) == _SETTLED:
                    continue
                data = path.read_bytes()
            except FileNotFoundError:  # removed meanwhile
                continue
            self._put(name, data, datetime.fromtimestamp(status.st_mtime, UTC).date(), _SETTLED)

    def _strays(self, known: frozenset[str], before: date) -> tuple[str, ...]:
        if not self.root.is_dir():
            return ()
        midnight = _midnight(before)
        return tuple(
            path.name
            for path in self.root.iterdir()
            if path.name not in known and path.stat().st_mtime < midnight
        )

    def _settle(self, day: date) -> None:
        """The folder itself: on the disk, and dated like what is in it."""
        handle = os.open(self.root, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
        _date(self.root, day)


def _midnight(day: date) -> float:
    return datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp()


def _date(path: Path, day: date) -> None:
    os.utime(path, (_midnight(day), _midnight(day)))
