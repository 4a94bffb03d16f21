"""The scheduler's sources of time, together so that tests can set them."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Clock:
    """`now`: the time of facts, which may run fast in a demonstration. `wall`: the machine's, for leases.

    All give UTC-aware instants; `monotonic` and `sleep` count real seconds. `machine`: the clock that
    APScheduler goes by, where `wall` is guarded against its jumps (`bot.clock_guard`).
    """

    now: Callable[[], datetime]
    wall: Callable[[], datetime]
    monotonic: Callable[[], float] = time.monotonic
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    machine: Callable[[], datetime] | None = None
