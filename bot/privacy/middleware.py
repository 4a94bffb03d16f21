"""The door of private conversations: decides which updates are private, and lets nothing of them past itself.

It stands before every other middleware of ours, inside the chat's lock.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from aiogram import BaseMiddleware, Bot
from aiogram.client.session.middlewares.base import BaseRequestMiddleware, NextRequestMiddlewareType
from aiogram.dispatcher.event.bases import CancelHandler, SkipHandler
from aiogram.dispatcher.middlewares.user_context import EVENT_CONTEXT_KEY, EventContext
from aiogram.methods import Response, TelegramMethod
from aiogram.methods.base import TelegramType
from aiogram.types import Chat as TelegramChat
from aiogram.types import ErrorEvent, Message, TelegramObject, Update

from bot.app import App
from bot.privacy.mode import is_entrance, is_exit, is_private, reset_private, set_private
from bot.privacy.rooms import Chat
from bot.privacy.scrub import nobody, scrubbed

LET_GO = "let_go"
"""What polling gives along with an update: called, it confirms the update before it is handled."""
Handler = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]


class PrivacyMiddleware(BaseMiddleware):
    """Rebuilds private updates, and keeps their errors from everything but `errors` of this package."""

    def __init__(self, app: App) -> None:
        self.app = app

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        """Handle the update, privately where its chat or its words say so."""
        bot: Bot = data["bot"]
        if not isinstance(event, Update) or (chat := chat_of(event, bot)) is None:
            return await handler(event, data)
        if event.my_chat_member is not None:
            self.app.rooms.close(chat)  # blocked or unblocked: nobody is writing a report there
        if not self._is_private(event, chat):
            with self.app.turns.other():
                return await self._handle(handler, event, data, chat, private=False)
        async with self.app.turns.taken(data.get(LET_GO, lambda: None)):
            return await self._handle(handler, event, data, chat, private=True)

    async def _handle(
        self, handler: Handler, event: Update, data: dict[str, Any], chat: Chat, *, private: bool
    ) -> Any:
        bot: Bot = data["bot"]
        token = set_private(private)
        try:
            event = _hide(event, data, bot) if private else event
            if private and (room := self.app.rooms.find(chat)) is not None and event.message is not None:
                room.note(event.message.message_id)
            return await handler(event, data)
        except (SkipHandler, CancelHandler):
            raise
        except Exception as error:
            if not is_private():
                raise
            await self._say(error, _hide(event, data, bot), data)
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

    def _is_private(self, update: Update, chat: Chat) -> bool:
        message, pressed = update.message or update.edited_message, update.callback_query
        text = (message and (message.text or message.caption)) or ""
        data = (pressed and pressed.data) or ""
        begins = is_entrance(text, data)
        if begins or is_exit(text, data):
            self.app.rooms.told(chat)
            return begins
        if message is None and pressed is None:
            return False
        return self.app.rooms.find(chat) is not None or self.app.rooms.is_gone(chat)


class SentMessages(BaseRequestMiddleware):
    """Remembers, in the chat's room, what the bot sends there, so that both sides can be deleted; while it
    goes out somebody else has the turn."""

    def __init__(self, app: App) -> None:
        self.app = app

    async def __call__(
        self,
        make_request: NextRequestMiddlewareType[TelegramType],
        bot: Bot,
        method: TelegramMethod[TelegramType],
    ) -> Response[TelegramType]:
        """Send, and note what was sent."""
        async with self.app.turns.aside():
            made = await make_request(bot, method)
        result: Any = made
        if is_private():
            for one in result if isinstance(result, list) else (result,):
                room = self.app.rooms.find((bot.id, one.chat.id)) if isinstance(one, Message) else None
                if room is not None:
                    room.note(one.message_id)
        return made


def chat_of(update: Update, bot: Bot) -> Chat | None:
    """The private chat an update is about; None for groups and channels."""
    member = update.my_chat_member
    found = member.chat if member is not None else _chat(update)
    return None if found is None or found.type != "private" else (bot.id, found.id)


def _chat(update: Update) -> TelegramChat | None:
    pressed = update.callback_query
    message = update.message or update.edited_message or (pressed and pressed.message)
    return message.chat if message else None


def _hide(update: Update, data: dict[str, Any], bot: Bot) -> Update:
    hidden = scrubbed(update, bot)
    if (chat := _chat(hidden)) is not None and "event_chat" in data:
        user = nobody(chat.id)
        data["event_from_user"], data["event_chat"] = user, chat
        data[EVENT_CONTEXT_KEY] = EventContext(chat=chat, user=user)
        data["event_update"] = hidden
    return hidden
