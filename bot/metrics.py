"""`/metrics`: figures of this process and of the installation, in Prometheus' format.

Nothing here is about one person. Updates and requests of private conversations (anonymous reports) are not
counted at all: a reader of the figures every second would otherwise see that somebody is reporting.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

from aiogram.types import TelegramObject
from aiogram_dialog.api.internal import CONTEXT_KEY
from prometheus_client import CollectorRegistry, Counter, Histogram, ProcessCollector
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.exposition import generate_latest
from prometheus_client.registry import Collector

from bot.app import App
from bot.health import Health
from bot.privacy.mode import is_private
from storage.base import leases
from storage.base.database import Connection
from storage.base.urls import sqlite_file
from storage.installation.health import (
    DATABASE_SECONDS,
    PARTS,
    Name,
    disk_usage,
    heartbeat_of,
    last_backup,
)
from storage.outbox import backlog
from storage.outbox.queue import TROUBLE
from storage.people import reachability

if TYPE_CHECKING:
    from scheduler.meter import Meter

STEP_SECONDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)


@dataclass(frozen=True, slots=True)
class Seen:
    """The figures read from the database for one scrape; durations in seconds.

    Of a database that fails only `troubles` is known. `since_backup` None: no backup was noted yet.
    """

    troubles: frozenset[str]
    outbox: Mapping[str, int] = field(default_factory=dict)
    oldest_due: float = 0.0
    silent: Mapping[str, float] = field(default_factory=dict)
    people: int = 0
    unreachable: int = 0
    since_backup: float | None = None


class Metrics:
    """Counts while the process runs, and answers with all figures. `meter`: of the scheduler in this
    process."""

    def __init__(self, app: App, health: Health, data_dir: Path) -> None:
        self.meter: Meter | None = None
        self._app, self._health, self._data_dir = app, health, data_dir
        self._registry = CollectorRegistry()
        ProcessCollector(registry=self._registry)
        self._updates = Counter(
            "chenan_updates", "Updates that were handled, by kind.", ["kind"], registry=self._registry
        )
        self._steps = Histogram(
            "chenan_step_seconds",
            "Time from an update to its answer, by dialog.",
            ["dialog"],
            buckets=STEP_SECONDS,
            registry=self._registry,
        )
        self._requests = Counter(
            "chenan_telegram_requests",
            "Requests of the bot to Telegram, by method and result.",
            ["method", "result"],
            registry=self._registry,
        )

    def requested(self, method: str, result: str) -> None:
        """Count a request to Telegram: ok, refused, flood or unanswered."""
        if not is_private():
            self._requests.labels(method, result).inc()

    async def step(
        self,
        handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]],
        event: TelegramObject,
        data: dict[str, Any],
    ) -> Any:
        """Middleware of messages and taps: count one and measure it, by the dialog it was meant for."""
        if is_private():
            return await handler(event, data)
        began = time.perf_counter()
        try:
            return await handler(event, data)
        finally:
            if not is_private():  # a typed number may have pressed a button that begins a report
                self._updates.labels(type(event).__name__.lower()).inc()
                self._steps.labels(_dialog(data)).observe(time.perf_counter() - began)

    async def render(self) -> bytes:
        """All metrics, as text."""
        seen = await self._look()
        registry = CollectorRegistry()
        registry.register(_Answer(self._families(seen)))
        return generate_latest(self._registry) + generate_latest(registry)

    async def _look(self) -> Seen:
        troubles = frozenset(one.name for one in await self._health.look())
        if "database" in troubles:
            return Seen(troubles)
        try:
            async with asyncio.timeout(DATABASE_SECONDS), self._app.database.read() as db:
                return await self._read(db, troubles)
        except TROUBLE:  # it answered a moment ago
            return Seen(troubles | {"database"})

    async def _read(self, db: Connection, troubles: frozenset[str]) -> Seen:
        wall, now = self._app.wall(), self._app.now()
        beats = await leases.last_seen(db, [heartbeat_of(part) for part in PARTS])
        oldest = await backlog.oldest_due(db, now)
        counts = await backlog.count_by_state(db)
        people, unreachable = await reachability.count(db)
        silent: dict[str, float] = {
            part: (wall - beats[heartbeat_of(part)]).total_seconds()
            for part in PARTS
            if heartbeat_of(part) in beats
        }
        waits = 0.0 if oldest is None else (now - oldest).total_seconds()
        backed_up = await last_backup(db)
        since_backup = None if backed_up is None else (wall - backed_up).total_seconds()
        return Seen(troubles, counts, waits, silent, people, unreachable, since_backup)

    def _families(self, seen: Seen) -> Iterator[Metric]:
        yield from of_installation(seen)
        free, size = disk_usage(self._data_dir)
        yield GaugeMetricFamily("chenan_disk_free_bytes", "Free on the disk of the data.", free)
        yield GaugeMetricFamily("chenan_disk_size_bytes", "Size of the disk of the data.", size)
        file = sqlite_file(str(self._app.database.url))
        if file is not None and file.exists():
            stored = file.stat().st_size
            yield GaugeMetricFamily("chenan_database_bytes", "Size of SQLite's file.", stored)
        if self.meter is not None:
            yield from of_scheduler(self.meter)


class _Answer(Collector):
    """A collector of values already read: the library collects synchronously."""

    def __init__(self, families: Iterable[Metric]) -> None:
        self._families = list(families)

    def collect(self) -> Iterable[Metric]:
        """Yield the metrics, as the library asks."""
        return self._families


def of_installation(seen: Seen) -> Iterator[Metric]:
    """Figures of the installation; of a database that fails only that fact."""
    troubles = GaugeMetricFamily(
        "chenan_trouble", "1 where this keeps people or messages waiting.", labels=["name"]
    )
    for name in get_args(Name):
        troubles.add_metric([name], float(name in seen.troubles))
    yield troubles
    if "database" in seen.troubles:
        return
    outbox = GaugeMetricFamily("chenan_outbox_rows", "Messages that are not out, by state.", labels=["state"])
    for state, count in seen.outbox.items():
        outbox.add_metric([state], count)
    yield outbox
    yield GaugeMetricFamily(
        "chenan_outbox_oldest_due_seconds", "For how long the oldest due message has waited.", seen.oldest_due
    )
    silent = GaugeMetricFamily(
        "chenan_heartbeat_age_seconds", "Since a part of the program was last seen.", labels=["part"]
    )
    for part, seconds in seen.silent.items():
        silent.add_metric([part], seconds)
    yield silent
    yield GaugeMetricFamily("chenan_people", "People with a row: contacts and staff.", seen.people)
    yield GaugeMetricFamily(
        "chenan_people_unreachable", "Of them, whom no message reaches any more.", seen.unreachable
    )
    if seen.since_backup is not None:
        yield GaugeMetricFamily(
            "chenan_backup_age_seconds", "Since a backup was last made.", seen.since_backup
        )


def of_scheduler(meter: Meter) -> Iterator[Metric]:
    """Figures of the scheduler in this process."""
    sent = CounterMetricFamily("chenan_deliveries", "Messages, by what became of them.", labels=["result"])
    for result, count in sorted(meter.deliveries.items()):
        sent.add_metric([result], count)
    yield sent
    nudges = CounterMetricFamily(
        "chenan_nudges", "Nudges, by way and by what became of them.", labels=["way", "result"]
    )
    for (way, result), count in sorted(meter.nudges.items()):
        nudges.add_metric([way, result], count)
    yield nudges
    runs = CounterMetricFamily("chenan_tick_runs", "Runs of a tick.", labels=["tick", "result"])
    seconds = CounterMetricFamily("chenan_tick_seconds", "Seconds spent in a tick.", labels=["tick"])
    age = GaugeMetricFamily("chenan_tick_age_seconds", "Since the last run that ended well.", labels=["tick"])
    for name, tick in sorted(meter.ticks.items()):
        runs.add_metric([name, "ok"], tick.runs)
        runs.add_metric([name, "failed"], tick.failures)
        seconds.add_metric([name], tick.seconds)
        if tick.done_at is not None:
            age.add_metric([name], time.monotonic() - tick.done_at)
    yield from (runs, seconds, age)


def _dialog(data: Mapping[str, Any]) -> str:
    """The state group that took the update; `none` for commands and what no dialog takes."""
    context = data.get(CONTEXT_KEY)
    state = getattr(context, "state", None)
    return state.group.__name__ if state is not None and state.group is not None else "none"
