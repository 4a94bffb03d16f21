"""The window: the number of messages that may have left without being marked. Each of them may arrive twice
after a crash."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from math import ceil
from statistics import median

PATIENCE = 1.0
"""Seconds after which a send without an answer no longer holds up the others."""
_RECENT = 9
_SPARE = 0.15


class Window:
    """The window, as narrow as the pace allows: one at a time where Telegram answers quickly, more on a
    long way.

    `kill -9` doubles what Telegram has and nobody has written down. So nothing leaves while an answer waits
    for its mark, and no more is under way than the rate needs at the round trip of late.
    """

    def __init__(self, rate: float, most: int, monotonic: Callable[[], float]) -> None:
        self._rate = rate
        self._most = most
        self._monotonic = monotonic
        self._began: dict[int, float] = {}
        self._unmarked: set[int] = set()
        self._recent: deque[float] = deque(maxlen=_RECENT)

    @property
    def size(self) -> int:
        """The number of concurrent sends allowed; one until the round trip is known."""
        way = median(self._recent) if self._recent else 0.0
        return min(self._most, max(1, ceil(self._rate * way + _SPARE)))

    @property
    def full(self) -> bool:
        """Whether the next message has to wait."""
        long_ago = self._monotonic() - PATIENCE
        fresh = sum(1 for began in self._began.values() if began > long_ago)
        return bool(self._unmarked) or fresh >= self.size

    @property
    def is_slow(self) -> bool:
        """Whether a send has waited for its answer for longer than PATIENCE."""
        long_ago = self._monotonic() - PATIENCE
        return any(began <= long_ago for began in self._began.values())

    def enter(self, row: int) -> None:
        """Record a message that leaves."""
        self._began[row] = self._monotonic()

    def answered(self, row: int) -> None:
        """Record an answer of Telegram; its mark is still to be written."""
        self._recent.append(self._monotonic() - self._began.pop(row))
        self._unmarked.add(row)

    def leave(self, row: int) -> None:
        """Remove a row whose result is stored, or unknown."""
        self._began.pop(row, None)
        self._unmarked.discard(row)
