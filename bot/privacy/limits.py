"""How often somebody may report, add and guess: counted in memory, under a salt that lives for one day.

Nothing here can be joined with an account by whoever has not got this process's memory of that day.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import secrets
from collections import OrderedDict, deque
from dataclasses import dataclass
from datetime import date, datetime, timedelta


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `most` within `span`."""

    most: int
    span: timedelta


REPORTS = Limit(5, timedelta(days=1))
ADDITIONS = Limit(20, timedelta(days=1))
PHOTOS = Limit(40, timedelta(days=1))
WRONG_RECEIPTS = Limit(5, timedelta(hours=1))
WRONG_BY_ALL = Limit(100, timedelta(hours=1))
"""Beyond this a wrong receipt costs everybody who typed one an hour; who typed none is not slowed down."""
MOST_KEPT = 20_000
FETCHED_AT_ONCE = 3
"""Photos in work: no more whole files, of up to 20 MB each, are in memory."""


class Limits:
    """The counts of one process. `now` is an instant, `today` its local day: with it the salt changes."""

    def __init__(self) -> None:
        self._day: date | None = None
        self._salt = b""
        self._times: OrderedDict[bytes, deque[datetime]] = OrderedDict()
        self._wrong: deque[datetime] = deque()
        self.fetching = asyncio.Semaphore(FETCHED_AT_ONCE)

    def wait(self, limit: Limit, account: int, now: datetime, today: date) -> timedelta | None:
        """How long until the account may do it again; None: at once."""
        times = self._recent(limit, account, now, today)
        return None if len(times) < limit.most else times[-limit.most] + limit.span - now

    def count(self, limit: Limit, account: int, now: datetime, today: date) -> None:
        """The account did it."""
        times = self._recent(limit, account, now, today)
        times.append(now)
        self._times[self._tag(limit, account)] = times
        while len(self._times) > MOST_KEPT:
            self._times.popitem(last=False)

    def wait_to_guess(self, account: int, now: datetime, today: date) -> timedelta | None:
        """How long until the account may try a receipt again; None: at once."""
        times = self._recent(WRONG_RECEIPTS, account, now, today)
        while self._wrong and self._wrong[0] + WRONG_BY_ALL.span <= now:
            self._wrong.popleft()
        if times and len(self._wrong) >= WRONG_BY_ALL.most:
            return times[-1] + WRONG_RECEIPTS.span - now
        return self.wait(WRONG_RECEIPTS, account, now, today)

    def guessed_wrong(self, account: int, now: datetime, today: date) -> None:
        """The account typed a receipt that there is not."""
        self.count(WRONG_RECEIPTS, account, now, today)
        self._wrong.append(now)

    def _recent(self, limit: Limit, account: int, now: datetime, today: date) -> deque[datetime]:
        if self._day != today:
            self._day, self._salt = today, secrets.token_bytes(32)
            self._times.clear()
        times = self._times.get(self._tag(limit, account), deque())
        while times and times[0] + limit.span <= now:
            times.popleft()
        return times

    def _tag(self, limit: Limit, account: int) -> bytes:
        return hmac.new(self._salt, f"{limit}:{account}".encode(), hashlib.sha256).digest()
