"""The clock of the program; tests and the demonstration set their own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]
"""Gives the instant now, UTC-aware."""


def system_clock() -> datetime:
    """The machine's time."""
    return datetime.now(UTC)  # noqa: TID251 - the one place that asks the machine
