"""A button that confirms exactly what stands above it: it carries a digest of the text it was shown under."""

from __future__ import annotations

import hashlib
from typing import Any

from aiogram.types import CallbackQuery, InlineKeyboardButton
from aiogram_dialog import DialogManager, Window
from aiogram_dialog.api.internal import RawKeyboard
from aiogram_dialog.api.protocols import DialogProtocol

from bot.app import talk_of
from bot.replies import reply
from bot.widgets import Tap

_DIGEST = 10


class Confirm(Tap):
    """As `Tap`; what the window says has changed since it was shown: nothing is done, it is shown anew.

    Two phones, a second file, a colleague's change: a tap on an old text must not confirm a new one.
    What stands in the data as `confirms` belongs to what is confirmed, though the text does not say it.
    """

    async def _render_keyboard(self, data: dict[str, Any], manager: DialogManager) -> RawKeyboard:
        digest = await _shown(data, manager, _window_of(manager))
        callback = self._item_callback_data(digest + ("" if self.item is None else str(data[self.item])))
        return [
            [InlineKeyboardButton(text=await self.text.render_text(data, manager), callback_data=callback)]
        ]

    async def _process_own_callback(
        self, callback: CallbackQuery, dialog: DialogProtocol, manager: DialogManager
    ) -> bool:
        return await self._process_item_callback(callback, "", dialog, manager)  # it has no digest

    async def _process_item_callback(
        self, callback: CallbackQuery, data: str, dialog: DialogProtocol, manager: DialogManager
    ) -> bool:
        window = _window_of(manager)
        shown = await window.load_data(dialog, manager)
        if data[:_DIGEST] != await _shown(shown, manager, window):
            await reply(manager, talk_of(manager).say("confirm-changed"))
            return True
        await self.on_tap(manager, data[_DIGEST:])
        return True


def _window_of(manager: DialogManager) -> Window:
    dialog: Any = manager.dialog()  # type: ignore[attr-defined]
    window: Window = dialog.windows[manager.current_context().state]
    return window


async def _shown(data: dict[str, Any], manager: DialogManager, window: Window) -> str:
    text = await window.render_text(data, manager)
    return hashlib.sha256(f"{data.get('confirms', '')}\0{text}".encode()).hexdigest()[:_DIGEST]
