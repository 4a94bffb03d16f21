"""Messages no window takes: stickers, places, contacts, polls, edited ones. They are answered; nothing is
lost."""

from __future__ import annotations

from aiogram import Router
from aiogram.types import Message
from aiogram_dialog import DialogManager

from bot.app import Context
from bot.transport.filters import has_kind, is_private
from bot.ui.replies import show_below

KINDS = frozenset(
    {
        "sticker",
        "location",
        "venue",
        "contact",
        "poll",
        "dice",
        "game",
        "animation",
        "audio",
        "video",
        "video_note",
        "story",
        "paid_media",
        "checklist",
    }
)


def make_router() -> Router:
    """Router of kinds of messages that no window takes."""
    router = Router(name="strangers")
    router.message.register(on_strange, has_kind(KINDS))
    router.edited_message.register(on_edited, is_private)
    return router


async def on_strange(message: Message, ctx: Context, dialog_manager: DialogManager) -> None:
    """Answer with the kinds of messages that work."""
    key = "input-video" if message.content_type in ("video", "video_note", "animation") else "input-other"
    await message.answer(ctx.say(key))
    await show_below(dialog_manager)


async def on_edited(message: Message, ctx: Context, dialog_manager: DialogManager) -> None:
    """Answer an edited message: the edit changes nothing that was taken."""
    await message.answer(ctx.say("input-edited"))
    await show_below(dialog_manager)
