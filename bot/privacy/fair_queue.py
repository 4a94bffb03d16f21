"""Fair queue: report submissions share one slot of the processor, so that a burst of them does not delay
other conversations.

Only work counts: an update that waits for Telegram, or for something slow, frees the slot for the next one.
An update with a slow step is acknowledged early, too: drafts die with the process, so a redelivery after a
crash gains nothing, and everybody else's updates would come late as long as it is pending.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass

PATIENCE = 0.05
"""Seconds for which a report's work lets other updates go first, each time."""
LONG = 0.15
"""Seconds after which a running update counts as one that waits for something."""


@dataclass
class _Slot:
    """The slot of one update. `aside`: number of waits it is in; `confirm_early`: acknowledges it early."""

    confirm_early: Callable[[], None]
    held: bool = False
    aside: int = 0


_slot: ContextVar[_Slot | None] = ContextVar("slot", default=None)


class FairQueue:
    """The slot of one process; waiting reports get it in the order of asking, after all other updates."""

    def __init__(self) -> None:
        self._free = asyncio.Semaphore(1)
        self._others = 0
        self._quiet = asyncio.Event()
        self._quiet.set()

    @contextmanager
    def other(self) -> Iterator[None]:
        """Answer an update that is no report; one longer than LONG delays nobody."""
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
    async def taken(self, confirm_early: Callable[[], None] = lambda: None) -> AsyncGenerator[None, None]:
        """Hold the slot from here to the end, except while waiting `aside`.

        `confirm_early`: acknowledges the update although it is still being handled.
        """
        slot = _Slot(confirm_early)
        token = _slot.set(slot)
        try:
            await self._take(slot)
            yield
        finally:
            self._leave(slot)
            _slot.reset(token)

    @asynccontextmanager
    async def aside(self, *, slow: bool = False) -> AsyncGenerator[None, None]:
        """Wait for something without the slot; does nothing where this update has none.

        `slow`: it takes longer than a request; the update is acknowledged early.
        """
        slot = _slot.get()
        if slot is None or not (slot.held or slot.aside):
            yield
            return
        if slow:
            slot.confirm_early()
        slot.aside += 1
        self._leave(slot)
        try:
            yield
        finally:
            slot.aside -= 1
            if not slot.aside:
                await self._take(slot)

    async def _take(self, slot: _Slot) -> None:
        await self._free.acquire()
        slot.held = True
        if self._others:
            with suppress(TimeoutError):
                async with asyncio.timeout(PATIENCE):
                    await self._quiet.wait()

    def _leave(self, slot: _Slot) -> None:
        if slot.held:
            slot.held = False
            self._free.release()
