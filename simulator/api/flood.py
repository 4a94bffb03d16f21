"""Telegram's flood limits (30 messages a second, one a second in a chat, 20 a minute in a group)."""

import math
from dataclasses import dataclass

from simulator.api.errors import too_many_requests


@dataclass
class _Bucket:
    """Allowance that refills evenly: `rate` messages a second, at most `size` saved up."""

    rate: float
    size: float
    left: float
    at: float

    def wait(self, now: float, cost: int) -> float:
        """Seconds until `cost` messages fit; refills up to now."""
        self.left = min(self.size, self.left + (now - self.at) * self.rate)
        self.at = now
        return max(0.0, (min(cost, self.size) - self.left) / self.rate)


class FloodLimits:
    """Refuses with 429 what is sent too fast; nothing is refused while `enabled` is false.

    Limits: peers.md 3.1. Private chats may burst by three; all chats together by thirty. A refusal
    does not use the allowance up.
    """

    def __init__(self, enabled: bool) -> None:
        self.enabled = enabled
        self._all = _Bucket(rate=30, size=30, left=30, at=0)
        self._chats: dict[int, _Bucket] = {}

    def check(self, chat_id: int, is_group: bool, now: float, cost: int = 1) -> None:
        """Count `cost` messages to a chat at `now` (monotonic seconds); raises ApiError 429."""
        if not self.enabled:
            return
        chat = self._chats.get(chat_id)
        if chat is None:
            rate, size = (20 / 60, 20.0) if is_group else (1.0, 3.0)
            chat = self._chats[chat_id] = _Bucket(rate, size, size, now)
        wait = max(self._all.wait(now, cost), chat.wait(now, cost))
        if wait > 1e-9:
            raise too_many_requests(max(1, math.ceil(wait)))
        self._all.left -= cost
        chat.left -= cost
