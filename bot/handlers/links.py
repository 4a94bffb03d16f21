"""Deep links: /start with a payload. What a link may open is decided by the operation behind it."""

from __future__ import annotations

from aiogram import Router
from aiogram.filters import CommandObject, CommandStart
from aiogram.types import Message
from aiogram_dialog import DialogManager

from bot.states.offices import start_staff_join
from bot.states.people import start_home, start_join
from storage.membership.staff_invites import hash_of_link


def make_router() -> Router:
    """Router of deep links."""
    router = Router(name="links")
    router.message.register(on_start, CommandStart())
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
