"""Tells people whose message or tap is still being handled after a few seconds, lest they send it again.

What is waited for may be a database that does not answer, so that nothing here asks it.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from aiogram import BaseMiddleware, Bot
from aiogram.client.session.middlewares.base import BaseRequestMiddleware, NextRequestMiddlewareType
from aiogram.exceptions import TelegramAPIError
from aiogram.methods import AnswerCallbackQuery, Response, TelegramMethod
from aiogram.methods.base import TelegramType
from aiogram.types import CallbackQuery, Message, TelegramObject, Update

from bot.app import App
from bot.transport.channels import is_web
from storage.base.memory import Recent

SECONDS = 3.0
"""Seconds after which a person is told."""
AGAIN_SECONDS = 60.0
"""Least seconds between two messages to a chat; taps are answered each time."""
MOST = 20
"""People told at once: beyond that it would only add to what is slow."""
KNOWN_CHATS = 5_000


@dataclass
class _Handled:
    """An update being handled. `is_answered`: the person has seen something of it."""

    is_answered: bool = False


_handled: ContextVar[_Handled | None] = ContextVar("handled", default=None)


class NotedReplies(BaseRequestMiddleware):
    """Notes of the update being handled that the person has been answered."""

    async def __call__(
        self,
        make_request: NextRequestMiddlewareType[TelegramType],
        bot: Bot,
        method: TelegramMethod[TelegramType],
    ) -> Response[TelegramType]:
        """Make the request."""
        shows = bool(method.text) if isinstance(method, AnswerCallbackQuery) else hasattr(method, "chat_id")
        if shows and (handled := _handled.get()) is not None:
            handled.is_answered = True
        return await make_request(bot, method)


class SlowAnswers(BaseMiddleware):
    """Outermost middleware of updates: says that one is still being handled, and deletes that afterwards."""

    def __init__(self, app: App) -> None:
        self.app = app
        self._told: Recent[int, float] = Recent(KNOWN_CHATS)
        """Chats by the loop's time at which they were told last."""
        self._tasks: set[asyncio.Task[None]] = set()

    async def __call__(
        self,
        handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]],
        event: TelegramObject,
        data: dict[str, Any],
    ) -> Any:
        """Handle the update. The page shows by itself what is on its way."""
        asked = event.callback_query or event.message if isinstance(event, Update) else None
        if asked is None or is_web(data["bot"]):
            return await handler(event, data)
        handled, over = _Handled(), asyncio.Event()
        token = _handled.set(handled)
        timer = asyncio.get_running_loop().call_later(SECONDS, self._begin, data["bot"], asked, handled, over)
        try:
            return await handler(event, data)
        finally:
            timer.cancel()
            over.set()
            _handled.reset(token)

    def _begin(
        self, bot: Bot, asked: CallbackQuery | Message, handled: _Handled, over: asyncio.Event
    ) -> None:
        if handled.is_answered or len(self._tasks) >= MOST:
            return
        task = asyncio.ensure_future(self._tell(bot, asked, over))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _tell(self, bot: Bot, asked: CallbackQuery | Message, over: asyncio.Event) -> None:
        person = asked.from_user
        if person is None:
            return
        words = self.app.catalog.say("slow-answer", self.app.identities.remembered_language(person.id))
        with suppress(TelegramAPIError):
            if isinstance(asked, CallbackQuery):
                await bot.answer_callback_query(asked.id, words)
            elif self._may_write(bot, asked):
                said = await bot.send_message(asked.chat.id, words, disable_notification=True)
                await over.wait()
                await bot.delete_message(asked.chat.id, said.message_id)

    def _may_write(self, bot: Bot, message: Message) -> bool:
        """Whether a message may be sent to the chat: no group, no report, and not every few seconds."""
        chat, now = message.chat, time.monotonic()
        if chat.type != "private" or self.app.private_sessions.find((bot.id, chat.id)) is not None:
            return False
        if (last := self._told.get(chat.id)) is not None and now - last < AGAIN_SECONDS:
            return False
        self._told.put(chat.id, now)
        return True
