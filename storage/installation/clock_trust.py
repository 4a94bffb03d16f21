"""Whether the machine's clock is trusted enough to delete by it.

A clock that is months ahead (an empty battery, a wrong NTP server, a typing mistake) would wipe in one night
what is to be kept for half a year, and no clock that is set right afterwards brings it back. So the last time
that was believed is stored. A clock that is much later is believed only after it has gone evenly for a day of
running, counted by seconds that nobody sets, or when an operator says that it is right. Until then nothing is
deleted for its age.

A clock that was behind dates what happens meanwhile too early. So it is stored from when and to when it was
set back; once it is right again, what was closed meanwhile is kept as if it were closed now.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.base.database import upsert
from storage.reports import retention
from storage.tables.system import AuditRow, ClockTrust

MOST_AHEAD = timedelta(days=7)
"""Greatest lead of the clock over the last trusted time: a machine switched off over a holiday."""
EVEN_FOR = timedelta(days=1)
"""Running time at an even rate after which a clock that is ahead is trusted."""
LEAST_BACK = timedelta(minutes=5)
"""Smallest step back that counts; smaller ones, as of NTP, change nothing."""
LEAST_BEHIND = timedelta(days=1)
"""Smallest lag that corrects stored dates: days are stored, not hours."""
_A_DAY = timedelta(days=1)
"""Tolerance of a day: an instant's local day may be the one before or after, and the clock is checked
hourly."""


@dataclass(frozen=True, slots=True)
class Trust:
    """`is_believed`: whether anything may be deleted by the clock. `is_new`: that has just changed, either
    way. `ahead`: by how much the clock is later than the last time believed before; `left`: of running until
    it is believed. `redated`: how many reports, closed by a clock that was behind, are kept from now on."""

    is_believed: bool
    is_new: bool = False
    ahead: timedelta = timedelta(0)
    left: timedelta = timedelta(0)
    redated: int = 0


async def see(db: AsyncConnection, now: datetime) -> Trust:
    """The trust in the clock that shows `now`. Reads only; never `is_new`."""
    believed_at, later_at, even = await _row(db, now)
    if now <= believed_at + MOST_AHEAD:
        return Trust(True)
    if not _goes_on(later_at, now):
        even = 0
    return Trust(False, False, now - believed_at, EVEN_FOR - timedelta(seconds=even))


async def look(db: AsyncConnection, now: datetime, elapsed: float) -> Trust:
    """Check the machine's clock, and store the result. `now`: UTC; `elapsed`: real seconds since this
    process last checked, 0 at its first check."""
    await db.execute(
        upsert(db, ClockTrust)
        .values(id=1, believed_at=await _begin(db, now), even_seconds=0)
        .on_conflict_do_nothing(index_elements=["id"])
    )
    # locks the row: other processes wait
    await db.execute(update(ClockTrust).values(even_seconds=ClockTrust.even_seconds))
    believed_at, later_at, even = await _row(db, now)
    if now <= believed_at + MOST_AHEAD:
        redated = await _believe(db, now, elapsed)
        return Trust(True, later_at is not None, redated=redated)
    goes_on = later_at is not None and _goes_on(later_at, now)
    if later_at is not None and goes_on:
        even += int(min(elapsed, max((now - later_at).total_seconds(), 0)))
    else:
        even = 0
    ahead, left = now - believed_at, EVEN_FOR - timedelta(seconds=even)
    if left <= timedelta(0):
        return Trust(True, True, ahead, redated=await _believe(db, now, elapsed))
    await db.execute(update(ClockTrust).values(later_at=now, even_seconds=even))
    return Trust(False, not goes_on, ahead, left)


async def confirm(db: AsyncConnection, now: datetime) -> None:
    """Believe the clock: an operator says that it is right."""
    await look(db, now, 0)
    await _believe(db, now, 0)


async def _believe(db: AsyncConnection, now: datetime, elapsed: float) -> int:
    """Store a trusted time, also an earlier one: a wrongly trusted time must not make a later one look
    right. Returns the number of reports dated again."""
    found = select(ClockTrust.believed_at, ClockTrust.back_from, ClockTrust.back_to)
    believed_at, back_from, back_to = (await db.execute(found)).one()
    redated = 0
    if now < believed_at - LEAST_BEHIND:
        back_from = max(believed_at, back_from or believed_at)
        back_to = min(now, back_to or now)
    elif back_from is not None and back_to is not None and now >= back_from:
        leapt = now - believed_at - timedelta(seconds=elapsed)
        if leapt >= LEAST_BEHIND:  # else the time that was believed before was ahead, and this one is right
            redated = await retention.keep_anew(
                db, back_to.date() - _A_DAY, believed_at.date() + _A_DAY, now.date()
            )
        back_from = back_to = None
    await db.execute(
        update(ClockTrust).values(
            believed_at=now, later_at=None, even_seconds=0, back_from=back_from, back_to=back_to
        )
    )
    return redated


def _goes_on(later_at: datetime | None, now: datetime) -> bool:
    return later_at is not None and later_at - LEAST_BACK <= now <= later_at + MOST_AHEAD


async def _row(db: AsyncConnection, now: datetime) -> tuple[datetime, datetime | None, int]:
    found = select(ClockTrust.believed_at, ClockTrust.later_at, ClockTrust.even_seconds)
    row = (await db.execute(found)).first()
    return (
        (await _begin(db, now), None, 0) if row is None else (row.believed_at, row.later_at, row.even_seconds)
    )


async def _begin(db: AsyncConnection, now: datetime) -> datetime:
    """The last known time where none was trusted yet: that of the newest audit row."""
    last = select(AuditRow.at).order_by(AuditRow.id.desc()).limit(1)
    newest: datetime | None = (await db.execute(last)).scalar()
    return now if newest is None else newest
