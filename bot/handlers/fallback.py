"""The last router: groups and channels, and private messages nobody took."""

from __future__ import annotations

from aiogram import Router
from aiogram.types import CallbackQuery, ChatMemberUpdated, Message
from aiogram_dialog import DialogManager

from bot.app import Context, context_of
from bot.handlers.errors import MEDIA
from bot.privacy.first_aid import first_aid, is_emergency
from bot.resume import land
from bot.transport.filters import is_command, is_group, is_private


def make_router() -> Router:
    """Router of all remaining updates."""
    router = Router(name="fallback")
    router.message.register(on_group, is_group, is_command)
    router.my_chat_member.register(on_added)
    router.message.register(on_private, is_private)
    router.callback_query.register(on_button)
    return router


async def on_group(message: Message, ctx: Context) -> None:
    """Answer in a group that the bot works in private chats. To commands only, so that groups are not
    disturbed."""
    await message.answer(ctx.say("only-private", bot=ctx.app.bot_name))


async def on_added(event: ChatMemberUpdated, ctx: Context) -> None:
    """Say the same when the bot is added to a group or channel."""
    if event.chat.type != "private" and event.new_chat_member.status in ("member", "administrator"):
        await event.answer(ctx.say("only-private", bot=ctx.app.bot_name))


async def on_private(message: Message, dialog_manager: DialogManager) -> None:
    """Handle a message without any open window: show the person's current window; a file has to be sent
    again. Who writes that somebody is in danger is told first aid before."""
    ctx = context_of(dialog_manager)
    if message.text and is_emergency(ctx, message.text):
        await message.answer(first_aid(ctx))
    if message.content_type in MEDIA:
        await message.answer(ctx.say("input-again"))
    await land(dialog_manager, "")


async def on_button(callback: CallbackQuery, dialog_manager: DialogManager) -> None:
    """Handle a button of a window that is gone."""
    await callback.answer()
    await land(dialog_manager)
