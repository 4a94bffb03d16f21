"""Copies evidence from one place to another, a folder or a bucket, so that an installation can move.

Files that are there already are not sent again: a copy that was cut off goes on, and a second one, after the
bot was stopped, takes along what came meanwhile. Nothing is deleted at either place.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from storage.base.bucket_files import AT_ONCE
from storage.base.errors import OtherBytes
from storage.base.files import Files
from storage.installation.backup_bucket import patiently

Progress = Callable[[str, int, int], None]
"""Callback of progress: the step (copy, compare), the amount done, and the total."""


@dataclass(frozen=True, slots=True)
class Copied:
    """Result of a copy. `files`, `size`: all that the first place has; `sent`: the number sent now;
    `damaged`: names of those whose bytes do not match; `lacking`: of those that the second place has not."""

    files: int
    size: int
    sent: int
    damaged: tuple[str, ...]
    lacking: tuple[str, ...]


async def copy(source: Files, target: Files, progress: Progress, *, whole: bool = False) -> Copied:
    """Copy all files that `target` lacks or has in another length, and compare names and lengths. `whole`:
    read all files of `target` again and compare their digests, too.

    Raises:
        StoreAway: one of the places stays away. OSError: a disk.
    """
    here, there = await patiently(source.sizes), await patiently(target.sizes)
    new = sorted(name for name, size in here.items() if there.get(name) != size)
    copying = _Copying(source, target, progress, {name for name in new if name in there})
    sent = await copying.run(new)
    now = await patiently(target.sizes)
    lacking = {name for name, size in here.items() if now.get(name) != size} - copying.gone - copying.damaged
    if whole:
        lacking |= await _read(target, sorted(here.keys() & now.keys()), progress)
    return Copied(len(here), sum(here.values()), sent, tuple(sorted(copying.damaged)), tuple(sorted(lacking)))


class _Copying:
    """`broken`: names of files that `target` has in another length."""

    def __init__(self, source: Files, target: Files, progress: Progress, broken: set[str]) -> None:
        self._source, self._target, self._progress, self._broken = source, target, progress, broken
        self.damaged: set[str] = set()
        self.gone: set[str] = set()
        """Erased at the first place meanwhile."""

    async def run(self, names: Sequence[str]) -> int:
        """Copy files; return how many were sent."""
        room, done = asyncio.Semaphore(AT_ONCE), 0

        async def one(name: str) -> None:
            nonlocal done
            async with room:
                await self._one(name)
                done += 1
                self._progress("copy", done, len(names))

        await asyncio.gather(*map(one, names))
        return len(names) - len(self.damaged) - len(self.gone)

    async def _one(self, name: str) -> None:
        try:
            data = await _whole(self._source, name)
        except FileNotFoundError:
            self.gone.add(name)
        except OtherBytes:
            self.damaged.add(name)
        else:
            if name in self._broken:  # a folder keeps a file that it has
                await patiently(lambda: self._target.remove(name))
            await patiently(lambda: self._target.put(data))


async def _read(files: Files, names: Sequence[str], progress: Progress) -> set[str]:
    """Read files to their ends; return the names of those that are damaged."""
    room, done = asyncio.Semaphore(AT_ONCE), 0
    wrong: set[str] = set()

    async def one(name: str) -> None:
        nonlocal done
        async with room:
            try:
                await _whole(files, name)
            except (OtherBytes, FileNotFoundError):
                wrong.add(name)
            done += 1
            progress("compare", done, len(names))

    await asyncio.gather(*map(one, names))
    return wrong


async def _whole(files: Files, name: str) -> bytes:
    """The bytes of a file that match its name; a disk that cannot read them counts as other bytes.

    Raises:
        FileNotFoundError, OtherBytes, StoreAway.
    """
    try:
        data = await patiently(lambda: files.get(name))
    except FileNotFoundError:
        raise
    except OSError as error:
        raise OtherBytes from error
    if await asyncio.to_thread(lambda: hashlib.sha256(data).hexdigest()) != name:
        raise OtherBytes
    return data
