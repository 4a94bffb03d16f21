"""Several processes that serve one page: a request is handled by the process that has its session.

Any of them may be asked. A visitor's session, and the address of a file, begin with the tag of the process in
whose memory they are. A device's key ranks all processes, as chats of Telegram do (`ReplicaRouting`): the
inbox of its person is in the database, and what is withheld of it is in the memory of one of them.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import aiohttp
from aiohttp import web
from aiohttp.typedefs import Middleware
from yarl import URL

from bot.clock import pause
from bot.config import Settings, SettingsError
from bot.transport.receiving import end
from bot.transport.web import PASSED_HEADER
from bot.web import probe
from bot.web.members import PREFIX
from bot.web.requests import SESSION_HEADER, Handler, Refused
from bot.web.throttle import caller_of

if TYPE_CHECKING:
    from bot.transport.replica_routing import ReplicaRouting

KEY = "chenan:page"
PATIENCE = aiohttp.ClientTimeout(total=240, sock_connect=2)
"""A photo may take three minutes on a slow line."""
SOON_SECONDS = 1.0
LOOK_SECONDS = 2.0
"""Seconds between two looks whether the other processes can be reached."""
PASSED = ("Host", "Origin", "Sec-Fetch-Site", SESSION_HEADER, "Content-Type", "Content-Length")
"""Headers of a request that are passed on."""
ANSWERED = (
    "Content-Type",
    "Content-Disposition",
    "Content-Security-Policy",
    "Clear-Site-Data",
    "Retry-After",
)
"""Headers of an answer that are passed on; the others are the same on every answer."""


class PageReplicas:
    """The processes that serve the page. `secret` is the same in all, and known to nobody else."""

    def __init__(
        self, routing: ReplicaRouting, session: aiohttp.ClientSession, secret: bytes, page: str = ""
    ) -> None:
        """`page`: the page's URL."""
        self._routing = routing
        self._session = session
        self._secret = secret
        self._page = page
        self._word = hmac.new(secret, b"passed on", hashlib.sha256).hexdigest()
        self._running: asyncio.Future[None] | None = None
        self._looking: asyncio.Future[None] | None = None
        self._lost: dict[str, asyncio.Event] = {}
        """The other processes: set while one cannot be reached from here."""
        self.tag = self._tag_of(routing.url)

    async def enter(self) -> None:
        """Take part from now on: this process answers."""
        self._running = asyncio.ensure_future(self._routing.run())
        self._looking = asyncio.ensure_future(self._look())

    async def leave(self) -> None:
        """Take part no more: further requests are the others'."""
        for running in (self._running, self._looking):
            if running is not None:
                await end(running)
        await self._routing.leave()

    def members(self) -> tuple[str, ...]:
        """The URLs of all of them."""
        return tuple(sorted(self._routing.members))

    async def _look(self) -> None:
        """Shun processes that cannot be reached, until they can be: they may live on, cut off from here."""
        while True:
            others = [one for one in self._routing.members if one != self._routing.url]
            self._lost = {one: self._lost.get(one, asyncio.Event()) for one in {*others, *self._lost}}
            faults = await asyncio.gather(*(probe.fault(self._page, urlsplit(one).netloc) for one in others))
            for one, fault in zip(others, faults, strict=True):
                self._lost[one].set() if fault else self._lost[one].clear()
            await pause(LOOK_SECONDS)

    def _is_lost(self, member: str) -> bool:
        return member in self._lost and self._lost[member].is_set()

    def has(self, key: str) -> bool:
        """Whether requests with that device's key come to this process."""
        return self._owner(key) == self._routing.url

    def passing(self) -> Middleware:
        """A middleware that passes requests on to the process that has them."""

        @web.middleware
        async def route(request: web.Request, handler: Handler) -> web.StreamResponse:
            word = request.headers.get(PASSED_HEADER, "")
            if not hmac.compare_digest(word.encode(), self._word.encode()):
                answer = await self._pass_on(request)
                if answer is not None:
                    return answer
            return await handler(request)

        return route

    async def _pass_on(self, request: web.Request) -> web.Response | None:
        """The answer of the process that has the request; None: this one has it.

        Raises:
            Refused: 503, it was not answered; asked again it may have been handled.
        """
        whose = request.headers.get(SESSION_HEADER, "") or request.match_info.get("token", "")
        while (owner := self._owner(whose)) != self._routing.url:
            if self._is_lost(owner):  # a visitor's, who are nowhere else
                raise Refused(503, "passing", SOON_SECONDS)
            try:
                return await self._ask_while_there(owner, request)
            except aiohttp.ClientConnectorError:
                if not whose.startswith(PREFIX):  # it may only be starting: it is the only one to know
                    raise Refused(503, "passing", SOON_SECONDS) from None
                self._routing.lose(owner)
            except (aiohttp.ClientError, TimeoutError):
                raise Refused(503, "passing", SOON_SECONDS) from None
        return None

    def _owner(self, whose: str) -> str:
        if whose.startswith(PREFIX):
            lost = {one for one, event in self._lost.items() if event.is_set()}
            return self._routing.owner(_ranked(whose), lost)
        tag = whose.partition(".")[0] + "."
        found = (one for one in self._routing.members if self._tag_of(one) == tag)
        return next(found, self._routing.url)

    async def _ask_while_there(self, owner: str, request: web.Request) -> web.Response:
        """The answer of another process, waited for as long as it can be reached.

        Raises:
            TimeoutError: it can be reached no longer.
        """
        lost = self._lost.setdefault(owner, asyncio.Event())
        asking, losing = asyncio.ensure_future(self._ask(owner, request)), asyncio.ensure_future(lost.wait())
        try:
            await asyncio.wait((asking, losing), return_when=asyncio.FIRST_COMPLETED)
            if asking.done():
                return asking.result()
            raise TimeoutError
        finally:
            asking.cancel()
            losing.cancel()

    async def _ask(self, owner: str, request: web.Request) -> web.Response:
        given = {name: request.headers[name] for name in PASSED if name in request.headers}
        peer = request.transport.get_extra_info("peername") if request.transport else None
        caller = caller_of(str(peer[0]) if peer else "", request.headers.get("X-Real-IP", ""))
        async with self._session.request(
            request.method,
            URL(owner + request.raw_path, encoded=True),
            headers={**given, "X-Real-IP": caller, PASSED_HEADER: self._word},
            data=request.content if request.body_exists else None,
            timeout=PATIENCE,
            allow_redirects=False,
        ) as response:
            headers = {name: response.headers[name] for name in ANSWERED if name in response.headers}
            return web.Response(body=await response.read(), status=response.status, headers=headers)

    def _tag_of(self, url: str) -> str:
        return hmac.new(self._secret, f"page {url}".encode(), hashlib.sha256).hexdigest()[:8] + "."


def _ranked(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()


@asynccontextmanager
async def page_replicas(settings: Settings, secret: bytes) -> AsyncIterator[PageReplicas | None]:
    """The processes of the page, where the settings give this one's address.

    Raises:
        SettingsError: they share no Redis.
    """
    if settings.web_replica_url is None:
        yield None
        return
    if settings.redis_url is None:
        raise SettingsError("cli-error-setting-web-replica")
    from bot.transport.redis_client import open_redis
    from bot.transport.replica_routing import ReplicaRouting

    connector = aiohttp.TCPConnector(limit=0)  # many wait for changes
    async with (
        open_redis(settings.redis_url.get_secret_value()) as redis,
        aiohttp.ClientSession(connector=connector, trust_env=False) as session,
    ):
        routing = ReplicaRouting(redis, session, settings.web_replica_url, secret, KEY)
        yield PageReplicas(routing, session, secret, settings.web_url or "")
