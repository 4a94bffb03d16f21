"""Buttons under notices and under the message that shows one being sent, `go:<kind>:<id>`."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from aiogram import Bot
from aiogram.exceptions import TelegramAPIError
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message
from aiogram_dialog import DialogManager

from bot.app import context_of
from bot.files.office import send_unreached
from bot.handlers.reminders import work_on
from bot.states.offices import start_notice, start_notice_draft, start_reading
from bot.ui.entering import open_self_check
from bot.ui.notices import keyboard_of, send
from bot.ui.replies import account_of
from storage.base.database import Connection
from storage.base.errors import NotFound
from storage.notices import moves as notice_moves
from storage.notices import reading
from storage.notices import views as notice_views


async def on_read(manager: DialogManager, subject: int, extra: str) -> str:
    """Handle 已阅读 under the person's copy: store it, and show the time on the button."""
    ctx = context_of(manager)

    async def work(db: Connection) -> tuple[reading.Read, str | None]:
        read = await reading.read(db, ctx.actor, ctx.app.now(), subject)
        return read, (await notice_views.content(db, read.notice_id)).template

    read, template = await ctx.app.database.run(work)
    await _set_keyboard(manager, keyboard_of(ctx, template, subject, read.at))
    return ctx.say("notice-read-thanks" if read.first else "notice-read-before")


async def on_check(manager: DialogManager, subject: int, extra: str) -> str:
    """Handle 继续自查 under the person's copy: open the form it is about."""
    ctx = context_of(manager)
    of = await ctx.read(reading.check_of, ctx.actor, subject)
    await work_on(manager, of.enterprise_id)
    await open_self_check(manager, of.campaign_id)
    return ""


async def on_seen(manager: DialogManager, subject: int, extra: str) -> str:
    """Handle the button that says when it was read."""
    return context_of(manager).say("notice-read-before")


async def on_preview(manager: DialogManager, subject: int, extra: str) -> str:
    """Handle the button under a preview or a test."""
    return context_of(manager).say("notice-preview-only")


async def on_pause(manager: DialogManager, subject: int, extra: str) -> str:
    """Pause the notice (暂停)."""
    return await _do(manager, notice_moves.pause, subject, "notice-done-pause")


async def on_resume(manager: DialogManager, subject: int, extra: str) -> str:
    """Resume the notice (继续)."""
    return await _do(manager, notice_moves.resume, subject, "notice-done-resume")


async def on_stop(manager: DialogManager, subject: int, extra: str) -> str:
    """Ask once more before 停止, in a message of its own: the one above is edited all the time."""
    ctx = context_of(manager)
    view = await ctx.read(notice_views.get, ctx.actor, subject)
    yes = InlineKeyboardButton(text=ctx.say("notice-yes-stop"), callback_data=f"go:nstopped:{subject}")
    no = InlineKeyboardButton(text=ctx.say("notice-no"), callback_data=f"go:nkeep:{subject}")
    bot: Bot = manager.middleware_data["bot"]
    await bot.send_message(
        account_of(manager).id,
        ctx.say("notice-stop-ask", title=view.title),
        reply_markup=InlineKeyboardMarkup(inline_keyboard=[[yes, no]]),
    )
    return ""


async def on_stopped(manager: DialogManager, subject: int, extra: str) -> str:
    """Stop the notice after the confirmation."""
    said = await _do(manager, notice_moves.stop, subject, "notice-done-stop")
    await _set_text(manager, said)
    return said


async def on_keep(manager: DialogManager, subject: int, extra: str) -> str:
    """Cancel the confirmation."""
    await _set_text(manager, context_of(manager).say("notice-kept"))
    return ""


async def on_again(manager: DialogManager, subject: int, extra: str) -> str:
    """Handle 再发给未读的."""
    return await _do(manager, notice_moves.send_again, subject, "notice-done-again")


async def on_reading(manager: DialogManager, subject: int, extra: str) -> str:
    """Handle 看已读情况."""
    await start_reading(manager, subject)
    return ""


async def on_list(manager: DialogManager, subject: int, extra: str) -> str:
    """Send 送不到的名单 as a file."""
    await send_unreached(manager, subject)
    return ""


async def on_notice(manager: DialogManager, subject: int, extra: str) -> str:
    """Open the notice itself; a draft that was given back is continued."""
    ctx = context_of(manager)
    view = await ctx.read(notice_views.get, ctx.actor, subject)
    if view.state == "draft":
        await start_notice_draft(manager, subject)
    else:
        await start_notice(manager, subject)
    return ""


async def on_renotice(manager: DialogManager, subject: int, extra: str) -> str:
    """Send a corrected notice once more in the chat, with its button."""
    ctx = context_of(manager)
    who = ctx.who.person_id if ctx.who is not None else 0
    async with ctx.app.database.read() as db:
        mine = await reading.list_received(db, who)
        one = next((one for one in mine if one.copy_id == subject), None)
        if one is None:
            raise NotFound
        content = await notice_views.content(db, one.notice_id)
    bot: Bot = manager.middleware_data["bot"]
    await send(
        bot,
        account_of(manager).id,
        ctx,
        content,
        keyboard_of(ctx, content.template, one.copy_id, one.read_at),
    )
    return ""


async def _do(manager: DialogManager, deed: Callable[..., Awaitable[Any]], subject: int, said: str) -> str:
    ctx = context_of(manager)
    await ctx.act(deed, subject)
    return ctx.say(said)


async def _set_keyboard(manager: DialogManager, keyboard: InlineKeyboardMarkup) -> None:
    """Change the buttons of the tapped message, where Telegram still allows it."""
    event = manager.event
    if isinstance(event, CallbackQuery) and isinstance(event.message, Message):
        try:
            await event.message.edit_reply_markup(reply_markup=keyboard)
        except TelegramAPIError:
            return  # the fact is stored; the second of two quick taps changes nothing


async def _set_text(manager: DialogManager, text: str) -> None:
    """Replace the text of the tapped message, and its buttons."""
    event = manager.event
    if isinstance(event, CallbackQuery) and isinstance(event.message, Message):
        try:
            await event.message.edit_text(text)
        except TelegramAPIError:
            return


NOTICE_BUTTONS: Mapping[str, Callable[[DialogManager, int, str], Awaitable[str]]] = {
    "read": on_read,
    "ncheck": on_check,
    "seen": on_seen,
    "npreview": on_preview,
    "npause": on_pause,
    "ngo": on_resume,
    "nstop": on_stop,
    "nstopped": on_stopped,
    "nkeep": on_keep,
    "nagain": on_again,
    "nread": on_reading,
    "nlist": on_list,
    "notice": on_notice,
    "renotice": on_renotice,
}
