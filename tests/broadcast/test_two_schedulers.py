"""Two whole schedulers on one database: they share the work without doubling it, and one may die."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from sqlalchemy import text

from storage.base.database import Database
from tests.broadcast import kills
from tests.broadcast.crowd import Crowd, furnish, send_notice
from tests.broadcast.telegram import start_simulator, watching
from tests.conversations.processes import Process
from tests.conversations.working_hours import now

RECIPIENTS = 30
KINDS = ("notice", "reminder")

pytestmark = pytest.mark.chaos


async def test_of_two_schedulers_one_sends_and_the_other_goes_on_when_it_is_killed(tmp_path: Path) -> None:
    crowd = await furnish(tmp_path, RECIPIENTS, reminders=True)
    report = kills.Report(RECIPIENTS, 0.0)
    simulator, url = await asyncio.to_thread(start_simulator, tmp_path, crowd.simulator_dir)
    settings = crowd.settings(url, CHENAN_LOG_LEVEL="WARNING")
    both: list[Process] = []
    try:
        for number in range(2):
            both.append(Process("scheduler", directory=tmp_path, settings=settings))
            await asyncio.to_thread(both[number].wait_for, "ready")
            await _is_held(crowd)  # by the first one, so that the second stands by
        async with watching(url) as watch:
            await send_notice(crowd)
            await watch.seen(RECIPIENTS // 3)
            report.kills.append(now())
            await asyncio.to_thread(both[0].end)
            await kills.drained(crowd)
    finally:
        for one in both:
            await asyncio.to_thread(one.end)
        await asyncio.to_thread(simulator.terminate)
    kills.count(report, crowd, KINDS)
    assert report.lost == dict.fromkeys(KINDS, 0)
    assert report.most <= 1, report.doubled
    assert -1 not in report.by_kill, "doubled without a kill"


async def _is_held(crowd: Crowd) -> None:
    """Wait until somebody holds the lease of delivery."""
    database = Database(crowd.database_url)
    try:
        async with asyncio.timeout(30):
            while True:
                async with database.read() as db:
                    if await db.scalar(text("SELECT count(*) FROM leases")):
                        return
                await asyncio.sleep(0.1)  # another process works
    finally:
        await database.close()
