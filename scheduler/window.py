"""The window: how many messages may have left without being marked. Each of them may double in a crash."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from math import ceil
from statistics import median

PATIENCE = 1.0
"""Seconds after which a send without an answer no longer holds up the others."""
_RECENT = 9
_SPARE = 0.5


class Window:
    """As narrow as the pace allows: one at a time where Telegram answers quickly, more on a long way.

    `kill -9` doubles what Telegram has and nobody has written down, so no more is under way than the rate
    needs at the round trip of late (its mark included); an unwritten mark holds up everything.
    """

    def __init__(self, rate: float, most: int, monotonic: Callable[[], float]) -> None:
        self._rate = rate
        self._most = most
        self._monotonic = monotonic
        self._began: dict[int, float] = {}
        self._answered: set[int] = set()
        self._recent = deque([1.0] * _RECENT, maxlen=_RECENT)  # as if the way were long, until it is known

    @property
    def size(self) -> int:
        """How many may be under way."""
        return min(self._most, max(1, ceil(self._rate * median(self._recent) + _SPARE)))

    @property
    def full(self) -> bool:
        """Whether the next message has to wait for a mark."""
        long_ago = self._monotonic() - PATIENCE
        fresh = sum(1 for row, began in self._began.items() if began > long_ago or row in self._answered)
        return fresh >= self.size

    def enter(self, row: int) -> None:
        """A message leaves."""
        self._began[row] = self._monotonic()

    def answered(self, row: int) -> None:
        """Telegram has answered; the mark is to be written."""
        self._answered.add(row)

    def leave(self, row: int) -> None:
        """It is marked, or was never sent."""
        began = self._began.pop(row)
        if row in self._answered:
            self._answered.discard(row)
            self._recent.append(self._monotonic() - began)
