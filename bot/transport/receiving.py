"""Receives updates: by long polling, or by a webhook that several processes may share."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from functools import partial
from typing import TYPE_CHECKING

from aiogram import Bot, Dispatcher
from aiogram.exceptions import TelegramAPIError

from bot.app import App
from bot.config import Settings, SettingsError
from bot.transport.conflicts import Conflicts
from bot.transport.first_contact import Reach
from bot.transport.poller import Poller
from bot.transport.web import serving, webhook_app

if TYPE_CHECKING:
    from bot.transport.replica_routing import ReplicaRouting

ALLOWED_UPDATES = ["message", "edited_message", "callback_query", "my_chat_member"]


@asynccontextmanager
async def receiving(
    settings: Settings, app: App, bot: Bot, dispatcher: Dispatcher, reach: Reach, ring_secret: bytes
) -> AsyncIterator[asyncio.Future[None]]:
    """Hand updates to the dispatcher until the block ends; the future ends where the token is refused."""
    if settings.webhook_url is None:
        await reach.until_answered(bot.delete_webhook)
        conflicts = Conflicts(settings.data_dir, app.clock)
        conflicts.open()
        poller = Poller(bot, dispatcher, ALLOWED_UPDATES, app.unread, conflicts)
        polling = asyncio.ensure_future(poller.run())
        try:
            yield polling
        finally:
            await end(polling)
            conflicts.close()
        return
    if settings.webhook_secret is None:
        raise SettingsError("cli-error-setting-secret")
    secret = settings.webhook_secret.get_secret_value()
    url = settings.webhook_url
    async with (
        ring_of(settings, ring_secret) as routing,
        serving(webhook_app(bot, dispatcher, url, secret, app.unread, routing), settings.webhook_listen),
    ):
        ask = partial(bot.set_webhook, url, secret_token=secret, allowed_updates=ALLOWED_UPDATES)
        await reach.until_answered(ask)
        yield asyncio.get_running_loop().create_future()


@asynccontextmanager
async def ring_of(settings: Settings, ring_secret: bytes) -> AsyncIterator[ReplicaRouting | None]:
    """The routing between several processes, if the settings give this one's address."""
    if settings.redis_url is None or settings.replica_url is None:
        yield None
        return
    from aiohttp import ClientSession

    from bot.transport.redis_client import open_redis
    from bot.transport.replica_routing import KEY, ReplicaRouting

    async with (
        open_redis(settings.redis_url.get_secret_value()) as redis,
        ClientSession(trust_env=False) as session,
    ):
        routing = ReplicaRouting(redis, session, settings.replica_url, ring_secret, KEY)
        await routing.send_heartbeat()
        beating = asyncio.ensure_future(routing.run())
        try:
            yield routing
        finally:
            await end(beating)
            await routing.leave()


async def end(task: asyncio.Future[None]) -> None:
    """Cancel a task and wait until it has ended."""
    task.cancel()
    with suppress(asyncio.CancelledError, TelegramAPIError):
        await task
