"""Whether Telegram answers this process: the time since the last answered request."""

from __future__ import annotations

import time
from collections.abc import Callable


class Contact:
    """Told of every request. `clock` counts seconds."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._failing_since: float | None = None

    def note(self, answered: bool) -> None:
        """Record that a request was answered by Telegram, or that its outcome is unknown."""
        if answered:
            self._failing_since = None
        elif self._failing_since is None:
            self._failing_since = self._clock()

    @property
    def failing_seconds(self) -> float:
        """Seconds since the last answered request; 0 where the last one was answered."""
        return 0.0 if self._failing_since is None else self._clock() - self._failing_since
