"""Sizes of tests whose time grows with them: small at every commit, large with `make test ARGS=--long` or
CHENAN_CHAOS=long."""

from __future__ import annotations

is_long = False
"""Whether the large sizes were asked for; set before any test is collected."""


def size(short: int, long: int) -> int:
    """The number of examples, people or kills to take."""
    return long if is_long else short
