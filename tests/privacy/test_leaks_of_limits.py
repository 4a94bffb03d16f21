"""Limits identify a person by a daily tag in memory, in which no account can be found."""

from __future__ import annotations

import hashlib
import hmac
from datetime import UTC, date, datetime, timedelta

from bot.privacy.limits import (
    ADDITIONS,
    BETWEEN_GUESSES,
    PHOTOS,
    REPORTS,
    SLIPS,
    WRONG_RECEIPTS,
    Limits,
)

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


def guesses_until(limits: Limits, account: int, end: datetime) -> int:
    """Count the wrong guesses an account has from NOW on, as fast as it is let."""
    now, guesses = NOW, 0
    while now < end:
        wait = limits.wait_to_guess(account, now, now.date())
        if wait is None:
            limits.guessed_wrong(account, now, now.date())
            guesses += 1
        else:
            now += wait
    return guesses


def test_leak_11_guessing_takes_millions_of_years() -> None:
    days = 30
    guesses = guesses_until(Limits(), GUESSER, NOW + timedelta(days=days))
    assert guesses <= WRONG_RECEIPTS.most * (days + 1)
    a_year, receipts, open_reports = WRONG_RECEIPTS.most * 366, 10**15, 1_000
    assert a_year == 14_640
    assert 10_000 * a_year * open_reports / receipts < 1 / 6_800


def test_leak_11_whoever_slips_gets_in_within_a_minute_whatever_others_do() -> None:
    """Thousands of accounts have guessed as often as they may; somebody honest slips a few times."""
    limits = Limits()
    for account in range(3_000):
        for _ in range(WRONG_RECEIPTS.most):
            limits.guessed_wrong(account, NOW, DAY)
    now = NOW
    for slip in range(12):
        wait = limits.wait_to_guess(WORKER, now, DAY) or timedelta()
        assert wait <= (BETWEEN_GUESSES if slip >= SLIPS else timedelta())
        assert wait <= timedelta(minutes=1)
        now += wait
        assert limits.wait_to_guess(WORKER, now, DAY) is None
        limits.guessed_wrong(WORKER, now, DAY)
    assert limits.wait_to_guess(0, now, DAY) is not None
    assert (limits.wait_to_guess(WORKER, now - timedelta(hours=5), DAY) or timedelta()) <= BETWEEN_GUESSES


def test_what_one_limit_counts_does_not_fill_another_one() -> None:
    """Photos and wrong receipts have the same numbers: who sends forty photos still gets in by receipt."""
    limits = Limits()
    for _ in range(PHOTOS.most):
        limits.count(PHOTOS, WORKER, NOW, DAY)
    assert limits.wait(PHOTOS, WORKER, NOW, DAY) is not None
    assert limits.wait_to_guess(WORKER, NOW, DAY) is None
    every = (REPORTS, ADDITIONS, PHOTOS, WRONG_RECEIPTS)
    assert len({limit.name for limit in every}) == len(every)
