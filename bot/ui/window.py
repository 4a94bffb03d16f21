"""The house's window: answers politely what a window has no use for; and the buttons that lead out of one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from aiogram.fsm.state import State
from aiogram.types import ContentType, Message
from aiogram_dialog import DialogManager, Window
from aiogram_dialog.api.entities import NewMessage
from aiogram_dialog.api.protocols import DialogProtocol
from aiogram_dialog.widgets.common import WhenCondition
from aiogram_dialog.widgets.input import BaseInput
from aiogram_dialog.widgets.kbd import SwitchTo
from aiogram_dialog.widgets.text import Text

from bot.app import context_of
from bot.states.offices import start_office
from bot.states.people import (
    AskedSG,
    ExtensionSG,
    FindingSG,
    HomeSG,
    OverviewSG,
    ResumptionSG,
    SelfCheckSG,
    SubmitSG,
    TasksSG,
    UpkeepSG,
    start_home,
)
from bot.ui.fragments import day
from bot.ui.pickers import Pickers, Picking, Shown
from bot.ui.widgets import Given, Media, T, Tap, Words, going
from content.screen import shortened

_ORDERED = (
    AskedSG,
    ExtensionSG,
    FindingSG,
    HomeSG,
    OverviewSG,
    ResumptionSG,
    SelfCheckSG,
    SubmitSG,
    TasksSG,
    UpkeepSG,
)
_KINDS = {
    ContentType.PHOTO: "input-photo-not-here",
    ContentType.DOCUMENT: "input-photo-not-here",
    ContentType.VOICE: "input-voice-not-here",
    ContentType.TEXT: "input-buttons",
}


class _Rest(BaseInput):
    """Takes input that no other input of the window takes. Of an album only the first is answered;
    captions of lost pictures are named."""

    async def process_message(self, message: Message, dialog: DialogProtocol, manager: DialogManager) -> bool:
        ctx = context_of(manager)
        key = _KINDS.get(ContentType(message.content_type), "input-other")
        if message.forward_origin:
            key = "input-forwarded"
        said = [] if was_refused(message, manager) else [ctx.say(key)]
        if caption := (message.caption or "").strip():
            said.append(ctx.say("input-caption-not-kept", caption=shortened(caption, 40)))
        if said:
            await message.answer("\n".join(said))
        return True


def was_refused(message: Message, manager: DialogManager) -> bool:
    """Whether the window before answered another picture of the same album."""
    group = message.media_group_id
    return group is not None and group == manager.current_stack().last_income_media_group_id


class _HouseWindow(Window):
    """A window that says, where the page can use it, what it asks people to type."""

    pickers: Picking | None = None
    takes_voice = False

    async def render(self, dialog: DialogProtocol, manager: DialogManager) -> NewMessage:
        """The window as it is to be shown."""
        rendered = await super().render(dialog, manager)
        if not context_of(manager).on_web or not (self.pickers or self.takes_voice):
            return rendered
        asked = await self.pickers(manager) if self.pickers is not None else Pickers(())
        return Shown(**vars(rendered), pickers=replace(asked, voice=self.takes_voice))


class _Order(Text):
    """Shows an order over the enterprise the person works on: that it is suspended, or closed."""

    async def _render_text(self, data: dict[str, Any], manager: DialogManager) -> str:
        ctx = context_of(manager)
        if ctx.who is None or ctx.who.enterprise_id is None:
            return ""
        order = await ctx.app.orders.over(ctx.who.enterprise_id)
        if order is None:
            return ""
        return ctx.say("order-over", kind=order.kind, day=day(ctx, order.since_on))


def completed(widgets: Sequence[Any]) -> tuple[Any, ...]:
    """The widgets of a window, with what most windows have: the getter's `body` where they say no other text,
    and `Words()`, by which typed labels press buttons, where none of them takes typed text."""
    text = () if any(isinstance(one, Text) for one in widgets) else (Given("body"),)
    typed = () if any(getattr(one, "takes_text", False) for one in widgets) else (Words(),)
    return (*text, *widgets, *typed)


def house_window(*widgets: Any, state: State, getter: Any = None, **options: Any) -> Window:
    """A window of these widgets, `completed`, whose last input answers whatever else is sent. Those in which
    an owner works begin with what stands over the enterprise."""
    begins = (_Order(),) if state.group in _ORDERED else ()
    window = _HouseWindow(*begins, *completed(widgets), _Rest(), state=state, getter=getter, **options)
    window.pickers = next((one.pickers for one in widgets if isinstance(one, Words) and one.pickers), None)
    window.takes_voice = any(isinstance(one, Media) and ContentType.VOICE in one.kinds for one in widgets)
    return window


def back_to(id: str, state: State, key: str = "back", when: WhenCondition = None) -> SwitchTo:
    """The button back to another window of the dialog."""
    return SwitchTo(T(key), id, state, when=when)


def to_office(id: str = "office") -> Tap:
    """The button to the office's home."""
    return Tap(T("office-back"), id, going(start_office))


def to_home(id: str = "home") -> Tap:
    """The button to the home of who answers for an enterprise, or for nothing."""
    return Tap(T("home-back"), id, going(start_home))
