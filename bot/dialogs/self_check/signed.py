"""The signed and stamped form, sent back by its enterprise page by page as photos."""

from __future__ import annotations

from aiogram.types import Message
from aiogram_dialog import DialogManager, Window
from aiogram_dialog.widgets.kbd import Row

from bot.app import context_of
from bot.dialogs.self_check.items import self_check_of
from bot.states.people import SubmitSG
from bot.ui.confirmation import Confirm
from bot.ui.evidence import hide_files, show_files
from bot.ui.fragments import day, lines, notice_lines
from bot.ui.incoming_files import PICTURES, receive
from bot.ui.replies import put_below
from bot.ui.widgets import Media, T, Tap
from bot.ui.window import house_window
from storage.self_checks import signed_forms
from storage.self_checks.signed_copies import SignedPage


async def pages_of(manager: DialogManager) -> tuple[SignedPage, ...]:
    """The pages of the signed form on the screen."""
    ctx, self_check = context_of(manager), await self_check_of(manager)
    return await ctx.read(signed_forms.pages, ctx.actor, self_check.id)


async def on_page(message: Message, manager: DialogManager) -> None:
    """Keep a page; further ones may follow."""
    ctx, self_check = context_of(manager), await self_check_of(manager)
    await ctx.act(signed_forms.attach, self_check.id, await receive(message, ctx))
    manager.dialog_data["notice"] = "signed-kept"
    put_below(manager)
    await manager.switch_to(SubmitSG.signed)


async def on_show(manager: DialogManager, item: str) -> None:
    """Show what was handed in, above the window."""
    await show_files(manager, await pages_of(manager))


async def on_replace(manager: DialogManager, item: str) -> None:
    """Set the pages aside, to hand in others."""
    await hide_files(manager)
    await context_of(manager).act(signed_forms.replace, int(item))
    manager.dialog_data["notice"] = "signed-replaced"


async def on_back(manager: DialogManager, item: str) -> None:
    """Go back to the form handed in."""
    await hide_files(manager)
    await manager.switch_to(SubmitSG.submitted)


async def signed_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """Show how many pages there are."""
    ctx, self_check = context_of(dialog_manager), await self_check_of(dialog_manager)
    found = await pages_of(dialog_manager)
    last = day(ctx, ctx.app.local_day(found[-1].added_at)) if found else ""
    return {
        "body": lines(
            *notice_lines(dialog_manager),
            ctx.say("signed-state", count=len(found), day=last),
            ctx.say("signed-how"),
        ),
        "id": str(self_check.id),
        "confirms": tuple(one.id for one in found),
        "confirmed": f"{self_check.id}",
        "has_pages": bool(found),
    }


def make_window() -> Window:
    """signed."""
    return house_window(
        Row(
            Tap(T("signed-show"), "signed_show", on_show, when="has_pages"),
            Confirm(T("signed-replace"), "signed_replace", on_replace, "id", when="has_pages"),
        ),
        Tap(T("back"), "signed_back", on_back),
        Media(on_page, PICTURES),
        state=SubmitSG.signed,
        getter=signed_getter,
    )
