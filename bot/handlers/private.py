"""Ways into private conversations: commands, posters' links, buttons, a receipt typed anywhere.

Its router comes before all others, so that no ordinary handler sees a private update.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

from aiogram import Router
from aiogram.dispatcher.event.bases import SkipHandler
from aiogram.exceptions import TelegramAPIError
from aiogram.filters import Command, CommandObject, CommandStart
from aiogram.types import CallbackQuery, Message
from aiogram_dialog import DialogManager, ShowMode

from bot.app import Context
from bot.dialogs.receipt import look_up
from bot.handlers.commands import COMMANDS
from bot.handlers.strangers import KINDS
from bot.privacy.entering import (
    clear,
    forget_message,
    is_written,
    leave,
    session_of,
    start_receipt,
    start_report,
)
from bot.privacy.held import WAY_HOME
from bot.privacy.mode import ENTRANCE_BUTTONS, PAGES_WITHIN, is_private
from bot.privacy.states import ReceiptSG, ReportSG
from bot.privacy.windows import refuse
from bot.states.people import start_home
from bot.transport.filters import has_kind, is_command, is_delivered_button
from bot.ui.replies import reply, show_below
from content.typed.receipts import is_receipt_like, receipt_shape

PAGES = {"/help": "private-help", "/privacy": "private-privacy"}
POSTER = "r_"


def make_router() -> Router:
    """Router of updates that are private whatever window is open."""
    router = Router(name="private conversations")
    router.message.filter(_private)
    router.callback_query.filter(_private)
    router.message.register(on_poster, CommandStart(), _has_poster)
    router.message.register(on_report, Command("report", ignore_case=True))
    router.message.register(on_receipt, Command("receipt", ignore_case=True))
    router.message.register(on_language, Command("language", ignore_case=True))
    router.message.register(on_page, Command(*(page.removeprefix("/") for page in PAGES_WITHIN)))
    router.message.register(on_cancel, Command("cancel", "start", ignore_case=True))
    router.message.register(on_other_command, is_command)
    router.message.register(on_typed_receipt, _typed_receipt)
    router.message.register(on_strange, has_kind(KINDS))
    router.edited_message.register(on_edited, _private)
    router.callback_query.register(on_button, _entrance_button)
    router.callback_query.register(on_other_button, is_delivered_button)
    return router


def make_way_home() -> Router:
    """Router of the button [首页] under the last message of a private conversation: an ordinary one."""
    router = Router(name="way home")
    router.callback_query.register(on_way_home, _is_way_home)
    return router


async def _private(_: object) -> bool:
    return is_private()


async def _has_poster(_: Message, command: CommandObject) -> bool:
    return (command.args or "").strip().startswith(POSTER)


async def _typed_receipt(message: Message) -> bool:
    return is_receipt_like(message.text or message.caption or "")


async def _is_way_home(callback: CallbackQuery) -> bool:
    return callback.data == WAY_HOME


async def _entrance_button(callback: CallbackQuery) -> bool:
    return (callback.data or "").startswith(ENTRANCE_BUTTONS)


async def on_poster(message: Message, command: CommandObject, dialog_manager: DialogManager) -> None:
    """Handle `/start r_<code>`: a report with the poster's enterprise chosen."""
    await start_report(dialog_manager, (command.args or "").strip().removeprefix(POSTER))


async def on_report(message: Message, dialog_manager: DialogManager) -> None:
    """Begin an anonymous report."""
    await start_report(dialog_manager)


async def on_receipt(message: Message, dialog_manager: DialogManager) -> None:
    """Begin looking a report up."""
    await start_receipt(dialog_manager)


async def on_language(message: Message, ctx: Context, dialog_manager: DialogManager) -> None:
    """Switch to the next language, for this conversation; the draft stays."""
    known = ctx.app.catalog.languages
    language = known[(known.index(ctx.language) + 1) % len(known)] if ctx.language in known else known[0]
    session_of(dialog_manager).language = language
    dialog_manager.middleware_data["ctx"] = replace(ctx, language=language)
    await dialog_manager.show()


async def on_page(
    message: Message, command: CommandObject, ctx: Context, dialog_manager: DialogManager
) -> None:
    """Show help or privacy without leaving the window; the draft stays."""
    await message.answer(ctx.say(PAGES[f"/{command.command.lower()}"]))
    await dialog_manager.show()


async def on_cancel(message: Message, dialog_manager: DialogManager) -> None:
    """Handle `/cancel`, `/start`: leave at once. The draft is deleted, from memory and from the chat."""
    if is_written(session_of(dialog_manager)):
        await clear(dialog_manager, "report-cancelled")
    elif (message.text or "").lower().startswith("/cancel"):
        await clear(dialog_manager, "report-left")
    else:
        await leave(dialog_manager, "report-left")


async def on_other_command(message: Message, ctx: Context, dialog_manager: DialogManager) -> None:
    """Handle any other command: leave, and do nothing else yet; done at once it would date the end of a
    report."""
    command = (message.text or "").removeprefix("/").partition(" ")[0].partition("@")[0].lower()
    if command in COMMANDS:
        await _out(dialog_manager)
        return
    await message.answer(ctx.say("command-unknown"))
    await dialog_manager.show()


async def on_other_button(callback: CallbackQuery, dialog_manager: DialogManager) -> None:
    """Handle a button under a message further up: as any other command; the message stays."""
    await callback.answer()
    await _out(dialog_manager)


async def _out(manager: DialogManager) -> None:
    gone = is_written(session_of(manager))
    await leave(manager, "report-gone" if gone else "report-left", "report-once-more", edit=False)


async def on_way_home(callback: CallbackQuery, dialog_manager: DialogManager) -> None:
    """Handle [首页]: show the home window in the place of the message."""
    await start_home(dialog_manager)
    await callback.answer()


async def on_typed_receipt(message: Message, ctx: Context, dialog_manager: DialogManager) -> None:
    """Look up a receipt sent without being asked for, or a text that may be one; store it nowhere.

    In a report a number among words belongs to the story; whether it may be sent is asked before sending.
    """
    text = message.text or message.caption or ""
    group = dialog_manager.current_context().state.group if dialog_manager.has_context() else None
    if group is not None and receipt_shape(text) == "within":
        raise SkipHandler
    if group is ReportSG:
        await forget_message(dialog_manager)
        await reply(dialog_manager, ctx.say("report-receipt-here"))
        await dialog_manager.show()
        return
    if group is not ReceiptSG:
        await start_receipt(dialog_manager, ShowMode.NO_UPDATE)
    await look_up(dialog_manager, text, asked=group is ReceiptSG)
    dialog_manager.show_mode = ShowMode.AUTO
    await dialog_manager.show()


async def on_button(callback: CallbackQuery, dialog_manager: DialogManager) -> None:
    """Handle 匿名举报 and 查询举报, in the home window and under a weekly tip."""
    with suppress(TelegramAPIError):  # a typed number is no tap, so there is nothing to answer
        await callback.answer()
    if (callback.data or "").startswith("go:receipt"):
        await start_receipt(dialog_manager)
    else:
        await start_report(dialog_manager)


async def on_strange(message: Message, ctx: Context, dialog_manager: DialogManager) -> None:
    """Refuse kinds of messages that could identify their sender."""
    await refuse(message, ctx)
    await dialog_manager.show()


async def on_edited(message: Message, ctx: Context, dialog_manager: DialogManager) -> None:
    """Answer an edited message: the edit changes nothing that was taken."""
    await message.answer(ctx.say("input-edited"))
    await show_below(dialog_manager)
