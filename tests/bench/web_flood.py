"""Response times of the page for others while it is flooded from many addresses.

`python -m tests.bench.web_flood [ADDRESSES] [SECONDS] [before] [nginx]`: the page with the demonstration's
places in this process, the flood in another one, which waits for as long as it is told where it is refused.
Each address is one of this machine's (127.0.0.0/8), told by X-Real-IP too, as a proxy tells it. `before`: no
session gives way. `nginx`: behind it, with the limits of deploy/nginx-web.conf.

- open: every address opens sessions and does nothing: may others still begin?
- hammer: every address sends as fast as it is let: how long do a visitor's and a member's steps take?
"""

from __future__ import annotations

import asyncio
import json
import statistics
import sys
import tempfile
import time
from contextlib import AsyncExitStack, ExitStack
from pathlib import Path

import aiohttp

from bot.web.visitors import TooMany, Visitors
from tests.bot.web.conftest import Door, open_door
from tests.bot.web.test_member import member
from tests.bot.web.visitor import Refused
from tests.nginx_server import nginx

STEPS = 25


async def flood(url: str, kind: str, addresses: int, seconds: float) -> None:
    """The flood; prints what it was answered."""
    until = time.monotonic() + seconds
    answered: dict[str, int] = {}
    async with AsyncExitStack() as open_ones:

        async def ask(
            http: aiohttp.ClientSession, path: str, network: str, session: str | None, body: object
        ) -> tuple[int, object]:
            headers = {"Origin": url, "X-Real-IP": network, **({"X-Session": session} if session else {})}
            async with http.post(url + path, json=body, headers=headers) as response:
                if response.status in (429, 503):  # as the page: nginx does not say how long
                    await asyncio.sleep(float(response.headers.get("Retry-After") or 3))
                    return response.status, None
                return response.status, await response.json(content_type=None)

        async def one(number: int) -> None:
            network, deed = f"127.{10 + (number >> 16)}.{number >> 8 & 255}.{number & 255}", 0
            connector = aiohttp.TCPConnector(local_addr=(network, 0))
            http = await open_ones.enter_async_context(aiohttp.ClientSession(connector=connector))
            session: str | None = None
            while time.monotonic() < until:
                try:
                    if session is None or kind == "open":
                        status, said = await ask(http, "/w/session", network, None, {"language": "zh"})
                        session = said["session"] if status == 200 and isinstance(said, dict) else None
                        answered[f"session {status}"] = answered.get(f"session {status}", 0) + 1
                        if kind == "open" and status == 200:
                            await asyncio.sleep(seconds / 4)
                    else:
                        deed += 1
                        body = {"id": f"flood-{number}-{deed:06}", "text": "/report", "since": 0}
                        status, _ = await ask(http, "/w/updates", network, session, body)
                        answered[f"update {status}"] = answered.get(f"update {status}", 0) + 1
                        if status == 401:
                            session = None
                except (aiohttp.ClientError, TimeoutError):
                    await asyncio.sleep(0.2)

        await asyncio.gather(*(one(number) for number in range(addresses)))
    print(json.dumps(answered, sort_keys=True))  # noqa: T201


def said(name: str, waits: list[float], refused: int) -> None:
    """Print median and p95 in milliseconds."""
    if not waits:
        print(f"  {name}: none of {refused} let in")  # noqa: T201
        return
    p95 = statistics.quantiles(waits, n=20)[-1] if len(waits) > 1 else waits[0]
    print(  # noqa: T201
        f"  {name}: p50 {statistics.median(waits) * 1000:.0f} ms, p95 {p95 * 1000:.0f} ms,"
        f" {len(waits)} done, {refused} refused"
    )


async def steps(door: Door) -> None:
    """A visitor at a person's pace, each time a new one; a member beside them."""
    owner = await member(door)
    own: list[float] = []
    others: list[float] = []
    refused = 0
    for number in range(STEPS):
        began = time.perf_counter()
        try:
            visitor = await door.browser.visitor()
            await visitor.send("/report")
            own.append(time.perf_counter() - began)
        except (Refused, TimeoutError, aiohttp.ClientError, json.JSONDecodeError):  # nginx refuses in HTML
            refused += 1
        began = time.perf_counter()
        await owner.send("/start" if number % 2 else "/help")
        others.append(time.perf_counter() - began)
        await asyncio.sleep(0.3)
    said("a visitor begins to report", own, refused)
    said("a member's step", others, 0)


async def tick(door: Door) -> None:
    """Let the visitors' clock go."""
    while True:
        door.clock.now = time.monotonic()
        await asyncio.sleep(0.05)


async def main(addresses: int, seconds: float, *, behind: bool) -> None:
    """All floods, and none; `behind` nginx."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as running:

        def proxy(listen: str) -> str:
            made = nginx(Path(folder) / listen, [listen], connections=4096)
            return running.enter_context(made).url

        for kind in ("none", "open", "hammer"):
            async with open_door(Path(folder) / kind, proxy=proxy if behind else None) as door:
                print(f"{kind}:", flush=True)  # noqa: T201
                ticking = asyncio.ensure_future(tick(door))
                process = None
                if kind != "none":
                    process = await asyncio.create_subprocess_exec(
                        *(sys.executable, "-m", "tests.bench.web_flood"),
                        *("--flood", door.browser.url, kind, str(addresses), str(seconds)),
                        stdout=asyncio.subprocess.PIPE,
                    )
                    await asyncio.sleep(4)
                await steps(door)
                if process is not None:
                    out, _ = await process.communicate()
                    print(f"  the flood: {out.decode().strip()}")  # noqa: T201
                ticking.cancel()


def _full(self: Visitors) -> None:
    raise TooMany


if __name__ == "__main__":
    if sys.argv[1:2] == ["--flood"]:
        _, _, where, what, many, long = sys.argv
        asyncio.run(flood(where, what, int(many), float(long)))
    else:
        given = sys.argv[1:]
        if "before" in given:
            Visitors._make_room = _full  # type: ignore[method-assign]
        sizes = [float(one) for one in given if one[0].isdigit()]
        addresses, seconds = (int(sizes[0]) if sizes else 1500, sizes[1] if len(sizes) > 1 else 40)
        asyncio.run(main(addresses, seconds, behind="nginx" in given))
