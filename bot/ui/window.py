"""The house's window: answers politely what a window has no use for."""

from __future__ import annotations

from typing import Any

from aiogram.fsm.state import State
from aiogram.types import ContentType, Message
from aiogram_dialog import DialogManager, Window
from aiogram_dialog.api.protocols import DialogProtocol
from aiogram_dialog.widgets.input import BaseInput

from bot.app import talk_of

_KINDS = {
    ContentType.PHOTO: "input-photo-not-here",
    ContentType.DOCUMENT: "input-photo-not-here",
    ContentType.VOICE: "input-voice-not-here",
    ContentType.TEXT: "input-buttons",
}


class _Rest(BaseInput):
    """Everything the window's own inputs did not take."""

    async def process_message(self, message: Message, dialog: DialogProtocol, manager: DialogManager) -> bool:
        talk = talk_of(manager)
        if message.forward_origin:
            await message.answer(talk.say("input-forwarded"))
        else:
            await message.answer(talk.say(_KINDS.get(ContentType(message.content_type), "input-other")))
        return True


def house_window(*widgets: Any, state: State, getter: Any = None, **options: Any) -> Window:
    """A window whose last input answers whatever else is sent."""
    return Window(*widgets, _Rest(), state=state, getter=getter, **options)
