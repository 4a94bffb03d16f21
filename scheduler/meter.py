"""Counts of the scheduler's work in a process, for metrics; nothing about anybody."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from scheduler.delivery.outcome import Outcome


@dataclass(slots=True)
class TickCount:
    """Counts of one tick: successful and failed runs, seconds of both, and the end of the last successful one
    (seconds of the scheduler's clock; None: never)."""

    runs: int = 0
    failures: int = 0
    seconds: float = 0.0
    done_at: float | None = None


@dataclass(slots=True)
class Meter:
    """Counters of deliveries and ticks since the process started."""

    deliveries: Counter[str] = field(default_factory=Counter)
    nudges: Counter[tuple[str, str]] = field(default_factory=Counter)
    """Counts by way (sms, email, wecom) and outcome."""
    ticks: dict[str, TickCount] = field(default_factory=dict)

    def deliver(self, outcome: Outcome) -> None:
        """Count a message by its result: sent, gone, refused, flood, trouble …"""
        self.deliveries[type(outcome).__name__.lower()] += 1

    def nudge(self, kind: str, outcome: Outcome) -> None:
        """Count a nudge by its way and its result."""
        self.nudges[kind, type(outcome).__name__.lower()] += 1

    def tick(self, name: str, seconds: float, done_at: float | None) -> None:
        """Count a run of a tick; `done_at` is None where it failed."""
        count = self.ticks.setdefault(name, TickCount())
        count.seconds += seconds
        if done_at is None:
            count.failures += 1
        else:
            count.runs, count.done_at = count.runs + 1, done_at
