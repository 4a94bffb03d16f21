"""An event loop whose clock jumps to the next timer: what waits for minutes is tested in no time."""

from __future__ import annotations

import asyncio
import selectors
from collections.abc import Coroutine
from typing import Any, TypeVar

Result = TypeVar("Result")


class _Jumping(selectors.DefaultSelector):
    """Never waits: the time it would have waited is added to the clock."""

    def __init__(self) -> None:
        super().__init__()
        self.passed = 0.0

    def select(self, timeout: float | None = None) -> Any:
        """Selector events that are ready now."""
        ready = super().select(0)
        if timeout is None and not ready:
            raise AssertionError("nothing will ever happen again: everything waits for something else")
        if not ready:
            self.passed += timeout or 0.0
        return ready


class VirtualLoop(asyncio.SelectorEventLoop):
    """A loop without threads and sockets, in virtual seconds from 0."""

    def __init__(self) -> None:
        self._jumping = _Jumping()
        super().__init__(self._jumping)

    def time(self) -> float:
        """Virtual seconds since the loop began."""
        return self._jumping.passed


def play(coroutine: Coroutine[Any, Any, Result]) -> Result:
    """Run a coroutine in virtual time; what is left running is cancelled."""
    with asyncio.Runner(loop_factory=VirtualLoop) as runner:
        return runner.run(coroutine)


def now() -> float:
    """Virtual seconds since the loop began."""
    return asyncio.get_running_loop().time()
