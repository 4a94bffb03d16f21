"""Errors of private conversations become sentences here; the handler of all others never sees them."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from aiogram import Bot, Router
from aiogram.exceptions import TelegramAPIError, TelegramForbiddenError
from aiogram.types import ErrorEvent
from aiogram_dialog import DialogManager, ShowMode
from aiogram_dialog.api.exceptions import OutdatedIntent, UnknownIntent, UnknownState

from bot.app import Context
from bot.handlers.errors import sentence
from bot.privacy.entering import chat_key, leave, private_context
from bot.privacy.entrance import text_of
from bot.privacy.mode import is_exit, is_private, is_private_button
from bot.privacy.sessions import SessionGoneError
from bot.ui.delivered_messages import keeping
from storage.base.diagnosis import kind_of
from storage.base.errors import ChenanError

LOST = (UnknownIntent, OutdatedIntent, UnknownState)


def make_router() -> Router:
    """Router of the error handler of private conversations; it comes before the general one."""
    router = Router(name="private errors")
    router.errors.register(on_private_error, _is_private)
    return router


async def _is_private(_: ErrorEvent) -> bool:
    return is_private()


async def on_private_error(event: ErrorEvent, bot: Bot, **data: Any) -> bool:
    """A lost window leads to the one that is open; a domain error is answered; anything else is counted."""
    ctx: Context | None = data.get("ctx")
    manager: DialogManager | None = data.get("dialog_manager")
    if ctx is None or manager is None:
        if ctx is not None:
            ctx.app.troubles.note(event.exception)
        return True
    ctx, chat = private_context(ctx), chat_key(manager)
    manager.middleware_data["ctx"] = ctx
    error = event.exception
    if isinstance(error, TelegramForbiddenError):
        ctx.app.private_sessions.close(chat)
    elif isinstance(error, SessionGoneError) or (isinstance(error, LOST) and not manager.has_context()):
        ctx.app.private_sessions.told(chat)
        pressed, text = event.update.callback_query, text_of(event.update)
        await _say(event, ctx.say("notice-private-gone") if pressed else "")
        again = is_exit(text, (pressed and pressed.data) or "") and not text.startswith("/start")
        await leave(manager, "notice-private-gone", "report-once-more" if again else "")
    elif isinstance(error, LOST):
        await _find_back(event, ctx, manager, bot)
    else:
        if isinstance(error, ChenanError):
            await _say(event, ctx.say(error.key, **error.values))
        else:
            ctx.app.troubles.note(error)
            known = kind_of(error) is not None
            await _say(event, sentence(ctx, error) if known else ctx.say("error-private"))
        if event.update.message is not None and manager.has_context():
            await manager.show(ShowMode.DELETE_AND_SEND)  # its buttons below what was said
    return True


async def _find_back(event: ErrorEvent, ctx: Context, manager: DialogManager, bot: Bot) -> None:
    """Lead a button of a window that is gone to the open one."""
    callback = event.update.callback_query
    open_window = manager.current_stack().last_message_id
    message = callback.message if callback else None
    if message is not None and message.message_id == open_window:
        await _say(event, "")  # the second of two quick taps
        await manager.show(ShowMode.EDIT)
        return
    own = callback is None or is_private_button(callback.data or "")
    await _say(event, ctx.say("notice-private-old" if own else "notice-private-open"))
    if own or message is None:
        await manager.show(ShowMode.DELETE_AND_SEND)
    else:  # the ordinary window stays; it is the stored one
        with keeping(message.message_id):
            await manager.show(ShowMode.SEND)
    if message is not None and open_window is not None:
        with suppress(TelegramAPIError):
            await bot.delete_message(message.chat.id, open_window)


async def _say(event: ErrorEvent, text: str) -> None:
    with suppress(TelegramAPIError):
        if event.update.callback_query:
            await event.update.callback_query.answer(text[:200], show_alert=bool(text))
        elif event.update.message and text:
            await event.update.message.answer(text)
