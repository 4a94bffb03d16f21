"""Commands: each opens its window from any other; nothing entered before is lost."""

from __future__ import annotations

from aiogram import Router
from aiogram.filters import Command, CommandObject
from aiogram.types import BotCommand, Message
from aiogram_dialog import DialogManager, StartMode

from bot.app import Context, context_of
from bot.states.offices import start_notices, start_office
from bot.states.people import HomeSG, start_home, start_received, start_tasks
from bot.transport.filters import is_command
from bot.ui.entering import open_self_check
from bot.ui.replies import renew_context, show_below
from content.catalog import Catalog

COMMANDS = {
    "start": "command-start",
    "check": "command-check",
    "tasks": "command-tasks",
    "report": "command-report",
    "receipt": "command-receipt",
    "notices": "command-notices",
    "office": "command-office",
    "language": "command-language",
    "privacy": "command-privacy",
    "help": "command-help",
    "cancel": "command-cancel",
}


def make_router() -> Router:
    """Router of all commands; an unknown one is answered, not passed on to a dialog."""
    router = Router(name="commands")
    router.message.register(on_check, Command("check"))
    router.message.register(on_tasks, Command("tasks"))
    router.message.register(on_notices, Command("notices"))
    router.message.register(on_office, Command("office"))
    router.message.register(on_cancel, Command("cancel"))
    for name in ("language", "privacy", "help"):
        router.message.register(on_page, Command(name))
    router.message.register(on_unknown, is_command)
    return router


def menu(catalog: Catalog, language: str) -> list[BotCommand]:
    """The command menu in a language."""
    return [
        BotCommand(command=name, description=catalog.say(key, language)) for name, key in COMMANDS.items()
    ]


async def on_check(message: Message, dialog_manager: DialogManager) -> None:
    """Begin or go on with the self-check."""
    await open_self_check(dialog_manager)


async def on_tasks(message: Message, dialog_manager: DialogManager) -> None:
    """Open the tasks."""
    if context_of(dialog_manager).who is None:
        await start_home(dialog_manager, "notice-join-first")
    else:
        await start_tasks(dialog_manager)


async def on_notices(message: Message, dialog_manager: DialogManager) -> None:
    """Open a person's notices; for people who work only for an office, the office's."""
    ctx = await renew_context(dialog_manager)
    if ctx.who is None:
        await start_home(dialog_manager, "notice-join-first")
    elif ctx.who.enterprise_id is None and ctx.who.staff_id is not None:
        await start_notices(dialog_manager)
    else:
        await start_received(dialog_manager)


async def on_office(message: Message, dialog_manager: DialogManager) -> None:
    """Open the office a person works for."""
    ctx = await renew_context(dialog_manager)  # a seat may have been taken away a moment ago
    if ctx.who is None or ctx.who.staff_id is None:
        await start_home(dialog_manager, "notice-no-office")
    else:
        await start_office(dialog_manager)


async def on_cancel(message: Message, dialog_manager: DialogManager) -> None:
    """Leave the current input; answers are kept."""
    await start_home(dialog_manager, "notice-cancelled")


async def on_page(message: Message, command: CommandObject, dialog_manager: DialogManager) -> None:
    """Open a page behind the home window."""
    await dialog_manager.start(getattr(HomeSG, command.command.lower()), mode=StartMode.RESET_STACK)


async def on_unknown(message: Message, ctx: Context, dialog_manager: DialogManager) -> None:
    """Answer an unknown command with the list of commands."""
    await message.answer(ctx.say("command-unknown"))
    await show_below(dialog_manager)
