"""A store that speaks S3's protocol, for the tests of one process (moto's server), and faults before it."""

from __future__ import annotations

import asyncio
import atexit
import importlib.util
import itertools
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from urllib.request import Request, urlopen

import pytest
from aiohttp import ClientSession, web

from storage.base.bucket_files import BucketFiles, Place
from storage.base.files import FileStore

KEY, SECRET = "key-of-the-store", "secret-of-the-store"
_SERVER = """
import sys
from moto.server import ThreadedMotoServer
server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
server.start()
print(server.get_host_and_port()[1], flush=True)
sys.stdin.read()
"""
_numbers = itertools.count(1)


@cache
def _started() -> str:
    """The endpoint of a server started now, which ends with this process; "" where moto is not installed."""
    if not all(importlib.util.find_spec(name) for name in ("moto", "flask", "flask_cors", "obstore")):
        return ""
    command = [sys.executable, "-c", _SERVER]
    server = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )

    def end() -> None:
        server.kill()
        server.wait()

    atexit.register(end)
    assert server.stdout is not None
    return f"http://127.0.0.1:{int(server.stdout.readline())}"


def new_place(prefix: str = "office/evidence") -> Place:
    """A place in a new bucket of this process's server; without one the test skips."""
    if not (endpoint := _started()):
        pytest.skip("moto's server or obstore is not installed")
    bucket = f"evidence-{next(_numbers)}"
    with urlopen(Request(f"{endpoint}/{bucket}", method="PUT")):  # noqa: S310  this machine's
        return Place(bucket, prefix, endpoint, key=KEY, secret=SECRET)


def settings_of(place: Place) -> dict[str, str]:
    """The environment that names a place."""
    return {
        "CHENAN_EVIDENCE_URL": f"s3://{place.bucket}/{place.prefix}",
        "CHENAN_EVIDENCE_S3_ENDPOINT": place.endpoint or "",
        "CHENAN_EVIDENCE_S3_KEY": place.key,
        "CHENAN_EVIDENCE_S3_SECRET": place.secret,
    }


def files_at(place: Place, folder: Path, **given: object) -> BucketFiles:
    """The files of a place; what was fetched is kept in `folder`."""
    return BucketFiles(place, FileStore(folder), **given)  # type: ignore[arg-type]


@dataclass
class Front:
    """Stands before the server and fails as told. `asked`: methods and paths that came in."""

    server: Place
    place: Place
    """The same place behind the front."""
    came: asyncio.Event = field(default_factory=asyncio.Event)
    """A request that hangs has come."""
    ended: asyncio.Event = field(default_factory=asyncio.Event)
    delay: float = 0
    status: int = 0
    """Answered instead of asking the server, with `body`; 0: none."""
    body: str = "<html>busy</html>"
    failing: int = -1
    """The number of further requests that fail; -1: all."""
    cuts: bool = False
    """Cuts the connection in the middle: of what is sent, or of the answer."""
    hangs: bool = False
    only: str = ""
    """The method that fails; "": each."""
    asked: list[tuple[str, str]] = field(default_factory=list)

    def heal(self) -> None:
        """Work again from now on."""
        self.delay, self.status, self.cuts, self.hangs, self.failing, self.only = 0, 0, False, False, -1, ""

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """Answer one request, as the server or as told."""
        self.asked.append((request.method, request.path))
        fails = self.failing != 0 and self.only in ("", request.method)
        if fails and (self.status or self.cuts or self.hangs):
            self.failing -= 1
            return await self._fail(request)
        if fails and self.delay:
            await asyncio.sleep(self.delay)
        return await self._pass_on(request)

    async def _fail(self, request: web.Request) -> web.StreamResponse:
        if self.hangs:
            self.came.set()
            await self.ended.wait()
            raise web.HTTPServiceUnavailable
        if self.status:
            await request.read()
            return web.Response(status=self.status, text=self.body, content_type="text/html")
        assert request.transport is not None
        if request.method == "GET":
            there = await self._pass_on(request)
            assert isinstance(there, web.Response)
            assert isinstance(there.body, bytes)
            answer = web.StreamResponse(headers={"Content-Length": str(len(there.body))})
            await answer.prepare(request)
            await answer.write(there.body[: len(there.body) // 2])
            request.transport.close()
            return answer
        request.transport.close()
        return web.Response()

    async def _pass_on(self, request: web.Request) -> web.Response:
        async with (
            ClientSession(auto_decompress=False) as session,
            session.request(
                request.method,
                f"{self.server.endpoint}{request.raw_path}",
                headers={name: value for name, value in request.headers.items() if name.lower() != "host"},
                data=await request.read(),
            ) as there,
        ):
            body = await there.read()
            left_out = ("transfer-encoding", "content-encoding", "connection", "content-length")
            headers = {name: value for name, value in there.headers.items() if name.lower() not in left_out}
            if request.method == "HEAD":
                headers["Content-Length"] = there.headers.get("Content-Length", "0")
            return web.Response(status=there.status, body=body, headers=headers)


@asynccontextmanager
async def front_of(place: Place) -> AsyncIterator[Front]:
    """Run a front before a place's server until the block ends."""
    front = Front(place, place)
    app = web.Application(client_max_size=1 << 26)
    app.router.add_route("*", "/{path:.*}", front.answer)
    runner = web.AppRunner(app, shutdown_timeout=0, lingering_time=0)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    assert site._server is not None
    port = site._server.sockets[0].getsockname()[1]  # type: ignore[attr-defined]
    front.place = replace(place, endpoint=f"http://127.0.0.1:{port}")
    try:
        yield front
    finally:
        front.ended.set()
        await runner.cleanup()
