"""The worker process: answers, errors, a death in between, and an end with its parent."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys

import pytest

from documents.press import Press


async def test_work_runs_in_another_process_that_stays_for_the_next() -> None:
    press = Press()
    first, second = await press.run(os.getpid), await press.run(os.getpid)
    press.close()
    assert first == second != os.getpid()


async def test_errors_of_the_work_come_back() -> None:
    press = Press()
    with pytest.raises(ValueError, match="invalid literal"):
        await press.run(int, "x")
    press.close()


async def test_worker_that_died_is_started_anew_for_the_next() -> None:
    press = Press()
    first = await press.run(os.getpid)
    os.kill(first, 9)
    again = await press.run(os.getpid)
    press.close()
    assert again != first


async def test_many_at_once_wait_for_each_other() -> None:
    press = Press()
    assert await asyncio.gather(*(press.run(abs, -number) for number in range(20))) == list(range(20))
    press.close()


def test_worker_ends_with_a_parent_killed_outright() -> None:
    program = (
        "import asyncio, os, sys\n"
        "from documents.press import press\n"
        "if __name__ == '__main__':\n"
        "    print(asyncio.run(press.run(os.getpid)), flush=True)\n"
        "    sys.stdin.read()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as parent:
        assert parent.stdout is not None
        assert int(parent.stdout.readline()) != parent.pid
        parent.kill()
        # The worker holds the other end of this pipe: reading ends only once the worker is gone.
        assert parent.stdout.read() == ""
