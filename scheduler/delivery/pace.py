"""The pace of sending: evenly over all chats, a second for each chat, and the gate that floods close."""

from __future__ import annotations

import random
from collections.abc import Callable, Collection
from math import ceil

CHAT_SECONDS = 1.0
"""Seconds between two messages to one chat (Telegram's FAQ: one a second)."""
LIMIT = 30.0
"""Messages a second over all chats (Telegram's FAQ: about thirty). The rate leaves a part of it for
replies."""

_CATCH_UP = 2
"""Most slots made up after a stall: 28 a second then stay within 30 in any second."""
_YIELD = 10
"""Most slots by which replies postpone the next message: even in a rush something is delivered."""

_STUMBLES = 3
"""Failures in a row after which all sending slows down: one bad message must not slow the others."""


def lanes(rate: float) -> int:
    """The number of concurrent sends with which a round trip of a second still reaches `rate`."""
    return min(max(ceil(rate), 4), 256)


class Pace:
    """Decides when the next message may leave; all times are seconds of `monotonic`.

    Telegram publishes neither its window nor its limit; an even pace does not depend on either
    (a limiter that bursts pays for its bursts with 429s).
    """

    def __init__(
        self, rate: float, monotonic: Callable[[], float], jitter: Callable[[], float] = random.random
    ) -> None:
        if rate <= 0:
            raise ValueError("the rate must be above 0")
        self._interval = 1 / rate
        self._monotonic = monotonic
        self._jitter = jitter
        self._slot = monotonic()
        self._gate = self._slot
        self._stumbles = 0
        self._free: dict[int, float] = {}
        self._spare_rate = LIMIT - rate if rate <= LIMIT else rate / 15
        self._spare = self._spare_rate
        self._spare_at = self._slot

    def closed(self) -> float:
        """Seconds for which the gate stays closed."""
        return max(0.0, self._gate - self._monotonic())

    def close(self, seconds: float) -> None:
        """Close the gate for so many seconds; a shorter time never shortens a longer one (style D1)."""
        self._gate = max(self._gate, self._monotonic() + seconds)

    def delay(self) -> float:
        """Seconds to the next turn; to be asked again after waiting, since the gate may have closed."""
        return max(0.0, max(self._slot, self._gate) - self._monotonic())

    def take(self, cost: int = 1) -> None:
        """Take the turn for so many messages. Unused time is not saved up."""
        now = self._monotonic()
        late = now - self._slot > _CATCH_UP * self._interval
        self._slot = (now if late else self._slot) + cost * self._interval

    def replied(self) -> None:
        """Record a reply of the bot: beyond the share left for replies, delivery gives a turn away."""
        now = self._monotonic()
        self._spare = min(self._spare_rate, self._spare + (now - self._spare_at) * self._spare_rate)
        self._spare_at = now
        if self._spare >= 1:
            self._spare -= 1
        else:
            after = max(self._slot, now) + self._interval
            self._slot = max(self._slot, min(after, now + _YIELD * self._interval))

    def done(self, person: int, cost: int = 1) -> None:
        """Record the end of a send to that person: the chat's second is counted from it."""
        self._free[person] = self._monotonic() + cost * CHAT_SECONDS

    def resting(self) -> Collection[int]:
        """People whose last message is less than a chat's second ago."""
        now = self._monotonic()
        self._free = {person: until for person, until in self._free.items() if until > now}
        return self._free.keys()

    def stumble(self) -> None:
        """Record a failed send: after a few in a row all waits grow.

        Failures that return while the gate is closed were under way before: one cut line is one failure.
        """
        if self.closed():
            return
        self._stumbles += 1
        if self._stumbles >= _STUMBLES:
            self.close(self.backoff(self._stumbles - _STUMBLES, 1, 30))

    def recover(self) -> None:
        """Record an answer of Telegram."""
        self._stumbles = 0

    def backoff(self, attempt: int, first: float, longest: float) -> float:
        """Seconds to wait after failure number `attempt` (from 0): doubling, times 0.5 to 1.5."""
        return min(longest, first * 2.0 ** min(attempt, 30)) * (0.5 + self._jitter())
