"""Ways into private conversations: commands, posters' links, buttons, a receipt typed anywhere.

Its router stands before all others, so that no ordinary handler sees what belongs to one.
"""

from __future__ import annotations

from typing import Any

from aiogram import Router
from aiogram.filters import Command, CommandObject, CommandStart
from aiogram.types import CallbackQuery, Message
from aiogram_dialog import DialogManager, ShowMode
from aiogram_dialog.api.entities import Context
from aiogram_dialog.api.internal import CONTEXT_KEY

from bot.app import Talk
from bot.dialogs.receipt import look_up
from bot.filters import has_kind
from bot.handlers.strangers import KINDS
from bot.privacy.entering import start_receipt, start_report
from bot.privacy.mode import ENTRANCE_BUTTONS, PAGES_WITHIN, is_private
from bot.privacy.states import ReceiptSG, ReportSG
from bot.privacy.windows import refuse
from content.receipts import looks_like_receipt

POSTER = "r_"


def make_router() -> Router:
    """Router of everything that is private whatever window is open."""
    router = Router(name="private conversations")
    router.message.filter(_private)
    router.callback_query.filter(_private)
    router.message.register(on_poster, CommandStart(), _has_poster)
    router.message.register(on_report, Command("report", ignore_case=True))
    router.message.register(on_receipt, Command("receipt", ignore_case=True))
    router.message.register(on_page, Command(*(page.removeprefix("/") for page in PAGES_WITHIN)))
    router.message.register(on_typed_receipt, _typed_receipt)
    router.message.register(on_strange, has_kind(KINDS))
    router.edited_message.register(on_edited, _private)
    router.callback_query.register(on_button, _entrance_button)
    return router


async def _private(_: object) -> bool:
    return is_private()


async def _has_poster(_: Message, command: CommandObject) -> bool:
    return (command.args or "").strip().startswith(POSTER)


async def _typed_receipt(message: Message, **data: Any) -> bool:
    """16 digits where a report is not just being written."""
    context: Context | None = data.get(CONTEXT_KEY)
    writing = context is not None and context.state.group is ReportSG
    return not writing and looks_like_receipt(message.text or "")


async def _entrance_button(callback: CallbackQuery) -> bool:
    return (callback.data or "").startswith(ENTRANCE_BUTTONS)


async def on_poster(message: Message, command: CommandObject, dialog_manager: DialogManager) -> None:
    """`/start r_<code>`: a report with the enterprise of that poster chosen."""
    await start_report(dialog_manager, (command.args or "").strip().removeprefix(POSTER))


async def on_report(message: Message, dialog_manager: DialogManager) -> None:
    """An anonymous report."""
    await start_report(dialog_manager)


async def on_receipt(message: Message, dialog_manager: DialogManager) -> None:
    """Looking a report up."""
    await start_receipt(dialog_manager)


async def on_page(
    message: Message, command: CommandObject, talk: Talk, dialog_manager: DialogManager
) -> None:
    """Help and privacy, said without leaving the window: what was written stays."""
    await message.answer(talk.say(f"private-{command.command.lower()}"))
    await dialog_manager.show()


async def on_typed_receipt(message: Message, dialog_manager: DialogManager) -> None:
    """A receipt sent without asking first; it is deleted from the chat like any other."""
    within = dialog_manager.has_context() and dialog_manager.current_context().state.group is ReceiptSG
    if not within:
        await start_receipt(dialog_manager, ShowMode.NO_UPDATE)
    await look_up(dialog_manager, message.text or "")
    dialog_manager.show_mode = ShowMode.AUTO
    await dialog_manager.show()


async def on_button(callback: CallbackQuery, dialog_manager: DialogManager) -> None:
    """查询举报 under a weekly tip."""
    await callback.answer()
    if (callback.data or "").startswith("go:receipt"):
        await start_receipt(dialog_manager)
    else:
        await start_report(dialog_manager)


async def on_strange(message: Message, talk: Talk, dialog_manager: DialogManager) -> None:
    """Kinds of messages that could tell who sends."""
    await refuse(message, talk)
    await dialog_manager.show()


async def on_edited(message: Message, talk: Talk) -> None:
    """An edited message changes nothing that was taken."""
    await message.answer(talk.say("input-edited"))
