"""Deep links: /start with a payload. The operation behind a link checks what it may open."""

from __future__ import annotations

from aiogram import Router
from aiogram.filters import CommandObject, CommandStart
from aiogram.types import Message
from aiogram_dialog import DialogManager

from bot.app import context_of
from bot.states.offices import start_staff_join
from bot.states.people import start_home, start_join
from bot.ui.replies import account_of, reply
from storage.base.errors import Invalid
from storage.membership import operators
from storage.membership.staff_invites import hash_of_link


def make_router() -> Router:
    """Router of deep links."""
    router = Router(name="links")
    router.message.register(on_start, CommandStart())
    return router


async def on_start(message: Message, command: CommandObject, dialog_manager: DialogManager) -> None:
    """Handle `/start`, or one of the deep links of the contract."""
    payload = (command.args or "").strip()
    kind, _, token = payload.partition("_")
    if kind in ("e", "f") and token:
        await start_join(dialog_manager, payload)
    elif kind == "s" and token:
        await start_staff_join(dialog_manager, hash_of_link(payload))
    elif kind == "o" and token:
        await _join_operators(dialog_manager, payload)
    elif payload:
        await start_home(dialog_manager, "notice-link-unknown")
    else:
        await start_home(dialog_manager)


async def _join_operators(manager: DialogManager, payload: str) -> None:
    """Register this chat as an operator; nothing else of the person changes."""
    ctx = context_of(manager)
    account = account_of(manager).id
    try:
        await ctx.write(operators.accept, ctx.app.now(), account, ctx.language, payload)
    except Invalid as refusal:
        await reply(manager, ctx.say(refusal.key, **refusal.values))
    else:
        ctx.app.identities.forget(account)
        await reply(manager, ctx.say("operator-joined"))
