"""Accepting the invitation."""

from __future__ import annotations

from aiogram_dialog import DialogManager

from bot.app import context_of
from bot.dialogs.staff_join.getters import token_hash
from bot.states.offices import start_office
from bot.ui.replies import account_of, renew_context
from storage.membership import staff_invites


async def on_accept(manager: DialogManager, item: str) -> None:
    """Accept the seat shown on the screen."""
    ctx, user = context_of(manager), account_of(manager)
    await ctx.write(
        staff_invites.accept,
        ctx.app.now(),
        user.id,
        ctx.language,
        token_hash(manager),
        user.full_name[:64],
        zone=ctx.app.zone,
    )
    await renew_context(manager)
    await start_office(manager, "staff-joined")
