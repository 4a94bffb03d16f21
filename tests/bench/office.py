"""Measures an office's windows over a city: overview, queue, picture, ledger, each beside the query below it.

`python -m tests.bench.office`. Ratios of one run; each database in a process of its own.
"""

from __future__ import annotations

import asyncio
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import click
from sqlalchemy import text

from content import loader
from content.catalog import Catalog
from content.rules import build_form
from documents.ledger import write_ledger
from documents.overview_chart import overview_png
from documents.sheets import Book, Column, Sheet
from storage.base.audit import Actor
from storage.base.database import Database
from storage.base.urls import sqlite_url
from storage.installation import migrate
from storage.reviews import queue as review_queue
from storage.statistics import office as office_figures
from storage.statistics import overviews
from tests.bench import city
from tests.bench.goals import Goal, goals_table
from tests.bench.people import median
from tests.bench.runs import ROOT
from tests.storage.conftest import postgres

CLI = Actor("cli")
SIZES = (10_000, 100_000)
TIMES = 7
CHANGED = 500
LEDGER_ENTERPRISES = 7_000
"""Their findings make 105,000 rows."""
_MIXED = """
UPDATE self_checks SET priority = -(id * 7919 % 97),
  state = CASE id % 10 WHEN 0 THEN 'draft' WHEN 1 THEN 'in_review' WHEN 2 THEN 'reviewed'
    ELSE 'submitted' END"""
_BARE = text("SELECT campaign_id, state, count(*) FROM self_checks GROUP BY campaign_id, state")


@dataclass(frozen=True)
class Figures:
    """Medians in ms. `bare`: counting self-checks by state in a covering index; `home`: the figures of the
    office's home window; `picture`: overview and picture together, the press being warm; `changed`: the
    overview while CHANGED enterprises have changed since the last tick."""

    database: str
    enterprises: int
    bare: float
    overview: float
    home: float
    queue: float
    town_queue: float
    count: float
    picture: float
    changed: float

    @property
    def ratio(self) -> float:
        """The overview against the covering query."""
        return self.overview / self.bare


@dataclass(frozen=True)
class Ledger:
    """A ledger of so many rows: seconds, the writer alone with as many cells, and how memory grew, MB."""

    database: str
    rows: int
    seconds: float
    alone: float
    grown: float


async def measure(url: str, enterprises: int) -> Figures:
    """Measure on an empty database."""
    await migrate.upgrade(url)
    database = Database(url)
    town = await city.furnish(database, enterprises, 1)
    async with database.begin() as db:
        await db.execute(text(_MIXED))
    await city.settle(database)
    library, catalog = loader.load(), Catalog.load()
    campaign, top = town.campaign_id, 1

    async def overview() -> overviews.Overview:
        async with database.read() as db:
            return await overviews.overview(db, CLI, campaign, top, city.TODAY)

    async def picture() -> bytes:
        return await overview_png(await overview(), library, catalog, "zh")

    async def reading(work: Callable[[Any], Awaitable[Any]]) -> Any:
        async with database.read() as db:
            return await work(db)

    view = await overview()
    assert view.steps.enterprises == enterprises
    assert view.remedies.open + view.remedies.overdue == enterprises * city.ITEMS

    async def changed() -> float:
        async with database.begin() as db:
            await city.mark(db, enterprises // CHANGED)
        return await _median(overview)

    found = Figures(
        "SQLite" if database.is_sqlite else "PostgreSQL",
        enterprises,
        await _median(lambda: reading(lambda db: db.execute(_BARE))),
        await _median(overview),
        await _median(lambda: reading(lambda db: office_figures.figures(db, CLI, top, city.TODAY))),
        await _median(lambda: reading(lambda db: review_queue.list_waiting(db, CLI, campaign, top))),
        await _median(lambda: reading(lambda db: review_queue.list_waiting(db, CLI, campaign, 2))),
        await _median(lambda: reading(lambda db: review_queue.count_waiting(db, CLI, campaign, top))),
        await _median(picture),
        await changed(),
    )
    await database.close()
    return found


async def measure_ledger(url: str) -> Ledger:
    """Measure on an empty database."""
    await migrate.upgrade(url)
    database = Database(url)
    town = await city.furnish(database, LEDGER_ENTERPRISES, 1)
    async with database.begin() as db:  # questions that the form has
        await db.execute(text(_asked()))
    with tempfile.TemporaryDirectory(prefix="chenan-ledger-") as folder:
        path = Path(folder) / "l.xlsx"
        rows = LEDGER_ENTERPRISES * (city.ITEMS + 1)
        began = time.perf_counter()
        _write_alone(path, rows)
        alone = time.perf_counter() - began
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        began = time.perf_counter()
        made = await write_ledger(
            database,
            CLI,
            town.campaign_id,
            path,
            library=loader.load(),
            catalog=Catalog.load(),
            today=city.TODAY,
        )
        seconds = time.perf_counter() - began
    await database.close()
    assert made.findings + made.enterprises == rows
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024 - before
    return Ledger("SQLite" if "sqlite" in url else "PostgreSQL", rows, seconds, alone, grown)


def _asked() -> str:
    """Questions that the form has, in place of the city's."""
    library = loader.load()
    codes = list(build_form(library, library.packs["yangzhou"]).by_code)[: city.ITEMS]
    cases = " ".join(f"WHEN {number} THEN '{code}'" for number, code in enumerate(codes))
    return f"UPDATE findings SET question = CASE id % {city.ITEMS} {cases} END"  # noqa: S608  our own codes


def _write_alone(path: Path, rows: int) -> None:
    """Write as many rows of as many framed cells without reading any."""
    columns: list[Column[int]] = [Column("head", 12, lambda number: f"第{number}厂") for _ in range(18)]
    with Book(path) as book:
        sheet = Sheet(book, "a", "a", columns, str)
        sheet.add(range(rows))
        sheet.end()
        book.save()


async def _median(work: Callable[[], Awaitable[Any]]) -> float:
    await work()
    taken = []
    for _ in range(TIMES):
        began = time.perf_counter()
        await work()
        taken.append((time.perf_counter() - began) * 1000)
    return median(taken)


def goals_of(found: list[Figures], ledgers: list[Ledger]) -> list[Goal]:
    """Goals 5, 6 and 8."""
    goals = []
    for one in found:
        at = f"{one.database}, {one.enterprises:,}"
        goals.append(Goal(f"5 overview, {at}", one.ratio, 3, "x covering query"))
        goals.append(Goal(f"5 picture included, {at}", one.picture, 400, "ms"))
        goals.append(Goal(f"5 queue, a page of 20, {at}", one.queue, 20, "ms"))
    for made in ledgers:
        goals.append(Goal(f"6 ledger, {made.database}", made.seconds / made.alone, 1.5, "x writer alone"))
        goals.append(
            Goal(f"6 ledger, 100,000 rows, {made.database}", made.seconds * 1e5 / made.rows, 20, "s")
        )
    return goals


def _one(enterprises: int, *, on_postgres: bool) -> Figures | Ledger:
    def work(url: str) -> Figures | Ledger:
        if enterprises:
            return asyncio.run(measure(url, enterprises))
        return asyncio.run(measure_ledger(url))

    if on_postgres:
        with postgres() as url:
            return work(url)
    with tempfile.TemporaryDirectory(prefix="chenan-office-") as folder:
        return work(sqlite_url(Path(folder) / "chenan.db"))


def _apart(enterprises: int, *, on_postgres: bool) -> dict[str, Any]:
    command = [sys.executable, "-m", "tests.bench.office", "--alone", str(enterprises)]
    command.append("--postgres" if on_postgres else "--no-postgres")
    done = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def table(found: list[Figures], ledgers: list[Ledger]) -> list[str]:
    """The figures side by side."""
    names = ("bare", "overview", "changed", "home", "queue", "town_queue", "count", "picture")
    return [
        f"{'database':10} {'enterprises':>11}" + "".join(f"{name:>11}" for name in names) + "   (ms)",
        *(
            f"{one.database:10} {one.enterprises:11,}"
            + "".join(f"{float(getattr(one, name)):11.1f}" for name in names)
            for one in found
        ),
        *(
            f"{one.database:10} ledger of {one.rows:,} rows: {one.seconds:.1f} s, the writer alone"
            f" {one.alone:.1f} s, memory grown {one.grown:.0f} MB"
            for one in ledgers
        ),
    ]


@click.command()
@click.option("--quick", is_flag=True, help="1,000 and 10,000 enterprises, no ledger.")
@click.option("--postgres/--no-postgres", "with_postgres", default=True, show_default=True)
@click.option("--alone", type=int, hidden=True)
@click.option("--json", "file", type=click.Path(path_type=Path), default=ROOT / "build" / "office.json")
def main(quick: bool, with_postgres: bool, alone: int | None, file: Path) -> None:
    """Measure what an office looks at."""
    if alone is not None:
        click.echo(json.dumps(asdict(_one(alone, on_postgres=with_postgres))))
        return
    found, ledgers = [], []
    for on_postgres in (False, True) if with_postgres else (False,):
        for enterprises in (1_000, 10_000) if quick else SIZES:
            click.echo(f"{enterprises:,} enterprises, {'PostgreSQL' if on_postgres else 'SQLite'}", err=True)
            found.append(Figures(**_apart(enterprises, on_postgres=on_postgres)))
        if not quick:
            ledgers.append(Ledger(**_apart(0, on_postgres=on_postgres)))
    goals = goals_of(found, ledgers)
    file.parent.mkdir(parents=True, exist_ok=True)
    shown = [*map(asdict, found), *map(asdict, ledgers)]
    file.write_text(json.dumps({"figures": shown, "goals": [goal.as_json() for goal in goals]}, indent=1))
    click.echo("\n".join([*table(found, ledgers), "", *goals_table(goals)]))


if __name__ == "__main__":
    main()
