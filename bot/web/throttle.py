"""Limits of one network address: counted under a keyed digest, whose key lives a day in memory.

No address is kept, and without the key nobody can tell which one was counted.
"""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
import secrets
import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from storage.base.memory import Recent

DAY_SECONDS = 24 * 3600.0
MOST_KEPT = 20_000


@dataclass(frozen=True, slots=True)
class Pace:
    """At most `most` actions called `name` within `seconds`."""

    name: str
    most: int
    seconds: float


SESSIONS = Pace("sessions", 60, 3600)
"""New conversations of an address: many people share one, behind a company's router or a carrier's."""
STRANGE = Pace("strange", 120, 600)
"""Requests of an address with an unknown session."""
LOGINS = Pace("logins", 30, 600)
"""Login links tried, with or without a number."""
UPDATES = Pace("updates", 60, 60)
"""Updates one conversation may send."""
POLLS = Pace("polls", 120, 60)
"""Polls of one conversation."""


class Throttle:
    """The counts of one process. `seconds` counts real time."""

    def __init__(self, seconds: Callable[[], float] = time.monotonic) -> None:
        self._seconds = seconds
        self._key = secrets.token_bytes(32)
        self._since = seconds()
        self._times: Recent[bytes, deque[float]] = Recent(MOST_KEPT)

    def wait(self, pace: Pace, whose: str) -> float:
        """Count one; return how many seconds it is too early, 0 where it may be done."""
        now = self._seconds()
        if now - self._since >= DAY_SECONDS:
            self._key, self._since = secrets.token_bytes(32), now
            self._times.clear()
        tag = hmac.new(self._key, f"{pace.name}:{whose}".encode(), hashlib.sha256).digest()
        times = self._times.get(tag) or deque(maxlen=pace.most)
        self._times.put(tag, times)
        while times and now - times[0] >= pace.seconds:
            times.popleft()
        if len(times) >= pace.most:
            return max(times[0] + pace.seconds - now, 0.1)
        times.append(now)
        return 0.0


def caller_of(peer: str, told: str) -> str:
    """The address that asks: the peer's, or where that is a local proxy, the one it `told`; or none."""
    try:
        address = ipaddress.ip_address(peer)
    except ValueError:
        return ""
    if address.is_loopback or address.is_private:
        with suppress(ValueError):
            address = ipaddress.ip_address(told.strip())
    return str(address)


def network_of(peer: str, told: str) -> str:
    """The address that is counted. Of IPv6 the first 64 bits: one line has them all."""
    try:
        address = ipaddress.ip_address(caller_of(peer, told))
    except ValueError:
        return ""
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped is not None:
            return str(address.ipv4_mapped)
        return str(ipaddress.ip_network((address, 64), strict=False))
    return str(address)
