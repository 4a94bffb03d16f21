"""Turns: who reports shares one place at the processor, so that twenty at once hold up nobody else.

Only work counts: whoever waits for Telegram, or for something slow, makes room for the next one. An update at
which something slow is done is let go, too: drafts die with the process, so that nothing is gained from its
coming again after a crash, and everybody else's updates would come late as long as it is kept.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass

PATIENCE = 0.05
"""Seconds for which whoever reports lets everybody else go first, each time."""
LONG = 0.15
"""Seconds after which an update counts as one that waits for something, too."""


@dataclass
class _Place:
    """What one update holds. `aside`: how many waits it is in; `let_go`: has it not come again."""

    let_go: Callable[[], None]
    held: bool = False
    aside: int = 0


_place: ContextVar[_Place | None] = ContextVar("place", default=None)


class FairQueue:
    """The place of one process; who waits for it comes in the order of asking, after everybody else."""

    def __init__(self) -> None:
        self._free = asyncio.Semaphore(1)
        self._others = 0
        self._quiet = asyncio.Event()
        self._quiet.set()

    @contextmanager
    def other(self) -> Iterator[None]:
        """Somebody who does not report is being answered; what takes longer than LONG keeps nobody back."""
        self._others += 1
        self._quiet.clear()
        going = True

        def gone() -> None:
            nonlocal going
            if going:
                going = False
                self._others -= 1
                if not self._others:
                    self._quiet.set()

        timer = asyncio.get_running_loop().call_later(LONG, gone)
        try:
            yield
        finally:
            timer.cancel()
            gone()

    @asynccontextmanager
    async def taken(self, let_go: Callable[[], None] = lambda: None) -> AsyncGenerator[None, None]:
        """Have the place from here to the end, but for what is waited for `aside`.

        `let_go`: has the update confirmed although it is still being handled.
        """
        place = _Place(let_go)
        token = _place.set(place)
        try:
            await self._take(place)
            yield
        finally:
            self._leave(place)
            _place.reset(token)

    @asynccontextmanager
    async def aside(self, *, slow: bool = False) -> AsyncGenerator[None, None]:
        """Wait for something without the place; nothing where this update has none.

        `slow`: it takes longer than a request; the update is let go.
        """
        place = _place.get()
        if place is None or not (place.held or place.aside):
            yield
            return
        if slow:
            place.let_go()
        place.aside += 1
        self._leave(place)
        try:
            yield
        finally:
            place.aside -= 1
            if not place.aside:
                await self._take(place)

    async def _take(self, place: _Place) -> None:
        await self._free.acquire()
        place.held = True
        if self._others:
            with suppress(TimeoutError):
                async with asyncio.timeout(PATIENCE):
                    await self._quiet.wait()

    def _leave(self, place: _Place) -> None:
        if place.held:
            place.held = False
            self._free.release()
