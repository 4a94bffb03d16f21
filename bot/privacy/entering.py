"""Entering and leaving a private conversation. Nothing stored of the chat is read or changed."""

from __future__ import annotations

from contextlib import ExitStack, suppress
from dataclasses import replace

from aiogram import Bot
from aiogram.exceptions import TelegramAPIError
from aiogram.fsm.state import State
from aiogram.types import CallbackQuery, Message
from aiogram_dialog import DialogManager, ShowMode, StartMode

from bot.app import Context, context_of
from bot.privacy.drafts import ReceiptDraft, ReportDraft
from bot.privacy.held import way_home
from bot.privacy.reporting import Reporting
from bot.privacy.sessions import Chat, PrivateSession
from bot.privacy.states import ReceiptSG, ReportSG
from bot.ui.delivered_messages import keeping
from bot.ui.replies import reply
from storage.base.errors import NotFound

BULK = 100
"""Messages Telegram deletes in one call."""


def chat_key(manager: DialogManager) -> Chat:
    """The chat of the update, as the key of private sessions."""
    return (manager.middleware_data["bot"].id, manager.middleware_data["event_chat"].id)


def session_of(manager: DialogManager) -> PrivateSession:
    """The private session of the chat; a new one if it ran out this moment."""
    return context_of(manager).app.private_sessions.open(chat_key(manager))


def reporting_of(manager: DialogManager) -> Reporting:
    """Rules and keys of reports.

    Raises:
        NotFound: reports are not taken in here.
    """
    reporting = context_of(manager).app.reporting
    if reporting is None:
        raise NotFound
    return reporting


def private_context(ctx: Context) -> Context:
    """The context of a person of whom only the language is known."""
    return replace(ctx, who=None)


async def start_report(manager: DialogManager, poster: str = "") -> None:
    """Begin an anonymous report; `poster` is the code on one, which names its enterprise. An unsent draft
    is kept.

    What was written of one that is not sent yet is kept.
    """
    private_session = context_of(manager).app.private_sessions.find(chat_key(manager))
    draft = private_session.draft if private_session else None
    if isinstance(draft, ReportDraft) and draft.is_written:
        draft.poster = poster
        await _say(manager, "report-still-here")
        await enter(manager, ReportSG.intro, draft)
        return
    await enter(manager, ReportSG.intro, ReportDraft(poster=poster))


async def start_receipt(manager: DialogManager, show: ShowMode = ShowMode.SEND) -> None:
    """Begin looking a report up."""
    await enter(manager, ReceiptSG.enter, ReceiptDraft(), show)


async def enter(
    manager: DialogManager, state: State, draft: ReportDraft | ReceiptDraft, show: ShowMode = ShowMode.SEND
) -> None:
    """Begin a private conversation at `state`, below the open window, which stays as it is.

    If an unsent draft of another one is lost by this, say so.
    """
    ctx, chat = context_of(manager), chat_key(manager)
    if ctx.app.private_sessions.told(chat):
        await _say(manager, "notice-private-gone")
    elif (
        (private_session := ctx.app.private_sessions.find(chat)) is not None
        and private_session.draft is not draft
        and is_written(private_session)
    ):
        await _say(manager, "report-gone")
    private_session = ctx.app.private_sessions.open(chat)
    private_session.draft, private_session.language = draft, ctx.language
    event = manager.event
    with ExitStack() as kept:
        if isinstance(event, Message):
            private_session.note(event.message_id)
        elif isinstance(event, CallbackQuery) and event.message is not None:
            kept.enter_context(keeping(event.message.message_id))
        await manager.start(state, mode=StartMode.RESET_STACK, show_mode=show)


def is_written(private_session: PrivateSession) -> bool:
    """Whether a private session holds words or photos that were not sent."""
    return isinstance(private_session.draft, ReportDraft | ReceiptDraft) and private_session.draft.is_written


async def leave(manager: DialogManager, notice: str, further: str = "", *, edit: bool = True) -> None:
    """Forget the private conversation, and say so in a message with one button, [首页].

    No window is shown: it would be stored, and the person looked up, right after a report. `edit`: the tapped
    window becomes that message.
    """
    ctx, chat = private_context(context_of(manager)), chat_key(manager)
    manager.middleware_data["ctx"] = ctx
    bot: Bot = manager.middleware_data["bot"]
    event = manager.event
    edit = edit and isinstance(event, CallbackQuery)
    if not edit:
        with suppress(TelegramAPIError):
            await _take_buttons_off(bot, chat, manager.current_stack().last_message_id)
    ctx.app.private_sessions.close(chat)
    await manager.reset_stack(remove_keyboard=False)
    text = "\n".join(ctx.say(one) for one in (notice, further) if one)
    shown = event.message if edit and isinstance(event, CallbackQuery) else None
    if shown is not None:
        with suppress(TelegramAPIError):
            await bot.edit_message_text(
                text,
                chat_id=chat[1],
                message_id=shown.message_id,
                reply_markup=way_home(ctx.app, ctx.language),
            )
            return
    await bot.send_message(chat[1], text, reply_markup=way_home(ctx.app, ctx.language))


async def forget_message(manager: DialogManager) -> None:
    """Delete the message being handled from the chat."""
    if isinstance(manager.event, Message):
        with suppress(TelegramAPIError):
            await manager.event.delete()


async def clear(manager: DialogManager, notice: str, further: str = "") -> None:
    """Delete the messages of both sides as far as they are remembered and Telegram allows; then leave."""
    chat = chat_key(manager)
    private_session = context_of(manager).app.private_sessions.find(chat)
    bot: Bot = manager.middleware_data["bot"]
    messages = private_session.messages if private_session else []
    for start in range(0, len(messages), BULK):
        with suppress(TelegramAPIError):
            await bot.delete_messages(chat[1], messages[start : start + BULK])
    await leave(manager, notice, further)


async def _take_buttons_off(bot: Bot, chat: Chat, message_id: int | None) -> None:
    if message_id is not None:
        await bot.edit_message_reply_markup(chat_id=chat[1], message_id=message_id)


async def _say(manager: DialogManager, key: str) -> None:
    await reply(manager, context_of(manager).say(key))
