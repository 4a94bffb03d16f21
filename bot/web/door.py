"""The page beside Telegram: a bot of its own in the same dispatcher, and the server of the page."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiogram import Bot, Dispatcher

from bot.app import App
from bot.config import Settings, SettingsError
from bot.privacy.middleware import SentMessages
from bot.transport.channels import WEB_BOT_ID
from bot.transport.receiving import end
from bot.transport.web import serving
from bot.web.calls import WebCalls
from bot.web.chats import Chats
from bot.web.members import Everybody, Members
from bot.web.news import News
from bot.web.replicas import page_replicas
from bot.web.server import WebServer
from bot.web.stopping import stop_key
from bot.web.updates import Feeder
from bot.web.visitors import Visitors
from storage.base.files import FileStore

LAST_SECONDS = 3.0
"""Seconds for answers under way once all that was begun here is handled: what is left was passed on to
another process, or is a file that somebody receives slowly. The page asks again."""


def web_bot(app: App, chats: Chats) -> Bot:
    """The page's bot, with the session middlewares of Telegram's bot that concern conversations.

    `PatientReplies` is left out: nothing is lost on the way here, and delivery must not slow down for it.
    """
    calls = WebCalls(chats, app.now)
    calls.middleware(SentMessages(app))
    return Bot(f"{WEB_BOT_ID}:page", session=calls)


@asynccontextmanager
async def running_web(
    settings: Settings, app: App, dispatcher: Dispatcher, secret: bytes
) -> AsyncIterator[None]:
    """Serve the page while the block runs, where the settings ask for it; updates being handled are
    finished. `secret` is the same in every process.

    Raises:
        SettingsError: one of the two settings is missing, or codes are to lead to a page that is not served.
    """
    if settings.web_listen is None and settings.web_url is None:
        _ = settings.leads_to
        yield
        return
    if settings.web_listen is None or settings.web_url is None:
        raise SettingsError("cli-error-setting-web-both")
    doors = settings.leads_to
    visitors, news = Visitors(), News(app.database)
    members = Members(app, FileStore(settings.web_files_dir), news, secret)
    bot = web_bot(app, Everybody(visitors, members))
    running = [asyncio.ensure_future(one) for one in (visitors.run(), members.run(), news.run())]
    try:
        async with page_replicas(settings, secret) as replicas:
            feeder = Feeder(app, bot, dispatcher)
            server = WebServer(
                *(app, visitors, members, feeder, settings.web_url),
                replicas=replicas,
                stop_key=stop_key(secret),
            )
            async with serving(server.application(), settings.web_listen, LAST_SECONDS):
                app.page_url, app.doors = settings.web_url, doors
                if replicas is not None:
                    app.page_replicas = replicas.members
                    await replicas.enter()
                try:
                    yield
                finally:
                    app.page_url, app.doors = None, "telegram"
                    if replicas is not None:
                        app.page_replicas = tuple
                        await replicas.leave()
                    await server.finish()
                    visitors.clear()  # requests that wait are answered, so that the server can stop
    finally:
        for task in running:
            await end(task)
