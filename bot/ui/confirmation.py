"""Confirm buttons and the window that asks: a tap confirms only what the window showed.

The button carries a digest of the window's text. Where a typed day or reason confirms, the digest is stored
with the question and compared when the answer comes.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from typing import Any

from aiogram.fsm.state import State
from aiogram.types import CallbackQuery, InlineKeyboardButton
from aiogram_dialog import DialogManager, Window
from aiogram_dialog.api.internal import RawKeyboard
from aiogram_dialog.api.protocols import DialogProtocol
from aiogram_dialog.widgets.kbd import Keyboard, Row
from aiogram_dialog.widgets.text import Text

from bot.app import context_of
from bot.ui.replies import reply
from bot.ui.widgets import TYPED, Choices, OnTap, Tap
from bot.ui.window import house_window

_DIGEST = 10
_SHOWN = "shown"
_KEY = secrets.token_bytes(16)
"""A random key of this process: after a restart a typed label is asked for once more."""


class _Confirming(Keyboard):
    """A button of a window that confirms the window's text; see `Confirm`."""

    on_tap: OnTap

    async def _digest(self, data: dict[str, Any], manager: DialogManager) -> str:
        """The digest for the buttons of the window being shown, remembered for labels typed below it."""
        digest = await _shown(data, manager, _window_of(manager))
        manager.current_context().widget_data[_SHOWN] = _locked(digest)
        return digest

    async def _process_own_callback(
        self, callback: CallbackQuery, dialog: DialogProtocol, manager: DialogManager
    ) -> bool:
        return await self._process_item_callback(callback, "", dialog, manager)  # it has no digest

    async def _process_item_callback(
        self, callback: CallbackQuery, data: str, dialog: DialogProtocol, manager: DialogManager
    ) -> bool:
        window = _window_of(manager)
        data_now = await window.load_data(dialog, manager)
        digest = await _shown(data_now, manager, window)
        if callback.id == TYPED:  # its button was made just now: what counts is what stood there before
            as_shown = manager.current_context().widget_data.get(_SHOWN) == _locked(digest)
        else:
            as_shown = data[:_DIGEST] == digest
        if not as_shown and not data_now.get("nothing_left"):
            await reply(manager, context_of(manager).say("confirm-changed"))
            return True
        await self.on_tap(manager, data[_DIGEST:])
        return True


class Confirm(_Confirming, Tap):
    """As `Tap`, but if the window's text has changed since it was shown, nothing is done and it is shown
    again.

    Two phones, a second file, a colleague's change: a tap on an old text must not confirm a new one, nor may
    its label typed below the old text. `confirms` in the data belongs to the confirmation, though the text
    does not show it; `confirmed` is the text without the line shown once above it. `nothing_left`: it was
    done already, the tap only shows so.
    """

    async def _render_keyboard(self, data: dict[str, Any], manager: DialogManager) -> RawKeyboard:
        digest = await self._digest(data, manager)
        callback = self._item_callback_data(digest + ("" if self.item is None else str(data[self.item])))
        return [
            [InlineKeyboardButton(text=await self.text.render_text(data, manager), callback_data=callback)]
        ]


class ConfirmChoices(_Confirming, Choices):
    """As `Choices`, where choosing decides at once: each button belongs to the shown text, as with
    `Confirm`."""

    async def _render_keyboard(self, data: dict[str, Any], manager: DialogManager) -> RawKeyboard:
        digest = await self._digest(data, manager)
        return self.rows([(f"{digest}{item}", text) for item, text in data[self.items]])


def confirm_window(
    *asks: Text | Confirm | ConfirmChoices | Row, back: Keyboard, state: State, getter: Any, **options: Any
) -> Window:
    """A window that only asks: it shows what will happen (the getter's `body`, unless `asks` says it), the
    buttons that let it happen, and `back`, with which nothing happens."""
    return house_window(*asks, back, state=state, getter=getter, **options)


def _window_of(manager: DialogManager) -> Window:
    dialog: Any = manager.dialog()  # type: ignore[attr-defined]
    window: Window = dialog.windows[manager.current_context().state]
    return window


async def _shown(data: dict[str, Any], manager: DialogManager, window: Window) -> str:
    text = data.get("confirmed") or await window.render_text(data, manager)
    return _digest_of(data.get("confirms", ""), text)


def _locked(digest: str) -> str:
    """A digest that may be stored with the dialog: it does not help to guess the window's text."""
    return hmac.new(_KEY, digest.encode(), "sha256").hexdigest()[:_DIGEST]


def _digest_of(*parts: object) -> str:
    return hashlib.sha256("\0".join(map(str, parts)).encode()).hexdigest()[:_DIGEST]


def show(manager: DialogManager, *parts: object) -> None:
    """Store the digest of what a window shows, so that a day or reason given on a later window confirms
    exactly this."""
    manager.dialog_data[_SHOWN] = _digest_of(*parts)


async def is_as_shown(manager: DialogManager, *parts: object) -> bool:
    """Whether the stored digest still matches; if not, say that nothing was done, and to show the window
    again."""
    if manager.dialog_data.get(_SHOWN) == _digest_of(*parts):
        return True
    await reply(manager, context_of(manager).say("confirm-changed"))
    return False
