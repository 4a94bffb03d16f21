"""A message in the chat beside the window, and the context renewed after the person's role has changed."""

from __future__ import annotations

from aiogram import Bot
from aiogram.types import CallbackQuery, User
from aiogram_dialog import DialogManager, ShowMode

from bot.app import Context, context_of


def account_of(manager: DialogManager) -> User:
    """The Telegram account behind the update."""
    user: User = manager.middleware_data["event_from_user"]
    return user


def put_below(manager: DialogManager) -> None:
    """Show the window again, below the last message of the chat."""
    manager.show_mode = ShowMode.DELETE_AND_SEND


async def reply(manager: DialogManager, text: str) -> None:
    """Send a message; the window then shows below it, not above."""
    bot: Bot = manager.middleware_data["bot"]
    await bot.send_message(account_of(manager).id, text)
    if isinstance(manager.event, CallbackQuery):
        put_below(manager)


async def show_below(manager: DialogManager) -> None:
    """Show the open window once more, below the answer to a message it did not take."""
    if manager.has_context():
        await manager.show(ShowMode.DELETE_AND_SEND)


async def renew_context(manager: DialogManager) -> Context:
    """The context rebuilt from the database, after the person joined, left or switched."""
    ctx = context_of(manager)
    account = account_of(manager).id
    ctx.app.identities.forget(account)
    who = await ctx.app.identities.get(account)
    renewed = Context(ctx.app, who, ctx.app.identities.language(account, who), on_web=ctx.on_web)
    manager.middleware_data["ctx"] = renewed
    return renewed
