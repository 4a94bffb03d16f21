"""Messages that the scheduler sent stay as they are: the window one of their buttons opens comes below them.

aiogram-dialog takes the message that was tapped for its window, and would write the window over it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from aiogram import Bot
from aiogram.types import InlineKeyboardMarkup, Message
from aiogram_dialog.api.entities import NewMessage, OldMessage
from aiogram_dialog.manager.message_manager import MessageManager
from aiogram_dialog.utils import remove_intent_id

from bot.ui.labels import laid_out

_kept: ContextVar[int | None] = ContextVar("_kept", default=None)


@contextmanager
def keeping(message_id: int) -> Iterator[None]:
    """A message that keeps its buttons while windows are shown in here."""
    token = _kept.set(message_id)
    try:
        yield
    finally:
        _kept.reset(token)


class Messages(MessageManager):
    """Shows windows, their labels whole where there is room; leaves alone what is kept, and the data of
    buttons that are of no window (`Go`).
    """

    async def show_message(
        self, bot: Bot, new_message: NewMessage, old_message: OldMessage | None
    ) -> OldMessage:
        """Show a window, laid out for a phone; the library put the window's id before every button's data."""
        if isinstance(markup := new_message.reply_markup, InlineKeyboardMarkup):
            for button in (button for row in markup.inline_keyboard for button in row):
                _, data = remove_intent_id(button.callback_data or "")
                if data.startswith("go:"):
                    button.callback_data = data
            rows = laid_out(markup.inline_keyboard)
            new_message.reply_markup = InlineKeyboardMarkup(inline_keyboard=rows)
        return await super().show_message(bot, new_message, old_message)

    async def remove_inline_kbd(self, bot: Bot, old_message: Any) -> Message | None:
        """Take the buttons off a message that a window has left behind."""
        if old_message is not None and old_message.message_id == _kept.get():
            return None
        return await super().remove_inline_kbd(bot, old_message)
