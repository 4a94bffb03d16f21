"""Who is slowed down is known by a tag of the day, in memory: no account can be searched for in it."""

from __future__ import annotations

import hashlib
import hmac
from datetime import UTC, date, datetime, timedelta

from bot.privacy.limits import REPORTS, WRONG_BY_ALL, WRONG_RECEIPTS, Limits

NOW = datetime(2026, 11, 24, 4, tzinfo=UTC)
DAY = date(2026, 11, 24)
WORKER, GUESSER = 7_000_000_001, 7_000_000_002


def kept(limits: Limits) -> set[bytes]:
    return set(limits._times)


def test_leak_07_a_tag_is_no_hash_of_the_account_and_changes_with_the_day() -> None:
    one, other = Limits(), Limits()
    for limits in (one, other):
        limits.count(REPORTS, WORKER, NOW, DAY)
    assert kept(one).isdisjoint(kept(other))  # another process, another salt
    before = kept(one)
    plain = [str(WORKER).encode(), WORKER.to_bytes(8, "little"), WORKER.to_bytes(8, "big")]
    searched = {
        digest(data).digest() for data in plain for digest in (hashlib.sha256, hashlib.sha512, hashlib.md5)
    }
    searched |= {hmac.new(b"", data, hashlib.sha256).digest() for data in plain}
    assert before.isdisjoint(searched)
    one.count(REPORTS, WORKER, NOW + timedelta(days=1), DAY + timedelta(days=1))
    assert kept(one).isdisjoint(before)
    assert len(kept(one)) == 1


def test_leak_22_reports_of_a_day_are_counted_and_others_are_not_slowed_down() -> None:
    limits = Limits()
    for _ in range(REPORTS.most):
        assert limits.wait(REPORTS, GUESSER, NOW, DAY) is None
        limits.count(REPORTS, GUESSER, NOW, DAY)
    assert limits.wait(REPORTS, GUESSER, NOW, DAY) == REPORTS.span
    assert limits.wait(REPORTS, WORKER, NOW, DAY) is None


def test_leak_11_ten_thousand_guesses_take_weeks_and_lock_nobody_else_out() -> None:
    limits, now, guesses = Limits(), NOW, 0
    end = NOW + timedelta(days=7)
    while now < end:
        wait = limits.wait_to_guess(GUESSER, now, now.date())
        if wait is None:
            limits.guessed_wrong(GUESSER, now, now.date())
            guesses += 1
        else:
            now += wait
    assert guesses <= WRONG_RECEIPTS.most * (24 * 7 + 8)
    assert limits.wait_to_guess(WORKER, now, now.date()) is None


def test_leak_11_many_accounts_guessing_together_are_slowed_down_too() -> None:
    limits, tried = Limits(), 0
    for account in range(10_000):
        if limits.wait_to_guess(account % 200, NOW, DAY) is None:
            limits.guessed_wrong(account % 200, NOW, DAY)
            tried += 1
    assert tried <= WRONG_BY_ALL.most + 200
    assert limits.wait_to_guess(WORKER, NOW, DAY) is None
