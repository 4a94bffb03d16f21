"""A notice to thousands beside replies, at several round trips; two other ways to send it; memory; urgency.

`python -m tests.bench.broadcast`. Counted from what the simulator, its flood limits on, was asked.
"""

from __future__ import annotations

import asyncio
import json
import os
import sqlite3
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, closing
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import aiohttp
import click

from storage.base.database import Database
from storage.outbox import queue as outbox
from tests.bench.goals import Goal, goals_table
from tests.bench.runs import ROOT
from tests.broadcast.crowd import NOTICE, TOKEN, Crowd, furnish, queue, send_notice
from tests.broadcast.line import line
from tests.broadcast.talkers import talking
from tests.broadcast.telegram import start_simulator, watching
from tests.conversations.processes import Process
from tests.conversations.working_hours import now

RATE = 28.0
TALKERS = 20
EACH_SECOND = 1.0
"""Each costs two of the thirty a second, of which twenty-eight are the notice's: the buttons of the window
before go, the new window comes."""
URGENT_TIMES = 10


@dataclass(frozen=True)
class Sending:
    """The sending of a notice. `floods`: 429s after the first second; `gap`: the longest, seconds."""

    way: str
    round_trip: float
    count: int
    rate: float
    floods: int
    gap: float
    quiet_p95: float = 0.0
    beside_p95: float = 0.0
    answers: int = 0

    @property
    def replies(self) -> float:
        """Replies beside the notice against quiet."""
        return self.beside_p95 / self.quiet_p95 if self.quiet_p95 else 0.0


@dataclass(frozen=True)
class Memory:
    """Memory of the scheduler alone with so many messages queued, MB; `urgent`: waits of urgent ones,
    seconds."""

    queued: int
    resident: float
    urgent: tuple[float, ...]


async def requests(url: str, method: str) -> list[dict[str, Any]]:
    """Requests that the simulator received."""
    query = {"method": method, "limit": "20000"}
    async with (
        aiohttp.ClientSession(trust_env=False) as session,
        session.get(f"{url}/api/requests", params=query) as response,
    ):
        found: list[dict[str, Any]] = await response.json()
        return found


async def figures(url: str, way: str, round_trip: float, **more: Any) -> Sending:
    """Figures from the simulator's record."""
    asked = [one for one in await requests(url, "sendMessage") if one["params"]["text"].startswith(NOTICE)]
    sent = [datetime.fromisoformat(one["at"]) for one in asked if one["status"] == 200]
    first = min(datetime.fromisoformat(one["at"]) for one in asked)
    floods = [
        one
        for one in await requests(url, "sendMessage")
        if one["status"] == 429 and datetime.fromisoformat(one["at"]) > first + timedelta(seconds=1)
    ]
    gaps = [(later - earlier).total_seconds() for earlier, later in pairwise(sent)]
    rate = (len(sent) - 1) / max((sent[-1] - sent[0]).total_seconds(), 1e-9)
    return Sending(way, round_trip, len(sent), rate, len(floods), max(gaps, default=0.0), **more)


@asynccontextmanager
async def simulated(crowd: Crowd, round_trip: float) -> AsyncIterator[tuple[str, str]]:
    """The simulator's URL, and the one at the far end of the line."""
    process, url = await asyncio.to_thread(start_simulator, crowd.where, crowd.simulator_dir)
    try:
        if round_trip:
            async with line(url, round_trip) as far:
                yield url, far
        else:
            yield url, url
    finally:
        await asyncio.to_thread(process.terminate)


@asynccontextmanager
async def program(crowd: Crowd, url: str, command: str = "run") -> AsyncIterator[Process]:
    """The real process."""
    settings = crowd.settings(url, CHENAN_LOG_LEVEL="WARNING")
    process = Process(command, directory=crowd.where, settings=settings)
    try:
        await asyncio.to_thread(process.wait_for, "ready")
        yield process
    finally:
        await asyncio.to_thread(process.terminate)


async def ours(where: Path, recipients: int, round_trip: float, quiet_seconds: float) -> Sending:
    """Our notice; people write to the bot before and meanwhile."""
    crowd = await furnish(where, recipients)
    chats = list(crowd.telegram_ids[-TALKERS:])
    async with simulated(crowd, round_trip) as (url, far), program(crowd, far):
        async with talking(url, chats, EACH_SECOND):
            await asyncio.sleep(10)  # first answers take longer
        async with talking(url, chats, EACH_SECOND) as quiet:
            await asyncio.sleep(quiet_seconds)
        await send_notice(crowd)
        async with watching(url) as watch:
            await watch.seen(3)
            async with talking(url, chats, EACH_SECOND) as beside:
                while await asyncio.to_thread(_unsent, crowd):  # noqa: ASYNC110  another process works
                    await asyncio.sleep(1)
        return await figures(
            url,
            "ours",
            round_trip,
            quiet_p95=quiet.quantile(0.95),
            beside_p95=beside.quantile(0.95),
            answers=len(beside.waits),
        )


def _unsent(crowd: Crowd) -> bool:
    with closing(sqlite3.connect(crowd.data_dir / "chenan.db")) as db:
        left = db.execute("SELECT 1 FROM notice_copies WHERE state IN ('queued', 'out') LIMIT 1")
        return left.fetchone() is not None


async def other(where: Path, way: str, recipients: int, round_trip: float) -> Sending:
    """Another way to send it, without anybody to reply to."""
    crowd = await furnish(where, recipients)
    async with simulated(crowd, round_trip) as (url, far):
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "tests.bench.senders", way, "--url", far, "--token", TOKEN),
            *("--first", str(crowd.telegram_ids[0]), "--count", str(recipients), "--text", NOTICE),
            cwd=ROOT,
        )
        await process.wait()
        return await figures(url, way, round_trip)


async def memory(where: Path, queued: int, seconds: float) -> Memory:
    """The scheduler alone; urgent messages are queued meanwhile by another process, this one."""
    crowd = await furnish(where, 2000)
    database = Database(crowd.database_url)
    people = [number % 1900 + 1 for number in range(queued)]
    await queue(database, people)
    waits: list[float] = []
    async with (
        simulated(crowd, 0) as (url, _),
        program(crowd, url, "scheduler") as process,
        watching(url) as watch,
    ):
        await watch.seen(20)
        for number in range(URGENT_TIMES):
            waits.append(await _urgent(database, url, crowd, 1901 + number))
            await asyncio.sleep(seconds / URGENT_TIMES)
        resident = _resident(process.pid)
    await database.close()
    return Memory(queued, resident, tuple(round(wait, 3) for wait in sorted(waits)))


async def _urgent(database: Database, url: str, crowd: Crowd, person: int) -> float:
    chat = crowd.telegram_ids[person - 1]
    async with (
        aiohttp.ClientSession(trust_env=False) as session,
        session.get(f"{url}/api/events", params={"chats": str(chat)}) as events,
    ):
        began = time.perf_counter()
        await queue(database, [person], priority=outbox.URGENT)
        async for words in events.content:
            if words.startswith(b'data: {"type":"message"'):
                break
        return time.perf_counter() - began


def _resident(pid: int) -> float:
    for words in Path(f"/proc/{pid}/status").read_text().splitlines():
        if words.startswith("VmHWM:"):
            return int(words.split()[1]) / 1024
    raise LookupError(pid)


def goals_of(sendings: list[Sending], memories: list[Memory]) -> list[Goal]:
    """Goal 3, and the wait of what is urgent."""
    found = []
    for one in sendings:
        if one.way == "ours":
            at = f"at {one.round_trip * 1000:.0f} ms"
            found.append(Goal(f"3 seconds a message {at}", 1 / one.rate, 1 / RATE / 0.97, "s"))
            found.append(Goal(f"3 refusals after a second {at}", one.floods, 0, "429s"))
            found.append(Goal(f"3 replies beside it {at}", one.replies, 1.5, "x quiet"))
    if len(memories) > 1:
        first, last = memories[0], memories[-1]
        found.append(Goal(f"3 memory, {last.queued:,} queued", last.resident / first.resident, 1.05, "x"))
        found.append(Goal("urgent behind them", last.urgent[-1], 1.5, "s"))
    return found


def table(sendings: list[Sending]) -> list[str]:
    """The figures side by side."""
    rows = [
        f"{'way':8} {'RTT ms':>6} {'sent':>5} {'msg/s':>6} {'of 28':>6} {'429s':>5} {'gap s':>6}"
        f" {'p95 quiet':>10} {'p95 beside':>11}"
    ]
    rows += [
        f"{one.way:8} {one.round_trip * 1000:6.0f} {one.count:5} {one.rate:6.2f} {one.rate / RATE:6.1%}"
        f" {one.floods:5} {one.gap:6.2f} {one.quiet_p95 * 1000:7.0f} ms {one.beside_p95 * 1000:8.0f} ms"
        for one in sendings
    ]
    return rows


async def measure(recipients: int, others: int, trips: list[float], seconds: float, queued: list[int]) -> Any:
    """Run all measurements."""
    sendings: list[Sending] = []
    memories: list[Memory] = []
    with tempfile.TemporaryDirectory(prefix="chenan-broadcast-") as folder:
        for number, trip in enumerate(trips):
            click.echo(f"a notice to {recipients} at {trip * 1000:.0f} ms", err=True)
            sendings.append(await ours(Path(folder) / f"ours{number}", recipients, trip, seconds))
            for way in ("loop", "limiter") if others else ():
                click.echo(f"the {way} to {others}", err=True)
                sendings.append(await other(Path(folder) / f"{way}{number}", way, others, trip))
        for count in queued:
            click.echo(f"{count:,} queued", err=True)
            memories.append(await memory(Path(folder) / f"queued{count}", count, seconds))
    return sendings, memories


@click.command()
@click.option("--quick", is_flag=True, help="300 recipients, one round trip: some minutes.")
@click.option("--recipients", type=int, help="Of our notice.")
@click.option("--trips", default="0,60,250", show_default=True, help="Round trips, ms.")
@click.option("--others", type=int, help="Recipients of the other ways; 0: leave them out.")
@click.option("--json", "file", type=click.Path(path_type=Path), default=ROOT / "build" / "broadcast.json")
def main(quick: bool, recipients: int | None, trips: str, others: int | None, file: Path) -> None:
    """Measure how notices go out."""
    ways = [float(one) / 1000 for one in ("60" if quick else trips).split(",")]
    many = recipients or (300 if quick else 3000)
    compared = others if others is not None else (200 if quick else 1000)
    queued = [1_000, 20_000] if quick else [1_000, 100_000]
    sendings, memories = asyncio.run(measure(many, compared, ways, 15 if quick else 60, queued))
    found = goals_of(sendings, memories)
    result: Mapping[str, Any] = {
        "sendings": [asdict(one) for one in sendings],
        "memory": [asdict(one) for one in memories],
        "goals": [goal.as_json() for goal in found],
        "load": os.getloadavg(),
        "at": now().isoformat(),
    }
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(result, indent=1))
    lines = [f"{one.queued:>7,} queued: {one.resident:.1f} MB; urgent waits {one.urgent}" for one in memories]
    click.echo("\n".join([*table(sendings), "", *lines, "", *goals_table(found)]))


if __name__ == "__main__":
    main()
