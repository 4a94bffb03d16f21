"""Quiet hours: from eight in the evening to half past eight in the morning no message is sent unasked. No
clock here."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, tzinfo

from content.calendar.workdays import workday_after

BEGIN = time(20, 0)
END = time(8, 30)
"""Local times at which quiet hours begin and end; at `END` messages are sent again."""


def after_quiet(instant: datetime, zone: tzinfo) -> datetime:
    """`instant` itself, or the end of the quiet hours it falls into; UTC-aware in and out."""
    local = instant.astimezone(zone)
    if END <= local.time() < BEGIN:
        return instant
    day = local.date() + timedelta(days=local.time() >= BEGIN)
    return datetime.combine(day, END, zone).astimezone(UTC)


def on_workday(instant: datetime, zone: tzinfo, chosen: date | None = None) -> datetime:
    """`after_quiet`, moved from a day off that was not `chosen` to the morning of the next working day;
    UTC-aware in and out."""
    found = after_quiet(instant, zone)
    day = found.astimezone(zone).date()
    works = workday_after(day)
    return found if day in {works, chosen} else datetime.combine(works, END, zone).astimezone(UTC)
