"""Files in a store that speaks S3's protocol: as those on a disk, and what its faults do to a person."""

from __future__ import annotations

import asyncio
import hashlib
import logging
import multiprocessing
import os
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from storage.base import bucket_files
from storage.base.bucket_files import BucketFiles, Place, parse_address
from storage.base.errors import NotKept, OperatorError, StoreAway
from tests.bucket import SECRET, Front, files_at, front_of, new_place


@pytest.fixture
def place() -> Place:
    return new_place()


@pytest.fixture
def store(place: Place, tmp_path: Path) -> BucketFiles:
    return files_at(place, tmp_path / "kept")


class Seconds:
    """Real time, that a test can set forward."""

    def __init__(self) -> None:
        self.more = 0.0

    def __call__(self) -> float:
        return time.monotonic() + self.more


@pytest.fixture
def seconds() -> Seconds:
    return Seconds()


@pytest.fixture
async def front(place: Place) -> AsyncIterator[Front]:
    async with front_of(place) as made:
        yield made


@pytest.fixture
def behind(front: Front, seconds: Seconds, tmp_path: Path) -> BucketFiles:
    """The store behind the front that fails as told."""
    return files_at(front.place, tmp_path / "kept", seconds=seconds)


def kept(folder: Path) -> list[str]:
    """Names of the files that are kept on this machine, temporary ones too."""
    return sorted(path.name for path in folder.glob("??/??/*"))


async def test_bytes_are_kept_under_their_digest_and_read_back(store: BucketFiles) -> None:
    data = bytes(range(256)) * 40
    sha256 = await store.put(data)
    assert sha256 == hashlib.sha256(data).hexdigest()
    assert await store.get(sha256) == data
    assert await store.sizes() == {sha256: len(data)}
    assert await store.get(await store.put(b"")) == b""
    with pytest.raises(FileNotFoundError):
        await store.get("0" * 64)
    assert await store.local("0" * 64) is None


async def test_the_same_bytes_are_sent_once(behind: BucketFiles, front: Front) -> None:
    first = await behind.put(b"photo")
    assert await behind.put(b"photo") == first
    assert [method for method, _ in front.asked].count("PUT") == 1
    digests = await asyncio.gather(*(behind.put(b"%d" % (number % 5)) for number in range(30)))
    assert set(await behind.sizes()) == {first, *digests}


async def test_a_file_is_fetched_once_and_gone_from_this_machine_with_its_erasure(
    behind: BucketFiles, front: Front, tmp_path: Path
) -> None:
    one, other = await behind.put(b"one"), await behind.put(b"other")
    found = await behind.all_local([one, other, "0" * 64, one])
    assert {name: path.read_bytes() for name, path in found.items()} == {one: b"one", other: b"other"}
    before, changed = len(front.asked), found[one].stat().st_mtime_ns
    assert await behind.local(one) == found[one]
    assert len(front.asked) == before
    assert found[one].stat().st_mtime_ns == changed, "else Telegram would be sent the picture again"
    await behind.remove(one)
    await behind.remove(one)
    assert await behind.local(one) is None
    assert kept(tmp_path / "kept") == [other]


async def test_what_was_fetched_stays_a_day_after_its_last_use(
    behind: BucketFiles, seconds: Seconds, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, used, new = [await behind.put(data) for data in (b"old", b"used", b"new")]
    paths = await behind.all_local([old, used, new])
    now = paths[new].stat().st_mtime
    for path, hours in ((paths[old], 25), (paths[used], 23)):
        os.utime(path, (now - hours * 3600,) * 2)
    seconds.more += bucket_files.TIDY_SECONDS
    assert await behind.check() is None
    assert kept(tmp_path / "kept") == sorted([used, new])
    monkeypatch.setattr(bucket_files, "KEPT_BYTES", 3)
    seconds.more += bucket_files.TIDY_SECONDS
    await behind.check()
    assert kept(tmp_path / "kept") == [new], "too many: the one used last stays, whatever its size"


async def test_a_file_cut_short_in_the_store_is_sent_again(store: BucketFiles) -> None:
    sha256 = hashlib.sha256(b"a whole photo").hexdigest()
    await store.write(f"{sha256[:2]}/{sha256[2:4]}/{sha256}", b"a wh")
    with pytest.raises(StoreAway):
        await store.get(sha256)
    assert await store.put(b"a whole photo") == sha256
    assert await store.get(sha256) == b"a whole photo"


async def test_another_installations_prefix_is_not_seen(place: Place, tmp_path: Path) -> None:
    one, other = (files_at(replace(place, prefix=prefix), tmp_path / prefix) for prefix in ("one", "other"))
    await one.put(b"photo")
    await one.write("owner", b"somebody")
    assert await other.sizes() == {}
    assert len(await one.sizes()) == 1, "and what is no file of evidence is none"


# --- faults -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "fault",
    [{"status": 500}, {"status": 503}, {"status": 429}, {"cuts": True}, {"hangs": True}],
    ids=["500", "503", "429", "cut", "silent"],
)
async def test_a_store_with_a_fault_keeps_nothing_and_says_so_in_time(
    behind: BucketFiles,
    front: Front,
    seconds: Seconds,
    fault: dict[str, int],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(bucket_files, "ANSWER_SECONDS", 1.5)
    there = await behind.put(b"there before")
    front.asked.clear()
    vars(front).update(fault)
    began = time.monotonic()
    async with nobody_waits():
        with pytest.raises(NotKept) as not_kept:
            await behind.put(b"photo" * 1000)
    assert not_kept.value.reason == "away"
    assert time.monotonic() - began < 3
    assert len(front.asked) <= 1 + bucket_files.RETRIES
    asked = len(front.asked)
    with pytest.raises(StoreAway):
        await behind.get(there)
    assert await behind.check() == "away"
    assert len(front.asked) == asked, "nobody else waits for it at once"
    seconds.more += bucket_files.REST_SECONDS
    with pytest.raises(StoreAway):
        await behind.local(there)
    front.heal()
    seconds.more += bucket_files.REST_SECONDS
    assert await behind.check() is None
    assert await behind.get(there) == b"there before"
    sha256 = await behind.put(b"photo" * 1000)
    assert await behind.sizes() == {there: 12, sha256: 5000}


@asynccontextmanager
async def nobody_waits() -> AsyncIterator[None]:
    """While the block waits for the store, the loop goes on with everything else."""
    turns = 0

    async def others() -> None:
        nonlocal turns
        while True:
            await asyncio.sleep(0)
            turns += 1

    at_work = asyncio.ensure_future(others())
    try:
        yield
    finally:
        at_work.cancel()
    assert turns > 100, "other conversations go on meanwhile"


@pytest.mark.parametrize(
    "fault", [{"status": 503}, {"status": 429}, {"cuts": True}], ids=["503", "429", "cut"]
)
async def test_one_fault_is_gone_over(behind: BucketFiles, front: Front, fault: dict[str, int]) -> None:
    vars(front).update(fault, failing=1)
    sha256 = await behind.put(b"photo")
    vars(front).update(fault, failing=1)
    if "cuts" in fault:
        front.only = "HEAD"  # an answer cut in the middle is no answer: see below
    assert await behind.get(sha256) == b"photo"


async def test_an_answer_cut_in_the_middle_is_no_file(
    behind: BucketFiles, front: Front, tmp_path: Path
) -> None:
    data = os.urandom(200_000)
    sha256 = await behind.put(data)
    front.cuts, front.failing = True, 5
    with pytest.raises(StoreAway):
        await behind.local(sha256)
    assert kept(tmp_path / "kept") == []


async def test_a_slow_store_is_waited_for_and_nobody_else_waits(behind: BucketFiles, front: Front) -> None:
    front.delay = 0.3
    async with nobody_waits():
        digests = await asyncio.gather(*(behind.put(os.urandom(3000)) for _ in range(20)))
    began = time.monotonic()
    async with nobody_waits():
        assert len(await behind.all_local(digests)) == 20
    assert time.monotonic() - began < 20 * 0.3, "several at a time"


async def test_a_gateways_page_loses_no_file(behind: BucketFiles, front: Front, seconds: Seconds) -> None:
    sha256 = await behind.put(b"photo")
    for status in (404, 403, 200, 302):
        front.status = status
        with pytest.raises(StoreAway):
            await behind.get(sha256)
        seconds.more += bucket_files.REST_SECONDS
    with pytest.raises(StoreAway):
        await behind.sizes()


async def test_a_missing_bucket_and_a_refused_key_are_told_apart(
    place: Place, behind: BucketFiles, front: Front, tmp_path: Path
) -> None:
    gone = files_at(replace(place, bucket="no-such-bucket"), tmp_path / "kept")
    assert await gone.check() == "bucket"
    for asking in (gone.put(b"photo"), gone.get("0" * 64), gone.sizes()):
        with pytest.raises(StoreAway):
            await asking
    front.status, front.body = 403, "<Error><Code>AccessDenied</Code></Error>"
    assert await behind.check() == "refused"


async def test_a_store_that_can_only_be_read_is_found(
    behind: BucketFiles, front: Front, seconds: Seconds
) -> None:
    assert await behind.check() is None
    front.status, front.only = 403, "PUT"
    seconds.more += bucket_files.PROVED_SECONDS + 1
    assert await behind.check() == "refused"


async def test_no_log_and_no_error_holds_the_key(
    behind: BucketFiles, front: Front, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    front.status = 500
    with pytest.raises(NotKept) as error:
        await behind.put(b"photo")
    assert "does not work" in caplog.text
    assert caplog.text.count("does not work") == 1
    told = f"{caplog.text}{error.value!r}{behind.place!r}{behind.place}{behind._store!r}"
    assert SECRET not in told
    assert behind.place.key not in told


# --- processes ------------------------------------------------------------------------------------


def _puts(place: Place, folder: Path, data: bytes, times: int) -> None:
    async def put() -> None:
        store = files_at(place, folder)
        for _ in range(times):
            await store.put(data)

    asyncio.run(put())


async def test_two_processes_store_the_same_bytes_at_once(
    place: Place, store: BucketFiles, tmp_path: Path
) -> None:
    data = os.urandom(100_000)
    spawning = multiprocessing.get_context("spawn")
    both = [spawning.Process(target=_puts, args=(place, tmp_path, data, 3)) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        await asyncio.to_thread(one.join)
        assert one.exitcode == 0
    (name,) = await store.sizes()
    assert await store.get(name) == data


async def test_a_process_killed_while_it_sends_leaves_nothing_that_looks_whole(
    place: Place, behind: BucketFiles, front: Front, tmp_path: Path
) -> None:
    front.hangs, front.only = True, "PUT"
    data = os.urandom(3_000_000)
    spawning = multiprocessing.get_context("spawn")
    sending = spawning.Process(target=_puts, args=(behind.place, tmp_path / "sending", data, 1))
    sending.start()
    await front.came.wait()
    sending.kill()
    await asyncio.to_thread(sending.join)
    front.heal()
    assert await behind.sizes() == {}
    assert await behind.local(_of(data)[-64:]) is None
    assert [path for path in (tmp_path / "sending").rglob("*") if path.is_file()] == []
    assert await behind.get(await behind.put(data)) == data


def _of(data: bytes) -> str:
    name = hashlib.sha256(data).hexdigest()
    return f"{name[:2]}/{name[2:4]}/{name}"


def test_without_the_library_a_program_says_so_at_its_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "obstore.store", None)
    with pytest.raises(OperatorError, match="obstore"):
        files_at(Place("evidence"), tmp_path)


def test_addresses_of_places() -> None:
    assert parse_address("s3://evidence/hailing/2026/") == ("evidence", "hailing/2026")
    assert parse_address("s3://evidence") == ("evidence", "")
    for wrong in (
        "evidence",
        "s3://",
        "s3://key:secret@evidence/a",
        "s3://Evi/a",
        "s3://evidence//a",
        "s3://evidence/../a",
    ):
        with pytest.raises(ValueError, match="cli-error-setting-evidence"):
            parse_address(wrong)
    assert (
        str(Place("evidence", "a", "https://store.example", key="k", secret=SECRET))
        == "s3://evidence/a (store.example)"
    )
