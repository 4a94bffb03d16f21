"""Getters of the invitation to an office."""

from __future__ import annotations

from typing import Any, cast

from aiogram_dialog import DialogManager

from bot.app import context_of
from bot.ui.office_seat import seat_shown
from bot.ui.replies import account_of
from storage.base.errors import Invalid
from storage.membership import staff_invites


def token_hash(manager: DialogManager) -> str:
    """The hash of the link's token."""
    return str(cast(dict[str, Any], manager.start_data or {}).get("token_hash", ""))


async def invited_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """The seat, or the next step where the link does not work."""
    ctx, user = context_of(dialog_manager), account_of(dialog_manager)
    try:
        seen = await ctx.read(staff_invites.peek, ctx.app.now(), token_hash(dialog_manager), user.id)
    except Invalid as problem:
        return {"body": ctx.say(problem.key), "works": False, "place": ""}
    key = "staff-invited-again" if seen.joined else "staff-invited"
    seat = seat_shown(ctx, seen.role, seen.department)
    return {
        "body": ctx.say(key, place=seen.jurisdiction_name, seat=seat),
        "works": True,
        "place": str(seen.jurisdiction_id),
        "accept": ctx.say("join-enter" if seen.joined else "join-accept"),
    }
