"""The command line of the benchmark: which loads, how often; prints the table, writes build/bench.json."""

from __future__ import annotations

import asyncio
import io
import json
import os
import platform
import sys
import tempfile
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import click

from tests.bench import goals, ours, processes, profiled, runs
from tests.bench.goals import Goal
from tests.bench.runs import KINDS, ROOT, Load

BIG_ANSWERS = 1_400_000
LONG_STEPS = 100_000
TURNS = {1: 20, 50: 200, 500: 500}
"""People who take turns on so many seats, thirteen questions each."""
PROFILED_PEOPLE = 200


@dataclass
class Bench:
    """One benchmark: what was asked for, and what came out."""

    load: Load
    rounds: int
    big: bool
    results: dict[str, Any] = field(default_factory=dict)
    found: list[Goal] = field(default_factory=list)

    async def measure(self, database: Path) -> None:
        """Run all measurements, on a database furnished in the folder `database`."""
        spare = max(self.load.people, 40)
        questions, required = await ours.furnish(database, spare)
        made: goals.Runs = {kind: [] for kind in KINDS}
        for number in range(self.rounds):
            for kind in KINDS:
                say(f"round {number + 1} of {self.rounds}: {kind}")
                load = replace(self.load, long_steps=0) if kind == "memory" else self.load
                made[kind].append(await runs.run(kind, load, database))
        self.results["runs"] = {kind: [run.as_json() for run in done] for kind, done in made.items()}
        self.found += goals.step_goals(made)
        say("double taps")
        self.results["double_taps"] = await runs.double_taps(database, questions)
        self.found += goals.double_tap_goals(self.results["double_taps"])
        self.found += goals.memory_goals(made)
        await self._as_run(database, made)
        if self.big:
            await self._big(database, made)
        say("taps of a whole form")
        taps = await runs.taps(database, required, _photo())
        self.results["taps"] = {"taps": taps, "questions": questions}
        self.found.append(Goal(f"9 taps for a form of {questions}", taps, questions + 3, "taps"))
        self.results["table"] = goals.figures_table(made)

    async def _as_run(self, database: Path, made: goals.Runs) -> None:
        """Memory and start-up of bot and scheduler in one process, as a single office runs them."""
        say("bot and scheduler in one process")
        run = await runs.run("ours", Load({50: 50}, 0), database, ours.command("run"))
        self.results["bot_and_scheduler"] = run.as_json()
        peers = made["committing"]
        above = run.memory_peak - goals.middle(peers, lambda one: one.memory_peak)
        later = run.startup - goals.middle(peers, lambda one: one.startup)
        self.found.append(Goal("7 memory, with the scheduler", above, 60, "MB"))
        self.found.append(Goal("7 start-up, with the scheduler", later, 1.5, "s"))

    async def _big(self, database: Path, made: goals.Runs) -> None:
        """Start-up and steps with a full database."""
        with tempfile.TemporaryDirectory(prefix="chenan-bench-big-") as folder:
            ours.copy(database, Path(folder))
            count = ours.grow(Path(folder), BIG_ANSWERS)
            say(f"{count:,} answers")
            run = await runs.run("ours", Load({50: TURNS[50]}, 0), Path(folder))
        self.results["big"] = {"answers": count, **run.as_json()}
        later = run.startup - goals.middle(made["committing"], lambda one: one.startup)
        self.found.append(Goal(f"7 start-up with {count:,} answers", later, 1.5, "s"))
        if 50 in self.load.seats:
            small = goals.middle(made["ours"], goals.of("50", "cpu_per_1000"))
            worse = run.phases["50"]["cpu_per_1000"] / small
            self.found.append(Goal("8 CPU a step with them", worse, 1.5, "x few"))


async def profile(database: Path, file: Path) -> str:
    """The steps of 50 people under cProfile; a table."""
    await ours.furnish(database, PROFILED_PEOPLE)
    command = [sys.executable, "-m", "tests.bench.profiled", str(file), "bot"]
    load = Load({50: PROFILED_PEOPLE}, 0)
    os.environ["PYTHONPATH"] = os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])
    run = await runs.run("ours", load, database, command)
    return profiled.table(file, int(run.phases["50"]["steps"]))


def say(text: str) -> None:
    """Progress, to stderr."""
    click.echo(text, err=True)


def _photo() -> bytes:
    from PIL import Image

    written = io.BytesIO()
    Image.new("RGB", (640, 480), (120, 130, 140)).save(written, "JPEG")
    return written.getvalue()


@click.command()
@click.option("--quick", is_flag=True, help="One round, short loads: a few minutes, rough figures.")
@click.option("--people", "seats", default="", help="How many at once, for instance 50,500.")
@click.option("--rounds", type=click.IntRange(1), help="How many rounds; medians are shown.")
@click.option("--long", "long_run", is_flag=True, help=f"{LONG_STEPS:,} steps more, and the big database.")
@click.option("--big", is_flag=True, help=f"Also with {BIG_ANSWERS:,} answers in the database.")
@click.option("--profile", "profiling", is_flag=True, help="Only our bot, under cProfile.")
@click.option("--json", "file", type=click.Path(path_type=Path), default=ROOT / "build" / "bench.json")
def main(
    quick: bool, seats: str, rounds: int | None, long_run: bool, big: bool, profiling: bool, file: Path
) -> None:
    """Measure the bot beside its peers and say which goals are met."""
    chosen = [int(one) for one in seats.split(",") if one] or ([50] if quick else list(TURNS))
    turns = {one: max(one, TURNS.get(one, 200) // (2 if quick and one != 500 else 1)) for one in chosen}
    load = Load(turns, 4 if quick else 13, LONG_STEPS if long_run else 0)
    file.parent.mkdir(parents=True, exist_ok=True)
    os.sched_setaffinity(0, {processes.cores()[0]})
    with tempfile.TemporaryDirectory(prefix="chenan-bench-") as folder:
        if profiling:
            click.echo(run_loop(profile(Path(folder), file.with_suffix(".prof"))))
            return
        bench = Bench(load, rounds or (1 if quick else 3), big or long_run)
        run_loop(bench.measure(Path(folder)))
    table = bench.results.pop("table")
    bench.results["goals"] = [goal.as_json() for goal in bench.found]
    bench.results["machine"] = {"python": platform.python_version(), "cores": os.cpu_count()}
    file.write_text(json.dumps(bench.results, ensure_ascii=False, indent=1))
    click.echo("\n".join([*table, "", *goals.goals_table(bench.found)]))


def run_loop(work: Any) -> Any:
    """Run on uvloop, as the bots do."""
    import uvloop

    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        return runner.run(work)


if __name__ == "__main__":
    main()
