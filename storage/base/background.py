"""Runs CPU-heavy work in one thread of lower priority, one piece at a time, so that conversations stay
fast."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import TypeVar

NICENESS = 10
_Made = TypeVar("_Made")


def _give_way() -> None:
    """Lower the priority of the calling thread (on Linux each thread has its own), so that threads that
    answer people run first."""
    if sys.platform == "linux":
        with suppress(OSError):  # where that is forbidden, the thread works all the same
            os.setpriority(os.PRIO_PROCESS, 0, NICENESS)


_lane = ThreadPoolExecutor(1, "background", initializer=_give_way)


async def in_background(work: Callable[[], _Made]) -> _Made:
    """Run `work` in the thread for heavy work, after the pieces queued there; return its result or raise its
    error."""
    return await asyncio.get_running_loop().run_in_executor(_lane, work)
