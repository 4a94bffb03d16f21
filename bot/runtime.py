"""The composition root: builds content, facts, dispatcher and poller from the settings; starts and stops
them."""

from __future__ import annotations

import asyncio
import gc
import hashlib
import hmac
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from aiogram import Bot
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import TelegramAPIError
from aiogram.fsm.storage.base import BaseEventIsolation, BaseStorage
from aiogram.types import BotCommandScopeAllPrivateChats

from bot.app import App, silent
from bot.clock import Clock, system_clock
from bot.clock_guard import FIRST_SECONDS, ClockGuard, keep_confirmed
from bot.config import Settings
from bot.dispatcher import build_dispatcher
from bot.evidence_store import bucket_of, evidence_of
from bot.handlers.commands import menu
from bot.health import Health
from bot.nudges import nudge_ways
from bot.privacy.middleware import SentMessages
from bot.privacy.reporting import load_reporting
from bot.transport.dialog_storage import DialogStorage
from bot.transport.first_contact import Reach
from bot.transport.flood import PatientReplies
from bot.transport.identities import Identities
from bot.transport.isolation import ChatIsolation
from bot.transport.receiving import end, receiving
from bot.transport.session import Session
from bot.transport.slow import NotedReplies
from bot.transport.web import health_app, serving
from bot.web.door import running_web
from bot.web.stopping import stop_key
from content import loader
from content.catalog import Catalog
from content.languages import FALLBACK
from documents.press import press
from storage.base.database import Database
from storage.base.files import FileStore
from storage.base.sandbox import sandbox
from storage.base.urls import sqlite_file
from storage.people.accounts import WEB, channel_of

if TYPE_CHECKING:
    from scheduler.app import Scheduler
    from scheduler.clock import Clock as SchedulerClock
    from scheduler.delivery.sender import Sender
    from scheduler.planning.housekeeping import Tick

log = logging.getLogger(__name__)

ASK_TIMEOUT = 15
"""Seconds for an answer that is asked for its time alone."""
PING_SECONDS = 15.0
"""Seconds after which a dead man's switch that does not answer is given up."""


def dialog_secret(settings: Settings) -> bytes:
    """The key of the dialog states' HMACs: the same in every process of a bot, and stored in no file."""
    return hmac.new(settings.token.encode(), b"chenan dialog states", hashlib.sha256).digest()


def build_app(settings: Settings, clock: Clock = system_clock) -> App:
    """Content, facts and files of one process.

    The machine's clock is guarded where Telegram itself is asked: a Bot API server of one's own, or the
    simulator, tells the time of a machine that is no better than this one.
    """
    is_telegram = urlsplit(settings.bot_api_url).scheme == "https"
    guard = ClockGuard() if is_telegram and clock is system_clock else None
    clock = guard or clock
    database = Database(settings.database, settings.zone)
    database.now = clock
    return App(
        library=loader.with_columns(loader.load(), settings.columns_file),
        catalog=Catalog.load(),
        database=database,
        files=evidence_of(settings),
        clock=clock,
        zone=settings.zone,
        identities=Identities(database, shared=settings.redis_url is not None),
        guard=guard,
        reporting=load_reporting(settings),
        release_above=settings.release_above,
        nudge_kinds=settings.nudge_kinds,
    )


def build_bot(settings: Settings, app: App) -> Bot:
    """aiogram's bot against the API of the settings, through the proxy if there is one."""
    api = TelegramAPIServer.from_base(settings.bot_api_url)
    proxy = settings.proxy.get_secret_value() if settings.proxy else None
    hear = app.guard.hear if app.guard is not None else None
    session = Session(app.contact, partial(_requested, app), hear, api=api, proxy=proxy)
    session.middleware(NotedReplies())
    session.middleware(PatientReplies(lambda: app.replied()))  # noqa: PLW0108  it changes
    return Bot(settings.token, session=session)


def _requested(app: App, method: str, result: str) -> None:
    if app.metrics is not None:
        app.metrics.requested(method, result)


@asynccontextmanager
async def dialog_states(
    settings: Settings, app: App
) -> AsyncIterator[tuple[BaseStorage, BaseEventIsolation]]:
    """Dialog states, and the isolation of a chat's updates: in Redis where processes share."""

    async def known(chat_id: int) -> bool:
        return await app.identities.get(chat_id) is not None

    if settings.redis_url is not None:
        from bot.transport.replicas import shared

        url = settings.redis_url.get_secret_value()
        storage, isolation = shared(url, dialog_secret(settings), known, app.private_sessions)
        try:
            yield storage, isolation
        finally:
            await storage.close()
        return

    kept = DialogStorage(app.database, app.clock, dialog_secret(settings), known, app.private_sessions)
    writing = asyncio.ensure_future(kept.run())
    try:
        yield kept, ChatIsolation()
    finally:
        await end(writing)
        await kept.close()


@asynccontextmanager
async def running_bot(settings: Settings, app: App) -> AsyncIterator[asyncio.Future[None]]:
    """Run the bot, by long polling or webhook, until the block ends; updates being handled are finished.

    Begins when Telegram has answered, however long that takes. Gives a future that ends with an error where
    the token is refused.

    Raises:
        TokenUnknown: the token is wrong. TelegramAPIError: Telegram refuses the webhook.
    """
    bot = build_bot(settings, app)
    bot.session.middleware(SentMessages(app))
    app.bot_name = (settings.bot_name or "").removeprefix("@")  # until Telegram says it
    try:
        async with privacy_kept(app), dialog_states(settings, app) as (storage, isolation):
            dispatcher = build_dispatcher(app, storage, isolation)
            reach, secret = Reach(settings.bot_api_url), dialog_secret(settings)
            async with running_web(
                settings, app, dispatcher, secret
            ):  # whether or not Telegram can be reached
                app.bot_name = (await reach.until_answered(bot.me)).username or ""
                await _set_commands(bot, app)
                async with receiving(settings, app, bot, dispatcher, reach, secret) as ends:
                    rest_the_collector()
                    yield ends
    finally:
        await bot.session.close()
        press.close()
        sandbox.close()


@asynccontextmanager
async def privacy_kept(app: App) -> AsyncIterator[None]:
    """Expire private sessions and log their errors in time; when the block ends no session is left."""
    tasks = [
        asyncio.ensure_future(app.private_sessions.run()),
        asyncio.ensure_future(app.troubles.run(app.clock, app.zone)),
    ]
    try:
        yield
    finally:
        for task in tasks:
            await end(task)
        app.private_sessions.clear()
        app.troubles.say()


def rest_the_collector() -> None:
    """Exclude the objects made at start, some million that stay, from garbage collection.

    Walking through them holds up every conversation for half a second, again and again.
    """
    gc.collect()
    gc.freeze()


@asynccontextmanager
async def running_health(settings: Settings, app: App, health: Health) -> AsyncIterator[None]:
    """/healthz, /readyz and /metrics, where the settings ask for them; to be entered first."""
    if settings.health_listen is None:
        yield
        return
    from bot.metrics import Metrics

    app.metrics = metrics = Metrics(app, health, settings.data_dir)
    async with serving(health_app(health.look, metrics.render), settings.health_listen):
        yield


def build_sender(
    settings: Settings, connections: int, heard: Callable[[bool, float], None] | None = None
) -> Sender:
    """python-telegram-bot's side, against the API of the settings, through the proxy if there is one."""
    from scheduler.delivery.sender import Sender

    return Sender(
        settings.token,
        api_root=settings.bot_api_url,
        proxy=settings.proxy.get_secret_value() if settings.proxy else None,
        connections=connections,
        paid=settings.paid_broadcast,
        heard=heard,
    )


@asynccontextmanager
async def guarded_clock(settings: Settings, app: App) -> AsyncIterator[None]:
    """Have Telegram's time confirm the machine's clock: now, before anything is planned, and until the block
    ends."""
    if app.guard is None:
        yield
        return
    bot = build_bot(settings, app)

    async def ask() -> None:
        with suppress(TelegramAPIError):
            await bot.get_me(request_timeout=ASK_TIMEOUT)

    with suppress(TimeoutError):
        async with asyncio.timeout(FIRST_SECONDS):
            await ask()
    asking = asyncio.ensure_future(keep_confirmed(app.guard, ask))
    try:
        yield
    finally:
        await end(asking)
        await bot.session.close()


@asynccontextmanager
async def running_watch(
    settings: Settings, app: App, health: Health, *, writes_heartbeat: bool
) -> AsyncIterator[None]:
    """Tell operators of troubles, until the block ends. `writes_heartbeat`: the bot runs in this process."""
    import aiohttp

    from bot.watch import Watch
    from bot.web.alerts import tell_on_page
    from scheduler.delivery.items import Outgoing

    sender = build_sender(settings, connections=1)
    url = settings.watchdog_url

    async def tell(chat: int, text: str) -> None:
        if channel_of(chat) == WEB:
            await tell_on_page(app, chat, text)
        else:
            await sender.send(chat, Outgoing(text))

    async def ping(well: bool) -> None:
        timeout = aiohttp.ClientTimeout(total=PING_SECONDS)
        with suppress(aiohttp.ClientError, TimeoutError):  # its own silence is the signal
            async with aiohttp.ClientSession(timeout=timeout) as session:
                await session.get(f"{url}{'' if well else '/fail'}")

    await sender.start()
    watch = Watch(app, health, tell, ping if url else None, writes_heartbeat, wall=app.wall)
    watching = asyncio.ensure_future(watch.run())
    try:
        yield
    finally:
        await end(watching)
        await sender.stop()


@asynccontextmanager
async def running_scheduler(settings: Settings, app: App) -> AsyncIterator[Scheduler]:
    """Run the scheduler, which plans reminders and delivers queued messages, until the block ends."""
    from scheduler.app import Scheduler
    from scheduler.clock import Clock as SchedulerClock
    from scheduler.clock_watch import DeletingClock
    from scheduler.composition import scheduler_parts
    from scheduler.delivery.pace import lanes

    ways = nudge_ways(settings)
    sender = build_sender(settings, lanes(settings.broadcast_rate), app.contact.note)
    clock = SchedulerClock(app.clock, app.wall, machine=system_clock)
    deleting = DeletingClock(app.database, clock)
    parts = scheduler_parts(
        app.database,
        app.catalog,
        clock,
        app.library,
        app.files,
        rules=app.notice_rules,
        rate=settings.broadcast_rate,
        zone=app.zone,
        reporting=app.reporting,
        tips=app.tips,
        deleting=deleting,
        nudge_link=settings.web_url if ways else None,
        stop_key=stop_key(dialog_secret(settings)),
    )
    scheduler = Scheduler(
        app.database,
        app.catalog,
        sender,
        clock,
        rate=settings.broadcast_rate,
        composers=parts.composers,
        more_ticks=(*parts.ticks, *_backup_ticks(settings, app.database, clock)),
        packs=app.library.packs,
        zone=app.zone,
        deleting=deleting,
        files=FileStore(settings.web_files_dir),
        ways=ways,
    )
    await sender.start()
    await scheduler.start()
    app.replied = scheduler.replied
    if app.metrics is not None:
        app.metrics.meter = scheduler.meter
    try:
        yield scheduler
    finally:
        app.replied = silent
        await scheduler.stop()
        await sender.stop()


def _backup_ticks(settings: Settings, database: Database, clock: SchedulerClock) -> list[Tick]:
    if (folder := settings.backup_dir) is None:
        return []
    from scheduler.planning.backups import Backups
    from storage.installation.backup_rotation import Schedule

    made = Schedule(
        sqlite_file(settings.database) or settings.database,
        bucket_of(settings) or settings.evidence_dir,
        settings.reports_dir,
        folder,
        timedelta(hours=settings.backup_hours),
        settings.backup_keep,
        settings.backup_hour,
        settings.zone,
        shares=not settings.backup_whole,
        recipients=settings.recipients,
        leaves=not settings.backup_evidence,
    )
    return [Backups(database, clock, made).tick()]


async def _set_commands(bot: Bot, app: App) -> None:
    """Set the menu in every language; a bot that cannot set it works all the same."""
    scope = BotCommandScopeAllPrivateChats()
    try:
        await bot.set_my_commands(menu(app.catalog, FALLBACK), scope=scope)
        for language in app.catalog.languages:
            if language != FALLBACK:
                await bot.set_my_commands(menu(app.catalog, language), scope=scope, language_code=language)
    except TelegramAPIError as problem:
        log.warning("the command menu could not be set: %s", type(problem).__name__)
