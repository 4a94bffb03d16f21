"""A process of its own for heavy work: the memory that setting a document takes is given back."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import Any, TypeVar

from storage.base.diagnosis import describe

Result = TypeVar("Result")

IDLE_SECONDS = 60.0
"""Idle seconds after which the process ends: a render takes a fraction of a second, starting again about one,
and idle it would hold 200 MB."""

JOBS_A_PROCESS = 200


class Press:
    """One worker process, started at the first job, ended after IDLE_SECONDS without one.

    Jobs queue: owners who hand in together wait for each other, conversations do not wait for them.
    """

    def __init__(self) -> None:
        self._pool: ProcessPoolExecutor | None = None
        self._jobs = 0
        self._idle: asyncio.TimerHandle | None = None

    async def run(self, work: Callable[..., Result], *given: Any) -> Result:
        """`work(*given)` in the worker; both must be picklable. A worker that died is started once more.

        Raises:
            BrokenProcessPool: it died twice (out of memory).
        """
        if self._idle is not None:
            self._idle.cancel()
        self._jobs += 1
        try:
            try:
                return await self._submit(work, *given)
            except BrokenProcessPool:
                self.close()
                return await self._submit(work, *given)
        finally:
            self._jobs -= 1
            if not self._jobs:
                self._idle = asyncio.get_running_loop().call_later(IDLE_SECONDS, self.close)

    def close(self) -> None:
        """End the worker; the next job starts another."""
        if self._pool is not None:
            self._pool.shutdown(wait=False)
            self._pool = None

    async def _submit(self, work: Callable[..., Result], *given: Any) -> Result:
        if self._pool is None:
            # spawn: a fork would copy the bot's threads and open connections
            self._pool = ProcessPoolExecutor(
                1,
                mp_context=multiprocessing.get_context("spawn"),
                max_tasks_per_child=JOBS_A_PROCESS,
                initializer=_begin,
            )
        return await asyncio.get_running_loop().run_in_executor(self._pool, work, *given)


def _begin() -> None:
    """In the worker, before any job: from here on it prints nothing, whatever fails. The interpreter and its
    libraries would print whole errors, with what people wrote. What a job raises reaches the program."""
    said = os.dup(2)
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 1)
        os.dup2(nowhere, 2)
        _follow()
    except BaseException as error:  # noqa: BLE001  raised further, all of it would be logged here
        os.write(said, f"the worker for documents cannot begin: {describe(error)}\n".encode())
        os._exit(1)
    os.close(said)


def _follow() -> None:
    """In the worker: end with the parent, even one killed outright; leave Ctrl+C to the parent."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()

    def watch() -> None:
        if parent is not None:
            parent.join()
            os._exit(0)

    threading.Thread(target=watch, name="follow-parent", daemon=True).start()


press = Press()
"""The process's one press."""
