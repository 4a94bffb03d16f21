"""The goals, each with its figure, its limit and whether it is met; and the table that shows them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from tests.bench.people import median
from tests.bench.runs import Figures


@dataclass(frozen=True)
class Goal:
    """A figure beside its limit; both in `unit`."""

    name: str
    figure: float
    limit: float
    unit: str

    @property
    def met(self) -> bool:
        """Whether the figure stays within the limit."""
        return self.figure <= self.limit

    def as_json(self) -> dict[str, Any]:
        """The figures for the report."""
        return {
            "goal": self.name,
            "figure": round(self.figure, 3),
            "limit": self.limit,
            "unit": self.unit,
            "met": self.met,
        }


Runs = dict[str, list[Figures]]
"""Runs of the bots by kind, in the order made: the n-th ones stood side by side."""


def middle(runs: Iterable[Figures], what: Callable[[Figures], float]) -> float:
    """The median over runs."""
    return median(what(run) for run in runs)


def ratio(runs: Runs, what: Callable[[Figures], float], to: str = "committing") -> float:
    """The median of ours / peer, each pair of one round."""
    pairs = zip(runs["ours"], runs[to], strict=True)
    return median(what(mine) / what(theirs) for mine, theirs in pairs if what(theirs))


def of(phase: str, key: str) -> Callable[[Figures], float]:
    """Picks a figure of a phase."""
    return lambda run: run.phases[phase][key]


def step_goals(runs: Runs) -> list[Goal]:
    """Goal 1: CPU a step, and the long tail of people who read."""
    phases = runs["ours"][0].phases
    found = []
    for seats in ("50", "500"):
        if seats in phases:
            figure = ratio(runs, of(seats, "cpu_per_1000"))
            found.append(Goal(f"1 CPU a step, {seats} people: first", figure, 1.0, "x committing"))
            found.append(Goal(f"1 CPU a step, {seats} people: then", figure, 0.65, "x committing"))
    if "read" in phases and runs.get("memory"):
        found.append(
            Goal("1 p99 of people who read", ratio(runs, of("read", "p99_ms"), "memory"), 2.0, "x memory")
        )
    return found


def memory_goals(runs: Runs) -> list[Goal]:
    """Goal 7, as far as every run shows it: memory and start-up above the committing peer."""
    mine, theirs = runs["ours"], runs["committing"]
    above = middle(mine, lambda run: run.memory_peak) - middle(theirs, lambda run: run.memory_peak)
    later = middle(mine, lambda run: run.startup) - middle(theirs, lambda run: run.startup)
    found = [
        Goal("7 memory above the committing peer", above, 60, "MB"),
        Goal("7 start-up above the committing peer", later, 1.5, "s"),
    ]
    if "long" in mine[0].phases:
        above = middle(mine, lambda run: run.memory_end) - middle(theirs, lambda run: run.memory_end)
        steps = f"{middle(mine, of('long', 'steps')):,.0f}"
        found.append(Goal(f"7 the same after {steps} steps", above, 60, "MB"))
    return found


def double_tap_goals(told: dict[str, Any]) -> list[Goal]:
    """Goal 2, as distances from what is right: 0 is met."""
    right = told["people"] * told["questions"]
    return [
        Goal("2 answers too many or too few", abs(told["answers"] - right), 0, f"of {right}"),
        Goal("2 audit rows too many or too few", abs(told["audit_rows"] - right), 0, f"of {right}"),
        Goal("2 people with an answer to another question", told["people"] - told["as_read"], 0, "people"),
    ]


def figures_table(runs: Runs) -> list[str]:
    """A line for each bot and load: medians."""
    head = f"{'bot':<12}{'load':>6}{'steps/s':>9}{'CPU s/1000':>12}{'p50 ms':>9}{'p95 ms':>9}{'p99 ms':>9}"
    lines = [head]
    for kind, made in runs.items():
        if not made:
            continue
        for phase in made[0].phases:
            rate, cpu, *tails = (
                middle(made, of(phase, key)) for key in ("rate", "cpu_per_1000", "p50_ms", "p95_ms", "p99_ms")
            )
            lines.append(
                f"{kind:<12}{phase:>6}{rate:>9.0f}{cpu:>12.2f}" + "".join(f"{tail:>9.0f}" for tail in tails)
            )
    lines += [
        "",
        f"{'bot':<12}{'start-up s':>11}{'RSS MB: up':>12}{'peak':>8}{'end':>8}{'lost':>6}{'errors':>8}",
    ]
    for kind, made in runs.items():
        if made:
            lines.append(
                f"{kind:<12}{middle(made, lambda run: run.startup):>11.2f}"
                f"{middle(made, lambda run: run.memory_begin):>12.0f}"
                f"{middle(made, lambda run: run.memory_peak):>8.0f}"
                f"{middle(made, lambda run: run.memory_end):>8.0f}{sum(run.lost for run in made):>6}"
                f"{sum(run.errors for run in made):>8}"
            )
    return lines


def goals_table(goals: Iterable[Goal]) -> list[str]:
    """A line for each goal."""
    lines = [f"{'goal':<48}{'figure':>9}{'limit':>8}  {'unit':<14}"]
    for goal in goals:
        said = "ok" if goal.met else "missed"
        lines.append(f"{goal.name:<48}{goal.figure:>9.2f}{goal.limit:>8g}  {goal.unit:<14}{said}")
    return lines
