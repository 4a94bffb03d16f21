"""One run of one bot: started on a fresh directory, put under each load in turn, its figures gathered."""

from __future__ import annotations

import asyncio
import sys
import tempfile
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from tests.bench import ours, people, processes
from tests.bench.people import Steps
from tests.bench.processes import BotProcess
from tests.bench.stub import TOKEN, Chat, Stub

ROOT = Path(__file__).parents[2]
KINDS = ("ours", "committing", "memory")
"""Chen'an; aiogram-dialog that commits each answer; the same without a database."""
READERS = 300
READ_EVERY = 4.0
SETTLE_SECONDS = 0.3


@dataclass(frozen=True)
class Load:
    """Load of a run. `seats` to how many people take turns on them; `presses` of the readers."""

    seats: dict[int, int]
    presses: int
    long_steps: int = 0

    @property
    def people(self) -> int:
        """The number of people needed, each with one form; a form has at least a dozen questions."""
        return sum(self.seats.values()) + READERS * bool(self.presses) + -(-self.long_steps // 13) + 1


@dataclass
class Figures:
    """Measured figures of a run. Times in seconds unless named; memory in MB; `phases` by name."""

    kind: str
    startup: float
    memory_begin: float
    phases: dict[str, dict[str, float]] = field(default_factory=dict)
    memory_peak: float = 0.0
    memory_end: float = 0.0
    lost: int = 0
    """Taps that brought no window within the people's patience."""
    errors: int = 0
    first_error: str = ""

    def as_json(self) -> dict[str, Any]:
        """The figures for the report."""
        return asdict(self)


@asynccontextmanager
async def running(
    kind: str, database: Path, command: list[str] | None = None
) -> AsyncIterator[tuple[BotProcess, Stub, Path]]:
    """A bot of that kind on a fresh directory; ours on a copy of `database`, begun by `command`."""
    stub = Stub()
    url = await stub.start()
    with tempfile.TemporaryDirectory(prefix="chenan-bench-", ignore_cleanup_errors=True) as folder:
        where = Path(folder)
        if kind == "ours":
            ours.copy(database, where)
            words, environment = command or ours.command(), ours.environment(url, where)
        else:
            words = [sys.executable, "-m", "tests.bench.peer", "--url", url, "--token", TOKEN]
            words += ["--db", str(where / "peer.db")] if kind == "committing" else []
            environment = {"PYTHONPATH": str(ROOT)}
        bot = await processes.start(words, environment, where, stub)
        try:
            yield bot, stub, where
        finally:
            await bot.stop()
            await stub.stop()


async def phase(bot: BotProcess, work: Coroutine[Any, Any, Steps], chats: list[Chat]) -> dict[str, float]:
    """Measure a load; CPU until the bot is quiet again."""
    before = bot.cpu()
    steps = await work
    for chat in chats:
        await chat.answered()
    await asyncio.sleep(SETTLE_SECONDS)
    cpu = bot.cpu() - before
    count = len(steps.latencies)
    return {
        "steps": count,
        "rate": steps.rate,
        "cpu_per_1000": cpu / count * 1000,
        "p50_ms": steps.quantile(0.5),
        "p95_ms": steps.quantile(0.95),
        "p99_ms": steps.quantile(0.99),
    }


async def run(kind: str, load: Load, database: Path, command: list[str] | None = None) -> Figures:
    """All phases of a load, one after the other, with people of their own each."""
    async with running(kind, database, command) as (bot, stub, _):
        figures = Figures(kind, bot.startup, bot.memory("VmRSS"))
        number = ours.FIRST

        def take(count: int) -> list[Chat]:
            nonlocal number
            number += count
            return [stub.chat(one) for one in range(number - count + 1, number + 1)]

        for seats, count in load.seats.items():
            chats = take(count)
            await people.begin(chats)
            figures.phases[str(seats)] = await phase(bot, people.rush(chats, seats), chats)
        if load.presses:
            chats = take(READERS)
            await people.begin(chats)
            figures.phases["read"] = await phase(bot, people.read(chats, READ_EVERY, load.presses), chats)
        figures.memory_end = bot.memory("VmRSS")
        if load.long_steps:
            chats = take(-(-load.long_steps // 13))
            await people.begin(chats)
            figures.phases["long"] = await phase(bot, people.rush(chats, 50), chats)
            figures.phases["long"]["memory_before"] = figures.memory_end
            figures.memory_end = bot.memory("VmRSS")
        figures.memory_peak = bot.memory()
        figures.lost = stub.lost
        errors = bot.errors()
        figures.errors, figures.first_error = len(errors), next(iter(errors), "")
    return figures


async def double_taps(database: Path, questions: int, count: int = 20) -> dict[str, Any]:
    """Everybody taps every button twice at once; returns the rows of the database afterwards."""
    async with running("ours", database) as (bot, stub, where):
        chats = [stub.chat(ours.FIRST + 1 + number) for number in range(count)]
        await people.begin(chats)
        read_by = await people.press_twice(chats)
        await bot.stop()
        recorded = ours.recorded(where, list(read_by))
        return {
            "people": count,
            "questions": questions,
            "taps": 2 * sum(len(read) for read in read_by.values()),
            "answers": sum(len(kept) for kept, _ in recorded.values()),
            "audit_rows": sum(len(audit) for _, audit in recorded.values()),
            "as_read": sum(
                [button.split(":")[1] for button in read_by[number]] == audit == kept
                for number, (kept, audit) in recorded.items()
            ),
            "errors": len(bot.errors()),
        }


async def taps(database: Path, required: frozenset[str], photo: bytes) -> int:
    """Taps of one whole self-check, home window to handed in."""
    async with running("ours", database) as (_, stub, _where):
        stub.files["photo"] = photo
        return await people.count_taps(stub.chat(ours.FIRST + 1), "photo", required)
