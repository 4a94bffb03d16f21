"""Messages that the scheduler sent stay as they are: the window one of their buttons opens comes below them.

aiogram-dialog takes the message that was tapped for its window, and would write the window over it. Where the
first of two taps has put its window elsewhere, the second is of a message that is gone: the library would
send one more.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import replace
from typing import Any

from aiogram import Bot
from aiogram.types import InlineKeyboardMarkup, Message, TelegramObject
from aiogram_dialog import ShowMode
from aiogram_dialog.api.entities import NewMessage, OldMessage, Stack
from aiogram_dialog.api.entities.new_message import UnknownText
from aiogram_dialog.api.internal import STACK_KEY
from aiogram_dialog.manager.message_manager import MessageManager
from aiogram_dialog.utils import remove_intent_id

from bot.transport.filters import DELIVERED
from bot.ui.labels import laid_out
from bot.ui.pickers import Shown, showing

_kept: ContextVar[int | None] = ContextVar("_kept", default=None)

shows_protected: ContextVar[bool | None] = ContextVar("shows_protected", default=None)
"""Whether the window being shown is protected; None: what is sent is no window."""

_stack: ContextVar[Stack | None] = ContextVar("_stack", default=None)


@contextmanager
def keeping(message_id: int) -> Iterator[None]:
    """Keep the buttons of a message while windows are shown within this block."""
    token = _kept.set(message_id)
    try:
        yield
    finally:
        _kept.reset(token)


async def knowing_the_window(
    handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]],
    event: TelegramObject,
    data: dict[str, Any],
) -> Any:
    """Middleware of taps: tells `Messages` which message is the current window."""
    token = _stack.set(data.get(STACK_KEY))
    try:
        return await handler(event, data)
    finally:
        _stack.reset(token)


class Messages(MessageManager):
    """Shows windows with whole labels where there is room; leaves kept messages alone, and the data of
    buttons that are of no window (`Go`); puts a window where the newest is, whichever was tapped."""

    async def show_message(
        self, bot: Bot, new_message: NewMessage, old_message: OldMessage | None
    ) -> OldMessage:
        """Show a window, laid out for a phone; the library put the window's id before every button's data."""
        if isinstance(markup := new_message.reply_markup, InlineKeyboardMarkup):
            for button in (button for row in markup.inline_keyboard for button in row):
                _, data = remove_intent_id(button.callback_data or "")
                if data.startswith(DELIVERED):
                    button.callback_data = data
            rows = laid_out(markup.inline_keyboard)
            new_message.reply_markup = InlineKeyboardMarkup(inline_keyboard=rows)
        if old_message is not None and new_message.show_mode is not ShowMode.SEND:
            old_message = _newest(old_message)
        token = shows_protected.set(bool(new_message.protect_content))
        pickers = showing.set(new_message.pickers if isinstance(new_message, Shown) else None)
        try:
            return await super().show_message(bot, new_message, old_message)
        finally:
            showing.reset(pickers)
            shows_protected.reset(token)

    async def remove_inline_kbd(self, bot: Bot, old_message: Any) -> Message | None:
        """Remove the buttons of a message that a window has left."""
        if old_message is not None and old_message.message_id == _kept.get():
            return None
        return await super().remove_inline_kbd(bot, old_message)


def _newest(tapped: OldMessage) -> OldMessage:
    """The message of the open window, where an older one was tapped."""
    stack = _stack.get()
    newest = stack.last_message_id if stack is not None else None
    if stack is None or newest is None or newest <= tapped.message_id or tapped.message_id == _kept.get():
        return tapped
    return replace(
        tapped,
        message_id=newest,
        text=UnknownText.UNKNOWN,
        has_protected_content=None,
        media_id=stack.last_media_id,
        media_uniq_id=stack.last_media_unique_id,
        has_reply_keyboard=stack.last_reply_keyboard,
        content_type=stack.content_type,
    )
