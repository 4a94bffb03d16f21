"""The pace of sending: evenly over all chats, a second for each chat, and the gate that floods close."""

from __future__ import annotations

import random
from collections.abc import Callable, Collection
from math import ceil

CHAT_SECONDS = 1.0
"""Telegram's FAQ: no more than one message a second to one chat."""
LIMIT = 30.0
"""The same: about thirty messages a second over all chats. What the rate leaves of it is for replies."""

_CATCH_UP = 2
"""Slots that may be made up after a stall: 28 a second then stay within 30 in any second."""
_YIELD = 10
"""Slots that replies may push the next message away at most: even in a rush something is delivered."""

_STUMBLES = 3
"""Failures in a row after which all sending slows down: one bad message must not slow the others."""


def lanes(rate: float) -> int:
    """How many sends may be under way so that a round trip of a second still reaches `rate`."""
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
        """Send nothing for so many seconds; a shorter time never shortens a longer one (style D1)."""
        self._gate = max(self._gate, self._monotonic() + seconds)

    def delay(self) -> float:
        """Seconds to the next turn; to be asked again after waiting, since the gate may have closed."""
        return max(0.0, max(self._slot, self._gate) - self._monotonic())

    def take(self, cost: int = 1) -> None:
        """Use the turn for so many messages. Time in which nobody sent is not saved up."""
        now = self._monotonic()
        late = now - self._slot > _CATCH_UP * self._interval
        self._slot = (now if late else self._slot) + cost * self._interval

    def replied(self) -> None:
        """The bot has answered somebody: beyond the share left for that, delivery gives its turn away."""
        now = self._monotonic()
        self._spare = min(self._spare_rate, self._spare + (now - self._spare_at) * self._spare_rate)
        self._spare_at = now
        if self._spare >= 1:
            self._spare -= 1
        else:
            after = max(self._slot, now) + self._interval
            self._slot = max(self._slot, min(after, now + _YIELD * self._interval))

    def done(self, person: int, cost: int = 1) -> None:
        """A send to that person has ended: counted from its end, no delay on the way brings two together."""
        self._free[person] = self._monotonic() + cost * CHAT_SECONDS

    def resting(self) -> Collection[int]:
        """The people who may not be sent to yet."""
        now = self._monotonic()
        self._free = {person: until for person, until in self._free.items() if until > now}
        return self._free.keys()

    def stumble(self) -> None:
        """A send failed on the way: after a few in a row everything waits longer and longer.

        What comes back while the gate is closed was under way before: one cut line is one failure.
        """
        if self.closed():
            return
        self._stumbles += 1
        if self._stumbles >= _STUMBLES:
            self.close(self.backoff(self._stumbles - _STUMBLES, 1, 30))

    def recover(self) -> None:
        """Telegram answered."""
        self._stumbles = 0

    def backoff(self, attempt: int, first: float, longest: float) -> float:
        """Seconds to wait after failure number `attempt` (from 0): doubling, times 0.5 to 1.5."""
        return min(longest, first * 2.0 ** min(attempt, 30)) * (0.5 + self._jitter())
