"""Joining an office by a link: what it leads to is read before it is accepted. Texts in staff.ftl."""

from __future__ import annotations

from typing import Any, cast

from aiogram_dialog import Dialog, DialogManager

from bot.app import context_of
from bot.states.offices import StaffJoinSG, start_office
from bot.states.people import start_home
from bot.ui.confirmation import Confirm
from bot.ui.office_seat import seat_shown
from bot.ui.replies import account_of, renew_context
from bot.ui.widgets import Given, T, Tap, Words, going
from bot.ui.window import house_window
from storage.base.errors import Invalid
from storage.membership import staff_invites

# --- handlers ---------------------------------------------------------------------------------------


async def on_accept(manager: DialogManager, item: str) -> None:
    """Take the seat that was read on the screen."""
    ctx, user = context_of(manager), account_of(manager)
    async with ctx.app.database.begin() as db:
        await staff_invites.accept(
            db,
            ctx.app.now(),
            user.id,
            ctx.language,
            token_hash(manager),
            user.full_name[:64],
            zone=ctx.app.zone,
        )
    await renew_context(manager)
    await start_office(manager, "staff-joined")


# --- getter -----------------------------------------------------------------------------------------


def token_hash(manager: DialogManager) -> str:
    """The hash of the token one came by."""
    return str(cast(dict[str, Any], manager.start_data or {}).get("token_hash", ""))


async def invited_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """Show the seat, or what to do instead."""
    ctx, user = context_of(dialog_manager), account_of(dialog_manager)
    try:
        async with ctx.app.database.read() as db:
            seen = await staff_invites.peek(db, ctx.app.now(), token_hash(dialog_manager), user.id)
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


# --- window -----------------------------------------------------------------------------------------


def make_dialog() -> Dialog:
    """The dialog of StaffJoinSG."""
    return Dialog(
        house_window(
            Given("body"),
            Confirm(Given("accept"), "accept", on_accept, "place", when="works"),
            Tap(T("join-not-now"), "not_now", going(start_home)),
            Words(),
            state=StaffJoinSG.invited,
            getter=invited_getter,
        ),
    )
