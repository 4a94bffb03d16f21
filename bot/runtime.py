"""The composition root: settings to content, facts, dispatcher and poller; how they start and stop."""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import TelegramAPIError
from aiogram.types import BotCommandScopeAllPrivateChats

from bot.app import App
from bot.clock import Clock, system_clock
from bot.config import Settings
from bot.dialog_storage import DialogStorage
from bot.dispatcher import build_dispatcher
from bot.handlers.commands import menu
from bot.identities import Identities
from bot.poller import Poller
from content import loader
from content.catalog import Catalog
from scheduler.app import Scheduler
from scheduler.clock import Clock as SchedulerClock
from scheduler.sender import Sender
from storage.database import Database
from storage.files import FileStore

log = logging.getLogger(__name__)

ALLOWED_UPDATES = ["message", "edited_message", "callback_query", "my_chat_member"]


def dialog_secret(data_dir: Path) -> bytes:
    """The key of the dialog states' HMACs, made at the first start (0600, beside the database)."""
    path = data_dir / "dialog.key"
    data_dir.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        path.touch(0o600)
        path.write_bytes(secrets.token_bytes(32))
    return path.read_bytes()


def build_app(settings: Settings, clock: Clock = system_clock) -> App:
    """Content, facts and files of one process."""
    database = Database(settings.database)
    return App(
        library=loader.load(),
        catalog=Catalog.load(),
        database=database,
        files=FileStore(settings.evidence_dir),
        clock=clock,
        zone=settings.zone,
        identities=Identities(database, shared=settings.redis_url is not None),
    )


def build_bot(settings: Settings) -> Bot:
    """aiogram's bot against the API of the settings, through the proxy if there is one."""
    api = TelegramAPIServer.from_base(settings.bot_api_url)
    proxy = settings.proxy.get_secret_value() if settings.proxy else None
    return Bot(settings.token, session=AiohttpSession(api=api, proxy=proxy))


@asynccontextmanager
async def running_bot(settings: Settings, app: App) -> AsyncIterator[asyncio.Future[None]]:
    """The bot answering by long polling, until the block ends; what is being handled is finished.

    Gives the polling itself, which ends with an error where the token is refused.
    """

    async def known(chat_id: int) -> bool:
        return await app.identities.get(chat_id) is not None

    storage = DialogStorage(app.database, app.clock, dialog_secret(settings.data_dir), known)
    dispatcher = build_dispatcher(app, storage)
    bot = build_bot(settings)
    tasks = [asyncio.ensure_future(storage.run())]
    try:
        app.bot_name = (await bot.me()).username or ""
        await _set_commands(bot, app)
        poller = Poller(bot, dispatcher, ALLOWED_UPDATES)
        polling = asyncio.ensure_future(poller.run())
        tasks.append(polling)
        yield polling
    finally:
        for task in reversed(tasks):
            task.cancel()
        for task in reversed(tasks):
            with suppress(asyncio.CancelledError):
                await task
        await storage.close()
        await bot.session.close()


@asynccontextmanager
async def running_scheduler(settings: Settings, app: App) -> AsyncIterator[Scheduler]:
    """The scheduler delivering what is queued, until the block ends."""
    sender = Sender(
        settings.token,
        api_root=settings.bot_api_url,
        proxy=settings.proxy.get_secret_value() if settings.proxy else None,
    )
    scheduler = Scheduler(
        app.database,
        app.catalog,
        sender,
        SchedulerClock(app.clock, system_clock),
        rate=settings.broadcast_rate,
    )
    await sender.start()
    await scheduler.start()
    try:
        yield scheduler
    finally:
        await scheduler.stop()
        await sender.stop()


async def _set_commands(bot: Bot, app: App) -> None:
    """The menu in both languages; a bot that cannot set it works all the same."""
    scope = BotCommandScopeAllPrivateChats()
    try:
        await bot.set_my_commands(menu(app.catalog, "zh"), scope=scope)
        await bot.set_my_commands(menu(app.catalog, "en"), scope=scope, language_code="en")
    except TelegramAPIError as problem:
        log.warning("the command menu could not be set: %s", type(problem).__name__)
