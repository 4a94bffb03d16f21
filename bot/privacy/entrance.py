"""Decides of each update whether it is private, ordinary, or a message of unknown purpose."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextvars import ContextVar
from enum import Enum, auto
from typing import Any

from aiogram import BaseMiddleware, Bot
from aiogram.types import Chat as TelegramChat
from aiogram.types import TelegramObject, Update

from bot.app import App
from bot.privacy.mode import HELD_BUTTONS, is_command, is_entrance, is_private_button
from bot.privacy.sessions import Chat

Handler = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]


class Kind(Enum):
    """Kinds of updates. HELD: may belong to a private conversation that is over; ANSWER: says whether it
    does."""

    ORDINARY = auto()
    PRIVATE = auto()
    HELD = auto()
    ANSWER = auto()


_ordinary: ContextVar[Callable[[], Awaitable[bool]] | None] = ContextVar("ordinary", default=None)


async def may_be_shared() -> bool:
    """Whether the chat's lock for the current update may be taken in Redis, where others see it."""
    decide = _ordinary.get()
    return decide is None or await decide()


class Door(BaseMiddleware):
    """Decides the kind of an update before the chat is locked; runs before the lock."""

    def __init__(self, app: App) -> None:
        self.app = app

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        """Store the kind of the update; once the chat is locked it is decided again."""

        async def decide() -> bool:
            if not isinstance(event, Update) or (chat := chat_of(event, data["bot"])) is None:
                return True
            return await kind_of(self.app, event, chat) is Kind.ORDINARY

        token = _ordinary.set(decide)
        try:
            return await handler(event, data)
        finally:
            _ordinary.reset(token)


async def kind_of(app: App, update: Update, chat: Chat) -> Kind:
    """The kind of an update.

    Only for the first message after the process started the sender is looked up: a person without a row has
    no stored state that it could get into.
    """
    message, edited, pressed = update.message, update.edited_message, update.callback_query
    text, data = text_of(update), (pressed and pressed.data) or ""
    if data.startswith(HELD_BUTTONS):
        return Kind.ANSWER
    if message is None and edited is None and pressed is None:
        return Kind.ORDINARY
    if is_entrance(text, data) or is_private_button(data) or in_private(app, chat):
        return Kind.PRIVATE
    unsure = app.private_sessions.is_unsure(chat)
    if edited is not None:
        return Kind.PRIVATE if unsure else Kind.ORDINARY
    if message is None or is_command(text):
        return Kind.ORDINARY
    if unsure is None:
        unsure = await app.identities.get(chat[1]) is not None
    return Kind.HELD if unsure else Kind.ORDINARY


def in_private(app: App, chat: Chat) -> bool:
    """Whether the chat has a private session, or had one until it ran out."""
    return app.private_sessions.find(chat) is not None or app.private_sessions.is_gone(chat)


def text_of(update: Update) -> str:
    """The words of a message, or under its photo."""
    message = update.message or update.edited_message
    return (message and (message.text or message.caption)) or ""


def begins(update: Update) -> bool:
    """Whether an update begins a private conversation."""
    return is_entrance(text_of(update), (update.callback_query and update.callback_query.data) or "")


def chat_of(update: Update, bot: Bot) -> Chat | None:
    """The private chat an update is about; None for groups and channels."""
    member = update.my_chat_member
    found = member.chat if member is not None else telegram_chat(update)
    return None if found is None or found.type != "private" else (bot.id, found.id)


def telegram_chat(update: Update) -> TelegramChat | None:
    """The chat a message or a button is in."""
    pressed = update.callback_query
    message = update.message or update.edited_message or (pressed and pressed.message)
    return message.chat if message else None
