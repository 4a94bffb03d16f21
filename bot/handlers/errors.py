"""Errors become sentences here, and nowhere else. What is logged holds no text and no account of a person."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from contextlib import suppress
from functools import partial
from typing import Any, get_args

from aiogram import Router
from aiogram.dispatcher.event.bases import UNHANDLED
from aiogram.exceptions import (
    TelegramAPIError,
    TelegramForbiddenError,
    TelegramNetworkError,
    TelegramServerError,
)
from aiogram.types import ErrorEvent
from aiogram_dialog import DialogManager, ShowMode
from aiogram_dialog.api.exceptions import (
    OutdatedIntent,
    UnknownIntent,
    UnknownState,
)

from bot.app import App, Context
from bot.logs import REFERENCE, new_reference, where
from bot.resume import land
from bot.transport.channels import is_web
from bot.ui.replies import renew_context, show_below
from content.registry import complete
from storage.base.diagnosis import Kind, chain, kind_of
from storage.base.errors import ChenanError, Locked, NotFound, SeatEnded, Stale
from storage.outbox.queue import TROUBLE

STORAGE: Mapping[Kind, str] = complete(
    "bot.handlers.errors.STORAGE",
    get_args(Kind),
    {
        "full": "error-storage-full",
        "readonly": "error-storage-readonly",
        "locked": "error-storage-locked",
        "damaged": "error-storage-damaged",
        "away": "error-storage-away",
    },
)

log = logging.getLogger(__name__)
MEDIA = ("photo", "document", "voice")
AWAY = (TelegramNetworkError, TelegramServerError)
"""Errors after which Telegram could not be reached: the sentence is sent later."""
LOST = (UnknownIntent, OutdatedIntent, UnknownState)
REFUSED_ALBUM = "refused-album"
"""Key in a window's data: the album of which a picture was refused last, and the reason."""


def make_router(app: App) -> Router:
    """Router of the one error handler."""
    router = Router(name="errors")
    router.errors.register(partial(on_error, app))
    return router


def is_away(error: Exception) -> bool:
    """Whether the database, or the Redis that several processes share, does not answer."""
    return any(isinstance(one, TROUBLE) or type(one).__module__.startswith("redis.") for one in chain(error))


async def on_error(app: App, event: ErrorEvent, **data: Any) -> Any:
    """A lost window leads back to the facts; a domain error is said; anything else gets a reference.

    What the page sends again is not answered at all.
    """
    ctx: Context | None = data.get("ctx")
    manager: DialogManager | None = data.get("dialog_manager")
    error = event.exception
    if is_web(data["bot"]) and _is_sent_again(event, error, ctx):
        return UNHANDLED
    if ctx is None and is_away(error) and (user := data.get("event_from_user")) is not None:
        ctx = Context(app, None, app.identities.remembered_language(user.id))
    if ctx is None or (isinstance(error, TelegramAPIError) and manager is None):
        log.error("outside of a conversation: %s", where(error))
        return True
    if isinstance(error, TelegramForbiddenError):
        return True  # the person blocked the bot while it answered: there is nobody to tell
    if isinstance(error, LOST):
        await _find_back(event, ctx, manager)
        return True
    if isinstance(error, ChenanError):
        if not _is_said_of_album(event, manager, error.key):
            await _say(event, ctx.say(error.key, **error.values), alert=True)
        if manager is not None and isinstance(error, (Stale, Locked, NotFound, SeatEnded)):
            if isinstance(error, (SeatEnded, NotFound)):
                # the cached identity of the person may be older than the refusal
                await renew_context(manager)
            await land(manager, error.key)
        else:
            await _show_again(event, manager)
        return True
    reference = new_reference()
    log.error("reference %s: %s", reference, where(error), extra={REFERENCE: reference})
    said = sentence(ctx, error, reference)
    chat = data.get("event_chat")
    if not await _say(event, said, alert=True) and chat is not None and isinstance(error, AWAY):
        ctx.app.unsaid.later(data["bot"], chat.id, said)
    if not isinstance(error, TelegramAPIError):
        await _show_again(event, manager)
    return True


def _is_said_of_album(event: ErrorEvent, manager: DialogManager | None, key: str) -> bool:
    """Whether another picture of the same album was refused for the same reason in this window."""
    message = event.update.message
    if message is None or message.media_group_id is None or manager is None or not manager.has_context():
        return False
    before = manager.dialog_data.get(REFUSED_ALBUM)
    manager.dialog_data[REFUSED_ALBUM] = refused = [message.media_group_id, key]
    return bool(before == refused)


def _is_sent_again(event: ErrorEvent, error: Exception, ctx: Context | None) -> bool:
    """Whether the page sends this input again: the person was not looked up yet, or a sentence would need the
    database that does not answer, and be waited for as long as that."""
    if ctx is None:
        return is_away(error)
    return event.update.message is not None and kind_of(error) == "away"


async def _show_again(event: ErrorEvent, manager: DialogManager | None) -> None:
    """Show the window again below the message about a text or file; a tap was answered where it is.

    The window itself may have failed: then the message is all there is.
    """
    if manager is None or event.update.message is None:
        return
    try:
        await show_below(manager)
    except ChenanError as error:
        await land(manager, error.key)
    except Exception as error:  # noqa: BLE001  the window may fail in any way
        log.error("the window after a sentence: %s", where(error))


def sentence(ctx: Context, error: Exception, reference: str = "") -> str:
    """The sentence about an internal error; its reference, if any, is in the log, too."""
    if isinstance(error, AWAY):
        key = "error-network"
    elif (kind := kind_of(error)) is not None:
        key = STORAGE[kind]
    else:
        broken = isinstance(error, OSError) and not isinstance(error, TimeoutError)
        return ctx.say("error-storage" if broken else "error-unknown", reference=reference)
    said = ctx.say(key)
    return f"{said} {ctx.say('error-reference', reference=reference)}" if reference else said


async def _find_back(event: ErrorEvent, ctx: Context, manager: DialogManager | None) -> None:
    """Handle a button of a window that is gone.

    The second of two quick taps finds its message already showing the next window: nothing is said. A button
    further up leads to the open window; only without one the facts decide.
    """
    callback = event.update.callback_query
    if manager is None or not manager.has_context() or callback is None or callback.message is None:
        lost = event.update.message is not None and event.update.message.content_type in MEDIA
        key = "notice-outdated" if callback else "input-again" if lost else ""
        await _say(event, ctx.say(key) if key else "")
        if manager is not None:
            await land(manager)
        return
    open_window = manager.current_stack().last_message_id
    if callback.message.message_id == open_window:
        # Drawn again, since after a crash the window there may be one that nobody remembers.
        await _say(event, ctx.say("notice-outdated") if ctx.first else "")
        await manager.show(ShowMode.EDIT)
        return
    await _say(event, ctx.say("notice-outdated"))
    manager.dialog_data["notice"] = "notice-outdated"
    await manager.show(ShowMode.DELETE_AND_SEND)  # deletes the message tapped
    if open_window is not None:
        with suppress(TelegramAPIError):
            await manager.middleware_data["bot"].delete_message(callback.message.chat.id, open_window)


async def _say(event: ErrorEvent, text: str, *, alert: bool = False) -> bool:
    """Answer the tap or the message; return whether that was sent. A chat that cannot be reached gets
    nothing."""
    try:
        if event.update.callback_query:
            await event.update.callback_query.answer(text[:200], show_alert=alert)
        elif event.update.message and text:
            await event.update.message.answer(text)
    except TelegramAPIError as problem:
        log.warning("an error could not be said: %s", type(problem).__name__)
        return False
    return True
