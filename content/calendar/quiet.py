"""Quiet hours: from eight in the evening to half past eight nobody is written to unasked. No clock here."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta, tzinfo

BEGIN = time(20, 0)
END = time(8, 30)
"""Local times; at `END` it may be written again."""


def after_quiet(instant: datetime, zone: tzinfo) -> datetime:
    """`instant` itself, or the end of the quiet hours it lies in; UTC-aware in and out."""
    local = instant.astimezone(zone)
    if END <= local.time() < BEGIN:
        return instant
    day = local.date() + timedelta(days=local.time() >= BEGIN)
    return datetime.combine(day, END, zone).astimezone(UTC)
