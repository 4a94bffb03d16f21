"""Turns of visitors: a flood of their inputs leaves most of the process to people with an account.

A few inputs are handled at once. Of those that wait, the one whose session sent least in the last minute is
next, so that a person passes a machine. While others wait, a turn is followed by a rest.
"""

from __future__ import annotations

import asyncio
import heapq
import itertools
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

AT_ONCE = 2
RESTS, LONGEST_REST = 5.0, 0.2
"""A rest is so many times as long as its turn, at most so many seconds."""


class Turns:
    """The turns of one process."""

    def __init__(self) -> None:
        self._free = AT_ONCE
        self._waiting: list[tuple[int, int, asyncio.Future[None]]] = []
        self._numbers = itertools.count()

    @asynccontextmanager
    async def taken(self, sent: int) -> AsyncIterator[None]:
        """Wait for a turn and hold it. `sent`: inputs of that session in the last minute."""
        if self._free:
            self._free -= 1
        else:
            called: asyncio.Future[None] = asyncio.get_running_loop().create_future()
            heapq.heappush(self._waiting, (sent, next(self._numbers), called))
            try:
                await called
            except asyncio.CancelledError:
                if called.done() and not called.cancelled():
                    self._pass_on()
                raise
        begun = time.monotonic()
        try:
            yield
        finally:
            rest = min(RESTS * (time.monotonic() - begun), LONGEST_REST) if self._waiting else 0.0
            if rest:
                asyncio.get_running_loop().call_later(rest, self._pass_on)
            else:
                self._pass_on()

    def _pass_on(self) -> None:
        while self._waiting:
            _, _, called = heapq.heappop(self._waiting)
            if not called.done():
                called.set_result(None)
                return
        self._free += 1
