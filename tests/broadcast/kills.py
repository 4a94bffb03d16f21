"""`kill -9` again and again while a notice and a reminder day go out: what was lost, what came twice.

`python -m tests.broadcast.kills` gives the figures; the simulator's own record is what is counted.
"""

from __future__ import annotations

import asyncio
import json
import random
import tempfile
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import click
from sqlalchemy import text

from storage.base.database import Database
from storage.outbox.queue import GATHERED
from tests.broadcast.crowd import NOTICE, Crowd, furnish, send_notice
from tests.broadcast.line import line
from tests.broadcast.telegram import Watch, received, start_simulator, watching
from tests.conversations.processes import Process
from tests.conversations.working_hours import now

RATE = 28.0
SETTLE_SECONDS = 600.0


@dataclass
class Report:
    """The outcome of a run. `doubled`: by kind, chat and seconds between the copies."""

    recipients: int
    round_trip: float
    kills: list[datetime] = field(default_factory=list)
    lost: dict[str, int] = field(default_factory=dict)
    doubled: list[tuple[str, int, int]] = field(default_factory=list)
    by_kill: dict[int, int] = field(default_factory=dict)
    """Number of kills by the number of messages that each doubled."""
    seconds: float = 0.0

    @property
    def most(self) -> int:
        """The most messages that one kill doubled."""
        return max(self.by_kill, default=0)

    def as_json(self) -> dict[str, Any]:
        """The outcome for a file."""
        return {**asdict(self), "kills": len(self.kills), "most": self.most}


@dataclass
class Killing:
    """One run. `exact`: kill in the moment of a message's arrival, the worst there is; else at any moment."""

    crowd: Crowd
    url: str
    watch: Watch
    settings: Mapping[str, str]
    dice: random.Random
    exact: bool
    kills: list[datetime] = field(default_factory=list)

    def start(self) -> Process:
        """The real process."""
        process = Process("run", directory=self.crowd.where, settings=self.settings)
        process.wait_for("ready")
        return process

    async def kill_once(self, total: int, kills_left: int) -> None:
        """Run it for some messages, so many that the `total` lasts for the remaining kills."""
        process = await asyncio.to_thread(self.start)
        try:
            left = total - self.watch.count
            if left > 1:
                share = max(1, min(left - 1, 2 * left // (kills_left + 1)))
                await self.watch.seen(self.dice.randint(1, share))
            if not self.exact:
                await asyncio.sleep(self.dice.random() / RATE)
        finally:
            self.kills.append(now())
            process.end()

    async def finish(self) -> None:
        """Run it until nothing is left to be sent."""
        process = await asyncio.to_thread(self.start)
        try:
            await drained(self.crowd)
        finally:
            await asyncio.to_thread(process.terminate)


async def drained(crowd: Crowd) -> None:
    """Wait until nothing is left to be sent today; raises TimeoutError after SETTLE_SECONDS.

    What is gathered for an office is no message yet: its reader's next digest says it.
    """
    database = Database(crowd.database_url)
    left = text(
        "SELECT count(*) FROM outbox WHERE state IN ('pending', 'retry', 'sending') AND priority <> :gathered"
    ).bindparams(gathered=GATHERED)
    waiting = text("SELECT count(*) FROM notice_copies WHERE state IN ('queued', 'out')")
    try:
        async with asyncio.timeout(SETTLE_SECONDS):
            while True:
                async with database.read() as db:
                    if not (await db.scalar(left) or await db.scalar(waiting)):
                        return
                await asyncio.sleep(0.5)
    finally:
        await database.close()


def kind_of(message: Mapping[str, Any]) -> str:
    """notice, reminder, or other (answers, the notice's progress)."""
    if message.get("text", "").startswith(NOTICE):
        return "notice"
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    data = {button.get("callback_data", "").split(":")[1] for row in rows for button in row}
    return "reminder" if data & REMINDER_BUTTONS else "other"


REMINDER_BUTTONS = {"check", "snooze"}


def count(report: Report, crowd: Crowd, kinds: tuple[str, ...]) -> None:
    """Compare what the simulator received with what was to be sent."""
    kept = received(crowd.simulator_dir)
    pairs: list[int] = []
    for kind in kinds:
        report.lost[kind] = 0
        for chat in crowd.telegram_ids:
            dates = [one["date"] for one in kept.get(chat, []) if kind_of(one) == kind]
            report.lost[kind] += not dates
            for date in dates[1:]:
                report.doubled.append((kind, chat, date - dates[0]))
                pairs.append(dates[0])
    guilty = Counter(
        next((number for number, at in enumerate(report.kills) if at.timestamp() >= date), -1)
        for date in pairs
    )
    report.by_kill = dict(Counter(guilty.values()))


async def run(
    where: Path,
    recipients: int,
    kills: int,
    *,
    round_trip: float = 0.0,
    seed: int = 1,
    exact: bool = False,
    reminders: bool = True,
) -> Report:
    """Kill so many times while everything goes out once."""
    began = time.monotonic()
    report = Report(recipients, round_trip)
    crowd = await furnish(where, recipients, reminders=reminders)
    simulator, url = await asyncio.to_thread(start_simulator, where, crowd.simulator_dir)
    try:
        await send_notice(crowd)
        async with line(url, round_trip) as far, watching(url) as watch:
            settings = crowd.settings(far if round_trip else url, CHENAN_LOG_LEVEL="WARNING")
            killing = Killing(crowd, url, watch, settings, random.Random(seed), exact, report.kills)
            for number in range(kills):
                await killing.kill_once(recipients * (1 + reminders), kills - number)
                click.echo(f"\r{number + 1} of {kills} kills, {watch.count} messages", err=True, nl=False)
            await killing.finish()
            click.echo("", err=True)
    finally:
        await asyncio.to_thread(simulator.terminate)
    count(report, crowd, ("notice", "reminder") if reminders else ("notice",))
    report.seconds = time.monotonic() - began
    return report


@click.command()
@click.option("--recipients", default=2000, show_default=True)
@click.option("--kills", default=50, show_default=True)
@click.option("--round-trip", default=0.0, show_default=True, help="Seconds to Telegram and back.")
@click.option("--seed", default=1, show_default=True)
@click.option("--reminders/--no-reminders", default=True, show_default=True)
def main(recipients: int, kills: int, round_trip: float, seed: int, reminders: bool) -> None:
    """Kill the program while a notice and a reminder day go out; print what was lost and doubled."""
    with tempfile.TemporaryDirectory(prefix="chenan-kills-") as folder:
        done = asyncio.run(
            run(Path(folder), recipients, kills, round_trip=round_trip, seed=seed, reminders=reminders)
        )
    click.echo(json.dumps(done.as_json(), indent=1))


if __name__ == "__main__":
    main()
