"""Widgets of this project: catalog sentences, buttons that carry their subject, typed choices."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from copy import deepcopy
from typing import Any

from aiogram.exceptions import TelegramAPIError
from aiogram.types import (
    CallbackQuery,
    ContentType,
    InlineKeyboardButton,
    KeyboardButton,
    Message,
    Update,
    User,
)
from aiogram_dialog import DialogManager, Window
from aiogram_dialog.api.entities import MarkupVariant
from aiogram_dialog.api.internal import RawKeyboard
from aiogram_dialog.api.protocols import DialogProtocol
from aiogram_dialog.utils import remove_intent_id
from aiogram_dialog.widgets.common import WhenCondition
from aiogram_dialog.widgets.input import BaseInput
from aiogram_dialog.widgets.kbd import Keyboard, Row
from aiogram_dialog.widgets.text import Text

from bot.app import context_of
from bot.privacy.mode import PRESSED
from bot.transport.filters import DELIVERED
from bot.ui.pickers import Picking
from bot.ui.replies import reply
from content.screen import shortened
from content.typed.numerals import figure

LONGEST_LABEL = 40
"""Longest text that is taken for a label."""
MOST_BUTTONS = 99
"""Largest number that is taken for the number of a button."""
TYPED = "typed"
"""The id of a tap that came from a typed label or number."""

OnTap = Callable[[DialogManager, str], Awaitable[None]]
OnText = Callable[[DialogManager, str], Awaitable[None]]
OnMessage = Callable[[Message, DialogManager], Awaitable[None]]


class T(Text):
    """A sentence of the catalog, filled with the getter's data. `key` may come from the data: `$name`."""

    def __init__(self, key: str, when: WhenCondition = None) -> None:
        super().__init__(when=when)
        self.key = key

    async def _render_text(self, data: dict[str, Any], manager: DialogManager) -> str:
        key = data[self.key[1:]] if self.key.startswith("$") else self.key
        ctx = context_of(manager)
        wanted = ctx.app.catalog.variables(key, ctx.language)
        return ctx.say(key, **{name: data[name] for name in wanted if name in data})


class Given(Text):
    """A text that the getter made (names, questions): shown as it is, never as a format string."""

    def __init__(self, name: str, when: WhenCondition = None) -> None:
        super().__init__(when=when)
        self.name = name

    async def _render_text(self, data: dict[str, Any], manager: DialogManager) -> str:
        return str(data.get(self.name) or "")


class Tap(Keyboard):
    """A button that carries `item` (of the data) in its callback: a stale tap is known as stale (T1b)."""

    def __init__(
        self, text: Text, id: str, on_tap: OnTap, item: str | None = None, when: WhenCondition = None
    ) -> None:
        super().__init__(id=id, when=when)
        self.text = text
        self.on_tap = on_tap
        self.item = item

    async def _render_keyboard(self, data: dict[str, Any], manager: DialogManager) -> RawKeyboard:
        callback = (
            self._own_callback_data() if self.item is None else self._item_callback_data(data[self.item])
        )
        return [
            [InlineKeyboardButton(text=await self.text.render_text(data, manager), callback_data=callback)]
        ]

    async def _process_own_callback(
        self, callback: CallbackQuery, dialog: DialogProtocol, manager: DialogManager
    ) -> bool:
        await self.on_tap(manager, "")
        return True

    async def _process_item_callback(
        self, callback: CallbackQuery, data: str, dialog: DialogProtocol, manager: DialogManager
    ) -> bool:
        await self.on_tap(manager, data)
        return True


class Go(Keyboard):
    """A button that is handled outside its window: identified by its `data` alone, wherever it is shown."""

    def __init__(self, text: Text, data: str, when: WhenCondition = None) -> None:
        super().__init__(when=when)
        self.text = text
        self.data = data

    async def _render_keyboard(self, data: dict[str, Any], manager: DialogManager) -> RawKeyboard:
        return [
            [InlineKeyboardButton(text=await self.text.render_text(data, manager), callback_data=self.data)]
        ]


class Choices(Keyboard):
    """A button for each (item, text) of the data's list `items`, `width` in a row."""

    def __init__(
        self, id: str, items: str, on_tap: OnTap, width: int = 1, when: WhenCondition = None
    ) -> None:
        super().__init__(id=id, when=when)
        self.items = items
        self.on_tap = on_tap
        self.width = width

    async def _render_keyboard(self, data: dict[str, Any], manager: DialogManager) -> RawKeyboard:
        return self.rows(data[self.items])

    def rows(self, items: Sequence[tuple[str, str]]) -> RawKeyboard:
        """A button for each (item, text)."""
        buttons: list[InlineKeyboardButton | KeyboardButton] = [
            InlineKeyboardButton(text=text, callback_data=self._item_callback_data(item))
            for item, text in items
        ]
        return [buttons[start : start + self.width] for start in range(0, len(buttons), self.width)]

    async def _process_item_callback(
        self, callback: CallbackQuery, data: str, dialog: DialogProtocol, manager: DialogManager
    ) -> bool:
        await self.on_tap(manager, data)
        return True


def paging(turned: str | OnTap = "page", prefix: str = "") -> Row:
    """The row that turns the pages of `bot.ui.paging.page_of`; `prefix` of the buttons' ids where a dialog
    has several.

    `turned`: the key of the page in the dialog's data, or an action.
    """
    on_page = _turning(turned) if isinstance(turned, str) else turned
    return Row(
        Tap(T("previous"), f"{prefix}before", on_page, "before", when="has_before"),
        Tap(T("next"), f"{prefix}after", on_page, "after", when="has_after"),
    )


def going(start: Callable[[DialogManager], Awaitable[None]]) -> OnTap:
    """A button's action that only starts a dialog (`bot.states`)."""

    async def go(manager: DialogManager, item: str) -> None:
        await start(manager)

    return go


def _turning(key: str) -> OnTap:
    async def turn(manager: DialogManager, item: str) -> None:
        manager.dialog_data[key] = int(item)

    return turn


class Words(BaseInput):
    """Typed text. The label of one of the window's buttons presses it, and so does a bare number that counts
    one, unless `numbers_too`.

    `on_text` None: only numbers are understood; anything else is answered with `hint` (a catalog key).
    `pickers`: of the day or number that the text is to be (`bot.ui.pickers`).
    """

    takes_text = True

    def __init__(
        self,
        on_text: OnText | None = None,
        *,
        numbers_too: bool = False,
        hint: str = "input-buttons",
        pickers: Picking | None = None,
    ) -> None:
        super().__init__()
        self.on_text = on_text
        self.numbers_too = numbers_too
        self.hint = hint
        self.pickers = pickers

    async def process_message(self, message: Message, dialog: DialogProtocol, manager: DialogManager) -> bool:
        if message.content_type != ContentType.TEXT or not message.text or message.forward_origin:
            return False
        text = message.text
        counted = None if self.numbers_too else await _counted(text, manager)
        if button := counted or await _labelled(text, manager):
            await _press(button, message, manager)
        elif self.on_text is not None:
            await self.on_text(manager, text)
        else:
            await message.answer(context_of(manager).say(self.hint))
        return True


async def name_lost(manager: DialogManager, caption: str) -> None:
    """Say that the words under a picture or a file are not kept."""
    said = {"caption": shortened(caption.strip(), 40)}
    await reply(manager, context_of(manager).say("input-caption-not-kept", **said))


class Media(BaseInput):
    """Messages of other kinds (photos, files, voice). The words under one go to `on_caption` afterwards;
    under one that is refused they are named, since they go with it."""

    def __init__(
        self, on_message: OnMessage, kinds: Sequence[ContentType], on_caption: OnText | None = None
    ) -> None:
        super().__init__()
        self.on_message = on_message
        self.kinds = frozenset(kinds)
        self.takes_text = ContentType.TEXT in self.kinds
        self.on_caption = on_caption

    async def process_message(self, message: Message, dialog: DialogProtocol, manager: DialogManager) -> bool:
        if message.content_type not in self.kinds:
            return False
        caption = (message.caption or "").strip()
        try:
            await self.on_message(message, manager)
        except Exception:
            if caption:  # where nothing can be sent, the first error is the cause
                with suppress(TelegramAPIError):  # where nothing can be said, the first error tells why
                    await name_lost(manager, caption)
            raise
        if self.on_caption is not None and caption:
            await self.on_caption(manager, caption)
        return True


async def _counted(text: str, manager: DialogManager) -> InlineKeyboardButton | None:
    """The window's n-th button, where `text` is the number n."""
    number = figure(text)
    if number is None or not 1 <= number <= MOST_BUTTONS:
        return None
    buttons = [one for one in await _buttons(manager) if one.text.strip()]
    return buttons[number - 1] if number <= len(buttons) else None


async def _labelled(text: str, manager: DialogManager) -> InlineKeyboardButton | None:
    """The one button of the window with this label; emoji, arrows and brackets do not count."""
    typed = bare(text)
    if not typed or len(text) > LONGEST_LABEL or "\n" in text.strip():
        return None
    named = [one for one in await _buttons(manager) if bare(one.text) == typed]
    return named[0] if len(named) == 1 else None


async def _buttons(manager: DialogManager) -> list[InlineKeyboardButton]:
    """The window's buttons as they would be now. Rendering them shows nothing: the window's stored data
    of its last showing stays."""
    context = manager.current_context()
    remembered = deepcopy((context.dialog_data, context.widget_data))
    dialog, window = _window(manager)
    data = await window.load_data(dialog, manager)
    markup: MarkupVariant = await window.render_kbd(data, manager)
    context.dialog_data, context.widget_data = remembered
    rows = getattr(markup, "inline_keyboard", [])
    return [button for row in rows for button in row if button.callback_data]


def bare(label: str) -> str:
    """A label without signs around it and without what is in brackets; empty where no letter is left."""
    plain = unicodedata.normalize("NFKC", label).casefold()
    plain = re.sub(r"\([^()]*\)", "", plain)
    plain = re.sub(r"^[\W_]+|[\W_]+$", "", plain)
    return re.sub(r"\s+", "", plain) if any(sign.isalpha() for sign in plain) else ""


async def _press(button: InlineKeyboardButton, message: Message, manager: DialogManager) -> None:
    _, data = remove_intent_id(button.callback_data or "")
    dialog, window = _window(manager)
    user: User = manager.middleware_data["event_from_user"]
    tapped = CallbackQuery(id=TYPED, from_user=user, chat_instance=TYPED, data=data, message=message)
    if data.startswith(DELIVERED):  # of no window: handled after this update, as if it had been tapped
        manager.middleware_data[PRESSED].append(Update(update_id=0, callback_query=tapped))
        return
    await window.process_callback(tapped, dialog, manager)


def _window(manager: DialogManager) -> tuple[Any, Window]:
    """The dialog and window on the screen; the library's protocol does not name them."""
    dialog: Any = manager.dialog()  # type: ignore[attr-defined]
    window: Window = dialog.windows[manager.current_context().state]
    return dialog, window
