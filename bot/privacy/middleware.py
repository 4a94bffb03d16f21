"""Isolates private conversations: nothing of a private update gets past this middleware.

It stands before every other middleware of ours but the door, inside the chat's lock.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextlib import nullcontext
from typing import Any

from aiogram import BaseMiddleware, Bot
from aiogram.client.session.middlewares.base import BaseRequestMiddleware, NextRequestMiddlewareType
from aiogram.dispatcher.event.bases import CancelHandler, SkipHandler
from aiogram.dispatcher.middlewares.user_context import EVENT_CONTEXT_KEY, EventContext
from aiogram.methods import Response, TelegramMethod
from aiogram.methods.base import TelegramType
from aiogram.types import CallbackQuery, ErrorEvent, Message, TelegramObject, Update

from bot.app import App
from bot.privacy.entrance import Kind, begins, chat_of, kind_of, telegram_chat
from bot.privacy.held import hold, released
from bot.privacy.mode import PRESSED, is_private, reset_private, set_private
from bot.privacy.scrub import nobody, scrubbed
from bot.privacy.sessions import Chat
from bot.privacy.storage import PartedStorage

CONFIRM_EARLY = "confirm_early"
"""Key of a function given along with an update: it acknowledges the update before it is handled."""
GONE = "room_gone"
"""Whether a private update finds no private session, and does not begin one."""
Handler = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]


class PrivacyMiddleware(BaseMiddleware):
    """Rebuilds private updates, and keeps their errors from everything but `errors` of this package."""

    def __init__(self, app: App) -> None:
        self.app = app

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        """Handle the update by its kind; a typed number may have pressed a button that begins a
        report."""
        bot: Bot = data["bot"]
        if not isinstance(event, Update) or (chat := chat_of(event, bot)) is None:
            return await handler(event, data)
        if event.my_chat_member is not None:
            self.app.private_sessions.close(chat)  # blocked or unblocked: nobody is writing a report there
        kind = await kind_of(self.app, event, chat)
        if kind is Kind.PRIVATE:
            return await self._privately(handler, event, data, chat)
        pressed: list[Update] = []
        data[PRESSED] = pressed
        with self.app.fair_queue.other():
            if kind is Kind.HELD:
                await hold(self.app, bot, chat, event)
            elif kind is Kind.ANSWER and event.callback_query is not None:
                await self._answered(handler, event.callback_query, data, chat)
            else:
                if event.my_chat_member is None:
                    self.app.private_sessions.settle(chat)
                await self._handle(handler, event, data, chat, private=False)
        for update in pressed[:1]:
            await self._privately(handler, update, data, chat)
        return None

    async def _answered(
        self, handler: Handler, pressed: CallbackQuery, data: dict[str, Any], chat: Chat
    ) -> None:
        """Handle the held updates, each as it would have been; an error in one does not lose the
        others."""
        for update in await released(self.app, data["bot"], chat, pressed):
            self.app.private_sessions.settle(chat)
            try:
                await self._handle(handler, update, data, chat, private=False)
            except (SkipHandler, CancelHandler):
                raise
            except Exception as error:  # noqa: BLE001 - said for the message it belongs to
                event = ErrorEvent(update=update, exception=error)
                await data["dispatcher"].propagate_event(update_type="error", event=event, **data)

    async def _privately(self, handler: Handler, event: Update, data: dict[str, Any], chat: Chat) -> Any:
        async with self.app.fair_queue.taken(data.get(CONFIRM_EARLY, lambda: None)):
            return await self._handle(handler, event, data, chat, private=True)

    async def _handle(
        self, handler: Handler, event: Update, data: dict[str, Any], chat: Chat, *, private: bool
    ) -> Any:
        bot: Bot = data["bot"]
        token = set_private(private)
        try:
            if private:
                private_session = self.app.private_sessions.find(chat)
                data[GONE] = private_session is None and not begins(event)
                event = _hide(event, data, bot)
                if private_session is not None and event.message is not None:
                    private_session.note(event.message.message_id)
                return await handler(event, data)
            storage = data["dispatcher"].storage
            gathered = storage.gathered(chat) if isinstance(storage, PartedStorage) else nullcontext()
            async with gathered:
                return await handler(event, data)
        except (SkipHandler, CancelHandler):
            raise
        except Exception as error:
            if not is_private():
                raise
            await self._say(error, event, data)
            return None
        finally:
            reset_private(token)

    async def _say(self, error: Exception, hidden: Update, data: dict[str, Any]) -> None:
        event = ErrorEvent(update=hidden, exception=error)
        try:
            await data["dispatcher"].propagate_event(update_type="error", event=event, **data)
        except Exception as problem:  # noqa: BLE001 - the general handler would log it at its second
            self.app.troubles.note(error)
            self.app.troubles.note(problem)


class SentMessages(BaseRequestMiddleware):
    """Remembers in the private session the messages the bot sends there, so that both sides can be
    deleted; while one is sent, another update has the slot."""

    def __init__(self, app: App) -> None:
        self.app = app

    async def __call__(
        self,
        make_request: NextRequestMiddlewareType[TelegramType],
        bot: Bot,
        method: TelegramMethod[TelegramType],
    ) -> Response[TelegramType]:
        """Send, and remember the sent message."""
        async with self.app.fair_queue.aside():
            made = await make_request(bot, method)
        result: Any = made
        if is_private():
            for one in result if isinstance(result, list) else (result,):
                private_session = (
                    self.app.private_sessions.find((bot.id, one.chat.id))
                    if isinstance(one, Message)
                    else None
                )
                if private_session is not None:
                    private_session.note(one.message_id)
        return made


def _hide(update: Update, data: dict[str, Any], bot: Bot) -> Update:
    hidden = scrubbed(update, bot)
    if (chat := telegram_chat(hidden)) is not None and "event_chat" in data:
        user = nobody(chat.id)
        data["event_from_user"], data["event_chat"] = user, chat
        data[EVENT_CONTEXT_KEY] = EventContext(chat=chat, user=user)
        data["event_update"] = hidden
    return hidden
