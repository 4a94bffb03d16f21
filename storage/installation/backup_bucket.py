"""A bucket as backups and copies read and fill it: from a thread, file by file, and patiently.

A person is told at once that a bucket is away; a backup that takes hours goes over it.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

from storage.base.bucket_files import AT_ONCE, REST_SECONDS, BucketFiles
from storage.base.errors import OtherBytes, StoreAway
from storage.base.files import FileStore, is_digest
from storage.installation.backup_keys import BackupError

T = TypeVar("T")
Progress = Callable[[str, int, int], None]
"""Callback of progress: the step (database, evidence), the amount done, and the total."""
TRIES = 6
"""Attempts at one file, some seconds apart."""


def sizes(bucket: BucketFiles) -> Mapping[str, int]:
    """Names and sizes of all files of a bucket.

    Raises:
        BackupError: it cannot be reached.
    """
    return _run(bucket, patiently(bucket.sizes))


def read(
    bucket: BucketFiles, names: Sequence[str], take: Callable[[str, bytes], None], progress: Progress
) -> set[str]:
    """Give `take` the bytes of files, in order; return the names of those whose bytes do not match. One that
    was erased meanwhile is left out.

    Raises:
        BackupError: the bucket cannot be reached.
    """
    return _run(bucket, _read(bucket, names, take, progress))


def lost(named: Collection[str], evidence: Path | BucketFiles) -> tuple[str, ...]:
    """Those of the named files that the place of evidence has not.

    Raises:
        BackupError: it cannot be reached.
    """
    if isinstance(evidence, BucketFiles):
        return tuple(sorted({*named} - sizes(evidence).keys()))
    store = FileStore(evidence)
    return tuple(sorted(name for name in named if not store.path(name).is_file()))


def add(bucket: BucketFiles, folder: Path, progress: Progress) -> None:
    """Store all files of a folder of evidence in a bucket.

    Raises:
        BackupError: it cannot be reached.
    """
    files = sorted(path for path in folder.glob("??/??/*") if is_digest(path.name))
    _run(bucket, _add(bucket, files, progress))


async def patiently(work: Callable[[], Awaitable[T]]) -> T:
    """Do `work` on a bucket, again some seconds later while it is away.

    Raises:
        StoreAway: it stays away, or refuses.
    """
    for _ in range(TRIES - 1):
        try:
            return await work()
        except OtherBytes:
            raise
        except StoreAway as away:
            if away.reason != "away":
                raise
        await asyncio.sleep(REST_SECONDS)
    return await work()


async def _read(
    bucket: BucketFiles, names: Sequence[str], take: Callable[[str, bytes], None], progress: Progress
) -> set[str]:
    wrong: set[str] = set()
    coming: deque[tuple[str, asyncio.Future[bytes]]] = deque()
    waiting = deque(names)
    try:
        for done in range(1, len(names) + 1):
            while waiting and len(coming) < AT_ONCE:
                name = waiting.popleft()
                coming.append((name, asyncio.ensure_future(_get(bucket, name))))
            name, fetching = coming.popleft()
            try:
                take(name, await fetching)
            except OtherBytes:
                wrong.add(name)
            except FileNotFoundError:
                pass
            progress("evidence", done, len(names))
    finally:
        for _, left in coming:
            left.cancel()
        await asyncio.gather(*(left for _, left in coming), return_exceptions=True)
    return wrong


async def _get(bucket: BucketFiles, name: str) -> bytes:
    return await patiently(lambda: bucket.get(name))


async def _add(bucket: BucketFiles, files: Sequence[Path], progress: Progress) -> None:
    room, done = asyncio.Semaphore(AT_ONCE), 0

    async def put(path: Path) -> None:
        nonlocal done
        async with room:
            data = await asyncio.to_thread(path.read_bytes)
            await patiently(lambda: bucket.put(data))
            done += 1
            progress("evidence", done, len(files))

    await asyncio.gather(*map(put, files))


def _run(bucket: BucketFiles, work: Awaitable[T]) -> T:
    async def run() -> T:
        return await work

    try:
        return asyncio.run(run())
    except StoreAway as away:
        raise BackupError("cli-error-backup-store", place=str(bucket.place), reason=away.reason) from None
