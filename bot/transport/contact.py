"""Whether Telegram answers this process: since when requests have failed without one that succeeded."""

from __future__ import annotations

import time
from collections.abc import Callable


class Contact:
    """Told of every request. `clock` counts seconds."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._failing_since: float | None = None

    def note(self, answered: bool) -> None:
        """A request was answered by Telegram, or nobody knows what became of it."""
        if answered:
            self._failing_since = None
        elif self._failing_since is None:
            self._failing_since = self._clock()

    @property
    def failing_seconds(self) -> float:
        """Seconds for which no request has been answered; 0 where the last one was."""
        return 0.0 if self._failing_since is None else self._clock() - self._failing_since
