"""The window of private dialogs: takes texts and photos, refuses with a reason everything that could identify
the sender."""

from __future__ import annotations

from typing import Any

from aiogram.fsm.state import State
from aiogram.types import ContentType, Message
from aiogram_dialog import DialogManager, Window
from aiogram_dialog.api.protocols import DialogProtocol
from aiogram_dialog.widgets.input import BaseInput

from bot.app import Context, context_of
from bot.ui.widgets import OnMessage, OnText
from bot.ui.window import completed, was_refused

REFUSED = {
    "voice": "private-no-voice",
    "audio": "private-no-voice",
    "video": "private-no-video",
    "video_note": "private-no-video",
    "animation": "private-no-video",
    "live_photo": "private-no-video",
    "document": "private-no-file",
    "contact": "private-no-contact",
    "location": "private-no-place",
    "venue": "private-no-place",
    "photo": "private-no-photo-here",
    "text": "input-buttons",
}


async def refuse(message: Message, ctx: Context) -> None:
    """Say why a message was not taken, and what to do instead. A forwarded message carries another
    account."""
    kind = message.content_type
    key = "private-no-forward" if message.forward_origin else REFUSED.get(str(kind), "private-no-other")
    await message.answer(ctx.say(key))


class Story(BaseInput):
    """A typed text, or a photo whose caption counts as one. Emergency words are answered by `on_text`."""

    takes_text = True

    def __init__(self, on_text: OnText, on_photo: OnMessage | None = None) -> None:
        super().__init__()
        self.on_text = on_text
        self.on_photo = on_photo

    async def process_message(self, message: Message, dialog: DialogProtocol, manager: DialogManager) -> bool:
        if message.forward_origin:
            return False
        if message.content_type == ContentType.TEXT and message.text:
            await self.on_text(manager, message.text)
            return True
        if message.content_type == ContentType.PHOTO and self.on_photo is not None:
            await self.on_photo(message, manager)
            return True
        return False


class _Refuse(BaseInput):
    """Takes input that no other input of the window takes."""

    async def process_message(self, message: Message, dialog: DialogProtocol, manager: DialogManager) -> bool:
        if not was_refused(message, manager):
            await refuse(message, context_of(manager))
        return True


def private_window(*widgets: Any, state: State, getter: Any = None, **options: Any) -> Window:
    """A window of these widgets, `completed`, whose last input refuses whatever else is sent."""
    return Window(*completed(widgets), _Refuse(), state=state, getter=getter, **options)
