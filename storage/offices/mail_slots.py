"""Decides when a message to an office goes out: at once by itself, or as a line of its reader's next daily
digest."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from content.calendar.quiet import END, after_quiet
from content.calendar.workdays import workday_after
from content.loader import mail_rules
from content.model.reminders import told_from
from storage.offices import jurisdictions
from storage.outbox.queue import GATHERED, PERSONAL


@dataclass(frozen=True, slots=True)
class Slot:
    """The time of a message to an office: at once, but not at night, or in the reader's digest (GATHERED) of
    a morning, `not_before`."""

    priority: int
    not_before: datetime

    @property
    def is_gathered(self) -> bool:
        """Whether it waits for a digest."""
        return self.priority == GATHERED


async def slot(
    db: AsyncConnection,
    now: datetime,
    text_key: str,
    values: Mapping[str, Any],
    place_id: int,
    *,
    zone: tzinfo | None = None,
    due_on: date | None = None,
) -> Slot:
    """The time at which a message with that sentence goes to a place's office, by the content's rules of
    mail."""
    local = await jurisdictions.zone_of(db, place_id, zone)
    rule = mail_rules().get(text_key)
    if rule is None or rule.is_urgent(values, due_on, now.astimezone(local).date()):
        return Slot(PERSONAL, after_quiet(now, local))
    return Slot(GATHERED, told_from(now, local, due_on))


async def morning_slot(db: AsyncConnection, place_id: int, day: date, *, zone: tzinfo | None = None) -> Slot:
    """The daily digest of a local day at a place, or of the first working day after it."""
    local = await jurisdictions.zone_of(db, place_id, zone)
    return Slot(GATHERED, datetime.combine(workday_after(day), END, local).astimezone(UTC))
