"""The helper process that reads foreign files: what it gives back, what it survives, what it cannot do."""

from __future__ import annotations

import asyncio
import os
import resource
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.base import sandbox as module
from storage.base.sandbox import Exhausted, Failed, Refused, Sandbox

WORK = "tests.storage.sandbox_work:"


@pytest.fixture
def box() -> Iterator[Sandbox]:
    made = Sandbox()
    yield made
    made.close()


def alive(pid: int) -> bool:
    return Path(f"/proc/{pid}").exists()


async def test_work_comes_back_and_the_helper_stays(box: Sandbox) -> None:
    seen, made = await box.run(WORK + "look", b"abc" * 1_000_000)
    assert made == b"cba" * 1_000_000
    assert seen["pid"] != os.getpid()
    assert (await box.run(WORK + "look", b""))[0]["pid"] == seen["pid"]


async def test_a_helper_has_no_settings_no_files_no_database_and_writes_nothing(
    box: Sandbox, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("CHENAN_BOT_TOKEN", "123:secret")
    with (tmp_path / "open").open("w"):
        seen, _ = await box.run(WORK + "look", b"something")
    assert seen["environment"] == sorted(module._ENVIRONMENT)
    assert seen["files"] == [0, 1, 2]
    assert (seen["wrote"], seen["no_new_privileges"], seen["loaded"]) == (False, True, False)
    assert (seen["dumpable"], seen["core"]) == (0, [0, 0]), "what it read is in no core file either"


def test_a_helper_calls_nobody_where_the_kernel_allows_that(box: Sandbox) -> None:
    if subprocess.run(["unshare", "-rn", "true"], capture_output=True, check=False).returncode:
        pytest.skip("no user namespaces here")
    with socket.create_server(("127.0.0.1", 0)) as server, pytest.raises(Failed):
        box.run_now(WORK + "call", b"", port=server.getsockname()[1])


async def test_what_the_reader_refuses_is_told_with_its_reason(box: Sandbox) -> None:
    with pytest.raises(Refused) as refused:
        await box.run(WORK + "refuse", b"")
    assert (refused.value.key, refused.value.values) == ("error-invalid-photo", {"limit": 3})


async def test_a_mistake_of_ours_is_told_by_its_place_and_without_the_files_words(box: Sandbox) -> None:
    with pytest.raises(Failed) as failed:
        await box.run(WORK + "fail", "第二车间 王师傅".encode())
    assert str(failed.value).startswith("KeyError at sandbox_work.py:")
    assert "车间" not in str(failed.value)


@pytest.mark.parametrize("work", ["eat", "die", "lie"])
async def test_what_takes_too_much_ends_its_helper_alone(box: Sandbox, work: str) -> None:
    before = (await box.run(WORK + "look", b""))[0]["pid"]
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(Exhausted):
        await box.run(WORK + work, b"")
    assert not alive(before), "what a file did to it is not the next one's trouble"
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - most
    assert grown < 1 << 19, "in KiB: the gigabyte was not ours"
    assert (await box.run(WORK + "look", b"x"))[1] == b"x"


@pytest.mark.parametrize("work", ["turn", "wait"])
async def test_what_does_not_end_is_ended(box: Sandbox, work: str) -> None:
    with pytest.raises(Exhausted):
        await box.run(WORK + work, b"", seconds=0.3)
    assert (await box.run(WORK + "look", b"x"))[1] == b"x"


async def test_no_more_than_two_files_are_read_at_once(box: Sandbox) -> None:
    seen = await asyncio.gather(*(box.run(WORK + "look", b"") for _ in range(12)))
    assert len({one["pid"] for one, _ in seen}) <= module.HELPERS


async def test_a_helper_ends_after_its_jobs_and_when_it_is_idle(
    box: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "JOBS", 2)
    pids = [(await box.run(WORK + "look", b""))[0]["pid"] for _ in range(3)]
    assert pids[0] == pids[1] != pids[2]
    assert not alive(pids[0])
    box.close()
    assert not alive(pids[2])


def test_a_helper_does_not_outlive_the_program() -> None:
    code = (
        "import os, signal; from storage.base.sandbox import sandbox;"
        f"print(sandbox.run_now('{WORK}look', b'')[0]['pid'], flush=True);"
        "os.kill(os.getpid(), signal.SIGKILL)"
    )
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    pid = int(ended.stdout)
    for _ in range(200):
        if not alive(pid):
            return
        subprocess.run(["true"], check=True)
    status = Path(f"/proc/{pid}/status")
    assert not status.exists() or "State:\tZ" in status.read_text("utf-8")
