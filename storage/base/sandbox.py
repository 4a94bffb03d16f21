"""Processes of their own in which foreign files are read, with limits of time, memory and rights.

A file that somebody sends may be made to eat the machine, or to take over the library that decodes it. So
whatever decodes one runs in a helper process that has no settings, no database, no way to write to a disk and
(where the kernel allows it) no network. It is started at the first file, takes one file after the other, and
ends when it has been idle, has done JOBS, or went over a limit. Bytes go through pipes alone.
"""

from __future__ import annotations

import asyncio
import atexit
import json
import struct
import subprocess
import sys
import threading
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from typing import IO, Any

SECONDS = 20
"""Processor seconds a file may take; its helper is killed after twice that time by the clock."""
HELPERS = 2
JOBS = 100
IDLE_SECONDS = 120.0
HEADER = struct.Struct(">II")
MAX_ANSWER = 64 * 1024 * 1024
_START = "from storage.base.sandbox_helper import serve; serve()"
_ENVIRONMENT = {
    "LANG": "C.UTF-8",
    "MALLOC_ARENA_MAX": "2",  # each arena reserves 64 MB of the address space that is limited
    "RAYON_NUM_THREADS": "1",
}


class Refused(Exception):
    """The file is not what it has to be; `key` and `values` of the sentence as the reader named them."""

    def __init__(self, key: str, values: Mapping[str, Any]) -> None:
        super().__init__(key)
        self.key = key
        self.values = values


class Exhausted(Exception):
    """The file took more time or memory than it may, or its helper died of it."""


class Failed(Exception):
    """A bug in a reader: class and place of the error, without its message."""


class _Helper:
    """One helper process; used by one thread at a time."""

    def __init__(self) -> None:
        self.jobs = 0
        self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and words
            [sys.executable, "-I", "-B", "-c", _START],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # a traceback could quote the file
            env=_ENVIRONMENT,
            cwd="/",
            start_new_session=True,  # Ctrl+C is for the program
        )

    def ask(self, request: bytes, data: bytes, seconds: float) -> tuple[dict[str, Any], bytes]:
        """The helper's answer.

        Raises:
            Exhausted: there is none in time, or none at all.
        """
        self.jobs += 1
        out, back = self._process.stdin, self._process.stdout
        if out is None or back is None:
            raise Exhausted
        guard = threading.Timer(seconds, self._process.kill)
        guard.daemon = True
        guard.start()
        try:
            out.write(HEADER.pack(len(request), len(data)) + request)
            out.write(data)
            out.flush()
            head, body = HEADER.unpack(_exactly(back, HEADER.size))
            if head + body > MAX_ANSWER:
                raise Exhausted
            answer = json.loads(_exactly(back, head))
            return answer, _exactly(back, body)
        except (OSError, EOFError, ValueError) as problem:
            raise Exhausted from problem
        finally:
            guard.cancel()

    def end(self) -> None:
        """Kill the helper; it holds no state worth waiting for."""
        self._process.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()
        self._process.wait()


class Sandbox:
    """At most HELPERS processes that read foreign files; more files than that wait."""

    def __init__(self, helpers: int = HELPERS, idle: float = IDLE_SECONDS) -> None:
        self._lane = ThreadPoolExecutor(helpers, "sandbox")
        self._turns = threading.BoundedSemaphore(helpers)
        self._lock = threading.Lock()
        self._free: list[_Helper] = []
        self._idle_after = idle
        self._idle: threading.Timer | None = None
        self._busy = 0

    async def run(
        self, work: str, data: bytes, *, seconds: float = SECONDS, **options: Any
    ) -> tuple[dict[str, Any], bytes]:
        """Run the function `work` ("module:name") on `data` and `options` (JSON) in a helper process.

        The function gives a mapping (JSON) and bytes.

        Raises:
            Refused: it raised an exception that has a `problem`. Exhausted, Failed.
        """
        call = partial(self.run_now, work, data, seconds=seconds, **options)
        return await asyncio.get_running_loop().run_in_executor(self._lane, call)

    def run_now(
        self, work: str, data: bytes, *, seconds: float = SECONDS, **options: Any
    ) -> tuple[dict[str, Any], bytes]:
        """Do the same as `run` in the calling thread; raises the same."""
        request = json.dumps({"work": work, "seconds": seconds, "options": options}).encode()
        with self._turns:
            helper = self._take()
            try:
                answer, body = helper.ask(request, data, seconds * 2)
            except BaseException:
                self._give_back(helper, sound=False)
                raise
            self._give_back(helper, sound=helper.jobs < JOBS and not answer.get("spent"))
        if "refused" in answer:
            raise Refused(str(answer["refused"]), dict(answer.get("values") or {}))
        if answer.get("spent"):
            raise Exhausted
        if "failed" in answer:
            raise Failed(str(answer["failed"])[:200])
        return dict(answer.get("answer") or {}), body

    def close(self) -> None:
        """End all helpers that are idle; the next file starts another."""
        with self._lock:
            if self._idle is not None:
                self._idle.cancel()
            helpers, self._free = self._free, []
        for helper in helpers:
            helper.end()

    def _take(self) -> _Helper:
        with self._lock:
            self._busy += 1
            if self._idle is not None:
                self._idle.cancel()
            if self._free:
                return self._free.pop()
        try:
            return _Helper()
        except BaseException:
            with self._lock:
                self._busy -= 1
            raise

    def _give_back(self, helper: _Helper, *, sound: bool) -> None:
        with self._lock:
            self._busy -= 1
            if sound:
                self._free.append(helper)
            if not self._busy:
                self._idle = threading.Timer(self._idle_after, self.close)
                self._idle.daemon = True
                self._idle.start()
        if not sound:
            helper.end()


def _exactly(pipe: IO[bytes], size: int) -> bytes:
    data = pipe.read(size)
    if len(data) != size:
        raise EOFError
    return data


sandbox = Sandbox()
"""The process's one sandbox."""
atexit.register(sandbox.close)
