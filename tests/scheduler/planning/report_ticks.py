"""Ticks of reports from a Monday of November 2026 on, and what they left in the outbox."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import func, select

from scheduler.clock import Clock as SchedulerClock
from scheduler.planning.reports import ReportTicks
from storage.tables.outbox import OutboxRow
from storage.tables.reports import Report, ReportDepartment, ReportFile, ReportMessage
from tests.storage.reporting import RULES, Reports

ZONE = ZoneInfo("Asia/Shanghai")
TABLES = (Report, ReportMessage, ReportFile, ReportDepartment)


def local(day: int, hour: int, minute: int = 0) -> datetime:
    """An instant of November 2026 by its local time."""
    return datetime(2026, 11, day, hour, minute, tzinfo=ZONE).astimezone(UTC)


def ticks_of(reports: Reports) -> ReportTicks:
    at = SchedulerClock(reports.clock.now, reports.clock.now)
    return ReportTicks(reports.database, at, ZONE, RULES, reports.intake, reports.files)


@pytest.fixture
async def ticks(reports: Reports) -> ReportTicks:
    """Ticks on Monday at ten, after the batch of nine o'clock."""
    reports.clock.at = local(2, 10)
    made = ticks_of(reports)
    await made.batch()
    return made


async def queued(reports: Reports) -> list[tuple[str, dict[str, int]]]:
    """Messages to offices, in the order in which they were seen here: ids are random."""
    seen = reports.told
    for row in await reports.rows(select(OutboxRow.id, OutboxRow.text_key, OutboxRow.values)):
        seen.setdefault(row.id, (row.text_key, row.values))
    return list(seen.values())


async def count(reports: Reports, table: type[object]) -> int:
    ((number,),) = await reports.rows(select(func.count()).select_from(table))
    return int(number)
