"""Deep links: /start with a payload. What a link may open is decided by the operation behind it."""

from __future__ import annotations

from aiogram import Router
from aiogram.filters import CommandObject, CommandStart
from aiogram.types import CallbackQuery, Message
from aiogram_dialog import DialogManager

from bot.app import talk_of
from bot.filters import is_delivered_button
from bot.states import start_finding, start_home, start_join, start_staff_join
from storage.staff_invites import hash_of_link


def make_router() -> Router:
    """Router of deep links and of the buttons under delivered messages."""
    router = Router(name="links")
    router.message.register(on_start, CommandStart())
    router.callback_query.register(on_delivered_button, is_delivered_button)
    return router


async def on_start(message: Message, command: CommandObject, dialog_manager: DialogManager) -> None:
    """`/start`, or one of the deep links of the contract."""
    payload = (command.args or "").strip()
    kind, _, token = payload.partition("_")
    if kind in ("e", "f") and token:
        await start_join(dialog_manager, payload)
    elif kind == "s" and token:
        await start_staff_join(dialog_manager, hash_of_link(payload))
    elif payload:
        await start_home(dialog_manager, "notice-link-unknown")
    else:
        await start_home(dialog_manager)


async def on_delivered_button(callback: CallbackQuery, dialog_manager: DialogManager) -> None:
    """A button of a message that the scheduler sent: `go:finding:3`."""
    _, kind, number = (callback.data or "").split(":", 2)
    talk = talk_of(dialog_manager)
    if kind == "finding" and number.isdigit() and talk.who is not None:
        await start_finding(dialog_manager, int(number), back="tasks")
    else:
        await start_home(dialog_manager)
    await callback.answer()
