"""The house's window: answers politely what a window has no use for."""

from __future__ import annotations

from typing import Any

from aiogram.fsm.state import State
from aiogram.types import ContentType, Message
from aiogram_dialog import DialogManager, Window
from aiogram_dialog.api.protocols import DialogProtocol
from aiogram_dialog.widgets.input import BaseInput
from aiogram_dialog.widgets.text import Text

from bot.app import context_of
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
)
from bot.ui.fragments import day
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
    """Takes input that no other input of the window takes. Of an album only the first is answered; captions
    of lost pictures are named."""

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
    """Whether another picture of the same album was answered by the window before."""
    group = message.media_group_id
    return group is not None and group == manager.current_stack().last_income_media_group_id


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


def house_window(*widgets: Any, state: State, getter: Any = None, **options: Any) -> Window:
    """A window whose last input answers whatever else is sent. Those in which an owner works begin with what
    stands over the enterprise."""
    begins = (_Order(),) if state.group in _ORDERED else ()
    return Window(*begins, *widgets, _Rest(), state=state, getter=getter, **options)
