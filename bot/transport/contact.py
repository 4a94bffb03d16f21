"""Whether Telegram answers this process in time: the seconds since it last did."""

from __future__ import annotations

import time
from collections.abc import Callable

SLOW_SECONDS = 15.0
"""Seconds for an answer; a person who waits longer for theirs is not served."""


class Contact:
    """Told of every request. `clock` counts seconds."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._failing_since: float | None = None

    def note(self, answered: bool, seconds: float = 0.0) -> None:
        """Record that a request was answered by Telegram, or that its outcome is unknown. `seconds`: the time
        that took, without what the request itself asked Telegram to wait."""
        if answered and seconds <= SLOW_SECONDS:
            self._failing_since = None
        elif self._failing_since is None:
            self._failing_since = self._clock() - seconds

    @property
    def failing_seconds(self) -> float:
        """Seconds since Telegram last answered in time; 0 where it did so last."""
        return 0.0 if self._failing_since is None else self._clock() - self._failing_since
