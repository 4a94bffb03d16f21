"""Measures the page beside Telegram: open streams on one process, a post meanwhile, the CPU of a step.

`chenan run` is a process of its own, whose CPU and memory are read from /proc; the clients are elsewhere.
A step is a tap that is answered by an edited window.
"""

from __future__ import annotations

import asyncio
import json
import os
import resource
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import aiohttp
import click

from bot.web.members import PREFIX
from content import loader
from simulator.client import Person
from storage.base.audit import Actor
from storage.base.database import Database
from storage.membership import staff_invites
from storage.people import accounts, contacts
from storage.web import sessions
from tests.bot.web.visitor import Browser, Visitor
from tests.conversations.installation import Installation, Place, today
from tests.conversations.office import Office
from tests.conversations.processes import free_port
from tests.conversations.working_hours import now

PEOPLE, STEPS, ROUNDS = 6, 16, 3
"""Officers on each door, and taps of each in a round: the page takes 60 a minute from one conversation."""
MOST_RATIO, MOST_P95_MS, MOST_MIB = 1.2, 250.0, 200.0
"""Goals: CPU of a step beside Telegram's; a post while the streams are open; memory for 1,000 streams."""
TICKS = os.sysconf("SC_CLK_TCK")


class Bot:
    """The process that serves the page."""

    def __init__(self, pid: int) -> None:
        self._folder = Path(f"/proc/{pid}")

    def cpu(self) -> float:
        """Seconds of CPU used so far."""
        fields = (self._folder / "stat").read_text("ascii").rpartition(") ")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    def memory(self) -> float:
        """MiB in memory."""
        pages = int((self._folder / "statm").read_text("ascii").split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def say(words: str) -> None:
    """Tell how far it is."""
    click.echo(words, err=True)


async def devices(database: Database, count: int) -> list[str]:
    """Keys of so many people, each with a page."""
    keys = []
    async with database.begin() as db:
        for _ in range(count):
            address = accounts.new_web_address()
            await contacts.ensure_person(db, now(), address, "zh")
            keys.append(PREFIX + await sessions.open_session(db, now(), today(), address))
    return keys


async def officer(database: Database, browser: Browser, place: Place, number: int) -> Visitor:
    """A head of that office, on the page."""
    async with database.begin() as db:
        given = (place.id, "head", "safety", f"{number}号")
        invite = await staff_invites.create(db, Actor("system"), now(), *given)
    headers = {"X-Real-IP": f"10.1.{number}.1"}
    begun = await browser.json(
        "POST", "/w/join", json={"name": f"{number}号", "language": "zh"}, headers=headers
    )
    made = Visitor(browser, begun["session"])
    await made.send(f"/start {invite.secret}")
    await made.click("加入")
    return made


async def steps(people: Sequence[Person]) -> list[float]:
    """Tap there and back, one after the other; seconds that each took."""
    took = []
    for number in range(STEPS):
        for person in people:
            begun = time.perf_counter()
            await person.click("通知" if number % 2 == 0 else "‹ 办公室")
            took.append(time.perf_counter() - begun)
    return took


async def measure(installation: Installation, url: str, streams: int) -> dict[str, float]:
    """All figures."""
    office, browser = Office(installation, loader.load()), Browser(url)
    bot, database = Bot(installation.bot.pid), Database(installation.database_url)
    place = await office.open_place("hailing")
    on_page: list[Person] = [await officer(database, browser, place, one) for one in range(PEOPLE)]
    in_chat: list[Person] = [await office.official(place, "head", "safety") for _ in range(PEOPLE)]
    for person in (*on_page, *in_chat):
        await person.send("/office")
    used: dict[str, list[float]] = {"page": [], "telegram": []}
    for number in range(ROUNDS):
        say(f"round {number + 1} of {ROUNDS}")
        for name, people in (("page", on_page), ("telegram", in_chat)):
            begun, before = time.perf_counter(), bot.cpu()
            await steps(people)
            used[name].append((bot.cpu() - before) / (STEPS * PEOPLE))
            await asyncio.sleep(max(0.0, 20.0 - (time.perf_counter() - begun)))
    say(f"{streams} streams")
    keys, before = await devices(database, streams), bot.memory()
    async with aiohttp.ClientSession(trust_env=False, connector=aiohttp.TCPConnector(limit=0)) as http:
        waiting = [asyncio.ensure_future(_stream(http, url, key)) for key in keys]
        await asyncio.sleep(8)
        if [one for one in waiting if one.done()]:
            raise click.ClickException("some streams were refused")
        after, cpu = bot.memory(), bot.cpu()
        await asyncio.sleep(5)
        idle = (bot.cpu() - cpu) / 5
        took = sorted(await steps(on_page))
        for one in waiting:
            one.cancel()
        await asyncio.gather(*waiting, return_exceptions=True)
    await browser.close()
    await office.close()
    await database.close()
    page, telegram = min(used["page"]), min(used["telegram"])
    return {
        "streams": streams,
        "mib_of_streams": round(after - before, 1),
        "cpu_share_of_waiting": round(idle, 3),
        "post_p50_ms": round(took[len(took) // 2] * 1000, 1),
        "post_p95_ms": round(took[int(len(took) * 0.95)] * 1000, 1),
        "step_cpu_ms_page": round(page * 1000, 2),
        "step_cpu_ms_telegram": round(telegram * 1000, 2),
        "ratio": round(page / telegram, 2),
    }


async def _stream(http: aiohttp.ClientSession, url: str, key: str) -> None:
    headers = {"X-Session": key, "Origin": url}
    async with http.get(f"{url}/w/events?since=0", headers=headers) as response:
        await response.read()


@click.command(help=__doc__)
@click.option("--streams", default=1000, show_default=True)
@click.option("--quick", is_flag=True, help="A tenth of the streams.")
def main(streams: int, quick: bool) -> None:
    """Measure, print, and fail where a goal is missed."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, min(hard, 8192)), hard))
    url = f"http://127.0.0.1:{free_port()}"
    settings = {"CHENAN_WEB_URL": url, "CHENAN_WEB_LISTEN": url.removeprefix("http://")}
    with tempfile.TemporaryDirectory() as folder:
        made = Installation(Path(folder), loader.load(), settings)
        try:
            found = asyncio.run(measure(made, url, streams // 10 if quick else streams))
        finally:
            made.end()
    click.echo(json.dumps(found, indent=2))
    met = {
        "ratio": found["ratio"] <= MOST_RATIO,
        "post_p95_ms": found["post_p95_ms"] <= MOST_P95_MS,
        "mib_of_streams": found["mib_of_streams"] <= MOST_MIB,
    }
    if missed := [name for name, is_met in met.items() if not is_met]:
        click.echo(f"missed: {', '.join(missed)}", err=True)
        sys.exit(1)


if __name__ == "__main__":
    main()
