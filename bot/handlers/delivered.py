"""Buttons under messages that the scheduler sent, `go:<kind>:<id>[:<extra>]`: DELIVERED lists the kinds."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress

from aiogram import Bot, Router
from aiogram.exceptions import TelegramAPIError
from aiogram.types import CallbackQuery
from aiogram_dialog import DialogManager, ShowMode

from bot.app import context_of
from bot.handlers.facts import FACT_BUTTONS
from bot.handlers.notices import NOTICE_BUTTONS
from bot.handlers.reminders import REMINDER_BUTTONS
from bot.handlers.reviews import REVIEW_BUTTONS
from bot.states.offices import start_cases, start_extensions
from bot.states.people import start_extension, start_finding, start_home
from bot.transport.filters import is_delivered_button
from bot.ui.delivered_messages import keeping
from bot.ui.entering import leave_tips

OnDelivered = Callable[[DialogManager, int, str], Awaitable[str]]
"""Takes id and extra; returns the text shown over the tap, empty for none."""


_ID = re.compile(r"[0-9]{1,19}")


def make_router() -> Router:
    """Router of the buttons under delivered messages."""
    router = Router(name="delivered")
    router.callback_query.register(on_delivered_button, is_delivered_button)
    return router


async def on_delivered_button(callback: CallbackQuery, dialog_manager: DialogManager) -> None:
    """Run the operation of a button; unknown ones lead home."""
    _, kind, subject, extra = (*(callback.data or "").split(":", 3), "", "", "")[:4]
    handler = DELIVERED.get(kind)
    known = kind in FOR_ANYBODY or context_of(dialog_manager).who is not None
    if handler is None or not _ID.fullmatch(subject) or not known:
        await start_home(dialog_manager)
        await callback.answer()
        return
    message = callback.message
    if message is None:  # too old to be known
        await callback.answer(await handler(dialog_manager, int(subject), extra))
        return
    before = dialog_manager.current_stack().last_message_id
    dialog_manager.show_mode = ShowMode.SEND
    with keeping(message.message_id):
        said = await handler(dialog_manager, int(subject), extra)
    await callback.answer(said)
    after = dialog_manager.current_stack().last_message_id
    if before not in (None, after, message.message_id):
        await _delete(dialog_manager, message.chat.id, before)


async def _delete(manager: DialogManager, chat_id: int, message_id: int) -> None:
    """Delete the window that was open further up: there is one window at a time."""
    bot: Bot = manager.middleware_data["bot"]
    with suppress(TelegramAPIError):
        await bot.delete_message(chat_id, message_id)


async def on_home(manager: DialogManager, subject: int, extra: str) -> str:
    """Open home."""
    await start_home(manager)
    return ""


async def on_finding(manager: DialogManager, subject: int, extra: str) -> str:
    """Open a finding."""
    await start_finding(manager, subject, back="tasks")
    return ""


async def on_extend(manager: DialogManager, subject: int, extra: str) -> str:
    """Open the extension request for a finding, for its owner."""
    await start_extension(manager, subject)
    return ""


async def on_extension(manager: DialogManager, subject: int, extra: str) -> str:
    """Open an extension that waits for the office's answer."""
    await start_extensions(manager, chosen=subject)
    return ""


async def on_cases(manager: DialogManager, subject: int, extra: str) -> str:
    """Open the anonymous reports of the person's office."""
    await start_cases(manager)
    return ""


async def on_tip_off(manager: DialogManager, subject: int, extra: str) -> str:
    """Unsubscribe from weekly tips; anybody may who gets them."""
    await leave_tips(manager)
    return context_of(manager).say("tip-stopped")


FOR_ANYBODY = frozenset({"tipoff"})
"""Kinds that work for people without a row, too."""
DELIVERED: Mapping[str, OnDelivered] = {
    "extend": on_extend,
    "extension": on_extension,
    "cases": on_cases,
    "finding": on_finding,
    "home": on_home,
    "tipoff": on_tip_off,
    **FACT_BUTTONS,
    **NOTICE_BUTTONS,
    **REMINDER_BUTTONS,
    **REVIEW_BUTTONS,
}
