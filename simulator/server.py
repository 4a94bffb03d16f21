"""The simulator as one object: starts and stops the server on a loopback address."""

import asyncio
import contextlib
import ipaddress
import socket
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from aiohttp import web

from simulator.api.flood import FloodLimits
from simulator.api.http import BotApi
from simulator.api.params import MAX_REQUEST_BYTES
from simulator.api.webhooks import Webhooks
from simulator.controls import ClockApi, Controls, as_json
from simulator.faults import Faults, LoggedRequest, Spoil
from simulator.people import People
from simulator.people_api import PeopleApi, errors_as_json
from simulator.world import BOT_USERNAME, Clock, World

STATIC = Path(__file__).with_name("static")
PAGE_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "img-src 'self' blob: data:; media-src 'self' blob:; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'self'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-cache",
}
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@web.middleware
async def only_from_here(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuse other names for this machine (DNS rebinding) and requests of other sites' pages."""
    try:
        name = urlsplit(f"//{request.headers.get('Host', '')}").hostname or ""
        here = name == "localhost" or ipaddress.ip_address(name).is_loopback
    except ValueError:
        here = False
    origin = request.headers.get("Origin")
    if not here or (origin is not None and urlsplit(origin).netloc != request.headers["Host"]):
        return web.Response(status=403, text="only for this machine\n")
    return await handler(request)


def machine_time() -> datetime:
    """The machine's time, UTC."""
    return datetime.now(UTC)  # noqa: TID251 - the simulator stands for another machine


class Simulator:
    """Telegram as far as the bot and its people need it, on this machine only.

    `data_dir` keeps everything over restarts, None keeps it in memory. `clock` gives the time of
    messages (aware datetimes); limits and waiting go by real time. With `controls` the page shows the
    clock and can move it. `page`: address of the bot's own page in a browser, to which people are led.
    """

    bot_username = BOT_USERNAME

    def __init__(
        self,
        data_dir: Path | None = None,
        *,
        clock: Clock = machine_time,
        flood_limits: bool = False,
        controls: Controls | None = None,
        page: str = "",
    ) -> None:
        self.world = World(data_dir, clock)
        self.people = People(self.world)
        self.faults = Faults()
        self.limits = FloodLimits(flood_limits)
        self.base_url = ""
        self._page = page
        self._controls = controls
        self._api = BotApi(self.world, self.faults, self.limits, time.monotonic)
        self._runner: web.AppRunner | None = None
        self._webhooks: asyncio.Task[None] | None = None

    @property
    def bot_token(self) -> str:
        """The token of the bot; known after the first start, the same ever after for a data dir."""
        return self.world.token

    async def start(self, port: int = 0, host: str = "127.0.0.1") -> str:
        """Listen, on any free port for 0; returns the base URL without a slash at its end.

        Raises ValueError for an address that is not loopback, OSError if the port is taken,
        BlockingIOError if another simulator uses the data dir.
        """
        address = ipaddress.ip_address("127.0.0.1" if host == "localhost" else host)
        if not address.is_loopback:
            raise ValueError(f"the simulator listens on loopback addresses only, not on {host}")
        family = socket.AF_INET6 if address.version == 6 else socket.AF_INET
        with contextlib.ExitStack() as on_failure:
            listening = on_failure.enter_context(socket.socket(family, socket.SOCK_STREAM))
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listening.bind((str(address), port))
            self.world.open()
            on_failure.callback(self.world.store.close)
            self._runner = web.AppRunner(self._application(), access_log=None, shutdown_timeout=2.0)
            await self._runner.setup()
            await web.SockSite(self._runner, listening, backlog=1024).start()
            on_failure.pop_all()
        name = f"[{address}]" if address.version == 6 else str(address)
        self.base_url = f"http://{name}:{listening.getsockname()[1]}"
        hooks = Webhooks(self.world, self._api)
        self._webhooks = asyncio.get_running_loop().create_task(hooks.run(), name="simulator-webhooks")
        return self.base_url

    async def stop(self) -> None:
        """Answer waiting polls, close connections, write the journal; a second call does nothing."""
        self.world.updates.end_polls()
        self.world.events.close()
        if self._webhooks is not None:
            self._webhooks.cancel()
            await asyncio.gather(self._webhooks, return_exceptions=True)
            self._webhooks = None
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None
        self.world.store.close()

    async def __aenter__(self) -> "Simulator":
        await self.start()
        return self

    async def __aexit__(self, *exc: object) -> None:
        await self.stop()

    def _application(self) -> web.Application:
        app = web.Application(
            middlewares=[only_from_here, errors_as_json], client_max_size=MAX_REQUEST_BYTES + 64 * 1024
        )
        app.router.add_route("*", "/bot{token}/{method}", self._api.handle)
        app.router.add_get("/file/bot{token}/{path:.+}", self._api.download)
        app.router.add_get("/api/files/{file_id}", self._api.show_file)
        clock, page = self._controls is not None, self._page
        PeopleApi(self.world, self.people, self.faults, clock=clock, page=page).add_routes(app)
        if self._controls is not None:
            ClockApi(self._controls, self.world.events).add_routes(app)
        app.router.add_get("/", _page)
        app.router.add_static("/static", STATIC)
        return app

    # --- for tests and the demo in the same process

    def add_person(
        self, name: str, username: str | None = None, language_code: str = "zh", *, started: bool = False
    ) -> int:
        """The id of the person of that name, made if there is none yet.

        They still have to press start, unless they `started` long ago.
        """
        person = self.world.add_person(name, username, language_code)
        if started:
            self.world.change_chat(person, started=True)
        self.world.store.flush()
        return person

    def add_group(self, title: str, members: list[int]) -> int:
        """A new group with the bot and these people; returns its (negative) id."""
        return self.world.add_chat(title, "supergroup", members)

    def add_channel(self, title: str, username: str | None = None) -> int:
        """A new channel the bot may post in; returns its (negative) id."""
        return self.world.add_chat(title, "channel", [], username)

    def fail_next(
        self,
        method: str | None = None,
        status: int = 500,
        description: str = "Internal Server Error",
        parameters: dict[str, Any] | None = None,
        times: int = 1,
        chat_id: int | None = None,
    ) -> None:
        """Refuse the next matching requests of the bot; see Faults.fail_next."""
        self.faults.fail_next(method, status, description, parameters, times, chat_id)

    def drop_next(
        self, method: str | None = None, times: int = 1, chat_id: int | None = None, *, after: bool = False
    ) -> None:
        """Cut the connection of the next matching requests; see Faults.drop_next."""
        self.faults.drop_next(method, times, chat_id, after=after)

    def answer_next(
        self,
        method: str | None,
        spoil: Spoil,
        times: int = 1,
        chat_id: int | None = None,
        *,
        after: bool = True,
    ) -> None:
        """Spoil the answers to the next matching requests; see Faults.answer_next."""
        self.faults.answer_next(method, spoil, times, chat_id, after=after)

    def delay(self, method: str, seconds: float) -> None:
        """Hold every request of a method back; see Faults.delay."""
        self.faults.delay(method, seconds)

    def requests(self, method: str | None = None, chat_id: int | None = None) -> list[LoggedRequest]:
        """The bot's requests so far, oldest first, of one method or chat if named."""
        return [
            one for one in self.faults.log if method in (None, one.method) and chat_id in (None, one.chat_id)
        ]

    def last_dated(self) -> datetime | None:
        """The latest instant (UTC) that stands on a message of any chat; None where there is no message."""
        dates = [
            int(one.get("edit_date") or one["date"]) for one in self.world.store.table("messages").values()
        ]
        return datetime.fromtimestamp(max(dates), UTC) if dates else None

    async def show_clock(self) -> None:
        """Have open pages show the clock as its controls give it now; nothing without controls."""
        if self._controls is not None:
            self.world.events.publish("clock", clock=as_json(await self._controls.state()))

    async def idle(self, timeout: float = 10.0, chat_id: int | None = None, quiet: float = 0.0) -> bool:  # noqa: ASYNC109
        """Wait until all updates are confirmed and no request is in flight; False after `timeout` s."""
        return await self.world.activity.wait(chat_id, timeout, quiet)


async def _page(request: web.Request) -> web.StreamResponse:
    return web.FileResponse(STATIC / "index.html", headers=PAGE_HEADERS)
