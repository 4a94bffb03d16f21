"""Limits of reporting, adding and guessing: counted in memory, under a salt that lives for one day.

Without this process's memory of that day nothing here can be joined with an account.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import secrets
from collections import deque
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from storage.base.memory import Recent


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `most` actions called `name` within `span`. The name keeps equal limits apart."""

    name: str
    most: int
    span: timedelta


REPORTS = Limit("report", 5, timedelta(days=1))
ADDITIONS = Limit("addition", 20, timedelta(days=1))
PHOTOS = Limit("photo", 40, timedelta(days=1))
WRONG_RECEIPTS = Limit("wrong receipt", 40, timedelta(days=1))
SLIPS = 3
"""Number of wrong receipts without a wait."""
BETWEEN_GUESSES = timedelta(minutes=1)
"""The interval between two guesses from then on. Guesses of others slow nobody down: otherwise a few accounts
could lock out everybody who mistypes. An account has 14,640 guesses a year among 10^15 receipts; ten thousand
accounts guessing all year find one of 1,000 open reports with a chance of 1 in 6,800."""
MOST_KEPT = 20_000
FETCHED_AT_ONCE = 3
"""Photos in work: no more whole files, of up to 20 MB each, are in memory."""


class Limits:
    """The counts of one process. `now` is an instant, `today` its local day: with it the salt changes."""

    def __init__(self) -> None:
        self._day: date | None = None
        self._salt = b""
        self._times: Recent[bytes, deque[datetime]] = Recent(MOST_KEPT)
        self.fetching = asyncio.Semaphore(FETCHED_AT_ONCE)

    def wait(self, limit: Limit, account: int, now: datetime, today: date) -> timedelta | None:
        """The time until the account may do it again; None: now."""
        times = self._recent(limit, account, now, today)
        return None if len(times) < limit.most else times[-limit.most] + limit.span - now

    def count(self, limit: Limit, account: int, now: datetime, today: date) -> None:
        """Count an action of the account."""
        times = self._recent(limit, account, now, today)
        times.append(now)
        self._times.put(self._tag(limit, account), times)

    def wait_to_guess(self, account: int, now: datetime, today: date) -> timedelta | None:
        """The time until the account may try a receipt again; None: now."""
        times = self._recent(WRONG_RECEIPTS, account, now, today)
        if len(times) >= WRONG_RECEIPTS.most:
            return times[-WRONG_RECEIPTS.most] + WRONG_RECEIPTS.span - now
        if len(times) < SLIPS or times[-1] + BETWEEN_GUESSES <= now:
            return None
        return min(times[-1] + BETWEEN_GUESSES - now, BETWEEN_GUESSES)  # whatever the clock does

    def guessed_wrong(self, account: int, now: datetime, today: date) -> None:
        """Count a receipt that does not exist."""
        self.count(WRONG_RECEIPTS, account, now, today)

    def _recent(self, limit: Limit, account: int, now: datetime, today: date) -> deque[datetime]:
        if self._day != today:
            self._day, self._salt = today, secrets.token_bytes(32)
            self._times.clear()
        times = self._times.get(self._tag(limit, account)) or deque()
        while times and times[0] + limit.span <= now:
            times.popleft()
        return times

    def _tag(self, limit: Limit, account: int) -> bytes:
        return hmac.new(self._salt, f"{limit.name}:{account}".encode(), hashlib.sha256).digest()
