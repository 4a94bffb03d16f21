"""Files of evidence: whole or absent whatever happens, once for the same bytes, for nobody else's eyes."""

from __future__ import annotations

import asyncio
import errno
import hashlib
import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storage.base.files import FileStore


@pytest.fixture
def store(tmp_path: Path) -> FileStore:
    return FileStore(tmp_path / "evidence")


def files(store: FileStore) -> list[Path]:
    """Every file under the root, temporary ones too."""
    return [path for path in store.root.rglob("*") if path.is_file()]


async def test_bytes_are_kept_under_their_digest(store: FileStore) -> None:
    data = bytes(range(256)) * 40
    sha256 = await store.put(data)
    assert sha256 == hashlib.sha256(data).hexdigest()
    assert files(store) == [store.root / sha256[:2] / sha256[2:4] / sha256] == [store.path(sha256)]
    assert await store.get(sha256) == data


async def test_no_bytes_are_bytes_too(store: FileStore) -> None:
    assert await store.get(await store.put(b"")) == b""


async def test_what_was_never_kept_is_not_there(store: FileStore) -> None:
    with pytest.raises(FileNotFoundError):
        await store.get("0" * 64)


async def test_the_same_bytes_are_written_once(store: FileStore) -> None:
    sha256 = await store.put(b"photo")
    before = store.path(sha256).stat()
    assert await store.put(b"photo") == sha256
    after = store.path(sha256).stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)
    assert len(files(store)) == 1


async def test_many_at_once_leave_one_of_each(store: FileStore) -> None:
    digests = await asyncio.gather(*(store.put(b"%d" % (number % 5)) for number in range(60)))
    assert len(set(digests)) == 5
    assert sorted(path.name for path in files(store)) == sorted(set(digests))
    assert {await store.get(digest) for digest in digests} == {b"%d" % number for number in range(5)}


async def test_only_the_owner_may_read_a_file(store: FileStore) -> None:
    mask = os.umask(0)
    try:
        sha256 = await store.put(b"photo")
    finally:
        os.umask(mask)
    assert stat.S_IMODE(store.path(sha256).stat().st_mode) == 0o600


def full(*_values: Any, **_named: Any) -> Any:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


class Killed(BaseException):
    """The process ends here."""


def broken(*_values: Any, **_named: Any) -> Any:
    raise Killed


@pytest.mark.parametrize("step", ["os.fsync", "pathlib.Path.replace", "tempfile.mkstemp"])
@pytest.mark.parametrize("failure", [full, broken])
async def test_what_is_cut_short_leaves_nothing_and_works_the_next_time(
    store: FileStore, monkeypatch: pytest.MonkeyPatch, step: str, failure: Callable[..., Any]
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(step, failure)
        with pytest.raises(OSError if failure is full else Killed):
            await store.put(b"photo")
    assert not files(store)
    assert await store.get(await store.put(b"photo")) == b"photo"


async def test_a_full_disk_leaves_nothing_behind(store: FileStore, monkeypatch: pytest.MonkeyPatch) -> None:
    class Full:
        """A file that takes half of what is written."""

        def __init__(self, handle: int, _mode: str) -> None:
            self._handle = handle

        def __enter__(self) -> Full:
            return self

        def __exit__(self, *_problem: object) -> None:
            os.close(self._handle)

        def write(self, data: bytes) -> int:
            os.write(self._handle, data[: len(data) // 2])
            return int(full())

    with monkeypatch.context() as patch:
        patch.setattr("os.fdopen", Full)
        with pytest.raises(OSError, match="No space left") as refused:
            await store.put(b"photo" * 1000)
    assert refused.value.errno == errno.ENOSPC
    assert not files(store)


async def test_bytes_are_on_the_disk_before_they_have_their_name(
    store: FileStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A power cut leaves the whole file or none; then the name and the new folders are written."""
    done: list[str] = []
    real_sync, real_replace = os.fsync, Path.replace

    def fsync(handle: int) -> None:
        path = Path(f"/proc/self/fd/{handle}").readlink()
        done.append("file" if path.is_file() else str(path.relative_to(store.root.parent)))
        real_sync(handle)

    def replace(self: Path, target: Path) -> Path:
        done.append("rename")
        return real_replace(self, target)

    monkeypatch.setattr("os.fsync", fsync)
    monkeypatch.setattr(Path, "replace", replace)
    sha256 = await store.put(b"photo")
    first, second = f"evidence/{sha256[:2]}", f"evidence/{sha256[:2]}/{sha256[2:4]}"
    assert done == [".", "evidence", first, "file", "rename", second]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
async def test_a_folder_that_cannot_be_written_is_an_error(store: FileStore) -> None:
    store.root.mkdir()
    store.root.chmod(0o500)
    with pytest.raises(PermissionError):
        await store.put(b"photo")


async def test_a_root_that_is_a_file_is_an_error(store: FileStore) -> None:
    store.root.write_text("")
    with pytest.raises(OSError, match="evidence"):
        await store.put(b"photo")


@given(st.lists(st.binary(max_size=200), max_size=12))
@settings(max_examples=25, deadline=None)
def test_whatever_is_put_comes_back(tmp_path_factory: pytest.TempPathFactory, all_bytes: list[bytes]) -> None:
    store = FileStore(tmp_path_factory.mktemp("evidence"))

    async def there_and_back() -> None:
        digests = [await store.put(data) for data in all_bytes]
        assert [await store.get(digest) for digest in digests] == all_bytes

    asyncio.run(there_and_back())
    assert len(files(store)) == len(set(all_bytes))
