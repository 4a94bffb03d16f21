"""Messages and taps that this version cannot read: the person is told, nothing else changes."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from aiogram import Router
from aiogram.types import CallbackQuery, Message, TelegramObject, Update
from aiogram_dialog import DialogManager

from bot.app import Context
from bot.privacy.mode import is_private
from bot.transport.updates import UNREAD
from bot.ui.replies import show_below


class UnreadUpdate(Exception):
    """Counted among the troubles of private conversations, for which no single log line is written."""


def make_router() -> Router:
    """Router of messages whose content could not be read; it comes before all that expect content."""
    router = Router(name="unread")
    router.message.register(on_unread, is_unread)
    router.edited_message.register(on_unread, is_unread)
    return router


async def is_unread(_: Message, **data: Any) -> bool:
    """Whether the message came without its content."""
    return data.get(UNREAD) is not None


async def on_unread(
    message: Message,
    ctx: Context,
    event_update: Update,
    unread: str,
    dialog_manager: DialogManager | None = None,
) -> None:
    """Answer in a private chat; groups are not disturbed."""
    _note(ctx, event_update, unread)
    if message.chat.type == "private":
        await message.answer(ctx.say("input-edited" if unread == "edited_message" else "input-unread"))
        if dialog_manager is not None:
            await show_below(dialog_manager)


async def answering_unread_taps(
    handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]],
    event: TelegramObject,
    data: dict[str, Any],
) -> Any:
    """Outer middleware of taps: answers one without its message or its data, before dialogs look for them."""
    if not isinstance(event, CallbackQuery) or (unread := data.get(UNREAD)) is None:
        return await handler(event, data)
    ctx: Context = data["ctx"]
    _note(ctx, data["event_update"], unread)
    await event.answer(ctx.say("input-tap-unread"), show_alert=True)
    return None


def _note(ctx: Context, update: Update, unread: str) -> None:
    if is_private():
        ctx.app.troubles.note(UnreadUpdate())
    else:
        ctx.app.unread.note(update.update_id, unread)
