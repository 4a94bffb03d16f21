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

import aiohttp
from aiohttp import web
from aiohttp.typedefs import Middleware
from yarl import URL

from bot.config import Settings, SettingsError
from bot.transport.receiving import end
from bot.transport.web import PASSED_HEADER
from bot.web.members import PREFIX
from bot.web.requests import SESSION_HEADER, Handler, Refused
from bot.web.throttle import caller_of

if TYPE_CHECKING:
    from bot.transport.replica_routing import ReplicaRouting

KEY = "chenan:page"
PATIENCE = aiohttp.ClientTimeout(total=240, sock_connect=2)
"""A photo may take three minutes on a slow line."""
SOON_SECONDS = 1.0
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

    def __init__(self, routing: ReplicaRouting, session: aiohttp.ClientSession, secret: bytes) -> None:
        self._routing = routing
        self._session = session
        self._secret = secret
        self._word = hmac.new(secret, b"passed on", hashlib.sha256).hexdigest()
        self._running: asyncio.Future[None] | None = None
        self.tag = self._tag_of(routing.url)

    async def enter(self) -> None:
        """Take part from now on: this process answers."""
        self._running = asyncio.ensure_future(self._routing.run())

    async def leave(self) -> None:
        """Take part no more: further requests are the others'."""
        if self._running is not None:
            await end(self._running)
        await self._routing.leave()

    def members(self) -> tuple[str, ...]:
        """The URLs of all of them."""
        return tuple(sorted(self._routing.members))

    def has(self, key: str) -> bool:
        """Whether requests with that device's key come to this process."""
        return self._routing.owner(_ranked(key)) == self._routing.url

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
            try:
                return await self._ask(owner, request)
            except aiohttp.ClientConnectorError:
                if not whose.startswith(PREFIX):  # it may only be starting: it is the only one to know
                    raise Refused(503, "passing", SOON_SECONDS) from None
                self._routing.lose(owner)
            except (aiohttp.ClientError, TimeoutError):
                raise Refused(503, "passing", SOON_SECONDS) from None
        return None

    def _owner(self, whose: str) -> str:
        if whose.startswith(PREFIX):
            return self._routing.owner(_ranked(whose))
        tag = whose.partition(".")[0] + "."
        found = (one for one in self._routing.members if self._tag_of(one) == tag)
        return next(found, self._routing.url)

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
    from redis.asyncio import Redis

    from bot.transport.replica_routing import ReplicaRouting

    connector = aiohttp.TCPConnector(limit=0)  # many wait for changes
    async with (
        Redis.from_url(settings.redis_url.get_secret_value()) as redis,
        aiohttp.ClientSession(connector=connector, trust_env=False) as session,
    ):
        routing = ReplicaRouting(redis, session, settings.web_replica_url, secret, KEY)
        yield PageReplicas(routing, session, secret)
