"""Times every read of the product that a person waits for, by name, beside its goal.

`python -m tests.bench.reading`: 10,000 and 100,000 enterprises on SQLite and PostgreSQL, filled in three
ways, each in a process of its own. Wall time: the work of PostgreSQL is not in our process. On a machine that
others use, the best time of a read says more than its p95; both are given.
"""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import click

from storage.base.database import Database
from storage.base.urls import sqlite_url
from tests.bench import filling, reads
from tests.bench.goals import Goal
from tests.bench.runs import ROOT
from tests.storage.conftest import postgres

SIZES = (10_000, 100_000)
LARGEST = 300_000
TIMES = 20
SECONDS = 0.5
"""At most so long for one read; slower ones are asked fewer times, at least twice."""


@dataclass(frozen=True)
class Timed:
    """A read over a filled city, in ms. `load`: how many processes wanted a processor meanwhile."""

    database: str
    enterprises: int
    filling: str
    read: str
    best: float
    p50: float
    p95: float
    load: float

    @property
    def at(self) -> str:
        """The city it was read in."""
        return f"{self.database}, {self.enterprises:,}, {self.filling}"


async def measure(url: str, filled: filling.Filled, way: str, only: str = "") -> list[Timed]:
    """All reads, or those whose name begins with `only`."""
    database = Database(url)
    found = []
    for read in reads.all_reads():
        if read.name.startswith(only):
            taken = sorted(await _times(database, read, filled))
            found.append(
                Timed(
                    "SQLite" if database.is_sqlite else "PostgreSQL",
                    filled.enterprises,
                    way,
                    read.name,
                    round(taken[0], 2),
                    round(taken[len(taken) // 2], 2),
                    round(taken[min(len(taken) - 1, int(len(taken) * 0.95))], 2),
                    round(os.getloadavg()[0], 1),
                )
            )
    await database.close()
    return found


async def _times(database: Database, read: reads.Read, filled: filling.Filled) -> list[float]:
    taken: list[float] = []
    end = time.perf_counter() + SECONDS
    while len(taken) < 3 or (len(taken) <= TIMES and time.perf_counter() < end):
        began = time.perf_counter()
        async with database.read() as db:
            await read.run(db, filled)
        taken.append((time.perf_counter() - began) * 1000)
    return taken[1:]


async def _alone(url: str, enterprises: int, way: str) -> list[Timed]:
    database = Database(url)
    await database.create_all()
    await database.close()
    return await measure(url, await filling.furnish(url, enterprises, way), way)


def _one(enterprises: int, way: str, *, on_postgres: bool) -> list[Timed]:
    if on_postgres:
        with postgres() as url:
            return asyncio.run(_alone(url, enterprises, way))
    with tempfile.TemporaryDirectory(prefix="chenan-reading-") as folder:
        return asyncio.run(_alone(sqlite_url(Path(folder) / "chenan.db"), enterprises, way))


def _apart(enterprises: int, way: str, *, on_postgres: bool) -> list[Timed]:
    command = [sys.executable, "-m", "tests.bench.reading", "--alone", str(enterprises), "--filling", way]
    command.append("--postgres" if on_postgres else "--no-postgres")
    done = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True)
    return [Timed(**one) for one in json.loads(done.stdout)]


def goals_of(found: list[Timed]) -> list[Goal]:
    """One a city: the slowest read, so that a table of goals stays readable; and how many miss it."""
    goals = []
    for at in dict.fromkeys(one.at for one in found):
        these = [one for one in found if one.at == at]
        slow = max(these, key=lambda one: one.p95)
        missed = sum(one.p95 > reads.GOAL_MS for one in these)
        goals.append(Goal(f"20 A.1 {slow.read}, {at}", slow.p95, reads.GOAL_MS, "ms p95, the slowest"))
        goals.append(Goal(f"20 A.1 reads above it of {len(these)}, {at}", missed, 0, "reads"))
    return goals


def table(found: list[Timed], *, every: bool = False) -> list[str]:
    """A line for each read and its times in each city; unless `every`, if it misses its goal somewhere."""
    cities = list(dict.fromkeys(one.at for one in found))
    by_read: dict[str, dict[str, Timed]] = {}
    for one in found:
        by_read.setdefault(one.read, {})[one.at] = one
    lines = [f"{number}: {at}" for number, at in enumerate(cities, 1)]
    lines.append(
        f"{'read (best / p95, ms)':62}" + "".join(f"{number:>17}" for number in range(1, len(cities) + 1))
    )
    for read, times in sorted(by_read.items(), key=lambda one: -max(timed.p95 for timed in one[1].values())):
        if every or any(timed.p95 > reads.GOAL_MS for timed in times.values()):
            cells = (f"{times[at].best:8.1f}/{times[at].p95:8.1f}" if at in times else "" for at in cities)
            lines.append(f"{read[:61]:62}" + "".join(f"{cell:>17}" for cell in cells))
    return lines


@click.command()
@click.option("--quick", is_flag=True, help="1,000 enterprises, filled evenly.")
@click.option("--largest", is_flag=True, help=f"{LARGEST:,} enterprises besides.")
@click.option("--postgres/--no-postgres", "with_postgres", default=True, show_default=True)
@click.option("--every", is_flag=True, help="Show those that reach their goal, too.")
@click.option("--alone", type=int, hidden=True)
@click.option("--filling", "way", type=click.Choice(filling.FILLINGS), hidden=True)
@click.option("--at", "url", hidden=True, help="A city that was filled before; its size by --size.")
@click.option("--size", type=int, default=SIZES[-1], hidden=True)
@click.option("--only", default="", hidden=True)
@click.option("--json", "file", type=click.Path(path_type=Path), default=ROOT / "build" / "reading.json")
def main(
    quick: bool,
    largest: bool,
    with_postgres: bool,
    every: bool,
    alone: int | None,
    way: str | None,
    url: str | None,
    size: int,
    only: str,
    file: Path,
) -> None:
    """Time every read."""
    if url is not None:
        timed = asyncio.run(measure(url, filling.Filled(1, 1, 2, size), way or "even", only))
        click.echo("\n".join(table(timed, every=every)))
        return
    if alone is not None:
        click.echo(json.dumps([asdict(one) for one in _one(alone, way or "even", on_postgres=with_postgres)]))
        return
    found: list[Timed] = []
    sizes = (1_000,) if quick else (*SIZES, LARGEST) if largest else SIZES
    for on_postgres in (False, True) if with_postgres else (False,):
        for enterprises in sizes:
            for one in filling.FILLINGS[:1] if quick else filling.FILLINGS:
                click.echo(f"{enterprises:,}, {'PostgreSQL' if on_postgres else 'SQLite'}, {one}", err=True)
                found += _apart(enterprises, one, on_postgres=on_postgres)
    goals = goals_of(found)
    file.parent.mkdir(parents=True, exist_ok=True)
    made: dict[str, Any] = {
        "figures": [asdict(one) for one in found],
        "goals": [goal.as_json() for goal in goals],
    }
    file.write_text(json.dumps(made, indent=1, ensure_ascii=False))
    click.echo(
        "\n".join([*table(found, every=every), "", *(f"{g.name}: {g.figure:g} {g.unit}" for g in goals)])
    )


if __name__ == "__main__":
    main()
