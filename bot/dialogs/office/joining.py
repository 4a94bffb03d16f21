"""Requests to join an enterprise: granted or refused by its office."""

from __future__ import annotations

from typing import Any

from aiogram_dialog import Dialog, DialogManager
from aiogram_dialog.widgets.kbd import Row, SwitchTo

from bot.app import context_of
from bot.states.offices import JoinRequestsSG, start_units
from bot.ui.confirmation import Confirm, confirm_window
from bot.ui.fragments import day, label_of, lines, notice_lines
from bot.ui.office_seat import post_of
from bot.ui.paging import page_of, turned_to
from bot.ui.widgets import Choices, T, Tap, paging
from bot.ui.window import house_window
from content.screen import shortened
from storage.enterprises import join_requests
from storage.enterprises.join_requests import RequestLine

PAGE = 6


async def on_start(start_data: Any, manager: DialogManager) -> None:
    """Open the request of a delivered button first, for those who may see it."""
    chosen = start_data.get("id") if isinstance(start_data, dict) else None
    if chosen is not None:
        manager.dialog_data["id"] = int(chosen)
        await request_of(manager)


async def request_of(manager: DialogManager) -> RequestLine:
    """The request of the window. Raises NotAllowed: it is not this office's."""
    ctx = context_of(manager)
    return await ctx.read(join_requests.get, ctx.actor, int(manager.dialog_data["id"]))


# --- handlers ---------------------------------------------------------------------------------------


async def on_one(manager: DialogManager, item: str) -> None:
    """Open a request."""
    manager.dialog_data["id"] = int(item)
    await manager.switch_to(JoinRequestsSG.one)


async def on_grant(manager: DialogManager, item: str) -> None:
    """Grant the request."""
    await decide(manager, int(item), grant=True)


async def on_refuse(manager: DialogManager, item: str) -> None:
    """Refuse the request."""
    await decide(manager, int(item), grant=False)


async def decide(manager: DialogManager, request_id: int, *, grant: bool) -> None:
    """Decide, and say whether somebody decided before."""
    ctx = context_of(manager)
    done = await ctx.act(join_requests.decide, request_id, grant=grant, zone=ctx.app.zone)
    ctx.app.identities.forget_everybody()
    decided = "requests-granted" if grant else "requests-refused"
    manager.dialog_data["notice"] = decided if done else "requests-decided"
    await manager.switch_to(JoinRequestsSG.list)


async def on_units(manager: DialogManager, item: str) -> None:
    """Go back to the list of enterprises, at the same page and search."""
    came = manager.start_data
    await start_units(manager, came.get("units") if isinstance(came, dict) else None)


# --- getters ----------------------------------------------------------------------------------------


async def list_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """Show the open requests, oldest first."""
    ctx = context_of(dialog_manager)
    async with ctx.app.database.read() as db:
        post = await post_of(db, ctx)
        waiting = await join_requests.list_open(db, ctx.actor, post.place_id)
    choices = [
        (
            str(one.id),
            label_of(ctx, "requests-one", "enterprise", one.enterprise, name=shortened(one.name, 8)),
        )
        for one in waiting
    ]
    head = ctx.say("requests-head", waiting=len(waiting)) if waiting else ctx.say("requests-none")
    return {
        **page_of(choices, turned_to(dialog_manager), PAGE),
        "body": lines(*notice_lines(dialog_manager), head),
    }


async def one_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """Show the person, the enterprise, and whom to ask about it."""
    ctx = context_of(dialog_manager)
    one = await request_of(dialog_manager)
    whom = " ".join(part for part in (one.contact_name, one.phone) if part)
    return {
        "body": lines(
            ctx.say("requests-ask", name=shortened(one.name, 30), enterprise=shortened(one.enterprise, 30)),
            ctx.say("requests-place", place=one.place, day=day(ctx, ctx.app.local_day(one.asked_at))),
            ctx.say("requests-own-phone", phone=one.own_phone) if one.own_phone else "",
            ctx.say("units-phones", phones=one.phones),
            ctx.say("units-call", whom=whom) if whom else "",
            ctx.say("requests-how", first="no" if one.phones else "yes"),
        ),
        "item": str(one.id),
        "open": one.state == "open",
    }


# --- windows ----------------------------------------------------------------------------------------


def make_dialog() -> Dialog:
    """The dialog of JoinRequestsSG."""
    return Dialog(
        house_window(
            Choices("one", "choices", on_one),
            paging("page"),
            Tap(T("units-back"), "units", on_units),
            state=JoinRequestsSG.list,
            getter=list_getter,
        ),
        confirm_window(
            Row(
                Confirm(T("requests-grant"), "grant", on_grant, "item", when="open"),
                Confirm(T("requests-refuse"), "refuse", on_refuse, "item", when="open"),
            ),
            back=SwitchTo(T("requests-back"), "one_back", JoinRequestsSG.list),
            state=JoinRequestsSG.one,
            getter=one_getter,
        ),
        on_start=on_start,
    )
