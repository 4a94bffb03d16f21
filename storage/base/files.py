"""Files of evidence, named by their SHA-256 beside the database. No row is written here."""

from __future__ import annotations

import asyncio
import hashlib
import os
import tempfile
from pathlib import Path


class FileStore:
    """Bytes under `root/ab/cd/<sha256>`. A file is whole or absent: temporary name, fsync, rename."""

    def __init__(self, root: Path) -> None:
        self.root = root

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
