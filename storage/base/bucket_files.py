"""Files of evidence in a store that speaks S3's protocol, as `files.Files`.

A file is one object, `ab/cd/<sha256>` under the prefix as on a disk, sent by one request: the store shows it
whole or not at all. What is read is compared with its digest, and kept for a day in a folder of this machine,
from which documents and chats take it.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
import os
import re
import time
from array import array
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Literal
from urllib.parse import urlsplit

from storage.base.diagnosis import describe
from storage.base.errors import NotKept, OperatorError, OtherBytes, StoreAway
from storage.base.files import FileStore, head_of, is_digest

if TYPE_CHECKING:
    from obstore.store import S3Store

CONNECT_SECONDS = 2
ANSWER_SECONDS = 4.0
"""Seconds within which the store has to answer, all attempts together: then a person is told."""
BYTES_A_SECOND = 500_000
"""The slowest line for which a file may take longer: seconds are added by its size."""
RETRIES = 2
REST_SECONDS = 3.0
"""Seconds for which a store that failed is not asked again: not everybody has to wait for it in turn."""
AT_ONCE = 8
"""Files fetched at the same time, of one document."""
KEPT = timedelta(days=1)
"""Time after which a fetched file that was not used again is deleted from this machine."""
KEPT_BYTES = 1_000_000_000
"""Bytes of fetched files above which the oldest are deleted."""
IN_USE = timedelta(hours=1)
TIDY_SECONDS = 600.0
PROVED_SECONDS = 300.0
"""Seconds after a file was stored for which the store counts as writable."""
PROBE = "writable"
OWNER = "owner"
"""Objects beside the files: the one written to see whether that works, and whose files they are."""

_log = logging.getLogger(__name__)
_ADDRESS = re.compile(r"s3://(?P<bucket>[a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:/(?P<prefix>[A-Za-z0-9._/-]*))?")

Reason = Literal["away", "refused", "bucket"]


@dataclass(frozen=True, slots=True)
class Place:
    """A bucket and prefix at an endpoint, and the key that opens them.

    `endpoint` None: Amazon's own. `in_host`: the bucket's name goes into the host's, as some stores want it.
    """

    bucket: str
    prefix: str = ""
    endpoint: str | None = None
    region: str = "us-east-1"
    in_host: bool = False
    key: str = field(default="", repr=False)
    secret: str = field(default="", repr=False)

    def __str__(self) -> str:
        """The address without the key, for people."""
        address = f"s3://{self.bucket}" + (f"/{self.prefix}" if self.prefix else "")
        return f"{address} ({urlsplit(self.endpoint).netloc})" if self.endpoint else address


def parse_address(text: str) -> tuple[str, str]:
    """Bucket and prefix of `s3://bucket/prefix`.

    Raises:
        ValueError: it is no such address; the key of the sentence.
    """
    found = _ADDRESS.fullmatch(text.rstrip("/"))
    prefix = "" if found is None else found["prefix"] or ""
    if found is None or (prefix and {"", ".", ".."} & set(prefix.split("/"))):
        raise ValueError("cli-error-setting-evidence")
    return found["bucket"], prefix


class BucketFiles:
    """The files of a place. `kept`: the folder of what was fetched. `seconds` counts real time."""

    def __init__(self, place: Place, kept: FileStore, seconds: Callable[[], float] = time.monotonic) -> None:
        """Open nothing yet.

        Raises:
            OperatorError: the library is not installed.
        """
        self.place = place
        self._store = open_store(place)
        self._kept = kept
        self._seconds = seconds
        self._well = self._stored = self._tidied = float("-inf")
        """When the store last answered, last stored something, and when the folder was last tidied."""
        self._rests_until = float("-inf")
        self._trouble: str | None = None
        self._reason: Reason = "away"

    def __str__(self) -> str:
        return str(self.place)

    async def put(self, data: bytes) -> str:
        """Store `data` and return its SHA-256; the same bytes are sent once.

        Raises:
            NotKept: the store cannot be reached, or refuses.
        """
        import obstore

        sha256 = await asyncio.to_thread(lambda: hashlib.sha256(data).hexdigest())
        async with self._asking(NotKept, len(data)):
            if await self._size(sha256) != len(data):
                await obstore.put_async(self._store, _object(sha256), data, use_multipart=False)
                self._stored = self._seconds()
        return sha256

    async def get(self, sha256: str) -> bytes:
        """The bytes of that digest.

        Raises:
            FileNotFoundError: they are not there. OtherBytes: it gives others. StoreAway: it is away.
        """
        data = await self.read(_object(sha256))
        if await asyncio.to_thread(lambda: hashlib.sha256(data).hexdigest()) != sha256:
            _log.error("the store of evidence gives other bytes for %s", sha256)
            raise OtherBytes
        return data

    async def remove(self, sha256: str) -> None:
        """Delete stored bytes, here and there; what is not there is fine.

        Raises:
            StoreAway: the store cannot be reached.
        """
        import obstore

        await self._kept.remove(sha256)
        async with self._asking(StoreAway):
            with suppress(FileNotFoundError):
                await obstore.delete_async(self._store, _object(sha256))

    async def local(self, sha256: str) -> Path | None:
        """A file of this machine with those bytes, fetched if need be; None: they are not there.

        Raises:
            StoreAway: the store cannot be reached. OSError: this machine's disk.
        """
        path = self._kept.path(sha256)
        with suppress(FileNotFoundError):
            self._use(path)
            return path
        try:
            data = await self.get(sha256)
        except FileNotFoundError:
            return None
        await asyncio.to_thread(self._kept.write, data)
        await self.tidy()
        return path

    async def all_local(self, names: Iterable[str]) -> dict[str, Path]:
        """The same for many, several at a time; those that are not there are left out."""
        room = asyncio.Semaphore(AT_ONCE)

        async def one(name: str) -> tuple[str, Path | None]:
            async with room:
                return name, await self.local(name)

        found = await asyncio.gather(*(one(name) for name in set(names)))
        return {name: path for name, path in found if path is not None}

    async def sizes(self) -> dict[str, int]:
        """The digests of everything stored, with their sizes in bytes.

        Raises:
            StoreAway: the store cannot be reached.
        """
        return {name: size async for page in self._pages() for name, size in page}

    async def heads(self) -> array[int]:
        """The first 64 bits of each stored digest, in order.

        Raises:
            StoreAway: the store cannot be reached.
        """
        found = array("Q")
        async for page in self._pages():
            found.extend(head_of(name) for name, _ in page)
        return array("Q", sorted(found))

    async def _pages(self) -> AsyncIterator[list[tuple[str, int]]]:
        """Digests and sizes, a page at a time."""
        import obstore

        pages = obstore.list(self._store, chunk_size=1000)
        while True:
            async with self._asking(StoreAway):
                try:
                    page = await anext(pages, None)
                except FileNotFoundError as error:
                    raise StoreAway("bucket") from error
            if page is None:
                return
            named = ((one["path"].rpartition("/")[2], one) for one in page)
            yield [
                (name, one["size"]) for name, one in named if is_digest(name) and one["path"] == _object(name)
            ]

    async def note_gone(self, names: Iterable[str]) -> None:
        """Note on this machine that files have to be deleted in the store, which is away."""
        await asyncio.to_thread(self._note_gone, tuple(names))

    async def gone(self) -> list[str]:
        """The files noted so."""
        return await asyncio.to_thread(lambda: sorted(one.name for one in self._gone.glob("*")))

    async def forget_gone(self, sha256: str) -> None:
        """Take back the note about a file."""
        await asyncio.to_thread((self._gone / sha256).unlink, missing_ok=True)

    async def check(self) -> Reason | None:
        """Check whether the store takes files now, and tidy the folder; return the reason why it does not."""
        with suppress(OSError):
            await self.tidy()
        try:
            if self._seconds() - self._stored > PROVED_SECONDS:
                await self.write(PROBE, b"")
                self._stored = self._seconds()
            else:
                with suppress(FileNotFoundError):  # a file was stored, and no probe yet
                    await self.read(PROBE)
        except StoreAway as error:
            return error.reason
        return None

    async def read(self, path: str) -> bytes:
        """The bytes of an object.

        Raises:
            FileNotFoundError: there is none. StoreAway: the store cannot be reached.
        """
        import obstore

        async with self._asking(StoreAway):
            try:
                found = await obstore.get_async(self._store, path)
            except FileNotFoundError as error:
                if "NoSuchKey" in str(error):
                    raise
                # a missing bucket, or a stranger's page: neither says that a file is lost
                raise StoreAway("bucket" if "NoSuchBucket" in str(error) else "away") from error
        async with self._asking(StoreAway, found.meta["size"]):
            return bytes(await found.bytes_async())

    async def write_once(self, path: str, data: bytes) -> bool:
        """Write an object that is not there yet; False: it is.

        Raises:
            StoreAway: the store cannot be reached.
        """
        import obstore

        async with self._asking(NotKept):
            try:
                await obstore.put_async(self._store, path, data, mode="create", use_multipart=False)
            except obstore.exceptions.AlreadyExistsError:
                return False
        return True

    async def write(self, path: str, data: bytes) -> None:
        """Write an object, or write it over.

        Raises:
            StoreAway: the store cannot be reached.
        """
        import obstore

        async with self._asking(NotKept):
            await obstore.put_async(self._store, path, data, use_multipart=False)

    async def tidy(self) -> None:
        """Delete fetched files that were not used for long, or are too many; looks at them now and then."""
        if self._seconds() - self._tidied >= TIDY_SECONDS:
            self._tidied = self._seconds()
            await asyncio.to_thread(self._tidy)

    async def _size(self, sha256: str) -> int | None:
        import obstore

        with suppress(FileNotFoundError):
            found = await obstore.head_async(self._store, _object(sha256))
            return int(found["size"])
        return None

    @asynccontextmanager
    async def _asking(self, away: type[StoreAway], size: int = 0) -> AsyncIterator[None]:
        """Ask the store within the time for `size` bytes; each of its failures is raised as `away`."""
        from obstore.exceptions import BaseError

        began = self._seconds()
        if began < self._rests_until:
            raise away(self._reason)
        try:
            async with asyncio.timeout(ANSWER_SECONDS + size / BYTES_A_SECOND):
                yield
        except FileNotFoundError as error:
            if away is not NotKept:
                self._answered()
                raise
            self._failed(error, "bucket", began)
            raise NotKept("bucket") from error
        except StoreAway as error:
            self._failed(error, error.reason, began)
            raise
        except (BaseError, TimeoutError, PermissionError) as error:
            self._failed(error, reason := _reason(error), began)
            raise away(reason) from error
        else:
            self._answered()

    def _answered(self) -> None:
        self._well, self._rests_until = self._seconds(), float("-inf")
        if self._trouble is not None:
            _log.warning("the store of evidence is there again")
            self._trouble = None

    def _failed(self, error: Exception, reason: Reason, began: float) -> None:
        if self._well < began:  # nobody had an answer meanwhile: it is not this file alone
            self._rests_until, self._reason = self._seconds() + REST_SECONDS, reason
        self._stored = float("-inf")
        if (trouble := type(error).__name__) != self._trouble:  # once, not for every file
            _log.warning("the store of evidence does not work: %s", describe(error))
            self._trouble = trouble

    @property
    def _gone(self) -> Path:
        return self._kept.root / "gone"

    def _note_gone(self, names: Iterable[str]) -> None:
        self._gone.mkdir(mode=0o700, parents=True, exist_ok=True)
        for name in names:
            (self._gone / name).touch()
            path = self._kept.path(name)
            path.unlink(missing_ok=True)

    def _use(self, path: Path) -> None:
        """Note that a fetched file is used now. The time of its change stays: from it the dialogs' library
        knows that Telegram has the picture already.

        Raises:
            FileNotFoundError: it is not here.
        """
        os.utime(path, ns=(self._now_ns(), path.stat().st_mtime_ns))

    def _now_ns(self) -> int:
        """The time by the clock of the folder's disk."""
        mark = self._kept.root / ".now"
        mark.touch()
        return mark.stat().st_mtime_ns

    def _tidy(self) -> None:
        root = self._kept.root
        root.mkdir(mode=0o700, parents=True, exist_ok=True)
        now, files = self._now_ns() / 1e9, []
        for path in root.glob("??/??/*"):
            with suppress(FileNotFoundError):
                files.append((path.stat().st_atime, path.stat().st_size, path))
        total = sum(size for _, size, _ in files)
        for used, size, path in sorted(files):
            age = now - used
            if age > KEPT.total_seconds() or (total > KEPT_BYTES and age > IN_USE.total_seconds()):
                path.unlink(missing_ok=True)
                total -= size


def open_store(place: Place) -> S3Store:
    """The library's store of a place.

    Raises:
        OperatorError: the library is not installed.
    """
    try:
        from obstore.store import S3Store
    except ImportError:
        raise OperatorError("cli-error-evidence-library", "cli-error-evidence-library-mend") from None
    endpoint = place.endpoint
    if endpoint is not None and place.in_host:
        parts = urlsplit(endpoint)
        endpoint = f"{parts.scheme}://{place.bucket}.{parts.netloc}"
    return S3Store(
        place.bucket,
        prefix=place.prefix or None,
        endpoint=endpoint,
        region=place.region,
        access_key_id=place.key,
        secret_access_key=place.secret,
        virtual_hosted_style_request=place.in_host,
        disable_bulk_delete=True,  # not every store has it
        client_options={
            "connect_timeout": timedelta(seconds=CONNECT_SECONDS),
            "timeout": timedelta(minutes=5),  # of a whole file; how long a person waits is counted above
            "allow_http": endpoint is not None and endpoint.startswith("http://"),
        },
        retry_config={
            "max_retries": RETRIES,
            "retry_timeout": timedelta(seconds=ANSWER_SECONDS),
            "backoff": {
                "init_backoff": timedelta(milliseconds=100),
                "max_backoff": timedelta(seconds=1),
                "base": 2,
            },
        },
    )


def _object(sha256: str) -> str:
    return f"{sha256[:2]}/{sha256[2:4]}/{sha256}"


def _reason(error: Exception) -> Reason:
    from obstore.exceptions import PermissionDeniedError, UnauthenticatedError

    refused = isinstance(error, PermissionDeniedError | UnauthenticatedError | PermissionError)
    return "refused" if refused else "away"
