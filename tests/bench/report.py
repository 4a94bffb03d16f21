"""Reports with photos sent by many at once: what other people wait meanwhile, and what sending takes.

`python -m tests.bench.report`. Real processes; ratios of one run.
"""

from __future__ import annotations

import asyncio
import io
import json
import os
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

import aiohttp
import click
from PIL import Image

from content import loader
from content.typed.receipts import new_receipt
from storage.reports.crypto import derive_ticket
from tests.bench.goals import Goal, goals_table
from tests.bench.people import median
from tests.bench.runs import ROOT
from tests.broadcast.talkers import said, talking
from tests.conversations.installation import Installation
from tests.conversations.office import Office
from tests.conversations.reporting import RECEIPT, STORY, to_review

TALKERS = 10
EACH_SECOND = 15.0
"""Answers and receipts together stay below Telegram's thirty a second."""
PHOTOS = 3
WARM_UP = 5.0
LONGEST = 100.0


@dataclass(frozen=True)
class Figures:
    """Seconds. p95 of other people's answers: `quiet`, `beside` the sending of all reports at once, and while
    their photos are taken in (`photos`: the simulator, on the same cores, then does more than the bot).
    `sending`: tap to receipt, median and longest; `all`: until the last one; `argon2`: one receipt alone."""

    reports: int
    photo_mb: float
    quiet: float
    photos: float
    beside: float
    answers: int
    sending: tuple[float, float]
    all: float
    argon2: float

    @property
    def ratio(self) -> float:
        """Other people's waiting against quiet."""
        return self.beside / self.quiet


def photo(megabytes: float) -> bytes:
    """A JPEG of about that size: noise, so that nothing makes it smaller."""
    side = 1000
    while True:
        written = io.BytesIO()
        Image.frombytes("RGB", (side, side), os.urandom(side * side * 3)).save(written, "JPEG", quality=90)
        if written.tell() >= megabytes * 1e6:
            return written.getvalue()
        side += 100


async def measure(office: Office, reports: int, megabytes: float, seconds: float) -> Figures:
    """Measure in an office whose processes run."""
    about = await office.owner()
    owners = [await office.owner() for _ in range(TALKERS)]
    workers = [await office.person() for _ in range(reports)]
    chats, url = [one.id for one in owners], office.installation.url
    picture = photo(megabytes)
    office.client._settle = 600.0
    async with talking(url, chats, EACH_SECOND):
        await asyncio.sleep(WARM_UP)
    async with talking(url, chats, EACH_SECOND) as quiet:
        await asyncio.sleep(seconds)
    async with talking(url, chats, EACH_SECOND) as taking:
        await asyncio.gather(*(to_review(one, about, STORY, [picture] * PHOTOS) for one in workers))
    taps = [await one.button("提交举报") for one in workers]
    async with listening(url, [one.id for one in workers]) as receipts:
        began = time.perf_counter()
        async with talking(url, chats, EACH_SECOND) as beside:
            await asyncio.gather(*(one.tap(tap, wait=False) for one, tap in zip(workers, taps, strict=True)))
            async with asyncio.timeout(LONGEST):
                taken = [at - began for at in await asyncio.gather(*receipts.values())]
    whole = max(taken)
    return Figures(
        reports,
        len(picture) / 1e6,
        quiet.quantile(0.95),
        taking.quantile(0.95),
        beside.quantile(0.95),
        len(beside.waits),
        (median(taken), max(taken)),
        whole,
        _argon2(),
    )


@asynccontextmanager
async def listening(url: str, chats: list[int]) -> AsyncIterator[dict[int, asyncio.Future[float]]]:
    """The instant at which each chat is shown its receipt, read from one stream: polling would burden the
    simulator."""
    shown = {chat: asyncio.get_running_loop().create_future() for chat in chats}

    async def listen() -> None:
        timeout = aiohttp.ClientTimeout(total=None)
        async with aiohttp.ClientSession(trust_env=False, timeout=timeout) as session:
            async for chat, message in said(session, url):
                found = shown.get(chat)
                if found is not None and not found.done() and RECEIPT.search(message.get("text", "")):
                    found.set_result(time.perf_counter())

    task = asyncio.ensure_future(listen())
    try:
        yield shown
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


def _argon2() -> float:
    began = time.perf_counter()
    for _ in range(3):
        derive_ticket(b"p" * 32, new_receipt())
    return (time.perf_counter() - began) / 3


@click.command()
@click.option("--quick", is_flag=True, help="5 reports, photos of 1 MB.")
@click.option("--json", "file", type=click.Path(path_type=Path), default=ROOT / "build" / "report.json")
def main(quick: bool, file: Path) -> None:
    """Measure what reports cost others."""
    with tempfile.TemporaryDirectory(prefix="chenan-report-") as folder:
        library = loader.load()
        made = Installation(Path(folder), library)
        try:
            office = Office(made, library)
            load = (5, 1.0, 5.0) if quick else (20, 5.0, 20.0)
            found = asyncio.run(_closing(office, *load))
        finally:
            made.end()
    goals = [Goal("others' answers beside reports", found.ratio, 2, "x quiet")]
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps({**asdict(found), "goals": [goal.as_json() for goal in goals]}, indent=1))
    click.echo(
        f"{found.reports} reports of {PHOTOS} photos of {found.photo_mb:.1f} MB:"
        f" all in after {found.all:.1f} s; tap to receipt {found.sending[0]:.2f} s"
        f" (longest {found.sending[1]:.2f} s),"
        f" Argon2id alone {found.argon2:.2f} s\n"
        f"others' p95: quiet {found.quiet * 1000:.0f} ms, beside {found.beside * 1000:.0f} ms,"
        f" while photos come in {found.photos * 1000:.0f} ms"
        f" ({found.answers} answers)"
    )
    click.echo("\n".join(goals_table(goals)))


async def _closing(office: Office, reports: int, megabytes: float, seconds: float) -> Figures:
    try:
        return await measure(office, reports, megabytes, seconds)
    finally:
        await office.close()


if __name__ == "__main__":
    main()
