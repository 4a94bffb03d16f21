"""Files of evidence, named by their SHA-256: what a store of them does, and the one beside the database.

No row is written here. The other store is `bucket_files`.
"""

from __future__ import annotations

import asyncio
import hashlib
import os
import re
import tempfile
from array import array
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Protocol

_DIGEST = re.compile(r"[0-9a-f]{64}")


class Files(Protocol):
    """A store of files that are never changed, each under its SHA-256, whole or absent."""

    async def put(self, data: bytes) -> str:
        """Store `data` and return its SHA-256; the same bytes are stored once.

        Raises:
            OSError: the disk is full or cannot be written. NotKept: the store cannot be reached.
        """

    async def get(self, sha256: str) -> bytes:
        """The bytes of that digest.

        Raises:
            FileNotFoundError: they are not there. StoreAway: the store cannot be reached.
        """

    async def remove(self, sha256: str) -> None:
        """Delete stored bytes; what is not there is fine.

        Raises:
            StoreAway: the store cannot be reached.
        """

    async def local(self, sha256: str) -> Path | None:
        """A file on this machine's disk with those bytes, which stays for an hour at least; None: they are
        not there.

        Raises:
            StoreAway: the store cannot be reached.
        """

    async def all_local(self, names: Iterable[str]) -> dict[str, Path]:
        """The same for many; those that are not there are left out."""

    async def sizes(self) -> dict[str, int]:
        """The digests of everything stored, with their sizes in bytes.

        Raises:
            StoreAway: the store cannot be reached.
        """

    async def heads(self) -> array[int]:
        """The first 64 bits of each stored digest, in order: 8 bytes a file, where there are millions.

        Raises:
            StoreAway: the store cannot be reached.
        """


FOLDERS = 2
"""Levels of folders in which a file lies."""


def head_of(sha256: str) -> int:
    """The first 64 bits of a digest."""
    return int(sha256[:16], 16)


class FileStore:
    """Bytes under `root/ab/cd/<sha256>`. A file is whole or absent: temporary name, fsync, rename."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def __str__(self) -> str:
        return str(self.root)

    def path(self, sha256: str) -> Path:
        """The path of the file with that digest."""
        return self.root / sha256[:2] / sha256[2:4] / sha256

    async def put(self, data: bytes) -> str:
        """Store `data` and return its SHA-256.

        Raises:
            OSError: the disk is full or cannot be written.
        """
        return await asyncio.to_thread(self.write, data)

    async def get(self, sha256: str) -> bytes:
        """The bytes of that digest.

        Raises:
            FileNotFoundError: they are not there.
        """
        return await asyncio.to_thread(self.path(sha256).read_bytes)

    async def remove(self, sha256: str) -> None:
        """Delete stored bytes; what is not there is fine."""
        await asyncio.to_thread(self.path(sha256).unlink, missing_ok=True)

    async def local(self, sha256: str) -> Path | None:
        """The path of the file with that digest; None: it is not there."""
        path = self.path(sha256)
        return path if path.exists() else None

    async def all_local(self, names: Iterable[str]) -> dict[str, Path]:
        """The same for many; those that are not there are left out."""
        return {name: path for name in names if (path := await self.local(name)) is not None}

    async def sizes(self) -> dict[str, int]:
        """The digests of everything stored, with their sizes in bytes."""
        return await asyncio.to_thread(self._sizes)

    async def heads(self) -> array[int]:
        """The first 64 bits of each stored digest, in order."""
        return await asyncio.to_thread(self._heads)

    def _heads(self) -> array[int]:
        found = array("Q")
        for folder, folders, names in os.walk(self.root):
            if len(Path(folder).relative_to(self.root).parts) == FOLDERS:
                folders.clear()
                found.extend(head_of(name) for name in names if is_digest(name))
        return array("Q", sorted(found))

    def _sizes(self) -> dict[str, int]:
        found = {}
        for path in self.root.glob("??/??/*"):
            if is_digest(path.name):
                with suppress(FileNotFoundError):  # erased meanwhile
                    found[path.name] = path.stat().st_size
        return found

    def write(self, data: bytes) -> str:
        """Store `data` in the calling thread; see `put`."""
        sha256 = hashlib.sha256(data).hexdigest()
        target = self.path(sha256)
        if not target.exists():
            write_whole(target, data)
        return sha256


def write_whole(target: Path, data: bytes) -> None:
    """Write `data` to `target`, whole or not at all, in the calling thread; make its folders.

    Raises:
        OSError: the disk is full or cannot be written.
    """
    _make(target.parent)
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".new-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    _sync(target.parent)  # the rename itself survives a power cut


def is_digest(name: str) -> bool:
    """Whether a name is that of stored bytes, and not of a temporary file."""
    return _DIGEST.fullmatch(name) is not None


def _make(folder: Path) -> None:
    """Create `folder` and its missing parents, each synced to the disk in its parent."""
    if folder.is_dir():
        return
    _make(folder.parent)
    folder.mkdir(exist_ok=True)
    _sync(folder.parent)


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
