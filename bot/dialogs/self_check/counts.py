"""Typed counts (几人/共几人), compared with the verdict and the known number of people. No window lives
here."""

from __future__ import annotations

from content.rules import Verdict
from content.typed.numerals import Counted, parse_counts
from storage.base.errors import Invalid

MOST = 200_000


def match_counts(text: str, verdict: Verdict, workers: int) -> tuple[int, int]:
    """The counts done and total, if the text is understood whole and agrees with the known facts.

    Raises:
        Invalid: "counts-…"; "…-other" where the numbers say the other verdict (`done`, `total`).
    """
    counted = parse_counts(text)
    example = f"{max(workers - 1, 0)}/{workers}" if workers else "17/18"
    if counted is None or (counted.everybody and not workers):
        raise Invalid("error-invalid-counts-wrong", example=example)
    done, total = _both(counted, verdict, workers)
    if total is None:
        raise Invalid(
            "error-invalid-counts-one", number=done, total=workers, example=f"{done}/{workers or '18'}"
        )
    if not 0 < total <= MOST or done > total:
        raise Invalid("error-invalid-counts-wrong", example=example)
    if workers and total != workers:
        raise Invalid("error-invalid-counts-known", total=total, workers=workers, example=example)
    if (done == total) != (verdict == "pass"):
        key = "error-invalid-counts-pass-other" if verdict == "pass" else "error-invalid-counts-fail-other"
        raise Invalid(key, done=done, total=total)
    return done, total


def _both(counted: Counted, verdict: Verdict, workers: int) -> tuple[int, int | None]:
    """The two numbers typed. One alone is the total where the text says that everybody is covered, or
    nobody."""
    if counted.everybody:
        return workers, workers
    done, total = counted.done, counted.total
    if total is None and (done == workers or not done or (not workers and verdict == "pass")):
        total = workers or done
    return done, total
