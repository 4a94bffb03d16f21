"""The bot's small HTTP servers: Telegram's webhook, and health checks."""

from __future__ import annotations

import hmac
import json
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from aiogram import Bot, Dispatcher
from aiogram.dispatcher.middlewares.user_context import UserContextMiddleware
from aiohttp import web

from bot.logs import where
from bot.transport.updates import UNREAD, UnreadUpdates, arrived
from storage.installation.health import NOT_WAITED_FOR, Trouble

if TYPE_CHECKING:
    from bot.transport.replica_routing import ReplicaRouting

log = logging.getLogger(__name__)

Look = Callable[[], Awaitable[Sequence[Trouble]]]
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - a header's name
PASSED_HEADER = "X-Chenan-Passed"
"""Header of an update that another process passed on: it is handled here, whatever the routing says."""
MAX_BYTES = 1024 * 1024
TEXT_FORMAT = "text/plain; version=0.0.4; charset=utf-8"


@asynccontextmanager
async def serving(app: web.Application, listen: str, patience: float = 60.0) -> AsyncIterator[None]:
    """Serve on HOST:PORT while the block runs; no access log, since addresses must not be stored.

    `patience`: seconds for which requests that are being answered at the end are waited for.
    """
    host, _, port = listen.rpartition(":")
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=patience)
    await runner.setup()
    await web.TCPSite(runner, host.strip("[]"), int(port)).start()
    try:
        yield
    finally:
        await runner.cleanup()


def webhook_app(
    bot: Bot,
    dispatcher: Dispatcher,
    url: str,
    secret: str,
    unread: UnreadUpdates,
    routing: ReplicaRouting | None = None,
) -> web.Application:
    """Answers Telegram only after an update was handled, so that a crash makes it come again.

    An update this version cannot read is acknowledged all the same: it would come again for ever. A request
    without the secret is refused before anything is read. With a `routing` of several processes each update
    is handled by its chat's own.
    """
    path = urlsplit(url).path or "/"

    async def handle(request: web.Request) -> web.Response:
        given = request.headers.get(SECRET_HEADER, "")
        if not hmac.compare_digest(given.encode(), secret.encode()):
            return web.Response(status=401)
        body = await request.read()
        try:
            one = arrived(json.loads(body), bot)
        except (ValueError, RecursionError):
            return web.Response(status=400)  # cut off on the way: it comes again
        if one is None or one.update is None:
            unread.note(one.update_id if one else 0, (one and one.unread) or "unknown")
            return web.Response()
        update = one.update
        account = UserContextMiddleware.resolve_event_context(update).user_id
        if routing is not None and account is not None and PASSED_HEADER not in request.headers:
            passed = {SECRET_HEADER: secret, PASSED_HEADER: "1"}
            if (status := await routing.pass_on(account, body, passed, path)) is not None:
                return web.Response(status=status)
        try:
            await dispatcher.feed_update(bot, update, **{UNREAD: one.unread})
        except Exception as problem:  # noqa: BLE001 - aiohttp would write it into the log with all it holds
            log.error("update not handled: %s", where(problem))
            return web.Response(status=500)
        return web.Response()

    app = web.Application(client_max_size=MAX_BYTES)
    app.router.add_post(path, handle)
    return app


def health_app(look: Look, render: Callable[[], Awaitable[bytes]]) -> web.Application:
    """`/healthz`: the process lives. `/readyz`: nothing fails that people or messages would wait for.
    `/metrics`: figures for Prometheus.

    `/readyz` answers in JSON, 503 where something fails: `{"ready": false, "troubles": [{"name": ...}]}`.
    Backups that fail are named there, and nobody waits for them: 200.
    """

    async def healthz(_: web.Request) -> web.Response:
        return web.Response(text="ok\n")

    async def readyz(_: web.Request) -> web.Response:
        found = await look()
        troubles = [{"name": one.name, **one.values} for one in found]
        is_ready = all(one.name in NOT_WAITED_FOR for one in found)
        answer = {"ready": is_ready, "troubles": troubles}
        return web.json_response(answer, status=200 if is_ready else 503)

    async def metrics(_: web.Request) -> web.Response:
        return web.Response(body=await render(), headers={"Content-Type": TEXT_FORMAT})

    app = web.Application()
    app.router.add_get("/healthz", healthz)
    app.router.add_get("/metrics", metrics)
    app.router.add_get("/readyz", readyz)
    return app
