"""The planning tick over a city: its cost beside a bare query and claim of what is due, and what it reads.

`python -m tests.bench.planning`. Ratios of one run; each database in a process of its own.
"""

from __future__ import annotations

import asyncio
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, timedelta
from datetime import time as clock_time
from pathlib import Path
from zoneinfo import ZoneInfo

import click
import uvloop
from sqlalchemy import text

from content import loader
from scheduler.clock import Clock
from scheduler.planning.planner import Planner
from storage.base.database import Connection, Database
from storage.base.urls import sqlite_url
from storage.installation import migrate
from tests.bench import city
from tests.bench.goals import Goal, goals_table
from tests.bench.people import median
from tests.bench.runs import ROOT
from tests.storage.conftest import postgres

ZONE = ZoneInfo("Asia/Shanghai")
DAYS = 4
"""The first warms up; medians of the others. Later ones would meet the rule of three days before."""
IDLE_TICKS = 20
SIZES = (10_000, 100_000)

_DUE = text("SELECT id FROM rectifications WHERE state = 'open' AND due_on = :day")
_CLAIM = """UPDATE rectifications SET state = 'open' WHERE id IN ({ids}) RETURNING id"""


@dataclass(frozen=True)
class Figures:
    """Medians, ms. `bare`: the query for what is due and a claim of it. `read`: rows a tick read, where the
    database counts them (PostgreSQL); `resident`: peak MB; `reminders` written a day."""

    database: str
    enterprises: int
    reminders: int
    bare: float
    tick: float
    idle: float
    read: int
    resident: float

    @property
    def ratio(self) -> float:
        """The tick against the bare query and claim."""
        return self.tick / self.bare


async def measure(url: str, enterprises: int) -> Figures:
    """Measure on an empty database with all tables."""
    database = Database(url)
    town = await city.furnish(database, enterprises, DAYS)
    now = [datetime(2026, 11, 2, tzinfo=UTC)]
    planner = Planner(database, Clock(lambda: now[0], lambda: now[0]), loader.load())
    ticks, bares, idles, read = [], [], [], []
    made = 0
    for day in town.days:
        now[0] = datetime.combine(day, clock_time(9), ZONE).astimezone(UTC)
        bares.append(await _timed(_bare(database, day)))
        before = await _rows_read(database)
        began = time.perf_counter()
        made = await planner.tick()
        ticks.append((time.perf_counter() - began) * 1000)
        read.append(await _rows_read(database) - before)
        assert made == city.DUE, f"{made} digests on {day}"
        await _deliver(database)
        idles += [await _timed(planner.tick()) for _ in range(IDLE_TICKS)]
    await database.close()
    name = "SQLite" if database.is_sqlite else "PostgreSQL"
    return Figures(
        name,
        enterprises,
        made,
        median(bares[1:]),
        median(ticks[1:]),
        median(idles),
        int(median(read[1:])),
        resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    )


async def _timed(work: Awaitable[object]) -> float:
    began = time.perf_counter()
    await work
    return (time.perf_counter() - began) * 1000


async def _bare(database: Database, day: date) -> None:
    async with database.begin() as db:
        due = {"day": day + timedelta(days=7)}
        ids = (await db.execute(_DUE.bindparams(**due))).scalars().all()
        assert len(ids) == city.DUE
        claimed = await db.execute(text(_CLAIM.format(ids=", ".join(map(str, ids)))))
        assert len(claimed.all()) == city.DUE


async def _deliver(database: Database) -> None:
    """All digests of the day are out."""
    async with database.begin() as db:
        await db.execute(text("UPDATE outbox SET state = 'sent'"))
        await db.execute(text("UPDATE reminders SET state = 'sent'"))


async def _rows_read(database: Database) -> int:
    """Rows read so far by scans and through indexes; 0 where the database does not count them."""
    if database.is_sqlite:
        return 0
    async with database.read() as db:
        return await _counted(db)


async def _counted(db: Connection) -> int:
    await db.execute(text("SELECT pg_stat_force_next_flush()"))
    counted = text(
        "SELECT coalesce(sum(seq_tup_read), 0) + coalesce(sum(idx_tup_fetch), 0) FROM pg_stat_user_tables"
    )
    return int((await db.execute(counted)).scalar_one())


def goals_of(found: list[Figures]) -> list[Goal]:
    """Goal 4, and that the cost follows what is due (goal 8)."""
    goals = []
    for one in found:
        at = f"{one.database}, {one.enterprises:,}"
        goals.append(Goal(f"4 tick with {one.reminders} due, {at}", one.ratio, 3, "x bare"))
        goals.append(Goal(f"4 tick with nothing due, {at}", one.idle, 2, "ms"))
    for name in sorted({one.database for one in found}):
        few, *_, many = sorted(
            (one for one in found if one.database == name), key=lambda one: one.enterprises
        )
        goals.append(
            Goal(
                f"8 tick, {few.enterprises:,} to {many.enterprises:,}, {name}", many.tick / few.tick, 1.5, "x"
            )
        )
    return goals


async def _prepared(url: str, enterprises: int) -> Figures:
    await migrate.upgrade(url)
    return await measure(url, enterprises)


def _run(url: str, enterprises: int) -> Figures:
    """Run on uvloop, as the bot does."""
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        return runner.run(_prepared(url, enterprises))


def _one(enterprises: int, *, on_postgres: bool) -> Figures:
    if on_postgres:
        with postgres() as url:
            return _run(url, enterprises)
    with tempfile.TemporaryDirectory(prefix="chenan-planning-") as folder:
        return _run(sqlite_url(Path(folder) / "chenan.db"), enterprises)


def _apart(enterprises: int, *, on_postgres: bool) -> Figures:
    """Measure in a separate process, so that its memory is counted alone."""
    command = [sys.executable, "-m", "tests.bench.planning", "--alone", str(enterprises)]
    command.append("--postgres" if on_postgres else "--no-postgres")
    done = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True)
    return Figures(**json.loads(done.stdout))


def table(found: list[Figures]) -> list[str]:
    """The figures side by side."""
    head = f"{'database':10} {'enterprises':>11} {'due':>4} {'bare ms':>8} {'tick ms':>8} {'ratio':>6}"
    return [
        f"{head} {'idle ms':>8} {'rows read':>10} {'MB':>6}",
        *(
            f"{one.database:10} {one.enterprises:11,} {one.reminders:4} {one.bare:8.1f} {one.tick:8.1f}"
            f" {one.ratio:6.2f} {one.idle:8.2f} {one.read or '-':>10} {one.resident:6.0f}"
            for one in found
        ),
    ]


@click.command()
@click.option("--quick", is_flag=True, help="1,000 and 10,000 enterprises.")
@click.option("--postgres/--no-postgres", "with_postgres", default=True, show_default=True)
@click.option("--alone", type=int, hidden=True)
@click.option("--json", "file", type=click.Path(path_type=Path), default=ROOT / "build" / "planning.json")
def main(quick: bool, with_postgres: bool, alone: int | None, file: Path) -> None:
    """Measure the planning tick."""
    if alone:
        click.echo(json.dumps(asdict(_one(alone, on_postgres=with_postgres))))
        return
    found = []
    for on_postgres in (False, True) if with_postgres else (False,):
        for enterprises in (1_000, 10_000) if quick else SIZES:
            click.echo(f"{enterprises:,} enterprises, {'PostgreSQL' if on_postgres else 'SQLite'}", err=True)
            found.append(_apart(enterprises, on_postgres=on_postgres))
    goals = goals_of(found)
    file.parent.mkdir(parents=True, exist_ok=True)
    result = {"figures": [asdict(one) for one in found], "goals": [goal.as_json() for goal in goals]}
    file.write_text(json.dumps(result, indent=1))
    click.echo("\n".join([*table(found), "", *goals_table(goals)]))


if __name__ == "__main__":
    main()
